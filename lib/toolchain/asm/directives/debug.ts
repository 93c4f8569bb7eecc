import type { CfaInstruction } from '../../dwarf';
import type { Assembler } from '../assembler';
import { AsmError } from '../error';
import { parseExpr } from '../expr';
import type { AsmFrame } from '../frames';
import { registerNamed } from '../registers';
import type { Scanner } from '../scanner';
import type { Directive } from '.';

/** DWARF's numbers of registers: System V ABI, x86-64 supplement, figure 3.36. */
const GENERAL = ['rax', 'rdx', 'rcx', 'rbx', 'rsi', 'rdi', 'rbp', 'rsp'];
const SPECIAL: Record<string, number> = { rip: 16, rflags: 49, eflags: 49, mxcsr: 64, fcw: 65, fsw: 66 };

function dwarfNumber(name: string): number | undefined {
  const general = GENERAL.indexOf(name);
  if (general >= 0) return general;
  if (Object.hasOwn(SPECIAL, name)) return SPECIAL[name];
  const numbered = /^(r|xmm|st|mm|k)\(?(\d+)\)?$/.exec(name);
  if (!numbered) {
    const segment = ['es', 'cs', 'ss', 'ds', 'fs', 'gs'].indexOf(name);
    return segment < 0 ? undefined : 50 + segment;
  }
  const number = Number(numbered[2]);
  switch (numbered[1]) {
    case 'r':
      return number >= 8 && number < 16 ? number : undefined;
    case 'xmm':
      return number < 16 ? 17 + number : number < 32 ? 51 + number : undefined;
    case 'st':
      return number < 8 ? 33 + number : undefined;
    case 'mm':
      return number < 8 ? 41 + number : undefined;
    default:
      return number < 8 ? 118 + number : undefined;
  }
}

/** A register by name or by DWARF's number. */
function register(asm: Assembler, scanner: Scanner): number {
  scanner.skipBlanks();
  const start = scanner.pos;
  const found = scanner.look(/%?[A-Za-z]\w*(\(\d\))?/y);
  const name = found?.replace('%', '').toLowerCase();
  const number = name === undefined ? undefined : dwarfNumber(name);
  if (found !== undefined && number !== undefined) {
    scanner.match(/%?[A-Za-z]\w*(\(\d\))?/y);
    return number;
  }
  if (name !== undefined && (found?.startsWith('%') || registerNamed(name)))
    throw new AsmError(
      `DWARF has no number for '${name}'`,
      scanner.since(start),
      'only 64-bit names have one',
    );
  return amount(asm, scanner);
}

const amount = (asm: Assembler, scanner: Scanner) => Number(asm.constant(scanner, 'the number'));

function frameOf(asm: Assembler): AsmFrame {
  const { current } = asm.frames;
  if (!current) throw new AsmError("this stands between '.cfi_startproc' and '.cfi_endproc'");
  return current;
}

/** Notes that what follows holds from here on; gas does so for every directive inside of a frame. */
function advance(asm: Assembler): AsmFrame {
  const frame = frameOf(asm);
  const place = asm.here();
  if (place.fragment.section !== frame.section)
    throw new AsmError(
      `the frame is in '${frame.section.name}'`,
      undefined,
      "put '.cfi_endproc' before the section ends",
    );
  const last = frame.instructions.findLast((i) => i.op === 'here');
  const from = last && 'place' in last ? last.place : frame.start;
  if (from.fragment !== place.fragment || from.offset !== place.offset)
    frame.instructions.push({ op: 'here', place });
  return frame;
}

function add(asm: Assembler, instruction: CfaInstruction): void {
  advance(asm).instructions.push(instruction);
}

type Cfi = (asm: Assembler, scanner: Scanner, frame: AsmFrame) => CfaInstruction;

const cfi =
  (make: Cfi): Directive =>
  (asm, scanner) => {
    const instruction = make(asm, scanner, frameOf(asm));
    scanner.expectEnd();
    add(asm, instruction);
  };

const pair = (asm: Assembler, scanner: Scanner): [number, number] => {
  const first = register(asm, scanner);
  scanner.expect(',');
  return [first, amount(asm, scanner)];
};

