import type { Expr, FunctionSymbol, Variable } from '../ast';
import type { Context } from '../sema/context';
import { isScalar } from '../sema/type';
import { Evaluation } from './evaluation';

/**
 * Scalars read before anything was stored in them: in straight order, where the first mention of a variable in the
 * text is a read that is surely reached first. Variables whose address is taken, and functions with jumps, are left
 * alone: what is said must be true.
 */
export function checkUninitialised(cx: Context, func: FunctionSymbol): void {
  const { body } = func;
  if (!body || body.labels.length > 0) return;
  const fresh = body.locals.filter(
    (local) =>
      !local.init &&
      !local.hidden &&
      !local.addressTaken &&
      !local.register &&
      local.storage !== 'parameter' &&
      isScalar(local.type),
  );
  if (fresh.length > 0) new Walk(cx, fresh).statement(body.block);
}

/** The facts are variables that have no value yet; once one way gave it one, nothing more is said of a variable. */
class Walk extends Evaluation<true> {
  constructor(
    private readonly cx: Context,
    fresh: readonly Variable[],
  ) {
    super(new Map(fresh.map((variable) => [variable, true])));
  }

  /** `(void)x` is no use. */
  protected skips(e: Expr): boolean {
    return (
      e.kind === 'cast' &&
      e.conversion === 'void' &&
      e.operand.kind === 'load' &&
      e.operand.operand.kind === 'var'
    );
  }

  protected read(e: Expr, variable: Variable): void {
    if (!this.facts?.delete(variable)) return;
    this.cx.warnAt('uninitialized', e, `variable '${variable.name}' is uninitialized when used here`, {
      notes: [this.cx.note(variable.at, `declare '${variable.name}' with a value to silence this warning`)],
    });
  }
}
