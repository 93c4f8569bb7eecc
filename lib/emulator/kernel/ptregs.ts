import type { PhysicalMemory } from '../mm/physical';

/** Words of struct pt_regs, as entry/entry_64.s pushes them. */
export const REG = {
  R15: 0,
  R14: 1,
  R13: 2,
  R12: 3,
  BP: 4,
  BX: 5,
  R11: 6,
  R10: 7,
  R9: 8,
  R8: 9,
  AX: 10,
  CX: 11,
  DX: 12,
  SI: 13,
  DI: 14,
  ORIG_AX: 15,
  IP: 16,
  CS: 17,
  FLAGS: 18,
  SP: 19,
  SS: 20,
} as const;
export const PT_REGS_WORDS = 21;
export const PT_REGS_SIZE = PT_REGS_WORDS * 8;

/** Where arguments are in pt_regs, in 32-bit words, by ABI: the System V order of calls, and i386's. */
export const ARGUMENTS: readonly Int32Array[] = [
  [REG.DI, REG.SI, REG.DX, REG.R10, REG.R8, REG.R9],
  [REG.BX, REG.CX, REG.DX, REG.SI, REG.DI, REG.BP],
].map((registers) => Int32Array.from(registers, (register) => register * 2));

/** Copies the six arguments of a call, low and high halves, to `lo` and `hi` from `to` on. Those of i386 have no high half. */
export function copyArguments(
  regs: Pick<PtRegs, 'lo' | 'hi'>,
  abi: 0 | 1,
  lo: Uint32Array,
  hi: Uint32Array,
  to = 0,
): void {
  for (let i = 0; i < 6; i++) {
    const register = ARGUMENTS[abi][i] / 2;
    lo[to + i] = regs.lo(register);
    hi[to + i] = abi === 0 ? regs.hi(register) : 0;
  }
}

const TWO_32 = 2 ** 32;

/** struct pt_regs of a task, where it lies at the top of its kernel stack. */
export class PtRegs {
  /** Index in `phys.u32` of its first word. */
  constructor(
    private readonly phys: PhysicalMemory,
    readonly at: number,
  ) {}

  lo(reg: number): number {
    return this.phys.u32[this.at + reg * 2];
  }

  hi(reg: number): number {
    return this.phys.u32[this.at + reg * 2 + 1];
  }

  /** A register as a signed 64-bit number: exact for addresses and results. */
  get(reg: number): number {
    return this.phys.i32[this.at + reg * 2 + 1] * TWO_32 + this.phys.u32[this.at + reg * 2];
  }

  /** Sets a register to a whole number, sign-extended. */
  set(reg: number, value: number): void {
    this.phys.u32[this.at + reg * 2] = value;
    this.phys.u32[this.at + reg * 2 + 1] = Math.floor(value / TWO_32);
  }

  setHalves(reg: number, lo: number, hi: number): void {
    this.phys.u32[this.at + reg * 2] = lo;
    this.phys.u32[this.at + reg * 2 + 1] = hi;
  }

  clear(): void {
    this.phys.u32.fill(0, this.at, this.at + PT_REGS_WORDS * 2);
  }

  copyFrom(other: PtRegs): void {
    this.phys.u32.copyWithin(this.at, other.at, other.at + PT_REGS_WORDS * 2);
  }
}
