import { type ElfSymbol, SHF, SHN, SHT, STB, STT, STV } from '../../elf';
import { linkerPadding } from '../asm/nops';
import { suggest } from '../asm/suggest';
import type { ObjectSection } from '../object';
import { alignUp } from './bytes';
import { Target } from './context';
import { DynamicSections, packRelative } from './dynamic';
import { settleFrames } from './frames';
import { frameTable } from './frametable';
import { isExportable, markLive } from './gc';
import { InputSection, type LinkSymbol, OutputSection, Synthetic } from './input';
import { type Layout, layOut } from './layout';
import { mergeSections } from './merge';
import { gather, outputName, settle } from './output';
import { describePlace, type Place, Problems } from './problems';
import { relocate } from './relocate';
import { Resolution } from './resolve';
import { scan } from './scan';
import { sortRelocations, Tables } from './tables';
import type { ImageSymbol, LinkInput, LinkOptions, LinkResult } from './types';
import { parseVersionScript, type VersionNode, versionOf } from './versions';
import { writeImage } from './write';

const DEFAULT_BASE = 0x400000;
const INTERPRETER = '/lib64/ld-linux-x86-64.so.2';
/** What an image may take in the file. */
const MAX_FILE = 256 * 2 ** 20;
/** Passes until DT_RELR, whose size depends on addresses, is settled. */
const MAX_PASSES = 10;

/**
 * Links objects, archives and libraries. What GNU `ld` takes, this takes; one object linked statically comes out with
 * the bytes that `ld -static` gives. Mistakes are in `diagnostics`; nothing is thrown for any input.
 */
export function link(inputs: readonly LinkInput[], options: LinkOptions = {}): LinkResult {
  return new Linker(inputs, options).run();
}

class Linker {
  private readonly problems = new Problems();
  private readonly resolution: Resolution;
  private readonly target: Target;
  private readonly tables: Tables;
  private readonly versions: VersionNode[];
  private outputs = new Map<string, OutputSection>();
  private dynamic: DynamicSections | undefined;
  /** Symbols that are used and nowhere defined, with their first places. */
  private readonly missing = new Map<LinkSymbol, Place[]>();
  private readonly entryName: string;
  private readonly isStatic: boolean;

  constructor(
    inputs: readonly LinkInput[],
    private readonly options: LinkOptions,
  ) {
    const kind = options.kind ?? 'exec';
    const hasLibraries = inputs.some((input) => input.kind === 'shared');
    this.isStatic = options.static ?? (kind === 'exec' && !hasLibraries);
    const dynamic = kind === 'shared' || (kind !== 'flat' && !this.isStatic);
    this.target = new Target(kind, dynamic, options.symbolic ?? false);
    this.tables = new Tables(this.target, options.packRelative ?? false);
    this.resolution = new Resolution(inputs, this.problems);
    this.versions = options.versionScript ? parseVersionScript(options.versionScript, this.problems) : [];
    this.entryName = options.entry ?? '_start';
  }

  run(): LinkResult {
    const { resolution, problems } = this;
    const wantsEntry = this.target.kind === 'exec' || this.target.kind === 'pie';
    this.takeDefines();
    resolution.run([...(wantsEntry ? [this.entryName] : []), ...(this.options.undefined ?? [])]);
    if (this.isStatic && resolution.libraries.length)
      problems.error(
        `'${resolution.libraries[0].name}' is a shared object, which a static program cannot use`,
        undefined,
        'link its archive (.a), or leave out -static',
      );
    this.chooseExports();
    markLive(resolution.files, this.roots(), this.options.gcSections ?? false);
    mergeSections(resolution.files, outputName);
    const frames = settleFrames(resolution.files);
    this.dropProperties();
    this.outputs = gather(resolution.files, this.options.strip === undefined && this.target.kind !== 'flat');
    this.allocateCommons();
    this.provideEarly();
    scan(resolution.files, {
      target: this.target,
      tables: this.tables,
      problems,
      strict: !this.target.isShared || (this.options.noUndefined ?? false),
      undefined: (symbol, place) => this.noteMissing(symbol, place),
      copy: (symbol) => this.copy(symbol),
    });
    this.reportMissing();
    const ehFrame = this.outputs.get('.eh_frame');
    const asked = this.options.ehFrameHdr || this.resolution.globals.get('__GNU_EH_FRAME_HDR')?.provided;
    if (asked && ehFrame && frames.length)
      this.addSection('.eh_frame_hdr', SHT.PROGBITS, SHF.ALLOC, frameTable(frames, ehFrame));
    this.addTables();
    if (problems.failed) return this.result();
    const layout = this.settleLayout();
    this.provide(layout);
    if (this.tooLarge()) return this.result();
    return this.finish(layout);
  }

