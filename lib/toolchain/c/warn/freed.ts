import type { Expr, FunctionSymbol, Stmt, Variable } from '../ast';
import { calledFunction } from '../sema/call';
import type { Context } from '../sema/context';
import { expressionsOf, operandsOf, partsOf } from './walk';

/**
 * Pointers used after what they point at was freed, where that is sure: in functions without labels, of variables whose
 * address nobody has. Comparing such a pointer is not said.
 */
export function checkFreed(cx: Context, func: FunctionSymbol): void {
  const { body } = func;
  if (body && body.labels.length === 0) new Walk(cx).statement(body.block);
}

class Walk {
  /** Pointers that are freed on every way here, and where; undefined where control does not come. */
  private freed: Map<Variable, Expr> | undefined = new Map();

  constructor(private readonly cx: Context) {}

  statement(s: Stmt): void {
    switch (s.kind) {
      case 'if':
        this.expression(s.test);
        this.branch(
          () => this.statement(s.then),
          () => s.else && this.statement(s.else),
        );
        break;
      case 'while':
      case 'for':
      case 'do':
      case 'switch': {
        if (s.kind === 'for') for (const item of s.init) this.statement(item);
        // What is stored in it may have come before, the second time round.
        this.forget(s);
        const run = () => {
          for (const e of expressionsOf(s).slice(0, 1)) this.expression(e);
          this.statement(s.body);
        };
        this.branch(run);
        // Which ways leave it is not followed.
        this.freed ??= new Map();
        this.forget(s);
        break;
      }
      case 'case':
        this.freed = new Map();
        this.statement(s.body);
        break;
      case 'return':
      case 'break':
      case 'continue':
        for (const e of expressionsOf(s)) this.expression(e);
        this.freed = undefined;
        break;
      case 'asm':
        for (const operand of [...s.outputs, ...s.inputs]) this.expression(operand.expr);
        break;
      default:
        for (const e of expressionsOf(s)) this.expression(e);
        for (const part of partsOf(s)) this.statement(part);
    }
  }

  private branch(...ways: (() => void)[]): void {
    const before = this.freed;
    if (ways.length === 1) ways.push(() => {});
    const ends: Map<Variable, Expr>[] = [];
    for (const way of ways) {
      this.freed = before && new Map(before);
      way();
      if (this.freed) ends.push(this.freed);
    }
    const [first, ...others] = ends;
    this.freed =
      first && new Map([...first].filter(([variable]) => others.every((end) => end.has(variable))));
  }

  /** Whatever a statement stores anywhere. */
  private forget(s: Stmt): void {
    const stores = (e: Expr): void => {
      if ((e.kind === 'assign' || e.kind === 'inc-dec') && e.target.kind === 'var')
        this.freed?.delete(e.target.variable);
      for (const part of operandsOf(e)) stores(part);
    };
    for (const e of expressionsOf(s)) stores(e);
    for (const part of partsOf(s)) this.forget(part);
  }

  private expression(e: Expr): void {
    switch (e.kind) {
      case 'load':
        if (e.operand.kind === 'var') this.use(e, e.operand.variable);
        else this.expression(e.operand);
        return;
      case 'assign':
        this.expression(e.value);
        if (e.target.kind === 'var') this.freed?.delete(e.target.variable);
        else this.expression(e.target);
        return;
      case 'inc-dec':
      case 'assign-op':
        if (e.kind === 'assign-op') this.expression(e.value);
        if (e.target.kind === 'var') this.use(e.target, e.target.variable);
        else this.expression(e.target);
        return;
      case 'logical':
        this.expression(e.left);
        this.branch(() => this.expression(e.right));
        return;
      case 'conditional':
        this.expression(e.test);
        this.branch(
          () => this.expression(e.then),
          () => this.expression(e.else),
        );
        return;
      case 'elvis':
        this.expression(e.value);
        this.branch(() => this.expression(e.else));
        return;
      case 'unary':
        if (e.op !== '!') this.expression(e.operand);
        return;
      case 'binary':
        if (e.left.type.kind === 'pointer') return;
        break;
      case 'statement':
        this.statement(e.body);
        return;
      case 'call': {
        for (const part of operandsOf(e)) this.expression(part);
        const func = calledFunction(e.callee);
        if (func?.noreturn) this.freed = undefined;
        const pointer = e.args.length > 0 ? pointerOf(e.args[0]) : undefined;
        if (func?.name === 'free' && !func.body && pointer) this.freed?.set(pointer, e);
        return;
      }
    }
    for (const part of operandsOf(e)) this.expression(part);
  }

  private use(e: Expr, variable: Variable): void {
    const call = this.freed?.get(variable);
    if (!call) return;
    this.freed?.delete(variable);
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
