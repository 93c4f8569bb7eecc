import { type Archive, type ArchiveMember, isArchive, SHF, SHT, STB, STT } from '../../elf';
import { type ObjectFile, type ObjectSymbol, readObject } from '../object';
import { InputFile, InputSection, LinkSymbol } from './input';
import type { Place, Problems } from './problems';
import type { Export, SharedLibrary } from './shared';
import type { LinkInput } from './types';

/** Sections that say something to the linker and are no content. */
const MARKS = /^\.note\.GNU-(stack|split-stack|no-split-stack)$|^\.gnu\.warning\.|^\.gnu\.lto_/;

/** Objects read from archives, by their bytes: an archive is read once, and linked with often. */
const members = new WeakMap<ArchiveMember, ObjectFile>();
/** Indexes of archives that have none. */
const indexes = new WeakMap<Archive, Map<string, ArchiveMember>>();

/** All symbols of a link, and the files that take part in it. */
export class Resolution {
  /** Global symbols by name. */
  readonly globals = new Map<string, LinkSymbol>();
  /** Objects in the order of the command line, members of archives at their archive. */
  files: InputFile[] = [];
  /** Libraries that are needed. */
  libraries: SharedLibrary[] = [];
  /** What `.note.GNU-stack` says: undefined where an object has none. */
  stack: 'no' | 'yes' | 'unsaid' = 'no';
  private readonly groups = new Map<string, InputFile>();
  private readonly wanted: LinkSymbol[] = [];
  private readonly slots: InputFile[][];
  private readonly loaded = new Set<ArchiveMember>();
  private readonly used = new Set<SharedLibrary>();
  private readonly everStacked: boolean[] = [];

  constructor(
    private readonly inputs: readonly LinkInput[],
    private readonly problems: Problems,
  ) {
    this.slots = inputs.map(() => []);
  }

  /** Takes the objects, then members of archives and libraries until nothing more is wanted of them. */
  run(roots: readonly string[]): void {
    for (const root of roots) this.want(this.global(root));
    this.inputs.forEach((input, slot) => {
      if (input.kind === 'object') this.addObject(input.object, slot);
      else if (input.kind === 'archive' && input.whole)
        for (const member of input.archive.members) this.load(input.name, member, slot);
    });
    for (let symbol = this.wanted.pop(); symbol; symbol = this.wanted.pop()) this.provide(symbol);
    // What is referred to weakly is taken from a library, but never from an archive.
    for (const symbol of this.globals.values()) if (symbol.state === 'undefined') this.provide(symbol, true);
    this.files = this.slots.flat();
    this.libraries = this.inputs.flatMap((input) =>
      input.kind === 'shared' && (!input.asNeeded || this.used.has(input.library)) ? [input.library] : [],
    );
    this.stack = this.everStacked.includes(true)
      ? 'yes'
      : this.everStacked.length === this.files.length
        ? 'no'
        : 'unsaid';
  }

  /** The global symbol of that name, made when it is new. */
  global(name: string): LinkSymbol {
    let symbol = this.globals.get(name);
    if (!symbol) {
      symbol = new LinkSymbol(name);
      symbol.binding = STB.GLOBAL;
      this.globals.set(name, symbol);
    }
    return symbol;
  }

  want(symbol: LinkSymbol): void {
    symbol.needed = true;
    if (symbol.state === 'undefined') this.wanted.push(symbol);
  }

  /** Looks through archives and libraries, in their order, for a definition. */
  private provide(symbol: LinkSymbol, librariesOnly = false): void {
    if (symbol.state !== 'undefined') return;
    for (let slot = 0; slot < this.inputs.length; slot++) {
      const input = this.inputs[slot];
      if (input.kind === 'archive' && !librariesOnly) {
        const member = this.indexOf(input.archive, input.name).get(symbol.name);
        if (!member || this.loaded.has(member)) continue;
        this.load(input.name, member, slot);
        if (symbol.state !== 'undefined') return;
      } else if (input.kind === 'shared') {
        const found = input.library.exports.get(symbol.name);
        if (!found) continue;
        this.takeExport(symbol, found, input.library);
        return;
      }
    }
  }

  private takeExport(symbol: LinkSymbol, found: Export, library: SharedLibrary): void {
    this.used.add(library);
    symbol.state = 'shared';
    symbol.library = library;
    symbol.version = found.version;
    symbol.type = found.type;
    symbol.size = found.size;
    symbol.value = found.value;
    symbol.alignment = found.alignment;
  }

  private load(archiveName: string, member: ArchiveMember, slot: number): void {
    if (this.loaded.has(member)) return;
    this.loaded.add(member);
    let object = members.get(member);
    if (!object) {
      const name = `${archiveName}(${member.name})`;
      try {
        object = readObject(member.bytes, name);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        const nested = isArchive(member.bytes) ? 'an archive inside of an archive' : error.message;
        this.problems.error(`${name}: ${nested}`);
        return;
      }
      members.set(member, object);
    }
    this.addObject(object, slot);
  }

  /** The index of an archive, or one made of its members' symbols. */
  private indexOf(archive: Archive, name: string): Map<string, ArchiveMember> {
    if (archive.index) return archive.index;
    let index = indexes.get(archive);
    if (index) return index;
    index = new Map();
    for (const member of archive.members) {
      try {
        const object = readObject(member.bytes, `${name}(${member.name})`);
        members.set(member, object);
        for (const symbol of object.symbols) {
          const isDefinition = symbol.binding !== STB.LOCAL && symbol.section !== 'undefined';
          if (isDefinition && !index.has(symbol.name)) index.set(symbol.name, member);
        }
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        this.problems.warning(`${name}(${member.name}): ${error.message}`);
      }
    }
    indexes.set(archive, index);
    return index;
  }