  private takeDefines(): void {
    for (const [name, value] of Object.entries(this.options.defines ?? {})) {
      const symbol = this.resolution.global(name);
      symbol.binding = STB.GLOBAL;
      symbol.state = 'absolute';
      if (typeof value === 'number') symbol.value = value;
      else {
        const other = this.resolution.global(value);
        this.resolution.want(other);
        symbol.aliasOf = other;
      }
    }
  }

  /** Sorts out which symbols other modules see, and their versions. */
  private chooseExports(): void {
    const { target, resolution, versions } = this;
    if (!target.dynamic) return;
    const wanted = new Set(resolution.libraries.flatMap((library) => library.wants));
    for (const symbol of resolution.globals.values()) {
      const found = versions.length ? versionOf(versions, symbol.name.replace(/(.)@.*/, '$1')) : undefined;
      if (symbol.isDefinedHere && found && symbol.version === undefined) {
        if (found.local) symbol.hidden = true;
        else if (found.node.name !== '') symbol.version = found.node.name;
      }
      if (!isExportable(symbol) || symbol.hidden) continue;
      symbol.exported = target.isShared || (this.options.exportDynamic ?? false) || wanted.has(symbol.name);
    }
    for (const { name } of versions) {
      // GNU ld makes a symbol of each version: absolute, without a value.
      if (name === '' || !target.isShared) continue;
      const symbol = resolution.global(name);
      if (symbol.state !== 'undefined') continue;
      Object.assign(symbol, { state: 'absolute', type: STT.OBJECT, version: name, exported: true });
    }
  }

  private roots(): LinkSymbol[] {
    const { resolution } = this;
    const names = [this.entryName, '_init', '_fini', ...(this.options.undefined ?? [])];
    const named = names.map((name) => resolution.globals.get(name)).filter((s) => s !== undefined);
    return [...named, ...[...resolution.globals.values()].filter((s) => s.exported || s.aliasOf)];
  }

  /** Features of the processor hold for a program only when all its objects have them. */
  private dropProperties(): void {
    const { files } = this.resolution;
    const notes = files.flatMap((file) =>
      [...file.sections.values()].filter((s) => s.section.name === '.note.gnu.property'),
    );
    const [first] = notes;
    const same =
      notes.length === files.length &&
      notes.every((n) => {
        const [a, b] = [n.section.bytes, first.section.bytes];
        return a.length === b.length && a.every((byte, i) => byte === b[i]);
      });
    for (const note of notes) note.live = same && note === first;
  }

  /** Makes room in .bss for common symbols, behind everything else and in the order that GNU ld comes upon them. */
  private allocateCommons(): void {
    const commons = [...this.resolution.globals.values()].filter((s) => s.state === 'common');
    for (const symbol of commons.sort((a, b) => bucket(a.name) - bucket(b.name))) {
      const chunk = new Synthetic(symbol.alignment);
      chunk.size = symbol.size;
      this.bss().add(chunk);
      symbol.chunk = chunk;
      symbol.value = 0;
    }
  }

  private bss(): OutputSection {
    return this.output('.bss', SHT.NOBITS, SHF.ALLOC | SHF.WRITE);
  }

  private output(name: string, type: number, flags: number): OutputSection {
    let output = this.outputs.get(name);
    if (!output) this.outputs.set(name, (output = new OutputSection(name, flags, type)));
    return output;
  }

