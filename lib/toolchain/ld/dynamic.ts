import {
  DF,
  DF_1,
  DT,
  DYN_SIZE,
  R,
  RELA_SIZE,
  SHF,
  SHN,
  SHT,
  STB,
  STT,
  StringTable,
  SYM_SIZE,
} from '../../elf';
import { set64 } from './bytes';
import { type LinkSymbol, OutputSection, Synthetic } from './input';
import type { SharedLibrary } from './shared';
import type { Tables } from './tables';
import type { VersionNode } from './versions';

const VER_FLG_BASE = 1;
const VERDEF_SIZE = 20;
const VERDAUX_SIZE = 8;
const VERNEED_SIZE = 16;
const VERNAUX_SIZE = 16;
/** Version numbers: 0 local, 1 global without a version, then definitions, then needs. */
const FIRST_VERSION = 2;
/** The GNU hash table: the shift for the second bit in the Bloom filter. */
const BLOOM_SHIFT = 5;
const RELR_VERSION = 'GLIBC_ABI_DT_RELR';

export interface DynamicOptions {
  isShared: boolean;
  isPie: boolean;
  soname: string | undefined;
  interpreter: string | undefined;
  runpath: string | undefined;
  bindNow: boolean;
  symbolic: boolean;
  packRelative: boolean;
  libraries: readonly SharedLibrary[];
  versions: readonly VersionNode[];
}

/** Sections that .dynamic has an entry for, found by name when everything is placed. */
export interface Placed {
  find(name: string): OutputSection | undefined;
  symbol(name: string): LinkSymbol | undefined;
}

/**
 * What a dynamic linker reads: .interp, hash tables, .dynsym, .dynstr, versions, .dynamic. Sizes follow from names
 * alone, so that they can be placed before there are addresses. System V ABI chapter 5; LSB, "Symbol Versioning".
 */
export class DynamicSections {
  readonly dynamic: Synthetic;
  readonly outputs: OutputSection[] = [];
  readonly relr: Synthetic;
  private readonly strings = new StringTable();
  private readonly symbols: LinkSymbol[];
  private readonly firstHashed: number;
  private readonly bucketCount: number;
  private readonly bloomWords: number;
  private readonly needs = new Map<SharedLibrary, Map<string, number>>();
  private readonly numbers = new Map<string, number>();
  private entries: [tag: number, value: () => number][] = [];
  relrWords: number[] = [];
  relativeCount = 0;

  constructor(
    symbols: readonly LinkSymbol[],
    private readonly tables: Tables,
    private readonly options: DynamicOptions,
  ) {
    const hashed = symbols.filter((s) => isHashed(s));
    this.bucketCount = bucketsFor(hashed.length);
    this.bloomWords = Math.max(1, 2 ** Math.ceil(Math.log2(Math.max(hashed.length, 1) / 8)));
    const bucket = (s: LinkSymbol) => gnuHash(s.name.replace(/@.*/, '')) % this.bucketCount;
    const others = symbols.filter((s) => !isHashed(s));
    hashed.sort((a, b) => bucket(a) - bucket(b));
    this.symbols = [...others, ...hashed];
    this.firstHashed = others.length + 1;
    this.symbols.forEach((symbol, i) => {
      symbol.dynamic = i + 1;
      this.strings.add(nameOf(symbol));
    });
    this.numberVersions();
    this.dynamic = new Synthetic(8, (view) => this.writeDynamic(view));
    this.relr = new Synthetic(8, (view) => {
      this.relrWords.forEach((word, i) => {
        // Bitmaps have 63 bits and a mark: see packRelative.
        set64(view, 8 * i, word);
      });
    });
    this.make();
  }

