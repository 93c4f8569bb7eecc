import { tlbEntry } from '../core/tlb';
import { ACCESS_BITS, LEAVE, STATE, TLB_ENTRY } from '../state';
import type { I32, I64, Local32, Local64 } from '../wasm/code';
import { Emitter } from './emitter';

/** A value in the width that operations of the current size work in: an i64 for 8 bytes, an i32 for fewer. */
export type Word = I32 | I64;
export type Size = 1 | 2 | 4 | 8;

/** Loads and stores through the TLB. What the TLB does not know goes to the core module; a fault leaves the region. */
export abstract class MemoryEmitter extends Emitter {
  /** Number of the site of the instruction being lifted. */
  protected abstract site(): number;

  /** The word that tells the core module about an access. */
  private accessWord(size: number, write: boolean, stack: boolean): number {
    return (
      size |
      (write ? ACCESS_BITS.WRITE : 0) |
      (this.cpl === 3 ? ACCESS_BITS.USER : 0) |
      (stack ? ACCESS_BITS.STACK : 0)
    );
  }

  /** Finds the TLB entry of `va` and compares its tag with the page of the access's last byte. */
  private probe(va: Local64, size: Size, write: boolean, entry: Local32): I32 {
    this.set(entry, tlbEntry(this, va, this.get(this.tlb)));
    const tag = this.load64(this.get(entry), write ? TLB_ENTRY.WRITE : TLB_ENTRY.READ);
    const last = size === 1 ? this.get(va) : this.add64(this.get(va), this.i64(size - 1));
    return this.eq64(tag, this.and64(last, this.i64(-4096)));
  }
  private host(va: Local64, entry: Local32): I32 {
    return this.add32(this.load32(this.get(entry), TLB_ENTRY.DELTA), this.wrap(this.get(va)));
  }
  private faultIfZero(host: I32): void {
    this.when(this.eqz32(host), () => this.leaveAt(this.site(), LEAVE.FAULT));
  }

  /** Raises an exception with an error code at this instruction. */
  raise(vector: number, code = 0): void {
    this.store32(this.i32(0), this.i32(vector), STATE.FAULT_VECTOR);
    this.store32(this.i32(0), this.i32(code), STATE.FAULT_CODE);
    this.leaveAt(this.site(), LEAVE.FAULT);
  }
  raiseIf(condition: I32, vector: number, code = 0): void {
    this.when(condition, () => this.raise(vector, code));
  }

  /** Loads `size` bytes at `va`, zero-extended to a word. */
  loadAt(va: Local64, size: Size, stack = false): Word {
    const entry = this.temp32();
    const host = this.choose32(
      this.probe(va, size, false, entry),
      () => this.host(va, entry),
      () => {
        const access = this.accessWord(size, false, stack);
        const found = this.call32(this.helper('translate'), this.get(va), this.i32(access));
        this.faultIfZero(this.tee(entry, found));
        return this.get(entry);
      },
    );
    return this.loadHost(host, size);
  }

  /** Stores the low `size` bytes of a value at `va`. */
  storeAt(va: Local64, size: Size, value: Local32 | Local64, stack = false): void {
    const entry = this.temp32();
    this.when(
      this.probe(va, size, true, entry),
      () => this.storeHost(this.host(va, entry), size, value),
      () => {
        const address = this.get(va);
        const wide = size === 8 ? this.get(value as Local64) : this.extendU(this.get(value as Local32));
        const access = this.i32(this.accessWord(size, true, stack));
        this.faultIfZero(this.call32(this.helper('store'), address, wide, access));
      },
    );
  }

  /** Reads, changes and writes `size` bytes at `va`; `change` answers the new value. */
  modifyAt(
    va: Local64,
    size: Size,
    stack: boolean,
    change: (old: Local32 | Local64) => Word,
  ): Local32 | Local64 {
    const entry = this.temp32();
    const host = this.temp32();
    this.set(
      host,
      this.choose32(
        this.probe(va, size, true, entry),
        () => this.host(va, entry),
        () => {
          const found = this.call32(
            this.helper('modify'),
            this.get(va),
            this.i32(this.accessWord(size, true, stack)),
          );
          this.faultIfZero(this.tee(entry, found));
          return this.get(entry);
        },
      ),
    );
    const old = this.holdSized(this.loadHost(this.get(host), size), size);
    const fresh = this.holdSized(change(old), size);
    this.storeHost(this.get(host), size, fresh);
    this.when(this.ltu32(this.get(host), this.i32(STATE.SCRATCH_END)), () =>
      this.call(this.helper('commit')),
    );
    return old;
  }

  /** Faults as a write at `va` would, and writes nothing. */
  probeWrite(va: Local64, size: Size, stack: boolean): void {
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
