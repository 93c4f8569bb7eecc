import { fxDifferences } from './fx';
import { FLAG_BITS } from './generate';
import { type Case, CODE, type Outcome } from './layout';
import { openAspects } from './open';

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

/** What the two processors disagree on, a line each; none when they agree. */
export function differences(test: Case, real: Outcome, ours: Outcome, vendor: string): string[] {
  const open = openAspects(test, real, ours, vendor);
  if (open.has('all')) return [];
  const lines: string[] = [];
  const differ = (what: string, a: number | bigint, b: number | bigint) => {
    if (a !== b) lines.push(`${what}: real ${hex(a)}, ours ${hex(b)}`);
  };
  if (!open.has('fault')) differ('vector', real.vector, ours.vector);
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
  if (!open.has('fault') && real.vector === ours.vector && WITH_ERROR_CODE.has(real.vector)) {
    // Linux reports every address of the upper half as present, so as not to tell what is there: sanitize_error_code.
    const present = real.vector === PF && real.cr2 >> 47n !== 0n ? 1 : 0;
    if (!open.has('address')) {
      differ('error code', real.error | present, ours.error | present);
      if (real.vector === PF) differ('cr2', real.cr2, ours.cr2);
    }
  }
  const changed = open.has('memory') ? [] : new Set([...real.memory.keys(), ...ours.memory.keys()]);
  for (const offset of changed) {
    const a = real.memory.get(offset);
    const b = ours.memory.get(offset);
    if (a !== b)
      lines.push(
        `memory +${hex(offset)}: real ${a === undefined ? 'kept' : hex(a)}, ours ${b === undefined ? 'kept' : hex(b)}`,
      );
  }
  if (open.has('x87')) return lines;
  return [...lines, ...fxDifferences(real.fx, ours.fx, test.rough, !open.has('pointers'))];
}
