import { type Cond, isVector, type Op, sizeOf, swapped, type Value } from '../ir/ir';
import { selectAsm } from './asm';
import { selectCall, selectReturn } from './calls';
import { type FlagTest, floatTests, opposite } from './flags';
import { imm, type MOperand, mem, RAX, RCX, RDX, RSP, reg, vectorMove } from './machine';
import { selectAtomic, selectCopy, selectZero } from './memory';
import type { Selector } from './select';
import { selectX87 } from './x87';

const CONDITION: Record<Cond, string> = {
  eq: 'e',
  ne: 'ne',
  lt: 'l',
  le: 'le',
  gt: 'g',
  ge: 'ge',
  ult: 'b',
  ule: 'be',
  ugt: 'a',
  uge: 'ae',
  uno: 'p',
};

const TWO_ADDRESS = new Set<Op>(['add', 'sub', 'and', 'or', 'xor']);
const COMMUTES = new Set<Op>(['add', 'and', 'or', 'xor', 'mul', 'fadd', 'fmul', 'umulh', 'smulh']);
const SHIFTS = new Set<Op>(['shl', 'shr', 'sar', 'rol', 'ror']);

/** Emits the instructions of one value; operands that allow it become part of them. */
export function selectValue(s: Selector, v: Value): void {
  const { op } = v;
  const size = sizeOf(v.type);
  const to = () => s.reg(v);
  switch (op) {
    case 'add':
    case 'sub':
    case 'and':
    case 'or':
    case 'xor':
      selectBinary(s, v);
      return;
    case 'mul':
      selectMultiply(s, v);
      return;
    case 'shl':
    case 'shr':
    case 'sar':
    case 'rol':
    case 'ror':
      selectShift(s, v);
      return;
    case 'sdiv':
    case 'udiv':
    case 'srem':
    case 'urem':
      selectDivide(s, v);
      return;
    case 'umulh':
    case 'smulh': {
      s.copyTo(RAX, v.args[0], v);
      const other = s.rm(v.args[1], v);
      const inst = s.emit(op === 'umulh' ? 'mul' : 'imul1', size, other);
      inst.uses = [RAX];
      inst.defs = [RAX, RDX];
      s.copy(to(), RDX);
      return;
    }
    case 'neg':
    case 'not':
      s.copyTo(to(), v.args[0], v);
      s.emit(op, size, reg(to()));
      return;
    case 'bswap':
      s.copyTo(to(), v.args[0], v);
      s.emit('bswap', size, reg(to()));
      return;
    case 'clz':
      s.emit('bsr', size, reg(to()), s.rm(v.args[0], v));
      s.emit('xor', 4, reg(to()), imm(size * 8 - 1));
      return;
    case 'ctz':
      s.emit('bsf', size, reg(to()), s.rm(v.args[0], v));
      return;
    case 'sx8':
    case 'zx8':
    case 'sx16':
    case 'zx16':
      selectExtend(s, v, op.endsWith('8') ? 1 : 2, op.startsWith('s'));
      return;
    case 'sx32': {
      const [x] = v.args;
      const narrow = s.foldNarrow(x, v);
      if (narrow?.signed) s.emit('movsx', 8, reg(to()), narrow.memory).from = narrow.size;
      else if (narrow) s.emit('movzx', 4, reg(to()), narrow.memory).from = narrow.size;
      else s.emit('movsx', 8, reg(to()), s.rm(x, v)).from = 4;
      return;
    }
    case 'zx32': {
      const [x] = v.args;
      const narrow = s.foldNarrow(x, v);
      if (narrow) {
        s.emit(narrow.signed ? 'movsx' : 'movzx', 4, reg(to()), narrow.memory).from = narrow.size;
      } else if (isZeroExtended(x) && !s.isImmediateValue(x)) s.copy(to(), s.reg(x));
      else s.emit('mov', 4, reg(to()), s.rm(x, v)).from = 4;
      return;
    }
    case 'trunc': {
      const folded = s.foldLoad(v.args[0], v, 8);
      if (folded) s.emit('mov', 4, reg(to()), folded);
      else s.copy(to(), s.reg(v.args[0]));
      return;
    }
    case 'cmp':
    case 'fcmp':
    case 'xcmp':
      setCondition(s, v);
      return;
    case 'select': {
      const [test, yes, no] = v.args;
      const made = to();
      s.copyTo(made, no, v);
      const other = reg(s.reg(yes));
      const cond = compareFor(s, test, v);
      if (cond.length !== 1 || cond[0].or) {
        // Not to be told by one flag: through a register.
        const flag = s.reg(test);
        s.emit('test', 4, reg(flag), reg(flag));
        s.emit('cmovne', size, reg(made), other);
      } else s.emit(`cmov${cond[0].cond}`, size, reg(made), other);
      return;
    }
    case 'load':
      selectLoad(s, v);
      return;
    case 'store':
      selectStore(s, v);
      return;
    case 'fadd':
    case 'fsub':
    case 'fmul':
    case 'fdiv': {
      let [x, y] = v.args;
      if (COMMUTES.has(op) && y !== x && preferSwap(s, x, y)) [x, y] = [y, x];
      s.copyTo(to(), x, v);
      s.emit(`${op.slice(1)}${suffix(v)}`, size, reg(to()), s.rm(y, v));
      return;
    }
    case 'fneg':
    case 'fabs':
      s.copyTo(to(), v.args[0], v);
      s.emit(op === 'fneg' ? 'xorps' : 'andps', 16, reg(to()), signMask(s, size, op === 'fabs'));
      return;
    case 'fsqrt':
      s.emit(`sqrt${suffix(v)}`, size, reg(to()), s.rm(v.args[0], v));
      return;
    case 'ftof':
      s.emit(size === 4 ? 'cvtsd2ss' : 'cvtss2sd', sizeOf(v.args[0].type), reg(to()), s.rm(v.args[0], v));
      return;
    case 'itof':
      s.emit(`cvtsi2${suffix(v)}`, sizeOf(v.args[0].type), reg(to()), s.rm(v.args[0], v));
      return;
    case 'ftoi':
      s.emit(`cvtt${suffix(v.args[0])}2si`, size, reg(to()), s.rm(v.args[0], v));
      return;
    case 'fbits':
      s.emit(size === 8 ? 'movq' : 'movd', size, reg(to()), reg(s.reg(v.args[0])));
      return;
    case 'vec': {
      const [x, y] = v.args.map((arg) => s.reg(arg));
      s.copy(to(), x, 16);
      const ops: MOperand[] = [reg(to()), reg(y)];
      if (v.num >= 0) ops.push(imm(v.num));
      s.emit(v.kind, 16, ...ops);
      return;
    }
    case 'vec1': {
      const ops: MOperand[] = [reg(to()), reg(s.reg(v.args[0]))];
      if (v.num >= 0) ops.push(imm(v.num));
      // Moves from general registers name them by their size.
      s.emit(v.kind, v.kind.startsWith('mov') ? sizeOf(v.args[0].type) : 16, ...ops).roles = ['d', 'u', 'u'];
      return;
    }
    case 'copy':
      selectCopy(s, v);
      return;
    case 'zero':
      selectZero(s, v);
      return;
    case 'param':
      s.copy(to(), v.num, size);
      return;
    case 'savefloats': {
      const inst = s.emit('savefloats', 16, s.memory(v.args[0], 0));
      inst.uses = [RAX, 16, 17, 18, 19, 20, 21, 22, 23];
      return;
    }
    case 'thread': {
      const memory =
        s.names.threadModel(v.symbol) === 'local-exec'
          ? mem({ base: to(), symbol: v.symbol, modifier: 'TPOFF' })
          : mem({ symbol: v.symbol, modifier: 'GOTTPOFF', rip: true });
      s.emit('mov', 8, reg(to()), mem({ fs: true }));
      if (memory.rip) s.emit('add', 8, reg(to()), memory);
      else s.emit('lea', 8, reg(to()), memory);
      return;
    }
    case 'call':
      selectCall(s, v);
      return;
    case 'result':
      // Made by what it belongs to.
      return;
    case 'asm':
      selectAsm(s, v);
      return;
    case 'atomic':
      selectAtomic(s, v);
      return;
    case 'xbin':
    case 'xun':
    case 'xfrom':
    case 'xto':
      selectX87(s, v);
      return;
    case 'alloca':
      s.emit('sub', 8, reg(RSP), s.ri(v.args[0]));
      // Arguments of later calls go where rsp points; what is allocated is above them.
      s.emit('lea', 8, reg(to()), mem({ area: 'outgoing', disp: s.func.outgoing }));
      return;
    case 'stacksave':
      s.emit('mov', 8, reg(to()), reg(RSP));
      return;
    case 'stackrestore':
      s.emit('mov', 8, reg(RSP), s.rm(v.args[0], v));
      return;
    case 'frameaddr':
      s.emit('lea', 8, reg(to()), mem({ area: 'incoming', disp: -16 }));
      return;
    case 'retaddr':
      s.emit('mov', 8, reg(to()), mem({ area: 'incoming', disp: -8 }));
      return;
    case 'pause':
      s.emit('pause', 0);
      return;
    case 'trap':
      s.emit('ud2', 0);
      return;
    case 'jmp':
      s.emit('jmp', 8, { kind: 'label', block: v.block.succs[0] });
      return;
    case 'br':
      selectBranch(s, v);
      return;
    case 'table': {
      const inst = s.emit('table', 8, reg(s.reg(v.args[0])));
      inst.targets = [...v.block.succs];
      // Position-independent tables hold distances: two registers to add them up.
      if (s.names.pic !== 'none') {
        const base = s.fresh(0);
        const index = s.fresh(0);
        inst.ops.push(reg(base), reg(index));
        inst.roles = ['u', 'e', 'e'];
      }
      return;
    }
    case 'ijmp':
      s.emit('jmp', 8, s.rm(v.args[0], v)).targets = [...v.block.succs];
      return;
    case 'ret':
      selectReturn(s, v);
      return;
    case 'unreachable':
      return;
    default:
      throw new Error(`no rule for '${op}'`);
  }
}

