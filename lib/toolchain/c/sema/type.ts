import type { DataModel, FloatFormat, IntName } from '../target';
import {
  type ArrayType,
  ATOMIC,
  CONST,
  type CType,
  type ErrorType,
  type FloatType,
  type FunctionType,
  type IntType,
  type PointerType,
  RESTRICT,
  type RecordType,
  VOLATILE,
  type VoidType,
} from '../types';

/** Size of a pointer in both data models. */
export const POINTER_SIZE = 8;

/** The types of a target that have no parts. */
export class Types {
  readonly void: VoidType = { kind: 'void', quals: 0 };
  readonly error: ErrorType = { kind: 'error', quals: 0 };
  readonly bool: IntType;
  readonly char: IntType;
  readonly schar: IntType;
  readonly uchar: IntType;
  readonly short: IntType;
  readonly ushort: IntType;
  readonly int: IntType;
  readonly uint: IntType;
  readonly long: IntType;
  readonly ulong: IntType;
  readonly llong: IntType;
  readonly ullong: IntType;
  readonly int128: IntType;
  readonly uint128: IntType;
  readonly float: FloatType;
  readonly double: FloatType;
  readonly ldouble: FloatType;
  readonly float128: FloatType;
  /** _FloatN and _FloatNx by name. */
  readonly floats = new Map<string, FloatType>();
  readonly size: IntType;
  readonly ptrdiff: IntType;
  readonly wchar: IntType;
  readonly wint: IntType;
  readonly voidPointer: PointerType;
  readonly charPointer: PointerType;
  readonly constCharPointer: PointerType;
  /** `__builtin_va_list`: one struct of System V, so that it is passed by address. */
  readonly vaList: CType;

  constructor(readonly model: DataModel) {
    const make = (name: IntName, size: number, signed: boolean, rank: number): IntType => ({
      kind: 'int',
      quals: 0,
      name,
      size,
      signed,
      rank,
    });
    this.bool = make('_Bool', 1, false, 1);
    this.char = make('char', 1, model.charSigned, 2);
    this.schar = make('signed char', 1, true, 2);
    this.uchar = make('unsigned char', 1, false, 2);
    this.short = make('short', model.short, true, 3);
    this.ushort = make('unsigned short', model.short, false, 3);
    this.int = make('int', model.int, true, 4);
    this.uint = make('unsigned int', model.int, false, 4);
    this.long = make('long', model.long, true, 5);
    this.ulong = make('unsigned long', model.long, false, 5);
    this.llong = make('long long', model.longLong, true, 6);
    this.ullong = make('unsigned long long', model.longLong, false, 6);
    this.int128 = make('__int128', 16, true, 7);
    this.uint128 = make('unsigned __int128', 16, false, 7);
    const float = (
      name: string,
      format: FloatFormat,
      size: number,
      align: number,
      rank: number,
    ): FloatType => ({
      kind: 'float',
      quals: 0,
      name,
      format,
      size,
      align,
      rank,
    });
    this.float = float('float', 'f32', 4, 4, 1);
    this.double = float('double', 'f64', 8, 8, 3);
    const { format, size, align } = model.longDouble;
    this.ldouble = float('long double', format, size, align, 6);
    this.float128 = float('_Float128', 'f128', 16, 16, 8);
    for (const type of [
      float('_Float32', 'f32', 4, 4, 2),
      float('_Float64', 'f64', 8, 8, 4),
      float('_Float32x', 'f64', 8, 8, 5),
      float('_Float64x', format, size, align, 7),
      this.float128,
    ])
      this.floats.set(type.name, type);
    this.size = this.named(model.sizeType);
    this.ptrdiff = this.named(model.ptrdiffType);
    this.wchar = this.named(model.wcharType);
    this.wint = this.named(model.wintType);
    this.voidPointer = pointerTo(this.void);
    this.charPointer = pointerTo(this.char);
    this.constCharPointer = pointerTo(qualify(this.char, CONST));
    this.vaList = this.makeVaList();
  }

  named(name: IntName): IntType {
    const all = [
      ...[this.bool, this.char, this.schar, this.uchar, this.short, this.ushort, this.int, this.uint],
      ...[this.long, this.ulong, this.llong, this.ullong, this.int128, this.uint128],
    ];
    const found = all.find((type) => type.name === name);
    if (!found) throw new Error(`no type ${name}`);
    return found;
  }

  /** The unsigned type of the same size and rank; or signed. */
  withSign(type: IntType, signed: boolean): IntType {
    if (type.signed === signed && type.name !== 'char') return type;
    const pairs: [IntType, IntType][] = [
      [this.schar, this.uchar],
      [this.short, this.ushort],
      [this.int, this.uint],
      [this.long, this.ulong],
      [this.llong, this.ullong],
      [this.int128, this.uint128],
    ];
    if (type.name === 'char') return signed ? this.schar : this.uchar;
    const pair = pairs.find((p) => p.some((t) => t.name === type.name));
    return pair ? pair[signed ? 0 : 1] : type;
  }

