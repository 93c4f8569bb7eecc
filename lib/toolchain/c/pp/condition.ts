import { characterValue, integerText } from '../parse/literal';
import { find, headerName } from './include';
import * as K from './kinds';
import type { Token } from './macro';
import { names } from './names';
import type { Preprocessor } from './preprocessor';

/** A value of intmax_t or uintmax_t. */
interface Value {
  value: bigint;
  unsigned: boolean;
}

const DEFINED = names.id('defined');
const CHAR_UNSIGNED = names.id('__CHAR_UNSIGNED__');
const DEPTH_LIMIT = 256;

class Invalid extends Error {
  constructor(
    readonly token: Token | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** Whether the condition of #if or #elif holds (C11 6.10.1). A wrong one is an error and does not hold. */
export function evaluate(pp: Preprocessor, directive: Token, line: Token[]): boolean {
  if (line.length === 0) {
    pp.error(directive, `#${names.text(directive.value)} with no expression`);
    return false;
  }
  try {
    return new Evaluator(pp, pp.expander.expandList(line, true)).run();
  } catch (e) {
    if (!(e instanceof Invalid)) throw e;
    pp.error(e.token ?? line[line.length - 1], e.message);
    return false;
  }
}

/** Binding powers of the binary operators. */
const POWER: number[] = [];
[
  [K.COMMA],
  [K.QUESTION],
  [K.OR_OR],
  [K.AND_AND],
  [K.PIPE],
  [K.CARET],
  [K.AMP],
  [K.EQUAL_EQUAL, K.NOT_EQUAL],
  [K.LESS, K.GREATER, K.LESS_EQUAL, K.GREATER_EQUAL],
  [K.SHL, K.SHR],
  [K.PLUS, K.MINUS],
  [K.STAR, K.SLASH, K.PERCENT],
].forEach((kinds, i) => {
  for (const kind of kinds) POWER[kind] = i + 1;
});

const truth = (condition: boolean): Value => ({ value: condition ? 1n : 0n, unsigned: false });

class Evaluator {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly pp: Preprocessor,
    private readonly tokens: Token[],
  ) {}

  run(): boolean {
    const result = this.binary(1, true);
    const rest = this.tokens[this.at];
    if (rest) {
      if (rest.kind === K.R_PAREN) throw new Invalid(rest, "missing '(' in expression");
      throw new Invalid(rest, `missing binary operator before token "${names.text(rest.value)}"`);
    }
    return result.value !== 0n;
  }

  private kind(): number {
    return this.tokens[this.at]?.kind ?? K.EOF;
  }

  /** `live` is false where && || ?: leave an operand unevaluated: dividing by zero is allowed there. */
  private binary(least: number, live: boolean): Value {
    if (++this.depth > DEPTH_LIMIT)
      throw new Invalid(this.tokens[this.at], 'the expression is nested too deeply');
    let left = this.unary(live);
    for (;;) {
      const op = this.tokens[this.at];
      const power = op ? (POWER[op.kind] ?? 0) : 0;
      if (!op || power < least) break;
      this.at++;
      if (op.kind === K.QUESTION) {
        const yes = left.value !== 0n;
        const then = this.binary(1, live && yes);
        if (this.kind() !== K.COLON) throw new Invalid(op, "'?' without following ':'");
        this.at++;
        const otherwise = this.binary(power, live && !yes);
        const unsigned = then.unsigned || otherwise.unsigned;
        left = { value: wrap((yes ? then : otherwise).value, unsigned), unsigned };
      } else if (op.kind === K.AND_AND) {
        const yes = left.value !== 0n;
        left = truth(this.binary(power + 1, live && yes).value !== 0n && yes);
      } else if (op.kind === K.OR_OR) {
        const yes = left.value !== 0n;
        left = truth(this.binary(power + 1, live && !yes).value !== 0n || yes);
      } else left = this.apply(op, left, this.binary(power + 1, live), live);
    }
    this.depth--;
    return left;
  }

  private apply(op: Token, a: Value, b: Value, live: boolean): Value {
    if (op.kind === K.COMMA) return b;
    if (op.kind === K.SHL || op.kind === K.SHR) {
      const left = op.kind === K.SHL ? b.value : -b.value;
      const count = left < -64n ? -64n : left > 64n ? 64n : left;
      return {
        value: wrap(count < 0n ? a.value >> -count : a.value << count, a.unsigned),
        unsigned: a.unsigned,
      };
    }
    const unsigned = a.unsigned || b.unsigned;
    const x = wrap(a.value, unsigned);
    const y = wrap(b.value, unsigned);
    switch (op.kind) {
      case K.EQUAL_EQUAL:
        return truth(x === y);
      case K.NOT_EQUAL:
        return truth(x !== y);
      case K.LESS:
        return truth(x < y);
      case K.GREATER:
        return truth(x > y);
      case K.LESS_EQUAL:
        return truth(x <= y);
      case K.GREATER_EQUAL:
        return truth(x >= y);
    }
    if (y === 0n && (op.kind === K.SLASH || op.kind === K.PERCENT)) {
      if (live) throw new Invalid(op, 'division by zero in #if');
      return { value: 0n, unsigned };
    }
    return { value: wrap(arithmetic(op.kind, x, y), unsigned), unsigned };
  }

  private unary(live: boolean): Value {
    const token = this.tokens[this.at++];
    if (!token) throw new Invalid(undefined, 'expected a value at the end of the expression');
    if (++this.depth > DEPTH_LIMIT) throw new Invalid(token, 'the expression is nested too deeply');
    const result = this.primary(token, live);
    this.depth--;
    return result;
  }

  private primary(token: Token, live: boolean): Value {
    switch (token.kind) {
      case K.NUMBER:
        return this.number(token);
      case K.CHAR: {
        const report = (message: string) => {
          throw new Invalid(token, message);
        };
        const charSigned = this.pp.macros[CHAR_UNSIGNED] === undefined;
        const { value, unsigned } = characterValue(names.text(token.value), report, { charSigned });
        return { value, unsigned };
      }
      case K.IDENT:
        return this.name(token);
      case K.L_PAREN: {
        const value = this.binary(1, live);
        if (this.kind() !== K.R_PAREN)
          throw new Invalid(this.tokens[this.at] ?? token, "missing ')' in expression");
        this.at++;
        return value;
      }
      case K.PLUS:
        return this.unary(live);
      case K.MINUS: {
        const { value, unsigned } = this.unary(live);
        return { value: wrap(-value, unsigned), unsigned };
      }
      case K.TILDE: {
        const { value, unsigned } = this.unary(live);
        return { value: wrap(~value, unsigned), unsigned };
      }
      case K.BANG:
        return truth(this.unary(live).value === 0n);
    }
    throw new Invalid(token, `token "${names.text(token.value)}" is not valid in preprocessor expressions`);
  }

  private number(token: Token): Value {
    const text = names.text(token.value);
    const parsed = integerText(text);
    if (!parsed) {
      const floating = /^(0x[\da-f.]*p|[\d.]+(e|$|[fl]))/i.test(text) && /[.ep]/i.test(text);
      throw new Invalid(
        token,
        floating ? 'floating constant in preprocessor expression' : `invalid integer constant "${text}"`,
      );
    }
    const unsigned = parsed.unsigned || parsed.value > 0x7fffffffffffffffn;
    return { value: wrap(parsed.value, unsigned), unsigned };
  }

  private name(token: Token): Value {
    if (token.value === DEFINED) {
      const parenthesis = this.kind() === K.L_PAREN;
      if (parenthesis) this.at++;
      const macro = this.tokens[this.at++];
      if (macro?.kind !== K.IDENT)
        throw new Invalid(macro ?? token, "operator 'defined' requires an identifier");
      if (parenthesis && this.tokens[this.at++]?.kind !== K.R_PAREN)
        throw new Invalid(macro, "missing ')' after 'defined'");
      return truth(this.pp.macros[macro.value] !== undefined || isQuery(names.text(macro.value)));
    }
    const text = names.text(token.value);
    if (isQuery(text)) return this.query(token, text);
    return truth(false);
  }

  private query(token: Token, text: string): Value {
    if (this.kind() !== K.L_PAREN) throw new Invalid(token, `missing '(' after '${text}'`);
    const open = ++this.at;
    let depth = 1;
    while (this.at < this.tokens.length) {
      const kind = this.kind();
      if (kind === K.L_PAREN) depth++;
      else if (kind === K.R_PAREN && --depth === 0) break;
      this.at++;
    }
    if (depth !== 0) throw new Invalid(token, `missing ')' after '${text}'`);
    const inside = this.tokens.slice(open, this.at++);
    if (text.startsWith('__has_include')) {
      const frame = this.pp.frames[this.pp.frames.length - 1];
      const fromFile = inside[0] && inside[0].expansion === 0 ? frame : undefined;
      const header = headerName(this.pp, fromFile, inside, true);
      if (!header) throw new Invalid(token, `'${text}' expects "FILENAME" or <FILENAME>`);
      return truth(find(this.pp, frame, header, text === '__has_include_next') !== undefined);
    }
    const name = inside.map((t) => names.text(t.value)).join('');
    if (text === '__has_builtin') return truth(this.pp.options.hasBuiltin(name));
    return truth(this.pp.options.hasAttribute(name.replace(/^(gnu|__gnu__)::/, '')));
  }
}

const isQuery = (name: string) =>
  /^__has_(include|include_next|attribute|builtin|c_attribute|cpp_attribute)$/.test(name);

const wrap = (value: bigint, unsigned: boolean) =>
  unsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value);

function arithmetic(op: number, x: bigint, y: bigint): bigint {
  switch (op) {
    case K.PLUS:
      return x + y;
    case K.MINUS:
      return x - y;
    case K.STAR:
      return x * y;
    case K.SLASH:
      return x / y;
    case K.PERCENT:
      return x % y;
    case K.AMP:
      return x & y;
    case K.PIPE:
      return x | y;
    default:
      return x ^ y;
  }
}
