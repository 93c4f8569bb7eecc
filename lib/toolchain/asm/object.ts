import { R, SHF, STB, STT } from '../../elf';
import { lineStringSection, writeFrames, writeLines } from '../dwarf';
import {
  type ObjectFile,
  type ObjectSection,
  type ObjectSymbol,
  type SourceLine,
  sectionSymbol,
} from '../object';
import type { Assembler } from './assembler';
import { littleEndian } from './encode';
import { AsmError } from './error';
import { evaluate, type Value } from './evaluate';
import type { Expr } from './expr';
import { addressOf, emitSection, relax } from './relax';
import { GOT_SYMBOL, relocationType, tableType } from './reloc';
import type { Fixup, Fragment, Place, Section } from './section';
import { type SourceSpan, Sym } from './symbol';

const BINDINGS = { local: STB.LOCAL, global: STB.GLOBAL, weak: STB.WEAK } as const;
const TYPES = {
  notype: STT.NOTYPE,
  func: STT.FUNC,
  object: STT.OBJECT,
  tls: STT.TLS,
  ifunc: STT.GNU_IFUNC,
  common: STT.OBJECT,
} as const;
/** Rounds for sections that measure each other. */
const MAX_ROUNDS = 8;
/** What a section may take in the file. */
const MAX_FILE = 256 * 2 ** 20;

/** Makes an object of what was read: sizes settled, fields filled in or left to the linker. */
export function makeObject(asm: Assembler, name: string): AsmObject {
  return new ObjectMaker(asm, name).run();
}

/** An object, and where the assembler's own sections went in it. */
export interface AsmObject {
  object: ObjectFile;
  sections: ReadonlyMap<Section, ObjectSection>;
}

/** Distances between places of one section, now that sizes are settled. */
const settled = (from: Place, to: Place): number | undefined =>
  from.fragment.section === to.fragment.section ? addressOf(to) - addressOf(from) : undefined;

class ObjectMaker {
  private readonly sections = new Map<Section, ObjectSection>();
  private readonly sectionSymbols = new Map<ObjectSection, ObjectSymbol>();
  private readonly symbols = new Map<Sym, ObjectSymbol>();
  /** Where relocations stand in the source. */
  private readonly spans = new Map<ObjectSection, Map<number, SourceSpan>>();
  private readonly complained = new Set<Sym>();

  constructor(
    private readonly asm: Assembler,
    private readonly name: string,
  ) {}

  run(): AsmObject {
    const { asm } = this;
    const sizes = this.settleSizes();
    for (const [section, size] of sizes) this.settle(section, size);
    for (const symbol of asm.symbols.values()) if (this.isListed(symbol)) this.symbolOf(symbol);
    for (const [section, out] of this.sections) this.fill(section, out);
    for (const [symbol, out] of this.symbols) this.finishSymbol(symbol, out);
    const symbols = [...this.symbols.values()];
    for (const name of asm.fileNames)
      symbols.unshift({
        name,
        section: 'absolute',
        value: 0,
        size: 0,
        binding: STB.LOCAL,
        type: STT.FILE,
        visibility: 0,
      });
    for (const { name, symbol } of asm.versions) {
      const listed = this.symbolOf(symbol);
      // What is only referred to is known by the versioned name alone.
      if (!symbol.defined) listed.name = name.replace(/@+/, '@');
      else symbols.push({ ...listed, name: name.replace('@@@', '@@') });
    }
    const object: ObjectFile = {
      name: this.name,
      sections: [...this.sections.values(), ...this.tables()],
      symbols: symbols.filter((s) => !this.replaced.has(s.name)),
      groups: this.groups(),
      locate: (section, offset) => this.locate(section, offset),
    };
    return { object, sections: this.sections };
  }

  /** Unwind and line tables, behind what the source put in their sections itself. */
  private tables(): ObjectSection[] {
    const { asm } = this;
    const home = (section: Section) => this.sections.get(section);
    const symbolOf = (section: ObjectSection) => this.sectionSymbolOf(section);
    const made: ObjectSection[] = [];
    const frames = asm.frames.finished(home, ({ expr }) => this.target(expr));
    if (frames.length)
      for (const kind of asm.frames.kinds) this.append(writeFrames(frames, kind, symbolOf), made);
    if (!asm.lines.isEmpty) {
      const table = asm.lines.finished(home);
      const known = [...this.sections.values()].find((s) => s.name === '.debug_line_str');
      const strings = lineStringSection(known?.bytes ?? new Uint8Array(0));
      const target = known ?? strings.section;
      const lines = writeLines(table, symbolOf, { add: strings.add, symbol: symbolOf(target) });
      if (known && strings.section.size)
        Object.assign(known, { bytes: strings.section.bytes, size: strings.section.size });
      else if (!known && strings.section.size) made.push(strings.section);
      this.append(lines, made);
    }
    return made;
  }

