import { EHDR_SIZE, PF, PHDR_SIZE, PT, SHF, SHT } from '../../elf';
import { alignUp } from './bytes';
import type { OutputSection } from './input';
import { place } from './output';

export const PAGE = 4096;

/** Output sections that share one mapping. */
export interface Segment {
  flags: number;
  sections: OutputSection[];
  /** It starts with the headers of the file. */
  hasHeaders: boolean;
}

/** A program header beside PT_LOAD: its type, and the sections it covers. */
export interface ExtraHeader {
  type: number;
  flags: number;
  sections: OutputSection[];
}

/** Everything placed, with the addresses that ld's script has names for. */
export interface Layout {
  base: number;
  segments: Segment[];
  /** Before and behind the PT_LOADs. */
  leading: ExtraHeader[];
  trailing: ExtraHeader[];
  /** Bytes of ELF header and program headers, mapped at the start; 0 without. */
  headers: number;
  /** What PT_GNU_RELRO covers. */
  relro: { start: OutputSection; end: number } | undefined;
  etext: number;
  edata: number;
  end: number;
}

export interface LayoutOptions {
  base: number;
  /** False for an image without an ELF header, whose code starts at `base` itself. */
  headers: boolean;
  /** There will be a PT_GNU_STACK. */
  stack: boolean;
  /** Everything in one segment that may be run: the vDSO. */
  oneSegment: boolean;
}

/** Sections of the first segment, which is only read, in their order. */
const FIRST = [
  '.interp',
  '.note',
  '.hash',
  '.gnu.hash',
  '.dynsym',
  '.dynstr',
  '.gnu.version',
  '.gnu.version_d',
  '.gnu.version_r',
  '.rela.dyn',
  '.relr.dyn',
  '.rela.plt',
];
/** Data that is made read-only when it has been relocated, in the order of ld's default script. */
const RELRO = [
  '.tdata',
  '.tbss',
  '.preinit_array',
  '.init_array',
  '.fini_array',
  '.ctors',
  '.dtors',
  '.data.rel.ro',
  '.dynamic',
  '.got',
];
/** Sections in the order of that script; others follow those of their kind. */
const ORDER = [
  '.init',
  '.plt',
  '.text',
  '.fini',
  '.rodata',
  '.eh_frame_hdr',
  '.eh_frame',
  '.gcc_except_table',
  ...RELRO,
  '.got.plt',
  '.data',
];

const rankIn = (list: readonly string[], name: string) => {
  const at = list.indexOf(name);
  return at < 0 ? list.length : at;
};
const firstRank = (o: OutputSection) => rankIn(FIRST, o.type === SHT.NOTE ? '.note' : o.name);
const isWritable = (o: OutputSection) => (o.flags & SHF.WRITE) !== 0;
const isCode = (o: OutputSection) => (o.flags & SHF.EXECINSTR) !== 0;
const isTbss = (o: OutputSection) => o.type === SHT.NOBITS && (o.flags & SHF.TLS) !== 0;
const isZeros = (o: OutputSection) => o.type === SHT.NOBITS && !(o.flags & SHF.TLS);

/**
 * Places output sections as `ld -z separate-code` does: headers, notes and dynamic tables, code, constants, data, each
 * on pages of their own.
 */
export function layOut(outputs: readonly OutputSection[], options: LayoutOptions): Layout {
  const kept = outputs.filter((o) => o.size > 0 && o.flags & SHF.ALLOC);
  kept.sort((a, b) => rankIn(ORDER, a.name) - rankIn(ORDER, b.name));
  alignTls(kept);
  return options.oneSegment ? layOutTogether(kept, options) : layOutApart(kept, options);
}

/** Thread-local data starts where the strictest of its sections may: offsets from the thread pointer count on it. */
function alignTls(kept: readonly OutputSection[]): void {
  const tls = kept.filter((o) => o.flags & SHF.TLS);
  if (tls.length > 0) tls[0].alignment = Math.max(...tls.map((o) => o.alignment));
}

