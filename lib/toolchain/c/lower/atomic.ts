import type { AssignExpr, AssignOpExpr, AtomicExpr, Expr, IncDecExpr } from '../ast';
import type { Type, Value } from '../ir/ir';
import type { CType } from '../types';
import { sizeOfType } from './abi';
import { convert } from './complex';
import { type Lowering, Unsupported } from './context';
import { narrow, type Operand, scalarOf } from './convert';
import { scaled, stepWidth } from './step';
import { carrierOf, isSigned, realType } from './types';
import { result } from './wide';

type Combine = (f: Lowering, op: string, type: CType, x: Operand, y: Operand, yType: CType) => Operand;

/** The bits of a scalar in an integer of its size, as atomic instructions move them. */
function toBits(f: Lowering, value: Value): Value {
  if (value.type === 'f32') return f.b.emit('fbits', 'i32', [value]);
  return value.type === 'f64' ? f.b.emit('fbits', 'i64', [value]) : value;
}

function fromBits(f: Lowering, value: Value, type: CType): Value {
  const real = realType(type);
  if (real.kind === 'float') return f.b.emit('fbits', real.format === 'f32' ? 'f32' : 'f64', [value]);
  return narrow(f, value, sizeOfType(type), isSigned(type));
}

/** The bits of an expression, a small record's too. */
function bitsOf(f: Lowering, e: Expr): Value {
  if (carrierOf(e.type) === 'scalar') return toBits(f, f.on.scalar(f, e));
  const size = sizeOfType(e.type);
  return f.b.load(bitsType(size), size, false, f.at(f.on.memory(f, e)));
}

/** Bits as a value of a type. */
function operandOf(f: Lowering, bits: Value, type: CType): Operand {
  if (carrierOf(type) === 'scalar') return { value: fromBits(f, bits, type) };
  const cell = f.temporary(type);
  f.b.store(sizeOfType(type), f.b.slot(cell), 0, bits);
  return { memory: { base: f.b.slot(cell), offset: 0 } };
}

/** Emits a locked instruction: kinds are xchg, xadd, cmpxchg, fence. */
function locked(f: Lowering, kind: string, type: Type, size: number, args: Value[]): Value {
  const value = f.b.emit('atomic', type, args);
  value.kind = kind;
  value.size = size;
  return value;
}

/** Compares and swaps; answers what was there and whether it was as expected. */
function compareSwap(f: Lowering, size: number, at: Value, expected: Value, desired: Value) {
  const old = locked(f, 'cmpxchg', expected.type, size, [at, expected, desired]);
  return { old, done: result(f.b, old, 1, 'i32') };
}

/** Sizes that one instruction serves; the rest goes to the library, as gcc has it. */
function checkSize(type: CType, at: number): number {
  const size = sizeOfType(type);
  if (![1, 2, 4, 8].includes(size))
    throw new Unsupported(`atomic access to ${size} bytes is not supported`, at);
  return size;
}

const bitsType = (size: number): Type => (size === 8 ? 'i64' : 'i32');

export function lowerAtomic(f: Lowering, e: AtomicExpr): Operand | undefined {
  const { b } = f;
  const { op } = e;
  if (op === 'thread-fence' || op === 'signal-fence') {
    locked(f, op === 'thread-fence' && e.order === 5 ? 'fence' : 'barrier', 'void', 0, []);
    return undefined;
  }
  const pointer = f.on.scalar(f, e.args[0]);
  if (op === 'test-and-set') {
    const old = locked(f, 'xchg', 'i32', 1, [pointer, b.i32(1)]);
    return { value: b.cmpWith('ne', b.unary('zx8', old), 0) };
  }
  if (op === 'clear') {
    locked(f, 'xchg', 'i32', 1, [pointer, b.i32(0)]);
    return undefined;
  }
  const type = e.object;
  const size = checkSize(type, e.at);
  const word = bitsType(size);
  switch (op) {
    case 'load':
      return operandOf(f, b.load(word, size, isSigned(type), pointer, 0, true), type);
    case 'store': {
      const value = bitsOf(f, e.args[1]);
      if (e.order >= 5) locked(f, 'xchg', word, size, [pointer, value]);
      else b.store(size, pointer, 0, value, true);
      return undefined;
    }
    case 'exchange': {
      const value = bitsOf(f, e.args[1]);
      return operandOf(f, locked(f, 'xchg', word, size, [pointer, value]), type);
    }
    case 'compare-exchange': {
      const expectedAt = f.on.scalar(f, e.args[1]);
      const desired = bitsOf(f, e.args[2]);
      const expected = b.load(word, size, false, expectedAt, 0);
      const { old, done } = compareSwap(f, size, pointer, expected, desired);
      const [failed, end] = [b.newBlock(), b.newBlock()];
      b.branch(done, end, failed);
      b.start(failed);
      b.store(size, expectedAt, 0, old);
      b.jump(end);
      b.start(end);
      return { value: done };
    }
    case 'sync-compare-swap-value':
    case 'sync-compare-swap-bool': {
      const expected = toBits(f, f.on.scalar(f, e.args[1]));
      const desired = toBits(f, f.on.scalar(f, e.args[2]));
      const { old, done } = compareSwap(f, size, pointer, expected, desired);
      return { value: op === 'sync-compare-swap-bool' ? done : fromBits(f, old, type) };
    }
    default:
      return fetch(f, e, pointer, size);
  }
}