  private numberVersions(): void {
    const { versions, libraries } = this.options;
    let next = FIRST_VERSION;
    for (const node of versions) {
      if (node.name === '') continue;
      this.numbers.set(node.name, next++);
      this.strings.add(node.name);
    }
    const need = (library: SharedLibrary, version: string) => {
      let names = this.needs.get(library);
      if (!names) this.needs.set(library, (names = new Map()));
      if (names.has(version)) return;
      names.set(version, next++);
      this.strings.add(version);
    };
    for (const { state, version, library: from } of this.symbols) {
      const library = libraries.find((l) => l === from);
      if (state === 'shared' && version !== undefined && library) need(library, version);
    }
    // Older releases of glibc do not know DT_RELR, so programs with it ask for this version.
    const libc = libraries.find((l) => l.versions.has(RELR_VERSION));
    if (libc && this.tables.relative.length) need(libc, RELR_VERSION);
    for (const library of libraries) this.strings.add(library.soname);
    for (const text of [this.options.soname, this.options.runpath])
      if (text !== undefined) this.strings.add(text);
  }

  private section(
    name: string,
    type: number,
    chunk: Synthetic,
    entsize = 0,
    flags: number = SHF.ALLOC,
  ): OutputSection {
    const section = new OutputSection(name, flags, type, entsize);
    section.add(chunk);
    this.outputs.push(section);
    return section;
  }

  private make(): void {
    const { interpreter, versions, soname } = this.options;
    const made = (alignment: number, size: number, write: (view: DataView, bytes: Uint8Array) => void) => {
      const chunk = new Synthetic(alignment, write);
      chunk.size = size;
      return chunk;
    };
    if (interpreter !== undefined) {
      const path = new TextEncoder().encode(`${interpreter}\0`);
      this.section(
        '.interp',
        SHT.PROGBITS,
        made(1, path.length, (_, bytes) => bytes.set(path)),
      );
    }
    const count = this.symbols.length + 1;
    const hashWords = 2 + this.bucketCount + count;
    const hash = this.section(
      '.hash',
      SHT.HASH,
      made(8, 4 * hashWords, (view) => this.writeHash(view)),
      4,
    );
    const hashedCount = count - this.firstHashed;
    const gnuHash = this.section(
      '.gnu.hash',
      SHT.GNU_HASH,
      made(8, 16 + 8 * this.bloomWords + 4 * this.bucketCount + 4 * hashedCount, (view) =>
        this.writeGnuHash(view),
      ),
    );
    const dynsym = this.section(
      '.dynsym',
      SHT.DYNSYM,
      made(8, SYM_SIZE * count, (view, bytes) => this.writeSymbols(view, bytes)),
      SYM_SIZE,
    );
    dynsym.info = 1;
    const strings = this.strings.bytes();
    const dynstr = this.section(
      '.dynstr',
      SHT.STRTAB,
      made(1, strings.length, (_, bytes) => bytes.set(strings)),
    );
    const named = versions.filter((n) => n.name !== '');
    if (named.length || this.needs.size) {
      const versym = this.section(
        '.gnu.version',
        SHT.GNU_VERSYM,
        made(2, 2 * count, (view) => this.writeVersionNumbers(view)),
        2,
      );
      versym.link = dynsym;
    }
    if (named.length) {
      const auxiliaries = named.reduce((n, node) => n + 1 + node.parents.length, 1);
      const size = VERDEF_SIZE * (named.length + 1) + VERDAUX_SIZE * auxiliaries;
      const verdef = this.section(
        '.gnu.version_d',
        SHT.GNU_VERDEF,
        made(8, size, (view) => this.writeDefinitions(view, named, soname ?? '')),
      );
      verdef.link = dynstr;
      verdef.info = named.length + 1;
    }
    if (this.needs.size) {
      const auxiliaries = [...this.needs.values()].reduce((n, names) => n + names.size, 0);
      const verneed = this.section(
        '.gnu.version_r',
        SHT.GNU_VERNEED,
        made(8, VERNEED_SIZE * this.needs.size + VERNAUX_SIZE * auxiliaries, (view) => this.writeNeeds(view)),
      );
      verneed.link = dynstr;
      verneed.info = this.needs.size;
    }
    dynsym.link = dynstr;
    hash.link = dynsym;
    gnuHash.link = dynsym;
  }

