import type { Expr, FunctionSymbol } from '../ast';
import type { Context } from '../sema/context';
import { integerOf, isCharacter, quote, spell } from '../sema/type';
import type { CType, IntType } from '../types';

/** Format strings against their arguments: C11 7.21.6.1 and 7.21.6.2, with POSIX' and glibc's additions. */

export interface Format {
  family: string;
  /** Number of the format argument, from 1. */
  text: number;
  /** Number of the first argument to convert, 0 for a va_list. */
  first: number;
}

/** Functions that are known without an attribute. */
const KNOWN: Record<string, Format> = {
  printf: { family: 'printf', text: 1, first: 2 },
  fprintf: { family: 'printf', text: 2, first: 3 },
  dprintf: { family: 'printf', text: 2, first: 3 },
  sprintf: { family: 'printf', text: 2, first: 3 },
  snprintf: { family: 'printf', text: 3, first: 4 },
  asprintf: { family: 'printf', text: 2, first: 3 },
  vprintf: { family: 'printf', text: 1, first: 0 },
  vfprintf: { family: 'printf', text: 2, first: 0 },
  vsprintf: { family: 'printf', text: 2, first: 0 },
  vsnprintf: { family: 'printf', text: 3, first: 0 },
  scanf: { family: 'scanf', text: 1, first: 2 },
  fscanf: { family: 'scanf', text: 2, first: 3 },
  sscanf: { family: 'scanf', text: 2, first: 3 },
  vscanf: { family: 'scanf', text: 1, first: 0 },
};

export function formatOf(func: FunctionSymbol): Format | undefined {
  return func.linkage === 'external' && Object.hasOwn(KNOWN, func.name) ? KNOWN[func.name] : undefined;
}

