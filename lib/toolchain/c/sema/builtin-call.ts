import type { BuiltinExpr, Expr } from '../ast';
import { nan as softNan } from '../float/soft';
import type { Parser } from '../parse/parser';
import { names } from '../pp/names';
import type { CType, FloatType, FunctionType } from '../types';
import { assignTo, requireScalar } from './assign';
import {
  addressExpr,
  commonType,
  convert,
  errorExpr,
  floatConst,
  intConst,
  numberConst,
  promote,
  rvalue,
  type Span,
} from './build';
import { INTRINSICS, isLibraryBuiltin } from './builtins';
import { call } from './call';
import { complexOf, makeComplex, part } from './complex';
import { evaluate, wrap } from './constant';
import { pointedObject } from './extent';
import { newFunction } from './identifier';
import { letterType, librarySignature, signature } from './library';
import { functionExpr } from './operators';
import { processorTest } from './processor';
import { compatible, integerOf, isInteger, isReal, pointerTo, quote, unqualified } from './type';
import { shuffle } from './vector';

const PREFIX = '__builtin_';

/** A call of `__builtin_NAME`: constants are made here, library functions called, the rest stays for the back end. */
export function builtinCall(p: Parser, name: string, args: Expr[], span: Span): Expr {
  const bare = name.slice(PREFIX.length);
  if (bare === 'shuffle' || bare === 'shufflevector') return shuffle(p, name, args, span);
  const made = resolved(p, bare, args, span);
  if (made) return made;
  if (Object.hasOwn(INTRINSICS, bare)) return intrinsic(p, bare, args, span);
  const checked = /^__(\w+)_chk$/.exec(bare)?.[1];
  if (checked && isLibraryBuiltin(checked)) return checkedCall(p, checked, args, span);
  const func = builtinFunction(p, name, span.at);
  if (func) return call(p, func, args, span.at, span.to);
  p.error(span.at, `unknown or unsupported builtin '${name}'`);
  return errorExpr(p, span);
}

/** The function of the library that a builtin stands for, as a designator. */
export function builtinFunction(p: Parser, name: string, at: number): Expr | undefined {
  const bare = name.slice(PREFIX.length);
  if (!isLibraryBuiltin(bare)) return undefined;
  const type = librarySignature(p.types, bare);
  return type && libraryFunction(p, bare, type, at);
}

function libraryFunction(p: Parser, name: string, type: FunctionType, at: number): Expr {
  const id = names.id(name);
  const known = p.externals.get(id);
  if (known?.kind === 'function') {
    if (p.unevaluated === 0) known.referenced = true;
    return functionExpr(known, at);
  }
  const func = newFunction(name, type, at);
  func.referenced = true;
  p.externals.set(id, func);
  p.unit.functions.push(func);
  return functionExpr(func, at);
}

/** `__builtin___memcpy_chk(d, s, n, size)` without the check: sizes are what fortified headers add. */
function checkedCall(p: Parser, name: string, args: Expr[], span: Span): Expr {
  const type = librarySignature(p.types, name);
  if (!type) return errorExpr(p, span);
  const kept =
    name.includes('printf') && name.startsWith('s')
      ? [
          ...args.slice(0, 1),
          ...args.slice(name.startsWith('sn') ? 1 : 3, name.startsWith('sn') ? 2 : 3),
          ...args.slice(name.startsWith('sn') ? 4 : 3),
        ]
      : args.slice(0, -1);
  return call(p, libraryFunction(p, name, type, span.at), kept, span.at, span.to);
}

function count(p: Parser, name: string, args: Expr[], least: number, most: number, span: Span): boolean {
  if (args.length >= least && args.length <= most) return true;
  const few = args.length < least;
  p.error(
    span.at,
    `too ${few ? 'few' : 'many'} arguments to '${PREFIX}${name}', expected ${few ? least : most}, have ${args.length}`,
  );
  return false;
}

