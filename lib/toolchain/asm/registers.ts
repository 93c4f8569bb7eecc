import type { Scanner } from './scanner';

/** A register as an operand names it. */
export interface Register {
  name: string;
  kind: 'gpr' | 'xmm' | 'mmx' | 'st' | 'rip' | 'segment' | 'control' | 'debug';
  /** Number in the encoding; four bits where REX extends it. */
  number: number;
  /** Width in bits. */
  size: 8 | 16 | 32 | 64 | 80 | 128;
  /** ah ch dh bh: reachable only without REX. SDM vol. 1 section 3.4.1.1. */
  high?: boolean;
  /** spl bpl sil dil: reachable only with REX. */
  low?: boolean;
}

const REGISTERS = new Map<string, Register>();
const add = (register: Register) => REGISTERS.set(register.name, register);

const CLASSIC = ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'];
CLASSIC.forEach((name, number) => {
  add({ name: `r${name}`, kind: 'gpr', number, size: 64 });
  add({ name: `e${name}`, kind: 'gpr', number, size: 32 });
  add({ name, kind: 'gpr', number, size: 16 });
  if (number < 4) {
    add({ name: `${name[0]}l`, kind: 'gpr', number, size: 8 });
    add({ name: `${name[0]}h`, kind: 'gpr', number: number + 4, size: 8, high: true });
  } else {
    add({ name: `${name}l`, kind: 'gpr', number, size: 8, low: true });
  }
});
for (let number = 8; number < 16; number++) {
  add({ name: `r${number}`, kind: 'gpr', number, size: 64 });
  add({ name: `r${number}d`, kind: 'gpr', number, size: 32 });
  add({ name: `r${number}w`, kind: 'gpr', number, size: 16 });
  add({ name: `r${number}b`, kind: 'gpr', number, size: 8 });
}
['es', 'cs', 'ss', 'ds', 'fs', 'gs'].forEach((name, number) => {
  add({ name, kind: 'segment', number, size: 16 });
});
for (let number = 0; number < 16; number++) {
  add({ name: `xmm${number}`, kind: 'xmm', number, size: 128 });
  add({ name: `cr${number}`, kind: 'control', number, size: 64 });
  add({ name: `dr${number}`, kind: 'debug', number, size: 64 });
  REGISTERS.set(`db${number}`, REGISTERS.get(`dr${number}`) as Register);
}
// st is st(0); the others are written in parentheses, which stackRegister reads.
for (let number = 0; number < 8; number++)
  add({ name: number === 0 ? 'st' : `st(${number})`, kind: 'st', number, size: 80 });
for (let number = 0; number < 8; number++) add({ name: `mm${number}`, kind: 'mmx', number, size: 64 });
add({ name: 'rip', kind: 'rip', number: 0, size: 64 });
add({ name: 'eip', kind: 'rip', number: 0, size: 32 });

/** The register of that name in any case, without `%`. */
export function registerNamed(name: string): Register | undefined {
  return REGISTERS.get(name) ?? REGISTERS.get(name.toLowerCase());
}

/** The register of the x87 stack that is meant where `st` was read: `(n)` may follow. */
export function stackRegister(register: Register, scanner: Pick<Scanner, 'match'>): Register {
  if (register.kind !== 'st') return register;
  const number = scanner.match(/\s*\(\s*[0-7]\s*\)/y)?.replace(/\D/g, '') ?? '0';
  return REGISTERS.get(number === '0' ? 'st' : `st(${number})`) ?? register;
}

/** Every name, for suggestions. */
export const REGISTER_NAMES: readonly string[] = [...REGISTERS.keys()];
