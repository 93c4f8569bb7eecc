import type { Range } from './error';
import type { Expr } from './expr';
import type { Register } from './registers';

/** A memory operand: segment:[base + index*scale + displacement]. */
export interface Memory {
  segment?: Register;
  base?: Register;
  index?: Register;
  scale: 1 | 2 | 4 | 8;
  displacement?: Expr;
  /** The displacement's value where it is constant already. */
  constant?: bigint;
}

/** An operand as either syntax writes it. */
export type Operand = { range: Range } & (
  | { kind: 'register'; register: Register }
  | { kind: 'immediate'; expr: Expr; constant?: bigint }
  | { kind: 'memory'; memory: Memory; size?: number }
  | { kind: 'target'; expr: Expr }
);

/** Operand words for messages. */
export function describeOperand(operand: Operand): string {
  if (operand.kind === 'register') return operand.register.name;
  if (operand.kind === 'immediate') return 'an immediate';
  return operand.kind === 'memory' ? 'memory' : 'a label';
}
