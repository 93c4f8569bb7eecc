import { fxDifferences } from './fx';
import { FLAG_BITS } from './generate';
import { type Case, CODE, type Outcome } from './layout';

const NAMES = [
  'rax',
  'rcx',
  'rdx',
  'rbx',
  'rsp',
  'rbp',
  'rsi',
  'rdi',
  ...Array.from({ length: 8 }, (_, n) => `r${n + 8}`),
];
const COMPARED = Object.values(FLAG_BITS).reduce((sum, bit) => sum | bit, 0);
const PF = 14;
/** Error codes that mean something: #TS #NP #SS #GP #PF #AC. SDM vol. 3, table 7-1. */
const WITH_ERROR_CODE = new Set([10, 11, 12, 13, PF, 17]);

const hex = (n: number | bigint) => `0x${n.toString(16)}`;
const flagNames = (flags: number) =>
  Object.entries(FLAG_BITS)
    .filter(([, bit]) => flags & bit)
    .map(([letter]) => letter)
    .join('') || '-';

/** Flags that the manual leaves undefined where the case ended. */
function undefinedFlags({ code, offset: begin, steps }: Case, rip: bigint): number {
  // A case that ends as it should has run into the int3 after its code; one that jumped away may come from anywhere.
  const at = Number(rip) - CODE - begin;
  const end = at === code.length + 1 ? code.length : at;
  const known = end === code.length || steps.some(({ offset }) => offset === end);
  return steps
    .filter(({ offset }) => !known || offset < end)
    .reduce((flags, step) => (known ? flags & ~step.defined : flags) | step.undefined, 0);
}

/**
 * Exceptions that an access raises: #SS #GP #PF #AC. Which of several comes first is the processor's own affair
 * (SDM vol. 3 section 6.9), and AMD's generations differ: with two operands in memory, and for cmpxchg16b, whose
 * address may be bad and crooked at once.
 */
const OF_ACCESS = new Set([12, 13, PF, 17]);
function mayFaultEitherWay({ code, offset }: Case, rip: bigint): boolean {
  const at = opcodeAt(code, Number(rip) - CODE - offset);
  return (code[at] >= 0xa4 && code[at] <= 0xa7) || (code[at] === 0x0f && code[at + 1] === 0xc7);
}
/** Where the opcode of the instruction at an offset is. */
function opcodeAt(code: Uint8Array, begin: number): number {
  let at = begin;
  while (LEGACY_PREFIXES.has(code[at])) at++;
  return (code[at] & 0xf0) === 0x40 ? at + 1 : at;
}
const LEGACY_PREFIXES = new Set([0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3]);

/**
 * FLDENV, FNSTENV, FRSTOR, FNSAVE, FXSAVE and FXRSTOR access many bytes, in an order that no manual tells: over a page's
 * border any of them may be the one that is reported.
 */
function hasImage({ code, offset }: Case, rip: bigint): boolean {
  const at = opcodeAt(code, Number(rip) - CODE - offset);
  const digit = (n: number) => (code[n] >> 3) & 7;
  if (code[at] === 0xd9 || code[at] === 0xdd) return digit(at + 1) === 4 || digit(at + 1) === 6;
  return code[at] === 0x0f && code[at + 1] === 0xae && digit(at + 2) < 2;
}

/** A bit that MXCSR has on AMD alone, and not here: a case that got it into the register says nothing. */
const MXCSR_MM = 0x20000;

/** What the two processors disagree on, a line each; none when they agree. */
export function differences(test: Case, real: Outcome, ours: Outcome): string[] {
  if (real.mxcsr & MXCSR_MM) return [];
  const lines: string[] = [];
  const differ = (what: string, a: number | bigint, b: number | bigint) => {
    if (a !== b) lines.push(`${what}: real ${hex(a)}, ours ${hex(b)}`);
  };
  const either =
    OF_ACCESS.has(real.vector) && OF_ACCESS.has(ours.vector) && mayFaultEitherWay(test, ours.rip);
  if (!either) differ('vector', real.vector, ours.vector);
  differ('rip', real.rip, ours.rip);
  NAMES.forEach((name, n) => {
    differ(name, real.gpr[n], ours.gpr[n]);
  });
  real.xmm.forEach((value, n) => {
    differ(`xmm${n}`, value, ours.xmm[n]);
  });
  differ('mxcsr', real.mxcsr, ours.mxcsr);
  const mask = COMPARED & ~undefinedFlags(test, real.rip);
  if ((real.flags ^ ours.flags) & mask)
    lines.push(`flags: real ${flagNames(real.flags & mask)}, ours ${flagNames(ours.flags & mask)}`);
  if (!either && real.vector === ours.vector && WITH_ERROR_CODE.has(real.vector)) {
    // Linux reports every address of the upper half as present, so as not to tell what is there: sanitize_error_code.
    const present = real.vector === PF && real.cr2 >> 47n !== 0n ? 1 : 0;
    differ('error code', real.error | present, ours.error | present);
    if (real.vector === PF && !hasImage(test, ours.rip)) differ('cr2', real.cr2, ours.cr2);
  }
  for (const offset of new Set([...real.memory.keys(), ...ours.memory.keys()])) {
    const a = real.memory.get(offset);
    const b = ours.memory.get(offset);
    if (a !== b)
      lines.push(
        `memory +${hex(offset)}: real ${a === undefined ? 'kept' : hex(a)}, ours ${b === undefined ? 'kept' : hex(b)}`,
      );
  }
  const fx = fxDifferences(real.fx, ours.fx, test.rough);
  return [...lines, ...fx];
}