  /** Decides which entries .dynamic has, once it is known which sections there are. */
  settle(placed: Placed): void {
    const { options, tables } = this;
    const entries: [number, () => number][] = [];
    const address = (name: string) => () => placed.find(name)?.address ?? 0;
    const size = (name: string) => () => placed.find(name)?.size ?? 0;
    const string = (text: string) => () => this.strings.add(text);
    for (const { soname } of options.libraries) entries.push([DT.NEEDED, string(soname)]);
    if (options.soname !== undefined) entries.push([DT.SONAME, string(options.soname)]);
    if (options.runpath !== undefined) entries.push([DT.RUNPATH, string(options.runpath)]);
    for (const [tag, name] of [
      [DT.INIT, '_init'],
      [DT.FINI, '_fini'],
    ] as const) {
      const symbol = placed.symbol(name);
      if (symbol?.state === 'defined') entries.push([tag, () => symbol.address]);
    }
    for (const [tag, tagSize, name] of [
      [DT.PREINIT_ARRAY, DT.PREINIT_ARRAYSZ, '.preinit_array'],
      [DT.INIT_ARRAY, DT.INIT_ARRAYSZ, '.init_array'],
      [DT.FINI_ARRAY, DT.FINI_ARRAYSZ, '.fini_array'],
    ] as const)
      if (placed.find(name)) entries.push([tag, address(name)], [tagSize, size(name)]);
    entries.push([DT.HASH, address('.hash')], [DT.GNU_HASH, address('.gnu.hash')]);
    entries.push([DT.STRTAB, address('.dynstr')], [DT.SYMTAB, address('.dynsym')]);
    entries.push([DT.STRSZ, size('.dynstr')], [DT.SYMENT, () => SYM_SIZE]);
    if (!options.isShared) entries.push([DT.DEBUG, () => 0]);
    if (tables.gotPlt.size) entries.push([DT.PLTGOT, () => tables.gotPlt.address]);
    if (tables.relaPlt.size)
      entries.push(
        [DT.PLTRELSZ, () => tables.relaPlt.size],
        [DT.PLTREL, () => DT.RELA],
        [DT.JMPREL, () => tables.relaPlt.address],
      );
    if (tables.relaDyn.size) {
      entries.push(
        [DT.RELA, () => tables.relaDyn.address],
        [DT.RELASZ, () => tables.relaDyn.size],
        [DT.RELAENT, () => RELA_SIZE],
      );
      if (this.relativeCount) entries.push([DT.RELACOUNT, () => this.relativeCount]);
    }
    if (tables.relative.length)
      entries.push(
        [DT.RELR, () => this.relr.address],
        [DT.RELRSZ, () => this.relr.size],
        [DT.RELRENT, () => 8],
      );
    const staticTls = options.isShared && tables.dynamicRelocations.some((r) => r.type === R.TPOFF64);
    const flags =
      (options.symbolic ? DF.SYMBOLIC : 0) |
      (options.bindNow ? DF.BIND_NOW : 0) |
      (staticTls ? DF.STATIC_TLS : 0);
    if (flags) entries.push([DT.FLAGS, () => flags]);
    const flags1 = (options.bindNow ? DF_1.NOW : 0) | (options.isPie ? DF_1.PIE : 0);
    if (flags1) entries.push([DT.FLAGS_1, () => flags1]);
    const versioned = placed.find('.gnu.version');
    if (versioned) entries.push([DT.VERSYM, address('.gnu.version')]);
    const verdef = placed.find('.gnu.version_d');
    if (verdef) entries.push([DT.VERDEF, address('.gnu.version_d')], [DT.VERDEFNUM, () => verdef.info]);
    const verneed = placed.find('.gnu.version_r');
    if (verneed) entries.push([DT.VERNEED, address('.gnu.version_r')], [DT.VERNEEDNUM, () => verneed.info]);
    entries.push([DT.NULL, () => 0]);
    this.entries = entries;
    this.dynamic.size = DYN_SIZE * entries.length;
  }

  private writeDynamic(view: DataView): void {
    this.entries.forEach(([tag, value], i) => {
      set64(view, DYN_SIZE * i, tag);
      set64(view, DYN_SIZE * i + 8, value());
    });
  }

