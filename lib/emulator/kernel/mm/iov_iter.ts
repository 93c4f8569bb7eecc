import type { IovIter, UserMemory } from '../types';

/** One user buffer of an iovec. */
export interface Segment {
  addr: number;
  length: number;
}

type Memory = Pick<UserMemory, 'read' | 'write' | 'clear'> & { kept?: UserIter };

/** struct iov_iter over user buffers: lib/iov_iter.c. */
export class UserIter implements IovIter {
  /** The buffer it stands in: where, and bytes left of it. */
  private addr = 0;
  private left = 0;
  /** Buffers after that one, and the next of them. */
  private rest: readonly Segment[] = [];
  private next = 0;
  private total = 0;

  constructor(
    private readonly mem: Memory,
    segments: readonly Segment[] = [],
  ) {
    this.rest = segments;
    for (const segment of segments) this.total += segment.length;
  }

  get count(): number {
    return this.total;
  }

  /** Starts again over one buffer. */
  over(addr: number, length: number): this {
    this.addr = addr;
    this.left = length;
    this.total = length;
    this.next = this.rest.length;
    return this;
  }

  copyTo(src: Uint8Array, offset: number, length: number): number {
    const wanted = Math.min(length, this.total);
    let done = 0;
    while (done < wanted) {
      const n = this.segment(wanted - done);
      const copied = this.mem.write(this.addr, src, offset + done, n);
      this.advance(copied);
      done += copied;
      if (copied < n) break;
    }
    return done;
  }

  copyFrom(dst: Uint8Array, offset: number, length: number): number {
    const wanted = Math.min(length, this.total);
    let done = 0;
    while (done < wanted) {
      const n = this.segment(wanted - done);
      const copied = this.mem.read(this.addr, dst, offset + done, n);
      this.advance(copied);
      done += copied;
      if (copied < n) break;
    }
    return done;
  }

  clearTo(length: number): number {
    const wanted = Math.min(length, this.total);
    let done = 0;
    while (done < wanted) {
      const n = this.segment(wanted - done);
      const cleared = this.mem.clear(this.addr, n);
      this.advance(cleared);
      done += cleared;
      if (cleared < n) break;
    }
    return done;
  }

  keep(): IovIter {
    const copy = new UserIter(this.mem);
    copy.addr = this.addr;
    copy.left = this.left;
    copy.rest = this.rest;
    copy.next = this.next;
    copy.total = this.total;
    this.mem.kept = copy;
    return copy;
  }

  /** Steps to the next buffer that is not used up; answers how much of `wanted` lies in it. */
  private segment(wanted: number): number {
    while (this.left === 0) {
      const { addr, length } = this.rest[this.next++];
      this.addr = addr;
      this.left = length;
    }
    return Math.min(wanted, this.left);
  }

  private advance(n: number): void {
    this.addr += n;
    this.left -= n;
    this.total -= n;
  }
}
