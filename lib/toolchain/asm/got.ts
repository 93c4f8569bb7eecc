import { AsmError } from './error';
import type { Expr } from './expr';
import type { Operand } from './operand';

/**
 * Compilers reach symbols that another object might define through the global offset table. A static program has
 * none: GNU ld turns such instructions into ones that have the address in themselves, and so does this, while
 * assembling. System V ABI, x86-64 supplement, section B.2 "Optimize GOTPCRELX Relocations".
 */
export interface WithoutTable {
  operands: Operand[];
  /** `call *foo@GOTPCREL(%rip)` is a byte longer than `call foo`: a 67 prefix before it, or a nop behind a jmp. */
  pad?: 'prefix' | 'nop';
}

const FOLDABLE = new Set(['mov', 'add', 'or', 'adc', 'sbb', 'and', 'sub', 'xor', 'cmp', 'test']);

/** The same instruction without the table; undefined when it does not ask for it. `operands` are in Intel order. */
export function withoutTable(mnemonic: string, operands: readonly Operand[]): WithoutTable | undefined {
  const at = operands.findIndex(usesTable);
  if (at < 0) return undefined;
  const operand = operands[at];
  if (operand.kind !== 'memory' || !operand.memory.displacement || operand.memory.base?.kind !== 'rip')
    throw new AsmError('@GOTPCREL goes with (%rip)', operand.range);
  const expr = operand.memory.displacement;
  const { range } = operand;
  if (mnemonic === 'call' || mnemonic === 'jmp')
    return { operands: [{ kind: 'target', expr, range }], pad: mnemonic === 'call' ? 'prefix' : 'nop' };
  const isSource = at === 1 && operands.length === 2 && operands[0].kind === 'register';
  const isTest = mnemonic === 'test' && at === 0 && operands[1]?.kind === 'register';
  if (!FOLDABLE.has(mnemonic) || !(isSource || isTest))
    throw new AsmError(
      `'${mnemonic}' cannot take its operand from the global offset table: a static program has none`,
      range,
      'load the address first, with mov or lea',
    );
  const register = isTest ? operands[1] : operands[0];
  return { operands: [register, { kind: 'immediate', expr, range }] };
}

function usesTable(operand: Operand): boolean {
  return (
    operand.kind === 'memory' &&
    operand.memory.displacement !== undefined &&
    mentions(operand.memory.displacement)
  );
}

function mentions(expr: Expr): boolean {
  if (expr.op === 'symbol') return expr.modifier === 'GOTPCREL';
  if (expr.op === 'binary') return mentions(expr.left) || mentions(expr.right);
  return false;
}
