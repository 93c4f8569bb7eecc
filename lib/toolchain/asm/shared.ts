import {
  EHDR_SIZE,
  ET,
  PF,
  PHDR_SIZE,
  type ProgramHeader,
  PT,
  SHF,
  SHT,
  type OutputSection as Written,
  writeElf,
} from '../../elf';
import type { DynamicTables } from './dynamic';
import { PAGE } from './layout';
import { type OutputSection, place } from './output';
import type { AsmSymbol } from './types';

/** Links of section headers to each other: elf(5), sh_link. */
const LINKS: Record<string, string> = {
  '.hash': '.dynsym',
  '.gnu.hash': '.dynsym',
  '.dynsym': '.dynstr',
  '.gnu.version': '.dynsym',
  '.gnu.version_d': '.dynstr',
  '.dynamic': '.dynstr',
};

/** A shared object laid out as Linux' vDSO is: tables, constants and code in one R+X segment that starts the file. */
export interface SharedLayout {
  /** In the order of the file. */
  sections: OutputSection[];
  base: number;
}

/** Places the tables behind the headers, then notes and constants, then code. */
export function layOutShared(tables: DynamicTables, outputs: OutputSection[], base: number): SharedLayout {
  const kept = outputs.filter((o) => o.size > 0);
  const rank = (o: OutputSection) => (o.flags & SHF.EXECINSTR ? 2 : o.type === SHT.NOTE ? 0 : 1);
  const sections = [...tables.sections, ...kept.sort((a, b) => rank(a) - rank(b))];
  let dot = base + EHDR_SIZE + PHDR_SIZE * headerCount(kept);
  for (const section of sections) dot = place(section, dot);
  return { sections, base };
}

const headerCount = (sections: OutputSection[]) => 2 + Number(sections.some((s) => s.type === SHT.NOTE));

/** Writes the shared object: ET_DYN, PT_LOAD, PT_DYNAMIC, and PT_NOTE where there are notes. */
export function writeShared(
  { sections, base }: SharedLayout,
  tables: DynamicTables,
  bytes: Map<OutputSection, Uint8Array>,
): Uint8Array {
  const index = new Map(sections.map((s, i) => [s.name, i + 1]));
  const made = tables.contents((symbol: AsmSymbol) => index.get(symbol.section) ?? 0);
  const written = sections.map((section): Written => {
    const linked = LINKS[section.name];
    return {
      name: section.name,
      type: section.type,
      flags: section.flags,
      addr: section.address,
      offset: section.address - base,
      size: section.size,
      link: linked ? (index.get(linked) ?? 0) : 0,
      // The first symbol that is not local; the number of version definitions.
      info: section.name === '.dynsym' ? 1 : section.name === '.gnu.version_d' ? 2 : 0,
      addralign: section.alignment,
      entsize: section.entsize,
      bytes: made.get(section) ?? bytes.get(section),
    };
  });
  const last = sections[sections.length - 1];
  const size = last.address + last.size - base;
  const part = (type: number, of: OutputSection[], align: number): ProgramHeader => {
    const end = of.reduce((at, s) => Math.max(at, s.address + s.size), 0);
    const { address } = of[0];
    const length = end - address;
    return {
      type,
      flags: PF.R,
      offset: address - base,
      vaddr: address,
      paddr: address,
      filesz: length,
      memsz: length,
      align,
    };
  };
  const notes = sections.filter((s) => s.type === SHT.NOTE);
  const programHeaders: ProgramHeader[] = [
    {
      type: PT.LOAD,
      flags: PF.R | PF.X,
      offset: 0,
      vaddr: base,
      paddr: base,
      filesz: size,
      memsz: size,
      align: PAGE,
    },
    part(
      PT.DYNAMIC,
      sections.filter((s) => s.type === SHT.DYNAMIC),
      8,
    ),
    ...(notes.length ? [part(PT.NOTE, notes, Math.max(...notes.map((n) => n.alignment)))] : []),
  ];
  return writeElf({ header: { type: ET.DYN, entry: 0 }, programHeaders, sections: written });
}