const suffix = (v: Value) => (v.type === 'f32' ? 'ss' : 'sd');

/** A 32-bit instruction clears the upper half of its register. */
const CLEARS = new Set<Op>([
  'add',
  'sub',
  'and',
  'or',
  'xor',
  'shl',
  'shr',
  'sar',
  'rol',
  'ror',
  'neg',
  'not',
  'cmp',
  'fcmp',
  'load',
  'zx8',
  'zx16',
  'bswap',
]);
const isZeroExtended = (v: Value) => v.type === 'i32' && CLEARS.has(v.op);

/** The second operand had better be the one that the instruction overwrites. */
function preferSwap(s: Selector, x: Value, y: Value): boolean {
  const loadFirst = x.op === 'load' && x.uses === 1 && y.op !== 'load';
  if (loadFirst) return true;
  // What a call gives is where results go, and likely to become one.
  if (y.op === 'call' && y.uses === 1 && x.op !== 'load' && !s.isWanted(y)) return true;
  return s.isWanted(x) && !s.isWanted(y) && y.uses === 1 && y.op !== 'load';
}

function selectBinary(s: Selector, v: Value): void {
  let [x, y] = v.args;
  const size = sizeOf(v.type);
  if (COMMUTES.has(v.op) && x !== y && y.op !== 'const' && (x.op === 'const' || preferSwap(s, x, y)))
    [x, y] = [y, x];
  const to = s.reg(v);
  const wide = size === 8 || v.op === 'add';
  if (
    v.op === 'add' &&
    wide &&
    size === 8 &&
    (s.isWanted(x) ||
      x.op === 'slot' ||
      x.op === 'symbol' ||
      isScaled(y) ||
      isScaled(x) ||
      (x.op === 'add' && x.uses === 1))
  ) {
    const folds = y.op === 'load' && y.uses === 1;
    if (!folds || isScaled(x)) {
      const address = s.sum(v);
      if (address) {
        s.emit('lea', 8, reg(to), address);
        return;
      }
    }
  }
  if (v.op === 'add' && s.isWanted(x) && y.op !== 'load' && x !== v) {
    // The first operand lives on: a sum in three operands spares the copy.
    const second = s.immediate(y);
    if (second && !second.symbol) {
      s.emit('lea', size, reg(to), mem({ base: s.reg(x), disp: Number(second.value) }));
      return;
    }
    if (!second) {
      s.emit('lea', size, reg(to), mem({ base: s.reg(x), index: s.reg(y) }));
      return;
    }
  }
  if (v.op === 'sub' && y.op === 'const' && s.isWanted(x) && y.imm !== -(1n << 31n) && s.immediate(y)) {
    s.emit('lea', size, reg(to), mem({ base: s.reg(x), disp: -Number(y.imm) }));
    return;
  }
  s.copyTo(to, x, v);
  s.emit(v.op, size, reg(to), s.rmi(y, v));
}

