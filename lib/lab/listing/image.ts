import {
  type ElfSymbol,
  readElf,
  readSections,
  readSymbols,
  type Section,
  SHF,
  SHT,
  STT,
  sectionBytes,
} from '../../elf';

/** Longest string that is shown beside an instruction. */
const STRING_LIMIT = 40;

/** What is in an executable, by address: functions, data with names, strings and numbers. */
export class CodeImage {
  /** By address, with the size that the symbol table has or else up to the next one. */
  readonly functions: readonly ElfSymbol[];
  private readonly sections: { section: Section; bytes: Uint8Array }[];
  private readonly objects: readonly ElfSymbol[];
  private readonly starts: ReadonlyMap<number, string>;

  constructor(elf: Uint8Array) {
    const file = readElf(elf);
    this.sections = readSections(file)
      .filter((s) => s.flags & SHF.ALLOC)
      .map((section) => ({
        section,
        bytes: section.type === SHT.NOBITS ? new Uint8Array(0) : sectionBytes(file, section),
      }));
    const symbols = readSymbols(file).filter(
      (s) => s.name !== '' && s.type !== STT.FILE && s.type !== STT.SECTION,
    );
    const code = symbols.filter(
      (s) => this.sectionAt(s.value)?.section.flags === (SHF.ALLOC | SHF.EXECINSTR),
    );
    this.functions = this.sized(code);
    this.objects = symbols
      .filter((s) => s.type === STT.OBJECT && s.size > 0)
      .sort((a, b) => a.value - b.value);
    // Of several names of one place, that of a thing before a mere mark, and of those the one that others can see.
    const isThing = ({ type }: ElfSymbol) => Number(type !== STT.NOTYPE);
    const named = symbols
      .filter((s) => s.type !== STT.TLS)
      .sort((a, b) => isThing(a) - isThing(b) || a.binding - b.binding);
    this.starts = new Map(named.map((s) => [s.value, s.name]));
  }

  /** The function that an address lies in. */
  functionAt(address: number): ElfSymbol | undefined {
    return this.functions.find(({ value, size }) => value <= address && address < value + size);
  }

  functionNamed(name: string): ElfSymbol | undefined {
    return this.functions.find((f) => f.name === name);
  }

  /** Where a symbol is. */
  addressOf(name: string): number | undefined {
    return this.objects.find((o) => o.name === name)?.value;
  }

  /** The symbol at an address, or an object with the distance into it. */
  nameOf(address: number): string | undefined {
    const start = this.starts.get(address);
    if (start !== undefined) return start;
    const object = this.objects.find(({ value, size }) => value < address && address < value + size);
    return object && `${object.name}+${address - object.value}`;
  }

  isData(address: number): boolean {
    const home = this.sectionAt(address);
    return home !== undefined && !(home.section.flags & SHF.EXECINSTR);
  }

  /** Bytes of the image; fewer where they end. */
  bytesAt(address: number, size: number): Uint8Array {
    const home = this.sectionAt(address);
    return home
      ? home.bytes.subarray(address - home.section.addr, address - home.section.addr + size)
      : new Uint8Array(0);
  }

  /** A constant string as C writes it; undefined where there is none. */
  stringAt(address: number): string | undefined {
    const home = this.sectionAt(address);
    if (!home || home.section.flags & (SHF.WRITE | SHF.EXECINSTR)) return undefined;
    const from = address - home.section.addr;
    const end = home.bytes.indexOf(0, from);
    if (end <= from || !home.bytes.subarray(from, end).every(isPrintable)) return undefined;
    const text = new TextDecoder().decode(home.bytes.subarray(from, Math.min(end, from + STRING_LIMIT)));
    return JSON.stringify(text) + (end - from > STRING_LIMIT ? '…' : '');
  }

  /** A constant number; undefined where it may change or there is none. */
  numberAt(address: number, size: 4 | 8): string | undefined {
    const home = this.sectionAt(address);
    if (!home || home.section.flags & (SHF.WRITE | SHF.EXECINSTR)) return undefined;
    const bytes = this.bytesAt(address, size);
    if (bytes.length < size) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset, size);
    return String(size === 8 ? view.getFloat64(0, true) : Math.fround(view.getFloat32(0, true)));
  }

  private sectionAt(address: number) {
    return this.sections.find(({ section: { addr, size } }) => addr <= address && address < addr + size);
  }

  private sized(code: ElfSymbol[]): ElfSymbol[] {
    const sorted = code
      .filter((s) => !s.name.startsWith('.'))
      .sort((a, b) => a.value - b.value || Number(b.size > 0) - Number(a.size > 0) || b.binding - a.binding);
    const first = sorted.filter((s, at) => s.value !== sorted[at - 1]?.value);
    return first.map((s, at) => {
      const home = this.sectionAt(s.value)?.section;
      const end = Math.min(
        first[at + 1]?.value ?? Number.POSITIVE_INFINITY,
        home ? home.addr + home.size : s.value,
      );
      return s.size > 0 ? s : { ...s, size: end - s.value };
    });
  }
}

const isPrintable = (byte: number): boolean =>
  (byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13) || byte === 27 || byte >= 128;