  private addSection(
    name: string,
    type: number,
    flags: number,
    chunk: Synthetic,
    entsize = 0,
  ): OutputSection {
    const output = this.output(name, type, flags);
    output.entsize = entsize;
    output.flags |= flags;
    output.add(chunk);
    return output;
  }

  /** Symbols that the linker defines, so that they count as defined while relocations are looked at. */
  private provideEarly(): void {
    for (const symbol of this.resolution.globals.values()) {
      if (symbol.state !== 'undefined' && !(symbol.state === 'shared' && isLinkers(symbol.name))) continue;
      if (!this.isProvided(symbol.name)) continue;
      symbol.provided = true;
      symbol.state = 'defined';
      symbol.chunk = new Synthetic(1);
      symbol.binding = STB.GLOBAL;
      symbol.visibility = HIDDEN.test(symbol.name) ? STV.HIDDEN : symbol.visibility;
      if (symbol.name === '_TLS_MODULE_BASE_') symbol.type = STT.TLS;
    }
  }

  private isProvided(name: string): boolean {
    const around = /^__(?:start|stop)_(\w+)$/.exec(name);
    if (around) return this.outputs.has(around[1]);
    if (name === '_DYNAMIC') return this.target.dynamic || this.target.relocatable;
    if (name === '__GNU_EH_FRAME_HDR') return this.outputs.has('.eh_frame');
    return isLinkers(name);
  }

  private noteMissing(symbol: LinkSymbol, place: Place): void {
    const places = this.missing.get(symbol);
    if (places) places.push(place);
    else this.missing.set(symbol, [place]);
  }

  private reportMissing(): void {
    if (this.missing.size === 0) return;
    const defined = [...this.resolution.globals.values()]
      .filter((s) => s.state !== 'undefined')
      .map((s) => s.name);
    for (const [symbol, [first, ...others]] of this.missing) {
      const close = suggest(symbol.name, defined);
      const more = others.length ? `; also at ${others.slice(0, 2).map(describePlace).join(', ')}` : '';
      const count = others.length > 2 ? ` and ${others.length - 2} more places` : '';
      this.problems.error(
        `undefined symbol '${symbol.name}'${more}${count}`,
        first,
        close ? `did you mean '${close}'?` : hintFor(symbol.name),
      );
    }
  }

  /** Makes a place in this program for an object of a library, under all its names. */
  private copy(symbol: LinkSymbol): void {
    const library = this.resolution.libraries.find((l) => l === symbol.library);
    if (symbol.copied || !library) return;
    const chunk = new Synthetic(Math.max(symbol.alignment, 1));
    chunk.size = symbol.size;
    this.bss().add(chunk);
    const { value, type } = symbol;
    const names = [...library.exports.values()].filter(
      (e) => e.isDefault && e.value === value && e.type === type,
    );
    for (const name of new Set([symbol.name, ...names.map((e) => e.name)])) {
      const other = this.resolution.global(name);
      if (other !== symbol && other.isDefinedHere) continue;
      Object.assign(other, {
        state: 'shared',
        library,
        type,
        chunk,
        value: 0,
        size: symbol.size,
        copied: true,
      });
      other.version ??= symbol.version;
    }
    this.tables.dynamicRelocations.push({ chunk, offset: 0, type: 5, symbol, base: undefined, addend: 0 });
  }