  /** Puts a made section behind the one of its name, if the source has one. */
  private append(made: ObjectSection, list: ObjectSection[]): void {
    const known = [...this.sections.values()].find((s) => s.name === made.name);
    if (!known) {
      list.push(made);
      return;
    }
    const at = Math.ceil(known.size / made.alignment) * made.alignment;
    const bytes = new Uint8Array(at + made.size);
    bytes.set(known.bytes);
    bytes.set(made.bytes, at);
    for (const r of made.relocations) known.relocations.push({ ...r, offset: r.offset + at });
    Object.assign(known, { bytes, size: bytes.length, alignment: Math.max(known.alignment, made.alignment) });
  }

  /** What an expression names, for a pointer in a table. */
  private target(expr: Expr): { symbol: ObjectSymbol; addend: number } | undefined {
    const value = evaluate(expr, settled);
    if (!value || value.sub) return undefined;
    const addend = Number(value.constant);
    const { symbol, offset } = namedIn(expr, value);
    if (symbol && (symbol.binding !== 'local' || !symbol.place))
      return { symbol: this.symbolOf(symbol), addend: addend - Number(offset) };
    if (!value.add || !('fragment' in value.add)) return { symbol: this.absolute(), addend };
    const home = this.sections.get(value.add.fragment.section);
    return home && { symbol: this.sectionSymbolOf(home), addend: addend + addressOf(value.add) };
  }

  /** Names that `.symver name, name@@@version` takes away. */
  private get replaced(): Set<string> {
    return this.asm.replacedNames;
  }

  /** Settles every section: code first, as debug sections measure it, and again what measures other sections. */
  private settleSizes(): Map<Section, number> {
    const all = [...this.asm.sections.values()].sort((a, b) => Number(b.executable) - Number(a.executable));
    const sizes = new Map<Section, number>();
    for (const section of all)
      sizes.set(
        section,
        relax(section, (error, span) => this.asm.report('error', error, span)),
      );
    const measuring = all.filter((section) => section.fragments().some((f) => f.tail?.kind === 'leb'));
    for (let round = 0, changed = measuring.length > 1; changed && round < MAX_ROUNDS; round++) {
      changed = false;
      for (const section of measuring) {
        const size = relax(section, () => {});
        changed ||= size !== sizes.get(section);
        sizes.set(section, size);
      }
    }
    return new Map([...this.asm.sections.values()].map((section) => [section, sizes.get(section) ?? 0]));
  }

  private settle(section: Section, size: number): void {
    const tooLarge = section.hasBytes && size > MAX_FILE;
    if (tooLarge)
      this.asm.report('error', new AsmError(`section '${section.name}' is larger than 256 MiB`), NOWHERE);
    this.sections.set(section, {
      name: section.name,
      type: section.type,
      flags: (section.flags & ~SHF.GROUP) >>> 0,
      alignment: section.alignment,
      entsize: section.entsize,
      size: tooLarge ? 0 : size,
      bytes: section.hasBytes && !tooLarge ? emitSection(section, size) : new Uint8Array(0),
      relocations: [],
    });
  }

  /** Names that a linker sees: what is defined, declared or used, but for labels of the compiler's own. */
  private isListed(symbol: Sym): boolean {
    if (symbol.temporary) return false;
    return symbol.defined || symbol.binding !== 'local' || symbol.usedAt !== undefined;
  }

  private symbolOf(symbol: Sym): ObjectSymbol {
    let out = this.symbols.get(symbol);
    if (out) return out;
    out = {
      name: symbol.name,
      section: 'undefined',
      value: 0,
      size: 0,
      binding: symbol.unique ? STB.GNU_UNIQUE : BINDINGS[symbol.binding],
      type: TYPES[symbol.type],
      visibility: symbol.visibility,
    };
    this.symbols.set(symbol, out);
    return out;
  }

