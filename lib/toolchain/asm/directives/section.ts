import { SHF, SHT } from '../../../elf';
import type { Assembler } from '../assembler';
import { AsmError } from '../error';
import type { Scanner } from '../scanner';
import type { Section } from '../section';
import type { Directive } from '.';

const FLAGS: Record<string, number> = {
  a: SHF.ALLOC,
  w: SHF.WRITE,
  x: SHF.EXECINSTR,
  M: SHF.MERGE,
  S: SHF.STRINGS,
  G: SHF.GROUP,
  T: SHF.TLS,
  R: SHF.GNU_RETAIN,
  e: SHF.EXCLUDE,
  o: SHF.LINK_ORDER,
  '?': 0,
};

const TYPES: Record<string, number> = {
  progbits: SHT.PROGBITS,
  nobits: SHT.NOBITS,
  note: SHT.NOTE,
  init_array: SHT.INIT_ARRAY,
  fini_array: SHT.FINI_ARRAY,
  preinit_array: SHT.PREINIT_ARRAY,
  unwind: SHT.X86_64_UNWIND,
};

/** What a section is when `.section` names it alone: by its name or the start of it. */
const KNOWN: [prefix: string, flags: number, type: number][] = [
  ['.text', SHF.ALLOC | SHF.EXECINSTR, SHT.PROGBITS],
  ['.init', SHF.ALLOC | SHF.EXECINSTR, SHT.PROGBITS],
  ['.fini', SHF.ALLOC | SHF.EXECINSTR, SHT.PROGBITS],
  ['.rodata', SHF.ALLOC, SHT.PROGBITS],
  ['.data', SHF.ALLOC | SHF.WRITE, SHT.PROGBITS],
  ['.bss', SHF.ALLOC | SHF.WRITE, SHT.NOBITS],
  ['.tdata', SHF.ALLOC | SHF.WRITE | SHF.TLS, SHT.PROGBITS],
  ['.tbss', SHF.ALLOC | SHF.WRITE | SHF.TLS, SHT.NOBITS],
  ['.init_array', SHF.ALLOC | SHF.WRITE, SHT.INIT_ARRAY],
  ['.fini_array', SHF.ALLOC | SHF.WRITE, SHT.FINI_ARRAY],
  ['.note', 0, SHT.NOTE],
  ['.eh_frame', SHF.ALLOC, SHT.PROGBITS],
];

/** Sections of addresses. */
const ARRAYS = new Set<number>([SHT.INIT_ARRAY, SHT.FINI_ARRAY, SHT.PREINIT_ARRAY]);

function knownSection(name: string): [flags: number, type: number] {
  if (name === '.note.GNU-stack') return [0, SHT.PROGBITS];
  const matches = KNOWN.filter(([prefix]) => name === prefix || name.startsWith(`${prefix}.`));
  const found = matches.sort((a, b) => b[0].length - a[0].length)[0];
  return found ? [found[1], found[2]] : [0, SHT.PROGBITS];
}

