import type { NotebookRow } from '../../lib/store/database';

/** Orders of the list; the first is the one a visitor finds. */
export const ORDERS = [
  { key: 'updated', label: 'Last changed' },
  { key: 'created', label: 'Newest' },
  { key: 'title', label: 'Title' },
] as const;
export type Order = (typeof ORDERS)[number]['key'];

const COMPARE: Record<Order, (a: NotebookRow, b: NotebookRow) => number> = {
  updated: (a, b) => b.updated - a.updated,
  created: (a, b) => b.created - a.created,
  title: (a, b) => a.title.localeCompare(b.title, undefined, { numeric: true }),
};

/** The notebooks in which every word is found, in the title or in the text, in an order. */
export function arrange(rows: readonly NotebookRow[], query: string, order: Order): NotebookRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const has = ({ title, text }: NotebookRow) => {
    const all = `${title}\n${text}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  return rows.filter(has).sort(COMPARE[order]);
}
