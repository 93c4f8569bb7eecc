import {
  ElfError,
  type ElfFile,
  ET,
  GRP_COMDAT,
  RELA_SIZE,
  readElf,
  readSections,
  readSymbols,
  type Section,
  SHF,
  SHN,
  SHT,
  sectionBytes,
} from '../../elf';
import type { ObjectFile, ObjectSection, ObjectSymbol, Relocation, SectionGroup } from './model';

/** Sections of the file's own bookkeeping, which are no content. */
const BOOKKEEPING = new Set<number>([
  SHT.NULL,
  SHT.SYMTAB,
  SHT.STRTAB,
  SHT.RELA,
  SHT.GROUP,
  SHT.SYMTAB_SHNDX,
  SHT.LLVM_ADDRSIG,
]);
/** What a section of zeros may claim: no program has more. */
const MAX_SIZE = 2 ** 46;

/**
 * Reads an ELF64 relocatable file. Sections that are turned down or do not concern a linker are left out.
 *
 * @throws ElfError
 */
export function readObject(bytes: Uint8Array, name: string): ObjectFile {
  const file = readElf(bytes);
  if (file.header.type !== ET.REL) throw new ElfError('not a relocatable file: e_type is not ET_REL', 16);
  return new Reader(file, name).run();
}

class Reader {
  private readonly headers: Section[];
  /** By section header number. */
  private readonly sections: (ObjectSection | undefined)[];
  private readonly symbols: ObjectSymbol[];

  constructor(
    private readonly file: ElfFile,
    private readonly name: string,
  ) {
    this.headers = readSections(file);
    this.sections = this.headers.map((header) => this.section(header));
    this.symbols = this.readSymbols();
  }

  run(): ObjectFile {
    const groups: SectionGroup[] = [];
    this.headers.forEach((header, i) => {
      if (header.type === SHT.RELA) this.relocations(header);
      else if (header.type === SHT.REL)
        throw new ElfError(`'${header.name}': x86-64 has no relocations without addends`, header.offset);
      else if (header.type === SHT.GROUP) groups.push(this.group(header));
      const section = this.sections[i];
      if (section && header.flags & SHF.LINK_ORDER) section.linkedTo = this.sections[header.link];
    });
    const sections = this.sections.filter((s) => s !== undefined);
    return { name: this.name, sections, symbols: this.symbols.slice(1), groups };
  }

  private section(header: Section): ObjectSection | undefined {
    if (BOOKKEEPING.has(header.type)) return undefined;
    const alignment = Math.max(header.addralign, 1);
    if (!Number.isSafeInteger(alignment) || !Number.isInteger(Math.log2(alignment)) || alignment > 2 ** 32)
      throw new ElfError(
        `section '${header.name}': alignment ${header.addralign} is no power of two`,
        header.offset,
      );
    if (header.type === SHT.NOBITS && header.size > MAX_SIZE)
      throw new ElfError(`section '${header.name}' claims ${header.size} bytes`, header.offset);
    return {
      name: header.name,
      type: header.type,
      // Membership is what groups say; tables of relocations are not sections here.
      flags: (header.flags & ~(SHF.GROUP | SHF.INFO_LINK)) >>> 0,
      alignment,
      entsize: header.entsize,
      size: header.size,
      bytes: sectionBytes(this.file, header),
      relocations: [],
    };
  }

  private readSymbols(): ObjectSymbol[] {
    const extended = this.headers.find((h) => h.type === SHT.SYMTAB_SHNDX);
    const indices = extended && sectionBytes(this.file, extended);
    const view = indices && new DataView(indices.buffer, indices.byteOffset, indices.byteLength);
    const all = readSymbols(this.file).map((symbol, i): ObjectSymbol => {
      let { shndx } = symbol;
      if (shndx === SHN.XINDEX && view && 4 * i + 4 <= view.byteLength) shndx = view.getUint32(4 * i, true);
      const { name, value, size, binding, type, visibility } = symbol;
      return { name, value, size, binding, type, visibility, section: this.place(shndx, name) };
    });
    // The null symbol stands for no symbol at all: absolute zero.
    if (all[0]) all[0].section = 'absolute';
    return all;
  }

  private place(shndx: number, name: string): ObjectSymbol['section'] {
    if (shndx === SHN.UNDEF) return 'undefined';
    if (shndx === SHN.ABS) return 'absolute';
    if (shndx === SHN.COMMON) return 'common';
    if (shndx >= this.headers.length)
      throw new ElfError(`symbol '${name}' is in section ${shndx}, which is not there`, 0);
    return this.sections[shndx] ?? 'absolute';
  }

  private relocations(header: Section): void {
    const section = this.sections[header.info];
    // Relocations of what was left out.
    if (!section) return;
    const bytes = sectionBytes(this.file, header);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const list: Relocation[] = section.relocations;
    for (let at = 0; at + RELA_SIZE <= bytes.length; at += RELA_SIZE) {
      const offset = view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
      const symbol = this.symbols[view.getUint32(at + 12, true)];
      if (!symbol)
        throw new ElfError(`'${header.name}' names a symbol that is not there`, header.offset + at);
      if (offset >= section.size && view.getUint32(at + 8, true) !== 0)
        throw new ElfError(
          `'${header.name}' changes a place outside of '${section.name}'`,
          header.offset + at,
        );
      const addend = view.getInt32(at + 20, true) * 2 ** 32 + view.getUint32(at + 16, true);
      list.push({ offset, type: view.getUint32(at + 8, true), symbol, addend });
    }
  }

  private group(header: Section): SectionGroup {
    const bytes = sectionBytes(this.file, header);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const signature = this.symbols[header.info];
    if (bytes.length < 4 || !signature)
      throw new ElfError(`section group ${header.info} has no signature`, header.offset);
    const sections: ObjectSection[] = [];
    for (let at = 4; at + 4 <= bytes.length; at += 4) {
      const member = this.sections[view.getUint32(at, true)];
      if (member) sections.push(member);
    }
    return { signature, comdat: (view.getUint32(0, true) & GRP_COMDAT) !== 0, sections };
  }
}
