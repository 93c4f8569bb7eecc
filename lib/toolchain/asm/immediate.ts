import type { Mismatch } from './fit';
import type { Operand } from './operand';

/** How far a mismatch came that is about a value or a size alone: every operand was of the right kind. */
export const ALL_MATCHED = 9;

type Immediate = Operand & { kind: 'immediate' };

/** Immediates by letter: b w d 8/16/32 bits, z at most 32, v all, s a byte that is sign-extended. */
export function checkImmediate(
  spec: string,
  operand: Immediate,
  v: number,
  mnemonic: string,
): Mismatch | undefined {
  const { constant } = operand;
  const letter = spec[1];
  if (spec === '1') return undefined;
  if (constant === undefined) {
    // A value that is not known yet gets the widest field, but for moves of 64 bits, which stay sign-extended.
    const unfit = letter === 's' || (letter === 'v' && v === 64 && mnemonic === 'mov');
    return unfit ? { matched: 0, message: '', operand } : undefined;
  }
  const width = immediateWidth(letter, v);
  if (holds(letter, width, v, constant)) return undefined;
  const hint = v === 64 && width === 32 ? 'load it into a register first: mov takes 64 bits' : undefined;
  return {
    matched: ALL_MATCHED,
    message: `${showConstant(constant)} does not fit in ${width} bits`,
    operand,
    hint,
  };
}

/** Whether a field has room for a constant. */
function holds(letter: string, width: number, v: number, constant: bigint): boolean {
  const extended = extend(constant, v);
  if (letter === 's') return inSigned(extended, 8);
  if (letter === 'b' || letter === 'w') return fitsEither(constant, width) || inSigned(extended, width);
  return v === 64 && width < 64
    ? inSigned(constant, width)
    : fitsEither(constant, width) || inSigned(extended, width);
}

/** Below 64 bits 0xffffffff is -1, and up to 16 bits 0xffff too: optimize_imm in gas/config/tc-i386.c. */
function extend(constant: bigint, v: number): bigint {
  if (v === 64 || constant < 0n) return constant;
  if (v <= 16 && constant <= 0xffffn) return BigInt.asIntN(16, constant);
  return constant <= 0xffffffffn ? BigInt.asIntN(32, constant) : constant;
}

/** GNU as cuts an immediate to the operand size, with a warning, where that is below 64 bits. */
export function mayShorten(spec: string, operand: Immediate, size: number): boolean {
  if (operand.constant === undefined || size === 64 || spec[1] === 's' || spec === '1') return false;
  return immediateWidth(spec[1], size) === size;
}

export function immediateWidth(letter: string, v: number): number {
  if (letter === 's' || letter === 'b') return 8;
  if (letter === 'w') return 16;
  return letter === 'v' ? v : Math.min(v, 32);
}

const inSigned = (value: bigint, bits: number) => value === BigInt.asIntN(bits, value);
const fitsEither = (value: bigint, bits: number) =>
  inSigned(value, bits) || value === BigInt.asUintN(bits, value);

export function showConstant(value: bigint): string {
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}
