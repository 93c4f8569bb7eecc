import { SHF, SHT } from '../../elf';
import type { AltContext } from './altmacro';
import { type OperandContext, parseAttOperands } from './att';
import { Conditionals } from './conditional';
import { CONDITIONAL_DIRECTIVES, DIRECTIVES } from './directives';
import type { Encoded, Prefixes } from './encode';
import { AsmError, type Range } from './error';
import { constantOf, evaluate } from './evaluate';
import { unknownMnemonic } from './explain';
import { type Expr, type ExprContext, number, parseExpr } from './expr';
import { Frames } from './frames';
import { parseIntelOperands } from './intel';
import { keepInstruction, knownInstruction } from './known';
import { Lines } from './lines';
import { expandMacro, type Macro } from './macro';
import { assembleInstruction } from './match';
import { lookUp, type Meaning } from './mnemonic';
import type { Operand } from './operand';
import { applyPrefix, PREFIXES } from './prefix';
import { Reader } from './reader';
import { Reporter } from './reporter';
import { Scanner } from './scanner';
import { type Fixup, fixedDistance, type Place, Section, type Tail } from './section';
import { type Statement, splitStatements } from './source';
import { suggest } from './suggest';
import { alreadyDefined, type SourceSpan, type Sym, SymbolTable } from './symbol';
import type { SourceFiles } from './types';

/** Bytes that may be written out, in all sections together. */
const MAX_BYTES = 256 * 2 ** 20;

