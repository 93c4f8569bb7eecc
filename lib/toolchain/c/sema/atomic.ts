import type { AtomicOp, Expr } from '../ast';
import { CONST, type CType } from '../types';
import { assignTo } from './assign';
import { convert, errorExpr, intConst, rvalue, type Span } from './build';
import { evaluate } from './constant';
import type { Context } from './context';
import { isBool, isInteger, quote, sizeOf, unqualified } from './type';

/** gcc's __atomic_ and __sync_ builtins, by what follows the prefix. */

const FETCH = ['add', 'sub', 'and', 'or', 'xor', 'nand'];
const NAMES = new Map<string, { op: AtomicOp | 'lock-free'; args: string }>();

/** Letters: p pointer, v value, P pointer to a value, o memory order, w weak flag, s a size. */
const name = (text: string, op: AtomicOp | 'lock-free', args: string) => NAMES.set(text, { op, args });
name('__atomic_load_n', 'load', 'po');
name('__atomic_load', 'load', 'pPo');
name('__atomic_store_n', 'store', 'pvo');
name('__atomic_store', 'store', 'pPo');
name('__atomic_exchange_n', 'exchange', 'pvo');
name('__atomic_exchange', 'exchange', 'pPPo');
name('__atomic_compare_exchange_n', 'compare-exchange', 'pPvwoo');
name('__atomic_compare_exchange', 'compare-exchange', 'pPPwoo');
name('__atomic_test_and_set', 'test-and-set', 'po');
name('__atomic_clear', 'clear', 'po');
name('__atomic_thread_fence', 'thread-fence', 'o');
name('__atomic_signal_fence', 'signal-fence', 'o');
name('__atomic_always_lock_free', 'lock-free', 'sp');
name('__atomic_is_lock_free', 'lock-free', 'sp');
for (const op of FETCH) {
  name(`__atomic_fetch_${op}`, `fetch-${op}` as AtomicOp, 'pvo');
  name(`__atomic_${op}_fetch`, `${op}-fetch` as AtomicOp, 'pvo');
  name(`__sync_fetch_and_${op}`, `fetch-${op}` as AtomicOp, 'pv');
  name(`__sync_${op}_and_fetch`, `${op}-fetch` as AtomicOp, 'pv');
}
name('__sync_val_compare_and_swap', 'sync-compare-swap-value', 'pvv');
name('__sync_bool_compare_and_swap', 'sync-compare-swap-bool', 'pvv');
name('__sync_lock_test_and_set', 'exchange', 'pv');
name('__sync_lock_release', 'store', 'p');
name('__sync_synchronize', 'thread-fence', '');

/** The row of a builtin. The sized forms, __sync_fetch_and_add_4, take their size from the pointer all the same. */
const rowOf = (text: string) => NAMES.get(text) ?? NAMES.get(text.replace(/_(1|2|4|8|16)$/, ''));

/** Names of its builtins alone: <stdatomic.h> has variables that begin with `__atomic_` too. */
export const isAtomicName = (text: string): boolean => rowOf(text) !== undefined;

export function atomicCall(cx: Context, full: string, given: Expr[], span: Span): Expr {
  const row = rowOf(full);
  if (!row) {
    cx.error(span.at, `unknown or unsupported builtin '${full}'`);
    return errorExpr(cx, span);
  }
  const sync = full.startsWith('__sync_');
  if (given.length < row.args.length || (!sync && given.length > row.args.length)) {
    cx.error(span.at, `'${full}' takes ${row.args.length} arguments, not ${given.length}`);
    return errorExpr(cx, span);
  }
  const args = given.slice(0, row.args.length).map((e) => rvalue(e));
  if (row.op === 'lock-free') return lockFree(cx, args, span);
  const order = sync ? 5 : orderOf(args[row.args.indexOf('o')]);
  const node = (op: AtomicOp, type: CType, object: CType, operands: Expr[]): Expr => ({
    kind: 'atomic',
    type,
    ...span,
    lvalue: false,
    op,
    object,
    args: operands,
    order,
  });
  if (row.op === 'thread-fence' || row.op === 'signal-fence')
    return node(row.op, cx.types.void, cx.types.void, []);
  const object = pointee(cx, args[0], full, row.op, span);
  if (!object) return errorExpr(cx, span);
  return build(cx, full, row.op as AtomicOp, row.args, args, object, node, span);
}

type Make = (op: AtomicOp, type: CType, object: CType, operands: Expr[]) => Expr;

