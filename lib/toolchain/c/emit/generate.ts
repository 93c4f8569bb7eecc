import type { FunctionSymbol, Unit, Variable } from '../ast';
import type { Func } from '../ir/ir';
import { type Places, Unsupported } from '../lower/context';
import { lowerFunction } from '../lower/function';
import { divideConstants } from '../opt/basic';
import { joinBlocks } from '../opt/dead';
import type { Candidate } from '../opt/inline';
import { calleesOf, inlineAll, optimise } from '../opt/optimise';
import { type Labels, printInst } from '../x86/att';
import { type Compiled, compileFunction } from '../x86/function';
import type { MInst } from '../x86/machine';
import { byteDirectives, dataDirectives, variableSection } from './data';
import { DebugInfo } from './debug';
import { ModuleNames } from './names';

export interface GenerateOptions {
  /** The file's name, for the debugger. */
  name: string;
  /** 0: variables stay in memory, as a debugger likes it; 1: they live in registers. */
  level: 0 | 1;
  pic: 'none' | 'pie' | 'pic';
  /** Line rows, and what a debugger wants to know of variables. */
  debug: boolean;
  /** A section for each function and variable, so that a linker can drop what is not needed. */
  sections: boolean;
}

/** One instruction of the result. */
export interface Inst {
  /** Its text in AT&T syntax. */
  text: string;
  op: string;
  /** The token it comes from, or -1. */
  at: number;
  /** Line of the assembly text, from 1. */
  line: number;
}

/** A variable of the source that lies in the frame of its function. */
export interface FrameVariable {
  variable: Variable;
  /** From rbp. */
  offset: number;
}

export interface Generated {
  assembly: string;
  insts: { name: string; insts: Inst[]; variables: FrameVariable[] }[];
  errors: { message: string; at: number }[];
}

/** Assembly for a whole unit. */
export function generate(unit: Unit, options: GenerateOptions): Generated {
  const names = new ModuleNames(unit, options.pic);
  const errors: Generated['errors'] = [];
  const funcs = new Map<FunctionSymbol, Func>();
  const places = new Map<FunctionSymbol, Places>();
  // Nested functions before those around them.
  const order = unit.functions.filter(isWanted).sort((a, b) => depthOf(b) - depthOf(a));
  for (const symbol of order) {
    try {
      const lowered = lowerFunction(symbol, names);
      funcs.set(symbol, lowered.func);
      places.set(symbol, lowered.places);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      errors.push({ message: error.message, at: error.at });
    }
  }
  const out = new Output(unit, names, options);
  if (errors.length > 0) return { assembly: '', insts: [], errors };
  if (options.level > 0) {
    for (const func of funcs.values()) optimise(func);
    inlineAll([...funcs.values()], candidatesOf(unit, funcs));
  } else
    for (const func of funcs.values()) {
      joinBlocks(func);
      divideConstants(func);
    }
  const needed = reachable(unit, funcs);
  for (const [symbol, func] of funcs)
    if (needed.has(symbol.asmName))
      out.function(symbol, compileFunction(func, names, options.level === 0), places.get(symbol));
  for (const variable of unit.variables)
    if (variable.defined && needed.has(variable.asmName)) out.variable(variable);
  out.rest(needed);
  return { assembly: out.text(), insts: out.insts, errors };
}

const depthOf = (symbol: FunctionSymbol): number => (symbol.outer ? 1 + depthOf(symbol.outer) : 0);

/** A body that has to be compiled, or may be needed by one. */
const isWanted = (symbol: FunctionSymbol) =>
  symbol.body !== undefined && (symbol.emit || symbol.linkage === 'internal' || symbol.inline);

const isRoot = (symbol: FunctionSymbol | Variable): boolean => {
  if (symbol.keep || symbol.section !== undefined) return true;
  if (symbol.kind === 'function')
    return (
      (symbol.linkage === 'external' && symbol.emit) ||
      symbol.onStart !== undefined ||
      symbol.onExit !== undefined
    );
  return symbol.linkage === 'external' && symbol.defined;
};

function candidatesOf(unit: Unit, funcs: Map<FunctionSymbol, Func>): Map<string, Candidate> {
  const calls = new Map<string, number>();
  for (const func of funcs.values())
    for (const block of func.blocks)
      for (const value of block.values) {
        const name = value.call?.symbol ?? (value.op === 'symbol' ? value.symbol : undefined);
        if (name !== undefined)
          calls.set(name, (calls.get(name) ?? 0) + (value.op === 'symbol' ? Number.POSITIVE_INFINITY : 1));
      }
  for (const variable of unit.variables)
    for (const { target } of variable.data?.relocations ?? [])
      if (target.kind === 'function') calls.set(target.asmName, Number.POSITIVE_INFINITY);
  const found = new Map<string, Candidate>();
  for (const [symbol, func] of funcs) {
    found.set(symbol.asmName, {
      func,
      always: symbol.alwaysInline,
      never: symbol.noinline || symbol.weak || symbol.type.variadic,
      internal: symbol.linkage === 'internal',
      calls: calls.get(symbol.asmName) ?? 0,
    });
  }
  return found;
}

