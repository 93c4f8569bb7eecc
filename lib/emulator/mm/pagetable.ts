import { PAGE_SIZE, type PhysicalMemory } from './physical';

/** Bits of a page-table entry. SDM vol. 3, table 4-20. */
export const PTE = {
  P: 1 << 0,
  RW: 1 << 1,
  US: 1 << 2,
  A: 1 << 5,
  D: 1 << 6,
  PS: 1 << 7,
  G: 1 << 8,
  /** Software bit: the frame is shared and a write must copy it. */
  COW: 1 << 9,
  /** Software bit of an entry that is not present: it holds a frame that PROT_NONE keeps out of reach. */
  PROTNONE: 1 << 10,
  /** No-execute is bit 63: bit 31 of the high half. Kept here as a flag of its own above the low twelve bits. */
  NX: 1 << 12,
} as const;

/** Bits of the page-fault error code. SDM vol. 3, figure 4-12. */
export const PF = { P: 1, W: 2, U: 4, RSVD: 8, I: 16 } as const;

/** What the processor wants to do with a page. */
export const ACCESS = { READ: 0, WRITE: 1, EXEC: 2 } as const;

/**
 * Virtual addresses are numbers holding the sign-extended 64-bit value: the upper half is negative
 * (0xffff888000000000 is -0x778000000000), so every canonical address is exact in a double.
 */
export type VirtualAddress = number;

const index = (va: VirtualAddress, shift: number): number => {
  const n = Math.floor(va / shift) % 512;
  return n < 0 ? n + 512 : n;
};
/** A table's index, as an index of words. */
const INDEX = 511 << 1;
const LEVELS = [2 ** 39, 2 ** 30, 2 ** 21, 2 ** 12];

/** True when bits 63 to 47 of the address are all the same. */
export function isCanonical(va: VirtualAddress): boolean {
  return va >= -(2 ** 47) && va < 2 ** 47;
}

/** Four-level paging (SDM vol. 3 section 4.5) over real tables in guest frames. Tables are named by the pfn of their root. */
export class PageTables {
  /** Tables that have been made below each root. */
  private readonly made = new Map<number, number[]>();

  constructor(private readonly phys: PhysicalMemory) {}

  /** Index into `phys.u32` of the low half of the last-level entry for `va`, or -1 when a table on the way is missing. */
  entryIndex(root: number, va: VirtualAddress): number {
    const { u32, base } = this.phys;
    const high = Math.floor(va / 2 ** 32) | 0;
    const low = va >>> 0;
    // An entry has two words: nine bits of the address, from 39, 30, 21 and 12, shifted left by one.
    let at = ((base + root * PAGE_SIZE) >>> 2) + ((high >>> 6) & INDEX);
    if ((u32[at] & PTE.P) === 0) return -1;
    at = this.below(at) + (((high << 3) | (low >>> 29)) & INDEX);
    if ((u32[at] & PTE.P) === 0) return -1;
    at = this.below(at) + ((low >>> 20) & INDEX);
    if ((u32[at] & PTE.P) === 0) return -1;
    return this.below(at) + ((low >>> 11) & INDEX);
  }
  /** Index of the first entry of the table that an entry points at. */
  private below(at: number): number {
    const { u32, base } = this.phys;
    return (base + pfnOf(u32[at], u32[at + 1]) * PAGE_SIZE) >>> 2;
  }

  /**
   * Maps the page at `va` to `pfn` with `flags` (PTE bits); missing tables are made, with the widest rights, as
   * rights are checked in the last level alone. The caller owns the frame's reference. Throws OutOfFrames.
   */
  map(root: number, va: VirtualAddress, pfn: number, flags: number): void {
    const { u32, base } = this.phys;
    let table = root;
    for (let level = 0; level < 3; level++) {
      const at = (base + table * PAGE_SIZE + index(va, LEVELS[level]) * 8) >>> 2;
      if ((u32[at] & PTE.P) === 0) {
        const fresh = this.phys.alloc();
        this.note(root, fresh);
        u32[at] = (fresh << 12) | PTE.P | PTE.RW | PTE.US;
        u32[at + 1] = fresh >>> 20;
      }
      table = pfnOf(u32[at], u32[at + 1]);
    }
    const at = (base + table * PAGE_SIZE + index(va, PAGE_SIZE) * 8) >>> 2;
    u32[at] = (pfn << 12) | (flags & 0xfff);
    u32[at + 1] = (pfn >>> 20) | (flags & PTE.NX ? 0x80000000 : 0);
  }