const OPS: Record<string, 'add' | 'sub' | 'and' | 'or' | 'xor'> = {
  add: 'add',
  sub: 'sub',
  and: 'and',
  or: 'or',
  xor: 'xor',
};

/** fetch-op and op-fetch: xadd for sums, a loop of cmpxchg for the rest. */
function fetch(f: Lowering, e: AtomicExpr, pointer: Value, size: number): Operand {
  const { b } = f;
  const type = e.object;
  const name = e.op.replace(/^fetch-|-fetch$/, '');
  const answersOld = e.op.startsWith('fetch-');
  const value = f.on.scalar(f, e.args[1]);
  const combine = (old: Value) =>
    name === 'nand' ? b.unary('not', b.binary('and', old, value)) : b.binary(OPS[name], old, value);
  if (name === 'add' || name === 'sub') {
    const old = locked(f, 'xadd', value.type, size, [
      pointer,
      name === 'add' ? value : b.unary('neg', value),
    ]);
    return { value: fromBits(f, answersOld ? old : combine(old), type) };
  }
  const word = bitsType(size);
  const { old, fresh } = swapLoop(f, pointer, size, word, (bits) => combine(bits));
  return { value: fromBits(f, answersOld ? old : fresh, type) };
}

/** Repeats until nobody has changed the object in between. */
function swapLoop(f: Lowering, pointer: Value, size: number, word: Type, change: (old: Value) => Value) {
  const { b } = f;
  const seen = f.func.slot(8, 8);
  const made = f.func.slot(8, 8);
  const width = word === 'i64' ? 8 : 4;
  b.store(width, b.slot(seen), 0, b.load(word, size, false, pointer, 0, true));
  const [loop, done] = [b.newBlock(), b.newBlock()];
  b.jump(loop);
  b.start(loop);
  const expected = b.load(word, width, false, b.slot(seen));
  const fresh = change(expected);
  b.store(width, b.slot(made), 0, fresh);
  const swap = compareSwap(f, size, pointer, expected, fresh);
  b.store(width, b.slot(seen), 0, swap.old);
  b.branch(swap.done, done, loop);
  b.start(done);
  return { old: b.load(word, width, false, b.slot(seen)), fresh: b.load(word, width, false, b.slot(made)) };
}

/** `=`, `op=`, `++` and `--` on an _Atomic object: one indivisible step. */
export function lowerAtomicUpdate(
  f: Lowering,
  e: AssignExpr | AssignOpExpr | IncDecExpr,
  combine: Combine,
): Operand {
  const { type } = e.target;
  const size = checkSize(type, e.at);
  const word = bitsType(size);
  if (e.kind === 'assign') {
    const bits = bitsOf(f, e.value);
    const pointer = f.at(f.on.place(f, e.target));
    locked(f, 'xchg', word, size, [pointer, bits]);
    return operandOf(f, bits, type);
  }
  const operand = e.kind === 'assign-op' ? evaluateOperand(f, e.value) : undefined;
  const pointer = f.at(f.on.place(f, e.target));
  const change = (bits: Value): Value => {
    const old: Operand = { value: fromBits(f, bits, type) };
    return toBits(
      f,
      scalarOf(
        e.kind === 'assign-op' ? applied(f, e, old, operand as Operand, combine) : stepWidth(f, e, old),
      ),
    );
  };
  const { old, fresh } = swapLoop(f, pointer, size, word, change);
  const answersOld = e.kind === 'inc-dec' && !e.prefix;
  return { value: fromBits(f, answersOld ? old : fresh, type) };
}

function evaluateOperand(f: Lowering, e: Expr): Operand {
  const carrier = carrierOf(e.type);
  if (carrier === 'scalar') return { value: f.on.scalar(f, e) };
  return carrier === 'pair' ? { pair: f.on.pair(f, e) } : { memory: f.on.memory(f, e) };
}

/** The new value of the target of `op=`. */
export function applied(
  f: Lowering,
  e: AssignOpExpr,
  old: Operand,
  value: Operand,
  combine: Combine,
): Operand {
  if (realType(e.computation).kind === 'pointer') {
    const bytes = scaled(f, scalarOf(value), e.scale);
    return { value: f.b.binary(e.op === '+' ? 'add' : 'sub', scalarOf(old), bytes) };
  }
  if (e.computation.kind === 'vector') return combine(f, e.op, e.computation, old, value, e.value.type);
  const x = convert(f, e.target.type, e.computation, old);
  const made = combine(f, e.op, e.computation, x, value, e.value.type);
  return convert(f, e.computation, e.target.type, made);
}
