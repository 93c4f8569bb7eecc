import type { Expr, Stmt, Variable } from '../ast';
import type { SizedName } from '../sema/context';

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
  outer: BlockState | undefined;
  /** The last declared name of variable size that is in scope. */
  sized: SizedName | undefined;
}
