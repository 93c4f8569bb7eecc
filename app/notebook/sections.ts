import type { Cell } from '../../lib/notebook/types';

/** The level of the heading that a text cell begins with, 1 to 6; undefined where it begins otherwise. */
export function levelOf({ kind, source }: Cell): number | undefined {
  return kind === 'md' ? /^\s*(#{1,6})\s/.exec(source)?.[1].length : undefined;
}

/** Collapsed headings by the id of their cell. */
export type Collapsed = Readonly<Record<string, boolean>>;

/** For each cell that a collapsed heading hides, the headings that do, outermost first. */
export function hiddenBy(cells: readonly Cell[], collapsed: Collapsed): Map<string, string[]> {
  const hidden = new Map<string, string[]>();
  let open: { id: string; level: number }[] = [];
  for (const cell of cells) {
    const level = levelOf(cell);
    if (level !== undefined) open = open.filter((head) => head.level < level);
    if (open.length > 0)
      hidden.set(
        cell.id,
        open.map(({ id }) => id),
      );
    if (level !== undefined && collapsed[cell.id]) open.push({ id: cell.id, level });
  }
  return hidden;
}

/** Headings that have cells below them to hide. */
export function collapsible(cells: readonly Cell[]): string[] {
  return cells.flatMap((cell, at) => {
    const level = levelOf(cell);
    const next = cells[at + 1];
    const below = level !== undefined && next !== undefined && (levelOf(next) ?? 7) > level;
    return below ? [cell.id] : [];
  });
}

/** The notebook in screens for showing it: one begins at each heading of the first and the second level. */
export function screens(cells: readonly Cell[]): string[][] {
  const made: string[][] = [];
  for (const cell of cells) {
    if (made.length === 0 || (levelOf(cell) ?? 7) <= 2) made.push([]);
    made[made.length - 1].push(cell.id);
  }
  return made;
}
