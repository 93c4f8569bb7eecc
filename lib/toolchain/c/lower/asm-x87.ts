import type { AsmOperand, AsmStmt } from '../ast';
import type { AsmPlace, Value } from '../ir/ir';
import type { CType } from '../types';
import { type Lowering, type Place, Unsupported } from './context';
import { cell, convert, memoryOf, type Operand } from './convert';
import { storePlace } from './place';
import { realType } from './types';

/**
 * Operands of inline assembly on the stack of the x87 (GCC manual, "x86 Floating-Point asm Operands"): `t` is its top, `u`
 * the register below, `f` any. Each has a cell of memory that is pushed before the template, or popped to after it. An
 * input that is neither tied to an output nor clobbered is still there then, and dropped.
 */
export class StackOperands {
  private readonly inputs = new Set<number>();
  private readonly outputs = new Set<number>();
  private readonly stores: (() => void)[] = [];

  constructor(
    private readonly f: Lowering,
    private readonly give: (value: Value) => number,
  ) {}

  /** The depth that a constraint names, or undefined. */
  static depth(operand: AsmOperand): number | 'any' | undefined {
    const letters = operand.constraint.alternatives.flatMap((a) => a.letters);
    if (letters.includes('t')) return 0;
    if (letters.includes('u')) return 1;
    return letters.includes('f') ? 'any' : undefined;
  }

  output(operand: AsmOperand, depth: number | 'any', place: Place, value: Operand | undefined): AsmPlace {
    const { type } = place;
    if (realType(type).kind !== 'float')
      throw new Unsupported('an asm operand on the x87 stack must be a float', operand.at);
    const register = depth === 'any' ? this.free() : depth;
    const to = cell(this.f);
    this.outputs.add(register);
    this.stores.push(() => storePlace(this.f, place, convert(this.f, LONG_DOUBLE, type, { memory: to })));
    const input = value ? this.filled(type, value, register) : -1;
    const output = this.give(this.f.at(to));
    return {
      kind: 'x87',
      register,
      size: 16,
      role: value ? 'inout' : 'out',
      input,
      output,
      result: -1,
      name: operand.name,
    };
  }

  input(operand: AsmOperand, depth: number | 'any', type: CType, value: Operand): AsmPlace {
    const register = depth === 'any' ? this.free() : depth;
    const input = this.filled(type, value, register);
    return { kind: 'x87', register, size: 16, role: 'in', input, result: -1, name: operand.name };
  }

  /** An input in the register of an output. */
  tie(output: AsmPlace, type: CType, value: Operand): AsmPlace {
    output.role = 'inout';
    output.input = this.filled(type, value, output.register ?? 0);
    return { ...output, role: 'in', input: -1, output: undefined };
  }

  /** How many inputs are still on the stack when the results are taken. */
  left(s: AsmStmt): number {
    const popped = new Set(s.clobbers.flatMap((name) => stackRegister(name) ?? []));
    return [...this.inputs].filter((i) => !this.outputs.has(i) && !popped.has(i)).length;
  }

  store(): void {
    for (const store of this.stores) store();
  }

  private filled(type: CType, value: Operand, register: number): number {
    this.inputs.add(register);
    return this.give(this.f.at(memoryOf(convert(this.f, type, LONG_DOUBLE, value))));
  }

  private free(): number {
    let register = 0;
    while (this.inputs.has(register) || this.outputs.has(register)) register++;
    return register;
  }
}

/** `st`, `%st(1)`. */
function stackRegister(name: string): number | undefined {
  const match = /^%?st(?:\((\d)\))?$/.exec(name);
  return match ? Number(match[1] ?? 0) : undefined;
}

const LONG_DOUBLE: CType = {
  kind: 'float',
  quals: 0,
  name: 'long double',
  format: 'x87',
  size: 16,
  align: 16,
  rank: 6,
};
