import { memo } from 'react';
import type { ListedRow } from '../../lib/lab/listing/types';
import { asm } from '../editor/grammar/asm';
import { tokenise } from '../editor/tokenise';
import { grouped } from '../run/words';
import styles from './code.module.css';

interface Props {
  id: string;
  row: ListedRow;
  syntax: 'att' | 'intel';
  hue: number | undefined;
  /** Executions; undefined while none were counted. */
  count: number | undefined;
  /** Share of the dearest instruction, 0 to 1. */
  heat: number;
  current: boolean;
  /** A debugger stands before it. */
  standing: boolean;
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

/** The bytes of an instruction as they are written. */
export const bytesText = (bytes: Uint8Array): string => [...bytes].map(hex).join(' ');

/** An instruction's text in the editor's colours. */
export function Coloured({ text }: { text: string }) {
  const [spans] = tokenise(text, asm);
  return spans.map(({ text: part, token }, at) =>
    token ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a span has no other identity
      <span key={at} className={`tok-${token}`}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}

/** One instruction: how often it ran, its text, and its bytes. */
export const Row = memo(function Row({ id, row, syntax, hue, count, heat, current, standing }: Props) {
  const { address, line, label, note, trap, callee, bytes } = row;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list takes the keyboard and names the active row
    <div
      id={id}
      className={styles.row}
      role="option"
      aria-selected={current}
      data-line={line || undefined}
      data-address={address}
      data-hue={hue}
      data-standing={standing || undefined}
      data-cold={count === 0 || undefined}
    >
      {label && <span className={styles.label}>{label}:</span>}
      <span className={styles.count} style={heat > 0 ? { ['--heat' as string]: heat } : undefined}>
        {count === undefined ? '' : count === 0 ? '·' : grouped(count)}
      </span>
      <code className={styles.text}>
        <Coloured text={row[syntax]} />
        {trap && (
          <span className={styles.trap} data-called={trap === 'called' || undefined}>
            {trap === 'here' ? 'trap' : 'traps'}
          </span>
        )}
        {note && <span className={styles.noteText}>{note}</span>}
        {callee && <span className="visually-hidden">; function {callee}</span>}
        {line > 0 && <span className="visually-hidden">; line {line}</span>}
      </code>
      <span
        className={styles.bytes}
        title={`at ${address.toString(16)}: ${bytesText(bytes)}`}
        aria-hidden="true"
      >
        <i>{address.toString(16)}</i> {bytesText(bytes)}
      </span>
    </div>
  );
});
