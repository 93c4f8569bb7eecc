import { applyBinary, applyUnary } from './arithmetic';
import { AsmError, type Range } from './error';
import type { AsmRow } from './lines';
import { type Register, registerNamed, stackRegister } from './registers';
import { GOT_SYMBOL, MODIFIER_NAMES, needsTable, THREAD_LOCAL } from './reloc';
import { type Scanner, SYMBOL } from './scanner';
import type { Place } from './section';
import { suggest } from './suggest';
import type { SourceSpan, Sym } from './symbol';

/** An expression. Values are 64-bit and wrap around; they are kept signed. */
export type Expr =
  | { op: 'number'; value: bigint }
  /** `value` is what the symbol was set to when it was read: a later `.set` changes later uses only. */
  | { op: 'symbol'; symbol: Sym; modifier: string; span: SourceSpan; value?: Expr }
  | { op: 'place'; place: Place }
  /** How many rows of the line table are at the address of this one before it. */
  | { op: 'view'; row: AsmRow }
  | { op: 'unary'; operator: string; arg: Expr }
  | { op: 'binary'; operator: string; left: Expr; right: Expr }
  /** Only in Intel operands: a register, brackets, `offset`, and `qword ptr`. */
  | { op: 'register'; register: Register; range: Range }
  | { op: 'brackets'; arg: Expr }
  | { op: 'segment'; register: Register; arg: Expr }
  | { op: 'offset'; arg: Expr }
  | { op: 'ptr'; size: number; arg: Expr };

/** What a parser of expressions has to know about its surroundings. */
export interface ExprContext {
  /** The symbol of that name, noting that it is used here. */
  symbol(name: string, range: Range): Sym;
  numeric(number: number, direction: 'b' | 'f', range: Range): Sym;
  /** The value of `.` */
  here(): Place;
  span(range: Range): SourceSpan;
  /** Registers may stand without `%`. */
  nakedRegisters: boolean;
}

export const number = (value: bigint | number): Expr => ({
  op: 'number',
  value: BigInt.asIntN(64, BigInt(value)),
});

/** Ranks of gas/expr.c: higher binds tighter. Comparisons and the two logical operators come last. */
const RANKS: Record<string, number> = {
  '*': 9,
  '/': 9,
  '%': 9,
  '<<': 9,
  '>>': 9,
  '|': 8,
  '^': 8,
  '&': 8,
  '!': 8,
  '+': 7,
  '-': 7,
  '==': 6,
  '!=': 6,
  '<>': 6,
  '<': 6,
  '<=': 6,
  '>=': 6,
  '>': 6,
  '&&': 5,
  '||': 4,
};
const OPERATOR = /\|\||&&|==|!=|<>|<=|>=|<<|>>|[*/%|^&!+\-<>]/y;

/** Words that are operators in Intel syntax, by the operator they stand for. */
const INTEL_OPERATORS: Record<string, string> = {
  and: '&',
  or: '|',
  xor: '^',
  shl: '<<',
  shr: '>>',
  mod: '%',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};
const INTEL_WORD = /[A-Za-z]+(?![\w.$])/y;

/** Sizes in bits that may stand before `ptr`. */
export const PTR_SIZES: Record<string, number> = {
  byte: 8,
  word: 16,
  dword: 32,
  fword: 48,
  qword: 64,
  tbyte: 80,
  oword: 128,
  xmmword: 128,
};

const NUMBER = /0[xX][0-9a-fA-F]+|0[bB][01]+(?![0-9a-fA-F])|[0-9]+/y;
const NUMERIC_LABEL = /([0-9]+)([bf])(?![\w.$])/y;
const MODIFIER = /@[A-Za-z]+/y;

/** Parses an expression. With `intel`, what Intel operands have besides: registers, brackets, `ptr`, `offset`. */
export function parseExpr(scanner: Scanner, context: ExprContext, intel = false): Expr {
  const start = scanner.pos;
  const expr = new ExprParser(scanner, context, intel).binary(0);
  if (countNodes(expr, 0) > MAX_NODES)
    throw new AsmError('the expression is too large', scanner.since(start));
  return expr;
}

