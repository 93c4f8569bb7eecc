import type { Assembler } from '../assembler';
import { AsmError } from '../error';
import { parseExpr } from '../expr';
import type { Scanner } from '../scanner';
import { alreadyDefined, type Sym } from '../symbol';
import type { Directive } from '.';
import { alignmentOf, reserveInBss } from './layout';

/** A list of symbols, each treated alike. */
const each =
  (treat: (symbol: Sym) => void): Directive =>
  (asm, scanner) => {
    do treat(asm.symbols.named(scanner.symbolName()));
    while (scanner.take(','));
    scanner.expectEnd();
  };

const TYPES: Record<string, Sym['type']> = {
  function: 'func',
  gnu_indirect_function: 'ifunc',
  object: 'object',
  tls_object: 'tls',
  common: 'common',
  gnu_unique_object: 'object',
  notype: 'notype',
  stt_func: 'func',
  stt_object: 'object',
  stt_notype: 'notype',
};

const type: Directive = (asm, scanner) => {
  const symbol = asm.symbols.named(scanner.symbolName());
  scanner.take(',');
  const word = scanner.match(/[@%]?"?\w+"?/y) ?? '';
  const name = word.replace(/["@%]/g, '').toLowerCase();
  if (!Object.hasOwn(TYPES, name))
    throw scanner.error(`unknown symbol type '${word}'`, undefined, 'such as @function or @object');
  scanner.expectEnd();
  symbol.type = TYPES[name];
  if (name === 'gnu_unique_object') symbol.unique = true;
};

const size: Directive = (asm, scanner) => {
  const symbol = asm.symbols.named(scanner.symbolName());
  scanner.expect(',');
  const expr = parseExpr(scanner, asm);
  scanner.expectEnd();
  symbol.size = { expr, span: asm.span() };
};

function assignment(asm: Assembler, scanner: Scanner, once: boolean): void {
  const name = scanner.symbolName();
  scanner.expect(',');
  const expr = parseExpr(scanner, asm);
  scanner.expectEnd();
  if (once && asm.symbols.get(name)?.defined) throw alreadyDefined(name);
  asm.assign(name, expr);
  if (once) asm.symbols.named(name).settled = true;
}

const set: Directive = (asm, scanner) => assignment(asm, scanner, false);
const setOnce: Directive = (asm, scanner) => assignment(asm, scanner, true);

/** The alignment that ld gives a common symbol when none is stated: the power of two that holds it, up to 16. */
function commonAlignment(size: bigint): number {
  let alignment = 1;
  while (alignment < 16 && BigInt(alignment) < size) alignment *= 2;
  return alignment;
}

/** `.comm name, size, alignment`: room in .bss that the linker makes; a `.local` before it keeps it local. */
const common: Directive = (asm, scanner) => {
  const symbol = asm.symbols.named(scanner.symbolName());
  scanner.expect(',');
  const bytes = asm.constant(scanner, 'the size');
  const alignment = scanner.take(',')
    ? alignmentOf(asm.constant(scanner, 'the alignment'), false)
    : commonAlignment(bytes);
  scanner.expectEnd();
  if (bytes < 0n || bytes > 2n ** 40n) throw new AsmError(`${bytes} bytes cannot be reserved`);
  if (symbol.place || symbol.equate) throw alreadyDefined(symbol.name);
  if (asm.localCommons.has(symbol)) {
    reserveInBss(asm, symbol, bytes, alignment);
    return;
  }
  symbol.common = {
    size: Math.max(Number(bytes), symbol.common?.size ?? 0),
    alignment: Math.max(alignment, symbol.common?.alignment ?? 1),
  };
  symbol.binding = 'global';
  if (symbol.type === 'notype') symbol.type = 'object';
};

/** `.weakref alias, target`: the alias is the target, which may stay undefined. */
const weakref: Directive = (asm, scanner) => {
  const alias = scanner.symbolName();
  scanner.expect(',');
  const target = asm.symbols.named(scanner.symbolName());
  scanner.expectEnd();
  if (!target.defined && target.binding === 'local') target.binding = 'weak';
  asm.assign(alias, { op: 'symbol', symbol: target, modifier: '', span: asm.span() });
};

/** `.error "text"` and `.err` fail the assembly. */
const fail: Directive = (_, scanner) => {
  const text = scanner.peek() === '"' ? new TextDecoder().decode(scanner.string()) : "'.err' was reached";
  throw new AsmError(text);
};

const syntax =
  (intel: boolean): Directive =>
  (asm, scanner) => {
    const word = scanner.match(/\w+/y);
    scanner.expectEnd();
    if (word !== undefined && word !== 'prefix' && word !== 'noprefix')
      throw new AsmError(`'${word}' is neither 'prefix' nor 'noprefix'`);
    asm.intel = intel;
    asm.nakedRegisters = word === 'noprefix';
  };

/** Directives about symbols, and the few about the assembler itself. */
export const SYMBOLS: Record<string, Directive> = {
  '.globl': each((s) => {
    if (s.binding === 'local') s.binding = 'global';
  }),
  '.weakref': weakref,
  '.weak': each((s) => {
    s.binding = 'weak';
  }),
  '.local': (asm, scanner) => {
    do {
      const symbol = asm.symbols.named(scanner.symbolName());
      symbol.binding = 'local';
      asm.localCommons.add(symbol);
    } while (scanner.take(','));
    scanner.expectEnd();
  },
  '.hidden': each((s) => {
    s.visibility = 2;
  }),
  '.internal': each((s) => {
    s.visibility = 1;
  }),
  '.protected': each((s) => {
    s.visibility = 3;
  }),
  // Every symbol that is not defined is external anyway.
  '.extern': each(() => {}),
  '.type': type,
  '.size': size,
  '.set': set,
  '.equ': set,
  '.equiv': setOnce,
  '.eqv': setOnce,
  '.comm': common,
  '.common': common,
  '.error': fail,
  '.err': fail,
  '.intel_syntax': syntax(true),
  '.att_syntax': syntax(false),
  '.end': (asm) => {
    asm.stopped = true;
  },
  '.abort': fail,
};
SYMBOLS['.global'] = SYMBOLS['.globl'];
