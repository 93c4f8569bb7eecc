import {
  EHDR_SIZE,
  ET,
  GRP_COMDAT,
  type OutputSection,
  RELA_SIZE,
  SHF,
  SHN,
  SHT,
  STB,
  STT,
  SYM_SIZE,
  writeElf,
  writeSymbols,
} from '../../elf';
import type { ObjectFile, ObjectSection, ObjectSymbol } from './model';

const SPECIAL = { undefined: SHN.UNDEF, absolute: SHN.ABS, common: SHN.COMMON };

/** Writes an object as an ELF64 relocatable file, as `as` does: groups, sections each with its .rela, symbols, strings. */
export function writeObject(object: ObjectFile): Uint8Array {
  return new Writer(object).run();
}

class Writer {
  private readonly out: OutputSection[] = [];
  /** Section header numbers. */
  private readonly numbers = new Map<ObjectSection, number>();
  private readonly symbolNumbers = new Map<ObjectSymbol, number>();
  private readonly symbols: ObjectSymbol[];
  private offset = EHDR_SIZE;

  constructor(private readonly object: ObjectFile) {
    this.symbols = orderSymbols(object);
    this.symbols.forEach((symbol, i) => {
      this.symbolNumbers.set(symbol, i + 1);
    });
    let number = object.groups.length + 1;
    for (const section of object.sections) {
      this.numbers.set(section, number);
      number += section.relocations.length ? 2 : 1;
    }
    if (number + 3 >= SHN.LORESERVE)
      throw new Error(`${object.name}: ${number} sections are more than a file takes here (65000)`);
  }

  run(): Uint8Array {
    const { object } = this;
    const grouped = new Set(object.groups.flatMap((g) => g.sections));
    const symtabNumber =
      1 +
      object.groups.length +
      object.sections.reduce((count, s) => count + (s.relocations.length ? 2 : 1), 0);
    for (const group of object.groups) {
      const words = [group.comdat ? GRP_COMDAT : 0];
      for (const section of group.sections) {
        const number = this.numberOf(section);
        words.push(number);
        if (section.relocations.length) words.push(number + 1);
      }
      this.add('.group', SHT.GROUP, bytesOfWords(words), {
        link: symtabNumber,
        info: this.symbolNumber(group.signature),
        addralign: 4,
        entsize: 4,
      });
    }
    for (const section of object.sections) {
      const flags = grouped.has(section) ? section.flags | SHF.GROUP : section.flags;
      this.add(section.name, section.type, section.type === SHT.NOBITS ? undefined : section.bytes, {
        flags,
        size: section.size,
        addralign: section.alignment,
        entsize: section.entsize,
        link: section.linkedTo ? this.numberOf(section.linkedTo) : 0,
      });
      if (section.relocations.length)
        this.add(`.rela${section.name}`, SHT.RELA, this.relocations(section), {
          flags: SHF.INFO_LINK | (grouped.has(section) ? SHF.GROUP : 0),
          link: symtabNumber,
          info: this.numberOf(section),
          addralign: 8,
          entsize: RELA_SIZE,
        });
    }
    const { symtab, strtab, locals } = writeSymbols(
      this.symbols.map((s) => ({
        ...s,
        shndx: typeof s.section === 'string' ? SPECIAL[s.section] : this.numberOf(s.section),
      })),
    );
    this.add('.symtab', SHT.SYMTAB, symtab, {
      link: symtabNumber + 1,
      info: locals,
      addralign: 8,
      entsize: SYM_SIZE,
    });
    this.add('.strtab', SHT.STRTAB, strtab.bytes(), {});
    return writeElf({ header: { type: ET.REL, entry: 0 }, programHeaders: [], sections: this.out });
  }

  private add(
    name: string,
    type: number,
    bytes: Uint8Array | undefined,
    more: Partial<Pick<OutputSection, 'flags' | 'size' | 'link' | 'info' | 'addralign' | 'entsize'>>,
  ): void {
    const addralign = more.addralign ?? 1;
    const offset = bytes?.length ? Math.ceil(this.offset / addralign) * addralign : this.offset;
    const size = more.size ?? bytes?.length ?? 0;
    if (bytes) this.offset = offset + bytes.length;
    this.out.push({
      name,
      type,
      flags: more.flags ?? 0,
      addr: 0,
      offset,
      size,
      link: more.link ?? 0,
      info: more.info ?? 0,
      addralign,
      entsize: more.entsize ?? 0,
      bytes,
    });
  }

  private relocations(section: ObjectSection): Uint8Array {
    const bytes = new Uint8Array(section.relocations.length * RELA_SIZE);
    const view = new DataView(bytes.buffer);
    section.relocations.forEach(({ offset, type, symbol, addend }, i) => {
      const at = i * RELA_SIZE;
      set64(view, at, offset);
      view.setUint32(at + 8, type, true);
      view.setUint32(at + 12, this.symbolNumber(symbol), true);
      set64(view, at + 16, addend);
    });
    return bytes;
  }

  private numberOf(section: ObjectSection): number {
    const number = this.numbers.get(section);
    if (number === undefined)
      throw new Error(`${this.object.name}: section '${section.name}' is not of this object`);
    return number;
  }

  private symbolNumber(symbol: ObjectSymbol): number {
    const number = this.symbolNumbers.get(symbol);
    if (number === undefined)
      throw new Error(`${this.object.name}: symbol '${symbol.name}' is not of this object`);
    return number;
  }
}

/** STT_FILE, then sections' symbols, then other local ones, then the rest; with those that only relocations name. */
function orderSymbols(object: ObjectFile): ObjectSymbol[] {
  const all = new Set(object.symbols);
  for (const section of object.sections) for (const { symbol } of section.relocations) all.add(symbol);
  for (const group of object.groups) all.add(group.signature);
  const rank = (s: ObjectSymbol) => {
    if (s.binding !== STB.LOCAL) return 3;
    if (s.type === STT.FILE) return 0;
    return s.type === STT.SECTION ? 1 : 2;
  };
  return [...all].sort((a, b) => rank(a) - rank(b));
}

function bytesOfWords(words: number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(words).buffer);
}

function set64(view: DataView, at: number, value: number): void {
  view.setUint32(at, value % 0x1_0000_0000, true);
  view.setUint32(at + 4, Math.floor(value / 0x1_0000_0000), true);
}
