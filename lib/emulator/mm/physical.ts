import type { Keeper, PutBack } from '../snapshot/keeper';

/** Bytes in a page and in a frame. SDM vol. 3 section 4.2. */
export const PAGE_SIZE = 4096;
export const PAGE_SHIFT = 12;

/** Thrown when the machine has no frame left at all; the kernel turns it into ENOMEM where it can. */
export class OutOfFrames extends Error {
  constructor(frames: number) {
    super(
      `the machine's memory is full (${(frames * PAGE_SIZE) / 2 ** 20} MiB); give it more in the settings`,
    );
  }
}

/** What is noted of a frame. */
export const FRAME = {
  /** Code was made from it. */
  CODE: 1,
  /** A TLB may have had an entry to write it by. */
  WRITABLE: 2,
  /** It may have been written to since the last snapshot. */
  CHANGED: 4,
  /** CHANGED can be relied on: nobody writes to it but the processor and who says `written`. */
  TRACKED: 8,
} as const;

/**
 * Memory that a machine has left. To make one takes 5 ms, and as much again in the garbage collector, which is told of
 * its whole size: together as long as a short program runs.
 */
let spare: WebAssembly.Memory | undefined;
/** Frames up to which memory is wiped: 32 MiB. Beyond, the system has fresh pages at no more cost, and this one's back. */
const MOST_WIPED = 8192;
/** Frames that are kept back for the kernel in a large machine: 8 MiB. */
const MOST_KEPT = 2048;

function takeSpare(pages: number): WebAssembly.Memory | undefined {
  if (spare?.buffer.byteLength !== pages * 65536) return undefined;
  const taken = spare;
  spare = undefined;
  return taken;
}

/**
 * The machine's memory: one WebAssembly.Memory that holds first the processor's own state (`reserved` bytes: registers,
 * TLB, jump cache), then guest-physical memory in 4 KiB frames. It is created at its full size, which costs address
 * space and not memory, so the views here are never detached.
 */
export class PhysicalMemory implements Keeper {
  readonly memory: WebAssembly.Memory;
  /** Byte offset of guest-physical address 0 inside `memory`; a multiple of PAGE_SIZE. */
  readonly base: number;
  /** Number of frames. */
  readonly frames: number;
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  readonly u64: BigUint64Array;
  /** Owners of each frame; 0 is free. A frame with more than one owner is never writable in a page table. */
  readonly refs: Uint32Array;
  /**
   * FRAME bits of each frame; the processor sets them too. They lie in `memory` at
   * `codeOffset`, so that generated code can read them too.
   */
  readonly code: Uint8Array;
  readonly codeOffset: number;
  /** Told when a frame of code is about to hold other bytes. Set by the translator. */
  onCodeWritten: (pfn: number) => void = () => {};
  /** Told, with each frame handed out, that few are left. Set by the kernel. */
  onShort: () => void = () => {};
  /** Frames that have an owner. */
  used = 0;
  /** The largest `used` has been. */
  peak = 0;
  private readonly free: Uint32Array;
  private freeCount = 0;
  private fresh = 1;
  /** `used` from which on few are left, and from which on programs get none: what is between is the kernel's. */
  private readonly shortAt: number;
  private readonly exhaustedAt: number;

  /**
   * @param reserved bytes kept at the start for the processor's state
   * @param frames guest-physical frames; frame 0 is never handed out, so a pfn of 0 means none
   */
  constructor(reserved: number, frames: number) {
    this.codeOffset = reserved;
    this.base = Math.ceil((reserved + frames) / 65536) * 65536;
    this.frames = frames;
    const pages = Math.ceil((this.base + frames * PAGE_SIZE) / 65536);
    this.memory = takeSpare(pages) ?? new WebAssembly.Memory({ initial: pages, maximum: pages });
    const buffer = this.memory.buffer;
    this.u8 = new Uint8Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.i32 = new Int32Array(buffer);
    this.f64 = new Float64Array(buffer);
    this.u64 = new BigUint64Array(buffer);
    this.refs = new Uint32Array(frames);
    this.code = new Uint8Array(buffer, reserved, frames);
    this.free = new Uint32Array(frames);
    this.refs[0] = 1;
    const kept = Math.min(MOST_KEPT, frames >>> 4);
    this.shortAt = frames - kept;
    this.exhaustedAt = frames - (kept >>> 1);
  }

  /** What is left is for the kernel's own ends: min_free_kbytes. */
  get exhausted(): boolean {
    return this.used >= this.exhaustedAt;
  }

  /**
   * Leaves the memory to the next machine of this size, all zero, unless a good deal of it was used. The processor has
   * wiped its own bytes; nothing here may be touched any more.
   */
  release(): void {
    const { fresh, code, u8, base, memory } = this;
    if (fresh > MOST_WIPED) return;
    code.fill(0, 0, fresh);
    u8.fill(0, base, this.offset(fresh));
    spare = memory;
  }

