import type { Expr, Stmt, Variable } from '../ast';
import type { Context } from '../sema/context';
import { expressionsOf, operandsOf, partsOf } from './walk';

/**
 * Expressions that change a variable and use it again without an order between the two: `i = i++`, `a[i] = i++`. C11 6.5p2
 * leaves what happens undefined.
 */
export function checkSequence(cx: Context, s: Stmt): void {
  for (const e of expressionsOf(s)) if (nestedChange(e)) new Sequence(cx).effects(e);
  for (const part of partsOf(s)) checkSequence(cx, part);
}

/** Something in it changes a variable, but for what the whole does at last. */
function nestedChange(e: Expr): boolean {
  return operandsOf(e).some(
    (part) =>
      part.kind === 'assign' || part.kind === 'assign-op' || part.kind === 'inc-dec' || nestedChange(part),
  );
}

interface Effects {
  uses: ReadonlySet<Variable>;
  /** Changes that nothing puts before what comes of the value, and the expressions that make them. */
  pending: ReadonlyMap<Variable, Expr>;
  /** Changes that are done before the value is there. */
  done: ReadonlyMap<Variable, Expr>;
}

const NONE: Effects = { uses: new Set(), pending: new Map(), done: new Map() };

class Sequence {
  private readonly said = new Set<Variable>();

  constructor(private readonly cx: Context) {}

  effects(e: Expr): Effects {
    switch (e.kind) {
      case 'load':
        return e.operand.kind === 'var'
          ? { ...NONE, uses: new Set([e.operand.variable]) }
          : this.effects(e.operand);
      case 'assign':
      case 'assign-op':
      case 'inc-dec': {
        const parts = this.unordered(operandsOf(e).filter((part) => part.kind !== 'var'));
        if (e.target.kind !== 'var') return parts;
        const { variable } = e.target;
        if (parts.pending.has(variable)) this.say(variable, e);
        const uses = e.kind === 'assign' ? parts.uses : new Set([...parts.uses, variable]);
        return { ...parts, uses, pending: new Map([...parts.pending, [variable, e]]) };
      }
      case 'comma':
      case 'logical':
        return after(this.effects(e.left), this.effects(e.right));
      case 'conditional':
        return after(this.effects(e.test), either(this.effects(e.then), this.effects(e.else)));
      case 'elvis':
        return after(this.effects(e.value), this.effects(e.else));
      case 'call':
      case 'builtin':
      case 'atomic':
        // All is done when the function begins.
        return after(this.unordered(operandsOf(e)), NONE);
      case 'compound':
        return operandsOf(e)
          .map((part) => this.effects(part))
          .reduce(either, NONE);
      default:
        return this.unordered(operandsOf(e));
    }
  }

  /** Operands of which nobody knows which comes first. */
  private unordered(parts: readonly Expr[]): Effects {
    let all = NONE;
    for (const part of parts) {
      const next = this.effects(part);
      this.collide(all, next);
      this.collide(next, all);
      all = either(all, next);
    }
    return all;
  }

  private collide(changing: Effects, other: Effects): void {
    for (const changes of [changing.pending, changing.done])
      for (const [variable, e] of changes)
        if (other.uses.has(variable) || other.pending.has(variable) || other.done.has(variable))
          this.say(variable, e);
  }

  private say(variable: Variable, e: Expr): void {
    if (this.said.has(variable)) return;
    this.said.add(variable);
    this.cx.warnAt(
      'sequence-point',
      e,
      `'${variable.name}' is changed and used again in one expression, in no order: the result is undefined`,
    );
  }
}

/** One, and when it is done the other. */
function after(first: Effects, then: Effects): Effects {
  return {
    uses: new Set([...first.uses, ...then.uses]),
    pending: then.pending,
    done: new Map([...first.pending, ...first.done, ...then.done]),
  };
}

/** Effects of both side by side. */
function either(a: Effects, b: Effects): Effects {
  return {
    uses: new Set([...a.uses, ...b.uses]),
    pending: new Map([...a.pending, ...b.pending]),
    done: new Map([...a.done, ...b.done]),
  };
}
