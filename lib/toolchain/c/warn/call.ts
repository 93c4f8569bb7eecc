import type { Expr, FunctionSymbol } from '../ast';
import { isNullConstant } from '../sema/assign';
import type { Context } from '../sema/context';
import { rootVariable } from '../sema/operators';
import { quote, sizeOf } from '../sema/type';
import { checkSizes } from './bounds';
import { checkFormat, formatOf } from './format';

/** What a call of a known function gives reason to say. `given` are the arguments before conversion. */
export function checkCall(cx: Context, func: FunctionSymbol, args: Expr[], given: Expr[], node: Expr): void {
  const facts = cx.facts.get(func);
  if (facts?.error !== undefined)
    cx.errorAt(node, `call to '${func.name}' declared with attribute error: ${facts.error}`);
  if (facts?.warning !== undefined)
    cx.warnAt(
      'attribute-warning',
      node,
      `call to '${func.name}' declared with attribute warning: ${facts.warning}`,
    );
  const format = facts?.format ?? formatOf(func);
  if (format) checkFormat(cx, format, args);
  if (facts?.nonnull) {
    const all = facts.nonnull.length === 0 ? args.map((_, i) => i + 1) : facts.nonnull;
    for (const n of all) {
      const arg = args[n - 1];
      if (arg && arg.type.kind === 'pointer' && isNullConstant(arg))
        cx.warnAt(
          'nonnull',
          arg,
          `argument ${n} of '${func.name}' is null where a non-null value is expected`,
        );
    }
  }
  memoryCall(cx, func, args, given);
  checkSizes(cx, func, args);
  checkSentinel(cx, func, args, node);
}

/** execl and its kin take arguments up to a null pointer. */
function checkSentinel(cx: Context, func: FunctionSymbol, args: Expr[], node: Expr): void {
  if (func.body || !/^(execl|execlp|execle)$/.test(func.name)) return;
  const last = args[args.length - (func.name === 'execle' ? 2 : 1)];
  const isNull = last?.kind === 'int' && last.value === 0n && last.type.kind === 'pointer';
  if (last && !isNull)
    cx.warnAt('format', node, `the arguments of '${func.name}' do not end with a null pointer`, {
      hint: "add '(char *)NULL' behind the last argument",
    });
}

/** memset and its kin with the size of a pointer, or with arguments in the wrong order. */
function memoryCall(cx: Context, func: FunctionSymbol, args: Expr[], given: Expr[]): void {
  if (!/^(memset|memcpy|memmove|memcmp|strncpy|strncmp|bzero)$/.test(func.name) || args.length < 2) return;
  const size = args[args.length - 1];
  if (func.name === 'memset' && args.length === 3 && isLiteralZero(args[2]) && !isLiteralZero(args[1]))
    cx.warnAt(
      'memset-transposed-args',
      args[2],
      "'memset' with a size of 0; are the last two arguments swapped?",
    );
  const last = given[given.length - 1];
  const target = cx.sizeofOperand.get(last) ?? cx.sizeofOperand.get(size);
  if (target?.type.kind !== 'pointer') return;
  const variable = rootVariable(target);
  const first = strip(args[0]);
  if (
    variable &&
    first.kind === 'load' &&
    rootVariable(first.operand) === variable &&
    sizeOf(target.type.to) !== sizeOf(target.type)
  )
    cx.warnAt(
      'sizeof-pointer-memaccess',
      last,
      `'${func.name}' is given the size of the pointer ${quote(target.type)}, not of what it points at`,
      {
        hint: `sizeof *${variable.name}?`,
      },
    );
}

const isLiteralZero = (e: Expr): boolean => e.kind === 'int' && e.value === 0n;

function strip(e: Expr): Expr {
  return e.kind === 'cast' ? strip(e.operand) : e;
}

/** The address of a local object is of no use to the caller. */
export function checkReturn(cx: Context, value: Expr): void {
  const e = strip(value);
  let object: Expr | undefined;
  if (e.kind === 'address' || e.kind === 'decay') object = e.operand;
  else if (e.kind === 'label-address') {
    cx.warnAt('return-local-addr', e, 'returning the address of a label');
    return;
  }
  if (!object) return;
  while (object.kind === 'member') object = object.base;
  if (object.kind === 'compound' && object.variable.storage !== 'static')
    cx.warnAt('return-local-addr', e, 'returning the address of a local compound literal');
  if (object.kind !== 'var' || object.variable.storage === 'static') return;
  cx.warnAt(
    'return-local-addr',
    e,
    `address of stack memory associated with ${object.variable.storage === 'parameter' ? 'parameter' : 'local variable'} '${object.variable.name}' returned`,
  );
}
