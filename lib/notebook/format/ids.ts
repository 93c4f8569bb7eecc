import type { Cell } from '../types';

/**
 * Gives an id to each cell that has none ('' stands for none). A program or js cell takes its name, or its kind and
 * place among its kind; a Markdown cell the id of the cell it introduces. So an id in a file is needed only where this
 * would not find it again.
 */
export function deriveIds(cells: Cell[]): void {
  const taken = new Set(cells.map((cell) => cell.id).filter(Boolean));
  const take = (wanted: string): string => {
    let id = wanted;
    for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`;
    taken.add(id);
    return id;
  };
  const places = new Map<string, number>();
  for (const cell of cells) {
    if (cell.kind === 'md') continue;
    const place = (places.get(cell.kind) ?? 0) + 1;
    places.set(cell.kind, place);
    if (cell.id) continue;
    const named = cell.name !== undefined && /^[\w.:-]+$/.test(cell.name) && !taken.has(cell.name);
    cell.id = named ? take(cell.name as string) : take(`${cell.kind}-${place}`);
  }
  let follows = 'end';
  for (const cell of [...cells].reverse()) {
    if (cell.kind !== 'md') follows = cell.id;
    else if (!cell.id) cell.id = take(`md-${follows}`);
  }
}
