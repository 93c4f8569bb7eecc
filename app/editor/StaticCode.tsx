import { type FocusEvent, type MouseEvent, memo } from 'react';
import type { CellKind } from '../../lib/notebook/types';
import { isWritten } from '../commands/context';
import styles from './code.module.css';
import { GRAMMARS } from './languages';
import { tokenise } from './tokenise';

interface Props {
  kind: CellKind;
  source: string;
  /** Lines, from 1, that carry an error. */
  marked?: ReadonlySet<number>;
  /** It stands inside something that takes the keyboard itself, and is not scrolled. */
  decorative?: boolean;
  /** The reader goes into the text, at an offset of the source. */
  onEnter?(offset: number): void;
}

/** The offset in the text of `root` that is at a point of the screen; its beginning where there is none. */
function offsetAt(root: Element, x: number, y: number): number {
  const caret = document.caretPositionFromPoint?.(x, y);
  if (!caret || !root.contains(caret.offsetNode)) return 0;
  const before = document.createRange();
  before.setStart(root, 0);
  before.setEnd(caret.offsetNode, caret.offset);
  return before.toString().length;
}

/** Coloured text with the editor's own metrics, so that the editor can take its place without moving anything. */
export const StaticCode = memo(function StaticCode(props: Props) {
  const { kind, source, marked, decorative, onEnter } = props;
  const lines = tokenise(source, GRAMMARS[kind]);
  return (
    <pre
      className={styles.static}
      data-wrap={isWritten(kind) || undefined}
      data-soft={kind === 'js' || undefined}
      tabIndex={decorative ? undefined : 0}
      onMouseDown={
        onEnter &&
        ((event: MouseEvent) => {
          // Else the text would take the keyboard from what stands in for the editor.
          event.preventDefault();
          onEnter(offsetAt(event.currentTarget, event.clientX, event.clientY));
        })
      }
      onFocus={
        onEnter && (({ currentTarget }: FocusEvent) => currentTarget.matches(':focus-visible') && onEnter(0))
      }
    >
      <code>
        {lines.map((spans, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity
          <span key={line} className={styles.line} data-marked={marked?.has(line + 1) || undefined}>
            {spans.map(({ text, token }, at) =>
              token ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: nor has a span
                <span key={at} className={`tok-${token}`}>
                  {text}
                </span>
              ) : (
                text
              ),
            )}
            {'\n'}
          </span>
        ))}
      </code>
    </pre>
  );
});
