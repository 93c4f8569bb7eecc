/** Every table made by `sideTable`. */
export const SIDE_TABLES: WeakMap<object, unknown>[] = [];

/** A WeakMap from objects of the kernel to state of theirs that is kept elsewhere: one that snapshots know of. */
export function sideTable<K extends object, V>(): WeakMap<K, V> {
  const table = new WeakMap<K, V>();
  SIDE_TABLES.push(table as WeakMap<object, unknown>);
  return table;
}
