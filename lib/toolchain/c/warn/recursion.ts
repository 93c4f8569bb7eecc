import type { Block, Expr, FunctionSymbol, Stmt } from '../ast';
import { calledFunction } from '../sema/call';
import type { Context } from '../sema/context';
import { expressionsOf, operandsOf, partsOf } from './walk';

/** A function that calls itself whichever way control goes never comes to an end. */
export function checkRecursion(cx: Context, func: FunctionSymbol, block: Block): void {
  if (func.weak || func.body?.labels.length) return;
  if (surely(block, func))
    cx.warn(
      'infinite-recursion',
      func.at,
      `'${func.name}' calls itself on every way through it, without an end`,
    );
}

/** Control cannot pass the statement, or leave the function from it, without the call. */
function surely(s: Stmt, func: FunctionSymbol): boolean {
  switch (s.kind) {
    case 'block':
      for (const item of s.items) {
        if (surely(item, func)) return true;
        if (mayLeave(item)) return false;
      }
      return false;
    case 'if':
      return calls(s.test, func) || (s.else !== undefined && surely(s.then, func) && surely(s.else, func));
    case 'for':
      return s.init.some((item) => surely(item, func)) || (s.test !== undefined && calls(s.test, func));
    case 'do':
      return surely(s.body, func);
    default:
      return expressionsOf(s).some((e) => calls(e, func));
  }
}

function mayLeave(s: Stmt): boolean {
  switch (s.kind) {
    case 'return':
    case 'break':
    case 'continue':
    case 'goto':
    case 'computed-goto':
    case 'asm':
      return true;
    default:
      return expressionsOf(s).some(mayEnd) || partsOf(s).some(mayLeave);
  }
}

/** A call of another function, which may not come back. */
const mayEnd = (e: Expr): boolean =>
  e.kind === 'statement' ||
  (e.kind === 'call' && (calledFunction(e.callee)?.noreturn ?? true)) ||
  (e.kind === 'call' && /exit|abort|longjmp|exec/.test(calledFunction(e.callee)?.name ?? '')) ||
  operandsOf(e).some(mayEnd);

function calls(e: Expr, func: FunctionSymbol): boolean {
  switch (e.kind) {
    case 'logical':
      return calls(e.left, func);
    case 'conditional':
      return calls(e.test, func) || (calls(e.then, func) && calls(e.else, func));
    case 'elvis':
      return calls(e.value, func);
    case 'call':
      if (calledFunction(e.callee) === func) return !operandsOf(e).some(mayEnd);
  }
  return operandsOf(e).some((part) => calls(part, func));
}
