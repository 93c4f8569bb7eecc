import { ARGUMENTS } from '../kernel/ptregs';

/** Registers as a call with these arguments of 64 bits leaves them. */
export function argumentRegisters(args: readonly bigint[]) {
  const value = (reg: number): bigint => args[ARGUMENTS[0].indexOf(reg * 2)] ?? 0n;
  return {
    get: () => 0,
    lo: (reg: number) => Number(value(reg) & 0xffffffffn),
    hi: (reg: number) => Number((value(reg) >> 32n) & 0xffffffffn),
  };
}