/** Offsets of saved registers are counted in words of eight bytes. */
function factored(offset: number): number {
  if (offset % 8 !== 0) throw new AsmError(`a register is saved at a multiple of 8, not at ${offset}`);
  return offset;
}

const list =
  (op: 'restore' | 'undefined' | 'same_value'): Directive =>
  (asm, scanner) => {
    do add(asm, { op, register: register(asm, scanner) });
    while (scanner.take(','));
    scanner.expectEnd();
  };

const startproc: Directive = (asm, scanner) => {
  const { frames } = asm;
  if (frames.current)
    throw new AsmError("'.cfi_startproc' inside of another", undefined, "'.cfi_endproc' ends the one before");
  const isSimple = scanner.match(/simple\b/y) !== undefined;
  scanner.expectEnd();
  const frame: AsmFrame = {
    section: asm.position.section,
    start: asm.here(),
    end: undefined,
    instructions: [],
    isSignal: false,
    isSimple,
    cfaOffset: 8,
    remembered: [],
    span: asm.span(),
  };
  frames.current = frame;
  frames.list.push(frame);
};

const pointer =
  (key: 'personality' | 'lsda'): Directive =>
  (asm, scanner) => {
    const frame = frameOf(asm);
    const encoding = amount(asm, scanner);
    if (encoding === 0xff) {
      frame[key] = undefined;
      return scanner.expectEnd();
    }
    if (![0, 2, 3, 4].includes(encoding & 7) || encoding & 0x60 || encoding < 0 || encoding > 0xff)
      throw new AsmError(
        `0x${encoding.toString(16)} is no encoding of a pointer`,
        undefined,
        'such as 0x3 or 0x9b',
      );
    scanner.expect(',');
    frame[key] = { encoding, expr: parseExpr(scanner, asm) };
    scanner.expectEnd();
  };

const sections: Directive = (asm, scanner) => {
  const kinds: typeof asm.frames.kinds = [];
  do {
    const name = scanner.match(/\.\w+/y);
    if (name === '.eh_frame' || name === '.debug_frame') kinds.push(name);
    else if (name !== undefined || !scanner.atEnd)
      throw scanner.error(`there are '.eh_frame' and '.debug_frame', not '${name ?? scanner.describe()}'`);
  } while (scanner.take(','));
  asm.frames.kinds = kinds;
};

/** `.file "name"`, or `.file number "directory" "name" md5 value`. */
const file: Directive = (asm, scanner) => {
  const text = () => new TextDecoder().decode(scanner.string());
  if (scanner.peek() === '"') {
    asm.fileNames.push(text());
    return scanner.expectEnd();
  }
  const number = amount(asm, scanner);
  if (number < 0 || number > 1_000_000) throw new AsmError(`file number ${number} is out of range`);
  const first = text();
  const second = scanner.peek() === '"' ? text() : undefined;
  let md5: Uint8Array | undefined;
  if (scanner.match(/md5\b/y) !== undefined) {
    const digits = scanner
      .match(/0[xX][0-9a-fA-F]+/y)
      ?.slice(2)
      .padStart(32, '0');
    if (digits?.length !== 32) throw scanner.error('an MD5 sum has 32 digits, behind 0x');
    md5 = Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
  }
  scanner.expectEnd();
  asm.lines.addFile(number, second === undefined ? undefined : first, second ?? first, md5);
};

