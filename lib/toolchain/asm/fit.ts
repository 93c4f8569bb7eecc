import type { Encoding } from '../../isa/types';
import { number } from './expr';
import { ALL_MATCHED, checkImmediate, mayShorten, showConstant } from './immediate';
import type { Candidate } from './mnemonic';
import { describeOperand, type Operand } from './operand';
import type { Register } from './registers';
import { alignStack } from './x87';

/** Why a row does not take the operands. The one that came furthest is told to the reader. */
export interface Mismatch {
  /** How many operands were taken before it, and a half more where the row all but fits. */
  matched: number;
  /** Empty where there is nothing to tell. */
  message: string;
  /** True when it is about sizes. */
  sizes?: boolean;
  operand?: Operand;
  hint?: string;
}

/** A row that takes the operands, and the sizes that came out. */
export interface Fit {
  candidate: Candidate;
  /** One operand for each of the row's; undefined where the row implies it. */
  operands: (Operand | undefined)[];
  /** Operand size in bits: what v and z mean; and what y means. */
  v: number;
  y: number;
  /** The width of a memory operand of which nothing else tells it; 0 for one that has to be guessed. */
  guessed?: number;
  /** An immediate of which only the low bits go into the instruction. */
  shortened?: Operand & { kind: 'immediate' };
}

const WIDTH: Record<string, number> = { b: 8, w: 16, d: 32, q: 64, t: 80, x: 128 };
const FIXED: Record<string, string> = {
  al: 'al',
  ax: 'ax',
  eax: 'eax',
  rax: 'rax',
  cl: 'cl',
  dx: 'dx',
  fs: 'fs',
  gs: 'gs',
  xmm0: 'xmm0',
  st: 'st',
};
/** Rows that store 16 bits in memory whatever the operand size. SDM vol. 2, "MOV", "STR", "SLDT", "SMSW". */
const STORES_WORD = new Set(['str', 'sldt', 'smsw']);

/** Bits for the kinds of operands, and for each letter of the notation those that it takes. */
const KIND = {
  gpr: 1,
  segment: 2,
  control: 4,
  debug: 8,
  rip: 0,
  immediate: 16,
  memory: 32,
  target: 64,
  xmm: 128,
  st: 256,
  mmx: 512,
};
const TAKES: Record<string, number> = {
  E: KIND.gpr | KIND.memory,
  G: KIND.gpr,
  Z: KIND.gpr,
  R: KIND.gpr,
  M: KIND.memory,
  O: KIND.memory,
  X: KIND.memory,
  Y: KIND.memory,
  S: KIND.segment,
  C: KIND.control,
  D: KIND.debug,
  I: KIND.immediate,
  J: KIND.target,
  '1': KIND.immediate,
  B: KIND.gpr,
  F: KIND.st,
  V: KIND.xmm,
  U: KIND.xmm,
  W: KIND.xmm | KIND.memory,
  P: KIND.mmx,
  N: KIND.mmx,
  Q: KIND.mmx | KIND.memory,
};
const takes = (spec: string) =>
  spec === 'rAX'
    ? KIND.gpr
    : spec === 'xmm0'
      ? KIND.xmm
      : spec === 'st'
        ? KIND.st
        : (TAKES[spec[0]] ?? (/^[fg]s$/.test(spec) ? KIND.segment : KIND.gpr));
const kindsOf = new WeakMap<Encoding, number[]>();

/** False when the kinds of the operands alone rule a row out. */
export function mayFit({ row }: Candidate, given: readonly Operand[]): boolean {
  let kinds = kindsOf.get(row);
  if (!kinds) kindsOf.set(row, (kinds = row.operands.map(takes)));
  if (given.length !== kinds.length) return given.length === kinds.length - 1 || given.length === 0;
  for (let i = 0; i < kinds.length; i++) {
    const operand = given[i];
    const kind = operand.kind === 'register' ? KIND[operand.register.kind] : KIND[operand.kind];
    if (!(kinds[i] & kind)) return false;
  }
  return true;
}

