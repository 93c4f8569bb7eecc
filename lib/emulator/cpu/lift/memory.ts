import { hasAccess } from '../access';
import { tlbEntry } from '../core/tlb';
import { type Inst, RIP_BASE } from '../decode/inst';
import type { KeptPages } from '../region/pages';
import { ACCESS_BITS, KEPT_PAGE, LEAVE, STATE, TLB_ENTRY } from '../state';
import { VECTOR } from '../vectors';
import type { Code, I32, I64, Label, Local32, Local64, Local128, V128 } from '../wasm/code';
import { SIMD } from '../wasm/simd';
import { Emitter } from './emitter';

/** A value in the width that operations of the current size work in: an i64 for 8 bytes, an i32 for fewer. */
export type Word = I32 | I64;
export type Size = 1 | 2 | 4 | 8;

/** How an access has to do with the stack. */
export const STACK = {
  NONE: 0,
  /** Through SS: faults other than page faults are #SS. */
  SEGMENT: 1,
  /** The same, and near the top, where the last such access was too. */
  TOP: 2,
} as const;
export type Stack = (typeof STACK)[keyof typeof STACK];

/** A page kept at hand for the length of a region: its address, or -1, and the distance from there to the host's. */
export interface KeptPage {
  /** Only a page that may be written is kept. */
  readonly writable: boolean;
  page(): I64;
  delta(): I32;
  keep(page: () => I64, delta: () => I32): void;
  forget(): void;
}

/** In locals, which is best, but the host has few registers: for pages that are accessed most. */
function inLocals(c: Code, writable: boolean): KeptPage {
  const page = c.local64();
  const delta = c.local32();
  return {
    writable,
    page: () => c.get(page),
    delta: () => c.get(delta),
    keep(newPage, newDelta) {
      c.set(page, newPage());
      c.set(delta, newDelta());
    },
    forget: () => c.set(page, c.i64(-1)),
  };
}

/** In the processor's state. */
function inMemory(c: Code, writable: boolean, at: number): KeptPage {
  const zero = () => c.i32(0);
  return {
    writable,
    page: () => c.load64(zero(), at + KEPT_PAGE.PAGE),
    delta: () => c.load32(zero(), at + KEPT_PAGE.DELTA),
    keep(page, delta) {
      c.store64(zero(), page(), at + KEPT_PAGE.PAGE);
      c.store32(zero(), delta(), at + KEPT_PAGE.DELTA);
    },
    forget: () => c.store64(zero(), c.i64(-1), at + KEPT_PAGE.PAGE),
  };
}

/** Names the operands of a region that are taken to lie on one page: those with the same base and index. */
export function pageKey(inst: Inst): string | undefined {
  if (!hasAccess(inst) || inst.segment >= 0 || inst.base === RSP) return undefined;
  if (inst.base === RIP_BASE) return `page ${Math.floor((inst.next + inst.displacement) / 4096)}`;
  return inst.base < 0 && inst.index < 0 ? undefined : `${inst.base} ${inst.index}`;
}
const STACK_KEY = 'stack';
const RSP = 4;

/** Loads and stores through the TLB. What the TLB does not know goes to the core module; a fault leaves the region. */
export abstract class MemoryEmitter extends Emitter {
  private readonly kept = new Map<string, KeptPage>();
  /** Operands whose pages are to be kept, by their key. The page at the top of the stack always is. */
  toKeep: KeptPages = new Map();
  /** Accesses are calls of the core module, for code that runs too seldom to be worth more. */
  compact = false;

  /** Whether accesses that are not aligned raise #AC. SDM vol. 3, section 6.15, "Alignment Check Exception". */
  checksAlignment = false;

  /** The memory operand that is being accessed, as `pageKey` names it. */
  protected abstract operandKey(): string | undefined;

  /** Number of the site of the instruction being lifted. */
  protected abstract site(): number;

  /** The word that tells the core module about an access. */
  private accessWord(size: number, write: boolean, stack: Stack): number {
    return (
      size |
      (write ? ACCESS_BITS.WRITE : 0) |
      (this.cpl === 3 ? ACCESS_BITS.USER : 0) |
      (stack === STACK.NONE ? 0 : ACCESS_BITS.STACK)
    );
  }

