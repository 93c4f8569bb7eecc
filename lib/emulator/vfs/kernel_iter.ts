import type { IovIter } from '../kernel/types';

/** An iterator over the kernel's own bytes, for calls that move data between files: ITER_KVEC. It never faults. */
export class KernelIter implements IovIter {
  private at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private end = bytes.length,
  ) {}

  get count(): number {
    return this.end - this.at;
  }

  copyTo(src: Uint8Array, offset: number, length: number): number {
    const n = Math.min(length, this.count);
    this.bytes.set(src.subarray(offset, offset + n), this.at);
    this.at += n;
    return n;
  }

  copyFrom(dst: Uint8Array, offset: number, length: number): number {
    const n = Math.min(length, this.count);
    dst.set(this.bytes.subarray(this.at, this.at + n), offset);
    this.at += n;
    return n;
  }

  clearTo(length: number): number {
    const n = Math.min(length, this.count);
    this.bytes.fill(0, this.at, this.at + n);
    this.at += n;
    return n;
  }

  keep(): IovIter {
    const rest = new KernelIter(this.bytes, this.end);
    rest.at = this.at;
    return rest;
  }
}
