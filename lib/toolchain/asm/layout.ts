import { EHDR_SIZE, PF, PHDR_SIZE, PT, SHF, SHT } from '../../elf';
import { alignUp, type OutputSection, place } from './output';

export const PAGE = 4096;

/** Output sections that share one mapping. */
export interface Segment {
  flags: number;
  sections: OutputSection[];
}

/** Everything placed, with the symbols that ld's script defines. */
export interface Layout {
  segments: Segment[];
  /** Bytes of ELF header and program headers, mapped at the start; 0 without. */
  headers: number;
  symbols: { name: string; value: number; always: boolean }[];
  /** What PT_GNU_RELRO covers. */
  relro?: { start: OutputSection; end: number };
}

/** Data that a dynamic linker makes read-only when it has relocated it, in the order of ld's default script. */
const RELRO = [
  '.tdata',
  '.tbss',
  '.preinit_array',
  '.init_array',
  '.fini_array',
  '.ctors',
  '.dtors',
  '.data.rel.ro',
];
/** Sections in the order of that script; others follow those of their kind. */
const ORDER = ['.init', '.text', '.fini', '.rodata', '.eh_frame', ...RELRO, '.data'];
const rank = (name: string) => {
  const at = ORDER.indexOf(name);
  return at < 0 ? ORDER.length : at;
};

/**
 * Places output sections as `ld -static -z separate-code` does: headers and notes, code, constants, data, each on
 * pages of their own. `headers` is false for an image without an ELF header, whose code starts at `base` itself;
 * `stack` says that there will be a PT_GNU_STACK.
 */
export function layOut(outputs: OutputSection[], base: number, headers: boolean, stack: boolean): Layout {
  const kept = outputs.filter((o) => o.size > 0).sort((a, b) => rank(a.name) - rank(b.name));
  const writable = (o: OutputSection) => (o.flags & SHF.WRITE) !== 0;
  const code = (o: OutputSection) => (o.flags & SHF.EXECINSTR) !== 0;
  const note = (o: OutputSection) => o.type === SHT.NOTE;
  const nobits = (o: OutputSection) => o.type === SHT.NOBITS && !(o.flags & SHF.TLS);
  const notes = kept.filter((o) => note(o) && !writable(o) && !code(o));
  const text = kept.filter((o) => code(o) && !writable(o));
  const constants = kept.filter((o) => !code(o) && !writable(o) && !note(o));
  const relro = kept.filter((o) => writable(o) && RELRO.includes(o.name));
  const data = kept.filter((o) => writable(o) && !nobits(o) && !relro.includes(o));
  const bss = kept.filter((o) => writable(o) && nobits(o));

  const loads = 1 + [text, constants, [...relro, ...data, ...bss]].filter((group) => group.length > 0).length;
  const programHeaders = loads + extraHeaders(kept).length + Number(stack) + Number(relro.length > 0);
  const headerSize = headers ? EHDR_SIZE + programHeaders * PHDR_SIZE : 0;
  let dot = placeAll(notes, base + headerSize);
  dot = placeAll(text, alignUp(dot, PAGE));
  // Where text ends matters even without constants: the script aligns either way.
  dot = placeAll(constants, alignUp(dot, PAGE));
  const relroEnd = relro.length > 0 ? placeRelro(dot, relro) : 0;
  dot = placeAll(data, relroEnd || dataStart(dot, data, bss));
  const edata = dot;
  dot = alignUp(placeAll(bss, dot), 8);

  const segments: Segment[] = [
    { flags: PF.R, sections: notes },
    { flags: PF.R | PF.X, sections: text },
    { flags: PF.R, sections: constants },
    { flags: PF.R | PF.W | (data.some(code) ? PF.X : 0), sections: [...relro, ...data, ...bss] },
  ].filter((segment, i) => segment.sections.length > 0 || (i === 0 && headers));
  const etext = text.reduce((end, o) => Math.max(end, o.address + o.size), base);
  const provided = {
    __executable_start: base,
    __ehdr_start: base,
    etext,
    _etext: etext,
    __etext: etext,
    edata,
    end: dot,
  };
  return {
    segments,
    headers: headerSize,
    relro: relro.length > 0 ? { start: relro[0], end: relroEnd } : undefined,
    symbols: [
      ...Object.entries({ __bss_start: edata, _edata: edata, _end: dot }).map(
        (entry) => [...entry, headers] as const,
      ),
      ...Object.entries(provided).map((entry) => [...entry, false] as const),
    ].map(([name, value, always]) => ({ name, value, always })),
  };
}

function placeAll(sections: OutputSection[], from: number): number {
  let dot = from;
  for (const section of sections) {
    const end = place(section, dot);
    // .tbss takes no room among the others: each thread has its own.
    if (!isTbss(section)) dot = end;
  }
  return dot;
}

/** The next page, at the same place in it as `dot` has. */
const nextPage = (dot: number) => alignUp(dot, PAGE) + (dot - Math.floor(dot / PAGE) * PAGE);

const isTbss = (o: OutputSection) => o.type === SHT.NOBITS && (o.flags & SHF.TLS) !== 0;

/**
 * DATA_SEGMENT_RELRO_END: these sections are moved up so that they end with a page, and data starts on a fresh one.
 * lang_size_relro_segment_1 in ld/ldlang.c.
 */
function placeRelro(dot: number, relro: OutputSection[]): number {
  let end = nextPage(dot);
  for (const section of relro) end = alignUp(end, section.alignment) + (isTbss(section) ? 0 : section.size);
  const relroEnd = alignUp(end, PAGE);
  let start = relroEnd;
  for (const section of [...relro].reverse()) {
    const from = start - (isTbss(section) ? 0 : section.size);
    start = Math.floor(from / section.alignment) * section.alignment;
  }
  placeAll(relro, start);
  return relroEnd;
}

/**
 * DATA_SEGMENT_ALIGN: data continues in the file where constants end, one page further in memory; unless starting
 * on a fresh page takes one page less. ld documentation, "Builtin Functions"; lang_size_sections in ld/ldlang.c.
 */
function dataStart(dot: number, data: OutputSection[], bss: OutputSection[]): number {
  const aligned = alignUp(dot, PAGE);
  const congruent = nextPage(dot);
  let end = congruent;
  for (const section of [...data, ...bss]) {
    end = alignUp(end, section.alignment) + section.size;
  }
  end = alignUp(end, 8);
  if (end === congruent) return aligned;
  const first = alignUp(congruent, PAGE) - congruent;
  const last = end - Math.floor(end / PAGE) * PAGE;
  const samePage = Math.floor(congruent / PAGE) === Math.floor(end / PAGE);
  return first > 0 && last > 0 && !samePage && first + last <= PAGE ? aligned : congruent;
}

/** Program headers beside PT_LOAD: what each asks for. */
export function extraHeaders(kept: OutputSection[]): { type: number; sections: OutputSection[] }[] {
  const notes = kept.filter((o) => o.type === SHT.NOTE);
  const tls = kept.filter((o) => o.flags & SHF.TLS);
  const property = kept.filter((o) => o.name === '.note.gnu.property');
  return [
    { type: PT.NOTE, sections: notes },
    { type: PT.TLS, sections: tls },
    { type: PT.GNU_PROPERTY, sections: property },
  ].filter((h) => h.sections.length > 0);
}