  /** The sections that the linker makes itself. */
  private addTables(): void {
    const { tables, target, options, resolution } = this;
    tables.settle();
    const rw = SHF.ALLOC | SHF.WRITE;
    if (tables.got.size) this.addSection('.got', SHT.PROGBITS, rw, tables.got, 8);
    if (tables.gotPlt.size) this.addSection('.got.plt', SHT.PROGBITS, rw, tables.gotPlt, 8);
    if (tables.plt.size) this.addSection('.plt', SHT.PROGBITS, SHF.ALLOC | SHF.EXECINSTR, tables.plt, 16);
    const needsDynamic = target.dynamic || target.relocatable;
    if (needsDynamic) {
      const symbols = [...resolution.globals.values()].filter((s) => this.isDynamic(s));
      const interpreter =
        target.dynamic && !target.isShared ? (options.interpreter ?? INTERPRETER) : undefined;
      this.dynamic = new DynamicSections(symbols, tables, {
        isShared: target.isShared,
        isPie: target.kind === 'pie',
        soname: options.soname,
        interpreter,
        runpath: options.runpath,
        bindNow: options.bindNow ?? false,
        symbolic: options.symbolic ?? false,
        packRelative: options.packRelative ?? false,
        libraries: resolution.libraries,
        versions: target.isShared ? this.versions : [],
      });
      for (const output of this.dynamic.outputs) this.outputs.set(output.name, output);
      this.dynamic.relativeCount = sortRelocations(tables.dynamicRelocations);
    }
    const dynsym = this.outputs.get('.dynsym');
    if (tables.relaDyn.size)
      this.addSection('.rela.dyn', SHT.RELA, SHF.ALLOC, tables.relaDyn, 24).link = dynsym;
    if (tables.relaPlt.size) {
      const output = this.addSection('.rela.plt', SHT.RELA, SHF.ALLOC, tables.relaPlt, 24);
      output.link = dynsym;
    }
    if (!this.dynamic) return;
    if (tables.relative.length) this.addSection('.relr.dyn', SHT.RELR, SHF.ALLOC, this.dynamic.relr, 8);
    const flags = options.oneSegment ? SHF.ALLOC : rw;
    const output = this.addSection('.dynamic', SHT.DYNAMIC, flags, this.dynamic.dynamic, 16);
    output.link = this.outputs.get('.dynstr');
    tables.dynamicSection = this.dynamic.dynamic;
    if (options.oneSegment) {
      const writable = [...this.outputs.values()].find(
        (o) => o.flags & SHF.WRITE && o.chunks.some((c) => c.size),
      );
      if (writable)
        this.problems.error(`an image of one segment is read-only, so '${writable.name}' cannot be in it`);
    }
    this.dynamic.settle({
      find: (name) => {
        const found = this.outputs.get(name);
        return found?.chunks.some((c) => c.size > 0) ? found : undefined;
      },
      symbol: (name) => resolution.globals.get(name),
    });
  }

  private isDynamic(symbol: LinkSymbol): boolean {
    if (!this.target.dynamic) return false;
    if (symbol.copied || symbol.exported) return true;
    if (symbol.state === 'shared') return true;
    return this.target.isShared && symbol.state === 'undefined' && this.target.isPreemptible(symbol);
  }

  /** Places everything; again, when the size of DT_RELR follows from where things are. */
  private settleLayout(): Layout {
    const { options, target, tables } = this;
    const isFlat = target.kind === 'flat';
    const base = options.base ?? (target.kind === 'exec' ? DEFAULT_BASE : 0);
    const all = [...this.outputs.values()];
    for (let pass = 0; ; pass++) {
      for (const output of all) settle(output);
      const layout = layOut(all, {
        base,
        headers: !isFlat,
        stack: this.stack !== undefined,
        oneSegment: options.oneSegment ?? false,
      });
      this.placeTls(all);
      if (!this.dynamic || tables.relative.length === 0 || pass >= MAX_PASSES) return layout;
      const places = tables.relative.map(({ chunk, offset }) =>
        chunk instanceof Synthetic ? chunk.address + offset : (chunk.addressOf(offset) ?? 0),
      );
      const words = packRelative(places);
      this.dynamic.relrWords = words;
      // It never shrinks, so that this ends; a bitmap of nothing fills what is over.
      while (words.length * 8 < this.dynamic.relr.size) words.push(1);
      if (words.length * 8 === this.dynamic.relr.size) return layout;
      this.dynamic.relr.size = words.length * 8;
    }
  }

