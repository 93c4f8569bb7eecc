import type { Slot } from '../ir/ir';
import { type MFunc, MInst, type MOperand, mem, reg, roleOf } from './machine';

const BOTH = new Set(['add', 'sub', 'and', 'or', 'xor']);
const SECOND = new Set([
  'imul',
  'imul3',
  'movzx',
  'movsx',
  'addss',
  'addsd',
  'subss',
  'subsd',
  'mulss',
  'mulsd',
  'divss',
  'divsd',
  'sqrtss',
  'sqrtsd',
  'cvtss2sd',
  'cvtsd2ss',
  'cvtsi2ss',
  'cvtsi2sd',
  'cvttss2si',
  'cvttsd2si',
  'ucomiss',
  'ucomisd',
  'bsf',
  'bsr',
]);
const ONLY = new Set(['mul', 'imul1', 'div', 'idiv', 'push', 'call', 'jmp']);
const CHANGED = new Set(['neg', 'not', 'shl', 'shr', 'sar', 'rol', 'ror']);

/**
 * Whether the operand may be in memory as it is. What an instruction writes there must be eight bytes: the upper half
 * of a register is read where a 32-bit instruction is known to have cleared it.
 */
function mayBeMemory(inst: MInst, i: number, vector: boolean, wide: boolean): boolean {
  const { op, ops, size } = inst;
  if (ops.some((operand) => operand.kind === 'mem')) return false;
  if (wide) return op === 'movaps';
  if (op === 'mov') {
    const constant = ops[1 - i];
    if (i === 0) return size === 8 && (constant.kind === 'reg' || constant.kind === 'imm');
    return constant.kind === 'reg' && inst.from === 0;
  }
  if (op === 'movss' || op === 'movsd' || op === 'movaps') return vector;
  if (op === 'cmp') return i === 0 || ops[0].kind === 'reg';
  if (op === 'test') return i === 0 && ops[1].kind !== 'reg';
  if (BOTH.has(op)) return i === 0 ? size === 8 : true;
  if (SECOND.has(op) || op.startsWith('cmov')) return i === 1;
  if (ONLY.has(op)) return i === 0;
  return CHANGED.has(op) && i === 0 && size === 8;
}

/** Moves virtual registers to the frame: operands become memory, or short-lived registers filled and stored around. */
export function spill(mf: MFunc, homes: Map<number, Slot>): void {
  for (const block of mf.blocks) {
    const out: MInst[] = [];
    for (const inst of block.insts) {
      const after: MInst[] = [];
      const temporaries = new Map<number, number>();
      const temporary = (register: number): number => {
        let made = temporaries.get(register);
        if (made === undefined) {
          mf.classes.push(mf.classes[register]);
          made = mf.classes.length - 1;
          if (mf.wide.has(register)) mf.wide.add(made);
          mf.unspillable.add(made);
          temporaries.set(register, made);
        }
        return made;
      };
      const filled = new Set<number>();
      const fill = (register: number, slot: Slot) => {
        const made = temporary(register);
        if (!filled.has(register)) out.push(move(mf, inst.at, reg(made), mem({ slot }), register));
        filled.add(register);
        return made;
      };
      const named = (register: number) =>
        inst.ops.filter((o) => o.kind === 'reg' && o.reg === register).length;
      inst.ops.forEach((operand, i) => {
        if (operand.kind === 'mem') {
          const base = operand.base >= 0 ? homes.get(operand.base) : undefined;
          const index = operand.index >= 0 ? homes.get(operand.index) : undefined;
          if (!base && !index) return;
          const changed = mem(operand);
          if (base) changed.base = fill(operand.base, base);
          if (index) changed.index = fill(operand.index, index);
          inst.ops[i] = changed;
          return;
        }
        if (operand.kind !== 'reg') return;
        const slot = homes.get(operand.reg);
        if (!slot) return;
        const vector = mf.classes[operand.reg] === 1;
        const wide = mf.wide.has(operand.reg);
        if (named(operand.reg) === 1 && mayBeMemory(inst, i, vector, wide)) {
          if (inst.op === 'movaps' && !wide) {
            inst.op = 'movsd';
            inst.size = 8;
          }
          inst.ops[i] = mem({ slot });
          return;
        }
        const role = roleOf(inst, i);
        const made = role === 'u' || role === 'b' ? fill(operand.reg, slot) : temporary(operand.reg);
        if (role !== 'u' && role !== 'u0' && role !== 'n')
          if (!after.some((one) => (one.ops[0] as { slot?: Slot }).slot === slot))
            after.push(move(mf, inst.at, mem({ slot }), reg(made), operand.reg));
        inst.ops[i] = reg(made);
      });
      out.push(inst, ...after);
    }
    block.insts = out;
  }
}

function move(mf: MFunc, at: number, to: MOperand, from: MOperand, register: number): MInst {
  if (mf.wide.has(register)) return new MInst('movaps', 16, [to, from], at);
  return new MInst(mf.classes[register] === 1 ? 'movsd' : 'mov', 8, [to, from], at);
}