function layOutApart(kept: OutputSection[], { base, headers, stack }: LayoutOptions): Layout {
  const isFirst = (o: OutputSection) =>
    !isWritable(o) && !isCode(o) && (o.type === SHT.NOTE || FIRST.includes(o.name));
  const first = kept.filter(isFirst).sort((a, b) => firstRank(a) - firstRank(b));
  const text = kept.filter((o) => isCode(o) && !isWritable(o));
  const constants = kept.filter((o) => !isCode(o) && !isWritable(o) && !isFirst(o));
  const relro = kept.filter((o) => isWritable(o) && RELRO.includes(o.name));
  const data = kept.filter((o) => isWritable(o) && !isZeros(o) && !relro.includes(o));
  const bss = kept.filter((o) => isWritable(o) && isZeros(o));

  const { leading, trailing } = extraHeaders(kept);
  const loads = 1 + [text, constants, [...relro, ...data, ...bss]].filter((group) => group.length > 0).length;
  const count = loads + leading.length + trailing.length + Number(stack) + Number(relro.length > 0);
  const headerSize = headers ? EHDR_SIZE + count * PHDR_SIZE : 0;
  let dot = placeAll(first, base + headerSize);
  dot = placeAll(text, alignUp(dot, PAGE));
  // Where text ends matters even without constants: the script aligns either way.
  dot = placeAll(constants, alignUp(dot, PAGE));
  const relroEnd = relro.length > 0 ? placeRelro(dot, relro) : 0;
  dot = placeAll(data, relroEnd || dataStart(dot, data, bss));
  const edata = dot;
  dot = alignUp(placeAll(bss, dot), 8);

  const segments: Segment[] = [
    { flags: PF.R, sections: first, hasHeaders: headers },
    { flags: PF.R | PF.X, sections: text, hasHeaders: false },
    { flags: PF.R, sections: constants, hasHeaders: false },
    {
      flags: PF.R | PF.W | (data.some(isCode) ? PF.X : 0),
      sections: [...relro, ...data, ...bss],
      hasHeaders: false,
    },
  ].filter((segment) => segment.sections.length > 0 || segment.hasHeaders);
  return {
    base,
    segments,
    leading,
    trailing,
    headers: headerSize,
    relro: relro.length > 0 ? { start: relro[0], end: relroEnd } : undefined,
    etext: text.reduce((end, o) => Math.max(end, o.address + o.size), base),
    edata,
    end: dot,
  };
}

/** Tables, constants and code behind the headers, in one segment, as Linux' vDSO is. */
function layOutTogether(kept: OutputSection[], { base }: LayoutOptions): Layout {
  const rank = (o: OutputSection) => {
    if (o.name === '.dynamic') return FIRST.length - 1;
    if (o.type !== SHT.NOTE && FIRST.includes(o.name)) return firstRank(o);
    return FIRST.length + (isCode(o) ? 2 : o.type === SHT.NOTE ? 0 : 1);
  };
  const sections = kept.sort((a, b) => rank(a) - rank(b));
  const { leading, trailing } = extraHeaders(kept);
  const headers = EHDR_SIZE + PHDR_SIZE * (1 + leading.length + trailing.length);
  const dot = placeAll(sections, base + headers);
  const segments = [{ flags: PF.R | PF.X, sections, hasHeaders: true }];
  return { base, segments, leading, trailing, headers, relro: undefined, etext: dot, edata: dot, end: dot };
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
  for (const section of [...data, ...bss]) end = alignUp(end, section.alignment) + section.size;
  end = alignUp(end, 8);
  if (end === congruent) return aligned;
  const first = alignUp(congruent, PAGE) - congruent;
  const last = end - Math.floor(end / PAGE) * PAGE;
  const samePage = Math.floor(congruent / PAGE) === Math.floor(end / PAGE);
  return first > 0 && last > 0 && !samePage && first + last <= PAGE ? aligned : congruent;
}

/** Program headers beside PT_LOAD: what each asks for. */
function extraHeaders(kept: OutputSection[]): Pick<Layout, 'leading' | 'trailing'> {
  const named = (name: string) => kept.filter((o) => o.name === name);
  const interp = named('.interp');
  const notes = kept.filter((o) => o.type === SHT.NOTE && !isWritable(o));
  const byAlignment = [...new Set(notes.map((o) => o.alignment))].map((alignment) =>
    notes.filter((o) => o.alignment === alignment),
  );
  const make = (type: number, sections: OutputSection[], flags: number = PF.R) => ({ type, flags, sections });
  return {
    leading: interp.length ? [make(PT.PHDR, []), make(PT.INTERP, interp)] : [],
    trailing: [
      make(PT.DYNAMIC, named('.dynamic'), named('.dynamic').some(isWritable) ? PF.R | PF.W : PF.R),
      ...byAlignment.map((sections) => make(PT.NOTE, sections)),
      make(
        PT.TLS,
        kept.filter((o) => o.flags & SHF.TLS),
      ),
      make(PT.GNU_PROPERTY, named('.note.gnu.property')),
      make(PT.GNU_EH_FRAME, named('.eh_frame_hdr')),
    ].filter((h) => h.sections.length > 0),
  };
}