  /** The thread pointer is behind the thread-local data: variant II of Drepper's "ELF Handling For TLS". */
  private placeTls(outputs: readonly OutputSection[]): void {
    const tls = outputs.filter((o) => o.flags & SHF.TLS && o.size > 0);
    if (tls.length === 0) return;
    const start = Math.min(...tls.map((o) => o.address));
    const end = Math.max(...tls.map((o) => o.address + o.size));
    const alignment = Math.max(...tls.map((o) => o.alignment));
    this.tables.tlsStart = start;
    this.tables.threadPointer = alignUp(end, alignment);
  }

  /** Gives the linker's own symbols their values. */
  private provide(layout: Layout): void {
    const find = (name: string) => this.outputs.get(name);
    const start = (name: string) => find(name)?.address ?? 0;
    const stop = (name: string) => (find(name)?.address ?? 0) + (find(name)?.size ?? 0);
    const { base, etext, edata, end } = layout;
    const rela = this.isStatic && !this.target.relocatable ? find('.rela.plt') : undefined;
    const values: Record<string, number> = {
      __executable_start: base,
      __ehdr_start: base,
      etext,
      _etext: etext,
      __etext: etext,
      edata,
      _edata: edata,
      __bss_start: edata,
      end,
      _end: end,
      _GLOBAL_OFFSET_TABLE_: this.tables.gotPlt.address,
      _DYNAMIC: this.dynamic?.dynamic.address ?? 0,
      _TLS_MODULE_BASE_: this.tables.tlsStart,
      __GNU_EH_FRAME_HDR: start('.eh_frame_hdr'),
      __rela_iplt_start: rela?.address ?? 0,
      __rela_iplt_end: rela ? rela.address + rela.size : 0,
      __dso_handle: base,
    };
    for (const name of ['preinit_array', 'init_array', 'fini_array']) {
      values[`__${name}_start`] = start(`.${name}`) || layout.end;
      values[`__${name}_end`] = find(`.${name}`) ? stop(`.${name}`) : layout.end;
    }
    for (const symbol of this.resolution.globals.values()) {
      if (!symbol.provided) continue;
      const around = /^__(start|stop)_(\w+)$/.exec(symbol.name);
      const value = around ? (around[1] === 'start' ? start : stop)(around[2]) : values[symbol.name];
      (symbol.chunk as Synthetic).offset = value ?? 0;
    }
    // These three are in every program.
    if (this.target.kind === 'flat' || this.options.oneSegment) return;
    for (const name of ['__bss_start', '_edata', '_end']) {
      const symbol = this.resolution.global(name);
      if (symbol.state !== 'undefined') continue;
      symbol.state = 'defined';
      symbol.provided = true;
      symbol.chunk = new Synthetic(1);
      symbol.chunk.offset = values[name];
    }
  }

  /** What PT_GNU_STACK says: with objects that say nothing, it says nothing either. */
  private get stack(): { executable: boolean } | undefined {
    const { execStack } = this.options;
    if (this.target.kind === 'flat' || this.options.oneSegment) return undefined;
    if (execStack !== undefined) return { executable: execStack };
    const { stack } = this.resolution;
    return stack === 'unsaid' ? undefined : { executable: stack === 'yes' };
  }

  private tooLarge(): boolean {
    for (const output of this.outputs.values()) {
      if (output.hasBytes && output.size > MAX_FILE)
        this.problems.error(`section '${output.name}' is larger than 256 MiB`);
    }
    return this.problems.failed;
  }

