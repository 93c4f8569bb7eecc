import type { Expr, FunctionSymbol, Stmt, Variable } from '../ast';
import type { Context } from '../sema/context';
import { isScalar } from '../sema/type';

/**
 * Scalars read before anything was stored in them: in straight order, where the first mention of a variable in the
 * text is a read that is surely reached first. Variables whose address is taken, and functions with jumps, are left
 * alone: what is said must be true.
 */
export function checkUninitialised(cx: Context, func: FunctionSymbol): void {
  const { body } = func;
  if (!body || body.labels.length > 0) return;
  const fresh = new Set<Variable>();
  for (const local of body.locals)
    if (
      !local.init &&
      !local.hidden &&
      !local.addressTaken &&
      !local.register &&
      local.storage !== 'parameter' &&
      isScalar(local.type)
    )
      fresh.add(local);
  if (fresh.size > 0) new Walk(cx, fresh).statement(body.block);
}

class Walk {
  constructor(
    private readonly cx: Context,
    /** Variables that have no value yet on every way here. */
    private fresh: Set<Variable>,
  ) {}

  statement(s: Stmt): void {
    switch (s.kind) {
      case 'block':
        for (const item of s.items) this.statement(item);
        break;
      case 'expr':
        this.expression(s.expr);
        break;
      case 'decl':
        for (const item of s.variable.init?.items ?? []) this.expression(item.value);
        break;
      case 'vla':
        this.expression(s.value);
        break;
      case 'return':
        if (s.value) this.expression(s.value);
        break;
      case 'if':
        this.expression(s.test);
        this.branch(
          () => this.statement(s.then),
          () => s.else && this.statement(s.else),
        );
        break;
      case 'while':
        this.expression(s.test);
        this.branch(() => this.statement(s.body));
        break;
      case 'for':
        for (const item of s.init) this.statement(item);
        if (s.test) this.expression(s.test);
        this.branch(() => {
          this.statement(s.body);
          if (s.step) this.expression(s.step);
        });
        break;
      case 'do':
        this.loopBody(() => this.statement(s.body));
        this.expression(s.test);
        break;
      case 'switch':
        this.expression(s.value);
        this.branch(() => this.statement(s.body));
        break;
      case 'case': {
        // Control may come here from the head of the switch, past all before; what was stored there is unknown.
        this.statement(s.body);
        break;
      }
      case 'asm':
        for (const operand of s.inputs) this.expression(operand.expr);
        for (const operand of s.outputs) this.stored(operand.expr);
        break;
    }
  }

  /** After a choice a variable may have a value if one way gave it one: nothing more is said of it. */
  private branch(...ways: (() => void)[]): void {
    const before = this.fresh;
    const after = new Set(before);
    for (const way of ways) {
      this.fresh = new Set(before);
      way();
      for (const variable of before) if (!this.fresh.has(variable)) after.delete(variable);
    }
    this.fresh = after;
  }

  private loopBody(way: () => void): void {
    way();
  }

  private stored(target: Expr): void {
    if (target.kind === 'var') this.fresh.delete(target.variable);
    else this.expression(target);
  }

  private read(e: Expr, variable: Variable): void {
    if (!this.fresh.delete(variable)) return;
    this.cx.warnAt('uninitialized', e, `variable '${variable.name}' is uninitialized when used here`, {
      notes: [this.cx.note(variable.at, `declare '${variable.name}' with a value to silence this warning`)],
    });
  }

  private expression(e: Expr): void {
    switch (e.kind) {
      case 'load':
        if (e.operand.kind === 'var') this.read(e, e.operand.variable);
        else this.expression(e.operand);
        break;
      case 'assign':
        // `int x = x;` silences compilers on purpose.
        this.expression(e.value);
        this.stored(e.target);
        break;
      case 'assign-op':
        this.expression(e.value);
        if (e.target.kind === 'var') this.read(e.target, e.target.variable);
        else this.expression(e.target);
        break;
      case 'inc-dec':
        if (e.target.kind === 'var') this.read(e.target, e.target.variable);
        else this.expression(e.target);
        break;
      case 'logical':
        this.expression(e.left);
        this.branch(() => this.expression(e.right));
        break;
      case 'conditional':
        this.expression(e.test);
        this.branch(
          () => this.expression(e.then),
          () => this.expression(e.else),
        );
        break;
      case 'elvis':
        this.expression(e.value);
        this.branch(() => this.expression(e.else));
        break;
      case 'binary':
      case 'pointer-diff':
      case 'comma':
        this.expression(e.left);
        this.expression(e.right);
        break;
      case 'pointer-add':
        this.expression(e.pointer);
        this.expression(e.index);
        break;
      case 'cast':
        // `(void)x` is no use.
        if (e.conversion === 'void' && e.operand.kind === 'load' && e.operand.operand.kind === 'var') break;
        this.expression(e.operand);
        break;
      case 'unary':
      case 'decay':
      case 'address':
      case 'deref':
        this.expression(e.operand);
        break;
      case 'member':
        this.expression(e.base);
        break;
      case 'call':
        this.expression(e.callee);
        for (const arg of e.args) this.expression(arg);
        break;
      case 'builtin':
      case 'atomic':
        for (const arg of e.args) this.expression(arg);
        break;
      case 'statement':
        this.statement(e.body);
        break;
      case 'compound':
        for (const item of e.variable.init?.items ?? []) this.expression(item.value);
        break;
    }
  }
}