function build(
  cx: Context,
  full: string,
  op: AtomicOp,
  letters: string,
  args: Expr[],
  object: CType,
  node: Make,
  span: Span,
): Expr {
  const [pointer] = args;
  const value = (i: number): Expr => {
    if (letters[i] === 'P') return through(cx, args[i], object, full, i);
    const where = { kind: 'argument', number: i + 1, name: full, at: undefined } as const;
    if (object.kind === 'pointer' && op.includes('fetch') && isInteger(args[i].type))
      return convert(args[i], cx.types.ptrdiff);
    return assignTo(cx, args[i], object, where);
  };
  const result = (made: Expr) =>
    made.kind === 'atomic' && made.args.some((e) => e.type.kind === 'error') ? errorExpr(cx, span) : made;
  switch (op) {
    case 'load': {
      const loaded = node('load', object, object, [pointer]);
      return letters === 'po' ? loaded : result(storeThrough(cx, args[1], loaded, span));
    }
    case 'store':
      if (letters === 'p')
        return node('store', cx.types.void, object, [
          pointer,
          convert(intConst(0n, cx.types.int, span), object),
        ]);
      return result(node('store', cx.types.void, object, [pointer, value(1)]));
    case 'exchange': {
      const swapped = result(node('exchange', object, object, [pointer, value(1)]));
      return letters === 'pPPo' ? storeThrough(cx, args[2], swapped, span) : swapped;
    }
    case 'compare-exchange': {
      const weak = evaluate(args[3]);
      const made = node(op, cx.types.bool, object, [pointer, args[1], value(2)]);
      if (made.kind === 'atomic') made.weak = weak?.kind === 'int' && weak.value !== 0n;
      return result(made);
    }
    case 'test-and-set':
      return node(op, cx.types.bool, cx.types.uchar, [pointer]);
    case 'clear':
      return node(op, cx.types.void, cx.types.uchar, [pointer]);
    case 'sync-compare-swap-bool':
      return result(node(op, cx.types.bool, object, [pointer, value(1), value(2)]));
    case 'sync-compare-swap-value':
      return result(node(op, object, object, [pointer, value(1), value(2)]));
    default:
      return result(node(op, object, object, [pointer, value(1)]));
  }
}

/** `*p` as the value, for the forms that take pointers. */
function through(cx: Context, pointer: Expr, object: CType, full: string, i: number): Expr {
  if (pointer.type.kind !== 'pointer' || sizeOf(pointer.type.to) !== sizeOf(object)) {
    cx.errorAt(
      pointer,
      `argument ${i + 1} of '${full}' must be a pointer to ${quote(object)}, not ${quote(pointer.type)}`,
    );
    return errorExpr(cx, pointer);
  }
  const { at, from, to } = pointer;
  const lvalue: Expr = { kind: 'deref', type: object, at, from, to, lvalue: true, operand: pointer };
  return { kind: 'load', type: object, at, from, to, lvalue: false, operand: lvalue };
}

/** `*pointer = value`, as a void expression. */
function storeThrough(cx: Context, pointer: Expr, value: Expr, span: Span): Expr {
  if (value.type.kind === 'error') return value;
  if (pointer.type.kind !== 'pointer') {
    cx.errorAt(pointer, `expected a pointer to ${quote(value.type)}, not ${quote(pointer.type)}`);
    return errorExpr(cx, span);
  }
  const target: Expr = { kind: 'deref', type: value.type, ...span, lvalue: true, operand: pointer };
  return convert({ kind: 'assign', type: value.type, ...span, lvalue: false, target, value }, cx.types.void);
}

function orderOf(e: Expr | undefined): number {
  const value = e && evaluate(e);
  return value?.kind === 'int' ? Number(value.value & 7n) : 5;
}

function pointee(cx: Context, pointer: Expr, full: string, op: string, span: Span): CType | undefined {
  if (pointer.type.kind !== 'pointer') {
    cx.errorAt(pointer, `argument 1 of '${full}' must be a pointer, not ${quote(pointer.type)}`);
    return undefined;
  }
  const { to } = pointer.type;
  if (op === 'test-and-set' || op === 'clear') return cx.types.uchar;
  if (to.quals & CONST && op !== 'load')
    cx.error(span.at, `argument 1 of '${full}' must not be a pointer to const`);
  const object = unqualified(to);
  const arithmetic = op.includes('fetch');
  if (arithmetic && (!(isInteger(object) || object.kind === 'pointer') || isBool(object))) {
    cx.errorAt(pointer, `operand type ${quote(pointer.type)} is incompatible with argument 1 of '${full}'`);
    return undefined;
  }
  if (![1, 2, 4, 8, 16].includes(sizeOf(object)) || object.kind === 'void' || object.kind === 'function') {
    cx.errorAt(pointer, `'${full}' works on objects of 1, 2, 4, 8 or 16 bytes, not on ${quote(object)}`);
    return undefined;
  }
  return object;
}

function lockFree(cx: Context, args: Expr[], span: Span): Expr {
  const size = evaluate(args[0]);
  const free = size?.kind === 'int' && [1n, 2n, 4n, 8n].includes(size.value);
  return intConst(free ? 1n : 0n, cx.types.bool, span);
}