  private finishSymbol(symbol: Sym, out: ObjectSymbol): void {
    const place = symbol.place ?? this.placeOf(symbol);
    if (place) {
      const section = this.sections.get(place.fragment.section);
      if (section) {
        out.section = section;
        out.value = addressOf(place) + (symbol.place ? 0 : this.offsetOf(symbol));
        if (section.flags & SHF.TLS && out.type !== STT.SECTION) out.type = STT.TLS;
      }
    } else if (symbol.common) {
      out.section = 'common';
      out.value = symbol.common.alignment;
      out.size = symbol.common.size;
      out.type = symbol.type === 'tls' ? STT.TLS : STT.OBJECT;
    } else if (symbol.equate) {
      const value = evaluate(symbol.equate, settled);
      if (value && !value.add && !value.sub) {
        out.section = 'absolute';
        out.value = Number(value.constant);
      } else this.alias(symbol, out, value);
    } else if (out.binding === STB.LOCAL) out.binding = STB.GLOBAL;
    const stated = symbol.size ?? symbol.alias?.size;
    if (symbol.type === 'notype' && symbol.alias && symbol.alias.type !== 'notype')
      out.type = TYPES[symbol.alias.type];
    if (!stated) return;
    const size = evaluate(stated.expr, settled);
    if (size && !size.add && !size.sub) out.size = Number(size.constant);
    else
      this.asm.report(
        'error',
        new AsmError(
          `the size of '${symbol.name}' is not known when all is read`,
          undefined,
          "such as '.-name'",
        ),
        stated.span,
      );
  }

  /** A symbol that is another, undefined one: references go there, and it is no symbol itself. */
  private alias(symbol: Sym, out: ObjectSymbol, value: Value | undefined): void {
    if (value?.add && !value.sub && !('fragment' in value.add) && value.constant === 0n) {
      this.symbols.delete(symbol);
      return;
    }
    const span = symbol.usedAt ?? NOWHERE;
    out.section = 'absolute';
    this.asm.report('error', new AsmError(`'${symbol.name}' is set to what no symbol can be`), span);
  }

  private placeOf(symbol: Sym): Place | undefined {
    const value = symbol.equate && evaluate(symbol.equate, settled);
    return value?.add && !value.sub && 'fragment' in value.add ? value.add : undefined;
  }

  private offsetOf(symbol: Sym): number {
    const value = symbol.equate && evaluate(symbol.equate, settled);
    return Number(value?.constant ?? 0n);
  }

  private fill(section: Section, out: ObjectSection): void {
    for (const fragment of section.fragments()) {
      for (const fixup of fragment.fixups) this.apply(section, out, fragment, fixup);
      const jump = jumpFixup(fragment);
      if (jump) this.apply(section, out, fragment, jump);
    }
  }

  private apply(section: Section, out: ObjectSection, fragment: Fragment, fixup: Fixup): void {
    const at = fragment.address + fixup.offset;
    if (fixup.type !== undefined) {
      this.relocation(out, at, fixup, fixup.type, fixup.expr);
      return;
    }
    if (at + fixup.size > out.bytes.length) return;
    const value = evaluate(fixup.expr, settled);
    if (!value) {
      this.irreducible(fixup);
      return;
    }
    const end = fragment.address + fixup.end;
    let { constant } = value;
    let relative = fixup.kind === 'pcrel';
    if (value.sub) {
      if (relative || !('fragment' in value.sub) || value.sub.fragment.section !== section) {
        this.irreducible(fixup);
        return;
      }
      // The distance from a place here is one from the field, and some more.
      constant += BigInt(at - addressOf(value.sub));
      relative = true;
    } else if (relative) constant -= BigInt(end - at);
    const { symbol, modifier, offset } = namedIn(fixup.expr, value);
    if (!value.add) {
      // A constant that a distance is taken to: an address of its own.
      if (relative) this.add(out, at, fixup, this.absolute(), constant, R.PC32);
      else this.put(out, at, fixup, constant);
      return;
    }
    const isTable = symbol?.name === GOT_SYMBOL && !modifier;
    const here = 'fragment' in value.add && value.add.fragment.section === section ? value.add : undefined;
    if (here && relative && !modifier && !keepsName(symbol, fixup)) {
      this.put(out, at, fixup, constant + BigInt(addressOf(here) - at));
      return;
    }
    let type = relocationType(fixup, { modifier, relative, branch: fixup.branch === true, isTable });
    if (modifier === 'GOTPCREL' && fixup.size === 4 && fixup.kind === 'pcrel' && out.flags & SHF.EXECINSTR)
      type = tableType(out.bytes, at, fragment.address);
    if (type === undefined) {
      const what = modifier ? `'@${modifier.toLowerCase()}'` : 'an address';
      this.asm.report('error', new AsmError(`${what} does not fit in ${fixup.size * 8} bits`), fixup.span);
      return;
    }
    const isLocal =
      !symbol || (symbol.binding === 'local' && symbol.type !== 'ifunc' && 'fragment' in value.add);
    const place = 'fragment' in value.add ? value.add : undefined;
    if (isLocal && place && !modifier && !this.keepsSymbol(place, relative)) {
      if (type === R.PLT32) type = R.PC32;
      const target = this.sections.get(place.fragment.section);
      if (target)
        this.add(out, at, fixup, this.sectionSymbolOf(target), constant + BigInt(addressOf(place)), type);
      return;
    }
    if (place && isLocal && type === R.PLT32 && !modifier) type = R.PC32;
    const named = symbol ?? this.anonymous(place as Place);
    if (!named.defined && !this.isNumeric(named, fixup)) return;
    this.add(out, at, fixup, this.symbolOf(named), constant - offset, type);
  }

