import type { Cell, Notebook } from '../../lib/notebook/types';

/** Asked for every cell whenever one changes; a notebook is a value. */
const BY_ID = new WeakMap<Notebook, Map<string, Cell>>();

export function cellsById(notebook: Notebook): Map<string, Cell> {
  let found = BY_ID.get(notebook);
  if (!found) BY_ID.set(notebook, (found = new Map(notebook.cells.map((cell) => [cell.id, cell]))));
  return found;
}
