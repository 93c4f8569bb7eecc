import { wrap } from '../ir/fold';
import type { Func, Value } from '../ir/ir';
import { divideByConstant } from './divide';

/** At -O0 alone: divisions by constants, which gcc too turns into products at every level. */
export function divideConstants(func: Func): void {
  for (const block of func.blocks) {
    if (!block.values.some(isConstantDivision)) continue;
    const out: Value[] = [];
    for (const value of block.values) {
      const made = isConstantDivision(value)
        ? divideByConstant(
            {
              make(op, type, args) {
                const one = func.value(op, type, args, value.at, block);
                out.push(one);
                return one;
              },
              constant(type, imm) {
                const one = func.value('const', type, [], value.at, block);
                one.imm = wrap(type, imm);
                out.push(one);
                return one;
              },
            },
            value,
          )
        : undefined;
      if (made) {
        // Users in other blocks keep referring to the value itself: it becomes a sum with zero.
        const zero = func.value('const', value.type, [], value.at, block);
        value.op = 'add';
        value.args = [made, zero];
        out.push(zero);
      }
      out.push(value);
    }
    block.values = out;
  }
}

const isConstantDivision = (value: Value) =>
  (value.op === 'sdiv' || value.op === 'udiv' || value.op === 'srem' || value.op === 'urem') &&
  value.args[1].op === 'const';
