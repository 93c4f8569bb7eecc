import { type Encoded, encode, type Prefixes } from './encode';
import { AsmError, type Range } from './error';
import { explain } from './explain';
import { type Fit, fitRow, type Mismatch, mayFit } from './fit';
import type { Meaning } from './mnemonic';
import type { Operand } from './operand';

/** Mnemonics whose two operands may be written in either order. */
const COMMUTATIVE = new Set(['test', 'xchg']);

/**
 * Picks the row that GNU as would and encodes it: the shortest, among equals one with a sign-extended byte, then the
 * first of the table. `operands` are in Intel order.
 */
export function assembleInstruction(
  meaning: Meaning,
  operands: readonly Operand[],
  prefixes: Prefixes,
  context: {
    syntax: 'att' | 'intel';
    spelling: string;
    range: Range;
    warn(message: string, range: Range): void;
  },
): Encoded {
  const shape = expand(meaning.mnemonic, operands);
  let fits = fitRows(meaning, shape);
  if (COMMUTATIVE.has(meaning.mnemonic) && shape.length === 2)
    fits = [...fits, ...fitRows(meaning, [shape[1], shape[0]])];
  if (fits.length === 0) throw explain(meaning, shape, context);
  fits = inDirection(settleGuesses(preferWhole(fits), context, shape), prefixes.direction);

  let best: Encoded | undefined;
  let failure: unknown;
  for (const one of fits) {
    if (isPlainNop(one)) continue;
    try {
      const encoded = encode(one, prefixes);
      if (!best || better(encoded, best)) best = encoded;
    } catch (error) {
      failure = error;
    }
  }
  if (best) {
    const cut = best.fit.shortened;
    if (cut) context.warn('the value is cut to the operand size', cut.range);
    return breakpoint(best);
  }
  throw failure;
}

/** An immediate is cut only when no row has room for it. */
function preferWhole(fits: Fit[]): Fit[] {
  const whole = fits.filter((f) => !f.shortened);
  return whole.length > 0 ? whole : fits;
}

/** `{load}` and `{store}`: of two registers the first, or the second, is the one in r/m. */
function inDirection(fits: Fit[], direction: Prefixes['direction']): Fit[] {
  const place = direction === 'load' ? /^[GV]/ : /^[EW]/;
  const wished = direction ? fits.filter(({ candidate: { row } }) => place.test(row.operands[0] ?? '')) : [];
  return wished.length > 0 ? wished : fits;
}

/** The rows that take the operands. Most are ruled out by kinds alone, without further ado. */
function fitRows(meaning: Meaning, operands: readonly Operand[]): Fit[] {
  const fits: Fit[] = [];
  for (const candidate of meaning.candidates) {
    if (!mayFit(candidate, operands)) continue;
    const attempt = fitRow(candidate, operands);
    if (isFit(attempt)) fits.push(attempt);
  }
  return fits;
}

const isFit = (attempt: Fit | Mismatch): attempt is Fit => 'candidate' in attempt;

function better(a: Encoded, b: Encoded): boolean {
  if (a.bytes.length !== b.bytes.length) return a.bytes.length < b.bytes.length;
  const extended = (e: Encoded) => e.fit.candidate.row.operands.includes('Is');
  return extended(a) && !extended(b);
}

/** GNU as writes `int $3` as int3. */
function breakpoint(encoded: Encoded): Encoded {
  const [operand] = encoded.fit.operands;
  const isThree = operand?.kind === 'immediate' && operand.constant === 3n;
  return encoded.fit.candidate.row.mnemonic === 'int' && isThree ? { ...encoded, bytes: [0xcc] } : encoded;
}

/** 90 would leave the upper half of rax alone, which `xchg %eax, %eax` does not. */
function isPlainNop({ candidate: { row }, operands, v }: Fit): boolean {
  const [first] = operands;
  return (
    row.opcode === 0x90 &&
    row.operands[0] === 'Zv' &&
    v === 32 &&
    first?.kind === 'register' &&
    first.register.number === 0
  );
}

/** `imul $5, %eax` is `imul $5, %eax, %eax`. */
function expand(mnemonic: string, operands: readonly Operand[]): readonly Operand[] {
  if (mnemonic === 'imul' && operands.length === 2 && operands[1].kind === 'immediate')
    return [operands[0], operands[0], operands[1]];
  return operands;
}

/** When only a memory operand could tell the size and does not, AT&T means 32 bits and Intel asks. */
function settleGuesses(
  fits: Fit[],
  context: {
    syntax: 'att' | 'intel';
    spelling: string;
    range: Range;
    warn(message: string, range: Range): void;
  },
  operands: readonly Operand[],
): Fit[] {
  const widths = new Set(fits.map((f) => f.guessed).filter((w) => w !== undefined));
  if (!widths.has(0) && widths.size < 2) return fits;
  const memory = operands.find((o) => o.kind === 'memory');
  const range = memory?.range ?? context.range;
  if (context.syntax === 'intel')
    throw new AsmError(
      `operand size missing: '${context.spelling}' could write 8, 16, 32 or 64 bits`,
      range,
      "write the size before the memory operand, as in 'qword ptr [rax]'",
    );
  const wide = fits.filter((f) => f.guessed === 0);
  if (wide.length === 0)
    throw new AsmError(`operand size missing in '${context.spelling}'`, range, 'add a suffix: b, w, l or q');
  context.warn(
    `operand size missing: '${context.spelling}' is taken as '${context.spelling}l'`,
    context.range,
  );
  return wide;
}
