import type { Expr, FunctionSymbol } from '../ast';
import { checkCall } from '../warn/call';
import { assignTo, promoteArgument } from './assign';
import { errorExpr, promote, rvalue } from './build';
import type { Context } from './context';
import { isComplete, quote, unqualified } from './type';

/** A function call, C11 6.5.2.2. */
export function call(cx: Context, designator: Expr, given: Expr[], open: number, close: number): Expr {
  const callee = rvalue(designator);
  const span = { at: open, from: designator.from, to: close };
  if (callee.type.kind === 'error') return errorExpr(cx, span);
  if (callee.type.kind !== 'pointer' || callee.type.to.kind !== 'function') {
    cx.errorAt(
      { ...designator, at: open, to: close } as Expr,
      `called object of type ${quote(designator.type)} is not a function or function pointer`,
    );
    return errorExpr(cx, span);
  }
  const signature = callee.type.to;
  const symbol = calledFunction(callee);
  const { params } = signature;
  if (
    signature.prototype &&
    (given.length < params.length || (given.length > params.length && !signature.variadic))
  ) {
    const few = given.length < params.length;
    const exactly = signature.variadic ? 'at least ' : '';
    const where = few ? { ...errorExpr(cx, span), at: close } : given[params.length];
    cx.errorAt(
      where,
      `too ${few ? 'few' : 'many'} arguments to ${symbol ? `function '${symbol.name}'` : 'function call'}, expected ${exactly}${params.length}, have ${given.length}`,
      { notes: symbol && symbol.at > 0 ? [cx.note(symbol.at, `'${symbol.name}' declared here`)] : [] },
    );
    return errorExpr(cx, span);
  }
  let broken = false;
  const args = given.map((arg, i) => {
    if (arg.type.kind === 'error') broken = true;
    const param = signature.prototype ? params[i] : undefined;
    if (param) {
      const at = symbol?.body?.params[i]?.at;
      const converted = assignTo(cx, arg, param, { kind: 'argument', number: i + 1, name: symbol?.name, at });
      if (converted.type.kind === 'error') broken = true;
      return converted;
    }
    const value = promoteArgument(cx, arg, (e) => promote(cx, e));
    if (value.type.kind === 'void') {
      cx.errorAt(value, `argument ${i + 1} has type 'void'`);
      broken = true;
    } else if (value.type.kind === 'record' && !value.type.def.complete) {
      cx.errorAt(value, `argument type ${quote(value.type)} is incomplete`);
      broken = true;
    }
    return value;
  });
  const type = unqualified(signature.returns);
  if (type.kind !== 'void' && !isComplete(type) && type.kind !== 'error') {
    cx.errorAt(
      { ...errorExpr(cx, span) },
      `calling a function with the incomplete return type ${quote(type)}`,
    );
    return errorExpr(cx, span);
  }
  if (broken) return errorExpr(cx, span);
  const node: Expr = { kind: 'call', type, ...span, lvalue: false, callee, signature, args };
  if (symbol && cx.unevaluated === 0) checkCall(cx, symbol, args, given, node);
  return node;
}

/** The function a direct call goes to. */
export function calledFunction(callee: Expr): FunctionSymbol | undefined {
  return callee.kind === 'decay' && callee.operand.kind === 'func' ? callee.operand.func : undefined;
}
