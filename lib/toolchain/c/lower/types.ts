import type { Type } from '../ir/ir';
import type { CType, EnumType } from '../types';

/** An enumeration is the integer type it stands on. */
export const realType = (type: CType): Exclude<CType, EnumType> =>
  type.kind === 'enum' ? type.def.underlying : type;

/**
 * How lowering carries a value: in one value of the intermediate form, in two of 64 bits, or as the address of memory
 * that holds it.
 */
export type Carrier = 'void' | 'scalar' | 'pair' | 'memory';

export function carrierOf(type: CType): Carrier {
  const real = realType(type);
  switch (real.kind) {
    case 'void':
      return 'void';
    case 'int':
      return real.size === 16 ? 'pair' : 'scalar';
    case 'float':
      return real.format === 'f32' || real.format === 'f64' ? 'scalar' : 'memory';
    case 'vector':
      return real.of.size * real.length === 16 ? 'scalar' : 'memory';
    case 'record':
    case 'complex':
    case 'array':
      return 'memory';
    default:
      return 'scalar';
  }
}

/** The type of a scalar in the intermediate form. */
export function irType(type: CType): Type {
  const real = realType(type);
  if (real.kind === 'int') return real.size === 8 ? 'i64' : 'i32';
  if (real.kind === 'float') return real.format === 'f32' ? 'f32' : 'f64';
  return real.kind === 'vector' ? 'v128' : 'i64';
}

export function isSigned(type: CType): boolean {
  const real = realType(type);
  return real.kind === 'int' && real.signed;
}

export const isLongDouble = (type: CType): boolean => type.kind === 'float' && type.format === 'x87';
export const isBool = (type: CType): boolean => {
  const real = realType(type);
  return real.kind === 'int' && real.name === '_Bool';
};
