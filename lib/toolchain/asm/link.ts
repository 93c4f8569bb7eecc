import {
  type ElfSymbol,
  ET,
  PF,
  type ProgramHeader,
  PT,
  SHN,
  SHT,
  STB,
  STT,
  type OutputSection as Written,
  writeElf,
  writeSymbols,
} from '../../elf';
import { extraHeaders, type Layout, PAGE } from './layout';
import type { OutputSection } from './output';
import type { AsmSymbol } from './types';

const BINDINGS = { local: STB.LOCAL, global: STB.GLOBAL, weak: STB.WEAK } as const;
const TYPES = { notype: STT.NOTYPE, func: STT.FUNC, object: STT.OBJECT } as const;

/** What goes into an executable file. */
export interface Linked {
  layout: Layout;
  bytes: Map<OutputSection, Uint8Array>;
  symbols: AsmSymbol[];
  entry: number;
  base: number;
  /** PT_GNU_STACK: executable, not executable, or not said. */
  stack?: { executable: boolean };
}

/** Writes a static executable: ELF header, segments page by page, symbol table. */
export function writeExecutable(linked: Linked): Uint8Array {
  const { layout, bytes, base } = linked;
  const all = layout.segments.flatMap((s) => s.sections);
  const sections: Written[] = [];
  const programHeaders: ProgramHeader[] = [];
  const offsets = new Map<OutputSection, number>();
  let offset = layout.headers;
  layout.segments.forEach((segment, i) => {
    const align = alignmentOf(segment.sections);
    for (const section of segment.sections) {
      if (section.type !== SHT.NOBITS) offset = congruent(offset, section.address, align);
      offsets.set(section, offset);
      sections.push(header(section, offset, bytes.get(section)));
      if (section.type !== SHT.NOBITS) offset += section.size;
    }
    programHeaders.push(
      i === 0
        ? firstSegment(segment.sections, base, layout.headers)
        : load(segment.flags, segment.sections, offsets),
    );
  });
  for (const extra of extraHeaders(all)) {
    const covering = load(PF.R, extra.sections, offsets);
    const align = Math.max(...extra.sections.map((s) => s.alignment));
    programHeaders.push({ ...covering, type: extra.type, align });
  }
  if (linked.stack) programHeaders.push(stackHeader(linked.stack.executable));
  if (layout.relro) programHeaders.push(relroHeader(layout.relro, offsets));

  const symbols = symbolsOf(linked.symbols, all);
  const { symtab, strtab, locals } = writeSymbols(symbols);
  const strings = strtab.bytes();
  const symtabOffset = Math.ceil(offset / 8) * 8;
  const table = { flags: 0, addr: 0, link: 0, info: 0, addralign: 1, entsize: 0 };
  sections.push(
    {
      ...table,
      name: '.symtab',
      type: SHT.SYMTAB,
      offset: symtabOffset,
      size: symtab.length,
      link: sections.length + 2,
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
  return writeElf({ header: { type: ET.EXEC, entry: linked.entry }, programHeaders, sections });
}

/** p_align: a page, or what a section in it asks for. */
const alignmentOf = (sections: OutputSection[]) => Math.max(PAGE, ...sections.map((s) => s.alignment));

/** The next offset that is at `address` modulo the segment's alignment, as mapping the file needs. */
function congruent(offset: number, address: number, align: number): number {
  const gap = (address - offset) % align;
  return offset + (gap < 0 ? gap + align : gap);
}

function header(section: OutputSection, offset: number, bytes: Uint8Array | undefined): Written {
  return {
    name: section.name,
    type: section.type,
    flags: section.flags,
    addr: section.address,
    offset,
    size: section.size,
    link: 0,
    info: 0,
    addralign: section.alignment,
    entsize: section.entsize,
    bytes: section.type === SHT.NOBITS ? undefined : bytes,
  };
}

function firstSegment(notes: OutputSection[], base: number, headers: number): ProgramHeader {
  const end = notes.reduce((at, s) => Math.max(at, s.address + s.size), base + headers);
  const size = end - base;
  return {
    type: PT.LOAD,
    flags: PF.R,
    offset: 0,
    vaddr: base,
    paddr: base,
    filesz: size,
    memsz: size,
    align: PAGE,
  };
}

/** One PT_LOAD over consecutive sections; what has no bytes in the file comes last. */
function load(flags: number, sections: OutputSection[], offsets: Map<OutputSection, number>): ProgramHeader {
  const [first] = sections;
  const align = alignmentOf(sections);
  const ends = (list: OutputSection[]) =>
    list.reduce((end, s) => Math.max(end, s.address + s.size), first.address);
  return {
    type: PT.LOAD,
    flags,
    // Without bytes in the file only the offset in the page counts.
    offset: first.type === SHT.NOBITS ? congruent(0, first.address, align) : (offsets.get(first) ?? 0),
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

function relroHeader(
  { start, end }: NonNullable<Layout['relro']>,
  offsets: Map<OutputSection, number>,
): ProgramHeader {
  const size = end - start.address;
  const { address } = start;
  const offset = offsets.get(start) ?? 0;
  return {
    type: PT.GNU_RELRO,
    flags: PF.R,
    offset,
    vaddr: address,
    paddr: address,
    filesz: size,
    memsz: size,
    align: 1,
  };
}

/** Symbols for .symtab, local ones first. */
function symbolsOf(symbols: AsmSymbol[], sections: OutputSection[]): ElfSymbol[] {
  const index = new Map(sections.map((s, i) => [s.name, i + 1]));
  const special: Record<string, number> = { '*ABS*': SHN.ABS, '*UND*': SHN.UNDEF };
  return [...symbols]
    .sort((a, b) => Number(a.binding !== 'local') - Number(b.binding !== 'local'))
    .map((s) => ({
      name: s.name,
      value: s.value,
      size: s.size,
      binding: BINDINGS[s.binding],
      type: TYPES[s.type],
      visibility: s.visibility,
      shndx: special[s.section] ?? index.get(s.section) ?? SHN.ABS,
    }));
}
