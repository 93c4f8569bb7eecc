import { SHF, SHT } from '../../../elf';
import type { Assembler } from '../assembler';
import { littleEndian } from '../encode';
import { AsmError } from '../error';
import { constantOf } from '../evaluate';
import { number, parseExpr } from '../expr';
import { codePadding } from '../nops';
import { MAX_SPACE } from '../relax';
import { fixedDistance } from '../section';
import type { Sym } from '../symbol';
import type { Directive } from '.';

/** `.align`: the first argument is bytes or a power of two, then the fill, then the most to skip. */
const align =
  (power: boolean, fillSize: 1 | 2 | 4 = 1): Directive =>
  (asm, scanner) => {
    const given = scanner.peek() === ',' ? 0n : asm.constant(scanner, 'an alignment');
    let fill: bigint | undefined;
    let max = Number.POSITIVE_INFINITY;
    if (scanner.take(',')) {
      if (!scanner.atEnd && scanner.peek() !== ',') fill = asm.constant(scanner, 'the fill');
      if (scanner.take(',')) max = Number(asm.constant(scanner, 'the most to skip')) || max;
    }
    scanner.expectEnd();
    alignTo(asm, alignmentOf(given, power), fill, fillSize, max);
  };

export function alignmentOf(given: bigint, power: boolean): number {
  if (power) {
    if (given < 0n || given > 31n)
      throw new AsmError(`an alignment of 2 to the power of ${given} is not possible`);
    return 2 ** Number(given);
  }
  if (given === 0n) return 1;
  if (given < 0n || given > 2n ** 31n || (given & (given - 1n)) !== 0n) {
    throw new AsmError(`an alignment is a power of two, which ${given} is not`);
  }
  return Number(given);
}

function alignTo(
  asm: Assembler,
  alignment: number,
  fill: bigint | undefined,
  fillSize: number,
  max: number,
): void {
  const { section } = asm.position;
  // A fill of 0x90 in code asks for no-operations too, and may get longer ones: md_do_align in gas/config/tc-i386.h.
  const nops = section.executable && (fill === undefined || (fill === 0x90n && fillSize === 1));
  const pattern = nops ? 'nops' : Uint8Array.from(littleEndian(fill ?? 0n, fillSize));
  if (alignment > 1) asm.close({ kind: 'align', alignment, pattern, max });
  section.alignment = Math.max(section.alignment, alignment);
}

/** `.skip count, fill` */
const skip: Directive = (asm, scanner) => {
  const expr = parseExpr(scanner, asm);
  const fill = scanner.take(',') ? Number(BigInt.asUintN(8, asm.constant(scanner, 'the fill'))) : 0;
  scanner.expectEnd();
  const count = constantOf(expr, fixedDistance);
  if (asm.absolute !== undefined) {
    if (count === undefined || fill !== 0) throw new AsmError("behind '.struct' a count of zeros is known");
    asm.absolute += count;
    return;
  }
  if (count === undefined) asm.close({ kind: 'space', count: expr, fill, span: asm.span() });
  else reserve(asm, count, Uint8Array.of(fill));
};

function reserve(asm: Assembler, count: bigint, pattern: Uint8Array): void {
  if (count < 0n) {
    asm.warn('a negative count writes nothing');
    return;
  }
  if (count * BigInt(pattern.length) > BigInt(MAX_SPACE)) throw new AsmError(`${count} bytes are too many`);
  if (!asm.position.section.hasBytes && pattern.some((b) => b !== 0))
    throw new AsmError(`section '${asm.position.section.name}' holds zeros only`);
  if (count > 0n) asm.close({ kind: 'fill', count: Number(count), pattern });
}

/** `.fill repeat, size, value`: sizes over 8 count as 8, of which the value fills the low four bytes. */
const fill: Directive = (asm, scanner) => {
  const expr = parseExpr(scanner, asm);
  let size = 1n;
  let value = 0n;
  if (scanner.take(',')) {
    size = asm.constant(scanner, 'the size');
    if (scanner.take(',')) value = asm.constant(scanner, 'the value');
  }
  scanner.expectEnd();
  if (size < 0n) throw new AsmError('the size is negative');
  const width = Number(size > 8n ? 8n : size);
  const pattern = Uint8Array.from({ length: width }, (_, i) =>
    i < 4 ? Number((value >> BigInt(8 * i)) & 0xffn) : 0,
  );
  const count = constantOf(expr, fixedDistance);
  if (count !== undefined) {
    if (width > 0) reserve(asm, count, pattern);
  } else if (width === 1) asm.close({ kind: 'space', count: expr, fill: pattern[0], span: asm.span() });
  else throw new AsmError('the count has to be known here when the size is not 1');
};