const LABEL = /((?:[A-Za-z_.$\u0080-\uffff][\w.$\u0080-\uffff]*|"(?:[^"\\]|\\.)*"|\d+))\s*:(?!:)/y;
const ASSIGNMENT = /([A-Za-z_.$\u0080-\uffff][\w.$\u0080-\uffff]*)\s*==?(?!=)/y;
/** Before the operand of a jump or call in Intel syntax: it is the place of an address with its segment. */
const FAR_POINTER = /(?:far|fword)\s+ptr(?![\w.$])|far(?=\s+\S)/iy;
const WORD = /\{\w+\}|[^\s,"'()[\]{}%$*<>&|^!~+=/;:]+/y;

/** A statement that made bytes: where they start and end. */
export interface Emitted {
  statement: Statement;
  from: Place;
  to: Place;
  /** Intel name of the instruction, if it is one. */
  mnemonic?: string;
}

/** Where statements go, and how they are read; `.pushsection` keeps copies of it. */
export interface Position {
  section: Section;
  subsection: number;
}

/** Assembles one source into sections of fragments. What is not settled yet is left to `relax` and `link`. */
export class Assembler implements ExprContext {
  readonly reporter: Reporter;
  readonly symbols = new SymbolTable();
  readonly sections = new Map<string, Section>();
  readonly emitted: Emitted[] = [];
  readonly macros = new Map<string, Macro>();
  readonly conditionals = new Conditionals();
  readonly reader: Reader;
  readonly positionStack: [Position, Position][] = [];
  position: Position;
  previous: Position;
  intel = false;
  nakedRegisters = false;
  /** `.altmacro` is in force. */
  altmacro = false;
  private locals = 0;
  private readonly altContext: AltContext = {
    value: (scanner) => this.constant(scanner, 'the argument'),
    fresh: () => ++this.locals,
  };
  /** The next address of `.struct`, until a section is gone to: labels there are numbers. */
  absolute: bigint | undefined;
  /** Expansions so far: `\@`. */
  expansions = 0;
  /** Symbols that `.local` keeps from becoming global by `.comm`. */
  readonly localCommons = new Set<Sym>();
  /** `.end` was reached, or there is no use in going on. */
  stopped = false;
  private bytesWritten = 0;
  private warnings = 0;
  private statement: Statement = { text: '', line: 1, column: 1 };

  readonly frames = new Frames();
  readonly lines = new Lines();
  /** `.file "name"`: names for STT_FILE symbols. */
  readonly fileNames: string[] = [];
  /** `.symver`: further names, with versions. */
  readonly versions: { name: string; symbol: Sym }[] = [];
  /** Symbols that are only known by the name with a version. */
  readonly replacedNames = new Set<string>();

  constructor(
    fileName: string,
    source: string,
    readonly files?: SourceFiles,
  ) {
    this.reporter = new Reporter(fileName, source);
    this.reader = new Reader(splitStatements(source));
    this.position = {
      section: this.section('.text', SHF.ALLOC | SHF.EXECINSTR, SHT.PROGBITS),
      subsection: 0,
    };
    this.section('.data', SHF.ALLOC | SHF.WRITE, SHT.PROGBITS);
    this.section('.bss', SHF.ALLOC | SHF.WRITE, SHT.NOBITS);
    this.previous = this.position;
  }

  /** Reads every statement; mistakes become diagnostics. */
  run(): void {
    for (;;) {
      let statement: Statement | undefined;
      try {
        statement = this.reader.next();
      } catch (error) {
        this.caught(error);
        return;
      }
      if (!statement || this.stopped || this.reporter.isFull) break;
      this.statement = statement;
      try {
        this.assemble(new Scanner(statement.text));
      } catch (error) {
        this.caught(error);
      }
    }
    const open = this.frames.current;
    if (open && !this.reporter.hasErrors)
      this.report(
        'error',
        new AsmError("'.cfi_startproc' is never closed", undefined, "add '.cfi_endproc'"),
        open.span,
      );
    const unclosed = this.conditionals.unclosed();
    if (unclosed && !this.stopped) {
      this.statement = unclosed;
      this.caught(new AsmError("'.if' is never closed", undefined, "add '.endif'"));
    }
  }

  /** Defines a symbol from outside, as `-D name=text`. */
  defineFromOutside(name: string, text: string): void {
    this.statement = { text: `${name} = ${text}`, line: 1, column: 1 };
    try {
      const scanner = new Scanner(text);
      this.assign(name, parseExpr(scanner, this));
      scanner.expectEnd();
    } catch (error) {
      this.caught(error);
    }
  }

  private assemble(scanner: Scanner): void {
    if (this.takeKnown(scanner.text)) return;
    while (this.takeLabel(scanner));
    if (scanner.atEnd) return;
    const start = scanner.pos;
    const word = scanner.match(WORD) ?? '';
    const directive = word.toLowerCase();
    if (Object.hasOwn(CONDITIONAL_DIRECTIVES, directive)) {
      CONDITIONAL_DIRECTIVES[directive](this, scanner, directive);
      return;
    }
    if (!this.conditionals.active) return;
    scanner.pos = start;
    if (this.takeAssignment(scanner)) return;
    scanner.match(WORD);
    const range = scanner.since(start);
    const from = this.here();
    if (directive.startsWith('.') && Object.hasOwn(DIRECTIVES, directive)) {
      DIRECTIVES[directive](this, scanner, directive);
      this.note(from);
      return;
    }
    const macro = this.macros.get(word);
    if (macro) {
      this.reader.enter(
        expandMacro(
          macro,
          scanner,
          this.statement,
          this.expansions++,
          this.altmacro ? this.altContext : undefined,
        ),
        this.conditionals.depth,
      );
      return;
    }
    if (directive.startsWith('.')) throw unknownDirective(word, range);
    this.note(from, this.instruction(word, scanner, range));
  }

  /** An instruction that was assembled before and means the same here. */
  private takeKnown(text: string): boolean {
    if (this.intel || this.macros.size > 0 || !this.conditionals.active) return false;
    const instruction = knownInstruction(text);
    if (!instruction) return false;
    const from = this.here();
    this.lines.startRow(from);
    this.bytes(instruction.bytes);
    this.note(from, instruction.mnemonic);
    return true;
  }

  private takeLabel(scanner: Scanner): boolean {
    if (!scanner.text.includes(':', scanner.pos)) return false;
    scanner.skipBlanks();
    LABEL.lastIndex = scanner.pos;
    const found = LABEL.exec(scanner.text);
    if (!found) return false;
    const name = found[1];
    scanner.pos = LABEL.lastIndex;
    if (!this.conditionals.active) return true;
    if (/^\d/.test(name)) this.symbols.defineNumeric(Number(name), this.here());
    else {
      const bare = name.startsWith('"') ? new Scanner(name).symbolName() : name;
      try {
        if (this.absolute === undefined) this.symbols.define(bare, this.here());
        else this.assign(bare, number(this.absolute));
      } catch (error) {
        if (error instanceof AsmError) {
          const start = found.index;
          throw new AsmError(error.message, { start, end: start + name.length }, error.hint);
        }
        throw error;
      }
    }
    return true;
  }

  private takeAssignment(scanner: Scanner): boolean {
    if (!scanner.text.includes('=', scanner.pos)) return false;
    scanner.skipBlanks();
    ASSIGNMENT.lastIndex = scanner.pos;
    const found = ASSIGNMENT.exec(scanner.text);
    if (!found) return false;
    scanner.pos = ASSIGNMENT.lastIndex;
    const expr = parseExpr(scanner, this);
    scanner.expectEnd();
    this.assign(found[1], expr);
    return true;
  }

  /** `.set`: gives a symbol a value, anew if need be. */
  assign(name: string, expr: Expr): void {
    if (name === '.') {
      this.close({ kind: 'org', target: expr, fill: 0, span: this.span() });
      return;
    }
    const symbol = this.symbols.renewed(name);
    if (symbol.place || symbol.common) throw alreadyDefined(name);
    symbol.equate = settle(expr);
    symbol.alias = expr.op === 'symbol' ? expr.symbol : undefined;
  }

  /** Assembles an instruction and answers its name. */
  private instruction(word: string, scanner: Scanner, range: Range): string {
    const prefixes: Prefixes = {};
    let spelling = word;
    let at = range;
    while (Object.hasOwn(PREFIXES, spelling.toLowerCase())) {
      const name = spelling.toLowerCase();
      if (scanner.atEnd) {
        if (PREFIXES[name].bytes.length === 0)
          throw new AsmError(`'${name}' wants an instruction behind it`, at);
        this.bytes(PREFIXES[name].bytes);
        return name;
      }
      applyPrefix(prefixes, name);
      const start = scanner.pos;
      spelling = scanner.match(WORD) ?? '';
      at = scanner.since(start);
    }
    const syntax = this.intel ? 'intel' : 'att';
    if (this.intel && /^(jmp|call)$/i.test(spelling) && scanner.match(FAR_POINTER)) spelling = `l${spelling}`;
    const meaning = lookUp(spelling, syntax);
    if (!meaning)
      throw unknownMnemonic(spelling, at, {
        syntax,
        macros: this.macros.keys(),
        directives: Object.keys(DIRECTIVES),
      });
    const { warnings } = this;
    const operands = this.operands(scanner, meaning);
    const whole = scanner.since(at.start);
    const encoded = assembleInstruction(meaning, operands, prefixes, {
      syntax,
      spelling,
      range: whole,
      warn: (message, where) => this.warn(message, where),
    });
    checkPrefixes(prefixes, encoded, at);
    this.emit(encoded, operands, whole, prefixes.displacement === 32);
    const { mnemonic } = encoded.fit.candidate.row;
    const settled = encoded.fields.length === 0 && !operands.some(({ kind }) => kind === 'target');
    if (settled && warnings === this.warnings && !this.intel)
      keepInstruction(scanner.text, { mnemonic, bytes: [...encoded.bytes] });
    return mnemonic;
  }

  /** Operands in Intel order. */
  private operands(scanner: Scanner, meaning: Meaning): Operand[] {
    const context: OperandContext = {
      exprs: this,
      distance: fixedDistance,
      branch: meaning.branch,
      jumps: meaning.jumps,
      warn: (message, range) => this.warn(message, range),
    };
    if (this.intel) return parseIntelOperands(scanner, context);
    const operands = parseAttOperands(scanner, context);
    // enter is written the same way in both syntaxes.
    return meaning.mnemonic === 'enter' ? operands : operands.reverse();
  }

  private emit(
    { fit, bytes, fields }: Encoded,
    operands: readonly Operand[],
    range: Range,
    near: boolean,
  ): void {
    this.lines.startRow(this.here());
    const { row } = fit.candidate;
    const [target] = operands;
    const jump = row.operands[0] === 'Jb' && target?.kind === 'target' && relaxable(row.mnemonic, row.opcode);
    if (jump && target.kind === 'target') {
      // Only the prefixes are fixed.
      this.bytes(bytes.slice(0, -2));
      this.close({ kind: 'jump', opcode: jump, target: target.expr, near, span: this.span(range) });
      return;
    }
    const fragment = this.fragment;
    const base = fragment.length;
    this.bytes(bytes);
    const span = fields.length ? this.span(range) : undefined;
    for (const field of fields) {
      if (!span) break;
      fragment.fixups.push({ ...field, offset: base + field.offset, end: fragment.length, span });
    }
  }

  // What directives use.

  get fragment() {
    return this.position.section.open(this.position.subsection);
  }

  /** The offset of a place in the open fragment, where it is one there. */
  offsetIn(expr: Expr, here: Place): number | undefined {
    const value = evaluate(expr, fixedDistance);
    if (!value || value.sub) return undefined;
    if (!value.add)
      return here.fragment === this.position.section.open(0) ? Number(value.constant) : undefined;
    if (!('fragment' in value.add) || value.add.fragment !== here.fragment) return undefined;
    return value.add.offset + Number(value.constant);
  }

  here(): Place {
    const { fragment } = this;
    return { fragment, offset: fragment.length };
  }

  /** Writes bytes at the current place. */
  bytes(bytes: ArrayLike<number>): void {
    if (this.absolute !== undefined)
      throw new AsmError(
        "nothing can be put where '.struct' names offsets",
        undefined,
        "go on with '.text' or '.data'",
      );
    const { section } = this.position;
    if (!section.hasBytes && Array.prototype.some.call(bytes, (b: number) => b !== 0))
      throw new AsmError(
        `section '${section.name}' has no bytes in the file, so nothing but zeros can be put there`,
      );
    if ((this.bytesWritten += bytes.length) > MAX_BYTES) {
      this.stopped = true;
      throw new AsmError('the program is larger than 256 MiB');
    }
    this.fragment.append(bytes);
  }

  /** A field for a value that is known later. */
  fixup(expr: Expr, size: Fixup['size'], range?: Range): void {
    const { fragment } = this;
    const offset = fragment.length;
    this.bytes(new Uint8Array(size));
    fragment.fixups.push({ offset, size, expr, kind: 'any', end: offset, span: this.span(range) });
  }

  close(tail: Tail): void {
    const { section, subsection } = this.position;
    if (
      tail.kind === 'fill' &&
      section.hasBytes &&
      (this.bytesWritten += tail.count * tail.pattern.length) > MAX_BYTES
    ) {
      this.stopped = true;
      throw new AsmError('the program is larger than 256 MiB');
    }
    section.close(subsection, tail);
  }

  section(name: string, flags: number, type: number, entsize = 0, key = name): Section {
    let section = this.sections.get(key);
    if (!section) this.sections.set(key, (section = new Section(name, flags, type, entsize)));
    return section;
  }

  switchTo(section: Section, subsection = 0): void {
    this.previous = this.position;
    this.position = { section, subsection };
    this.absolute = undefined;
  }

  // ExprContext

  symbol(name: string, range: Range): Sym {
    const symbol = this.symbols.named(name);
    symbol.usedAt ??= this.span(range);
    return symbol;
  }

  numeric(label: number, direction: 'b' | 'f', range: Range): Sym {
    const symbol = direction === 'b' ? this.symbols.backward(label) : this.symbols.forward(label);
    if (!symbol)
      throw new AsmError(
        `there is no label '${label}:' before this`,
        range,
        `'${label}f' means the next one`,
      );
    symbol.usedAt ??= this.span(range);
    return symbol;
  }

  span(range?: Range): SourceSpan {
    const { statement } = this;
    const lead = statement.text.length - statement.text.trimStart().length;
    return { statement, start: range?.start ?? lead, end: range?.end ?? statement.text.trimEnd().length };
  }

  /** The value of an expression that has to be constant here. */
  constant(scanner: Scanner, what: string): bigint {
    scanner.skipBlanks();
    const start = scanner.pos;
    const value = constantOf(parseExpr(scanner, this), fixedDistance);
    if (value === undefined)
      throw new AsmError(
        `${what} has to be known here`,
        scanner.since(start),
        'use constants, or symbols that are set above',
      );
    return value;
  }

  warn(message: string, range?: Range): void {
    this.warnings++;
    this.report('warning', new AsmError(message, range), this.span(range));
  }

  report(severity: 'error' | 'warning', error: AsmError, span: SourceSpan): void {
    this.reporter.add(severity, error, span);
  }

  private caught(error: unknown): void {
    if (!(error instanceof AsmError)) throw error;
    this.report('error', error, this.span(error.range));
  }

  private note(from: Place, mnemonic?: string): void {
    const to = this.here();
    if (from.fragment.section !== to.fragment.section) return;
    if (from.fragment !== to.fragment || from.offset !== to.offset)
      this.emitted.push({ statement: this.statement, from, to, mnemonic });
  }
}

/** An expression reduced to a constant or to a place and an offset, where it can be already. */
function settle(expr: Expr): Expr {
  const value = evaluate(expr, fixedDistance);
  if (!value || value.sub || (value.add && !('fragment' in value.add))) return expr;
  const constant = number(value.constant);
  if (!value.add) return constant;
  return { op: 'binary', operator: '+', left: { op: 'place', place: value.add }, right: constant };
}

function unknownDirective(word: string, range: Range): AsmError {
  const close = suggest(word, [...Object.keys(DIRECTIVES), ...Object.keys(CONDITIONAL_DIRECTIVES)]);
  return new AsmError(`unknown directive '${word}'`, range, close && `did you mean '${close}'?`);
}

/** The two sizes of a jump that has both. loop and jrcxz are always short. */
function relaxable(mnemonic: string, opcode: number): { short: number[]; near: number[] } | undefined {
  if (mnemonic === 'jmp') return { short: [0xeb], near: [0xe9] };
  return opcode >= 0x70 && opcode < 0x80 ? { short: [opcode], near: [0x0f, opcode + 0x10] } : undefined;
}

/** lock and rep stand only where they mean something. */
function checkPrefixes(prefixes: Prefixes, { fit }: Encoded, range: Range): void {
  const { row } = fit.candidate;
  // Those of two bytes and EVEX are for vector instructions, which are not known.
  const { vex } = prefixes;
  if (vex && (!row.vex || vex === '{evex}'))
    throw new AsmError(`'${vex}': there is no such encoding of '${row.mnemonic}'`, range);
  if (prefixes.lock && !(row.lock && fit.operands[0]?.kind === 'memory'))
    throw new AsmError(
      `'lock' cannot stand before '${row.mnemonic}' here`,
      range,
      'it takes an instruction that changes a memory operand, such as lock add, xadd or cmpxchg',
    );
  // Compilers write `rep bsf` for tzcnt that old processors run as bsf, and `rep ret`.
  const harmless = row.rep !== '' || row.endsBlock || /^(nop|bsf|bsr)$/.test(row.mnemonic);
  if (prefixes.repeat && !harmless)
    throw new AsmError(
      `'rep' cannot stand before '${row.mnemonic}'`,
      range,
      'it repeats string instructions',
    );
}
