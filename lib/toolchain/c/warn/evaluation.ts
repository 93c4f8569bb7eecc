import type { CallExpr, Expr, Stmt, Variable } from '../ast';
import { expressionsOf, operandsOf, partsOf } from './walk';

/**
 * Goes through a function in the order in which it is evaluated, with facts about variables that hold on every way there.
 * For functions without labels.
 */
export abstract class Evaluation<Fact> {
  /** @param facts undefined where control does not come */
  constructor(protected facts: Map<Variable, Fact> | undefined) {}

  /** A variable is read, by itself or to be changed. */
  protected abstract read(e: Expr, variable: Variable): void;

  protected store(variable: Variable): void {
    this.facts?.delete(variable);
  }

  /** Nothing in an expression counts. */
  protected abstract skips(e: Expr): boolean;

  /** A call, once its arguments are there. */
  protected called(_: CallExpr): void {}

  statement(s: Stmt): void {
    switch (s.kind) {
      case 'if':
        this.expression(s.test);
        this.branch(
          () => this.statement(s.then),
          () => s.else && this.statement(s.else),
        );
        return;
      case 'while':
        this.expression(s.test);
        this.branch(() => this.statement(s.body));
        return;
      case 'for':
        for (const item of s.init) this.statement(item);
        if (s.test) this.expression(s.test);
        this.branch(() => {
          this.statement(s.body);
          if (s.step) this.expression(s.step);
        });
        return;
      case 'do':
        this.statement(s.body);
        this.expression(s.test);
        return;
      case 'switch':
        this.expression(s.value);
        this.branch(() => this.statement(s.body));
        return;
      case 'asm':
        for (const { expr } of s.inputs) this.expression(expr);
        for (const { expr } of s.outputs) this.assigned(expr);
        return;
      default:
        for (const e of expressionsOf(s)) this.expression(e);
        for (const part of partsOf(s)) this.statement(part);
    }
  }

  protected expression(e: Expr): void {
    if (this.skips(e)) return;
    switch (e.kind) {
      case 'load':
        this.used(e, e.operand);
        return;
      case 'assign':
        this.expression(e.value);
        this.assigned(e.target);
        return;
      case 'assign-op':
        this.expression(e.value);
        this.used(e.target, e.target);
        return;
      case 'inc-dec':
        this.used(e.target, e.target);
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
      case 'statement':
        this.statement(e.body);
        return;
      default:
        for (const part of operandsOf(e)) this.expression(part);
        if (e.kind === 'call') this.called(e);
    }
  }

  /** One of several ways is taken; where there is one, it or none. */
  protected branch(...ways: (() => void)[]): void {
    const before = this.facts;
    if (ways.length === 1) ways.push(() => {});
    const ends: Map<Variable, Fact>[] = [];
    for (const way of ways) {
      this.facts = before && new Map(before);
      way();
      if (this.facts) ends.push(this.facts);
    }
    const [first, ...others] = ends;
    this.facts =
      first && new Map([...first].filter(([variable]) => others.every((end) => end.has(variable))));
  }

  private used(e: Expr, place: Expr): void {
    if (place.kind === 'var') this.read(e, place.variable);
    else this.expression(place);
  }

  private assigned(target: Expr): void {
    if (target.kind === 'var') this.store(target.variable);
    else this.expression(target);
  }
}
