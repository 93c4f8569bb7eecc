import { SHF, SHT } from '../../elf';
import { Assembler } from './assembler';
import { DynamicTables } from './dynamic';
import { AsmError } from './error';
import { evaluate } from './evaluate';
import { number } from './expr';
import { type Layout, layOut } from './layout';
import { writeExecutable } from './link';
import { allocateCommons, gather, type OutputSection } from './output';
import { finalAddress, Resolver } from './resolve';
import type { Place } from './section';
import { layOutShared, writeShared } from './shared';
import type { SourceSpan, Sym } from './symbol';
import type { AsmSection, AsmSymbol, AssembleOptions, AssembleResult, ListingLine } from './types';

const NOWHERE: SourceSpan = { statement: { text: '', line: 1, column: 1 }, start: 0, end: 1 };
const DEFAULT_BASE = 0x400000;
/** GNU ld makes a symbol of each version: absolute, without a value. */
const VERSION_SYMBOL: Omit<AsmSymbol, 'name'> = {
  value: 0,
  size: 0,
  binding: 'global',
  type: 'object',
  visibility: 0,
  section: '*ABS*',
};

/**
 * Assembles and links one source. What GNU `as` and `ld` take, this takes, and it gives the same bytes at the same
 * addresses. Mistakes are in `diagnostics`; nothing is thrown for any source.
 */
export function assemble(source: string, options: AssembleOptions): AssembleResult {
  const asm = new Assembler(options.name, source);
  for (const [name, text] of Object.entries(options.defines ?? {})) asm.defineFromOutside(name, text);
  asm.run();
  const bss = asm.sections.get('.bss');
  if (bss) allocateCommons(asm.symbols, bss);
  const outputs = gather(asm.sections.values(), (error, span) => asm.report('error', error, span));
  const image =
    options.output === 'shared' ? linkShared(asm, outputs, options) : linkStatic(asm, outputs, options);
  const failed = hasErrors(asm);
  return {
    diagnostics: asm.reporter.diagnostics,
    listing: failed ? [] : listingOf(asm, outputs, image.bytes),
    symbols: failed ? [] : image.symbols,
    sections: failed ? [] : sectionsOf(image.placed, image.bytes),
    elf: failed ? undefined : image.elf,
  };
}

/** What linking comes to. */
interface Image {
  elf?: Uint8Array;
  symbols: AsmSymbol[];
  /** Sections in the order of the image. */
  placed: OutputSection[];
  bytes: Map<OutputSection, Uint8Array>;
}

const hasErrors = (asm: Assembler) => asm.reporter.hasErrors;

/** An executable, or an image without headers. */
function linkStatic(asm: Assembler, outputs: OutputSection[], options: AssembleOptions): Image {
  const isExecutable = options.output !== 'flat';
  const base = options.base ?? (isExecutable ? DEFAULT_BASE : 0);
  const stack = stackOf(asm);
  const layout = layOut(outputs, base, isExecutable, stack !== undefined);
  provide(asm, layout.symbols);
  const resolved = resolve(asm, outputs);
  const image = { ...resolved, placed: layout.segments.flatMap((s) => s.sections) };
  if (!isExecutable || hasErrors(asm)) return image;
  const entry = entryOf(asm, options.entry ?? '_start');
  if (hasErrors(asm)) return image;
  return { ...image, elf: writeExecutable({ ...resolved, layout, entry, base, stack }) };
}

