import type { Value } from '../ir/ir';
import { type FlagTest, floatTests } from './flags';
import { imm, type MemOperand, mem, reg } from './machine';
import type { Selector } from './select';

const BINARY: Record<string, string> = { add: 'faddp', sub: 'fsubp', mul: 'fmulp', div: 'fdivp' };
const UNARY: Record<string, string> = { neg: 'fchs', abs: 'fabs', sqrt: 'fsqrt', mov: '' };
/** Bytes of what is converted. */
const SIZES: Record<string, number> = { i16: 2, i32: 4, i64: 8, f32: 4, f64: 8 };

/** Long doubles live in memory: load, compute on the top of the stack, store. For xcmp, the flags that say yes. */
export function selectX87(s: Selector, v: Value): FlagTest[] {
  const place = (i: number): MemOperand => s.memory(v.args[i], 0);
  switch (v.op) {
    case 'xbin':
      s.emit('fld', 10, place(1));
      s.emit('fld', 10, place(2));
      s.emit(BINARY[v.kind], 0);
      s.emit('fstp', 10, place(0));
      return [];
    case 'xun':
      s.emit('fld', 10, place(1));
      if (UNARY[v.kind]) s.emit(UNARY[v.kind], 0);
      s.emit('fstp', 10, place(0));
      return [];
    case 'xfrom':
      s.emit(v.kind.startsWith('i') ? 'fild' : 'fld', SIZES[v.kind], place(1));
      s.emit('fstp', 10, place(0));
      return [];
    case 'xto': {
      s.emit('fld', 10, place(1));
      if (v.kind.startsWith('f')) {
        s.emit('fstp', SIZES[v.kind], place(0));
        return [];
      }
      // C truncates; the control word says otherwise meanwhile. SDM vol. 1, table 8-2: RC is bits 10 and 11.
      const saved = s.memory(s.scratch(), 0);
      const changed = mem({ ...saved, disp: saved.disp + 2 });
      const word = s.fresh(0);
      s.emit('fnstcw', 2, saved);
      s.emit('movzx', 4, reg(word), saved).from = 2;
      s.emit('or', 4, reg(word), imm(0xc00));
      s.emit('mov', 2, changed, reg(word));
      s.emit('fldcw', 2, changed);
      s.emit('fistp', SIZES[v.kind], place(0));
      s.emit('fldcw', 2, saved);
      return [];
    }
    default: {
      // The second operand first, so that the first is on top.
      const swapped = v.cond === 'lt' || v.cond === 'le';
      s.emit('fld', 10, place(swapped ? 0 : 1));
      s.emit('fld', 10, place(swapped ? 1 : 0));
      s.emit('fucomip', 0);
      s.emit('fstp0', 0);
      return floatTests(swapped ? (v.cond === 'lt' ? 'gt' : 'ge') : v.cond);
    }
  }
}
