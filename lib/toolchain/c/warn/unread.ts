import type { Expr, FunctionSymbol, Stmt, Variable } from '../ast';
import type { Context } from '../sema/context';
import { isScalar } from '../sema/type';
import { expressionsOf, operandsOf, partsOf } from './walk';

/** Variables that something is stored in, and that nobody ever looks at. */
export function checkUnread(cx: Context, func: FunctionSymbol): void {
  const { body } = func;
  if (!body) return;
  const found = new Mentions();
  found.statement(body.block);
  for (const local of body.locals)
    if (
      found.stored.has(local) &&
      !found.read.has(local) &&
      isScalar(local.type) &&
      !(local.hidden || local.unused || local.cleanup || local.register || local.type.quals & 2)
    )
      cx.warn('unused-but-set-variable', local.at, `variable '${local.name}' is set but never read`);
}

class Mentions {
  readonly stored = new Set<Variable>();
  readonly read = new Set<Variable>();

  statement(s: Stmt): void {
    if (s.kind === 'asm') for (const { expr } of [...s.outputs, ...s.inputs]) this.expression(expr);
    if (s.kind === 'expr') this.effect(s.expr);
    else for (const e of expressionsOf(s)) this.expression(e);
    for (const part of partsOf(s)) this.statement(part);
  }

  /** An expression whose value is dropped: storing is no use by itself. */
  private effect(e: Expr): void {
    if (e.kind === 'assign' && e.target.kind === 'var') {
      this.stored.add(e.target.variable);
      this.expression(e.value);
    } else this.expression(e);
  }

  private expression(e: Expr): void {
    if (e.kind === 'var') this.read.add(e.variable);
    if (e.kind === 'statement') this.statement(e.body);
    for (const part of operandsOf(e)) this.expression(part);
  }
}