/** A shared object whose exports are its global symbols. */
function linkShared(asm: Assembler, outputs: OutputSection[], options: AssembleOptions): Image {
  const writable = outputs.find((o) => o.flags & SHF.WRITE && o.size > 0);
  if (writable)
    asm.report(
      'error',
      new AsmError(`a shared image is read-only, so '${writable.name}' cannot be in it`),
      NOWHERE,
    );
  const base = options.base ?? 0;
  const version = options.version;
  const symbols: AsmSymbol[] = [...asm.symbols.values()]
    .filter((s) => s.defined && s.binding !== 'local' && s.visibility === 0)
    .map((s) => ({
      name: s.name,
      value: 0,
      size: 0,
      binding: s.binding,
      type: 'notype',
      visibility: 0,
      section: '*ABS*',
    }));
  if (version) symbols.push({ ...VERSION_SYMBOL, name: version });
  const tables = new DynamicTables({ symbols, soname: options.soname ?? options.name, version });
  const layout = layOutShared(tables, outputs, base);
  provide(asm, [{ name: '__ehdr_start', value: base, always: false }]);
  const resolved = resolve(asm, outputs);
  const image = { ...resolved, placed: layout.sections };
  if (hasErrors(asm)) return image;
  const known = new Map(resolved.symbols.map((s) => [s.name, s]));
  for (const symbol of symbols) Object.assign(symbol, known.get(symbol.name));
  return { ...image, elf: writeShared(layout, tables, resolved.bytes) };
}

/** Fills in every field and gives every symbol its value. */
function resolve(asm: Assembler, outputs: OutputSection[]): Pick<Image, 'bytes' | 'symbols'> {
  const bytes = new Map<OutputSection, Uint8Array>();
  if (hasErrors(asm)) return { bytes, symbols: [] };
  const resolver = new Resolver(asm.symbols, (error, span) => asm.report('error', error, span));
  for (const output of outputs) if (output.type !== SHT.NOBITS) bytes.set(output, resolver.bytes(output));
  return { bytes, symbols: symbolsOf(asm, outputs, resolver) };
}

/** What `.note.GNU-stack` says, or undefined where it is not there. */
function stackOf(asm: Assembler): { executable: boolean } | undefined {
  const note = asm.sections.get('.note.GNU-stack');
  return note && { executable: (note.flags & SHF.EXECINSTR) !== 0 };
}

/** Defines what ld's script defines: some always, the rest where they are asked for. */
function provide(asm: Assembler, symbols: Layout['symbols']): void {
  for (const { name, value, always } of symbols) {
    const symbol = always ? asm.symbols.named(name) : asm.symbols.get(name);
    if (!symbol || symbol.defined) continue;
    symbol.equate = number(value);
    symbol.binding = 'global';
  }
}

/** The address of the entry symbol, of which there has to be one. */
function entryOf(asm: Assembler, name: string): number {
  const symbol = asm.symbols.get(name);
  const hint = `put '.globl ${name}' before it`;
  if (!symbol?.place) {
    const main = asm.symbols.get('main')?.defined;
    const remedy = main
      ? `there is no C library that calls 'main': name it '${name}'`
      : `put '.globl ${name}' and '${name}:' where the program starts`;
    asm.report('error', new AsmError(`the program has no '${name}'`, undefined, remedy), NOWHERE);
    return 0;
  }
  if (symbol.binding === 'local')
    asm.report(
      'warning',
      new AsmError(`'${name}' is not global, so ld would not find it`, undefined, hint),
      NOWHERE,
    );
  return finalAddress(symbol.place);
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
    const stated = symbol.size ?? symbol.alias?.size;
    const size = stated && resolver.value(stated.expr, stated.span);
    const type = symbol.type === 'notype' && symbol.alias ? symbol.alias.type : symbol.type;
    symbols.push({
      name: symbol.name,
      value,
      size: Number(size?.value ?? 0n),
      binding: symbol.binding,
      type: type === 'tls' ? 'object' : type,
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
  return asm.emitted.flatMap(({ statement, from, to, mnemonic }): ListingLine[] => {
    const output = outputOf.get(from.fragment.section);
    if (!output) return [];
    const address = finalAddress(from);
    const start = address - output.address;
    const content = bytes.get(output)?.subarray(start, finalAddress(to) - output.address) ?? none;
    return [{ address, bytes: content, line: statement.line, text: statement.text.trim(), mnemonic }];
  });
}

function sectionsOf(placed: OutputSection[], bytes: Map<OutputSection, Uint8Array>): AsmSection[] {
  const none = new Uint8Array(0);
  return placed.map((s) => ({ name: s.name, address: s.address, size: s.size, bytes: bytes.get(s) ?? none }));
}
