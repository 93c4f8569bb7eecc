import {
  EHDR_SIZE,
  type ElfSymbol,
  ET,
  PF,
  PHDR_SIZE,
  type ProgramHeader,
  PT,
  SHF,
  SHT,
  type OutputSection as Written,
  writeElf,
  writeSymbols,
} from '../../elf';
import { alignUp } from './bytes';
import type { OutputSection } from './input';
import { type Layout, PAGE } from './layout';

/** What goes into the file. */
export interface Image {
  layout: Layout;
  /** Contents of output sections, loaded or not. */
  bytes: ReadonlyMap<OutputSection, Uint8Array>;
  /** Loaded sections in the order of their headers, then those that are not loaded. */
  sections: readonly OutputSection[];
  symbols: ElfSymbol[] | undefined;
  entry: number;
  isExec: boolean;
  /** PT_GNU_STACK: executable, not executable, or not said. */
  stack: { executable: boolean } | undefined;
}

/** Writes an executable or shared object: ELF header, segments page by page, other sections, symbol table. */
export function writeImage(image: Image): Uint8Array {
  const { layout, bytes } = image;
  const programHeaders = placeInFile(image);
  const headers: Written[] = image.sections.map((section) => header(section, bytes.get(section)));
  const symbols = image.symbols;
  if (symbols) {
    const { symtab, strtab, locals } = writeSymbols(symbols);
    const strings = strtab.bytes();
    const end = headers.reduce(
      (at, s) => Math.max(at, s.type === SHT.NOBITS ? 0 : s.offset + s.size),
      layout.headers,
    );
    const symtabOffset = alignUp(end, 8);
    const table = { flags: 0, addr: 0, link: 0, info: 0, addralign: 1, entsize: 0 };
    headers.push(
      {
        ...table,
        name: '.symtab',
        type: SHT.SYMTAB,
        offset: symtabOffset,
        size: symtab.length,
        link: headers.length + 2,
        info: locals,
        addralign: 8,
        entsize: 24,
        bytes: symtab,
      },
      {
        ...table,
        name: '.strtab',
        type: SHT.STRTAB,
        offset: symtabOffset + symtab.length,
        size: strings.length,
        bytes: strings,
      },
    );
  }
  const type = image.isExec ? ET.EXEC : ET.DYN;
  return writeElf({ header: { type, entry: image.entry }, programHeaders, sections: headers });
}

/** Gives every section its offset in the file; answers the program headers. */
function placeInFile({ layout, sections, stack }: Image): ProgramHeader[] {
  const { segments, base } = layout;
  let offset = layout.headers;
  const loads = segments.map((segment) => {
    const align = Math.max(PAGE, ...segment.sections.map((s) => s.alignment));
    for (const section of segment.sections) {
      if (section.type !== SHT.NOBITS) offset = congruent(offset, section.address, align);
      section.fileOffset = offset;
      if (section.type !== SHT.NOBITS) offset += section.size;
    }
    return segment.hasHeaders
      ? withHeaders(segment.flags, segment.sections, base, layout.headers)
      : load(
          segment.flags,
          // Thread-local zeros take no room among the others.
          segment.sections.filter((s) => s.type !== SHT.NOBITS || !(s.flags & SHF.TLS)),
        );
  });
  for (const section of sections) {
    if (section.address !== 0 || segments.some((s) => s.sections.includes(section))) continue;
    offset = alignUp(offset, section.alignment);
    section.fileOffset = offset;
    if (section.type !== SHT.NOBITS) offset += section.size;
  }
  const count =
    loads.length + layout.leading.length + layout.trailing.length + (stack ? 1 : 0) + (layout.relro ? 1 : 0);
  const extra = ({ type, flags, sections: covered }: Layout['trailing'][number]): ProgramHeader => {
    if (type === PT.PHDR) {
      const size = count * PHDR_SIZE;
      const vaddr = base + EHDR_SIZE;
      return { type, flags, offset: EHDR_SIZE, vaddr, paddr: vaddr, filesz: size, memsz: size, align: 8 };
    }
    return { ...load(flags, covered), type, align: Math.max(...covered.map((s) => s.alignment)) };
  };
  return [
    ...layout.leading.map(extra),
    ...loads,
    ...layout.trailing.map(extra),
    ...(stack ? [stackHeader(stack.executable)] : []),
    ...(layout.relro ? [relroHeader(layout.relro)] : []),
  ];
}

/** The next offset that is at `address` modulo the segment's alignment, as mapping the file needs. */
function congruent(offset: number, address: number, align: number): number {
  const gap = (address - offset) % align;
  return offset + (gap < 0 ? gap + align : gap);
}

function header(section: OutputSection, bytes: Uint8Array | undefined): Written {
  return {
    name: section.name,
    type: section.type,
    flags: section.flags,
    addr: section.address,
    offset: section.fileOffset,
    size: section.size,
    link: section.link?.index ?? 0,
    info: section.info,
    addralign: section.alignment,
    entsize: section.entsize,
    bytes: section.type === SHT.NOBITS ? undefined : bytes,
  };
}

function withHeaders(flags: number, sections: OutputSection[], base: number, headers: number): ProgramHeader {
  const size = sections.reduce((at, s) => Math.max(at, s.address + s.size), base + headers) - base;
  return {
    type: PT.LOAD,
    flags,
    offset: 0,
    vaddr: base,
    paddr: base,
    filesz: size,
    memsz: size,
    align: PAGE,
  };
}

/** One header over consecutive sections; what has no bytes in the file comes last. */
function load(flags: number, sections: OutputSection[]): ProgramHeader {
  const [first] = sections;
  const align = Math.max(PAGE, ...sections.map((s) => s.alignment));
  const ends = (list: OutputSection[]) =>
    list.reduce((end, s) => Math.max(end, s.address + s.size), first.address);
  return {
    type: PT.LOAD,
    flags,
    // Without bytes in the file only the offset in the page counts.
    offset: first.type === SHT.NOBITS ? congruent(0, first.address, align) : first.fileOffset,
    vaddr: first.address,
    paddr: first.address,
    filesz: ends(sections.filter((s) => s.type !== SHT.NOBITS)) - first.address,
    memsz: ends(sections) - first.address,
    align,
  };
}

function stackHeader(executable: boolean): ProgramHeader {
  const flags = PF.R | PF.W | (executable ? PF.X : 0);
  return { type: PT.GNU_STACK, flags, offset: 0, vaddr: 0, paddr: 0, filesz: 0, memsz: 0, align: 16 };
}

function relroHeader({ start, end }: NonNullable<Layout['relro']>): ProgramHeader {
  const size = end - start.address;
  const { address, fileOffset } = start;
  return {
    type: PT.GNU_RELRO,
    flags: PF.R,
    offset: fileOffset,
    vaddr: address,
    paddr: address,
    filesz: size,
    memsz: size,
    align: 1,
  };
}