  /**
   * Finds the TLB's entry for `va`, or branches to `slow`. The tag is compared with the page of the access's last byte,
   * so that one that crosses into the next page finds nothing.
   */
  private entryOf(va: Local64, size: number, write: boolean, aligned: boolean, slow: Label): Local32 {
    const entry = this.temp32();
    this.set(entry, tlbEntry(this, va, this.get(this.tlb)));
    const tag = this.load64(this.get(entry), write ? TLB_ENTRY.WRITE : TLB_ENTRY.READ);
    // Where an address has to be aligned, one that is not finds nothing either.
    const last = size === 1 || aligned ? this.get(va) : this.add64(this.get(va), this.i64(size - 1));
    this.brSeldom(slow, this.ne64(tag, this.and64(last, this.i64(aligned ? size - 4097 : -4096))));
    return entry;
  }
  /** Answers the host offset of `va` out of the TLB, or branches to `slow`. */
  private lookUp(va: Local64, size: number, write: boolean, aligned: boolean, slow: Label): I32 {
    const entry = this.entryOf(va, size, write, aligned, slow);
    return this.add32(this.load32(this.get(entry), TLB_ENTRY.DELTA), this.wrap(this.get(va)));
  }
  /**
   * The same for an access to a page that is kept at hand, so that mostly one comparison will do: that of an aligned
   * address with its offset in the page cut off. No tag that stands for an unfit page is equal to such an address.
   */
  private lookUpKept(
    kept: KeptPage,
    va: Local64,
    size: number,
    write: boolean,
    aligned: boolean,
    slow: Label,
  ): I32 {
    const cut = this.and64(this.get(va), this.i64(size - 4097));
    this.seldom(this.ne64(cut, kept.page()), () => {
      const entry = this.entryOf(va, size, write, aligned, slow);
      const tag = kept.writable ? TLB_ENTRY.WRITE : TLB_ENTRY.READ;
      kept.keep(
        () => this.load64(this.get(entry), tag),
        () => this.load32(this.get(entry), TLB_ENTRY.DELTA),
      );
    });
    return this.add32(kept.delta(), this.wrap(this.get(va)));
  }
  private find(va: Local64, size: number, write: boolean, stack: Stack, slow: Label, aligned = false): I32 {
    const kept = this.keptPage(stack);
    const fits = kept !== undefined && (kept.writable || !write);
    return fits
      ? this.lookUpKept(kept, va, size, write, aligned, slow)
      : this.lookUp(va, size, write, aligned, slow);
  }
  protected keptPage(stack: Stack): KeptPage | undefined {
    const key = stack === STACK.TOP ? STACK_KEY : this.operandKey();
    return key === undefined ? undefined : this.keptAs(key);
  }
  private keptAs(key: string): KeptPage | undefined {
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const wanted = key === STACK_KEY ? { writes: true, place: 0 } : this.toKeep.get(key);
    if (wanted === undefined) return undefined;
    const { writes, place } = wanted;
    const at = STATE.KEPT_PAGES + KEPT_PAGE.SIZE * place;
    const kept = place === 0 ? inLocals(this, writes) : inMemory(this, writes, at);
    this.kept.set(key, kept);
    return kept;
  }
  /** The first access to each goes to the TLB. */
  protected forgetPages(): void {
    for (const kept of this.kept.values()) kept.forget();
  }
  /** The same in the middle of the code, where what is written later may have been run before. */
  protected forgetAllPages(): void {
    for (const key of [STACK_KEY, ...this.toKeep.keys()]) this.keptAs(key);
    this.forgetPages();
  }

  /** Host offset of `va`, out of the TLB or from the core module. With `aligned`, #GP unless it is a multiple of the size. */
  protected hostOf(va: Local64, size: number, write: boolean, stack: Stack, aligned = false): Local32 {
    const host = this.temp32();
    if (!aligned) this.checkAlignment(va, size);
    const helper = this.helper(write ? 'modify' : 'translate');
    const access = this.accessWord(size, write, stack);
    const far = () => this.faultIfZero(this.tee(host, this.call32(helper, this.get(va), this.i32(access))));
    if (this.compact) {
      if (aligned) this.demandAlignment(va, size);
      far();
      return host;
    }
    this.block((done) => {
      this.block((slow) => {
        this.set(host, this.find(va, size, write, stack, slow, aligned));
        this.br(done);
      });
      if (aligned) this.demandAlignment(va, size);
      far();
    });
    return host;
  }
  protected demandAlignment(va: Local64, size: number, vector: number = VECTOR.GP): void {
    this.raiseIf(this.and32(this.wrap(this.get(va)), this.i32(size - 1)), vector);
  }
  /** What is not canonical is found first; of 16 bytes any address will do, which the manual leaves to the processor. */
  private checkAlignment(va: Local64, size: number): void {
    if (!this.checksAlignment || size === 1 || size > 8) return;
    const extended = this.shrs64(this.shl64(this.get(va), this.i64(16)), this.i64(16));
    this.when(this.eq64(extended, this.get(va)), () => this.demandAlignment(va, size, VECTOR.AC));
  }
  private faultIfZero(host: I32): void {
    this.seldom(this.eqz32(host), () => this.leaveAt(this.site(), LEAVE.FAULT));
  }

  /** Raises what CR0 and CR4 say that SSE instructions raise, if anything. */
  raiseIfBarred(): void {
    this.seldom(this.load32(this.i32(0), STATE.SSE_BARRED), () => {
      this.store32(this.i32(0), this.load32(this.i32(0), STATE.SSE_BARRED), STATE.FAULT_VECTOR);
      this.store32(this.i32(0), this.i32(0), STATE.FAULT_CODE);
      this.leaveAt(this.site(), LEAVE.FAULT);
    });
  }