  private note(root: number, table: number): void {
    const made = this.made.get(root);
    if (made === undefined) this.made.set(root, [table]);
    else made.push(table);
  }

  /**
   * Calls `visit` with the index in `phys.u32` of every last-level entry of [start, end) that is not zero, and its
   * address. What has no tables is stepped over.
   */
  each(
    root: number,
    start: VirtualAddress,
    end: VirtualAddress,
    visit: (at: number, va: VirtualAddress) => void,
  ): void {
    this.eachBelow(root, 0, start, end, visit);
  }

  private eachBelow(
    table: number,
    level: number,
    start: VirtualAddress,
    end: VirtualAddress,
    visit: (at: number, va: VirtualAddress) => void,
  ): void {
    const { u32, base } = this.phys;
    const span = LEVELS[level];
    const first = index(start, span);
    // Address of what entry 0 is for.
    const bottom = (Math.floor(start / span) - first) * span;
    const last = Math.min(512, Math.ceil((end - bottom) / span));
    let at = ((base + table * PAGE_SIZE) >>> 2) + 2 * first;
    for (let i = first; i < last; i++, at += 2) {
      if (u32[at] === 0) continue;
      const va = Math.max(start, bottom + i * span);
      if (level === 3) visit(at, va);
      else if (u32[at] & PTE.P) {
        const top = Math.min(end, bottom + (i + 1) * span);
        this.eachBelow(pfnOf(u32[at], u32[at + 1]), level + 1, va, top, visit);
      }
    }
  }

  /** Frees the tables that `map` has made below a root; what they mapped is the caller's to have dropped. */
  freeTables(root: number): void {
    for (const table of this.made.get(root) ?? []) this.phys.unref(table);
    this.made.delete(root);
  }

  /** Last-level entry for `va` as { pfn, flags }, flags 0 when not present. */
  lookup(root: number, va: VirtualAddress): { pfn: number; flags: number } {
    const at = this.entryIndex(root, va);
    if (at < 0) return { pfn: 0, flags: 0 };
    const { u32 } = this.phys;
    const flags = (u32[at] & 0xfff) | (u32[at + 1] & 0x80000000 ? PTE.NX : 0);
    return { pfn: pfnOf(u32[at], u32[at + 1]), flags: flags & PTE.P ? flags : 0 };
  }

  /** Clears the entry for `va` and answers the pfn it held, or 0. The caller drops the frame and flushes the TLB. */
  unmap(root: number, va: VirtualAddress): number {
    const at = this.entryIndex(root, va);
    if (at < 0) return 0;
    const { u32 } = this.phys;
    const pfn = u32[at] & PTE.P ? pfnOf(u32[at], u32[at + 1]) : 0;
    u32[at] = 0;
    u32[at + 1] = 0;
    return pfn;
  }

  /**
   * What the processor does on a TLB miss: walks, checks rights, sets A (and D on a write).
   * Answers the index of the entry in `phys.u32`, or `-1 - errorCode` (PF bits) when the access faults.
   * CR0.WP, CR4.SMEP and EFER.NXE are taken as set; SMAP as clear.
   */
  walk(root: number, va: VirtualAddress, access: number, user: boolean): number {
    const at = this.entryIndex(root, va);
    const code =
      (access === ACCESS.WRITE ? PF.W : 0) | (user ? PF.U : 0) | (access === ACCESS.EXEC ? PF.I : 0);
    if (at < 0) return -1 - code;
    const { u32 } = this.phys;
    const low = u32[at];
    if ((low & PTE.P) === 0) return -1 - code;
    const denied =
      (user && (low & PTE.US) === 0) ||
      (access === ACCESS.WRITE && (low & PTE.RW) === 0) ||
      (access === ACCESS.EXEC && ((u32[at + 1] & 0x80000000) !== 0 || (!user && (low & PTE.US) !== 0)));
    if (denied) return -1 - (code | PF.P);
    u32[at] = low | PTE.A | (access === ACCESS.WRITE ? PTE.D : 0);
    return at;
  }
}

/** Frame number out of the two halves of an entry. */
export function pfnOf(low: number, high: number): number {
  return (low >>> 12) | ((high & 0xfffff) << 20);
}