function intrinsic(p: Parser, id: string, given: Expr[], span: Span): Expr {
  const letters = INTRINSICS[id];
  const wanted = letters.length - 1;
  const optional = id === 'prefetch' ? 2 : id === 'expect' ? 0 : id === 'va_start' ? 1 : 0;
  const least = id === 'expect' ? 2 : wanted;
  if (!count(p, id, given, least, Math.max(least, wanted + optional), span)) return errorExpr(p, span);
  const node = (args: Expr[], type = letterType(p.types, letters[0])): BuiltinExpr => ({
    kind: 'builtin',
    type,
    ...span,
    lvalue: false,
    id,
    args,
  });
  if (id.startsWith('va_')) return variableArguments(p, id, given, node);
  if (id === 'expect') {
    const value = convert(rvalue(given[0]), p.types.long);
    return node([value, convert(rvalue(given[1]), p.types.long)], p.types.long);
  }
  if (id.includes('overflow')) return overflow(p, id, given, node, span);
  if (letters.includes('?')) return floating(p, id, letters, given, node, span);
  const args = given.slice(0, wanted).map((arg, i) => {
    const type = letterType(p.types, letters[i + 1]);
    return assignTo(p, arg, type, { kind: 'argument', number: i + 1, name: PREFIX + id, at: undefined });
  });
  if (args.some((arg) => arg.type.kind === 'error')) return errorExpr(p, span);
  if (id.startsWith('alloca') && p.func) p.func.movesStack = true;
  if (id === 'frame_address' || id === 'return_address') {
    if (evaluate(args[0])?.kind !== 'int') {
      p.errorAt(args[0], `the argument of '${PREFIX}${id}' must be a constant`);
      return errorExpr(p, span);
    }
  }
  return folded(node(args)) ?? node(args);
}

function variableArguments(p: Parser, id: string, given: Expr[], node: (args: Expr[]) => Expr): Expr {
  const isList = (e: Expr) => {
    const { vaList } = p.types;
    const value = vaList.kind === 'array' ? rvalue(e) : addressExpr(e);
    if (compatible(unqualified(value.type), pointerTo(vaList.kind === 'array' ? vaList.of : vaList)))
      return value;
    p.errorAt(e, `expected a va_list, not ${quote(e.type)}`);
    return undefined;
  };
  const lists = given.slice(0, id === 'va_copy' ? 2 : 1).map(isList);
  if (id === 'va_start') {
    const symbol = p.func?.symbol;
    if (!symbol?.type.variadic) p.error(given[0].from, "'va_start' used in a function with fixed arguments");
    const last = given[1];
    const parameter = p.func?.params.at(-1);
    if (last && !(last.kind === 'var' && last.variable === parameter) && last.kind !== 'int')
      p.warnAt('varargs', last, "second parameter of 'va_start' is not the last named argument");
  }
  const args = lists.filter((e): e is Expr => e !== undefined);
  return args.length === lists.length ? node(args) : errorExpr(p, given[0]);
}

function overflow(p: Parser, id: string, given: Expr[], node: (args: Expr[]) => Expr, span: Span): Expr {
  const args = given.map(rvalue);
  for (const arg of args.slice(0, 2))
    if (!isInteger(arg.type)) {
      p.errorAt(arg, `operand of '${PREFIX}${id}' must be an integer, not ${quote(arg.type)}`);
      return errorExpr(p, span);
    }
  const result = args[2];
  const target = id.endsWith('_p')
    ? result.type
    : result.type.kind === 'pointer'
      ? result.type.to
      : undefined;
  if (!target || !isInteger(target)) {
    p.errorAt(
      result,
      `the result argument of '${PREFIX}${id}' must be ${id.endsWith('_p') ? 'an integer' : 'a pointer to an integer'}, not ${quote(result.type)}`,
    );
    return errorExpr(p, span);
  }
  return (id.endsWith('_p') && overflows(p, id, args, span)) || node(args);
}

/** Whether the exact value of a constant operation is beyond a type. */
function overflows(p: Parser, id: string, [left, right, of]: Expr[], span: Span): Expr | undefined {
  const [x, y] = [evaluate(left), evaluate(right)];
  const type = integerOf(of.type);
  if (x?.kind !== 'int' || y?.kind !== 'int' || !type) return undefined;
  const exact = { add: x.value + y.value, sub: x.value - y.value, mul: x.value * y.value };
  const value = exact[id.slice(0, 3) as keyof typeof exact];
  return intConst(wrap(value, type) === value ? 0n : 1n, p.types.bool, span);
}