const isScaled = (v: Value) =>
  v.op === 'shl' && v.args[1].op === 'const' && v.args[1].imm <= 3n && v.uses === 1;

function selectMultiply(s: Selector, v: Value): void {
  let [x, y] = v.args;
  const size = sizeOf(v.type);
  if (x.op === 'const') [x, y] = [y, x];
  const to = s.reg(v);
  if (y.op === 'const') {
    const power = y.imm > 0n && (y.imm & (y.imm - 1n)) === 0n ? y.imm.toString(2).length - 1 : -1;
    if (power >= 0) {
      s.copyTo(to, x, v);
      if (power > 0) s.emit('shl', size, reg(to), imm(power));
      return;
    }
    if (y.imm === 3n || y.imm === 5n || y.imm === 9n) {
      const from = s.reg(x);
      s.emit('lea', size, reg(to), mem({ base: from, index: from, scale: Number(y.imm - 1n) as 2 }));
      return;
    }
    const constant = s.immediate(y);
    if (constant) {
      s.emit('imul3', size, reg(to), s.rm(x, v), constant);
      return;
    }
  }
  if (x !== y && preferSwap(s, x, y)) [x, y] = [y, x];
  s.copyTo(to, x, v);
  s.emit('imul', size, reg(to), s.rm(y, v));
}