const DIRECTIVE =
  /%(?:(\d+)\$)?([-+ #0'I]*)(\*(?:\d+\$)?|\d+)?(?:\.(\*(?:\d+\$)?|-?\d*))?(hh|h|ll|l|q|j|z|Z|t|L)?(\[\^?\]?[^\]]*\]|.)?/gs;
const SCAN_DIRECTIVE = /%(?:(\d+)\$)?([*'m]*)(\d+)?()(hh|h|ll|l|q|j|z|Z|t|L|m)?(\[\^?\]?[^\]]*\]|.)?/gs;

export function checkFormat(cx: Context, format: Format, args: Expr[]): void {
  if (format.family !== 'printf' && format.family !== 'scanf') return;
  const given = args[format.text - 1];
  if (!given) return;
  const literal = literalOf(given);
  if (!literal) {
    if (
      format.first > 0 &&
      args.length < format.first &&
      given.kind !== 'conditional' &&
      !given.type.quals &&
      given.kind !== 'int'
    )
      cx.warnAt('format-security', given, 'format string is not a string literal', {
        hint: 'use "%s" and pass the text as an argument',
      });
    return;
  }
  new FormatCheck(cx, format, args, given, literal).run();
}

/** The bytes of the literal an argument is, without the terminating zero. */
function literalOf(e: Expr): string | undefined {
  if (e.kind === 'cast') return literalOf(e.operand);
  if (e.kind !== 'decay' || e.operand.kind !== 'string' || e.operand.literal.unit !== 1) return undefined;
  const { bytes } = e.operand.literal;
  const end = bytes.indexOf(0);
  return new TextDecoder('latin1').decode(bytes.subarray(0, end));
}

class FormatCheck {
  private next: number;
  private positional = false;
  private readonly scan: boolean;

  constructor(
    private readonly cx: Context,
    private readonly format: Format,
    private readonly args: Expr[],
    private readonly at: Expr,
    private readonly text: string,
  ) {
    this.next = format.first - 1;
    this.scan = format.family === 'scanf';
  }

  run(): void {
    if (this.text === '' && !this.scan)
      this.cx.warnAt('format-zero-length', this.at, 'format string is empty');
    const pattern = this.scan ? SCAN_DIRECTIVE : DIRECTIVE;
    pattern.lastIndex = 0;
    for (const match of this.text.matchAll(pattern)) this.directive(match);
    const { first } = this.format;
    if (first > 0 && !this.positional && this.next < this.args.length)
      this.cx.warnAt(
        'format-extra-args',
        this.args[this.next],
        `data argument not used by the format string`,
      );
  }

  private warn(message: string, at: Expr = this.at, hint?: string): void {
    this.cx.warnAt('format', at, message, { hint });
  }

  private directive(match: RegExpMatchArray): void {
    const [whole, position, flags, width, precision, length = '', conversion] = match;
    if (conversion === undefined) {
      this.warn(`incomplete format specifier '${whole}'`);
      return;
    }
    if (conversion === '%') {
      if (whole !== '%%' && !this.scan) this.warn(`'${whole}' has flags, width or length before '%'`);
      return;
    }
    if (position) this.positional = true;
    const values = this.format.first > 0;
    if (!this.scan) {
      for (const star of [width, precision])
        if (star === '*' && values) this.starArgument(star === width ? 'width' : 'precision');
      this.flags(whole, flags, precision, conversion);
    }
    if (conversion === 'm' && !this.scan) return;
    const suppressed = this.scan && flags.includes('*');
    const wanted = this.wanted(whole, length, conversion[0]);
    if (!wanted || suppressed || !values) return;
    const index = position ? this.format.first - 2 + Number(position) : this.next++;
    const arg = this.args[index];
    if (!arg) {
      this.warn(`'${whole}' has no matching argument`);
      return;
    }
    this.compare(whole, wanted, arg, this.scan && flags.includes('m'));
  }

  private starArgument(what: string): void {
    const arg = this.args[this.next++];
    if (!arg) this.warn(`'*' ${what} has no matching argument`);
    else if (integerOf(arg.type)?.size !== 4)
      this.warn(`field ${what} should have type 'int', but the argument has type ${quote(arg.type)}`, arg);
  }

  /** Flags that a conversion does not take. */
  private flags(whole: string, flags: string, precision: string | undefined, conversion: string): void {
    const allowed: Record<string, string> = {
      '#': 'oxXaAeEfFgGb',
      '0': 'diouxXaAeEfFgGb',
      ' ': 'diaAeEfFgG',
      '+': 'diaAeEfFgG',
      "'": 'diufFgG',
    };
    for (const flag of flags)
      if (allowed[flag] && !allowed[flag].includes(conversion) && 'diouxXeEfFgGaAcspn'.includes(conversion))
        this.warn(`flag '${flag}' has no effect with the '${conversion}' conversion in '${whole}'`);
    if (precision !== undefined && (conversion === 'c' || conversion === 'p'))
      this.warn(`precision has no effect with the '${conversion}' conversion in '${whole}'`);
  }

  /** What a conversion takes: a type's letter and, for integers, its size and sign. */
  private wanted(whole: string, length: string, conversion: string): Wanted | undefined {
    const { types } = this.cx;
    const lengths: Record<string, [IntType, IntType]> = {
      '': [types.int, types.uint],
      hh: [types.schar, types.uchar],
      h: [types.short, types.ushort],
      l: [types.long, types.ulong],
      ll: [types.llong, types.ullong],
      L: [types.llong, types.ullong],
      q: [types.llong, types.ullong],
      j: [types.long, types.ulong],
      z: [types.withSign(types.size, true), types.size],
      Z: [types.withSign(types.size, true), types.size],
      t: [types.ptrdiff, types.withSign(types.ptrdiff, false)],
    };
    const [signed, unsigned] = lengths[length] ?? lengths[''];
    switch (conversion) {
      case 'd':
      case 'i':
        return { kind: 'int', type: signed };
      case 'u':
      case 'x':
      case 'X':
      case 'o':
        return { kind: 'int', type: unsigned };
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
      case 'a':
      case 'A':
        if (this.scan)
          return {
            kind: 'float',
            type: length === 'L' ? types.ldouble : length === 'l' ? types.double : types.float,
          };
        if (!['', 'l', 'L'].includes(length))
          this.warn(`length modifier '${length}' has no effect in '${whole}'`);
        return { kind: 'float', type: length === 'L' ? types.ldouble : types.double };
      case 'c':
        if (this.scan)
          return length === 'l' ? { kind: 'int', type: types.wchar } : { kind: 'text', wide: false };
        return length === 'l' ? { kind: 'int', type: types.wint } : { kind: 'int', type: types.int };
      case 'C':
        return { kind: 'int', type: types.wchar };
      case 's':
      case '[':
        return { kind: 'text', wide: length === 'l' };
      case 'S':
        return { kind: 'text', wide: true };
      case 'p':
        return { kind: 'pointer' };
      case 'n':
        return { kind: 'count', type: signed };
      default:
        this.warn(`invalid conversion specifier '${conversion}' in '${whole}'`);
        return undefined;
    }
  }

  private compare(whole: string, wanted: Wanted, arg: Expr, allocates: boolean): void {
    const { type } = arg;
    if (type.kind === 'error') return;
    const mismatch = (name: string, hint?: string) =>
      this.warn(
        `format '${whole}' specifies type '${name}' but the argument has type ${quote(original(arg))}`,
        arg,
        hint,
      );
    if (this.scan) {
      this.compareScan(wanted, arg, allocates, mismatch);
      return;
    }
    switch (wanted.kind) {
      case 'int': {
        const have = integerOf(type);
        const want = wanted.type;
        const size = Math.max(want.size, 4);
        if (!have || have.size !== size) mismatch(spell(want), this.better(type));
        return;
      }
      case 'float':
        if (type.kind !== 'float' || type.format !== wanted.type.format)
          mismatch(spell(wanted.type), this.better(type));
        return;
      case 'text': {
        const unit = wanted.wide ? this.cx.types.wchar.size : 1;
        const ok = type.kind === 'pointer' && integerOf(type.to)?.size === unit;
        if (!ok && !(arg.kind === 'int' && type.kind === 'pointer'))
          mismatch(wanted.wide ? 'wchar_t *' : 'char *', this.better(type));
        return;
      }
      case 'pointer':
        if (type.kind !== 'pointer') mismatch('void *');
        return;
      case 'count':
        if (type.kind !== 'pointer' || integerOf(type.to)?.size !== wanted.type.size)
          mismatch(`${spell(wanted.type)} *`);
    }
  }

  private compareScan(
    wanted: Wanted,
    arg: Expr,
    allocates: boolean,
    mismatch: (name: string, hint?: string) => void,
  ): void {
    const { type } = arg;
    const to = type.kind === 'pointer' ? type.to : undefined;
    const forget = type.kind === 'pointer' ? undefined : "is a '&' missing?";
    switch (wanted.kind) {
      case 'int':
      case 'count':
        if (!to || integerOf(to)?.size !== wanted.type.size)
          mismatch(`${spell(wanted.type)} *`, forget ?? this.betterScan(to));
        return;
      case 'float':
        if (to?.kind !== 'float' || to.format !== wanted.type.format)
          mismatch(`${spell(wanted.type)} *`, forget ?? this.betterScan(to));
        return;
      case 'text': {
        if (allocates) {
          if (to?.kind !== 'pointer') mismatch('char **', forget);
          return;
        }
        const unit = wanted.wide ? this.cx.types.wchar.size : 1;
        if (!to || integerOf(to)?.size !== unit)
          mismatch(
            wanted.wide ? 'wchar_t *' : 'char *',
            forget ?? (to?.kind === 'array' ? "leave out the '&'" : undefined),
          );
        return;
      }
      case 'pointer':
        if (to?.kind !== 'pointer') mismatch('void **', forget);
    }
  }

  /** The conversion that reads into an object of a type. */
  private betterScan(to: CType | undefined): string | undefined {
    if (to?.kind === 'float') return `use '%${{ f32: '', f64: 'l', x87: 'L', f128: '' }[to.format]}f'`;
    const integer = to && integerOf(to);
    if (integer?.name === 'char') return "use '%c' for a character";
    const length = integer && { 1: 'hh', 2: 'h', 4: '', 8: 'l' }[integer.size];
    return length === undefined ? undefined : `use '%${length}${integer?.signed ? 'd' : 'u'}'`;
  }

  /** The conversion that a type wants. */
  private better(type: CType): string | undefined {
    const { types } = this.cx;
    if (type.kind === 'float') return type.format === 'x87' ? "use '%Lf'" : "use '%f'";
    if (type.kind === 'pointer') return isCharacter(type.to) ? "use '%s'" : "use '%p'";
    const integer = integerOf(type);
    if (!integer) return undefined;
    const letter = integer.signed ? 'd' : 'u';
    if (type.alias === 'size_t') return "use '%zu'";
    if (type.alias === 'ssize_t') return "use '%zd'";
    if (integer.name === types.long.name || integer.name === types.ulong.name) return `use '%l${letter}'`;
    if (integer.size === 8) return `use '%ll${letter}'`;
    return integer.size <= 4 ? `use '%${letter}'` : undefined;
  }
}

/** The type an argument had before it was promoted. */
function original(e: Expr): CType {
  return e.kind === 'cast' && e.implicit ? e.operand.type : e.type;
}

type Wanted =
  | { kind: 'int'; type: IntType }
  | { kind: 'float'; type: CType & { kind: 'float' } }
  | { kind: 'text'; wide: boolean }
  | { kind: 'pointer' }
  | { kind: 'count'; type: IntType };
