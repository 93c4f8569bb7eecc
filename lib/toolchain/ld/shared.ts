import {
  DT,
  ElfError,
  ET,
  readDynamic,
  readElf,
  readSections,
  readSymbols,
  SHN,
  SHT,
  STB,
  sectionBytes,
} from '../../elf';

/** What a library exports under a name. */
export interface Export {
  name: string;
  type: number;
  binding: number;
  size: number;
  /** Address in the library, by which other names of the same thing are found. */
  value: number;
  /** Alignment that a copy needs at most. */
  alignment: number;
  /** Its version, and whether this is the one that programs without a version mean. */
  version?: string;
  isDefault: boolean;
  /** In a section that is read-only. */
  readOnly: boolean;
}

/** A shared object that a program is linked against. */
export interface SharedLibrary {
  /** File name, for messages. */
  name: string;
  soname: string;
  /** Default versions by name, and others by `name@version`. */
  exports: Map<string, Export>;
  /** Names that it wants from elsewhere. */
  wants: string[];
  /** Versions that it defines. */
  versions: ReadonlySet<string>;
}

const VERSYM_HIDDEN = 0x8000;

/** Reads what a program needs to know of a shared object. @throws ElfError */
export function readShared(bytes: Uint8Array, name: string): SharedLibrary {
  const file = readElf(bytes);
  if (file.header.type !== ET.DYN) throw new ElfError('not a shared object: e_type is not ET_DYN', 16);
  const sections = readSections(file);
  const symbols = readSymbols(file, true);
  const contents = (type: number) => {
    const section = sections.find((s) => s.type === type);
    return section && { section, bytes: sectionBytes(file, section) };
  };
  const strings = (link: number) => {
    const table = sections[link];
    const bytes = table ? sectionBytes(file, table) : new Uint8Array(0);
    return (at: number) => {
      const end = bytes.indexOf(0, at);
      return new TextDecoder().decode(bytes.subarray(at, end < 0 ? undefined : end));
    };
  };
  const versions = new Map<number, string>();
  const definitions = contents(SHT.GNU_VERDEF);
  if (definitions) {
    const view = viewOf(definitions.bytes);
    const string = strings(definitions.section.link);
    for (let at = 0, n = 0; at + 20 <= view.byteLength && n < 65536; n++) {
      const auxiliary = at + view.getUint32(at + 12, true);
      if (auxiliary + 8 > view.byteLength) break;
      versions.set(view.getUint16(at + 4, true), string(view.getUint32(auxiliary, true)));
      const next = view.getUint32(at + 16, true);
      if (next === 0) break;
      at += next;
    }
  }
  const versym = contents(SHT.GNU_VERSYM);
  const versionNumbers = versym && viewOf(versym.bytes);
  const dynamic = readDynamic(file);
  const sonameAt = dynamic.find((d) => d.tag === DT.SONAME)?.value;
  const dynsym = sections.find((s) => s.type === SHT.DYNSYM);
  const soname =
    sonameAt !== undefined && dynsym && sections[dynsym.link]
      ? strings(dynsym.link)(sonameAt)
      : name.replace(/^.*\//, '');

  const exports = new Map<string, Export>();
  const wants: string[] = [];
  symbols.forEach((symbol, i) => {
    if (symbol.binding === STB.LOCAL || symbol.name === '') return;
    if (symbol.shndx === SHN.UNDEF) {
      wants.push(symbol.name);
      return;
    }
    const number =
      versionNumbers && 2 * i + 2 <= versionNumbers.byteLength ? versionNumbers.getUint16(2 * i, true) : 1;
    const index = number & ~VERSYM_HIDDEN;
    if (index === 0) return;
    const section = sections[symbol.shndx];
    const align = section?.addralign ?? 1;
    const entry: Export = {
      name: symbol.name,
      type: symbol.type,
      binding: symbol.binding,
      size: symbol.size,
      value: symbol.value,
      // As much as the address shows, up to the alignment of its section.
      alignment: Math.min(align || 1, lowestBit(symbol.value), 64),
      version: index > 1 ? versions.get(index) : undefined,
      isDefault: (number & VERSYM_HIDDEN) === 0,
      readOnly: section !== undefined && (section.flags & 1) === 0,
    };
    if (entry.isDefault) exports.set(symbol.name, entry);
    if (entry.version !== undefined) exports.set(`${symbol.name}@${entry.version}`, entry);
  });
  return { name, soname, exports, wants, versions: new Set(versions.values()) };
}

function lowestBit(value: number): number {
  let bit = 1;
  while (bit < 64 && value % (bit * 2) === 0) bit *= 2;
  return bit;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
