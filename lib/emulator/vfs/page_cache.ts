import type { KernelServices } from '../kernel/types';
import { PAGE_SIZE } from '../mm/physical';

/** What filesystems ask of the kernel. */
export type FsServices = Pick<KernelServices, 'phys' | 'realtime' | 'preciseRealtime' | 'work' | 'unmapFile'>;

/** Contents given from outside the machine: the bytes, or a function that fetches them when they are first read. */
export type Source = Uint8Array | (() => Uint8Array);

/** How many pages the caches of one filesystem may hold. */
export interface PageBudget {
  pages: number;
  readonly maxPages: number;
}

/**
 * A file's pages in guest frames: struct address_space. What mmap maps and what read and write copy is the same frame.
 * Pages that nobody wrote and that no source fills are holes and take no memory.
 */
export class PageCache {
  /** What comes from outside the machine stays as it is. */
  static readonly constant = ['source'];
  private readonly frames = new Map<number, number>();
  /** Pages that fallocate has made and nobody has used: SEEK_DATA takes them for holes. */
  private readonly reserved = new Set<number>();
  /** The page last used: most calls work where the last one did. */
  private lastIndex = -1;
  private lastPfn = 0;
  private source: Source | undefined;
  /** Bytes at the front that pages without a frame are filled from. */
  private sourceEnd = 0;

  constructor(
    private readonly services: FsServices,
    private readonly budget: PageBudget,
  ) {}

  /** Pages held, those included that are outside until somebody reads them. */
  get allocated(): number {
    if (this.sourceEnd === 0) return this.frames.size;
    const outside = Math.ceil(this.sourceEnd / PAGE_SIZE);
    let beyond = 0;
    for (const index of this.frames.keys()) if (index >= outside) beyond++;
    return outside + beyond;
  }

  /** Gives the file its first contents, which stay outside until touched; answers their length. */
  load(source: Source, length?: number): number {
    this.source = source;
    this.sourceEnd = length ?? this.sourceBytes().length;
    return this.sourceEnd;
  }

  /** The frame of page `index`, filled from the source if need be, or 0 for a hole. */
  find(index: number): number {
    if (index === this.lastIndex) return this.lastPfn;
    const pfn = this.frames.get(index);
    if (pfn !== undefined) return this.remember(index, pfn);
    return index * PAGE_SIZE < this.sourceEnd ? this.add(index) : 0;
  }

  /** The frame of page `index`, made when it is a hole; -1 when the filesystem is full. */
  obtain(index: number): number {
    const pfn = this.find(index);
    if (this.reserved.size > 0) this.reserved.delete(index);
    if (pfn !== 0) return pfn;
    const full = this.budget.pages >= this.budget.maxPages || this.services.phys.exhausted;
    return full ? -1 : this.add(index);
  }

  /** Makes a page ahead of its use; false when the filesystem is full. */
  reserve(index: number): boolean {
    if (this.find(index) !== 0) return true;
    if (this.obtain(index) < 0) return false;
    this.reserved.add(index);
    return true;
  }

  /** Pages there are from `first` to `last`. */
  countIn(first: number, last: number): number {
    let count = 0;
    for (const index of this.frames.keys()) if (index >= first && index <= last) count++;
    for (let index = first; index <= last && index * PAGE_SIZE < this.sourceEnd; index++)
      if (!this.frames.has(index)) count++;
    return count;
  }

  /** True where SEEK_DATA finds data: a frame that was written, or bytes of the source. */
  hasData(index: number): boolean {
    return (this.frames.has(index) && !this.reserved.has(index)) || index * PAGE_SIZE < this.sourceEnd;
  }

  /** The first page at or after `index` that has data, or -1. */
  nextData(index: number): number {
    if (this.hasData(index)) return index;
    let next = -1;
    for (const at of this.frames.keys()) {
      if (at > index && (next < 0 || at < next) && this.hasData(at)) next = at;
    }
    return next;
  }

  /** Frees one page. */
  private drop(index: number): void {
    const pfn = this.frames.get(index);
    if (pfn === undefined) return;
    this.frames.delete(index);
    this.reserved.delete(index);
    this.lastIndex = -1;
    this.budget.pages--;
    this.services.phys.unref(pfn);
  }

  /** Forgets what lies at or beyond byte `size`; the rest of the last page becomes zeros. */
  truncate(size: number): void {
    this.sourceEnd = Math.min(this.sourceEnd, size);
    const first = Math.ceil(size / PAGE_SIZE);
    for (const index of this.frames.keys()) if (index >= first) this.drop(index);
    if (size % PAGE_SIZE !== 0 && this.frames.has(first - 1)) this.clear(size, first * PAGE_SIZE);
  }

  /** Writes zeros over bytes of one page, unless it is a hole. */
  clear(from: number, to: number): void {
    const index = Math.floor(from / PAGE_SIZE);
    const pfn = this.find(index);
    if (pfn === 0) return;
    const { phys } = this.services;
    phys.written(pfn);
    const base = phys.offset(pfn) - index * PAGE_SIZE;
    phys.u8.fill(0, base + from, base + to);
  }

  /** Makes a hole of the whole pages from `from` to before `to`. */
  punch(from: number, to: number): void {
    const sourcePages = Math.ceil(this.sourceEnd / PAGE_SIZE);
    for (let at = to; at < sourcePages; at++) this.find(at);
    this.sourceEnd = Math.min(this.sourceEnd, from * PAGE_SIZE);
    for (const index of this.frames.keys()) if (index >= from && index < to) this.drop(index);
  }

  private remember(index: number, pfn: number): number {
    this.lastIndex = index;
    this.lastPfn = pfn;
    return pfn;
  }

  private add(index: number): number {
    const { services } = this;
    const pfn = services.phys.alloc();
    this.budget.pages++;
    services.work.newPages++;
    this.frames.set(index, pfn);
    const start = index * PAGE_SIZE;
    if (start < this.sourceEnd) {
      const bytes = this.sourceBytes().subarray(start, Math.min(start + PAGE_SIZE, this.sourceEnd));
      services.phys.u8.set(bytes, services.phys.offset(pfn));
    }
    return this.remember(index, pfn);
  }

  private sourceBytes(): Uint8Array {
    if (typeof this.source === 'function') this.source = this.source();
    return this.source ?? EMPTY;
  }
}

const EMPTY = new Uint8Array(0);