/** Classification and comparison of floats: arguments in their common type, at least double unless they are floats. */
function floating(
  p: Parser,
  id: string,
  letters: string,
  given: Expr[],
  node: (args: Expr[], type?: CType) => Expr,
  span: Span,
): Expr {
  const values = given.map((e) => requireScalar(p, e, `an argument of '${PREFIX}${id}'`));
  if (values.some((e) => e.type.kind === 'error')) return errorExpr(p, span);
  if (id === 'constant_p') return node(values);
  const open = values.filter((_, i) => letters[i + 1] === '?');
  if (open.some((e) => !isReal(e.type))) {
    p.error(span.at, `non-floating-point argument in a call to '${PREFIX}${id}'`);
    return errorExpr(p, span);
  }
  let type = open.map((e) => promote(p, e).type).reduce((a, b) => commonType(p, a, b));
  if (type.kind !== 'float') type = p.types.double;
  if (['fabs', 'copysign', 'sqrt'].includes(id)) type = p.types.double;
  const floatType = type as FloatType;
  const args = values.map((e, i) => convert(e, letters[i + 1] === '?' ? floatType : p.types.int));
  const result = node(args, letters[0] === '?' ? floatType : p.types.int);
  return (result.kind === 'builtin' && folded(result)) || result;
}

const OVERFLOW_TYPES: Record<string, 'int' | 'uint' | 'long' | 'ulong' | 'llong' | 'ullong'> = {
  s: 'int',
  sl: 'long',
  sll: 'llong',
  u: 'uint',
  ul: 'ulong',
  ull: 'ullong',
};