function selectShift(s: Selector, v: Value): void {
  const [x, count] = v.args;
  const size = sizeOf(v.type);
  const to = s.reg(v);
  if (count.op === 'const') {
    const by = Number(count.imm & BigInt(size * 8 - 1));
    if (v.op === 'shl' && by <= 3 && by >= 1 && s.isWanted(x)) {
      const from = s.reg(x);
      if (by === 1) s.emit('lea', size, reg(to), mem({ base: from, index: from }));
      else s.emit('lea', size, reg(to), mem({ index: from, scale: (1 << by) as 4 }));
      return;
    }
    s.copyTo(to, x, v);
    if (by === 1 && v.op === 'shl') s.emit('add', size, reg(to), reg(to));
    else if (by > 0) s.emit(v.op, size, reg(to), imm(by));
    else if (size === 4) s.emit('mov', 4, reg(to), reg(to)).from = 4;
    return;
  }
  s.copyTo(to, x, v);
  s.copyTo(RCX, count, v, 4);
  s.emit(v.op, size, reg(to), reg(RCX)).uses = [RCX];
}

function selectDivide(s: Selector, v: Value): void {
  const [x, y] = v.args;
  const size = sizeOf(v.type);
  const signed = v.op.startsWith('s');
  const divisor = y.op === 'const' ? reg(s.reg(y)) : s.rm(y, v);
  s.copyTo(RAX, x, v, size);
  if (signed) {
    const extend = s.emit(size === 8 ? 'cqo' : 'cdq', size);
    extend.uses = [RAX];
    extend.defs = [RDX];
  } else s.emit('mov', 4, reg(RDX), imm(0));
  const inst = s.emit(signed ? 'idiv' : 'div', size, divisor);
  inst.uses = [RAX, RDX];
  inst.defs = [RAX, RDX];
  s.copy(s.reg(v), v.op.endsWith('div') ? RAX : RDX, size);
}

