import { memo } from 'react';
import type { Cell } from '../../lib/notebook/types';
import styles from './notebook.module.css';

interface Heading {
  cell: string;
  text: string;
  level: number;
}

/** The headings of the Markdown cells, without those inside fences. */
export function headings(cells: readonly Cell[]): Heading[] {
  return cells
    .filter((cell) => cell.kind === 'md')
    .flatMap(({ id, source }) => {
      const found = source.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^(#{1,3})\s+(.+?)\s*#*$/gm);
      return [...found].map(([, marks, text]) => ({
        cell: id,
        text: text.replace(/[*`_]/g, ''),
        level: marks.length,
      }));
    });
}

interface Props {
  cells: readonly Cell[];
  onGo?: (id: string) => void;
}

/** Beside the notebook on wide screens: where its parts are. */
export const Outline = memo(function Outline({ cells, onGo }: Props) {
  const found = headings(cells).filter(({ level }) => level > 1);
  if (found.length < 2) return null;
  return (
    <nav className={styles.outline} aria-label="On this page">
      <ul>
        {found.map(({ cell, text, level }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two headings may be alike
          <li key={index} data-level={level}>
            <a
              href={`#cell-${cell}`}
              onClick={
                onGo &&
                ((event) => {
                  event.preventDefault();
                  onGo(cell);
                })
              }
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}, sameTexts);

/** Most keys are pressed in other cells than these. */
function sameTexts(before: Props, now: Props): boolean {
  const texts = ({ cells }: Props) => cells.filter(({ kind }) => kind === 'md');
  const [old, fresh] = [texts(before), texts(now)];
  return before.onGo === now.onGo && old.length === fresh.length && old.every((cell, i) => cell === fresh[i]);
}