/** `.dcb.l count, value` and `.ds.l count`: as many units of one size. */
const blocks =
  (size: number): Directive =>
  (asm, scanner) => {
    const count = asm.constant(scanner, 'the count');
    const value = scanner.take(',') ? asm.constant(scanner, 'the value') : 0n;
    scanner.expectEnd();
    reserve(asm, count, Uint8Array.from(littleEndian(value, size)));
  };

/** `.nops size, longest`: no-operations in so many bytes. */
const nops: Directive = (asm, scanner) => {
  const size = asm.constant(scanner, 'the size');
  const longest = scanner.take(',') ? asm.constant(scanner, 'the longest') : 0n;
  scanner.expectEnd();
  if (size < 0n || size > 65536n || longest < 0n || longest > 11n)
    throw new AsmError(`${size} bytes of no-operations up to ${longest} bytes are not possible`);
  const step = Number(longest) || 11;
  for (let left = Number(size); left > 0; left -= step) asm.bytes(codePadding(Math.min(left, step)));
};

const org: Directive = (asm, scanner) => {
  const target = parseExpr(scanner, asm);
  const byte = scanner.take(',') ? Number(BigInt.asUintN(8, asm.constant(scanner, 'the fill'))) : 0;
  scanner.expectEnd();
  asm.close({ kind: 'org', target, fill: byte, span: asm.span() });
};

/** `.lcomm name, size, alignment` */
const localCommon: Directive = (asm, scanner) => {
  const name = scanner.symbolName();
  scanner.expect(',');
  const size = asm.constant(scanner, 'the size');
  const alignment = scanner.take(',')
    ? alignmentOf(asm.constant(scanner, 'the alignment'), false)
    : alignmentFor(size);
  scanner.expectEnd();
  reserveInBss(asm, asm.symbols.named(name), size, alignment);
};

/** Makes room for a symbol in .bss, behind what the source puts there itself: bss_alloc in gas/config/obj-elf.c. */
export function reserveInBss(asm: Assembler, symbol: Sym, size: bigint, alignment: number): void {
  const { position, previous } = asm;
  asm.switchTo(asm.section('.bss', SHF.ALLOC | SHF.WRITE, SHT.NOBITS), 1);
  try {
    alignTo(asm, alignment, undefined, 1, Number.POSITIVE_INFINITY);
    asm.symbols.define(symbol.name, asm.here());
    symbol.type = 'object';
    symbol.size = { expr: number(size), span: asm.span() };
    reserve(asm, size, new Uint8Array(1));
  } finally {
    asm.position = position;
    asm.previous = previous;
  }
}

/** The alignment of .lcomm when none is given: the largest power of two in the size, up to 8. */
function alignmentFor(size: bigint): number {
  let alignment = 1;
  while (alignment < 8 && BigInt(alignment * 2) <= size) alignment *= 2;
  return alignment;
}

/** Directives that place and reserve. */
export const LAYOUT: Record<string, Directive> = {
  '.align': align(false),
  '.balign': align(false),
  '.balignw': align(false, 2),
  '.balignl': align(false, 4),
  '.p2align': align(true),
  '.p2alignw': align(true, 2),
  '.p2alignl': align(true, 4),
  '.struct': (asm, scanner) => {
    asm.absolute = asm.constant(scanner, 'the offset');
    scanner.expectEnd();
  },
  '.skip': skip,
  '.space': skip,
  '.zero': skip,
  '.fill': fill,
  '.ds': blocks(2),
  '.ds.b': blocks(1),
  '.ds.w': blocks(2),
  '.ds.l': blocks(4),
  '.ds.d': blocks(8),
  '.ds.s': blocks(4),
  '.dcb': blocks(2),
  '.dcb.b': blocks(1),
  '.dcb.w': blocks(2),
  '.dcb.l': blocks(4),
  '.nops': nops,
  '.nop': (asm, scanner) => {
    scanner.expectEnd();
    asm.bytes([0x90]);
  },
  '.org': org,
  '.lcomm': localCommon,
};