function selectExtend(s: Selector, v: Value, from: number, signed: boolean): void {
  const [x] = v.args;
  const to = s.reg(v);
  const op = signed ? 'movsx' : 'movzx';
  // Only the low bytes of what is loaded count, whatever its width.
  const narrow = s.foldLow(x, v, from);
  s.emit(op, 4, reg(to), narrow ?? reg(s.reg(x))).from = from;
}

function selectLoad(s: Selector, v: Value): void {
  const to = reg(s.reg(v));
  const from = s.memory(v.args[0], v.num);
  if (isVector(v.type)) s.emit(vectorMove(v.type, v), v.size, to, from);
  else if (v.size < 4) s.emit(v.signed ? 'movsx' : 'movzx', 4, to, from).from = v.size;
  else s.emit('mov', v.size, to, from);
}

/** What a store of `size` bytes needs of a value: extensions of what lies above are skipped. */
function lowPart(value: Value, size: number): Value {
  let v = value;
  for (;;) {
    const skips =
      (v.op === 'trunc' && size <= 4) ||
      (size === 1 && (v.op === 'sx8' || v.op === 'zx8' || v.op === 'sx16' || v.op === 'zx16')) ||
      (size === 2 && (v.op === 'sx16' || v.op === 'zx16')) ||
      (size <= 4 && (v.op === 'sx32' || v.op === 'zx32'));
    if (!skips) return v;
    v = v.args[0];
  }
}

function selectStore(s: Selector, v: Value): void {
  const [address, stored] = v.args;
  const { size } = v;
  if (isVector(stored.type)) {
    if (stored.op === 'fconst') {
      const bits = new DataView(new ArrayBuffer(8));
      if (size === 4) bits.setFloat32(0, stored.float, true);
      else bits.setFloat64(0, stored.float, true);
      const word = size === 4 ? BigInt(bits.getInt32(0, true)) : bits.getBigInt64(0, true);
      if (word === BigInt.asIntN(32, word)) {
        s.emit('mov', size, s.memory(address, v.num), imm(word));
        return;
      }
    }
    const from = reg(s.reg(stored));
    s.emit(vectorMove(stored.type, v), size, s.memory(address, v.num), from);
    return;
  }
  const value = size < 8 ? lowPart(stored, size) : stored;
  if (!v.volatile && updateInPlace(s, v, value)) return;
  let from: MOperand | undefined;
  const constant = s.immediate(value);
  if (constant) from = size < 4 ? imm(BigInt.asIntN(size * 8, constant.value)) : constant;
  if (constant?.symbol && size !== 8) from = undefined;
  from ??= reg(s.reg(value));
  s.emit('mov', size, s.memory(address, v.num), from);
}

