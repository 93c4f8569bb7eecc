import { isKeeper, type PutBack } from './keeper';
import { SIDE_TABLES } from './side_table';

type Properties = Record<string, unknown>;

/**
 * Keeps the state of everything that can be reached from `roots` by properties, elements and entries; what is answered
 * puts it back into the same objects. As they stay the same, functions that hold on to them stay right: what sleeping
 * calls and timers are made of. For that a function must not change variables of its own surroundings; state is in
 * objects. `outside` stops
 * the walk, as do objects that keep their state by themselves and views of `memory`, which the processor's memory is.
 */
export function keepGraph(
  roots: readonly object[],
  outside: Iterable<object> = [],
  memory?: ArrayBufferLike,
): PutBack {
  const seen = new Set<object>(outside);
  const found: object[] = [];
  const meet = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (!(ArrayBuffer.isView(value) && value.buffer === memory)) found.push(value);
  };
  for (const root of roots) meet(root);
  const putBacks: PutBack[] = [];
  // Of objects without an entry, one made later goes again.
  const tables = SIDE_TABLES.map((table) => ({ table, absent: [] as object[] }));
  // It grows while it is gone through.
  for (const object of found) {
    putBacks.push(keepOne(object, meet));
    for (const { table, absent } of tables) {
      if (!table.has(object)) {
        absent.push(object);
        continue;
      }
      const value = table.get(object);
      meet(value);
      putBacks.push(() => void table.set(object, value));
    }
  }
  putBacks.push(() => {
    for (const { table, absent } of tables) for (const object of absent) table.delete(object);
  });
  return () => {
    for (const putBack of putBacks) putBack();
  };
}

/** Names that a class gives in `static constant`: properties that never change, nor does what they lead to. */
const constantsOf = (object: object): readonly string[] =>
  (object.constructor as { constant?: readonly string[] } | undefined)?.constant ?? [];

function keepOne(object: object, meet: (value: unknown) => void): PutBack {
  if (isKeeper(object)) return object.keepState();
  if (ArrayBuffer.isView(object)) return keepBytes(object);
  if (Array.isArray(object)) return keepArray(object, meet);
  if (object instanceof Map) {
    // What a map of its own kind would do for those who ask is not to be done.
    const map = Map.prototype as Map<unknown, unknown>;
    const entries: [unknown, unknown][] = [];
    map.forEach.call(object, (value, key) => {
      entries.push([key, value]);
      meet(key);
      meet(value);
    });
    const rest = keepProperties(object as unknown as Properties, meet);
    return () => {
      map.clear.call(object);
      for (const [key, value] of entries) map.set.call(object, key, value);
      rest();
    };
  }
  if (object instanceof Set) {
    const values = [...object];
    values.forEach(meet);
    return () => {
      object.clear();
      for (const value of values) object.add(value);
    };
  }
  if (object instanceof Promise || object instanceof WeakMap || object instanceof WeakSet)
    throw new Error(`a machine whose state holds a ${object.constructor.name} cannot be saved`);
  return keepProperties(object as Properties, meet);
}

function keepBytes(view: ArrayBufferView): PutBack {
  const now = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const kept = now.slice();
  return () => now.set(kept);
}

function keepArray(array: unknown[], meet: (value: unknown) => void): PutBack {
  const kept = array.slice();
  kept.forEach(meet);
  if (Object.isFrozen(array)) return () => {};
  return () => {
    array.length = kept.length;
    for (let i = 0; i < kept.length; i++) if (array[i] !== kept[i]) array[i] = kept[i];
  };
}

function keepProperties(object: Properties, meet: (value: unknown) => void): PutBack {
  const constants = constantsOf(object);
  const keys = Object.keys(object).filter((key) => !constants.includes(key));
  const kept = keys.map((key) => object[key]);
  kept.forEach(meet);
  if (Object.isFrozen(object)) return () => {};
  return () => {
    for (let i = 0; i < keys.length; i++) if (object[keys[i]] !== kept[i]) object[keys[i]] = kept[i];
    for (const key of Object.keys(object)) {
      if (!constants.includes(key) && !keys.includes(key)) delete object[key];
    }
  };
}
