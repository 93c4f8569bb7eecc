import { DT, SHF, SHN, SHT, STB, STT, STV, StringTable, SYM_SIZE } from '../../elf';
import type { OutputSection } from './output';
import type { AsmSymbol } from './types';

/** Buckets of the SysV hash table: as many as symbols would have chains of one; a few do for so few names. */
const BUCKETS = 3;
const BINDINGS = { local: STB.LOCAL, global: STB.GLOBAL, weak: STB.WEAK } as const;
const TYPES = { notype: STT.NOTYPE, func: STT.FUNC, object: STT.OBJECT } as const;
/** Versions of .gnu.version_d: the file itself, then the one that all symbols have. */
const VER_FLG_BASE = 1;
const BASE_INDEX = 1;
const VERSION_INDEX = 2;
const VERDEF_SIZE = 20;
const VERDAUX_SIZE = 8;
/** The GNU hash table: one Bloom filter word, and a shift for its second bit. */
const BLOOM_SHIFT = 5;

/** What a shared object exports, under which name and version. */
export interface Exports {
  symbols: AsmSymbol[];
  soname: string;
  version?: string;
}

/**
 * The tables that make a file a shared object: .hash, .gnu.hash, .dynsym, .dynstr, .gnu.version, .gnu.version_d,
 * .dynamic. Their sizes follow from names alone, so they can be placed before there are addresses.
 * System V ABI chapter 5; "Symbol Versioning" in the LSB; the GNU hash section by U. Drepper's binutils posting.
 */
export class DynamicTables {
  readonly sections: OutputSection[];
  private readonly strings = new StringTable();
  private readonly names: string[];
  private readonly dynstr: Uint8Array;

  constructor(private readonly exports: Exports) {
    const { soname, version } = exports;
    // GNU hash wants symbols of one bucket side by side.
    const bucket = (name: string) => gnuHash(name) % BUCKETS;
    exports.symbols.sort((a, b) => bucket(a.name) - bucket(b.name));
    this.names = exports.symbols.map((s) => s.name);
    for (const name of [...this.names, soname, ...(version ? [version] : [])]) this.strings.add(name);
    this.dynstr = this.strings.bytes();
    const count = this.names.length + 1;
    const sizes: [name: string, type: number, size: number, alignment: number, entsize: number][] = [
      ['.hash', SHT.HASH, 4 * (2 + BUCKETS + count), 8, 4],
      ['.gnu.hash', SHT.GNU_HASH, 4 * 4 + 8 + 4 * BUCKETS + 4 * this.names.length, 8, 0],
      ['.dynsym', SHT.DYNSYM, SYM_SIZE * count, 8, SYM_SIZE],
      ['.dynstr', SHT.STRTAB, this.dynstr.length, 1, 0],
      ...(version
        ? ([
            ['.gnu.version', SHT.GNU_VERSYM, 2 * count, 2, 2],
            ['.gnu.version_d', SHT.GNU_VERDEF, 2 * (VERDEF_SIZE + VERDAUX_SIZE), 8, 0],
          ] as const)
        : []),
      ['.dynamic', SHT.DYNAMIC, 16 * (version ? 11 : 8), 8, 16],
    ].map((row) => [...row] as [string, number, number, number, number]);
    this.sections = sizes.map(([name, type, size, alignment, entsize]) => ({
      name,
      flags: SHF.ALLOC,
      type,
      alignment,
      entsize,
      inputs: [],
      address: 0,
      size,
    }));
  }

  /** The tables' bytes, once everything has its address. `shndx` is the section number of a symbol. */
  contents(shndx: (symbol: AsmSymbol) => number): Map<OutputSection, Uint8Array> {
    const made: Record<string, () => Uint8Array> = {
      '.hash': () => this.sysvHashTable(),
      '.gnu.hash': () => this.gnuHashTable(),
      '.dynsym': () => this.symbolTable(shndx),
      '.dynstr': () => this.dynstr,
      '.gnu.version': () => this.versions(),
      '.gnu.version_d': () => this.versionDefinitions(),
      '.dynamic': () => this.dynamic(),
    };
    return new Map(this.sections.map((section) => [section, made[section.name]()]));
  }

  private get count(): number {
    return this.names.length + 1;
  }