  private addObject(object: ObjectFile, slot: number): void {
    const file = new InputFile(object);
    this.slots[slot].push(file);
    for (const group of object.groups) {
      if (!group.comdat) continue;
      const name = signatureOf(group.signature);
      const first = this.groups.get(name);
      if (first) for (const section of group.sections) file.discarded.add(section);
      else this.groups.set(name, file);
    }
    for (const section of object.sections) {
      if (section.name === '.note.GNU-stack') this.everStacked.push((section.flags & SHF.EXECINSTR) !== 0);
      const once = /^\.gnu\.linkonce\./.test(section.name);
      if (once && this.groups.has(section.name)) file.discarded.add(section);
      else if (once) this.groups.set(section.name, file);
      if (file.discarded.has(section) || MARKS.test(section.name) || section.flags & SHF.EXCLUDE) continue;
      file.sections.set(section, new InputSection(file, section));
    }
    for (const symbol of object.symbols) this.addSymbol(file, symbol);
    // Symbols that only relocations name.
    for (const { relocations } of file.sections.keys())
      for (const { symbol } of relocations) if (!file.symbols.has(symbol)) this.addSymbol(file, symbol);
  }

  private addSymbol(file: InputFile, given: ObjectSymbol): void {
    if (given.binding === STB.LOCAL) {
      const local = new LinkSymbol(given.name);
      define(local, file, given);
      file.symbols.set(given, local);
      return;
    }
    const { name, version, hidden } = splitVersion(given);
    const symbol = this.global(hidden ? given.name : name);
    file.symbols.set(given, symbol);
    if (version !== undefined) symbol.version = version;
    if (given.visibility !== 0)
      symbol.visibility =
        symbol.visibility === 0
          ? given.visibility
          : (Math.min(symbol.visibility, given.visibility) as LinkSymbol['visibility']);
    const { section } = given;
    const isUndefined =
      section === 'undefined' || (typeof section !== 'string' && !file.sections.has(section));
    if (isUndefined) {
      if (symbol.state === 'undefined' && symbol.type === STT.NOTYPE) symbol.type = given.type;
      // Weak until some reference is not.
      if (given.binding === STB.WEAK) {
        if (symbol.state === 'undefined' && !symbol.needed) symbol.binding = STB.WEAK;
        return;
      }
      if (symbol.state === 'undefined') symbol.binding = STB.GLOBAL;
      this.want(symbol);
      return;
    }
    const [before, now] = [rankOf(symbol), rankOfNew(given)];
    if (before === STRONG && now === STRONG) {
      this.duplicate(symbol, file, given);
      return;
    }
    if (before === COMMON && now === COMMON) {
      symbol.size = Math.max(symbol.size, given.size);
      symbol.alignment = Math.max(symbol.alignment, given.value);
      return;
    }
    if (now <= before) return;
    define(symbol, file, given);
  }

  private duplicate(symbol: LinkSymbol, file: InputFile, given: ObjectSymbol): void {
    const place = (in_: InputFile, section: ObjectSymbol['section'], offset: number): Place | undefined => {
      const found = typeof section === 'string' ? undefined : in_.sections.get(section);
      return found && { section: found, offset };
    };
    const first = symbol.file?.name ?? 'the linker';
    this.problems.error(
      `'${symbol.name}' is defined in ${first} and again in ${file.name}`,
      place(file, given.section, given.value),
      'make one of them static, rename it, or leave one file out',
    );
    if (symbol.chunk instanceof InputSection)
      this.problems.note('the first definition is here', { section: symbol.chunk, offset: symbol.value });
  }
}

const STRONG = 4;
const COMMON = 3;
const WEAK = 2;

function rankOf(symbol: LinkSymbol): number {
  switch (symbol.state) {
    case 'undefined':
      return 0;
    case 'shared':
      return 1;
    case 'common':
      return COMMON;
    default:
      return symbol.binding === STB.WEAK ? WEAK : STRONG;
  }
}

function rankOfNew(symbol: ObjectSymbol): number {
  if (symbol.section === 'common') return COMMON;
  return symbol.binding === STB.WEAK ? WEAK : STRONG;
}

function define(symbol: LinkSymbol, file: InputFile, given: ObjectSymbol): void {
  const { section } = given;
  symbol.file = file;
  symbol.binding = given.binding;
  symbol.type = given.type;
  symbol.size = given.size;
  symbol.value = given.value;
  symbol.library = undefined;
  if (section === 'common') {
    symbol.state = 'common';
    symbol.alignment = Math.max(given.value, 1);
    symbol.value = 0;
    symbol.type = STT.OBJECT;
  } else if (section === 'absolute') symbol.state = 'absolute';
  else if (section !== 'undefined') {
    symbol.chunk = file.sections.get(section);
    // A local symbol of a section that was discarded stays undefined.
    symbol.state = symbol.chunk ? 'defined' : 'undefined';
  }
}

/** A group is known by its symbol's name; that of a section symbol is the section's. */
function signatureOf(symbol: ObjectSymbol): string {
  if (symbol.name !== '' || typeof symbol.section === 'string') return symbol.name;
  return symbol.section.name;
}

/** `name@@version` is the default version of a name, `name@version` another one. */
function splitVersion(given: ObjectSymbol): { name: string; version?: string; hidden: boolean } {
  const at = given.name.indexOf('@', 1);
  if (at < 0) return { name: given.name, hidden: false };
  const isDefault = given.name[at + 1] === '@';
  const version = given.name.slice(at + (isDefault ? 2 : 1));
  return { name: given.name.slice(0, at), version, hidden: !isDefault };
}

/** Whether a section is content that stays in the image while it runs. */
export const isLoaded = (section: InputSection) => section.allocated && section.section.type !== SHT.NULL;