/** Whether a row takes the operands (in Intel order), and with which sizes. */
export function fitRow(candidate: Candidate, given: readonly Operand[]): Fit | Mismatch {
  const { row, predicate } = candidate;
  const named = predicate === undefined ? given : withPredicate(given, predicate);
  const operands = row.operands.some((o) => o === 'F' || o === 'ax')
    ? (alignStack(row, given, candidate.bare ?? false) ?? align(row.operands, given))
    : align(row.operands, row.mnemonic === 'lea' ? wrapAddress(given) : named);
  if (!operands) return { matched: 0, message: '' };
  const matcher = new Matcher(candidate);
  for (let i = 0; i < operands.length; i++) {
    const operand = operands[i];
    if (!operand) continue;
    const problem = matcher.match(row.operands[i], operand);
    if (problem) return { ...problem, matched: Math.max(problem.matched, i + (problem.matched % 1)) };
  }
  const sizes = matcher.settle();
  if ('message' in sizes) return sizes;
  // int and enter have no operand size that a constant could count modulo.
  const size = row.operands.every((o) => /^I[bw]$/.test(o)) ? 64 : row.operands.includes('ax') ? 16 : sizes.v;
  let shortened: Fit['shortened'];
  for (let i = 0; i < operands.length; i++) {
    const operand = operands[i];
    if (operand?.kind !== 'immediate') continue;
    const spec = row.operands[i];
    const problem = checkImmediate(spec, operand, size, candidate.absolute ? 'movabs' : row.mnemonic);
    if (problem && !mayShorten(spec, operand, size < 64 && matcher.byteRow ? 8 : size)) return problem;
    if (problem) shortened = operand;
  }
  return { candidate, operands, ...sizes, shortened };
}

/** The operands of a comparison that has its predicate in its name, with the immediate that it stands for. */
function withPredicate(given: readonly Operand[], predicate: number): readonly Operand[] {
  const range = given[given.length - 1]?.range ?? { start: 0, end: 0 };
  return [...given, { kind: 'immediate', expr: number(predicate), constant: BigInt(predicate), range }];
}

/** lea into 32 bits or less computes an address modulo 2^32, so any 32-bit displacement will do. */
function wrapAddress(given: readonly Operand[]): readonly Operand[] {
  const [to, from] = given;
  const constant = from?.kind === 'memory' ? from.memory.constant : undefined;
  if (to?.kind !== 'register' || to.register.size === 64 || from?.kind !== 'memory' || constant === undefined)
    return given;
  if (constant < 0n || constant > 0xffffffffn) return given;
  return [to, { ...from, memory: { ...from.memory, constant: BigInt.asIntN(32, constant) } }];
}

/** Pairs operands with the row's: all of them, or without those that the spelling implies. */
function align(specs: readonly string[], given: readonly Operand[]): (Operand | undefined)[] | undefined {
  if (given.length === specs.length) return [...given];
  if (given.length === specs.length - 1 && /^(1|xmm0)$/.test(specs[specs.length - 1]))
    return [...given, undefined];
  const isString = specs.some((s) => /^[XY]/.test(s));
  if (!isString) return undefined;
  if (given.length === 0) return specs.map(() => undefined);
  if (given.length === 1 && given[0].kind === 'memory')
    return specs.map((s) => (/^[XY]/.test(s) ? given[0] : undefined));
  return undefined;
}

/** Matches operands one by one and unifies what they say about the operand size. */
class Matcher {
  private v: number | undefined;
  private y: number | undefined;
  private conflict: Mismatch | undefined;
  private guess: string | undefined;
  readonly byteRow: boolean;

  constructor(private readonly candidate: Candidate) {
    const { row, size } = candidate;
    const main = /^(crc32|outs?b?)$/.test(row.mnemonic) ? row.operands[1] : row.operands[0];
    this.byteRow = main !== undefined && (/^[A-Z]b$/.test(main) || main === 'al');
    if (row.mnemonic === 'mov' && row.operands[1] === 'al') this.byteRow = true;
    if (size === undefined || this.byteRow) return;
    if (row.operands.some((o) => /[vz]$|^rAX$/.test(o)) || !row.operands.some((o) => /y$/.test(o)))
      this.v = size;
    else this.y = size;
  }