/** Builtins that are gone after this: constants, and other spellings. */
function resolved(p: Parser, bare: string, args: Expr[], span: Span): Expr | undefined {
  const { types } = p;
  const suffixed = (): FloatType =>
    bare.endsWith('f') && bare !== 'inf' ? types.float : bare.endsWith('l') ? types.ldouble : types.double;
  switch (bare) {
    case 'huge_val':
    case 'huge_valf':
    case 'huge_vall':
    case 'inf':
    case 'inff':
    case 'infl':
      return numberConst(Number.POSITIVE_INFINITY, suffixed2(bare, types), span);
    case 'nan':
    case 'nanf':
    case 'nanl':
    case 'nans':
    case 'nansf':
    case 'nansl':
      return floatConst({ kind: 'float', value: Number.NaN, exact: softNan(false) }, suffixed(), span);
    case 'constant_p': {
      if (!count(p, bare, args, 1, 1, span)) return errorExpr(p, span);
      const value = rvalue(args[0]);
      const known = evaluate(value);
      const text = value.kind === 'decay' && value.operand.kind === 'string';
      const constant = (known !== undefined && known.kind !== 'address') || text;
      return intConst(constant ? 1n : 0n, types.int, span);
    }
    case 'complex': {
      if (!count(p, bare, args, 2, 2, span)) return errorExpr(p, span);
      const parts = args.map(rvalue);
      const [a, b] = parts.map((e) => e.type);
      if (a.kind !== 'float' || b.kind !== 'float' || a.name !== b.name) {
        p.error(span.at, `the operands of '${PREFIX}complex' must be of one floating type`);
        return errorExpr(p, span);
      }
      return makeComplex(parts[0], parts[1], a, span);
    }
    case 'object_size':
    case 'dynamic_object_size':
      return objectSize(p, bare, args, span);
    case 'assume_aligned':
      if (!count(p, bare, args, 2, 3, span)) return errorExpr(p, span);
      return convert(rvalue(args[0]), types.voidPointer);
    case 'expect_with_probability':
      if (!count(p, bare, args, 3, 3, span)) return errorExpr(p, span);
      return intrinsic(p, 'expect', args.slice(0, 2), span);
    case 'cpu_init':
      return call(
        p,
        libraryFunction(p, '__cpu_indicator_init', signature(types, 'i'), span.at),
        args,
        span.at,
        span.to,
      );
    case 'cpu_supports':
    case 'cpu_is': {
      if (!count(p, bare, args, 1, 1, span)) return errorExpr(p, span);
      const [arg] = args;
      if (arg.kind !== 'string') {
        p.errorAt(arg, `the argument of '${PREFIX}${bare}' must be a string`);
        return errorExpr(p, span);
      }
      const name = new TextDecoder().decode(arg.literal.bytes.subarray(0, -1));
      const test = processorTest(p, bare, name, span);
      if (test) return test;
      p.errorAt(arg, `'${PREFIX}${bare}' knows no '${name}'`);
      return errorExpr(p, span);
    }
    case 'classify_type':
      if (!count(p, bare, args, 1, 1, span)) return errorExpr(p, span);
      return intConst(BigInt(classOf(rvalue(args[0]))), types.int, span);
    case 'extract_return_addr':
    case 'frob_return_addr':
      return args.length === 1 ? rvalue(args[0]) : errorExpr(p, span);
    case 'LINE':
      return intConst(BigInt(p.tokens.place(span.at).line), types.int, span);
    case 'FILE':
    case 'FUNCTION': {
      const text = bare === 'FILE' ? p.tokens.place(span.at).file : (p.func?.symbol.name ?? '');
      const bytes = new TextEncoder().encode(`${text}\0`);
      const literal = p.literal(bytes, 1);
      return rvalue({
        kind: 'string',
        type: { kind: 'array', quals: 0, of: types.char, length: bytes.length },
        ...span,
        lvalue: true,
        literal,
      });
    }
  }
  const ofComplex = /^(conj|creal|cimag)([fl]?)$/.exec(bare);
  if (ofComplex) {
    if (!count(p, bare, args, 1, 1, span)) return errorExpr(p, span);
    const operand = requireScalar(p, args[0], 'the operand');
    if (operand.type.kind === 'error' || operand.type.kind === 'pointer') return errorExpr(p, span);
    const of = { f: types.float, l: types.ldouble }[ofComplex[2]] ?? types.double;
    const value = convert(operand, complexOf(of));
    if (ofComplex[1] !== 'conj') return part(value, ofComplex[1] === 'cimag', span);
    return { kind: 'unary', type: value.type, ...span, lvalue: false, op: '~', operand: value };
  }
  const typed = /^([su])(add|sub|mul)(l{0,2})_overflow$/.exec(bare);
  if (typed) {
    if (!count(p, bare, args, 3, 3, span)) return errorExpr(p, span);
    const type = types[OVERFLOW_TYPES[typed[1] + typed[3]]];
    const converted = args
      .slice(0, 2)
      .map((arg, i) =>
        assignTo(p, arg, type, { kind: 'argument', number: i + 1, name: PREFIX + bare, at: undefined }),
      );
    if (converted.some((e) => e.type.kind === 'error')) return errorExpr(p, span);
    const pointer = assignTo(p, args[2], pointerTo(type), {
      kind: 'argument',
      number: 3,
      name: PREFIX + bare,
      at: undefined,
    });
    return intrinsic(p, `${typed[2]}_overflow`, [...converted, pointer], span);
  }
  const float =
    /^(isinf|isnan|isfinite|finite|signbit|fabs|copysign|sqrt)([fl])$/.exec(bare) ??
    /^(finite)()$/.exec(bare);
  if (float) {
    const type = float[2] === 'f' ? types.float : float[2] === 'l' ? types.ldouble : types.double;
    const id = float[1] === 'finite' ? 'isfinite' : float[1];
    if (!count(p, bare, args, INTRINSICS[id].length - 1, INTRINSICS[id].length - 1, span))
      return errorExpr(p, span);
    const converted = args.map((arg, i) =>
      assignTo(p, arg, type, { kind: 'argument', number: i + 1, name: PREFIX + bare, at: undefined }),
    );
    if (converted.some((e) => e.type.kind === 'error')) return errorExpr(p, span);
    const result = INTRINSICS[id][0] === '?' ? type : types.int;
    return { kind: 'builtin', type: result, ...span, lvalue: false, id, args: converted };
  }
  return undefined;
}

