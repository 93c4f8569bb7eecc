import type { CType, FunctionType } from '../types';
import { realType } from './types';

/** How an eightbyte of an argument travels. System V ABI, AMD64 supplement, 3.2.3. */
export type EightByte =
  | 'integer'
  | 'sse'
  /** A vector of 16 bytes; the eightbyte after it, if it has one, is `none`. */
  | 'vector'
  | 'none';

/** It travels in a vector register. */
export const isSse = (part: EightByte): boolean => part === 'sse' || part === 'vector';

/** Where a value is passed: eightbytes in registers, on the stack, or on top of the x87's. */
export type Passing = { kind: 'registers'; parts: EightByte[] } | { kind: 'memory' } | { kind: 'x87' };

const MEMORY: Passing = { kind: 'memory' };

/**
 * The class of a type. 'x87' is a long double, alone, in a record or complex: memory as an argument, st0 (and st1) as a
 * result.
 */
export function classify(type: CType): Passing {
  const real = realType(type);
  if (real.kind === 'float') {
    if (real.format === 'x87') return { kind: 'x87' };
    return { kind: 'registers', parts: ['sse'] };
  }
  if (real.kind === 'complex' && real.of.kind === 'float') {
    if (real.of.format === 'x87') return { kind: 'x87' };
    return { kind: 'registers', parts: real.of.size === 4 ? ['sse'] : ['sse', 'sse'] };
  }
  if (real.kind === 'vector') {
    const size = sizeOfType(real);
    return size > 16 ? MEMORY : { kind: 'registers', parts: [vectorPart(size)] };
  }
  if (real.kind === 'int' && real.size === 16) return { kind: 'registers', parts: ['integer', 'integer'] };
  if (real.kind !== 'record' && real.kind !== 'complex') return { kind: 'registers', parts: ['integer'] };
  const size = sizeOfType(real);
  if (size > 16) return MEMORY;
  const parts: EightByte[] = new Array(Math.ceil(size / 8)).fill('none');
  const state = { x87: false, memory: false };
  walk(real, 0, parts, state);
  if (state.memory) return MEMORY;
  if (state.x87) return parts.some((p) => p !== 'none') ? MEMORY : { kind: 'x87' };
  return { kind: 'registers', parts };
}

function walk(
  type: CType,
  offset: number,
  parts: EightByte[],
  state: { x87: boolean; memory: boolean },
): void {
  const real = realType(type);
  if (real.kind === 'record') {
    for (const field of real.def.fields) {
      if (field.bits) {
        if (field.name === undefined || field.bits.width === 0) continue;
        const first = offset * 8 + field.bits.position;
        const last = first + field.bits.width - 1;
        merge(parts, first >> 6, 'integer');
        merge(parts, last >> 6, 'integer');
      } else walk(field.type, offset + field.offset, parts, state);
    }
  } else if (real.kind === 'array') {
    const step = sizeOfType(real.of);
    for (let i = 0; i < (real.length ?? 0); i++) walk(real.of, offset + i * step, parts, state);
  } else if (real.kind === 'complex') {
    walk(real.of, offset, parts, state);
    walk(real.of, offset + real.of.size, parts, state);
  } else {
    const size = sizeOfType(real);
    const align = size;
    if (offset % align !== 0) state.memory = true;
    else if (real.kind === 'float' && real.format === 'x87') state.x87 = true;
    else if (real.kind === 'vector') merge(parts, offset >> 3, vectorPart(size));
    else if (real.kind === 'float') merge(parts, offset >> 3, 'sse');
    else {
      merge(parts, offset >> 3, 'integer');
      if (size === 16) merge(parts, (offset >> 3) + 1, 'integer');
    }
  }
}

/** Vectors of less than four bytes travel as integers do. */
const vectorPart = (size: number): EightByte => (size === 16 ? 'vector' : size >= 4 ? 'sse' : 'integer');

function merge(parts: EightByte[], at: number, part: EightByte): void {
  if (at < parts.length && parts[at] !== 'integer') parts[at] = part;
}

/** Size of a complete type. */
export function sizeOfType(type: CType): number {
  const real = realType(type);
  switch (real.kind) {
    case 'int':
    case 'float':
      return real.size;
    case 'pointer':
      return 8;
    case 'record':
      return real.def.size;
    case 'array':
      return (real.length ?? 0) * sizeOfType(real.of);
    case 'complex':
      return real.of.size * 2;
    case 'vector':
      return real.of.size * real.length;
    default:
      return 1;
  }
}

export function alignOfType(type: CType): number {
  if (type.aligned) return type.aligned;
  const real = realType(type);
  switch (real.kind) {
    case 'int':
      return real.size;
    case 'float':
      return real.align;
    case 'pointer':
      return 8;
    case 'record':
      return real.def.align;
    case 'array':
      return alignOfType(real.of);
    case 'complex':
      return alignOfType(real.of);
    case 'vector':
      return sizeOfType(real);
    default:
      return 1;
  }
}

/** rdi rsi rdx rcx r8 r9, by number. */
export const GENERAL_ARGUMENTS: readonly number[] = [7, 6, 2, 1, 8, 9];
/** xmm0 is number 16. */
export const XMM0 = 16;

/** Where one argument goes. Registers are one for each eightbyte; `none` parts have -1. */
export type Location =
  | { kind: 'registers'; registers: number[]; parts: EightByte[] }
  | { kind: 'stack'; offset: number };

/** Hands out registers and stack to arguments from left to right. */
export class ArgumentWalk {
  general = 0;
  vectors = 0;
  stack = 0;

  next(type: CType): Location {
    const passing = classify(type);
    if (passing.kind === 'registers') {
      const { parts } = passing;
      const integers = parts.filter((p) => p === 'integer').length;
      const floats = parts.filter(isSse).length;
      if (this.general + integers <= 6 && this.vectors + floats <= 8) {
        const registers = parts.map((part) => {
          if (part === 'integer') return GENERAL_ARGUMENTS[this.general++];
          return isSse(part) ? XMM0 + this.vectors++ : -1;
        });
        return { kind: 'registers', registers, parts };
      }
    }
    const size = sizeOfType(type);
    const align = Math.max(8, alignOfType(type));
    const offset = Math.ceil(this.stack / align) * align;
    this.stack = offset + Math.ceil(size / 8) * 8;
    return { kind: 'stack', offset };
  }
}

/** Registers of a result in registers: rax, rdx and xmm0, xmm1 in order. */
export function resultRegisters(parts: EightByte[]): number[] {
  let general = 0;
  let vectors = 0;
  return parts.map((part) => {
    if (part === 'integer') return general++ === 0 ? 0 : 2;
    return isSse(part) ? XMM0 + vectors++ : -1;
  });
}

/** The result is written to memory whose address is a hidden first argument. */
export const returnsInMemory = (type: FunctionType): boolean =>
  type.returns.kind !== 'void' && classify(type.returns).kind === 'memory';
