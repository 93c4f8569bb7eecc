import { isPure, sizeOf, type Value } from '../ir/ir';

/** A value and those of the same hash that were known before it. */
interface Entry {
  value: Value;
  next: Entry | undefined;
}

/** What was loaded from an address, or stored there, with nothing written since. */
interface Seen {
  num: number;
  size: number;
  signed: boolean;
  value: Value;
}

/** Values that were computed on every way to where the pass stands. */
export class KnownValues {
  private readonly entries = new Map<number, Entry>();
  /** The hashes of what is known, in the order it came to be known. */
  private readonly trail: number[] = [];
  /** By the address's id. */
  private readonly memory = new Map<number, Seen[]>();

  /** What is known from here on is forgotten when `forget` is given the answer. */
  get mark(): number {
    return this.trail.length;
  }

  forget(mark: number): void {
    while (this.trail.length > mark) {
      const hash = this.trail.pop() as number;
      const next = this.entries.get(hash)?.next;
      if (next) this.entries.set(hash, next);
      else this.entries.delete(hash);
    }
  }

  /** Memory may have been written. */
  written(): void {
    if (this.memory.size > 0) this.memory.clear();
  }

  /** A load right after a store to the same place gives what was stored. */
  stored(store: Value): void {
    const [address, value] = store.args;
    if (store.size < 4 || store.size !== sizeOf(value.type)) return;
    this.see(address, { num: store.num, size: store.size, signed: false, value });
  }

  /** The value that is the same as one, and was computed before; what is new is known from now on. */
  find(value: Value): Value | undefined {
    if (value.op === 'load') return value.volatile ? undefined : this.loaded(value);
    if (!isPure(value) || value.op === 'outgoing' || value.op === 'undef') return undefined;
    const hash = hashOf(value);
    const first = this.entries.get(hash);
    for (let entry = first; entry; entry = entry.next) if (isSame(entry.value, value)) return entry.value;
    this.entries.set(hash, { value, next: first });
    this.trail.push(hash);
    return undefined;
  }

  private loaded(load: Value): Value | undefined {
    const [address] = load.args;
    const { num, size, signed, type } = load;
    for (const seen of this.memory.get(address.id) ?? [])
      if (seen.num === num && seen.size === size && seen.signed === signed && seen.value.type === type)
        return seen.value;
    this.see(address, { num, size, signed, value: load });
    return undefined;
  }

  private see(address: Value, seen: Seen): void {
    const list = this.memory.get(address.id);
    if (list) list.push(seen);
    else this.memory.set(address.id, [seen]);
  }
}

function hashOf({ op, num, imm, float, slot, symbol, args }: Value): number {
  let hash = op.length * 31 + op.charCodeAt(0);
  if (op === 'const') return (hash * 31 + Number(BigInt.asIntN(32, imm))) | 0;
  if (op === 'fconst') return (hash * 31 + float) | 0;
  hash = (hash * 31 + num) | 0;
  if (slot) hash = (hash * 31 + slot.id) | 0;
  for (let i = Math.max(symbol.length - 6, 0); i < symbol.length; i++)
    hash = (hash * 31 + symbol.charCodeAt(i)) | 0;
  for (const arg of args) hash = (hash * 31 + arg.id) | 0;
  return hash;
}

function isSame(a: Value, b: Value): boolean {
  const { op } = a;
  if (op !== b.op || a.type !== b.type) return false;
  if (op === 'const') return a.imm === b.imm;
  if (op === 'fconst') return Object.is(a.float, b.float);
  if (a.num !== b.num || a.slot !== b.slot || a.symbol !== b.symbol || a.kind !== b.kind) return false;
  if ((op === 'cmp' || op === 'fcmp') && a.cond !== b.cond) return false;
  if (a.args.length !== b.args.length) return false;
  for (let i = 0; i < a.args.length; i++) if (a.args[i] !== b.args[i]) return false;
  return true;
}