  /** Strings that are merged move on their own, so that distances name them; thread-local symbols stay themselves. */
  private keepsSymbol(place: Place, relative: boolean): boolean {
    const { flags } = place.fragment.section;
    return (flags & SHF.TLS) !== 0 || ((flags & SHF.MERGE) !== 0 && relative);
  }

  private readonly anonymousSymbols = new Map<string, Sym>();

  private anonymous(place: Place): Sym {
    const key = `${place.fragment.section.name} ${addressOf(place)}`;
    let symbol = this.anonymousSymbols.get(key);
    if (!symbol) {
      symbol = new Sym(`.L${key.replace(/\W/g, '_')}`, true);
      symbol.place = place;
      this.anonymousSymbols.set(key, symbol);
    }
    return symbol;
  }

  private absolute(): ObjectSymbol {
    this.zero ??= {
      name: '',
      section: 'absolute',
      value: 0,
      size: 0,
      binding: STB.LOCAL,
      type: STT.NOTYPE,
      visibility: 0,
    };
    return this.zero;
  }

  private zero: ObjectSymbol | undefined;

  /** False, after a message, for `1f` without a label behind it. */
  private isNumeric(symbol: Sym, fixup: Fixup): boolean {
    const numeric = /^(\d+)f$/.exec(symbol.name);
    if (!numeric || !symbol.temporary) return true;
    if (!this.complained.has(symbol)) {
      this.complained.add(symbol);
      this.asm.report(
        'error',
        new AsmError(`there is no label '${numeric[1]}:' after this`),
        symbol.usedAt ?? fixup.span,
      );
    }
    return false;
  }

  private relocation(out: ObjectSection, at: number, fixup: Fixup, type: number, expr: Expr): void {
    const value = evaluate(expr, settled);
    if (!value || value.sub) {
      this.irreducible(fixup);
      return;
    }
    const { symbol, offset: own } = namedIn(expr, value);
    if (symbol) this.add(out, at, fixup, this.symbolOf(symbol), value.constant - own, type);
    else if (value.add && 'fragment' in value.add) {
      const target = this.sections.get(value.add.fragment.section);
      const offset = value.constant + BigInt(addressOf(value.add));
      if (target) this.add(out, at, fixup, this.sectionSymbolOf(target), offset, type);
    } else this.add(out, at, fixup, this.absolute(), value.constant, type);
  }

  private add(
    out: ObjectSection,
    offset: number,
    fixup: Fixup,
    symbol: ObjectSymbol,
    addend: bigint,
    type: number,
  ): void {
    out.relocations.push({ offset, type, symbol, addend: Number(BigInt.asIntN(64, addend)) });
    let spans = this.spans.get(out);
    if (!spans) this.spans.set(out, (spans = new Map()));
    spans.set(offset, fixup.span);
  }

  private sectionSymbolOf(section: ObjectSection): ObjectSymbol {
    let symbol = this.sectionSymbols.get(section);
    if (!symbol) this.sectionSymbols.set(section, (symbol = sectionSymbol(section)));
    return symbol;
  }

  private put(out: ObjectSection, at: number, fixup: Fixup, value: bigint): void {
    const bits = fixup.size * 8;
    const signed = value === BigInt.asIntN(bits, value);
    const fits = fixup.kind === 'any' ? signed || value === BigInt.asUintN(bits, value) : signed;
    if (!fits && bits < 64) this.asm.report('error', outOfRange(fixup.kind, bits, value), fixup.span);
    out.bytes.set(littleEndian(value, fixup.size), at);
  }

