import { SHF, SHT } from '../../elf';
import type { InputFile, InputSection, Pieces } from './input';

/** A string or constant that is kept. */
interface Entry {
  text: string;
  bytes: Uint8Array;
  alignment: number;
  home: InputSection;
  offset: number;
  /** The longer string that this one is the end of. */
  within: Entry | undefined;
}

const latin1 = new TextDecoder('latin1');

/**
 * Merges equal strings and constants of SHF_MERGE sections, and strings that end alike. What is kept stays in the
 * section that had it first, in its order: _bfd_merge_sections in bfd/merge.c.
 */
export function mergeSections(files: readonly InputFile[], outputName: (name: string) => string): void {
  const groups = new Map<string, InputSection[]>();
  for (const file of files) {
    for (const section of file.sections.values()) {
      const { flags, entsize, size, type, relocations } = section.section;
      const whole = entsize > 0 && size % entsize === 0 && type !== SHT.NOBITS && relocations.length === 0;
      if (!section.live || !(flags & SHF.MERGE) || !whole || flags & SHF.WRITE) continue;
      // Strings that the section does not end would run into the next.
      if (flags & SHF.STRINGS && section.section.bytes.subarray(size - entsize).some((b) => b !== 0))
        continue;
      const key = `${outputName(section.section.name)} ${flags} ${entsize} ${section.alignment}`;
      const group = groups.get(key);
      if (group) group.push(section);
      else groups.set(key, [section]);
    }
  }
  for (const group of groups.values()) mergeGroup(group);
}

function mergeGroup(group: InputSection[]): void {
  const { flags, entsize } = group[0].section;
  const strings = (flags & SHF.STRINGS) !== 0;
  const entries = new Map<string, Entry>();
  const found = group.map((section) => split(section, strings, entsize, entries));
  if (strings) findSuffixes([...entries.values()], entsize);
  const sizes = new Map<InputSection, number>(group.map((section) => [section, 0]));
  for (const entry of entries.values()) {
    if (entry.within) continue;
    const at = Math.ceil((sizes.get(entry.home) ?? 0) / entry.alignment) * entry.alignment;
    entry.offset = at;
    sizes.set(entry.home, at + entry.bytes.length);
  }
  for (const entry of entries.values()) {
    const { within } = entry;
    if (!within) continue;
    entry.home = within.home;
    entry.offset = within.offset + within.bytes.length - entry.bytes.length;
  }
  for (const section of group) {
    section.size = sizes.get(section) ?? 0;
    section.contents = new Uint8Array(section.size);
  }
  for (const entry of entries.values())
    if (!entry.within) entry.home.contents?.set(entry.bytes, entry.offset);
  group.forEach((section, i) => {
    const { starts, kept } = found[i];
    const pieces: Pieces = {
      starts,
      homes: kept.map((e) => e.home),
      offsets: kept.map((e) => e.offset),
    };
    section.pieces = pieces;
  });
}

/** The strings or constants of a section, those that are new added to `entries`. */
function split(
  section: InputSection,
  strings: boolean,
  entsize: number,
  entries: Map<string, Entry>,
): { starts: number[]; kept: Entry[] } {
  const { bytes } = section.section;
  const starts: number[] = [];
  const kept: Entry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = strings ? endOfString(bytes, at, entsize) : at + entsize;
    const part = bytes.subarray(at, end);
    const text = latin1.decode(part);
    let entry = entries.get(text);
    const isEmpty = strings && end - at === entsize;
    const alignment = isEmpty ? entsize : alignmentAt(at, section.alignment);
    if (!entry) {
      entry = { text, bytes: part, alignment, home: section, offset: 0, within: undefined };
      entries.set(text, entry);
    } else entry.alignment = Math.max(entry.alignment, alignment);
    starts.push(at);
    kept.push(entry);
    at = end;
  }
  if (starts.length === 0) {
    starts.push(0);
    kept.push({ text: '', bytes, alignment: 1, home: section, offset: 0, within: undefined });
  }
  return { starts, kept };
}

/** What the offset of a string says about its alignment, up to that of its section. */
function alignmentAt(offset: number, alignment: number): number {
  let bit = 1;
  while (bit < alignment && offset % (bit * 2) === 0) bit *= 2;
  return bit;
}

function endOfString(bytes: Uint8Array, from: number, entsize: number): number {
  if (entsize === 1) return bytes.indexOf(0, from) + 1;
  for (let at = from; ; at += entsize) {
    let zero = true;
    for (let i = 0; i < entsize; i++) zero &&= bytes[at + i] === 0;
    if (zero) return at + entsize;
  }
}

/** Finds strings that are the end of others, by sorting them back to front. */
function findSuffixes(entries: Entry[], entsize: number): void {
  const sorted = entries
    .map((entry) => ({ entry, key: reverse(entry.text) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  for (let i = sorted.length - 2, longer = sorted.length - 1; i >= 0; i--) {
    const [short, long] = [sorted[i], sorted[longer]];
    const ahead = long.entry.bytes.length - short.entry.bytes.length;
    const fits =
      ahead % Math.max(short.entry.alignment, entsize) === 0 && long.entry.alignment >= short.entry.alignment;
    if (fits && long.key.startsWith(short.key)) short.entry.within = long.entry;
    else longer = i;
  }
}

function reverse(text: string): string {
  let out = '';
  for (let i = text.length - 1; i >= 0; i--) out += text[i];
  return out;
}
