import { SHF, SHT } from '../../elf';
import { Assembler } from './assembler';
import { AsmError } from './error';
import { evaluate } from './evaluate';
import { number } from './expr';
import { type Layout, layOut } from './layout';
import { writeExecutable } from './link';
import { allocateCommons, gather, type OutputSection } from './output';
import { finalAddress, Resolver } from './resolve';
import type { Place } from './section';
import type { SourceSpan, Sym } from './symbol';
import type { AsmSection, AsmSymbol, AssembleOptions, AssembleResult, ListingLine } from './types';

const NOWHERE: SourceSpan = { statement: { text: '', line: 1, column: 1 }, start: 0, end: 1 };
const DEFAULT_BASE = 0x400000;

/**
 * Assembles and links one source. What GNU `as` and `ld` take, this takes, and it gives the same bytes at the same
 * addresses. Mistakes are in `diagnostics`; nothing is thrown for any source.
 */
export function assemble(source: string, options: AssembleOptions): AssembleResult {
  const asm = new Assembler(options.name, source);
  for (const [name, text] of Object.entries(options.defines ?? {})) asm.defineFromOutside(name, text);
  asm.run();
  const report = (error: AsmError, span: SourceSpan) => asm.report('error', error, span);
  const failed = () => asm.diagnostics.some((d) => d.severity === 'error');

  const bss = asm.sections.get('.bss');
  if (bss) allocateCommons(asm.symbols, bss);
  const outputs = gather(asm.sections.values(), report);
  const output = options.output ?? 'exec';
  const base = options.base ?? (output === 'exec' ? DEFAULT_BASE : 0);
  const stack = stackOf(asm);
  const layout = layOut(outputs, base, output === 'exec', stack !== undefined);
  provide(asm, layout);

  const resolver = new Resolver(asm.symbols, report);
  const bytes = new Map<OutputSection, Uint8Array>();
  if (!failed()) for (const o of outputs) if (o.type !== SHT.NOBITS) bytes.set(o, resolver.bytes(o));
  const symbols = failed() ? [] : symbolsOf(asm, outputs, resolver);
  const entry = output === 'exec' ? entryOf(asm, symbols, options.entry ?? '_start', report) : 0;
  const result: AssembleResult = {
    diagnostics: asm.diagnostics.sort((a, b) =>
      a.severity === 'note' || b.severity === 'note' ? 0 : a.line - b.line,
    ),
    listing: failed() ? [] : listingOf(asm, outputs, bytes),
    symbols,
    sections: failed() ? [] : sectionsOf(layout, bytes),
  };
  if (!failed() && output === 'exec')
    result.elf = writeExecutable({ layout, bytes, symbols, entry, base, stack });
  return result;
}

/** What `.note.GNU-stack` says, or undefined where it is not there. */
function stackOf(asm: Assembler): { executable: boolean } | undefined {
  const note = asm.sections.get('.note.GNU-stack');
  return note && { executable: (note.flags & SHF.EXECINSTR) !== 0 };
}

/** Defines what ld's script defines: some always, the rest where they are asked for. */
function provide(asm: Assembler, layout: Layout): void {
  for (const { name, value, always } of layout.symbols) {
    const symbol = always ? asm.symbols.named(name) : asm.symbols.get(name);
    if (!symbol || symbol.defined) continue;
    symbol.equate = number(value);
    symbol.binding = 'global';
  }
}

function entryOf(
  asm: Assembler,
  symbols: AsmSymbol[],
  name: string,
  report: (e: AsmError, s: SourceSpan) => void,
): number {
  const entry = symbols.find((s) => s.name === name);
  if (entry) {
    if (entry.binding === 'local')
      asm.report(
        'warning',
        new AsmError(`'${name}' is not global, so ld would not find it`, undefined, `add '.globl ${name}'`),
        NOWHERE,
      );
    return entry.value;
  }
  // Without errors so far the symbol really is missing; with errors the list is not made.
  if (asm.symbols.get(name)?.defined) return 0;
  const main = asm.symbols.get('main')?.defined;
  const hint = main
    ? `there is no C library that calls 'main': name it '${name}'`
    : `put '.globl ${name}' and '${name}:' where the program starts`;
  report(new AsmError(`the program has no '${name}'`, undefined, hint), NOWHERE);
  return 0;
}

function symbolsOf(asm: Assembler, outputs: OutputSection[], resolver: Resolver): AsmSymbol[] {
  const sectionNames = new Map(outputs.flatMap((o) => o.inputs.map((input) => [input, o.name] as const)));
  const symbols: AsmSymbol[] = [];
  for (const symbol of asm.symbols.values()) {
    if (symbol.temporary || !symbol.defined) continue;
    const expr = symbol.equate;
    const place = symbol.place ?? (expr && placeOf(symbol));
    if (place && !sectionNames.has(place.fragment.section)) continue;
    const value = symbol.place
      ? finalAddress(symbol.place)
      : Number(expr ? (resolver.value(expr, NOWHERE)?.value ?? 0n) : 0n);
    const size = symbol.size && resolver.value(symbol.size.expr, symbol.size.span);
    symbols.push({
      name: symbol.name,
      value,
      size: Number(size?.value ?? 0n),
      binding: symbol.binding,
      type: symbol.type === 'tls' ? 'object' : symbol.type,
      visibility: symbol.visibility,
      section: (place && sectionNames.get(place.fragment.section)) ?? '*ABS*',
    });
  }
  return symbols;
}

/** The place that an equated symbol comes to, when it is an address. */
function placeOf(symbol: Sym): Place | undefined {
  const value = symbol.equate && evaluate(symbol.equate, (from, to) => finalAddress(to) - finalAddress(from));
  return value?.add && !value.sub && 'fragment' in value.add ? value.add : undefined;
}

function listingOf(
  asm: Assembler,
  outputs: OutputSection[],
  bytes: Map<OutputSection, Uint8Array>,
): ListingLine[] {
  const outputOf = new Map(outputs.flatMap((o) => o.inputs.map((input) => [input, o] as const)));
  const none = new Uint8Array(0);
  return asm.emitted.flatMap(({ statement, from, to }): ListingLine[] => {
    const output = outputOf.get(from.fragment.section);
    if (!output) return [];
    const address = finalAddress(from);
    const start = address - output.address;
    const content = bytes.get(output)?.subarray(start, finalAddress(to) - output.address) ?? none;
    return [{ address, bytes: content, line: statement.line, text: statement.text.trim() }];
  });
}

function sectionsOf(layout: Layout, bytes: Map<OutputSection, Uint8Array>): AsmSection[] {
  return layout.segments
    .flatMap((s) => s.sections)
    .map((s) => ({
      name: s.name,
      address: s.address,
      size: s.size,
      bytes: bytes.get(s) ?? new Uint8Array(0),
    }));
}