  match(spec: string, operand: Operand): Mismatch | undefined {
    const { row, source } = this.candidate;
    if (spec === '1')
      return operand.kind === 'immediate' && operand.constant === 1n ? undefined : this.wrongKind(operand);
    if (spec === 'rAX')
      return operand.kind === 'register' && isGeneral(operand.register) && operand.register.number === 0
        ? this.unify('v', operand.register.size, operand)
        : this.wrongKind(operand);
    if (spec in FIXED)
      return operand.kind === 'register' && operand.register.name === FIXED[spec]
        ? undefined
        : this.wrongFixed(spec, operand);
    const place = spec[0];
    const letter = spec[1] ?? '';
    const segmentMove = row.operands.includes('Sw') && place === 'E';
    switch (operand.kind) {
      case 'register': {
        const { register } = operand;
        if (place === 'S') return register.kind === 'segment' ? undefined : this.wrongKind(operand);
        if (place === 'C') return register.kind === 'control' ? undefined : this.wrongKind(operand);
        if ('VWU'.includes(place)) return register.kind === 'xmm' ? undefined : this.wrongKind(operand);
        if ('PNQ'.includes(place)) return register.kind === 'mmx' ? undefined : this.wrongKind(operand);
        if (place === 'F') return register.kind === 'st' ? undefined : this.wrongKind(operand);
        if (place === 'D') return register.kind === 'debug' ? undefined : this.wrongKind(operand);
        if (!'EGZRB'.includes(place) || !isGeneral(register)) return this.wrongKind(operand);
        const selector = segmentMove || (STORES_WORD.has(row.mnemonic) && row.mnemonic !== 'smsw');
        if (selector) return this.segmentSize(register, operand);
        // What comes out of a vector into 32 bits may be named by the whole register, which it clears anyway.
        const whole = register.size === 64 && letter === 'd' && row.w < 0 && row.operands.includes('Vx');
        // The word that goes in is the low one of a register of any size.
        const part = row.mnemonic === 'pinsrw' && letter === 'w' && register.size >= 32;
        if (whole || part || (row.operands.includes('Ux') && register.size === 64)) return undefined;
        return this.unify(letter, register.size, operand);
      }
      case 'memory': {
        if (place === 'O')
          return isAbsolute(operand, this.candidate) ? this.memory(letter, operand) : this.wrongKind(operand);
        if (!'EMXYWQ'.includes(place)) return this.wrongKind(operand);
        if (place === 'X' || place === 'Y') {
          const problem = stringOperand(place, operand);
          return problem ?? this.memory(letter, operand);
        }
        const { constant } = operand.memory;
        if (constant !== undefined && constant !== BigInt.asIntN(32, constant))
          return {
            matched: ALL_MATCHED,
            message: `the displacement ${showConstant(constant)} does not fit in 32 bits`,
            operand,
            hint: 'load the address into a register first',
          };
        if (segmentMove || STORES_WORD.has(row.mnemonic)) {
          this.v = 32;
          return operand.size === undefined || operand.size === 16
            ? undefined
            : this.wrongSize(operand, operand.size, 16);
        }
        return this.memory(source === undefined ? letter : (letterOf(source) ?? letter), operand);
      }
      case 'immediate':
        return place === 'I' ? undefined : this.wrongKind(operand);
      default:
        return place === 'J' ? undefined : this.wrongKind(operand);
    }
  }

  /** The sizes that all operands agree on, or why they do not. */
  settle(): Pick<Fit, 'v' | 'y' | 'guessed'> | Mismatch {
    const { row, size } = this.candidate;
    if (this.conflict) return { ...this.conflict, matched: ALL_MATCHED };
    if (
      size !== undefined &&
      this.byteRow !== (size === 8) &&
      row.operands.length > 0 &&
      row.mnemonic !== 'enter'
    ) {
      return { matched: 0, message: '' };
    }
    const long = row.defaultSize === 64;
    let guessed: number | undefined;
    if (this.guess !== undefined && size === undefined) {
      if (this.guess === 'v') guessed = this.v ?? (long ? 64 : 0);
      else if (this.guess === 'y') guessed = this.y ?? 0;
      else guessed = WIDTH[this.guess];
    }
    const v = this.v ?? (long ? 64 : 32);
    if (long && v === 32 && (row.operands.length === 0 || row.operands.some((o) => /[vz]$|^Is$/.test(o))))
      return {
        matched: ALL_MATCHED,
        message: `'${row.mnemonic}' has no 32-bit form in 64-bit code`,
        hint: 'use the 64-bit register',
      };
    return { v, y: this.y ?? 32, guessed };
  }

