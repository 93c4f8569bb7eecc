import type { Cell, SessionState } from '../../../lib/notebook/types';
import type { BookCell } from './cells';

/*
 * The open notebook as the editors of its cells see it: they know their own text only, and completion wants the others.
 */

interface Book {
  cells: readonly BookCell[];
  /** Goes to a place in a cell's source. */
  show(id: string, start: number, end: number): void;
}

let book: Book = { cells: [], show: () => {} };
const listeners = new Set<() => void>();

export const theBook = (): Book => book;

/** The text of one cell as its editor has it: what was just typed comes to the notebook a moment later. */
export function refresh(id: string, source: string): void {
  const { cells } = book;
  const stale = cells.some((cell) => cell.id === id && cell.source !== source);
  if (stale) book = { ...book, cells: cells.map((cell) => (cell.id === id ? { ...cell, source } : cell)) };
}

export function onBook(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const isProgram = ({ kind }: Cell) => kind === 'asm' || kind === 'c' || kind === 'sh';

/** Tells the editors how the notebook is now. What cells define is known a moment after they were changed. */
export function setBook(
  { notebook, graph }: Pick<SessionState, 'notebook' | 'graph'>,
  show: Book['show'],
): void {
  const defines = new Map(graph.map((node) => [node.id, node.defines]));
  const cells = notebook.cells.flatMap((cell): BookCell[] => {
    const { id, kind, source } = cell;
    if (kind === 'js') return [{ id, kind, source, defines: defines.get(id) ?? [] }];
    return isProgram(cell) && cell.name ? [{ id, kind: 'program', source: '', defines: [cell.name] }] : [];
  });
  book = { cells, show };
  for (const listener of listeners) listener();
}
