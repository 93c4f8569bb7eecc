import { type LinkOptions, type LinkResult, link } from '../ld';
import { isLinkers } from '../ld/link';
import { type ObjectFile, writeObject } from '../object';
import { Assembler } from './assembler';
import { AsmError } from './error';
import { foreignSymbol } from './explain';
import { type AsmObject, makeObject } from './object';
import { addressOf } from './relax';
import { suggest } from './suggest';
import type {
  AsmSymbol,
  AssembleObjectOptions,
  AssembleObjectResult,
  AssembleOptions,
  AssembleResult,
  ListingLine,
  StatementPlace,
} from './types';

/** Names that C programs expect from a library. */
const LIBRARY =
  /^_*(printf|puts|putchar|malloc|free|exit|write|read|open|memcpy|memset|strlen|__stack_chk_fail|.*chk)$/;
const BINDINGS: Record<number, AsmSymbol['binding']> = { 0: 'local', 2: 'weak' };
const TYPES: Record<number, AsmSymbol['type']> = { 1: 'object', 2: 'func', 6: 'object', 10: 'func' };

/** Assembles one source into a relocatable object: what `as` does. Nothing is thrown for any source. */
export function assembleObject(source: string, options: AssembleObjectOptions): AssembleObjectResult {
  const { asm, made } = read(source, options);
  const { diagnostics } = asm.reporter;
  return asm.reporter.hasErrors
    ? { diagnostics }
    : { diagnostics, object: made.object, places: placesOf(asm, made) };
}

function placesOf(asm: Assembler, { sections }: AsmObject): StatementPlace[] {
  return asm.emitted.flatMap(({ statement, from, to }) => {
    const section = sections.get(from.fragment.section);
    const offset = addressOf(from);
    return section ? [{ line: statement.line, section, offset, size: addressOf(to) - offset }] : [];
  });
}

/** The bytes of the .o file of a source. */
export function objectBytes(object: ObjectFile): Uint8Array {
  return writeObject(object);
}

/**
 * Assembles and links one source. What GNU `as` and `ld` take, this takes, and it gives the same bytes at the same
 * addresses. Mistakes are in `diagnostics`; nothing is thrown for any source.
 */
export function assemble(source: string, options: AssembleOptions): AssembleResult {
  const { asm, made } = read(source, options);
  if (!asm.reporter.hasErrors) reportUndefined(asm, made);
  if (asm.reporter.hasErrors) return failed(asm);
  const image = link([{ kind: 'object', object: made.object }], linkOptions(options));
  asm.reporter.diagnostics.push(
    ...image.diagnostics.map((d) => (d.line === 0 ? { ...d, ...whole(options.name) } : d)),
  );
  if (image.diagnostics.some((d) => d.severity === 'error')) return failed(asm);
  return {
    diagnostics: asm.reporter.diagnostics,
    listing: listingOf(asm, made, image),
    symbols: image.symbols.map(
      (s): AsmSymbol => ({
        ...s,
        binding: BINDINGS[s.binding] ?? 'global',
        type: TYPES[s.type] ?? 'notype',
      }),
    ),
    sections: image.sections,
    elf: image.elf,
  };
}

const whole = (file: string) => ({ file, line: 1, column: 1, endColumn: 2 });

const failed = (asm: Assembler): AssembleResult => ({
  diagnostics: asm.reporter.diagnostics,
  listing: [],
  symbols: [],
  sections: [],
});

function read(source: string, options: AssembleObjectOptions): { asm: Assembler; made: AsmObject } {
  const asm = new Assembler(options.name, source, options.files);
  if (options.syntax === 'intel') asm.intel = asm.nakedRegisters = true;
  for (const [name, text] of Object.entries(options.defines ?? {})) asm.defineFromOutside(name, text);
  asm.run();
  return { asm, made: makeObject(asm, options.name) };
}

function linkOptions(options: AssembleOptions): LinkOptions {
  const { base, entry, version } = options;
  switch (options.output) {
    case 'flat':
      return { kind: 'flat', base: base ?? 0, strip: 'debug' };
    case 'shared':
      return {
        kind: 'shared',
        base,
        strip: 'all',
        oneSegment: true,
        symbolic: true,
        soname: options.soname ?? options.name,
        versionScript: version && `${version} { global: *; };`,
      };
    default:
      return { kind: 'exec', base, entry };
  }
}

/** Undefined symbols are said here, where the source is at hand: nothing else will be linked in. */
function reportUndefined(asm: Assembler, { object }: AsmObject): void {
  const used = new Set(object.sections.flatMap((s) => s.relocations.map((r) => r.symbol.name)));
  const defined = () => asm.symbols.names().filter((name) => asm.symbols.get(name)?.defined);
  for (const symbol of asm.symbols.values()) {
    if (symbol.defined || symbol.binding === 'weak' || !used.has(symbol.name)) continue;
    if (isLinkers(symbol.name) || /^__(start|stop)_\w+$/.test(symbol.name)) continue;
    const close = suggest(symbol.name, defined());
    let hint = foreignSymbol(symbol.name) ?? (close && `did you mean '${close}'?`);
    if (!hint && LIBRARY.test(symbol.name)) hint = 'no C library is linked in; make the system call itself';
    const span = symbol.usedAt ?? asm.span();
    asm.report('error', new AsmError(`undefined symbol '${symbol.name}'`, undefined, hint), span);
  }
}

function listingOf(asm: Assembler, { sections }: AsmObject, image: LinkResult): ListingLine[] {
  return asm.emitted.flatMap(({ statement, from, to, mnemonic }): ListingLine[] => {
    const section = sections.get(from.fragment.section);
    const offset = addressOf(from);
    const address = section && image.addressOf(section, offset);
    if (address === undefined) return [];
    const length = addressOf(to) - offset;
    const home = image.sections.find(
      (s) => s.address <= address && address < s.address + Math.max(s.size, 1),
    );
    if (!home) return [];
    const bytes = home.bytes.subarray(address - home.address, address - home.address + length);
    return [{ address, bytes, line: statement.line, text: statement.text.trim(), mnemonic }];
  });
}
