import type { RefObject } from 'react';
import type { CellKind } from '../../lib/notebook/types';
import { isWritten } from '../commands/context';
import styles from './code.module.css';

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  kind: CellKind;
  source: string;
  label: string;
  onChange(source: string): void;
  onLeave(): void;
}

/**
 * Has the keyboard while the editor is on its way, so that what is typed meanwhile is neither lost nor taken for
 * commands of a cell. It lies over the coloured text with the same measures, and only its caret is seen.
 */
export function StandIn({ field, kind, source, label, onChange, onLeave }: Props) {
  return (
    <textarea
      ref={field}
      className={styles.standIn}
      data-wrap={isWritten(kind) || undefined}
      data-soft={kind === 'js' || undefined}
      aria-label={label}
      defaultValue={source}
      spellCheck={false}
      autoCapitalize="off"
      onChange={(event) => onChange(event.currentTarget.value)}
      onCompositionStart={({ currentTarget }) => currentTarget.setAttribute('data-composing', '')}
      onCompositionEnd={({ currentTarget }) => currentTarget.removeAttribute('data-composing')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onLeave();
      }}
    />
  );
}

/** Waits until an input method has done with the word it is at. */
export async function composed(field: HTMLTextAreaElement | null): Promise<void> {
  if (!field?.hasAttribute('data-composing')) return;
  await new Promise((resolve) => field.addEventListener('compositionend', resolve, { once: true }));
}