  private finish(layout: Layout): LinkResult {
    const { problems, target } = this;
    const loaded = layout.segments.flatMap((segment) => segment.sections);
    const others = [...this.outputs.values()].filter((o) => !(o.flags & SHF.ALLOC) && o.size > 0);
    const sections = [...loaded, ...others];
    sections.forEach((section, i) => {
      section.index = i + 1;
    });
    const bytes = new Map<OutputSection, Uint8Array>();
    const context = { target, tables: this.tables, problems };
    for (const output of sections) {
      if (!output.hasBytes) continue;
      const out = new Uint8Array(output.size);
      let filled = 0;
      for (const chunk of output.chunks) {
        if (chunk.executable && chunk.offset > filled) out.set(linkerPadding(chunk.offset - filled), filled);
        if (chunk instanceof InputSection) {
          if (chunk.section.type !== SHT.NOBITS) relocate(chunk, out, chunk.offset, context);
        } else if (chunk instanceof Synthetic && chunk.write && chunk.size) {
          const part = out.subarray(chunk.offset, chunk.offset + chunk.size);
          chunk.write(new DataView(part.buffer, part.byteOffset, part.byteLength), part);
        }
        filled = chunk.offset + chunk.size;
      }
      bytes.set(output, out);
    }
    fixFrames(this.outputs.get('.eh_frame'), bytes);
    const entry = this.entry();
    if (problems.failed) return this.result();
    const symbols = this.symbols();
    const elf =
      target.kind === 'flat'
        ? undefined
        : writeImage({
            layout,
            bytes,
            sections,
            symbols: this.options.strip === 'all' ? undefined : symbols,
            entry,
            isExec: target.kind === 'exec',
            stack: this.stack,
          });
    const none = new Uint8Array(0);
    return {
      elf,
      diagnostics: problems.diagnostics,
      symbols: symbols
        .filter((s) => s.type !== STT.FILE && s.shndx !== SHN.UNDEF)
        .map(({ shndx, ...s }): ImageSymbol => ({ ...s, section: sections[shndx - 1]?.name ?? '*ABS*' })),
      sections: loaded.map((s) => ({
        name: s.name,
        address: s.address,
        size: s.size,
        bytes: bytes.get(s) ?? none,
      })),
      addressOf: (section, offset) => this.addressOf(section, offset),
    };
  }

  private entry(): number {
    if (this.target.kind === 'flat' || this.target.isShared) return 0;
    const symbol = this.resolution.globals.get(this.entryName);
    if (symbol?.isDefinedHere) return symbol.address;
    const local = this.localNamed(this.entryName);
    if (local) {
      const message = `'${this.entryName}' is not global, so ld would not find it`;
      this.problems.warning(`${message}; put '.globl ${this.entryName}' before it`);
      return local.address;
    }
    const hasMain = this.resolution.globals.get('main')?.isDefinedHere || this.localNamed('main');
    this.problems.error(
      `the program has no '${this.entryName}'`,
      undefined,
      hasMain
        ? `there is no C library that calls 'main': name it '${this.entryName}'`
        : `put '.globl ${this.entryName}' and '${this.entryName}:' where the program starts`,
    );
    return 0;
  }

  private localNamed(name: string): LinkSymbol | undefined {
    for (const file of this.resolution.files)
      for (const symbol of file.symbols.values()) if (symbol.name === name && symbol.chunk) return symbol;
    return undefined;
  }

  /** The symbol table: local symbols object by object, then the others. */
  private symbols(): ElfSymbol[] {
    const locals: ElfSymbol[] = [];
    const globals: ElfSymbol[] = [];
    const write = (symbol: LinkSymbol, local: boolean): ElfSymbol | undefined => {
      const { chunk } = symbol;
      let shndx: number = SHN.ABS;
      if (chunk instanceof InputSection) {
        if (!chunk.live || !chunk.output) return undefined;
        if (chunk.pieces && chunk.addressOf(symbol.value) === undefined) return undefined;
        shndx = chunk.output.index;
      } else if (chunk && !symbol.provided) shndx = chunk.output?.index ?? SHN.ABS;
      else if (symbol.state === 'undefined' || symbol.state === 'shared') shndx = SHN.UNDEF;
      // A section that came to nothing.
      if (chunk instanceof InputSection && shndx === 0) shndx = SHN.ABS;
      const isTls = symbol.type === STT.TLS && shndx !== SHN.UNDEF;
      return {
        name: symbol.name.replace(/(.)@[^@].*$/, '$1'),
        value: shndx === SHN.UNDEF ? 0 : symbol.address - (isTls ? this.tables.tlsStart : 0),
        size: shndx === SHN.UNDEF ? 0 : symbol.size,
        binding: local ? STB.LOCAL : symbol.binding || STB.GLOBAL,
        type: symbol.type,
        visibility: symbol.visibility,
        shndx,
      };
    };
    for (const file of this.resolution.files) {
      for (const symbol of file.symbols.values()) {
        if (symbol.binding !== STB.LOCAL || symbol.type === STT.SECTION || symbol.name === '') continue;
        if (symbol.name.startsWith('.L') || symbol.state === 'undefined') continue;
        const written = write(symbol, true);
        if (written) locals.push(written);
      }
    }
    for (const symbol of this.resolution.globals.values()) {
      if (symbol.state === 'undefined' && !symbol.needed && symbol.binding !== STB.WEAK) continue;
      // Compilers' objects name the table whether they use it or not.
      if (symbol.name === '_GLOBAL_OFFSET_TABLE_' && this.tables.gotPlt.size === 0) continue;
      const local = symbol.hidden || (symbol.provided && symbol.visibility === STV.HIDDEN);
      const written = write(symbol, local);
      if (written) (local ? locals : globals).push(written);
    }
    return [...locals, ...globals];
  }

