import { Builder } from '../../lib/toolchain/c/ir/build';
import { dropUnreachable } from '../../lib/toolchain/c/ir/cfg';
import { foldBinary, foldCompare, foldUnary, wrap } from '../../lib/toolchain/c/ir/fold';
import {
  BINARY,
  type Block,
  type Cond,
  Func,
  type Op,
  type Slot,
  type Type,
  UNARY,
  type Value,
  WIDTH,
} from '../../lib/toolchain/c/ir/ir';

/** A stream of numbers from a seed: mulberry32. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const CONDS: Cond[] = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'ult', 'ule', 'ugt', 'uge'];
const SHIFTS = new Set<string>(['shl', 'shr', 'sar', 'rol', 'ror']);
const DIVISIONS = new Set<string>(['sdiv', 'udiv', 'srem', 'urem']);

/** A function of four 64-bit numbers: variables in slots, arithmetic, branches, bounded loops. */
export function randomFunction(name: string, random: (below: number) => number): Func {
  const func = new Func(name);
  const b = new Builder(func);
  const slots: { slot: Slot; type: Type; size: number; signed: boolean }[] = [];
  const kinds = [
    ['i64', 8, true],
    ['i32', 4, true],
    ['i32', 1, true],
    ['i32', 2, false],
  ] as const;
  const params = [7, 6, 2, 1].map((register) => {
    const value = b.emit('param', 'i64');
    value.num = register;
    return value;
  });
  for (let i = 0; i < 8; i++) {
    const [type, size, signed] = kinds[i < 4 ? 0 : random(4)];
    const slot = func.slot(size, size, `v${i}`);
    slots.push({ slot, type, size, signed });
    const from = params[i % 4];
    b.store(size, b.slot(slot), 0, type === 'i64' ? from : b.unary('trunc', from));
  }
  const pick = () => slots[random(slots.length)];
  const constant = (type: Type): Value => {
    const shapes = [
      () => BigInt(random(16)) - 4n,
      () => BigInt(random(2000)) - 1000n,
      () => 1n << BigInt(random(64)),
      () => (BigInt(random(2 ** 32)) << 32n) | BigInt(random(2 ** 32)),
    ];
    return b.const(type, shapes[random(shapes.length)]());
  };
  const convert = (value: Value, type: Type): Value => {
    if (value.type === type) return value;
    return b.unary(type === 'i64' ? (random(2) ? 'sx32' : 'zx32') : 'trunc', value);
  };
  const expression = (type: Type, depth: number): Value => {
    const choice = random(depth <= 0 ? 4 : 12);
    if (choice === 0) return constant(type);
    if (choice < 4) {
      const { slot, type: own, size, signed } = pick();
      return convert(b.load(own, size, signed, b.slot(slot)), type);
    }
    if (choice < 8) {
      const op = BINARY[random(BINARY.length)];
      const x = expression(type, depth - 1);
      let y = random(3) === 0 ? constant(type) : expression(type, depth - 1);
      // A divisor of 1 to 255, so that nothing traps.
      if (DIVISIONS.has(op) && !(y.op === 'const' && y.imm !== 0n && y.imm !== -1n))
        y = b.with('or', b.with('and', y, 255), 1);
      return b.binary(op, x, y);
    }
    if (choice === 8) return b.unary(['neg', 'not', 'bswap'][random(3)] as Op, expression(type, depth - 1));
    if (choice === 9) {
      const test = b.cmp(
        CONDS[random(CONDS.length)],
        expression('i64', depth - 1),
        expression('i64', depth - 1),
      );
      return random(2)
        ? b.select(test, expression(type, depth - 1), expression(type, depth - 1))
        : convert(test, type);
    }
    const low = convert(expression(random(2) ? 'i32' : 'i64', depth - 1), 'i32');
    return convert(b.unary((['sx8', 'zx8', 'sx16', 'zx16'] as const)[random(4)], low), type);
  };
  const assign = () => {
    const { slot, type, size } = pick();
    b.store(size, b.slot(slot), 0, expression(type, 3));
  };
  const statement = (depth: number): void => {
    const choice = random(depth <= 0 ? 3 : 6);
    if (choice < 4) {
      assign();
      return;
    }
    if (choice === 4) {
      const [yes, no, done] = [b.newBlock(), b.newBlock(), b.newBlock()];
      const type = random(2) ? 'i32' : 'i64';
      b.branch(b.cmp(CONDS[random(CONDS.length)], expression(type, 2), expression(type, 2)), yes, no);
      b.start(yes);
      body(depth - 1);
      b.jump(done);
      b.start(no);
      if (random(2)) body(depth - 1);
      b.jump(done);
      b.start(done);
      return;
    }
    const counter = func.slot(4, 4);
    const [start, check, done] = [b.newBlock(), b.newBlock(), b.newBlock()];
    b.store(4, b.slot(counter), 0, b.i32(0));
    b.jump(check);
    b.start(start);
    body(depth - 1);
    b.store(4, b.slot(counter), 0, b.with('add', b.load('i32', 4, true, b.slot(counter)), 1));
    b.jump(check);
    b.start(check);
    b.branch(b.cmpWith('lt', b.load('i32', 4, true, b.slot(counter)), 1 + random(5)), start, done);
    b.start(done);
  };
  const body = (depth: number) => {
    for (let i = 1 + random(3); i > 0; i--) statement(depth);
  };
  for (let i = 0; i < 4; i++) statement(3);
  let answer = b.i64(0);
  for (const { slot, type, size, signed } of slots) {
    const value = b.load(type, size, signed, b.slot(slot));
    answer = b.binary('xor', b.with('rol', answer, 7), type === 'i64' ? value : b.unary('sx32', value));
  }
  const ret = b.emit('ret', 'void', [answer]);
  ret.call = { registers: [0], results: [], noreturn: false, stack: 0 };
  dropUnreachable(func);
  return func;
}

