import type { Expr, Stmt, Variable } from '../ast';

/** A variable-length array whose size is to be computed where its declaration is reached. */
export interface VlaRecord {
  size: Variable;
  value: Expr;
  at: number;
}

/** The block being read. */
export interface BlockState {
  items: Stmt[];
  vla: boolean;
  cleanups: Variable[];
  /** Objects declared since, for jumps past them. */
  outer: BlockState | undefined;
}
