import type { Path } from '../../vfs/types';
import { type MemoryPolicy, samePolicy } from './policy';

/** Rights and kind of a virtual memory area: include/linux/mm.h. */
export const VM = {
  READ: 1,
  WRITE: 2,
  EXEC: 4,
  SHARED: 8,
  /** The mapping may be given these rights by mprotect. */
  MAYREAD: 0x10,
  MAYWRITE: 0x20,
  MAYEXEC: 0x40,
  GROWSDOWN: 0x100,
  PFNMAP: 0x400,
  LOCKED: 0x2000,
  IO: 0x4000,
  DONTFORK: 0x20000,
  DONTEXPAND: 0x40000,
  /** Its pages count as committed memory. */
  ACCOUNT: 0x100000,
  NORESERVE: 0x200000,
  WIPEONFORK: 0x2000000,
  DONTDUMP: 0x4000000,
  /** mseal(2); Linux has it above the first 32 bits. */
  SEALED: 0x8000000,
} as const;

/** VM_SPECIAL: mapped by the kernel; its frames are not the page cache's, and it merges with nothing. */
export const VM_SPECIAL = VM.IO | VM.DONTEXPAND | VM.PFNMAP;

export const VM_ACCESS = VM.READ | VM.WRITE | VM.EXEC;

/** Where the pages of a mapping that is not private memory come from: a file's page cache, or shared memory. */
export interface Backing {
  /**
   * The frame of page `index`, which keeps its own reference; 0 beyond the end, or -1 when the frame cannot be had
   * at all (SIGBUS either way).
   */
  page(index: number): number;
  /** Pages there are now; faults beyond raise SIGBUS. */
  readonly pages: number;
  ref(): void;
  unref(): void;
  readonly path: Path | undefined;
  /** Two areas with the same key are of the same object. */
  readonly key: object;
  /** Only who has it mapped gets to it: memfd_secret(2). */
  readonly secret?: boolean;
}

/** struct vm_area_struct. Areas change only through the list that holds them. */
export class Vma {
  /** A private page has been made here: fork has to copy its page tables. */
  anonymous = false;
  /** mbind(2). */
  policy: MemoryPolicy | undefined;

  constructor(
    public start: number,
    public end: number,
    public flags: number,
    readonly backing: Backing | undefined = undefined,
    /** Page of the backing at `start`. */
    public pgoff = 0,
    /** '[vdso]', '[vvar]' and the like, or nothing. */
    readonly name = '',
  ) {}

  /** A copy for [start, end), with its own reference to the backing. */
  clone(start: number, end: number, flags = this.flags): Vma {
    this.backing?.ref();
    const pgoff = this.pgoff + (start - this.start) / 4096;
    const copy = new Vma(start, end, flags, this.backing, pgoff, this.name);
    copy.anonymous = this.anonymous;
    copy.policy = this.policy;
    return copy;
  }

  /** Page of the backing that `va` shows. */
  index(va: number): number {
    return this.pgoff + Math.floor((va - this.start) / 4096);
  }

  /** True when `next`, which begins where this ends, could be one area with it: vma_merge. */
  continues(next: Vma): boolean {
    return (
      this.end === next.start &&
      this.flags === next.flags &&
      samePolicy(this.policy, next.policy) &&
      this.backing?.key === next.backing?.key &&
      (this.backing === undefined || this.pgoff + (this.end - this.start) / 4096 === next.pgoff) &&
      this.name === next.name &&
      (this.flags & VM_SPECIAL) === 0
    );
  }
}

/** The areas of an address space, by address. */
export class VmaList {
  private readonly list: Vma[] = [];

  get count(): number {
    return this.list.length;
  }

  [Symbol.iterator](): Iterator<Vma> {
    return this.list[Symbol.iterator]();
  }

  /** The first area that ends above `va` (find_vma): it holds `va` or lies above it. */
  find(va: number): Vma | undefined {
    return this.list[this.position(va)];
  }

  /** The area that holds `va`. */
  at(va: number): Vma | undefined {
    const vma = this.find(va);
    return vma !== undefined && vma.start <= va ? vma : undefined;
  }

  /** The area below the first one that ends above `va`. */
  before(va: number): Vma | undefined {
    return this.list[this.position(va) - 1];
  }

  /** Areas that overlap [start, end). */
  overlapping(start: number, end: number): Vma[] {
    const from = this.position(start);
    let to = from;
    while (to < this.list.length && this.list[to].start < end) to++;
    return this.list.slice(from, to);
  }

  /** can_modify_mm: whether part of [start, end) is sealed, and so neither goes away nor changes its rights. */
  isSealed(start: number, end: number): boolean {
    return this.overlapping(start, end).some(({ flags }) => (flags & VM.SEALED) !== 0);
  }

  /** Adds an area to free space and joins it with its neighbours where they continue each other. Answers the area. */
  insert(vma: Vma): Vma {
    const at = this.position(vma.start);
    this.list.splice(at, 0, vma);
    this.join(at, at + 1);
    return this.join(at - 1, at) ? this.list[at - 1] : this.list[at];
  }

  /** Makes `va` a border between areas. */
  split(va: number): void {
    const at = this.position(va);
    const vma = this.list[at];
    if (vma === undefined || vma.start >= va) return;
    this.list.splice(at + 1, 0, vma.clone(va, vma.end));
    vma.end = va;
  }

  /** Takes the areas of [start, end) out, cut at its borders, and answers them; their backings stay referenced. */
  remove(start: number, end: number): Vma[] {
    this.split(start);
    this.split(end);
    const from = this.position(start);
    let to = from;
    while (to < this.list.length && this.list[to].start < end) to++;
    return this.list.splice(from, to - from);
  }

  /** Joins what has become alike in and around [start, end). */
  mergeAround(start: number, end: number): void {
    let at = Math.max(1, this.position(start));
    while (at < this.list.length && this.list[at].start <= end) if (!this.join(at - 1, at)) at++;
  }

  /** The highest free range of `length` bytes in [low, high) with nothing nearer than a growing stack allows, or -1. */
  findGapBelow(length: number, low: number, high: number, guard: number): number {
    let top = high;
    for (let i = this.list.length - 1; i >= -1; i--) {
      const below = this.list[i];
      const bottom = Math.max(low, below?.end ?? low);
      if (top - length >= bottom && top <= high) return top - length;
      if (below === undefined) break;
      const start = below.flags & VM.GROWSDOWN ? below.start - guard : below.start;
      top = Math.min(top, start);
    }
    return -1;
  }

  /** The lowest free range of `length` bytes in [low, high), or -1. */
  findGapAbove(length: number, low: number, high: number, guard: number): number {
    let bottom = low;
    for (const { start, end, flags } of this.list) {
      if (bottom + length <= (flags & VM.GROWSDOWN ? start - guard : start)) break;
      bottom = Math.max(bottom, end);
    }
    return bottom + length <= high ? bottom : -1;
  }

  /** True when [start, end) is free, stacks' guard gaps included. */
  isFree(start: number, end: number, guard: number): boolean {
    const next = this.find(start);
    return next === undefined || end <= (next.flags & VM.GROWSDOWN ? next.start - guard : next.start);
  }

  private join(a: number, b: number): boolean {
    const first = this.list[a];
    const second = this.list[b];
    if (first === undefined || second === undefined || !first.continues(second)) return false;
    first.end = second.end;
    first.anonymous ||= second.anonymous;
    second.backing?.unref();
    this.list.splice(b, 1);
    return true;
  }

  /** Index of the first area that ends above `va`. */
  private position(va: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.list[middle].end <= va) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