/** Names of what the unit must hold: what others can see, and what that needs. */
function reachable(unit: Unit, funcs: Map<FunctionSymbol, Func>): Set<string> {
  const functions = new Map([...funcs].map(([symbol, func]) => [symbol.asmName, func]));
  const variables = new Map(unit.variables.map((v) => [v.asmName, v]));
  const asms = unit.asms.map((one) => one.text).join('\n');
  const needed = new Set<string>();
  const work: string[] = [];
  const need = (name: string | undefined) => {
    if (name === undefined || needed.has(name)) return;
    needed.add(name);
    work.push(name);
  };
  for (const one of [...unit.functions, ...unit.variables]) {
    if (isRoot(one) || (asms.length > 0 && asms.includes(one.asmName))) need(one.asmName);
    if (one.alias) need(one.alias);
    if (one.kind === 'function') need(one.ifunc);
  }
  for (let name = work.pop(); name !== undefined; name = work.pop()) {
    const func = functions.get(name);
    if (func) {
      for (const callee of calleesOf(func)) need(callee);
      for (const block of func.blocks)
        for (const value of block.values) {
          if (value.op === 'symbol' || value.op === 'thread') need(value.symbol);
          // A template may name anything.
          if (value.asm)
            for (const part of value.asm.template)
              if (typeof part === 'string') for (const [word] of part.matchAll(/[A-Za-z_]\w*/g)) need(word);
        }
    }
    for (const { target } of variables.get(name)?.data?.relocations ?? [])
      if (target.kind === 'function' || target.kind === 'variable') need(target.asmName);
  }
  return needed;
}

/** What a debugger may look at: variables that stay in memory, where the frame has a base that stays. */
function inFrame({ frame }: Compiled): FrameVariable[] {
  if (!frame.framePointer) return [];
  return [...frame.offsets].flatMap(([{ variable }, offset]) =>
    variable && !variable.hidden ? [{ variable, offset }] : [],
  );
}

/** Collects the text. */
class Output implements Labels {
  private readonly lines: string[] = [];
  readonly insts: Generated['insts'] = [];
  private readonly files = new Map<string, number>();
  private readonly tables = new Map<MInst, string>();
  private functionNumber = 0;
  private readonly debug: DebugInfo | undefined;
  readonly pic: boolean;

  constructor(
    private readonly unit: Unit,
    private readonly names: ModuleNames,
    private readonly options: GenerateOptions,
  ) {
    this.pic = options.pic !== 'none';
    this.debug = options.debug ? new DebugInfo(options.name) : undefined;
    this.lines.push('\t.text');
  }

  text(): string {
    return `${this.lines.join('\n')}\n`;
  }

  private add(...lines: string[]): void {
    for (const line of lines) this.lines.push(line.endsWith(':') ? line : `\t${line}`);
  }

  // Labels

  block(block: { id: number; label: string | undefined }): string {
    return block.label ?? `.L${this.functionNumber}_${block.id}`;
  }

  table(inst: MInst): string {
    let name = this.tables.get(inst);
    if (!name) this.tables.set(inst, (name = `.LT${this.tables.size}`));
    return name;
  }

  unique(): number {
    return this.names.unique();
  }

  private symbol(symbol: FunctionSymbol | Variable): void {
    const name = symbol.asmName;
    // An inline definition (C11 6.7.4 p7) that was called and not inlined: another unit's external one goes before it.
    const spare = symbol.kind === 'function' && symbol.body && symbol.linkage === 'external' && !symbol.emit;
    if (symbol.weak || spare) this.add(`.weak ${name}`);
    else if (symbol.linkage === 'external') this.add(`.globl ${name}`);
    if (symbol.visibility !== 'default') this.add(`.${symbol.visibility} ${name}`);
  }

