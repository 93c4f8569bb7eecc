import { littleEndian } from './encode';
import { AsmError } from './error';
import { evaluate, type Value } from './evaluate';
import { foreignSymbol } from './explain';
import type { Expr } from './expr';
import { linkerPadding } from './nops';
import type { OutputSection } from './output';
import { emitSection, type Report } from './relax';
import type { Fixup, Fragment, Place } from './section';
import { suggest } from './suggest';
import type { SourceSpan, Sym, SymbolTable } from './symbol';

/** Names that C programs expect from a library. */
const LIBRARY =
  /^_*(printf|puts|putchar|malloc|free|exit|write|read|open|memcpy|memset|strlen|__stack_chk_fail|.*chk)$/;

export const finalAddress = (place: Place) =>
  place.fragment.section.address + place.fragment.address + place.offset;

/** Fills in every field now that addresses are known. */
export class Resolver {
  private readonly complained = new Set<Sym>();

  constructor(
    private readonly symbols: SymbolTable,
    private readonly report: Report,
  ) {}

  /** The bytes of an output section. */
  bytes(output: OutputSection): Uint8Array {
    const out = new Uint8Array(output.size);
    let filled = 0;
    for (const input of output.inputs) {
      const start = input.address - output.address;
      if (input.executable) out.set(linkerPadding(start - filled), filled);
      const fragments = input.fragments();
      const last = fragments[fragments.length - 1];
      const bytes = emitSection(input, last.address + last.length + last.tailSize);
      out.set(bytes, start);
      filled = start + bytes.length;
      for (const fragment of fragments) {
        for (const fixup of fragment.fixups) this.apply(out, start, fragment, fixup);
        const jump = jumpFixup(fragment);
        if (jump) this.apply(out, start, fragment, jump);
      }
    }
    return out;
  }

  /** The value of an expression in the finished image, or undefined after an error. */
  value(expr: Expr, span: SourceSpan): { value: bigint; relative: boolean } | undefined {
    const value = evaluate(expr, (from, to) => finalAddress(to) - finalAddress(from));
    if (!value) {
      const missing = undefinedIn(expr);
      if (missing) {
        this.undefined(missing, span);
        return undefined;
      }
      this.report(
        new AsmError(
          'the value depends on an address in a way that no file can hold',
          undefined,
          'only sums and differences of addresses work',
        ),
        span,
      );
      return undefined;
    }
    const add = this.term(value.add, span);
    const sub = this.term(value.sub, span);
    if (add === undefined || sub === undefined) return undefined;
    return { value: value.constant + add - sub, relative: Boolean(value.add) !== Boolean(value.sub) };
  }

  private term(term: Value['add'], span: SourceSpan): bigint | undefined {
    if (!term) return 0n;
    if ('fragment' in term) return BigInt(finalAddress(term));
    if (term.binding === 'weak') return 0n;
    this.undefined(term, span);
    return undefined;
  }

  private undefined(symbol: Sym, span: SourceSpan): void {
    if (this.complained.has(symbol)) return;
    this.complained.add(symbol);
    const at = symbol.usedAt ?? span;
    const numeric = /^(\d+)f$/.exec(symbol.name);
    if (numeric && symbol.temporary) {
      this.report(new AsmError(`there is no label '${numeric[1]}:' after this`), at);
      return;
    }
    const defined = this.symbols.names().filter((name) => this.symbols.get(name)?.defined);
    const close = suggest(symbol.name, defined);
    let hint = foreignSymbol(symbol.name) ?? (close && `did you mean '${close}'?`);
    if (!hint && LIBRARY.test(symbol.name)) hint = 'no C library is linked in; make the system call itself';
    this.report(new AsmError(`undefined symbol '${symbol.name}'`, undefined, hint), at);
  }

  private apply(out: Uint8Array, start: number, fragment: Fragment, fixup: Fixup): void {
    const found = this.value(fixup.expr, fixup.span);
    if (!found) return;
    const { kind, size, span } = fixup;
    const bits = size * 8;
    const base = fragment.section.address + fragment.address;
    const value = kind === 'pcrel' ? found.value - BigInt(base + fixup.end) : found.value;
    const signed = value === BigInt.asIntN(bits, value);
    const unsigned = value === BigInt.asUintN(bits, value);
    // An address in a 32-bit field is zero-extended by what reads it: R_X86_64_32.
    const fits = kind === 'any' ? unsigned || (signed && !(found.relative && bits === 32)) : signed;
    if (!fits && bits < 64) this.report(outOfRange(kind, bits, value), span);
    out.set(littleEndian(value, size), start + fragment.address + fixup.offset);
  }
}

/** A symbol of the expression that nothing defines. */
function undefinedIn(expr: Expr): Sym | undefined {
  if (expr.op === 'symbol') return expr.symbol.defined ? undefined : expr.symbol;
  if (expr.op === 'binary') return undefinedIn(expr.left) ?? undefinedIn(expr.right);
  return 'arg' in expr ? undefinedIn(expr.arg) : undefined;
}

function outOfRange(kind: Fixup['kind'], bits: number, value: bigint): AsmError {
  const shown = value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
  if (kind !== 'pcrel') return new AsmError(`the value ${shown} does not fit in ${bits} bits`);
  return new AsmError(
    `the target is ${value < 0n ? -value : value} bytes away, out of reach of ${bits} bits`,
    undefined,
    bits === 8 ? 'this instruction has a short form only; jump around a jmp' : undefined,
  );
}

/** The field of a relaxed jump. */
function jumpFixup(fragment: Fragment): Fixup | undefined {
  const { tail } = fragment;
  if (tail?.kind !== 'jump') return undefined;
  const opcode = tail.near ? tail.opcode.near : tail.opcode.short;
  return {
    offset: fragment.length + opcode.length,
    size: tail.near ? 4 : 1,
    expr: tail.target,
    kind: 'pcrel',
    end: fragment.length + fragment.tailSize,
    span: tail.span,
  };
}