/** What the function answers, by the rules of the intermediate form itself. */
export function interpret(func: Func, args: bigint[]): bigint {
  const memory = new Map<Slot, bigint>();
  const values = new Map<Value, bigint>();
  const get = (value: Value) => values.get(value) ?? 0n;
  let block: Block = func.entry;
  for (let steps = 0; steps < 100_000; steps++) {
    for (const value of block.values) {
      const [x, y, z] = value.args;
      const { op } = value;
      if (op === 'const') values.set(value, value.imm);
      else if (op === 'param') values.set(value, args[[7, 6, 2, 1].indexOf(value.num)]);
      else if (op === 'load') {
        const raw = memory.get(x.slot as Slot) ?? 0n;
        const bits = value.size * 8;
        const cut = value.signed || value.size >= 4 ? BigInt.asIntN(bits, raw) : BigInt.asUintN(bits, raw);
        values.set(value, wrap(value.type, cut));
      } else if (op === 'store') memory.set(x.slot as Slot, get(y));
      else if ((BINARY as readonly Op[]).includes(op)) {
        const count = SHIFTS.has(op) ? get(y) : get(y);
        values.set(value, foldBinary(op, value.type, get(x), count) ?? 0n);
      } else if (([...UNARY, ...WIDTH] as readonly Op[]).includes(op))
        values.set(value, foldUnary(op, x.type, get(x)) ?? 0n);
      else if (op === 'cmp') values.set(value, foldCompare(value.cond, x.type, get(x), get(y)) ? 1n : 0n);
      else if (op === 'select') values.set(value, get(x) !== 0n ? get(y) : get(z));
      else if (op === 'ret') return get(x);
      else if (op === 'jmp') block = block.succs[0];
      else if (op === 'br') block = block.succs[get(x) !== 0n ? 0 : 1];
    }
  }
  throw new Error('too many steps');
}