  private writeSymbols(view: DataView, bytes: Uint8Array): void {
    this.symbols.forEach((symbol, i) => {
      const at = SYM_SIZE * (i + 1);
      const here = symbol.isDefinedHere || symbol.copied;
      view.setUint32(at, this.strings.add(nameOf(symbol)), true);
      const type = symbol.type === STT.GNU_IFUNC && symbol.state === 'shared' ? STT.FUNC : symbol.type;
      bytes[at + 4] = ((symbol.binding || STB.GLOBAL) << 4) | type;
      bytes[at + 5] = symbol.visibility === 3 ? 3 : 0;
      view.setUint16(at + 6, here ? (symbol.chunk?.output?.index ?? SHN.ABS) : SHN.UNDEF, true);
      const isTls = type === STT.TLS;
      const value = here
        ? symbol.address - (isTls ? this.tables.tlsStart : 0)
        : symbol.canonicalPlt
          ? this.tables.pltAddress(symbol)
          : 0;
      set64(view, at + 8, value);
      set64(view, at + 16, here ? symbol.size : 0);
    });
  }

  /** nbucket, nchain, buckets, chains. */
  private writeHash(view: DataView): void {
    const put = (word: number, value: number) => view.setUint32(4 * word, value, true);
    const get = (word: number) => view.getUint32(4 * word, true);
    put(0, this.bucketCount);
    put(1, this.symbols.length + 1);
    const chains = 2 + this.bucketCount;
    this.symbols.forEach((symbol, i) => {
      const bucket = 2 + (sysvHash(nameOf(symbol)) % this.bucketCount);
      put(chains + i + 1, get(bucket));
      put(bucket, i + 1);
    });
  }

  /** nbuckets, symndx, maskwords, shift2; Bloom filter; buckets; hashes, the last of each bucket with bit 0 set. */
  private writeGnuHash(view: DataView): void {
    const { bucketCount, bloomWords, firstHashed } = this;
    [bucketCount, firstHashed, bloomWords, BLOOM_SHIFT].forEach((word, i) => {
      view.setUint32(4 * i, word, true);
    });
    const buckets = 16 + 8 * bloomWords;
    const chain = buckets + 4 * bucketCount;
    const hashes = this.symbols.slice(firstHashed - 1).map((s) => gnuHash(nameOf(s)));
    const bloom = (hash: number, bit: number) => {
      const at = 16 + 8 * (Math.floor(hash / 64) % bloomWords) + 4 * (bit >>> 5);
      view.setUint32(at, view.getUint32(at, true) | (1 << (bit & 31)), true);
    };
    hashes.forEach((hash, i) => {
      bloom(hash, hash & 63);
      bloom(hash, (hash >>> BLOOM_SHIFT) & 63);
      const at = buckets + 4 * (hash % bucketCount);
      if (view.getUint32(at, true) === 0) view.setUint32(at, firstHashed + i, true);
      const last = i + 1 === hashes.length || hashes[i + 1] % bucketCount !== hash % bucketCount;
      view.setUint32(chain + 4 * i, last ? hash | 1 : hash & ~1, true);
    });
  }

  private writeVersionNumbers(view: DataView): void {
    this.symbols.forEach((symbol, i) => {
      view.setUint16(2 * (i + 1), this.versionNumber(symbol), true);
    });
  }

  private versionNumber(symbol: LinkSymbol): number {
    const { version, library } = symbol;
    if (version === undefined) return 1;
    if (symbol.state === 'shared') return this.needs.get(library as SharedLibrary)?.get(version) ?? 1;
    const number = this.numbers.get(version) ?? 1;
    // name@version, not the default one.
    return symbol.name.includes('@') ? number | 0x8000 : number;
  }