  /** System V ABI, AMD64 supplement, figure 3.34. */
  private makeVaList(): CType {
    if (this.model.name === 'LLP64') return { ...this.charPointer, alias: '__builtin_va_list' };
    const members: [string, CType, number][] = [
      ['gp_offset', this.uint, 0],
      ['fp_offset', this.uint, 4],
      ['overflow_arg_area', this.voidPointer, 8],
      ['reg_save_area', this.voidPointer, 16],
    ];
    const tag: RecordType = {
      kind: 'record',
      quals: 0,
      def: {
        union: false,
        tag: '__va_list_tag',
        complete: true,
        fields: members.map(([name, type, offset]) => ({ name, type, offset, at: 0 })),
        size: 24,
        align: 8,
        flexible: false,
        packed: false,
        transparent: false,
        at: 0,
      },
    };
    return { ...arrayOf(tag, 1), alias: '__builtin_va_list' };
  }
}

export const pointerTo = (to: CType): PointerType => ({ kind: 'pointer', quals: 0, to });

export const arrayOf = (of: CType, length: number | undefined): ArrayType => ({
  kind: 'array',
  quals: 0,
  of,
  length,
});

/** Adds qualifiers; an array's go to its elements (C11 6.7.3p9). */
export function qualify(type: CType, quals: number): CType {
  if ((type.quals & quals) === quals && type.kind !== 'array') return type;
  if (type.kind === 'array') {
    const of = qualify(type.of, quals);
    return of === type.of ? type : { ...type, of };
  }
  if (type.kind === 'error') return type;
  return { ...type, quals: type.quals | quals };
}

/** Without its own qualifiers and without alignment asked for by a typedef: the type of a value. */
export function unqualified<T extends CType>(type: T): T {
  return type.quals === 0 && type.aligned === undefined ? type : { ...type, quals: 0, aligned: undefined };
}

export const isInteger = (t: CType): boolean => t.kind === 'int' || t.kind === 'enum';
export const isArithmetic = (t: CType): boolean =>
  t.kind === 'int' || t.kind === 'enum' || t.kind === 'float' || t.kind === 'complex';
export const isReal = (t: CType): boolean => isArithmetic(t) && t.kind !== 'complex';
export const isScalar = (t: CType): boolean => isArithmetic(t) || t.kind === 'pointer';
export const isBool = (t: CType): boolean => t.kind === 'int' && t.name === '_Bool';
export const isCharacter = (t: CType): boolean => t.kind === 'int' && t.rank === 2;
export const isVla = (t: CType): boolean => t.kind === 'array' && (t.vla !== undefined || isVla(t.of));
/** It has a variable-length array somewhere that it depends on (C11 6.7.6p3). */
export const isVariablyModified = (t: CType): boolean =>
  t.kind === 'array'
    ? t.vla !== undefined || isVariablyModified(t.of)
    : t.kind === 'pointer'
      ? isVariablyModified(t.to)
      : t.kind === 'function' && isVariablyModified(t.returns);

/** The integer type that stands for an integer or enum type. */
export function integerOf(type: CType): IntType | undefined {
  return type.kind === 'int' ? type : type.kind === 'enum' ? type.def.underlying : undefined;
}

/** Whether objects of the type have a size that is known, at run time at the latest. */
export function isComplete(type: CType): boolean {
  switch (type.kind) {
    case 'void':
    case 'function':
      return false;
    case 'array':
      return (type.length !== undefined || type.vla !== undefined) && isComplete(type.of);
    case 'record':
    case 'enum':
      return type.def.complete;
    default:
      return true;
  }
}

/** Bits of an integer's value. */
export const bitsOf = (type: IntType): number => type.width ?? type.size * 8;

/** Size in bytes: 1 for void and functions, as gcc counts; 0 when not known or variable. */
export function sizeOf(type: CType): number {
  switch (type.kind) {
    case 'void':
    case 'function':
      return 1;
    case 'int':
    case 'float':
      return type.size;
    case 'complex':
      return type.of.size * 2;
    case 'vector':
      return type.of.size * type.length;
    case 'pointer':
      return POINTER_SIZE;
    case 'array':
      return (type.length ?? 0) * sizeOf(type.of);
    case 'record':
      return type.def.size;
    case 'enum':
      return type.def.underlying.size;
    case 'error':
      return 1;
  }
}

export function alignOf(type: CType): number {
  if (type.aligned !== undefined) return type.aligned;
  switch (type.kind) {
    case 'void':
    case 'function':
    case 'error':
      return 1;
    case 'int':
      return type.size;
    case 'float':
      return type.align;
    case 'complex':
      return alignOf(type.of);
    case 'vector':
      return type.of.size * type.length;
    case 'pointer':
      return POINTER_SIZE;
    case 'array':
      return alignOf(type.of);
    case 'record':
      return type.def.align;
    case 'enum':
      return type.def.underlying.size;
  }
}