/** `x op= y` in memory by one instruction. */
function updateInPlace(s: Selector, store: Value, value: Value): boolean {
  const { size } = store;
  const isUnary = value.op === 'neg' || value.op === 'not';
  const isShift = SHIFTS.has(value.op) && (size >= 4 || value.op === 'shl');
  if (!(TWO_ADDRESS.has(value.op) || isUnary || isShift)) return false;
  if (s.isWanted(value) || value.block !== store.block || sizeOf(value.type) < Math.min(size, 4))
    return false;
  if (!s.onlyUsedBy(value, store)) return false;
  let [x, y] = value.args;
  x = stripped(x, size);
  if (y && COMMUTES.has(value.op) && !s.isSamePlace(x, store)) [x, y] = [stripped(y, size), value.args[0]];
  if (!s.isSamePlace(x, store)) return false;
  s.folded.add(x);
  s.folded.add(value);
  if (isUnary) s.emit(value.op, size, s.memory(store.args[0], store.num)).roles = ['b'];
  else if (isShift) {
    if (y.op === 'const')
      s.emit(value.op, size, s.memory(store.args[0], store.num), imm(y.imm & BigInt(size === 8 ? 63 : 31)));
    else {
      s.copyTo(RCX, y, store, 4);
      s.emit(value.op, size, s.memory(store.args[0], store.num), reg(RCX)).uses = [RCX];
    }
  } else {
    const constant = s.immediate(y);
    let from: MOperand | undefined = constant;
    if (constant && size < 4) from = imm(BigInt.asIntN(size * 8, constant.value));
    from ??= reg(s.reg(lowPart(y, size === 8 ? 9 : size)));
    s.emit(value.op, size, s.memory(store.args[0], store.num), from);
  }
  return true;
}

const stripped = (value: Value, size: number) => (size < 8 ? lowPart(value, size) : value);

/** Emits the comparison behind a condition value and tells which flags say yes. */
export function compareFor(s: Selector, test: Value, user: Value): FlagTest[] {
  if (test.op === 'cmp' && !s.isWanted(test) && test.block === user.block) return compareInts(s, test, user);
  if (test.op === 'fcmp' && !s.isWanted(test) && test.block === user.block)
    return compareFloats(s, test, user);
  const folded = s.foldLoad(test, user, sizeOf(test.type));
  if (folded) s.emit('cmp', sizeOf(test.type), folded, imm(0));
  else {
    const from = reg(s.reg(test));
    s.emit('test', sizeOf(test.type), from, from);
  }
  return [{ cond: 'ne' }];
}

function compareInts(s: Selector, test: Value, user: Value): FlagTest[] {
  let [x, y] = test.args;
  let { cond } = test;
  if (x.op === 'const' && y.op !== 'const') {
    [x, y] = [y, x];
    cond = swapped(cond);
  }
  const size = sizeOf(x.type);
  const only = s.isLastUse(test, user);
  if (y.isConst(0n) && (cond === 'eq' || cond === 'ne' || cond === 'lt' || cond === 'ge')) {
    if (x.op === 'and' && x.uses === 1 && !s.isWanted(x) && x.block === user.block && only) {
      const [p, q] = x.args[0].op === 'const' ? [x.args[1], x.args[0]] : x.args;
      const mask = s.immediate(q);
      const signs = cond === 'lt' || cond === 'ge';
      const low =
        mask && !mask.symbol && !signs && mask.value >= 0n && mask.value <= 127n
          ? s.foldLow(p, user, 1)
          : undefined;
      if (low && mask) s.emit('test', 1, low, mask);
      else {
        const first = mask ? (s.foldLoad(p, user, size) ?? reg(s.reg(p))) : reg(s.reg(p));
        s.emit('test', size, first, mask ?? s.rm(q, user));
      }
      return [{ cond: cond === 'lt' ? 's' : cond === 'ge' ? 'ns' : CONDITION[cond] }];
    }
  }
  const narrow = only ? narrowCompare(s, x, y, cond, user) : undefined;
  if (narrow) return narrow;
  const memory = only ? s.foldLoad(x, user, size) : undefined;
  if (y.isConst(0n) && !memory && cond !== 'ult' && cond !== 'uge') {
    const from = reg(s.reg(x));
    s.emit('test', size, from, from);
  } else if (memory) s.emit('cmp', size, memory, s.ri(y));
  else s.emit('cmp', size, reg(s.reg(x)), only ? s.rmi(y, user) : s.ri(y));
  return [{ cond: CONDITION[cond] }];
}

