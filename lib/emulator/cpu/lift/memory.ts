import { tlbEntry } from '../core/tlb';
import { ACCESS_BITS, LEAVE, STATE, TLB_ENTRY } from '../state';
import type { I32, I64, Label, Local32, Local64 } from '../wasm/code';
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

/** Loads and stores through the TLB. What the TLB does not know goes to the core module; a fault leaves the region. */
export abstract class MemoryEmitter extends Emitter {
  private stackPage: Local64 | undefined;
  private readonly stackDelta = this.local32();

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
   * Answers the host offset of `va` out of the TLB, or branches to `slow`. The tag is compared with the page of the
   * access's last byte, so that one that crosses into the next page finds nothing.
   */
  private lookUp(va: Local64, size: Size, write: boolean, slow: Label): I32 {
    const entry = this.temp32();
    this.set(entry, tlbEntry(this, va, this.get(this.tlb)));
    const tag = this.load64(this.get(entry), write ? TLB_ENTRY.WRITE : TLB_ENTRY.READ);
    const last = size === 1 ? this.get(va) : this.add64(this.get(va), this.i64(size - 1));
    this.brSeldom(slow, this.ne64(tag, this.and64(last, this.i64(-4096))));
    return this.add32(this.load32(this.get(entry), TLB_ENTRY.DELTA), this.wrap(this.get(va)));
  }
  /**
   * The same near the top of the stack. Its page is kept in locals, so that most accesses need one comparison: that of
   * an aligned address with its offset in the page cut off. The page is one that may be written.
   */
  private lookUpStack(va: Local64, size: Size, slow: Label): I32 {
    const page = this.stackPage ?? (this.stackPage = this.local64());
    const aligned = this.and64(this.get(va), this.i64(size - 4097));
    this.seldom(this.ne64(aligned, this.get(page)), () => {
      const host = this.lookUp(va, size, true, slow);
      this.set(this.stackDelta, this.sub32(host, this.wrap(this.get(va))));
      this.set(page, this.and64(this.get(va), this.i64(-4096)));
    });
    return this.add32(this.get(this.stackDelta), this.wrap(this.get(va)));
  }
  private find(va: Local64, size: Size, write: boolean, stack: Stack, slow: Label): I32 {
    return stack === STACK.TOP ? this.lookUpStack(va, size, slow) : this.lookUp(va, size, write, slow);
  }
  /** No address with its offset cut off is -1: the first access goes to the TLB. */
  protected forgetStackPage(): void {
    if (this.stackPage !== undefined) this.set(this.stackPage, this.i64(-1));
  }

  /** Host offset of `va`, out of the TLB or from the core module. */
  private hostOf(va: Local64, size: Size, write: boolean, stack: Stack): Local32 {
    const host = this.temp32();
    this.block((done) => {
      this.block((slow) => {
        this.set(host, this.find(va, size, write, stack, slow));
        this.br(done);
      });
      const helper = this.helper(write ? 'modify' : 'translate');
      const access = this.accessWord(size, write, stack);
      this.faultIfZero(this.tee(host, this.call32(helper, this.get(va), this.i32(access))));
    });
    return host;
  }
  private faultIfZero(host: I32): void {
    this.seldom(this.eqz32(host), () => this.leaveAt(this.site(), LEAVE.FAULT));
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
    this.block((done) => {
      this.block((slow) => {
        this.storeHost(this.find(va, size, true, stack, slow), size, value);
        this.br(done);
      });
      const address = this.get(va);
      const wide = size === 8 ? this.get(value as Local64) : this.extendU(this.get(value as Local32));
      const access = this.i32(this.accessWord(size, true, stack));
      this.faultIfZero(this.call32(this.helper('store'), address, wide, access));
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
    this.seldom(this.ltu32(this.get(host), this.i32(STATE.SCRATCH_END)), () =>
      this.call(this.helper('commit')),
    );
    return old;
  }

  /** Faults as a write at `va` would, and writes nothing. */
  probeWrite(va: Local64, size: Size, stack: Stack): void {
    const access = this.accessWord(size, true, stack);
    this.faultIfZero(this.call32(this.helper('modify'), this.get(va), this.i32(access)));
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
