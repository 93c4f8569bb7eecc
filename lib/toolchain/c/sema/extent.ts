import type { Expr } from '../ast';
import { sizeOf } from './type';

/** How large the object is that a pointer points into, and how far in. In bytes. */
export interface Extent {
  size: number;
  offset: number;
}

/** The object that a pointer points into, where the expression says so; `closest`: the member of it. */
export function pointedObject(e: Expr, closest: boolean): Extent | undefined {
  if (e.kind === 'cast' && e.conversion === 'same') return pointedObject(e.operand, closest);
  if (e.kind === 'decay' || e.kind === 'address') return objectOf(e.operand, closest);
  if (e.kind !== 'pointer-add' || e.index.kind !== 'int' || typeof e.scale !== 'number') return undefined;
  const within = pointedObject(e.pointer, closest);
  if (!within) return undefined;
  const by = Number(e.index.value) * (e.negative ? -e.scale : e.scale);
  const offset = within.offset + by;
  return offset >= 0 ? { ...within, offset } : undefined;
}

function objectOf(e: Expr, closest: boolean): Extent | undefined {
  switch (e.kind) {
    case 'string':
      return { size: e.literal.bytes.length, offset: 0 };
    case 'var':
    case 'compound': {
      const size = sizeOf(e.type);
      return size > 0 ? { size, offset: 0 } : undefined;
    }
    case 'member': {
      if (closest && sizeOf(e.type) > 0) return { size: sizeOf(e.type), offset: 0 };
      const whole = objectOf(e.base, closest);
      return whole && { ...whole, offset: whole.offset + e.field.offset };
    }
    case 'deref':
      return pointedObject(e.operand, closest);
    default:
      return undefined;
  }
}
