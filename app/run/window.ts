/** The window that programs find: the size of a terminal since there are terminals. */
export const MOST_ROWS = 24;
export const MOST_COLUMNS = 80;

/** Lines shown before anything is printed. */
const FEWEST_ROWS = 3;

/** How high a terminal is drawn: as many lines as are written, and all of its window for a program that draws on it. */
export function rowsFor(lines: number, raw: boolean): number {
  return raw ? MOST_ROWS : Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, lines));
}