/** Whether two types are compatible, C11 6.2.7. Qualifiers count, those of the types themselves unless `top` is false. */
export function compatible(a: CType, b: CType, top = true): boolean {
  if (a === b || a.kind === 'error' || b.kind === 'error') return true;
  if (top && a.quals !== b.quals) return false;
  if (a.kind === 'enum' || b.kind === 'enum') {
    if (a.kind === 'enum' && b.kind === 'enum') return a.def === b.def;
    return integerOf(a)?.name === integerOf(b)?.name;
  }
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'void':
      return true;
    case 'int':
      return a.name === (b as IntType).name;
    case 'float':
      return a.name === (b as FloatType).name;
    case 'complex':
      return b.kind === 'complex' && a.of.name === b.of.name;
    case 'vector':
      return b.kind === 'vector' && a.length === b.length && a.of.name === b.of.name;
    case 'pointer':
      return compatible(a.to, (b as PointerType).to);
    case 'array': {
      const other = b as ArrayType;
      if (!compatible(a.of, other.of)) return false;
      return a.length === undefined || other.length === undefined || a.length === other.length;
    }
    case 'record':
      return a.def === (b as RecordType).def;
    case 'function':
      return compatibleFunctions(a, b as FunctionType);
  }
}

function compatibleFunctions(a: FunctionType, b: FunctionType): boolean {
  if (!compatible(a.returns, b.returns, false)) return false;
  if (a.prototype && b.prototype)
    return (
      a.params.length === b.params.length &&
      a.variadic === b.variadic &&
      a.params.every((param, i) => compatible(param, b.params[i], false))
    );
  // Without a prototype arguments come promoted, so parameters must be of promoted types (C11 6.7.6.3p15).
  const known = a.prototype ? a : b;
  if (!a.prototype && !b.prototype) return true;
  return (
    !known.variadic &&
    known.params.every(
      (p) => !(p.kind === 'int' && p.rank < 4) && !(p.kind === 'float' && p.name === 'float'),
    )
  );
}

/** The type that knows what both know (C11 6.2.7p3); they are compatible. */
export function composite(a: CType, b: CType): CType {
  if (a.kind === 'array' && b.kind === 'array') {
    const of = composite(a.of, b.of);
    const known = a.length !== undefined || a.vla ? a : b;
    return { ...known, of };
  }
  if (a.kind === 'pointer' && b.kind === 'pointer') return { ...a, to: composite(a.to, b.to) };
  if (a.kind === 'function' && b.kind === 'function') {
    const noreturn = a.noreturn || b.noreturn;
    if (!a.prototype) return { ...b, returns: composite(a.returns, b.returns), noreturn };
    if (!b.prototype) return { ...a, returns: composite(a.returns, b.returns), noreturn };
    const params = a.params.map((param, i) => composite(param, b.params[i]));
    return { ...a, returns: composite(a.returns, b.returns), params, noreturn };
  }
  return a;
}

const QUALIFIERS: [number, string][] = [
  [CONST, 'const'],
  [VOLATILE, 'volatile'],
  [RESTRICT, 'restrict'],
  [ATOMIC, '_Atomic'],
];

export const qualifierNames = (quals: number): string =>
  QUALIFIERS.filter(([bit]) => quals & bit)
    .map(([, name]) => name)
    .join(' ');

/** A type as C spells it; `names` false: typedefs are opened. */
export function spell(type: CType, inner = '', names = true): string {
  const quals = qualifierNames(type.quals);
  const around = (base: string) => [quals, base, inner].filter(Boolean).join(' ');
  if (names && type.alias) return around(type.alias);
  switch (type.kind) {
    case 'void':
      return around('void');
    case 'int':
    case 'float':
      return around(type.name);
    case 'complex':
      return around(`_Complex ${type.of.name}`);
    case 'vector':
      return around(`__vector(${type.length}) ${type.of.name}`);
    case 'record':
      return around(`${type.def.union ? 'union' : 'struct'} ${type.def.tag ?? '<unnamed>'}`);
    case 'enum':
      return around(`enum ${type.def.tag ?? '<unnamed>'}`);
    case 'error':
      return around('<error>');
    case 'pointer': {
      const star = `*${[quals, inner].filter(Boolean).join(' ')}`;
      const open = names && type.to.alias;
      const wrap = !open && (type.to.kind === 'array' || type.to.kind === 'function');
      return spell(type.to, wrap ? `(${star})` : star, names);
    }
    case 'array':
      return spell(type.of, `${inner}[${type.length ?? (type.vla ? '*' : '')}]`, names);
    case 'function': {
      const params = type.params.map((param) => spell(param, '', names));
      if (type.variadic) params.push('...');
      const list = params.length > 0 ? params.join(', ') : type.prototype ? 'void' : '';
      return spell(type.returns, `${inner}(${list})`, names);
    }
  }
}

/** For messages: between quotes, with what a typedef stands for. */
export function quote(type: CType): string {
  const name = spell(type);
  const open = spell(type, '', false);
  return name === open || open.includes('<unnamed>') ? `'${name}'` : `'${name}' (aka '${open}')`;
}
