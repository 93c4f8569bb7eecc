import type { BuiltinExpr, VaArgExpr } from '../ast';
import type { Value } from '../ir/ir';
import { alignOfType, classify, isSse, sizeOfType } from './abi';
import { type Lowering, Unsupported } from './context';
import type { Operand } from './convert';
import { loadPlace } from './place';

/** Members of va_list's one element. System V ABI, AMD64 supplement, figure 3.34. */
const GP_OFFSET = 0;
const FP_OFFSET = 4;
const OVERFLOW = 8;
const SAVE_AREA = 16;
const LIST_SIZE = 24;
/** Six general registers, then eight of 16 bytes. */
const GP_END = 48;
const FP_END = 176;

export function lowerVaStart(f: Lowering, e: BuiltinExpr): void {
  const { b, variadic } = f;
  if (!variadic) throw new Unsupported('va_start is used in a function without variable arguments', e.at);
  const list = f.on.scalar(f, e.args[0]);
  b.store(4, list, GP_OFFSET, b.i32(variadic.general * 8));
  b.store(4, list, FP_OFFSET, b.i32(GP_END + variadic.vectors * 16));
  const overflow = b.emit('incoming', 'i64');
  overflow.num = variadic.stack;
  b.store(8, list, OVERFLOW, overflow);
  b.store(8, list, SAVE_AREA, b.slot(variadic.area));
}

export function lowerVaCopy(f: Lowering, e: BuiltinExpr): void {
  const [to, from] = e.args.map((arg) => f.on.scalar(f, arg));
  f.b.copy(to, from, LIST_SIZE);
}

/** The next argument: from the save area while its registers last, else from the stack. 3.5.7 of the ABI. */
export function lowerVaArg(f: Lowering, e: VaArgExpr): Operand {
  const { b } = f;
  const list = f.on.scalar(f, e.list);
  const { type } = e;
  const size = sizeOfType(type);
  const passing = classify(type);
  const found = f.func.slot(8, 8);
  const object = f.func.slot(Math.max(size, 1), Math.max(8, alignOfType(type)));
  const done = b.newBlock();
  const parts = passing.kind === 'registers' ? passing.parts : [];
  const integers = parts.filter((p) => p === 'integer').length;
  const floats = parts.filter(isSse).length;
  if (integers + floats > 0) {
    const onStack = b.newBlock();
    let gp: Value | undefined;
    let fp: Value | undefined;
    if (integers > 0) {
      gp = b.load('i32', 4, false, list, GP_OFFSET);
      const next = b.newBlock();
      b.branch(b.cmpWith('ule', gp, GP_END - integers * 8), next, onStack);
      b.start(next);
    }
    if (floats > 0) {
      fp = b.load('i32', 4, false, list, FP_OFFSET);
      const next = b.newBlock();
      b.branch(b.cmpWith('ule', fp, FP_END - floats * 16), next, onStack);
      b.start(next);
    }
    const area = b.load('i64', 8, false, list, SAVE_AREA);
    if (parts.length === 1) {
      const offset = (gp ?? fp) as Value;
      b.store(8, b.slot(found), 0, b.binary('add', area, b.unary('zx32', offset)));
    } else {
      // The eightbytes may lie apart: they are put together.
      let nextInteger = 0;
      let nextFloat = 0;
      parts.forEach((part, i) => {
        if (part === 'none') return;
        const integer = part === 'integer';
        const from = b.binary('add', area, b.unary('zx32', (integer ? gp : fp) as Value));
        const at = integer ? nextInteger++ * 8 : nextFloat++ * 16;
        if (part === 'vector') b.copy(b.slot(object, i * 8), b.offset(from, at), 16);
        else b.store(8, b.slot(object), i * 8, b.load('i64', 8, false, from, at));
      });
      object.size = Math.max(object.size, parts.length * 8);
      b.store(8, b.slot(found), 0, b.slot(object));
    }
    if (gp) b.store(4, list, GP_OFFSET, b.with('add', gp, integers * 8));
    if (fp) b.store(4, list, FP_OFFSET, b.with('add', fp, floats * 16));
    b.jump(done);
    b.start(onStack);
  }
  let at = b.load('i64', 8, false, list, OVERFLOW);
  const align = alignOfType(type);
  if (align > 8) at = b.with('and', b.with('add', at, align - 1), -align);
  b.store(8, b.slot(found), 0, at);
  b.store(8, list, OVERFLOW, b.with('add', at, Math.ceil(size / 8) * 8));
  b.jump(done);
  b.start(done);
  const base = b.load('i64', 8, false, b.slot(found));
  return loadPlace(f, { base, offset: 0, type, volatile: false });
}