  private memory(letter: string, operand: Operand & { kind: 'memory' }): Mismatch | undefined {
    if (letter === '' || letter === 'p') return undefined;
    if (operand.size !== undefined) return this.unify(letter, operand.size, operand);
    this.guess = letter;
    return undefined;
  }

  /** Selectors: 16 bits count, and a wider register costs nothing but for the 16-bit store. */
  private segmentSize(register: Register, operand: Operand): Mismatch | undefined {
    if (register.size === 8) return this.wrongSize(operand, 8, 16);
    const stores = /^[ER]v$/.test(this.candidate.row.operands[0]);
    this.v = stores && register.size === 16 ? 16 : 32;
    return undefined;
  }

  private unify(letter: string, size: number, operand: Operand): Mismatch | undefined {
    if (letter in WIDTH)
      return WIDTH[letter] === size ? undefined : this.wrongSize(operand, size, WIDTH[letter]);
    const allowed = letter === 'y' ? [32, 64] : [16, 32, 64];
    if (!allowed.includes(size)) return this.wrongSize(operand, size, allowed[allowed.length - 1]);
    const known = letter === 'y' ? this.y : this.v;
    if (known !== undefined && known !== size) this.conflict ??= this.wrongSize(operand, size, known);
    if (letter === 'y') this.y = size;
    else this.v = size;
    return undefined;
  }

  private wrongKind(operand: Operand): Mismatch {
    return {
      matched: 0,
      message: `'${this.candidate.row.mnemonic}' does not take ${describeOperand(operand)} here`,
      operand,
    };
  }

  private wrongFixed(spec: string, operand: Operand): Mismatch {
    const wanted = spec === 'cl' ? "'cl' or an immediate" : `'${spec}'`;
    const message = `'${this.candidate.row.mnemonic}' takes ${wanted} here, not ${describeOperand(operand)}`;
    return { matched: 0.5, message, operand };
  }

  private wrongSize(operand: Operand, size: number, wanted: number): Mismatch {
    const what = operand.kind === 'register' ? `'${operand.register.name}'` : 'the memory operand';
    return {
      matched: 0,
      sizes: true,
      message: `${what} has ${size} bits where ${wanted} are wanted`,
      operand,
    };
  }
}

const isGeneral = (register: Register) => register.kind === 'gpr';
const letterOf = (size: number) => Object.keys(WIDTH).find((letter) => WIDTH[letter] === size);

/** The forms with a 64-bit address: on demand, or when the address fits no other form. */
function isAbsolute(operand: Operand & { kind: 'memory' }, candidate: Candidate): boolean {
  const { base, index, constant, displacement } = operand.memory;
  if (base || index || !displacement) return false;
  return candidate.absolute === true || (constant !== undefined && constant !== BigInt.asIntN(32, constant));
}

/** String operands are at rsi and rdi, and the one at rdi is in es. SDM vol. 1 section 7.3.9. */
function stringOperand(place: 'X' | 'Y', operand: Operand & { kind: 'memory' }): Mismatch | undefined {
  const { base, index, displacement, constant, segment } = operand.memory;
  const wanted = place === 'X' ? 6 : 7;
  const plain = base?.number === wanted && !index && (!displacement || constant === 0n);
  if (!plain || base.size !== 64)
    return { matched: 1, message: `this string operand is at (${place === 'X' ? 'rsi' : 'rdi'})`, operand };
  if (place === 'Y' && segment && segment.name !== 'es')
    return { matched: 1, message: "the destination's segment is always es", operand };
  return undefined;
}
