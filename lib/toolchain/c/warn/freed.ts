import type { CallExpr, Expr, FunctionSymbol, Stmt, Variable } from '../ast';
import { calledFunction } from '../sema/call';
import type { Context } from '../sema/context';
import { Evaluation } from './evaluation';
import { expressionsOf, operandsOf, partsOf } from './walk';

/**
 * Pointers used after what they point at was freed, where that is sure: in functions without labels, of variables whose
 * address nobody has. Comparing such a pointer is not said.
 */
export function checkFreed(cx: Context, func: FunctionSymbol): void {
  const { body } = func;
  if (body && body.labels.length === 0) new Walk(cx).statement(body.block);
}

/** The facts are pointers that were freed, each with the call that did it. */
class Walk extends Evaluation<Expr> {
  constructor(private readonly cx: Context) {
    super(new Map());
  }

  override statement(s: Stmt): void {
    switch (s.kind) {
      case 'while':
      case 'for':
      case 'do':
      case 'switch': {
        if (s.kind === 'for') for (const item of s.init) this.statement(item);
        // What is stored in it may have come before, the second time round.
        this.forget(s);
        this.branch(() => {
          for (const e of expressionsOf(s).slice(0, 1)) this.expression(e);
          this.statement(s.body);
        });
        // Which ways leave it is not followed.
        this.facts ??= new Map();
        this.forget(s);
        return;
      }
      case 'case':
        this.facts = new Map();
        this.statement(s.body);
        return;
      case 'return':
      case 'break':
      case 'continue':
        super.statement(s);
        this.facts = undefined;
        return;
      default:
        super.statement(s);
    }
  }

  /** Whatever a statement stores anywhere. */
  private forget(s: Stmt): void {
    const stores = (e: Expr): void => {
      if ((e.kind === 'assign' || e.kind === 'inc-dec') && e.target.kind === 'var')
        this.facts?.delete(e.target.variable);
      for (const part of operandsOf(e)) stores(part);
    };
    for (const e of expressionsOf(s)) stores(e);
    for (const part of partsOf(s)) this.forget(part);
  }

  protected skips(e: Expr): boolean {
    return (e.kind === 'unary' && e.op === '!') || (e.kind === 'binary' && e.left.type.kind === 'pointer');
  }

  protected override called(e: CallExpr): void {
    const func = calledFunction(e.callee);
    if (func?.noreturn) this.facts = undefined;
    const pointer = e.args.length > 0 ? pointerOf(e.args[0]) : undefined;
    if (func?.name === 'free' && !func.body && pointer) this.facts?.set(pointer, e);
  }

  protected read(e: Expr, variable: Variable): void {
    const call = this.facts?.get(variable);
    if (!call) return;
    this.facts?.delete(variable);
    this.cx.warnAt('use-after-free', e, `'${variable.name}' is used after what it points at was freed`, {
      notes: [this.cx.note(call.at, 'freed here')],
    });
  }
}

/** The local variable whose value it is. */
function pointerOf(e: Expr): Variable | undefined {
  if (e.kind === 'cast') return pointerOf(e.operand);
  if (e.kind !== 'load' || e.operand.kind !== 'var') return undefined;
  const { variable } = e.operand;
  const local = variable.storage !== 'static' && variable.linkage === 'none' && !variable.addressTaken;
  return local ? variable : undefined;
}