/** Nodes of an expression, with those of the symbols it was made of. */
const MAX_NODES = 800;

/** Counts nodes, but not far beyond the limit: symbols set to twice each other would grow without end. */
function countNodes(expr: Expr, before: number): number {
  const count = before + 1;
  if (count > MAX_NODES) return count;
  if (expr.op === 'binary') return countNodes(expr.right, countNodes(expr.left, count));
  if (expr.op === 'symbol' && expr.value) return countNodes(expr.value, count);
  return 'arg' in expr ? countNodes(expr.arg, count) : count;
}

/** Deep nesting is refused long before the stack of the host is used up. */
const MAX_DEPTH = 200;

class ExprParser {
  private depth = 0;

  constructor(
    private readonly scanner: Scanner,
    private readonly context: ExprContext,
    private readonly intel: boolean,
  ) {}

  binary(minimum: number): Expr {
    if (++this.depth > MAX_DEPTH) throw this.scanner.error('the expression is nested too deeply');
    let left = this.unary();
    for (;;) {
      const pos = this.scanner.pos;
      const operator = this.operator();
      const rank = operator === undefined ? -1 : RANKS[operator];
      if (operator === undefined || rank <= minimum) {
        this.scanner.pos = pos;
        this.depth--;
        return left;
      }
      const right = this.binary(rank);
      left = fold(operator, left, right, this.scanner.since(pos));
    }
  }

  private operator(): string | undefined {
    const symbolic = this.scanner.match(OPERATOR);
    if (symbolic !== undefined || !this.intel) return symbolic;
    const word = this.scanner.look(INTEL_WORD)?.toLowerCase();
    if (word === undefined || !Object.hasOwn(INTEL_OPERATORS, word)) return undefined;
    this.scanner.pos += word.length;
    return INTEL_OPERATORS[word];
  }

  /** In Intel operands brackets behind a value add to it: `table[rax]`, `-8[rbp]`, `[rax][rbx]`. */
  private unary(): Expr {
    let left = this.prefixed();
    while (this.intel && this.scanner.take('['))
      left = { op: 'binary', operator: '+', left, right: this.brackets() };
    return left;
  }

  private prefixed(): Expr {
    const { scanner } = this;
    const ch = scanner.peek();
    if (ch === '-' || ch === '+' || ch === '~' || ch === '!') {
      scanner.pos++;
      if (++this.depth > MAX_DEPTH) throw scanner.error('the expression is nested too deeply');
      const arg = this.prefixed();
      this.depth--;
      if (ch === '+') return arg;
      return arg.op === 'number' ? number(applyUnary(ch, arg.value)) : { op: 'unary', operator: ch, arg };
    }
    return this.primary();
  }

  private brackets(): Expr {
    const arg = this.binary(0);
    this.scanner.expect(']');
    return { op: 'brackets', arg };
  }

  private primary(): Expr {
    const { scanner, context } = this;
    const ch = scanner.peek();
    const start = scanner.pos;
    if (ch === '(') {
      scanner.pos++;
      const inner = this.binary(0);
      scanner.expect(')');
      return inner;
    }
    if (ch >= '0' && ch <= '9') return this.number();
    if (ch === "'") return number(scanner.character());
    if (ch === '[' && this.intel) {
      scanner.pos++;
      return this.brackets();
    }
    if (ch === '%' && this.intel) {
      scanner.pos++;
      return this.register(scanner.match(SYMBOL) ?? '', start);
    }
    if (ch === '"') return this.symbol(scanner.symbolName(), start);
    const name = scanner.match(SYMBOL);
    if (name === undefined) throw scanner.error(`expected a value before ${scanner.describe()}`);
    if (name === '.') return { op: 'place', place: context.here() };
    return (this.intel && this.intelWord(name, start)) || this.symbol(name, start);
  }