  private irreducible(fixup: Fixup): void {
    this.asm.report(
      'error',
      new AsmError(
        'the value depends on an address in a way that no file can hold',
        undefined,
        'only sums and differences of addresses work',
      ),
      fixup.span,
    );
  }

  private groups(): ObjectFile['groups'] {
    const groups = new Map<string, ObjectFile['groups'][number]>();
    for (const [section, out] of this.sections) {
      const { group, linkedTo } = section;
      if (linkedTo !== undefined) {
        const target = [...this.sections.values()].find((s) => s.name === linkedTo);
        const symbol = this.asm.symbols.get(linkedTo)?.place?.fragment.section;
        out.linkedTo = (symbol && this.sections.get(symbol)) ?? target;
      }
      if (!group) continue;
      let found = groups.get(group.name);
      if (!found) {
        const signature = this.signature(group.name);
        found = { signature, comdat: group.comdat, sections: [] };
        groups.set(group.name, found);
      }
      found.comdat ||= group.comdat;
      found.sections.push(out);
    }
    return [...groups.values()];
  }

  /** What a group is known by: a symbol, or a section, of its name; otherwise a name that means nothing else. */
  private signature(name: string): ObjectSymbol {
    const known = this.asm.symbols.get(name);
    if (known) return this.symbolOf(known);
    const section = [...this.sections.values()].find((s) => s.name === name);
    return section ? this.sectionSymbolOf(section) : { ...this.absolute(), name };
  }

  private locate(section: ObjectSection, offset: number): SourceLine | undefined {
    const span = this.spans.get(section)?.get(offset);
    return span && this.asm.reporter.place(span);
  }
}

const NOWHERE: SourceSpan = { statement: { text: '', line: 1, column: 1 }, start: 0, end: 0 };

/** A global symbol keeps its name, for another definition may come before it; jumps are taken to be safe. */
function keepsName(symbol: Sym | undefined, fixup: Fixup): boolean {
  if (!symbol || symbol.binding === 'local') return symbol?.type === 'ifunc';
  return !fixup.jump;
}

/** The symbol that a value is made of, by name, and what stands behind its `@`. */
function namedIn(expr: Expr, value: Value): { symbol: Sym | undefined; modifier: string; offset: bigint } {
  let symbol: Sym | undefined;
  let offset = 0n;
  let modifier = '';
  const walk = (e: Expr, depth: number): void => {
    if (depth > 1000) return;
    if (e.op === 'symbol') {
      if (e.modifier) modifier = e.modifier;
      if (e.symbol === value.add || (e.symbol.place && e.symbol.place === value.add)) symbol = e.symbol;
      else {
        const equate = e.value ?? e.symbol.equate;
        const target = equate && evaluate(equate, settled);
        // Another name that linkers know stays itself.
        if (
          target &&
          !target.sub &&
          target.add === value.add &&
          e.symbol.binding !== 'local' &&
          isPlace(value.add)
        ) {
          symbol = e.symbol;
          offset = target.constant;
        } else if (equate) walk(equate, depth + 1);
      }
    } else if (e.op === 'binary') {
      walk(e.left, depth + 1);
      walk(e.right, depth + 1);
    } else if ('arg' in e) walk(e.arg, depth + 1);
  };
  walk(expr, 0);
  return { symbol, modifier, offset };
}

const isPlace = (term: Value['add']) => term !== undefined && 'fragment' in term;

function outOfRange(kind: Fixup['kind'], bits: number, value: bigint): AsmError {
  const shown = value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
  if (kind !== 'pcrel') return new AsmError(`the value ${shown} does not fit in ${bits} bits`);
  return new AsmError(
    `the target is ${value < 0n ? -value : value} bytes away, out of reach of ${bits} bits`,
    undefined,
    bits === 8 ? 'this instruction has a short form only; jump around a jmp' : undefined,
  );
}

/** The field of a relaxed jump. */
function jumpFixup(fragment: Fragment): Fixup | undefined {
  const { tail } = fragment;
  if (tail?.kind !== 'jump') return undefined;
  const opcode = tail.near ? tail.opcode.near : tail.opcode.short;
  return {
    offset: fragment.length + opcode.length,
    size: tail.near ? 4 : 1,
    expr: tail.target,
    kind: 'pcrel',
    end: fragment.length + fragment.tailSize,
    span: tail.span,
    branch: true,
    jump: !tail.external,
  };
}
