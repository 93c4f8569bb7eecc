import type { VirtualAddress } from '../../mm/pagetable';
import { LAYOUT, TARGET_SITES, TARGETS_KEPT } from '../state';
import type { Code, I32, Local64 } from '../wasm/code';
import { OP } from '../wasm/opcodes';

/** Host offset of the targets of the jump at `rip`. Jumps that share a place confuse nothing but each other's speed. */
export function placeOfTargets(rip: VirtualAddress): number {
  const low = (rip % 2 ** 32) | 0;
  const site = (low ^ (low >>> 10)) & (TARGET_SITES - 1);
  return LAYOUT.TARGETS + site * TARGETS_KEPT * 8;
}

/** Where the jump at `rip` has gone first, as far as there was room to note it. No two have the same low 32 bits. */
export function seenTargets(u32: Uint32Array, rip: VirtualAddress, most: number): VirtualAddress[] {
  const seen: VirtualAddress[] = [];
  const at = placeOfTargets(rip) >>> 2;
  for (let i = 0; i < TARGETS_KEPT && seen.length < most; i++) {
    const target = (u32[at + 2 * i + 1] | 0) * 2 ** 32 + u32[at + 2 * i];
    const known = seen.some((other) => (other - target) % 2 ** 32 === 0);
    if (target !== 0 && !known) seen.push(target);
  }
  return seen;
}

/** A function from addresses to small numbers that tells all of a set apart. */
interface PerfectHash {
  /** By number: which of the addresses has it, or -1. */
  readonly buckets: readonly number[];
  /** Writes code that works it out. */
  write(c: Code, address: Local64): I32;
}

/** Finds one among multiplications modulo 2^32 that keep the highest bits. */
export function perfectHash(addresses: readonly VirtualAddress[]): PerfectHash {
  for (let bits = Math.ceil(Math.log2(addresses.length)) + 1; ; bits++) {
    for (
      let attempt = 0, factor = 0x9e3779b1;
      attempt < 64;
      attempt++, factor = Math.imul(factor, 0x85ebca6b) | 1
    ) {
      const buckets = new Array<number>(2 ** bits).fill(-1);
      const fits = addresses.every((address, i) => {
        const hash = Math.imul(address % 2 ** 32, factor) >>> (32 - bits);
        if (buckets[hash] >= 0) return false;
        buckets[hash] = i;
        return true;
      });
      if (!fits) continue;
      const write = (c: Code, address: Local64) =>
        c.shru32(c.op32(OP.I32_MUL, c.wrap(c.get(address)), c.i32(factor)), c.i32(32 - bits));
      return { buckets, write };
    }
  }
}