  /** Raises what a helper has put into FAULT_VECTOR, if it raised something. */
  raiseMarked(): void {
    this.seldom(this.load32(this.i32(0), STATE.FP_RAISED), () => this.leaveAt(this.site(), LEAVE.FAULT));
  }

  /** Raises an exception with an error code at this instruction. */
  raise(vector: number, code = 0): void {
    this.store32(this.i32(0), this.i32(vector), STATE.FAULT_VECTOR);
    this.store32(this.i32(0), this.i32(code), STATE.FAULT_CODE);
    this.leaveAt(this.site(), LEAVE.FAULT);
  }
  raiseIf(condition: I32, vector: number, code = 0): void {
    this.seldom(condition, () => this.raise(vector, code));
  }

  /** Loads `size` bytes at `va`, zero-extended to a word. */
  loadAt(va: Local64, size: Size, stack: Stack = STACK.NONE): Word {
    return this.loadHost(this.get(this.hostOf(va, size, false, stack)), size);
  }

  /** Stores the low `size` bytes of a value at `va`. */
  storeAt(va: Local64, size: Size, value: Local32 | Local64, stack: Stack = STACK.NONE): void {
    this.checkAlignment(va, size);
    const far = () => {
      const address = this.get(va);
      const wide = size === 8 ? this.get(value as Local64) : this.extendU(this.get(value as Local32));
      const access = this.i32(this.accessWord(size, true, stack));
      this.faultIfZero(this.call32(this.helper('store'), address, wide, access));
    };
    if (this.compact) {
      far();
      return;
    }
    this.block((done) => {
      this.block((slow) => {
        this.storeHost(this.find(va, size, true, stack, slow), size, value);
        this.br(done);
      });
      far();
    });
  }

  /** Reads, changes and writes `size` bytes at `va`; `change` answers the new value. */
  modifyAt(
    va: Local64,
    size: Size,
    stack: Stack,
    change: (old: Local32 | Local64) => Word,
  ): Local32 | Local64 {
    const host = this.hostOf(va, size, true, stack);
    const old = this.holdSized(this.loadHost(this.get(host), size), size);
    const fresh = this.holdSized(change(old), size);
    this.storeHost(this.get(host), size, fresh);
    this.commitAt(host);
    return old;
  }

  /** Faults as a write at `va` would, and writes nothing. */
  probeWrite(va: Local64, size: Size, stack: Stack): void {
    this.checkAlignment(va, size);
    const access = this.accessWord(size, true, stack);
    this.faultIfZero(this.call32(this.helper('modify'), this.get(va), this.i32(access)));
  }

  /** Loads 16 bytes at `va`, or fewer into the low part of a vector of zeros. */
  loadVectorAt(va: Local64, size: 4 | 8 | 16, aligned: boolean, stack: Stack): V128 {
    const host = this.get(this.hostOf(va, size, false, stack, aligned));
    const op = size === 16 ? SIMD.V128_LOAD : size === 8 ? SIMD.V128_LOAD64_ZERO : SIMD.V128_LOAD32_ZERO;
    return this.loadVector(host, 0, op);
  }
  /** Stores 16 bytes at `va`. */
  storeVectorAt(va: Local64, value: Local128, aligned: boolean, stack: Stack): void {
    const host = this.hostOf(va, 16, true, stack, aligned);
    this.storeVector(this.get(host), this.get(value));
    this.commitAt(host);
  }
  /** Reads, changes and writes 16 bytes at `va`, at any address. */
  modifyVectorAt(va: Local64, stack: Stack, change: (old: V128) => V128): void {
    const host = this.hostOf(va, 16, true, stack);
    const fresh = this.temp128();
    this.set(fresh, change(this.loadVector(this.get(host))));
    this.storeVector(this.get(host), this.get(fresh));
    this.commitAt(host);
  }
  /** After a write at `host` that may be in the scratch area. */
  private commitAt(host: Local32): void {
    this.seldom(this.ltu32(this.get(host), this.i32(STATE.SCRATCH_END)), () =>
      this.call(this.helper('commit')),
    );
  }

  /** Keeps a word in a fresh local. */
  holdSized(word: Word, size: Size): Local32 | Local64 {
    if (size === 8) {
      const local = this.temp64();
      this.set(local, word as I64);
      return local;
    }
    const local = this.temp32();
    this.set(local, word as I32);
    return local;
  }

  private loadHost(host: I32, size: Size): Word {
    switch (size) {
      case 8:
        return this.load64(host);
      case 4:
        return this.load32(host);
      case 2:
        return this.load16u(host);
      case 1:
        return this.load8u(host);
    }
  }
  private storeHost(host: I32, size: Size, value: Local32 | Local64): void {
    switch (size) {
      case 8:
        this.store64(host, this.get(value as Local64));
        break;
      case 4:
        this.store32(host, this.get(value as Local32));
        break;
      case 2:
        this.store16(host, this.get(value as Local32));
        break;
      case 1:
        this.store8(host, this.get(value as Local32));
        break;
    }
  }
}