  /** Byte offset of a frame inside the WebAssembly.Memory. */
  offset(pfn: number): number {
    return this.base + pfn * PAGE_SIZE;
  }

  /** Hands out a zeroed frame with one owner. Throws OutOfFrames. */
  alloc(): number {
    let pfn: number;
    if (this.freeCount > 0) {
      pfn = this.free[--this.freeCount];
      this.written(pfn);
      this.u8.fill(0, this.offset(pfn), this.offset(pfn) + PAGE_SIZE);
    } else if (this.fresh < this.frames) {
      pfn = this.fresh++;
    } else {
      throw new OutOfFrames(this.frames);
    }
    this.refs[pfn] = 1;
    this.code[pfn] &= ~FRAME.TRACKED;
    if (++this.used > this.peak) this.peak = this.used;
    if (this.used >= this.shortAt) this.onShort();
    return pfn;
  }

  /** The same for memory of programs, of which there is much: snapshots need not look at it to know that it is as it was. */
  allocTracked(): number {
    const pfn = this.alloc();
    this.code[pfn] |= FRAME.TRACKED | FRAME.CHANGED;
    return pfn;
  }

  /** Hands out `count` neighbouring zeroed frames, each with one owner; answers the first. Throws OutOfFrames. */
  allocRun(count: number): number {
    if (this.fresh + count > this.frames) throw new OutOfFrames(this.frames);
    const first = this.fresh;
    this.fresh += count;
    this.refs.fill(1, first, first + count);
    this.used += count;
    if (this.used > this.peak) this.peak = this.used;
    return first;
  }

  /** To be called before bytes of a frame are changed by anything but the processor. */
  written(pfn: number): void {
    if ((this.code[pfn] & FRAME.CODE) !== 0) this.onCodeWritten(pfn);
    this.code[pfn] |= FRAME.CHANGED;
  }

  /** Adds an owner. */
  ref(pfn: number): void {
    this.refs[pfn]++;
  }

  /** Takes an owner away; the last one frees the frame. */
  unref(pfn: number): void {
    if (this.refs[pfn] === 0) throw new Error(`frame ${pfn} freed twice`);
    if (--this.refs[pfn] === 0) {
      this.free[this.freeCount++] = pfn;
      this.used--;
    }
  }

  /** Frames as they were kept last: those that have not changed since are shared with what is kept next. */
  private lastKept: readonly (Uint32Array | undefined)[] = [];

  keepState(): PutBack {
    const { used, peak, freeCount, fresh, u32, code } = this;
    const refs = this.refs.slice(0, fresh);
    const free = this.free.slice(0, freeCount);
    const tracked = code.slice(0, fresh).map((bits) => bits & FRAME.TRACKED);
    const frames = new Array<Uint32Array | undefined>(fresh);
    for (let pfn = 1; pfn < fresh; pfn++) {
      if (refs[pfn] === 0) continue;
      const last = this.lastKept[pfn];
      frames[pfn] =
        last !== undefined && (this.isAsLastKept(pfn) || this.holds(pfn, last))
          ? last
          : u32.slice(this.offset(pfn) >>> 2, this.offset(pfn + 1) >>> 2);
      code[pfn] &= ~FRAME.CHANGED;
    }
    this.lastKept = frames;
    return () => {
      for (let pfn = 1; pfn < fresh; pfn++) {
        const kept = frames[pfn];
        if (kept === undefined) continue;
        const same = kept === this.lastKept[pfn] && this.isAsLastKept(pfn);
        if (!same && !this.holds(pfn, kept)) {
          this.written(pfn);
          u32.set(kept, this.offset(pfn) >>> 2);
        }
        code[pfn] = (code[pfn] & ~(FRAME.CHANGED | FRAME.TRACKED)) | tracked[pfn];
      }
      // Frames that nobody has had are taken to hold zeros.
      for (let pfn = fresh; pfn < this.fresh; pfn++) {
        this.written(pfn);
        u32.fill(0, this.offset(pfn) >>> 2, this.offset(pfn + 1) >>> 2);
      }
      this.refs.fill(0, fresh, this.fresh);
      this.refs.set(refs);
      this.free.set(free);
      Object.assign(this, { used, peak, freeCount, fresh });
      this.lastKept = frames;
    };
  }

  private isAsLastKept(pfn: number): boolean {
    return (this.code[pfn] & (FRAME.CHANGED | FRAME.TRACKED)) === FRAME.TRACKED;
  }

  private holds(pfn: number, words: Uint32Array): boolean {
    const { u32 } = this;
    const at = this.offset(pfn) >>> 2;
    for (let i = 0; i < words.length; i++) if (u32[at + i] !== words[i]) return false;
    return true;
  }
}
