import type { Expr, Variable } from './ast';
import type { FloatFormat, IntName } from './target';

/** Qualifiers of a type, as bits of `quals`. */
export const CONST = 1;
export const VOLATILE = 2;
export const RESTRICT = 4;
export const ATOMIC = 8;

interface TypeBase {
  /** CONST | VOLATILE | RESTRICT | ATOMIC. The element type of an array carries the array's qualifiers. */
  quals: number;
  /** The typedef name it was written with, for messages alone. */
  alias?: string;
  /** Alignment asked for by `aligned` on a typedef; overrides the type's own. */
  aligned?: number;
}

export interface VoidType extends TypeBase {
  kind: 'void';
}

export interface IntType extends TypeBase {
  kind: 'int';
  /** Of a wide bit-field with its width: `unsigned long:40`. */
  name: IntName | `${IntName}:${number}`;
  signed: boolean;
  size: number;
  /** Conversion rank, C11 6.3.1.1. */
  rank: number;
  /** Bits of the value of a bit-field that is wider than int; else the size says them. */
  width?: number;
}

export interface FloatType extends TypeBase {
  kind: 'float';
  /** `float`, `double`, `long double`, `_Float32`, ..., `_Float128`. */
  name: string;
  format: FloatFormat;
  size: number;
  align: number;
  /** Larger holds smaller. */
  rank: number;
}

/** Real part, then imaginary part. */
export interface ComplexType extends TypeBase {
  kind: 'complex';
  of: FloatType | IntType;
}

/** `length` elements side by side, made by the attribute `vector_size`; as large as they are, and so aligned. */
export interface VectorType extends TypeBase {
  kind: 'vector';
  of: IntType | FloatType;
  length: number;
  /** It comes of a comparison, and goes for any vector of integers of its size. */
  opaque?: boolean;
}

export interface PointerType extends TypeBase {
  kind: 'pointer';
  to: CType;
}

export interface ArrayType extends TypeBase {
  kind: 'array';
  of: CType;
  /** Number of elements; undefined when incomplete or variable. */
  length: number | undefined;
  /** Variable length. */
  vla?: Vla;
}

/** Where the size of a variable-length array type is found at run time. */
export interface Vla {
  /** The element count, as size_t; undefined for `[*]` in a prototype. */
  count: Expr | undefined;
  /**
   * A hidden local of type size_t that holds the size of the whole array in bytes. A `vla` statement sets it where
   * the declaration is reached; every use of the size is a load of it.
   */
  size: Variable | undefined;
}

export interface FunctionType extends TypeBase {
  kind: 'function';
  returns: CType;
  /** Adjusted: arrays and functions are pointers here, and top-level qualifiers are gone. */
  params: CType[];
  variadic: boolean;
  /** False for `f()` and K&R definitions: arguments get the default promotions. */
  prototype: boolean;
  noreturn?: boolean;
}

export interface RecordType extends TypeBase {
  kind: 'record';
  def: RecordDef;
}

export interface EnumType extends TypeBase {
  kind: 'enum';
  def: EnumDef;
}

/** What an expression has after an error; anything may be done with it without another message. */
export interface ErrorType extends TypeBase {
  kind: 'error';
}

export type CType =
  | VoidType
  | IntType
  | FloatType
  | ComplexType
  | VectorType
  | PointerType
  | ArrayType
  | FunctionType
  | RecordType
  | EnumType
  | ErrorType;

/** One struct or union; all its (differently qualified) types share it. */
export interface RecordDef {
  union: boolean;
  tag: string | undefined;
  complete: boolean;
  /** In order of declaration, unnamed bit-fields included; anonymous members are fields without a name. */
  fields: Field[];
  size: number;
  align: number;
  /** The last member is an array without a length. */
  flexible: boolean;
  packed: boolean;
  /** Passed as its first member is. */
  transparent: boolean;
  /** Token of the definition, or of the first mention. */
  at: number;
}

export interface Field {
  name: string | undefined;
  type: CType;
  /** From the start of the record, in bytes; for a bit-field that of its access unit. */
  offset: number;
  bits?: BitField;
  /** Token of the name. */
  at: number;
}

/**
 * How a bit-field is read and written: `size` bytes at the field's offset, the value `width` bits from bit `shift`
 * on. The unit lies within the record and meets no member that is not a bit-field; where a power of two cannot do
 * that (packed records), size is any number from 1 to 9 (17 for `__int128`), and the bytes are accessed in pieces.
 */
export interface BitField {
  shift: number;
  width: number;
  size: number;
  /** Counted from the start of the record, in bits. */
  position: number;
}

export interface EnumDef {
  tag: string | undefined;
  complete: boolean;
  /** The integer type that stands for it: `unsigned int` unless a value is negative or large, as gcc chooses. */
  underlying: IntType;
  values: { name: string; value: bigint }[];
  at: number;
}
