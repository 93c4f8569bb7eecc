import type { Expr, Stmt, SwitchStmt } from '../ast';
import { calledFunction } from '../sema/call';
import { evaluate, isTrue } from '../sema/constant';

/** Whether control can go on behind a statement. Labels count as reachable when anything jumps to them. */
export class Reach {
  /** Whether the loop or switch around was left by break. */
  private readonly breaks: boolean[] = [];

  goesOn(s: Stmt): boolean {
    switch (s.kind) {
      case 'block': {
        let on = true;
        for (const item of s.items) if (on || hasLabel(item)) on = this.goesOn(item);
        return on;
      }
      case 'expr':
        return !neverReturns(s.expr);
      case 'if': {
        const known = truth(s.test);
        const then = this.goesOn(s.then);
        const otherwise = s.else ? this.goesOn(s.else) : true;
        if (known === true) return then || (s.else !== undefined && hasLabel(s.else) && otherwise);
        if (known === false) return otherwise || (hasLabel(s.then) && then);
        return then || otherwise;
      }
      case 'while':
        return this.loop(s.body, truth(s.test) === true);
      case 'for':
        return this.loop(s.body, s.test === undefined || truth(s.test) === true);
      case 'do': {
        this.breaks.push(false);
        const on = this.goesOn(s.body) || hasContinue(s.body);
        const left = this.breaks.pop();
        return left === true || (on && truth(s.test) !== true);
      }
      case 'switch':
        return this.switch(s);
      case 'case':
      case 'label':
        return this.goesOn(s.body);
      case 'break':
        if (this.breaks.length > 0) this.breaks[this.breaks.length - 1] = true;
        return false;
      case 'asm':
        return true;
      case 'return':
      case 'goto':
      case 'computed-goto':
      case 'continue':
        return false;
      default:
        return true;
    }
  }

  private loop(body: Stmt, forever: boolean): boolean {
    this.breaks.push(false);
    this.goesOn(body);
    return this.breaks.pop() === true || !forever;
  }

  private switch(s: SwitchStmt): boolean {
    this.breaks.push(false);
    const on = this.goesOn(s.body);
    const left = this.breaks.pop() === true;
    const all = s.cases.some((c) => c.low === undefined) || coversEnum(s);
    return on || left || !all;
  }
}

/** Every value of the enum that is switched on has a case. */
function coversEnum(s: SwitchStmt): boolean {
  const value = s.value.kind === 'cast' ? s.value.operand : s.value;
  if (value.type.kind !== 'enum') return false;
  return value.type.def.values.every(({ value: v }) =>
    s.cases.some((c) => c.low !== undefined && c.high !== undefined && c.low <= v && v <= c.high),
  );
}

function truth(e: Expr): boolean | undefined {
  const value = evaluate(e);
  return value && isTrue(value);
}

function neverReturns(e: Expr): boolean {
  if (e.kind === 'builtin') return e.id === 'unreachable' || e.id === 'trap' || e.id === 'longjmp';
  if (e.kind === 'call') {
    const func = calledFunction(e.callee);
    return (
      func?.noreturn === true ||
      e.signature.noreturn === true ||
      (func !== undefined && NORETURN.has(func.name))
    );
  }
  if (e.kind === 'cast' && e.conversion === 'void') return neverReturns(e.operand);
  if (e.kind === 'comma') return neverReturns(e.left) || neverReturns(e.right);
  if (e.kind === 'conditional') return neverReturns(e.then) && neverReturns(e.else);
  if (e.kind === 'statement') return !new Reach().goesOn(e.body);
  return false;
}

const NORETURN = new Set([
  'exit',
  '_exit',
  '_Exit',
  'abort',
  'quick_exit',
  'longjmp',
  'siglongjmp',
  '__assert_fail',
  'pthread_exit',
  'thrd_exit',
]);

/** A label or case in it that control may come to from elsewhere. */
function hasLabel(s: Stmt): boolean {
  switch (s.kind) {
    case 'label':
    case 'case':
      return true;
    case 'block':
      return s.items.some(hasLabel);
    case 'if':
      return hasLabel(s.then) || (s.else !== undefined && hasLabel(s.else));
    case 'while':
    case 'do':
    case 'for':
    case 'switch':
      return hasLabel(s.body);
    default:
      return false;
  }
}

function hasContinue(s: Stmt): boolean {
  switch (s.kind) {
    case 'continue':
      return true;
    case 'block':
      return s.items.some(hasContinue);
    case 'if':
      return hasContinue(s.then) || (s.else !== undefined && hasContinue(s.else));
    case 'switch':
    case 'label':
    case 'case':
      return hasContinue(s.body);
    default:
      return false;
  }
}