  function(symbol: FunctionSymbol, compiled: Compiled, places: Places | undefined): void {
    const name = symbol.asmName;
    if (symbol.section) this.add(`.section ${symbol.section},"ax",@progbits`);
    else this.add(this.options.sections ? `.section .text.${name},"ax",@progbits` : '.text');
    this.symbol(symbol);
    const labels = { begin: `.Lbegin${this.functionNumber}`, end: `.Lend${this.functionNumber}` };
    if (symbol.align) this.add(`.balign ${symbol.align}`);
    this.add(`.type ${name}, @function`, `${name}:`);
    if (this.debug) this.add(`${labels.begin}:`);
    this.add('.cfi_startproc');
    const insts: Inst[] = [];
    let last = '';
    for (const line of compiled.lines) {
      if (line.kind === 'label') this.add(`${this.block(line.block)}:`);
      else if (line.kind === 'cfi') this.add(`.cfi_${line.text}`);
      else {
        const { inst } = line;
        if (this.options.debug && inst.at >= 0) {
          const row = this.location(inst.at);
          if (row !== last) this.add((last = row));
        }
        for (const text of printInst(inst, this)) {
          this.add(text);
          if (!text.endsWith(':')) insts.push({ text, op: inst.op, at: inst.at, line: this.lines.length });
        }
      }
    }
    this.add('.cfi_endproc', `.size ${name}, .-${name}`);
    if (this.debug && places) {
      this.add(`${labels.end}:`);
      this.debug.function(symbol, compiled, places, labels);
    }
    if (compiled.tables.length > 0) {
      this.add(this.pic ? '.section .rodata' : '.section .rodata', '.p2align 3');
      for (const { inst, blocks } of compiled.tables) {
        const table = this.table(inst);
        this.add(`${table}:`);
        for (const block of blocks)
          this.add(this.pic ? `.long ${this.block(block)}-${table}` : `.quad ${this.block(block)}`);
      }
    }
    this.insts.push({ name, insts, variables: inFrame(compiled) });
    this.functionNumber++;
    this.run('init_array', symbol.onStart, name);
    this.run('fini_array', symbol.onExit, name);
  }

  /** Functions that run before main, or after it: by priority, those without one last. */
  private run(array: string, priority: number | undefined, name: string): void {
    if (priority === undefined || typeof priority !== 'number') return;
    const suffix = priority >= 65535 || priority < 0 ? '' : `.${String(priority).padStart(5, '0')}`;
    this.add(`.section .${array}${suffix},"aw",@${array}`, '.p2align 3', `.quad ${name}`);
  }

  private location(at: number): string {
    const { file, line, column } = this.unit.tokens.place(at);
    let number = this.files.get(file);
    if (number === undefined) {
      this.files.set(file, (number = this.files.size + 1));
      this.add(`.file ${number} ${JSON.stringify(file)}`);
    }
    return `.loc ${number} ${line} ${column}`;
  }

  variable(variable: Variable): void {
    const { data, asmName } = variable;
    this.debug?.variable(variable);
    this.add(variableSection(variable, this.pic, this.options.sections));
    this.symbol(variable);
    const size = data?.size ?? 0;
    this.add(
      `.balign ${variable.align}`,
      `.type ${asmName}, @object`,
      `.size ${asmName}, ${size}`,
      `${asmName}:`,
    );
    if (data && (data.bytes || data.relocations.length > 0)) this.add(...dataDirectives(data, this.names));
    else if (size > 0) this.add(`.zero ${size}`);
  }

  /** Constants, string literals, other names of symbols, top-level asm. */
  rest(needed: Set<string>): void {
    for (const { name, bytes } of this.names.constants.values()) {
      const size = bytes.length;
      this.add(
        `.section .rodata.cst${size},"aM",@progbits,${size}`,
        `.balign ${size}`,
        `${name}:`,
        ...byteDirectives(bytes),
      );
    }
    for (const [literal, name] of this.names.literals) {
      const { bytes, unit } = literal;
      const inner = bytes.subarray(0, bytes.length - unit);
      if (unit === 1 && !inner.includes(0)) this.add('.section .rodata.str1.1,"aMS",@progbits,1');
      else this.add('.section .rodata', `.balign ${unit}`);
      this.add(`${name}:`, ...byteDirectives(bytes));
    }
    for (const one of [...this.unit.functions, ...this.unit.variables]) {
      const resolver = one.kind === 'function' ? one.ifunc : undefined;
      const other = one.alias ?? resolver;
      if (other !== undefined) {
        this.symbol(one);
        this.add(`.set ${one.asmName}, ${other}`);
        if (resolver) this.add(`.type ${one.asmName}, @gnu_indirect_function`);
      } else if (one.weak && one.referenced && !needed.has(one.asmName)) this.symbol(one);
      else if (one.weak && (one.kind === 'variable' ? !one.defined : !one.body)) this.symbol(one);
    }
    for (const { text } of this.unit.asms)
      this.add(
        '.text',
        ...text
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      );
    if (this.debug) this.add(...this.debug.sections());
    this.add(`.section .note.GNU-stack,"${this.names.executableStack ? 'x' : ''}",@progbits`);
  }
}
