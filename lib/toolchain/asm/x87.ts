import type { Encoding } from '../../isa/types';
import type { Candidate } from './mnemonic';

/** Instructions that wait for earlier exceptions are those that do not, after an fwait. SDM vol. 2, "FINIT". */
const WAITING: Readonly<Record<string, string>> = {
  fstcw: 'fnstcw',
  fstsw: 'fnstsw',
  fstenv: 'fnstenv',
  fsave: 'fnsave',
  finit: 'fninit',
  fclex: 'fnclex',
};

/** Letters of a memory operand's size by AT&T suffix: of a floating-point number, and of an integer. */
const FLOATS: Readonly<Record<string, string>> = { s: 'd', l: 'q', t: 't' };
const INTEGERS: Readonly<Record<string, string>> = { s: 'w', l: 'd', q: 'q', ll: 'q' };
const isInteger = (mnemonic: string) => /^fi(add|subr?|mul|divr?|comp?|ld|stt?p?)$/.test(mnemonic);

/**
 * AT&T syntax has the two directions of subtraction and division the wrong way round where the result goes into st(i):
 * an error of the first assemblers for System V that everybody has kept. as(1), "AT&T Syntax bugs".
 */
const SWAPPED = /^f(sub|div)(r?)(p?)$/;
const swap = (name: string) => name.replace(SWAPPED, (_, op, r, p) => `f${op}${r ? '' : 'r'}${p}`);

/** What a spelling of the floating-point unit may mean; nothing where it is none. */
export function* x87Candidates(
  spelling: string,
  syntax: 'att' | 'intel',
  rows: (mnemonic: string) => readonly Encoding[],
): Generator<Candidate> {
  if (spelling[0] !== 'f') return;
  const waiting = WAITING[spelling] ?? WAITING[spelling.replace(/w$/, '')];
  const name = waiting ?? (/^fn?[sl][td][cs]ww$/.test(spelling) ? spelling.slice(0, -1) : spelling);
  const wait = waiting !== undefined || undefined;
  const own = rows(name);
  if (own.length === 0) {
    if (syntax === 'att') yield* suffixed(name, rows);
    return;
  }
  if (!isX87(own[0])) return;
  const reversed = syntax === 'att' ? rows(swap(name)) : own;
  // Without a size AT&T means the first: a float, or a word.
  const first = own.find((row) => /^M/.test(row.operands[0] ?? ''));
  for (const row of own) {
    const inMemory = /^M/.test(row.operands[0] ?? '');
    if (inMemory && syntax === 'att' && row !== first) continue;
    if (row.operands[0] === 'F' && row.operands[1] === 'st') continue;
    yield { row, wait };
  }
  for (const row of reversed) if (row.operands[0] === 'F' && row.operands[1] === 'st') yield { row, wait };
  // fadd alone is faddp.
  if (/^f(add|mul|subr?|divr?)$/.test(name)) {
    const popping = `${syntax === 'att' ? swap(name) : name}p`;
    for (const row of rows(popping)) yield { row, bare: true };
  }
}

/** fldl, fildll, fsubs: an instruction on memory with its size. */
function* suffixed(spelling: string, rows: (mnemonic: string) => readonly Encoding[]): Generator<Candidate> {
  for (const length of [2, 1]) {
    const name = spelling.slice(0, -length);
    const suffix = spelling.slice(-length);
    const letter = (isInteger(name) ? INTEGERS : FLOATS)[suffix];
    if (letter === undefined) continue;
    for (const row of rows(name)) if (isX87(row) && row.operands[0] === `M${letter}`) yield { row };
  }
}

const isX87 = (row: Encoding): boolean =>
  row.map === 0 && row.opcode >= 0xd8 && row.opcode <= 0xdf && !row.vex;

/** Which operands of an x87 row are written; the others are implied: st(1), and the top. */
export function alignStack<T>(
  row: Encoding,
  given: readonly T[],
  bare: boolean,
): (T | undefined)[] | undefined {
  const { operands: specs, mnemonic } = row;
  if (bare) return given.length === 0 ? specs.map(() => undefined) : undefined;
  if (given.length === specs.length) return [...given];
  const pops = specs[0] === 'F' && specs[1] === 'st';
  const alone = /^f(u?com(i|p|ip)?|xch)$/.test(mnemonic) || (pops && mnemonic.endsWith('p'));
  if (specs.length === 2) {
    if (given.length === 0 && alone) return specs.map(() => undefined);
    if (given.length === 1 && (!pops || mnemonic.endsWith('p')))
      return specs.map((spec) => (spec === 'F' ? given[0] : undefined));
  }
  // fnstsw alone stores into ax.
  if (given.length === 0 && specs[0] === 'ax') return [undefined];
  return undefined;
}
