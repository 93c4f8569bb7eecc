import { SIGKILL, SIGSTOP } from '../../abi/signal';

/** A set of signals as two words, signal 1 in bit 0. */
export class SigSet {
  constructor(
    public lo = 0,
    public hi = 0,
  ) {}

  has(signo: number): boolean {
    return ((signo <= 32 ? this.lo >>> (signo - 1) : this.hi >>> (signo - 33)) & 1) !== 0;
  }

  add(signo: number): void {
    if (signo <= 32) this.lo |= 1 << (signo - 1);
    else this.hi |= 1 << (signo - 33);
  }

  delete(signo: number): void {
    if (signo <= 32) this.lo &= ~(1 << (signo - 1));
    else this.hi &= ~(1 << (signo - 33));
  }

  /** Takes on another set; SIGKILL and SIGSTOP are never blocked. */
  assign(lo: number, hi: number): void {
    this.lo = lo & ~((1 << (SIGKILL - 1)) | (1 << (SIGSTOP - 1)));
    this.hi = hi;
  }
}