const suffixed2 = (bare: string, types: Parser['types']): FloatType =>
  bare.endsWith('valf') || bare === 'inff'
    ? types.float
    : bare.endsWith('vall') || bare === 'infl'
      ? types.ldouble
      : types.double;

/** The numbers of gcc's typeclass.h. */
function classOf(e: Expr): number {
  if (e.type.kind === 'int') return 1;
  if (e.type.kind === 'enum') return 3;
  if (e.type.kind === 'pointer') return 5;
  if (e.type.kind === 'float') return 8;
  if (e.type.kind === 'complex') return 9;
  if (e.type.kind === 'record') return e.type.def.union ? 13 : 12;
  return 0;
}

/** Bytes left of the object pointed into; all ones where that is not known, or zero when the least is asked for. */
function objectSize(p: Parser, bare: string, args: Expr[], span: Span): Expr {
  if (!count(p, bare, args, 2, 2, span)) return errorExpr(p, span);
  const mode = evaluate(rvalue(args[1]));
  if (mode?.kind !== 'int' || mode.value < 0n || mode.value > 3n) {
    p.errorAt(args[1], `the second argument of '${PREFIX}${bare}' must be a constant from 0 to 3`);
    return errorExpr(p, span);
  }
  const known = pointedObject(rvalue(args[0]), (mode.value & 1n) === 1n);
  const unknown = mode.value >= 2n ? 0n : BigInt.asUintN(64, -1n);
  const size = known ? BigInt(Math.max(0, known.size - known.offset)) : unknown;
  return intConst(size, p.types.size, span);
}

/** Bit builtins of constants. */
function folded(e: BuiltinExpr): Expr | undefined {
  const value = e.args.length === 1 ? evaluate(e.args[0]) : undefined;
  if (!value || value.kind === 'address') return undefined;
  if (value.kind === 'float') return foldedFloat(e, value.value);
  const type = integerOf(e.args[0].type);
  if (!type) return undefined;
  const width = type.size * 8;
  const bits = BigInt.asUintN(width, value.value).toString(2);
  const text = bits === '0' ? '' : bits;
  const ones = text.replace(/0/g, '').length;
  const trailing = text === '' ? width : text.length - 1 - text.lastIndexOf('1');
  const int = (n: number) => intConst(BigInt(n), e.type, e);
  const id = e.id.replace(/l+$/, '');
  switch (id) {
    case 'clz':
      return text === '' ? undefined : int(width - text.length);
    case 'ctz':
      return text === '' ? undefined : int(trailing);
    case 'ffs':
      return int(text === '' ? 0 : trailing + 1);
    case 'popcount':
      return int(ones);
    case 'parity':
      return int(ones & 1);
    case 'clrsb': {
      const flipped = value.value < 0n ? ~value.value : value.value;
      return int(width - 1 - (flipped === 0n ? 0 : flipped.toString(2).length));
    }
    case 'bswap16':
    case 'bswap32':
    case 'bswap64': {
      const hex = BigInt.asUintN(width, value.value)
        .toString(16)
        .padStart(width / 4, '0');
      const swapped = hex.match(/../g)?.reverse().join('') ?? '0';
      return intConst(BigInt(`0x${swapped}`), e.type, e);
    }
    default:
      return undefined;
  }
}

function foldedFloat(e: BuiltinExpr, value: number): Expr | undefined {
  if (e.args[0].type.kind !== 'float' || e.args[0].type.format === 'x87' || e.args[0].type.format === 'f128')
    return undefined;
  const int = (condition: boolean) => intConst(condition ? 1n : 0n, e.type, e);
  switch (e.id) {
    case 'isnan':
      return int(Number.isNaN(value));
    case 'isinf':
      return int(Math.abs(value) === Number.POSITIVE_INFINITY);
    case 'isfinite':
      return int(Number.isFinite(value));
    case 'signbit':
      return Number.isNaN(value) ? undefined : int(value < 0 || Object.is(value, -0));
    case 'fabs':
      return e.type.kind === 'float' && !Number.isNaN(value)
        ? numberConst(Math.abs(value), e.type, e)
        : undefined;
    default:
      return undefined;
  }
}