/** A byte or a word in memory against a constant that fits it. */
function narrowCompare(s: Selector, x: Value, y: Value, cond: Cond, user: Value): FlagTest[] | undefined {
  if (y.op !== 'const' || x.op !== 'load' || x.size > 2) return undefined;
  const bits = x.size * 8;
  const fits = x.signed ? y.imm === BigInt.asIntN(bits, y.imm) : y.imm === BigInt.asUintN(bits, y.imm);
  if (!fits) return undefined;
  const unsigned = cond.startsWith('u') && cond !== 'uno';
  if (x.signed && unsigned) return undefined;
  const memory = s.foldLoad(x, user, x.size);
  if (!memory) return undefined;
  s.emit('cmp', x.size, memory, imm(BigInt.asIntN(bits, y.imm)));
  const loose: Partial<Record<Cond, Cond>> = { lt: 'ult', le: 'ule', gt: 'ugt', ge: 'uge' };
  return [{ cond: CONDITION[x.signed ? cond : (loose[cond] ?? cond)] }];
}

/** ucomis sets ZF, PF and CF to 111 for unordered. SDM vol. 2, "UCOMISD". */
function compareFloats(s: Selector, test: Value, user: Value): FlagTest[] {
  let [x, y] = test.args;
  let { cond } = test;
  if (cond === 'lt' || cond === 'le') {
    [x, y] = [y, x];
    cond = swapped(cond);
  }
  const only = s.isLastUse(test, user);
  s.emit(
    `ucomi${suffix(x)}`,
    sizeOf(x.type),
    reg(s.reg(x)),
    only || y.op === 'fconst' ? s.rm(y, user) : reg(s.reg(y)),
  );
  return floatTests(cond);
}

function setCondition(s: Selector, v: Value): void {
  const to = s.reg(v);
  const tests =
    v.op === 'xcmp' ? selectX87(s, v) : v.op === 'cmp' ? compareInts(s, v, v) : compareFloats(s, v, v);
  s.emit(`set${tests[0].cond}`, 1, reg(to));
  if (tests.length > 1) {
    const other = s.fresh(0);
    s.emit(`set${tests[1].cond}`, 1, reg(other));
    s.emit(tests[0].or ? 'or' : 'and', 4, reg(to), reg(other));
  }
  s.emit('movzx', 4, reg(to), reg(to)).from = 1;
}

function selectBranch(s: Selector, v: Value): void {
  const [yes, no] = v.block.succs;
  const [test] = v.args;
  const jump = (op: string, block: typeof yes) => s.emit(op, 8, { kind: 'label', block });
  const tests =
    test.op === 'xcmp' &&
    !s.isWanted(test) &&
    test.uses === 1 &&
    test.block === v.block &&
    s.isUnchangedSince(test, v)
      ? selectX87(s, test)
      : compareFor(s, test, v);
  if (test.op === 'xcmp' && !s.isWanted(test)) s.folded.add(test);
  if (tests.length === 1) {
    jump(`j${tests[0].cond}`, yes);
    jump('jmp', no);
  } else if (tests[0].or) {
    for (const one of tests) jump(`j${one.cond}`, yes);
    jump('jmp', no);
  } else {
    for (const one of tests) jump(`j${opposite(one.cond)}`, no);
    jump('jmp', yes);
  }
}

/** A constant of 16 bytes whose sign bits (or all but those) are set. */
function signMask(s: Selector, size: number, inverted: boolean): MOperand {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < 16; i += size) {
    if (size === 4) view.setUint32(i, inverted ? 0x7fffffff : 0x80000000, true);
    else view.setBigUint64(i, inverted ? (1n << 63n) - 1n : 1n << 63n, true);
  }
  return s.rodata(bytes);
}