  private symbolTable(shndx: (symbol: AsmSymbol) => number): Uint8Array {
    const bytes = new Uint8Array(SYM_SIZE * this.count);
    const view = new DataView(bytes.buffer);
    this.exports.symbols.forEach((symbol, i) => {
      const at = SYM_SIZE * (i + 1);
      view.setUint32(at, this.strings.add(symbol.name), true);
      bytes[at + 4] = (BINDINGS[symbol.binding] << 4) | TYPES[symbol.type];
      bytes[at + 5] = STV.DEFAULT;
      view.setUint16(at + 6, symbol.section === '*ABS*' ? SHN.ABS : shndx(symbol), true);
      view.setBigInt64(at + 8, BigInt(symbol.value), true);
      view.setBigInt64(at + 16, BigInt(symbol.size), true);
    });
    return bytes;
  }

  /** nbucket, nchain, buckets, chains. System V ABI chapter 5, "Hash Table". */
  private sysvHashTable(): Uint8Array {
    const words = new Uint32Array(2 + BUCKETS + this.count);
    words[0] = BUCKETS;
    words[1] = this.count;
    const chains = 2 + BUCKETS;
    this.names.forEach((name, i) => {
      const bucket = 2 + (sysvHash(name) % BUCKETS);
      words[chains + i + 1] = words[bucket];
      words[bucket] = i + 1;
    });
    return new Uint8Array(words.buffer);
  }

  /** nbuckets, symndx, maskwords, shift2; Bloom filter; buckets; hashes, the last of each bucket with bit 0 set. */
  private gnuHashTable(): Uint8Array {
    const count = this.names.length;
    const words = new Uint32Array(4 + 2 + BUCKETS + count);
    words.set([BUCKETS, 1, 1, BLOOM_SHIFT]);
    const hashes = this.names.map(gnuHash);
    const setBloom = (bit: number) => {
      words[4 + (bit >>> 5)] |= 1 << (bit & 31);
    };
    hashes.forEach((hash, i) => {
      setBloom(hash & 63);
      setBloom((hash >>> BLOOM_SHIFT) & 63);
      const bucket = 6 + (hash % BUCKETS);
      words[bucket] ||= i + 1;
      const last = i + 1 === count || hashes[i + 1] % BUCKETS !== hash % BUCKETS;
      words[6 + BUCKETS + i] = last ? hash | 1 : hash & ~1;
    });
    return new Uint8Array(words.buffer);
  }

  private versions(): Uint8Array {
    const words = new Uint16Array(this.count).fill(VERSION_INDEX);
    words[0] = 0;
    return new Uint8Array(words.buffer);
  }

  /** Two Elf64_Verdef, each with its one Elf64_Verdaux. */
  private versionDefinitions(): Uint8Array {
    const { soname, version = '' } = this.exports;
    const bytes = new Uint8Array(2 * (VERDEF_SIZE + VERDAUX_SIZE));
    const view = new DataView(bytes.buffer);
    const define = (at: number, flags: number, index: number, name: string, next: number) => {
      view.setUint16(at, 1, true);
      view.setUint16(at + 2, flags, true);
      view.setUint16(at + 4, index, true);
      view.setUint16(at + 6, 1, true);
      view.setUint32(at + 8, sysvHash(name), true);
      view.setUint32(at + 12, VERDEF_SIZE, true);
      view.setUint32(at + 16, next, true);
      view.setUint32(at + VERDEF_SIZE, this.strings.add(name), true);
    };
    define(0, VER_FLG_BASE, BASE_INDEX, soname, VERDEF_SIZE + VERDAUX_SIZE);
    define(VERDEF_SIZE + VERDAUX_SIZE, 0, VERSION_INDEX, version, 0);
    return bytes;
  }

  private dynamic(): Uint8Array {
    const at = (name: string) => this.sections.find((s) => s.name === name)?.address ?? 0;
    const entries: [tag: number, value: number][] = [
      [DT.SONAME, this.strings.add(this.exports.soname)],
      [DT.HASH, at('.hash')],
      [DT.GNU_HASH, at('.gnu.hash')],
      [DT.STRTAB, at('.dynstr')],
      [DT.SYMTAB, at('.dynsym')],
      [DT.STRSZ, this.dynstr.length],
      [DT.SYMENT, SYM_SIZE],
      ...(this.exports.version
        ? ([
            [DT.VERDEF, at('.gnu.version_d')],
            [DT.VERDEFNUM, 2],
            [DT.VERSYM, at('.gnu.version')],
          ] as [number, number][])
        : []),
      [DT.NULL, 0],
    ];
    const bytes = new Uint8Array(16 * entries.length);
    const view = new DataView(bytes.buffer);
    entries.forEach(([tag, value], i) => {
      view.setBigInt64(16 * i, BigInt(tag), true);
      view.setBigInt64(16 * i + 8, BigInt(value), true);
    });
    return bytes;
  }
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