  private addressOf(section: ObjectSection, offset: number): number | undefined {
    for (const file of this.resolution.files) {
      const found = file.sections.get(section);
      if (found) return found.live && found.output ? found.addressOf(offset) : undefined;
    }
    return undefined;
  }

  private result(): LinkResult {
    return {
      diagnostics: this.problems.diagnostics,
      symbols: [],
      sections: [],
      addressOf: () => undefined,
    };
  }
}

/** Names of ld's default script and of the table's start. */
const LINKERS =
  /^(_?edata|_?end|_?etext|__etext|__bss_start|__executable_start|__ehdr_start|_GLOBAL_OFFSET_TABLE_|_TLS_MODULE_BASE_|__(pre)?init_array_(start|end)|__fini_array_(start|end)|__rela_iplt_(start|end)|__dso_handle)$/;
const HIDDEN =
  /^(__(pre)?init_array_|__fini_array_|__rela_iplt_|__dso_handle|_DYNAMIC|_GLOBAL_OFFSET_|_TLS_MODULE_|__GNU_EH)/;
export const isLinkers = (name: string) => LINKERS.test(name);

function hintFor(name: string): string | undefined {
  if (name === 'main') return 'the program needs a function main';
  if (/^(sin|cos|tan|sqrt|pow|exp|log|floor|ceil|fmod)[fl]?$/.test(name)) return 'link with -lm';
  if (/^pthread_/.test(name)) return 'link with -lpthread';
  return undefined;
}

/** FDEs name their CIE by its distance, which taking the sections apart has changed. */
function fixFrames(output: OutputSection | undefined, bytes: Map<OutputSection, Uint8Array>): void {
  const out = output && bytes.get(output);
  if (!output || !out) return;
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  for (const chunk of output.chunks) {
    if (!(chunk instanceof InputSection) || !chunk.pieces) continue;
    const { starts, homes, offsets } = chunk.pieces;
    const given = new DataView(
      chunk.section.bytes.buffer,
      chunk.section.bytes.byteOffset,
      chunk.section.bytes.byteLength,
    );
    starts.forEach((start, i) => {
      if (homes[i] !== chunk || start + 8 > given.byteLength || given.getUint32(start, true) === 0) return;
      const id = given.getUint32(start + 4, true);
      if (id === 0) return;
      const cie = chunk.addressOf(start + 4 - id);
      const field = chunk.offset + offsets[i] + 4;
      if (cie !== undefined) view.setUint32(field, output.address + field - cie, true);
    });
  }
}

/** The bucket of ld's hash table of symbols, which it walks in order: bfd_hash_hash in bfd/hash.c. */
function bucket(name: string): number {
  let hash = 0n;
  const mix = (n: number) => {
    hash = BigInt.asUintN(64, hash + BigInt((n + (n << 17)) >>> 0));
    hash ^= hash >> 2n;
  };
  const bytes = new TextEncoder().encode(name);
  bytes.forEach(mix);
  mix(bytes.length);
  return Number(BigInt.asUintN(32, hash) % BUCKETS);
}

const BUCKETS = 4051n;
