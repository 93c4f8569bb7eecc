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
}

/** Coloured text with the editor's own metrics, so that the editor can take its place without moving anything. */
export function StaticCode({ kind, source, marked, decorative }: Props) {
  const lines = tokenise(source, GRAMMARS[kind]);
  return (
    <pre
      className={styles.static}
      data-wrap={isWritten(kind) || undefined}
      data-soft={kind === 'js' || undefined}
      tabIndex={decorative ? undefined : 0}
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
}
