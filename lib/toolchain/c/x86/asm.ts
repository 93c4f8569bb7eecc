import type { AsmPlace, Value } from '../ir/ir';
import { resultsOf } from './calls';
import { imm, type MOperand, reg } from './machine';
import type { Selector } from './select';

/** Brings the operands of inline assembly into place, and takes its results. Roles: u, d, b, e (early clobber). */
export function selectAsm(s: Selector, v: Value): void {
  const { asm } = v;
  if (!asm) throw new Error('an asm without its operands');
  const ops: MOperand[] = [];
  const roles: string[] = [];
  const uses: number[] = [];
  const defs: number[] = [...asm.clobbers];
  // GCC manual, "Clobbers and Scratch Registers": no operand that is read is in one.
  const early: number[] = [...asm.clobbers];
  const resultRegisters = new Map<number, number>();
  const before: (() => void)[] = [];
  // Fixed registers are filled last: nothing must need a register of its own in between.
  for (const place of asm.places) {
    const input = place.input >= 0 ? v.args[place.input] : undefined;
    if (place.kind === 'memory') {
      ops.push(s.memory(input as Value, place.offset ?? 0));
      roles.push('u');
    } else if (place.kind === 'immediate') {
      const value = input as Value;
      const constant = value.op === 'const' ? imm(value.imm) : undefined;
      ops.push(constant ?? { kind: 'imm', value: BigInt(value.num), symbol: value.symbol });
      roles.push('u');
    } else if (place.kind === 'x87') {
      ops.push({ kind: 'symbol', name: place.register ? `%st(${place.register})` : '%st', plt: false });
      roles.push('n');
    } else if (place.flag !== undefined) {
      const made = s.fresh(0);
      resultRegisters.set(place.result, made);
      ops.push(reg(made));
      roles.push('f');
    } else if (place.register !== undefined) {
      const { register } = place;
      if (input && place.role !== 'out') {
        before.push(() => s.copyTo(register, input, v));
        uses.push(register);
      }
      if (place.role !== 'in') {
        defs.push(register);
        if (place.early) early.push(register);
        resultRegisters.set(place.result, register);
      }
      ops.push(reg(register));
      roles.push('n');
    } else {
      ops.push(reg(registerFor(s, v, place, input, resultRegisters)));
      roles.push(
        place.role === 'in'
          ? place.result >= 0
            ? 'b'
            : 'u'
          : place.role === 'inout'
            ? 'b'
            : place.early
              ? 'e'
              : 'd',
      );
    }
  }
  for (const fill of before) fill();
  const stacked = asm.places.filter((p) => p.kind === 'x87');
  const depth = (p: AsmPlace) => p.register ?? 0;
  // The deepest is pushed first and popped last.
  for (const { input } of stacked.filter((p) => p.input >= 0).sort((p, q) => depth(q) - depth(p)))
    s.emit('fld', 10, s.memory(v.args[input], 0));
  const inst = s.emit('asm', 0, ...ops);
  inst.asm = asm;
  inst.roles = roles;
  inst.uses = uses;
  inst.defs = defs;
  inst.early = early;
  for (const { output } of stacked.sort((p, q) => depth(p) - depth(q)))
    if (output !== undefined) s.emit('fstp', 10, s.memory(v.args[output], 0));
  for (let i = 0; i < asm.left; i++) s.emit('fstp0', 0);
  if (asm.labels.length > 0) inst.targets = v.block.succs;
  for (const one of [v, ...resultsOf(v)]) {
    const register = resultRegisters.get(one === v ? 0 : one.num);
    if (register === undefined || !s.isWanted(one)) continue;
    const flag = asm.places.find((p) => p.flag !== undefined && p.result === (one === v ? 0 : one.num));
    if (flag) s.emit('movzx', 4, reg(s.reg(one)), reg(register)).from = 1;
    else s.copy(s.reg(one), register);
  }
  if (asm.labels.length > 0) s.emit('jmp', 8, { kind: 'label', block: v.block.succs[0] });
}

function registerFor(
  s: Selector,
  v: Value,
  place: AsmPlace,
  input: Value | undefined,
  results: Map<number, number>,
): number {
  if (place.result >= 0) {
    // An input that must match an output shares its register, which was filled for the output already.
    const known = results.get(place.result);
    if (known !== undefined) return known;
    const made = freshFor(s, place);
    results.set(place.result, made);
    if (input && place.role === 'inout') s.copyTo(made, input, v);
    return made;
  }
  if (!input) throw new Error('an input without a value');
  if (!s.isImmediateValue(input)) return s.reg(input);
  const made = freshFor(s, place);
  s.copyTo(made, input, v);
  return made;
}

const freshFor = (s: Selector, place: AsmPlace): number =>
  s.freshOf(place.float ? (place.size === 16 ? 'v128' : 'f64') : 'i64');