  private number(): Expr {
    const { scanner, context } = this;
    const start = scanner.pos;
    const label = scanner.match(NUMERIC_LABEL);
    if (label !== undefined) {
      const range = scanner.since(start);
      const symbol = context.numeric(Number.parseInt(label, 10), label.endsWith('b') ? 'b' : 'f', range);
      return { op: 'symbol', symbol, modifier: '', span: context.span(range) };
    }
    const text = scanner.match(NUMBER) ?? '';
    const junk = /[\w$]+/y;
    junk.lastIndex = scanner.pos;
    const tail = junk.exec(scanner.text);
    if (tail) {
      const whole = text + tail[0];
      const hint = /^[0-9a-fA-F]+[hH]$/.test(whole)
        ? `write 0x${whole.slice(0, -1).replace(/^0+(?=.)/, '')}`
        : undefined;
      throw new AsmError(`'${whole}' is no number`, { start, end: scanner.pos + tail[0].length }, hint);
    }
    if (/^0[0-9]/.test(text)) {
      if (/[89]/.test(text))
        throw new AsmError(`'${text}' starts with 0 and so is octal`, scanner.since(start));
      return number(BigInt(`0o${text}`));
    }
    return number(BigInt(text));
  }

  private symbol(name: string, start: number): Expr {
    const { scanner, context } = this;
    const range = scanner.since(start);
    const modifier = scanner.text[scanner.pos] === '@' ? (scanner.match(MODIFIER) ?? '') : '';
    const kind = modifier.slice(1).toUpperCase();
    if (modifier && !MODIFIER_NAMES.includes(kind)) throw unknownModifier(modifier, scanner.since(start));
    const symbol = context.symbol(name, range);
    if (THREAD_LOCAL.has(kind) && symbol.type === 'notype') symbol.type = 'tls';
    if (needsTable(kind)) context.symbol(GOT_SYMBOL, range);
    if (symbol.equate?.op === 'number' && !kind) return symbol.equate;
    return { op: 'symbol', symbol, modifier: kind, span: context.span(range), value: symbol.equate };
  }

  private register(name: string, start: number): Expr {
    const named = registerNamed(name);
    const register = named && stackRegister(named, this.scanner);
    const range = this.scanner.since(start);
    if (!register) throw new AsmError(`there is no register '%${name}'`, range);
    if (register.kind === 'segment' && this.scanner.take(':'))
      return { op: 'segment', register, arg: this.binary(0) };
    return { op: 'register', register, range };
  }

  /** Registers and the words that mean something in Intel operands; undefined for any other name. */
  private intelWord(name: string, start: number): Expr | undefined {
    const { scanner } = this;
    const word = name.toLowerCase();
    if (this.context.nakedRegisters && registerNamed(word)) return this.register(word, start);
    if (word === 'offset') {
      const flat = /flat\s*:/iy;
      scanner.match(flat);
      return { op: 'offset', arg: this.unary() };
    }
    if (word === 'not') return fold('^', this.unary(), number(-1), scanner.since(start));
    if (!Object.hasOwn(PTR_SIZES, word)) return undefined;
    const ptr = /ptr(?![\w.$])/iy;
    if (scanner.match(ptr) === undefined)
      throw new AsmError(`'${name}' without 'ptr'`, scanner.since(start), `write '${name} ptr'`);
    return { op: 'ptr', size: PTR_SIZES[word], arg: this.binary(0) };
  }
}

function unknownModifier(modifier: string, range: Range): AsmError {
  const close = suggest(modifier.slice(1), MODIFIER_NAMES);
  const hint = close ? `did you mean '@${close}'?` : 'such as @PLT, @GOTPCREL or @TPOFF';
  return new AsmError(`unknown modifier '${modifier}'`, range, hint);
}

/** Joins two operands, computing at once what is constant. */
function fold(operator: string, left: Expr, right: Expr, range: Range): Expr {
  if (left.op !== 'number' || right.op !== 'number') return { op: 'binary', operator, left, right };
  if ((operator === '/' || operator === '%') && right.value === 0n)
    throw new AsmError('division by zero', range);
  return number(applyBinary(operator, left.value, right.value));
}
