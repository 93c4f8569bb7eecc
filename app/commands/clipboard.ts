import { FormatError, readNotebook, writeFile } from '../../lib/notebook/format';
import type { Cell } from '../../lib/notebook/types';

/** What was copied last in this tab, and whether the system's clipboard was allowed to have it. */
let held = '';
let refused = false;

/** Puts cells on the clipboard as the Markdown they are in a file: they can be pasted into any text, and back. */
export function copyCells(cells: readonly Cell[]): void {
  held = writeFile({ title: '', meta: {}, cells: [...cells] });
  refused = navigator.clipboard === undefined;
  navigator.clipboard?.writeText(held).catch(() => {
    refused = true;
  });
}

/** The cells of a text, a notebook of Jupyter or Observable among them: any text is at least one text cell. */
export function cellsOf(text: string): Omit<Cell, 'id'>[] {
  if (text.trim() === '') return [];
  try {
    return readNotebook(text, '').notebook.cells.map(({ id: _, ...cell }) => cell);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return [{ kind: 'md', attributes: {}, source: text }];
  }
}

/** The cells on the clipboard; none when there are none. What was copied in this tab, where it cannot be read. */
export async function copiedCells(): Promise<Omit<Cell, 'id'>[]> {
  const text = refused ? held : await navigator.clipboard.readText().catch(() => held);
  return cellsOf(text);
}
