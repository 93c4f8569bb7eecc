import { SHF, SHT, STB } from '../../elf';
import { parseFrames } from './frames';
import { type InputFile, InputSection, type LinkSymbol } from './input';

/** Sections that run or are looked at without being named: KEEP in ld's default script. */
const KEPT =
  /^\.(init|fini|preinit_array|init_array|fini_array|ctors|dtors|jcr|note)(\.|$)|^\.(note)|^\.gcc_except_table$/;
const KEPT_TYPES = new Set<number>([SHT.INIT_ARRAY, SHT.FINI_ARRAY, SHT.PREINIT_ARRAY, SHT.NOTE]);
const C_IDENTIFIER = /^[A-Za-z_]\w*$/;

/**
 * Marks the sections of the output: all of them, or with `collect` those that the roots reach. Unwind tables keep
 * nothing alive but what the frames of living functions need.
 */
export function markLive(files: readonly InputFile[], roots: readonly LinkSymbol[], collect: boolean): void {
  if (!collect) {
    for (const file of files) for (const section of file.sections.values()) section.live = true;
    return;
  }
  const marker = new Marker(files);
  for (const symbol of roots) marker.symbol(symbol);
  marker.run();
}

class Marker {
  private readonly pending: InputSection[] = [];
  /** Sections that `__start_NAME` and `__stop_NAME` keep. */
  private readonly named = new Map<string, InputSection[]>();
  /** Unwind entries by the function they are about. */
  private readonly frames = new Map<InputSection, { frame: InputSection; from: number; to: number }[]>();
  private readonly members = new Map<InputSection, InputSection[]>();
  private readonly linked = new Map<InputSection, InputSection[]>();

  constructor(private readonly files: readonly InputFile[]) {
    for (const file of files) this.index(file);
  }

  run(): void {
    for (let section = this.pending.pop(); section; section = this.pending.pop()) this.follow(section);
    for (const file of this.files) for (const section of file.sections.values()) this.settle(section);
  }

  symbol(symbol: LinkSymbol): void {
    if (symbol.chunk instanceof InputSection) this.mark(symbol.chunk);
    else if (symbol.state === 'undefined') {
      const found = /^__(?:start|stop)_(\w+)$/.exec(symbol.name);
      for (const section of (found && this.named.get(found[1])) ?? []) this.mark(section);
    }
  }

  private index(file: InputFile): void {
    for (const section of file.sections.values()) {
      const { name, flags, type } = section.section;
      if (!section.allocated) continue;
      if (name === '.eh_frame') {
        section.live = true;
        this.indexFrames(file, section);
        continue;
      }
      if (C_IDENTIFIER.test(name)) add(this.named, name, section);
      if (section.section.linkedTo) {
        const to = file.sections.get(section.section.linkedTo);
        if (to) add(this.linked, to, section);
      }
      const isTable = name.startsWith('.gcc_except_table');
      if (!isTable && (flags & SHF.GNU_RETAIN || KEPT_TYPES.has(type) || KEPT.test(name))) {
        const inGroup = file.object.groups.some((g) => g.sections.includes(section.section));
        if (!inGroup || type !== SHT.NOTE) this.mark(section);
      }
    }
    for (const group of file.object.groups) {
      const all = group.sections.map((s) => file.sections.get(s)).filter((s) => s !== undefined);
      for (const section of all) this.members.set(section, all);
    }
  }

  private indexFrames(file: InputFile, frame: InputSection): void {
    for (const record of parseFrames(frame)) {
      if (record.kind !== 'fde' || !record.target) continue;
      const target = file.symbols.get(record.target.symbol)?.chunk;
      if (target instanceof InputSection)
        add(this.frames, target, { frame, from: record.start, to: record.start + record.length });
      // The personality routine of any frame that stays.
    }
  }

  private mark(section: InputSection): void {
    if (section.live) return;
    section.live = true;
    this.pending.push(section);
  }

  private follow(section: InputSection): void {
    this.references(section, 0, Number.POSITIVE_INFINITY);
    for (const { frame, from, to } of this.frames.get(section) ?? []) {
      this.references(frame, from, to);
      for (const record of parseFrames(frame)) {
        if (record.kind === 'cie') this.references(frame, record.start, record.start + record.length);
      }
    }
    for (const other of this.members.get(section) ?? []) this.mark(other);
    for (const other of this.linked.get(section) ?? []) this.mark(other);
  }

  private references({ file, section }: InputSection, from: number, to: number): void {
    for (const { offset, symbol } of section.relocations) {
      if (offset < from || offset >= to) continue;
      const target = file.symbols.get(symbol);
      if (target) this.symbol(target);
    }
  }

  /** What is not loaded says something about what is: debug sections stay. */
  private settle(section: InputSection): void {
    if (!section.allocated) section.live = true;
  }
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Symbols that other modules may look for. */
export const isExportable = (symbol: LinkSymbol) =>
  symbol.isDefinedHere && symbol.binding !== STB.LOCAL && symbol.visibility !== 1 && symbol.visibility !== 2;