  /** Elf64_Verdef each with its names: its own, then those of the versions it builds on. */
  private writeDefinitions(view: DataView, nodes: readonly VersionNode[], soname: string): void {
    let at = 0;
    const define = (flags: number, index: number, names: string[], last: boolean) => {
      const size = VERDEF_SIZE + VERDAUX_SIZE * names.length;
      view.setUint16(at, 1, true);
      view.setUint16(at + 2, flags, true);
      view.setUint16(at + 4, index, true);
      view.setUint16(at + 6, names.length, true);
      view.setUint32(at + 8, sysvHash(names[0]), true);
      view.setUint32(at + 12, VERDEF_SIZE, true);
      view.setUint32(at + 16, last ? 0 : size, true);
      names.forEach((name, i) => {
        const auxiliary = at + VERDEF_SIZE + VERDAUX_SIZE * i;
        view.setUint32(auxiliary, this.strings.add(name), true);
        view.setUint32(auxiliary + 4, i + 1 < names.length ? VERDAUX_SIZE : 0, true);
      });
      at += size;
    };
    define(VER_FLG_BASE, 1, [soname], false);
    nodes.forEach((node, i) => {
      define(0, this.numbers.get(node.name) ?? 0, [node.name, ...node.parents], i + 1 === nodes.length);
    });
  }

  /** Elf64_Verneed for each library, with an Elf64_Vernaux for each of its versions. */
  private writeNeeds(view: DataView): void {
    let at = 0;
    let left = this.needs.size;
    for (const [library, names] of this.needs) {
      const size = VERNEED_SIZE + VERNAUX_SIZE * names.size;
      view.setUint16(at, 1, true);
      view.setUint16(at + 2, names.size, true);
      view.setUint32(at + 4, this.strings.add(library.soname), true);
      view.setUint32(at + 8, VERNEED_SIZE, true);
      view.setUint32(at + 12, --left ? size : 0, true);
      let auxiliary = at + VERNEED_SIZE;
      let rest = names.size;
      for (const [name, number] of names) {
        view.setUint32(auxiliary, sysvHash(name), true);
        view.setUint16(auxiliary + 6, number, true);
        view.setUint32(auxiliary + 8, this.strings.add(name), true);
        view.setUint32(auxiliary + 12, --rest ? VERNAUX_SIZE : 0, true);
        auxiliary += VERNAUX_SIZE;
      }
      at += size;
    }
  }
}

const nameOf = (symbol: LinkSymbol) => symbol.name.replace(/(.)@.*/, '$1');
/** What this module defines can be found in it, and the stubs that stand for functions of libraries. */
const isHashed = (symbol: LinkSymbol) => symbol.isDefinedHere || symbol.copied || symbol.canonicalPlt;

/** A prime near the number of symbols, so that chains stay short. */
function bucketsFor(count: number): number {
  const PRIMES = [1, 3, 17, 37, 67, 97, 131, 197, 263, 521, 1031, 2053, 4099, 8209, 16411, 32771];
  return PRIMES.findLast((prime) => prime <= Math.max(count, 1)) ?? 1;
}

/**
 * DT_RELR: an address, then bitmaps of the 63 words that follow each. Answers words as numbers; a bitmap is kept below
 * 2^53 by ending it at bit 52, as ends of bitmaps are free.
 */
export function packRelative(addresses: number[]): number[] {
  const words: number[] = [];
  const sorted = [...new Set(addresses)].sort((a, b) => a - b);
  for (let i = 0; i < sorted.length; ) {
    words.push(sorted[i]);
    let base = sorted[i++] + 8;
    for (;;) {
      let bitmap = 0;
      for (; i < sorted.length; i++) {
        const bit = (sorted[i] - base) / 8;
        if (!Number.isInteger(bit) || bit < 0 || bit >= 51) break;
        bitmap += 2 ** (bit + 1);
      }
      if (bitmap === 0) break;
      words.push(bitmap + 1);
      base += 8 * 63;
    }
  }
  return words;
}

/** The hash of the System V ABI, chapter 5. */
export function sysvHash(name: string): number {
  let h = 0;
  for (const byte of new TextEncoder().encode(name)) {
    h = ((h << 4) + byte) >>> 0;
    const high = h & 0xf0000000;
    h = (h ^ (high >>> 24)) & ~high;
  }
  return h >>> 0;
}

/** D. J. Bernstein's hash, which DT_GNU_HASH uses. */
export function gnuHash(name: string): number {
  let h = 5381;
  for (const byte of new TextEncoder().encode(name)) h = (Math.imul(h, 33) + byte) >>> 0;
  return h;
}