/** `.loc file line column` and words that say more. */
const loc: Directive = (asm, scanner) => {
  const { lines } = asm;
  // Two in a row: the first one stands for itself.
  lines.startRow(asm.here());
  const number = amount(asm, scanner);
  if (!lines.files[number] && !(number === 0 && lines.files.length))
    throw new AsmError(`there is no file ${number}`, undefined, `'.file ${number} "name"' goes before it`);
  const row: NonNullable<typeof lines.pending> = {
    file: number,
    line: amount(asm, scanner),
    column: 0,
    isStatement: lines.isStatement,
    isa: lines.isa,
    resetView: false,
  };
  if (/^[\d(]/.test(scanner.peek())) row.column = amount(asm, scanner);
  let view: string | undefined;
  while (!scanner.atEnd) {
    const word = scanner.symbolName("a word such as 'is_stmt'");
    if (word === 'basic_block') row.basicBlock = true;
    else if (word === 'prologue_end') row.prologueEnd = true;
    else if (word === 'epilogue_begin') row.epilogueBegin = true;
    else if (word === 'is_stmt') row.isStatement = lines.isStatement = amount(asm, scanner) !== 0;
    else if (word === 'isa') row.isa = lines.isa = amount(asm, scanner);
    else if (word === 'discriminator') row.discriminator = amount(asm, scanner);
    else if (word === 'view') {
      if (scanner.match(/-0/y) !== undefined) row.resetView = true;
      else if (scanner.match(/0/y) === undefined) view = scanner.symbolName('a symbol for the view');
    } else throw scanner.error(`'.loc' does not know '${word}'`);
  }
  lines.pending = row;
  if (view === undefined) return;
  // A view is a number of rows at one address, so that this one has to be started now.
  const started = lines.startRow(asm.here());
  if (started) asm.assign(view, { op: 'view', row: started });
};

export const DEBUG: Record<string, Directive> = {
  '.file': file,
  '.loc': loc,
  '.cfi_startproc': startproc,
  '.cfi_endproc': (asm, scanner) => {
    scanner.expectEnd();
    const frame = frameOf(asm);
    frame.end = asm.here();
    asm.frames.current = undefined;
  },
  '.cfi_sections': sections,
  '.cfi_personality': pointer('personality'),
  '.cfi_lsda': pointer('lsda'),
  '.cfi_signal_frame': (asm) => {
    advance(asm).isSignal = true;
  },
  '.cfi_return_column': (asm, scanner) => {
    advance(asm).returnColumn = register(asm, scanner);
  },
  '.cfi_def_cfa': cfi((asm, scanner, frame) => {
    const [number, offset] = pair(asm, scanner);
    frame.cfaOffset = offset;
    return { op: 'def_cfa', register: number, offset };
  }),
  '.cfi_def_cfa_register': cfi((asm, scanner) => ({
    op: 'def_cfa_register',
    register: register(asm, scanner),
  })),
  '.cfi_def_cfa_offset': cfi((asm, scanner, frame) => {
    frame.cfaOffset = amount(asm, scanner);
    return { op: 'def_cfa_offset', offset: frame.cfaOffset };
  }),
  '.cfi_adjust_cfa_offset': cfi((asm, scanner, frame) => {
    frame.cfaOffset += amount(asm, scanner);
    return { op: 'def_cfa_offset', offset: frame.cfaOffset };
  }),
  '.cfi_offset': cfi((asm, scanner) => {
    const [number, offset] = pair(asm, scanner);
    return { op: 'offset', register: number, offset: factored(offset) };
  }),
  '.cfi_rel_offset': cfi((asm, scanner, frame) => {
    const [number, offset] = pair(asm, scanner);
    return { op: 'offset', register: number, offset: factored(offset - frame.cfaOffset) };
  }),
  '.cfi_val_offset': cfi((asm, scanner) => {
    const [number, offset] = pair(asm, scanner);
    return { op: 'val_offset', register: number, offset: factored(offset) };
  }),
  '.cfi_register': cfi((asm, scanner) => {
    const number = register(asm, scanner);
    scanner.expect(',');
    return { op: 'register', register: number, other: register(asm, scanner) };
  }),
  '.cfi_restore': list('restore'),
  '.cfi_undefined': list('undefined'),
  '.cfi_same_value': list('same_value'),
  '.cfi_remember_state': cfi((_, __, frame) => {
    frame.remembered.push(frame.cfaOffset);
    return { op: 'remember_state' };
  }),
  '.cfi_restore_state': cfi((_, __, frame) => {
    const before = frame.remembered.pop();
    if (before === undefined) throw new AsmError("'.cfi_restore_state' without '.cfi_remember_state'");
    frame.cfaOffset = before;
    return { op: 'restore_state' };
  }),
  '.cfi_window_save': cfi(() => ({ op: 'escape', bytes: [0x2d] })),
  '.cfi_escape': cfi((asm, scanner) => {
    const bytes: number[] = [];
    do bytes.push(amount(asm, scanner) & 0xff);
    while (scanner.take(','));
    return { op: 'escape', bytes };
  }),
};
