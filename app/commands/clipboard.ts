import { FormatError, parseNotebook, writeFile } from '../../lib/notebook/format';
import type { Cell } from '../../lib/notebook/types';

/** What was copied last in this tab, where the system's clipboard cannot be read. */
let held = '';

/** Puts cells on the clipboard as the Markdown they are in a file: they can be pasted into any text, and back. */
export function copyCells(cells: readonly Cell[]): void {
  held = writeFile({ title: '', meta: {}, cells: [...cells] });
  // Refused where the page may not: then the cells can still be pasted in this tab.
  navigator.clipboard?.writeText(held).catch(() => {});
}

/** The cells of a text: any Markdown is at least one text cell. */
export function cellsOf(text: string): Omit<Cell, 'id'>[] {
  if (text.trim() === '') return [];
  try {
    return parseNotebook(text).cells.map(({ id: _, ...cell }) => cell);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return [{ kind: 'md', attributes: {}, source: text }];
  }
}

/** The cells on the clipboard; none when there are none. */
export async function copiedCells(): Promise<Omit<Cell, 'id'>[]> {
  if (held !== '') return cellsOf(held);
  const text = await navigator.clipboard?.readText().catch(() => '');
  return cellsOf(text ?? '');
}
