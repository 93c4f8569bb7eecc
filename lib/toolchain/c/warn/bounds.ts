import type { Expr, FunctionSymbol } from '../ast';
import { evaluate } from '../sema/constant';
import type { Context } from '../sema/context';
import { pointedObject } from '../sema/extent';
import { quote } from '../sema/type';

/** Accesses beyond an object whose size is known. */

/** `a[n]`; a place right behind the array may have its address taken, and is reported when that turns out not to be so. */
export function checkSubscript(cx: Context, base: Expr, index: Expr, access: Expr): void {
  const { type } = base;
  if (cx.unevaluated > 0 || type.kind !== 'array' || type.length === undefined || mayBeLonger(base)) return;
  const value = evaluate(index);
  if (value?.kind !== 'int') return;
  const say = () =>
    cx.warnAt(
      'array-bounds',
      index,
      value.value < 0n
        ? `array index ${value.value} is before the beginning of the array`
        : `array index ${value.value} is past the end of the array, whose type is ${quote(type)}`,
      base.kind === 'var'
        ? { notes: [cx.note(base.variable.at, `'${base.variable.name}' is declared here`)] }
        : {},
    );
  if (value.value === BigInt(type.length)) cx.justPast.set(access, say);
  else if (value.value < 0n || value.value > BigInt(type.length)) say();
}

/** The last member of a record often stands for more than it says. */
function mayBeLonger(base: Expr): boolean {
  if (base.kind !== 'member') return false;
  const record = base.base.type;
  return record.kind === 'record' && (record.def.union || record.def.fields.at(-1) === base.field);
}

/** Reports what was read or written right behind an array, at the end of a function. */
export function reportJustPast(cx: Context): void {
  for (const say of cx.justPast.values()) say();
  cx.justPast.clear();
}

/** Functions of the library that write so many bytes: numbers of the pointer's and the size's argument. */
const WRITERS: Record<string, [number, number]> = {
  read: [1, 2],
  pread: [1, 2],
  recv: [1, 2],
  recvfrom: [1, 2],
  fgets: [0, 1],
  memset: [0, 2],
  memcpy: [0, 2],
  memmove: [0, 2],
  strncpy: [0, 2],
  snprintf: [0, 1],
  bzero: [0, 1],
  getcwd: [0, 1],
  readlink: [1, 2],
  strftime: [0, 1],
};
/** And that read so many. */
const READERS: Record<string, [number, number]> = {
  write: [1, 2],
  pwrite: [1, 2],
  send: [1, 2],
  sendto: [1, 2],
  memcpy: [1, 2],
  memmove: [1, 2],
};

/** Whether what a call of the library is given fits the object it is for. */
export function checkSizes(cx: Context, func: FunctionSymbol, args: Expr[]): void {
  if (cx.unevaluated > 0 || func.body) return;
  for (const [table, verb] of [
    [WRITERS, 'writes'],
    [READERS, 'reads'],
  ] as const) {
    const places = Object.hasOwn(table, func.name) ? table[func.name] : undefined;
    if (!places) continue;
    const [pointer, count] = places.map((i) => args[i]);
    const size = count && evaluate(count);
    const object = pointer && pointedObject(pointer, true);
    if (size?.kind !== 'int' || !object) continue;
    const left = Math.max(0, object.size - object.offset);
    if (size.value > BigInt(left))
      cx.warnAt(
        'stringop-overflow',
        count,
        `'${func.name}' ${verb} up to ${size.value} bytes where ${bytes(left)}`,
      );
  }
  copyOfText(cx, func, args);
}

const bytes = (n: number) => (n === 1 ? 'there is 1' : `there are ${n}`);

/** strcpy and strcat of a literal that is too long. */
function copyOfText(cx: Context, func: FunctionSymbol, args: Expr[]): void {
  if (!/^(strcpy|stpcpy|strcat)$/.test(func.name) || args.length !== 2) return;
  const text = args[1].kind === 'cast' ? args[1].operand : args[1];
  const object = pointedObject(args[0], true);
  if (!object || text.kind !== 'decay' || text.operand.kind !== 'string') return;
  const left = Math.max(0, object.size - object.offset);
  const wanted = text.operand.literal.bytes.length;
  if (wanted > left)
    cx.warnAt(
      'stringop-overflow',
      text,
      `'${func.name}' writes at least ${wanted} bytes where ${bytes(left)}`,
    );
}
