import {
  EHDR_SIZE,
  ELFCLASS64,
  ELFDATA2LSB,
  EM_X86_64,
  EV_CURRENT,
  PHDR_SIZE,
  SHDR_SIZE,
  SHT,
  SYM_SIZE,
} from './constants';
import type { ElfHeader, ElfSymbol, ProgramHeader, Section } from './types';

/** A section to be written: its header, and its bytes unless it is SHT_NOBITS. Offsets are already decided. */
export interface OutputSection extends Section {
  bytes?: Uint8Array;
}

/** A whole file, laid out by the caller. Section 0 and .shstrtab are added by the writer. */
export interface ElfImage {
  header: Pick<ElfHeader, 'type' | 'entry'> & Partial<Pick<ElfHeader, 'osabi' | 'flags'>>;
  programHeaders: ProgramHeader[];
  sections: OutputSection[];
}

/** Serialises an image: ELF header, program headers right behind it, sections at their offsets, section headers last. */
export function writeElf(image: ElfImage): Uint8Array {
  const { programHeaders, sections } = image;
  const names = new StringTable();
  const nameOffsets = [...sections.map((s) => names.add(s.name)), names.add('.shstrtab')];
  const contentEnd = sections.reduce(
    (end, s) => Math.max(end, s.type === SHT.NOBITS ? end : s.offset + s.size),
    EHDR_SIZE + programHeaders.length * PHDR_SIZE,
  );
  const namesBytes = names.bytes();
  const shoff = Math.ceil((contentEnd + namesBytes.length) / 8) * 8;
  const shnum = sections.length + 2;
  const bytes = new Uint8Array(shoff + shnum * SHDR_SIZE);
  const view = new DataView(bytes.buffer);

  bytes.set([0x7f, 0x45, 0x4c, 0x46, ELFCLASS64, ELFDATA2LSB, EV_CURRENT, image.header.osabi ?? 0]);
  view.setUint16(16, image.header.type, true);
  view.setUint16(18, EM_X86_64, true);
  view.setUint32(20, EV_CURRENT, true);
  set64(view, 24, image.header.entry);
  set64(view, 32, programHeaders.length ? EHDR_SIZE : 0);
  set64(view, 40, shoff);
  view.setUint32(48, image.header.flags ?? 0, true);
  view.setUint16(52, EHDR_SIZE, true);
  view.setUint16(54, PHDR_SIZE, true);
  view.setUint16(56, programHeaders.length, true);
  view.setUint16(58, SHDR_SIZE, true);
  view.setUint16(60, shnum, true);
  view.setUint16(62, shnum - 1, true);

  programHeaders.forEach((ph, i) => {
    writeProgramHeader(view, EHDR_SIZE + i * PHDR_SIZE, ph);
  });
  const all: OutputSection[] = [
    ...sections,
    {
      name: '.shstrtab',
      type: SHT.STRTAB,
      flags: 0,
      addr: 0,
      offset: contentEnd,
      size: namesBytes.length,
      link: 0,
      info: 0,
      addralign: 1,
      entsize: 0,
      bytes: namesBytes,
    },
  ];
  all.forEach((section, i) => {
    if (section.bytes) bytes.set(section.bytes, section.offset);
    writeSection(view, shoff + (i + 1) * SHDR_SIZE, section, nameOffsets[i]);
  });
  return bytes;
}

function writeProgramHeader(view: DataView, at: number, ph: ProgramHeader): void {
  view.setUint32(at, ph.type, true);
  view.setUint32(at + 4, ph.flags, true);
  set64(view, at + 8, ph.offset);
  set64(view, at + 16, ph.vaddr);
  set64(view, at + 24, ph.paddr);
  set64(view, at + 32, ph.filesz);
  set64(view, at + 40, ph.memsz);
  set64(view, at + 48, ph.align);
}

function writeSection(view: DataView, at: number, section: Section, nameOffset: number): void {
  view.setUint32(at, nameOffset, true);
  view.setUint32(at + 4, section.type, true);
  set64(view, at + 8, section.flags);
  set64(view, at + 16, section.addr);
  set64(view, at + 24, section.offset);
  set64(view, at + 32, section.size);
  view.setUint32(at + 40, section.link, true);
  view.setUint32(at + 44, section.info, true);
  set64(view, at + 48, section.addralign);
  set64(view, at + 56, section.entsize);
}

/** A symbol table and its strings. Local symbols must come first (elf(5): sh_info); symbol 0 is added. */
export function writeSymbols(symbols: readonly ElfSymbol[]): {
  symtab: Uint8Array;
  strtab: StringTable;
  locals: number;
} {
  const strtab = new StringTable();
  const symtab = new Uint8Array((symbols.length + 1) * SYM_SIZE);
  const view = new DataView(symtab.buffer);
  symbols.forEach((symbol, i) => {
    const at = (i + 1) * SYM_SIZE;
    view.setUint32(at, strtab.add(symbol.name), true);
    symtab[at + 4] = (symbol.binding << 4) | symbol.type;
    symtab[at + 5] = symbol.visibility;
    view.setUint16(at + 6, symbol.shndx, true);
    set64(view, at + 8, symbol.value);
    set64(view, at + 16, symbol.size);
  });
  const firstGlobal = symbols.findIndex((s) => s.binding !== 0);
  return { symtab, strtab, locals: (firstGlobal < 0 ? symbols.length : firstGlobal) + 1 };
}

/** A table of NUL-terminated strings, each held once, that starts with the empty one. */
export class StringTable {
  private readonly offsets = new Map<string, number>([['', 0]]);
  private readonly chunks: Uint8Array[] = [new Uint8Array(1)];
  private length = 1;

  /** Adds `text` where it is not there yet; answers its offset. */
  add(text: string): number {
    const known = this.offsets.get(text);
    if (known !== undefined) return known;
    const encoded = new TextEncoder().encode(`${text}\0`);
    const offset = this.length;
    this.offsets.set(text, offset);
    this.chunks.push(encoded);
    this.length += encoded.length;
    return offset;
  }

  bytes(): Uint8Array {
    const out = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.chunks) {
      out.set(chunk, at);
      at += chunk.length;
    }
    return out;
  }
}

/** Writes a signed or unsigned number below 2^64 as 64 bits. */
function set64(view: DataView, at: number, value: number): void {
  view.setUint32(at, value % 0x1_0000_0000, true);
  view.setUint32(at + 4, Math.floor(value / 0x1_0000_0000), true);
}