/** `.section name, "flags", @type, entsize, group, comdat` */
function parseSection(asm: Assembler, scanner: Scanner): Section {
  const name =
    scanner.peek() === '"' ? new TextDecoder().decode(scanner.string()) : scanner.match(/[^\s,"]+/y);
  if (!name) throw scanner.error('expected the name of a section');
  let [flags, type] = knownSection(name);
  let entsize = 0;
  let given = false;
  let group: Section['group'];
  let linkedTo: string | undefined;
  let unique = '';
  if (scanner.take(',')) {
    if (scanner.peek() === '"') {
      const asked = parseFlags(scanner);
      // A section that is known by its name has the flags it always has, unless others are asked for.
      const beyond = asked & ~(flags | SHF.GROUP | SHF.LINK_ORDER);
      flags = beyond ? asked : (asked | flags) >>> 0;
      given = true;
      if (scanner.take(',')) type = parseType(scanner);
      if (flags & SHF.MERGE && scanner.take(',')) entsize = Number(asm.constant(scanner, 'the entry size'));
      if (flags & SHF.GROUP) group = parseGroup(scanner);
      if (flags & SHF.LINK_ORDER) {
        scanner.expect(',');
        linkedTo = scanner.symbolName('the section it goes with');
      }
      if (scanner.take(',')) unique = parseUnique(asm, scanner);
    } else type = parseType(scanner);
  }
  scanner.expectEnd();
  const key = sectionKey(name, group, unique);
  const known = asm.sections.get(key);
  if (known) {
    if (given && (known.flags ^ flags) & (SHF.ALLOC | SHF.WRITE | SHF.EXECINSTR))
      asm.warn(`section '${name}' keeps the flags it was first given`);
    return known;
  }
  if (ARRAYS.has(type) && !entsize) entsize = 8;
  const section = asm.section(name, flags, type, entsize, key);
  section.group = group;
  section.linkedTo = linkedTo;
  return section;
}

/** Sections of one name are apart by their group, and by the number behind `unique`. */
function sectionKey(name: string, group: Section['group'], unique: string): string {
  return group || unique ? `${name}\0${group?.name ?? ''}\0${unique}` : name;
}

/** `, name, comdat` behind the type and entry size. */
function parseGroup(scanner: Scanner): Section['group'] {
  scanner.expect(',');
  const name = scanner.symbolName('the name of the group');
  const start = scanner.pos;
  if (!scanner.take(',')) return { name, comdat: false };
  if (scanner.match(/comdat\b/y) !== undefined) return { name, comdat: true };
  scanner.pos = start;
  return { name, comdat: false };
}

/** `unique, number` */
function parseUnique(asm: Assembler, scanner: Scanner): string {
  if (scanner.match(/unique\b/y) === undefined) throw scanner.error("expected 'unique' or 'comdat'");
  scanner.expect(',');
  return String(asm.constant(scanner, 'the number'));
}

function parseFlags(scanner: Scanner): number {
  const start = scanner.pos;
  let flags = 0;
  for (const letter of new TextDecoder().decode(scanner.string())) {
    if (!Object.hasOwn(FLAGS, letter))
      throw new AsmError(
        `unknown section flag '${letter}'`,
        scanner.since(start),
        'flags are letters out of awxMSGT',
      );
    flags |= FLAGS[letter];
  }
  return flags >>> 0;
}

function parseType(scanner: Scanner): number {
  const found = scanner.match(/[@%]?"?[\w]+"?/y);
  const name = (found ?? '').replace(/["@%]/g, '');
  if (/^(0x)?[0-9]/.test(name)) return Number(name);
  if (!Object.hasOwn(TYPES, name))
    throw scanner.error(`unknown section type '${name}'`, undefined, 'such as @progbits or @nobits');
  return TYPES[name];
}

const standard =
  (name: string): Directive =>
  (asm, scanner) => {
    const subsection = scanner.atEnd ? 0 : Number(asm.constant(scanner, 'the subsection'));
    scanner.expectEnd();
    const [flags, type] = knownSection(name);
    asm.switchTo(asm.section(name, flags, type), subsection);
  };

const pop: Directive = (asm) => {
  const saved = asm.positionStack.pop();
  if (!saved) throw new AsmError("'.popsection' without '.pushsection'");
  [asm.position, asm.previous] = saved;
};

/** Directives that choose where things go. */
export const SECTIONS: Record<string, Directive> = {
  '.text': standard('.text'),
  '.data': standard('.data'),
  '.bss': standard('.bss'),
  '.rodata': standard('.rodata'),
  '.section': (asm, scanner) => asm.switchTo(parseSection(asm, scanner)),
  '.pushsection': (asm, scanner) => {
    const saved: (typeof asm.positionStack)[number] = [asm.position, asm.previous];
    asm.switchTo(parseSection(asm, scanner));
    asm.positionStack.push(saved);
  },
  '.popsection': pop,
  '.previous': (asm) => asm.switchTo(asm.previous.section, asm.previous.subsection),
  '.subsection': (asm, scanner) => {
    const subsection = Number(asm.constant(scanner, 'the subsection'));
    asm.switchTo(asm.position.section, subsection);
  },
};
