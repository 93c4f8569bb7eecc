import { SHF, SHT, STB, STT } from '../../elf';
import type { ObjectFile, ObjectSection, ObjectSymbol, Relocation } from './model';

/** Tables that are made of what all objects of a link have: an object may be wanted for its entry alone. */
const TABLES = new Set<number>([SHT.INIT_ARRAY, SHT.FINI_ARRAY, SHT.PREINIT_ARRAY]);
const NOTE = '.note.GNU-stack';
const FRAMES = '.eh_frame';
/** In an entry of .eh_frame, where its function is named; how far back its CIE is stands before that. LSB, ".eh_frame". */
const FUNCTION_AT = 8;

/**
 * Takes an object apart as far as that goes, so that a link with an archive reads little that it does not need. Sections
 * stay together when one refers to what is local to another.
 *
 * @param weak names that some object asks for weakly, which brings nothing in: what defines them stays with what it uses
 */
export function splitObject(object: ObjectFile, weak: ReadonlySet<string> = new Set()): ObjectFile[] {
  if (!canSplit(object)) return [object];
  const frames = object.sections.find((s) => s.name === FRAMES);
  const entries = frames && entriesOf(frames);
  if (frames && !entries) return [object];
  return partsOf(object, weak).map((sections) => partOf(object, sections, frames, entries));
}

function canSplit({ sections, symbols, groups }: ObjectFile): boolean {
  return (
    groups.length === 0 &&
    sections.every((s) => !TABLES.has(s.type) && !(s.flags & SHF.LINK_ORDER)) &&
    symbols.every((s) => s.type === STT.FILE || (s.section !== 'common' && s.section !== 'absolute'))
  );
}

const homeOf = ({ section }: ObjectSymbol) => (typeof section === 'string' ? undefined : section);

/** Sections that belong together, in the object's order; without those that hold nothing. */
function partsOf({ sections, symbols }: ObjectFile, weak: ReadonlySet<string>): ObjectSection[][] {
  const content = sections.filter((s) => s.name !== NOTE && s.name !== FRAMES);
  const sets = new Map(content.map((section) => [section, [section]]));
  const join = (a: ObjectSection, b: ObjectSection) => {
    const [to, from] = [sets.get(a), sets.get(b)];
    if (!to || !from || to === from) return;
    to.push(...from);
    for (const section of from) sets.set(section, to);
  };
  const weakly = new Set(symbols.filter((s) => weak.has(s.name)).map(homeOf));
  for (const section of content)
    for (const { symbol } of section.relocations) {
      const home = homeOf(symbol);
      if (home && (symbol.binding === STB.LOCAL || weakly.has(section))) join(section, home);
    }
  const named = new Set(symbols.filter((s) => s.type !== STT.SECTION).map(homeOf));
  return [...new Set(sets.values())]
    .filter((part) => part.some((s) => s.size > 0 || named.has(s)))
    .map((part) => content.filter((s) => part.includes(s)));
}

interface FrameEntry {
  bytes: Uint8Array;
  start: number;
  relocations: Relocation[];
}

/** The CIE and what follows it; undefined when that is not one CIE with entries for functions. */
function entriesOf({ bytes, relocations }: ObjectSection): FrameEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: FrameEntry[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = start + 4 + view.getUint32(start, true);
    const back = view.getUint32(start + 4, true);
    if ((back === 0) !== (start === 0)) return undefined;
    const own = relocations.filter(({ offset }) => offset >= start && offset < end);
    entries.push({ bytes: bytes.subarray(start, end), start, relocations: own });
    start = end;
  }
  return entries[0]?.relocations.length === 0 ? entries : undefined;
}

function partOf(
  object: ObjectFile,
  sections: ObjectSection[],
  frames: ObjectSection | undefined,
  entries: readonly FrameEntry[] = [],
): ObjectFile {
  const own = new Set(sections);
  const [cie, ...fdes] = entries;
  const kept = fdes.filter(({ start, relocations }) => {
    const home = relocations.find(({ offset }) => offset === start + FUNCTION_AT)?.symbol.section;
    return typeof home === 'object' && own.has(home);
  });
  const notes = object.sections.filter((s) => s.name === NOTE);
  const unwinding = frames && kept.length > 0 ? [frameSection(frames, [cie, ...kept])] : [];

  const copies = new Map([...sections, ...unwinding].map((section) => [section, { ...section }]));
  const symbols = new Map<ObjectSymbol, ObjectSymbol>();
  /** The part's own symbol for one of the object: what is in another part is undefined here. */
  const seen = (symbol: ObjectSymbol): ObjectSymbol => {
    let mine = symbols.get(symbol);
    if (mine) return mine;
    const home = homeOf(symbol);
    const section = home && copies.get(home);
    if (section) mine = { ...symbol, section };
    else if (!home) mine = symbol;
    else {
      const { name, visibility } = symbol;
      mine = {
        name,
        section: 'undefined',
        value: 0,
        size: 0,
        binding: STB.GLOBAL,
        type: STT.NOTYPE,
        visibility,
      };
    }
    symbols.set(symbol, mine);
    return mine;
  };
  for (const symbol of object.symbols) {
    const home = homeOf(symbol);
    if (home && own.has(home) && symbol.type !== STT.SECTION) seen(symbol);
  }
  for (const section of copies.values())
    section.relocations = section.relocations.map((r) => ({ ...r, symbol: seen(r.symbol) }));
  return {
    name: object.name,
    sections: [...copies.values(), ...notes],
    symbols: [...symbols.values()],
    groups: [],
  };
}

/** An .eh_frame of a CIE and some of its entries. */
function frameSection(frames: ObjectSection, entries: readonly FrameEntry[]): ObjectSection {
  const size = entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const relocations: Relocation[] = [];
  let at = 0;
  for (const entry of entries) {
    bytes.set(entry.bytes, at);
    if (at > 0) view.setUint32(at + 4, at + 4, true);
    for (const r of entry.relocations) relocations.push({ ...r, offset: r.offset - entry.start + at });
    at += entry.bytes.length;
  }
  return { ...frames, bytes, size, relocations };
}
