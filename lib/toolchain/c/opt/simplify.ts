import { Dominators, replaceOperands, unlink } from '../ir/cfg';
import { foldBinary, foldCompare, foldUnary, wrap } from '../ir/fold';
import {
  BINARY,
  type Block,
  type Func,
  negated,
  type Op,
  sizeOf,
  swapped,
  type Type,
  UNARY,
  type Value,
  WIDTH,
  writesMemory,
} from '../ir/ir';
import { divideByConstant, type Maker } from './divide';
import { KnownValues } from './known';
import { dropTrivialPhis } from './promote';

const BINARIES = new Set<Op>(BINARY);
const UNARIES = new Set<Op>([...UNARY, ...WIDTH]);
const COMMUTES = new Set<Op>(['add', 'mul', 'and', 'or', 'xor', 'umulh', 'smulh']);

/**
 * Goes down the tree of dominators once: folds constants, applies the laws of arithmetic, and takes a value that was
 * computed before on every way here (loads within a block, while nothing writes).
 */
export function simplify(func: Func): void {
  new Simplifier(func).run();
  dropTrivialPhis(func);
}

/** Only the low bits of a count count. */
const narrowCount = (v: Value): Value => (v.op === 'zx32' || v.op === 'sx32' ? v.args[0] : v);

/** Whether `rest` is `bits - n`, or the same modulo bits; where n is 0 the first is left open by C. */
function isComplement(n: Value, rest: Value, bits: bigint): boolean {
  if (rest.op === 'and' && rest.args[1].isConst(bits - 1n)) return isComplement(n, rest.args[0], bits);
  if (rest.op === 'neg') return rest.args[0] === n;
  return rest.op === 'sub' && rest.args[1] === n && (rest.args[0].isConst(bits) || rest.args[0].isConst(0n));
}

class Simplifier implements Maker {
  private readonly known = new KnownValues();
  private out: Value[] = [];
  private block: Block;
  private at = -1;

  constructor(private readonly func: Func) {
    this.block = func.entry;
  }

  run(): void {
    const dom = new Dominators(this.func);
    const path = [this.func.entry];
    /** Of the blocks on the path: how many children were gone down to, and what was known before. */
    const next = [0];
    const marks = [this.known.mark];
    this.visit(this.func.entry);
    while (path.length > 0) {
      const top = path.length - 1;
      const children = dom.children[dom.indexOf(path[top])];
      if (next[top] < children.length) {
        const child = children[next[top]++];
        path.push(child);
        next.push(0);
        marks.push(this.known.mark);
        this.visit(child);
      } else {
        this.known.forget(marks[top]);
        path.pop();
        next.pop();
        marks.pop();
      }
    }
    replaceOperands(this.func);
  }

  private visit(block: Block): void {
    const { known } = this;
    this.block = block;
    this.out = [];
    known.written();
    for (const value of block.values) {
      const { args } = value;
      for (let i = 0; i < args.length; i++) if (args[i].same) args[i] = args[i].final;
      this.at = value.at;
      if (writesMemory(value)) known.written();
      if (value.op === 'phi') {
        this.out.push(value);
        continue;
      }
      const simpler = this.rule(value);
      const instead = simpler && simpler !== value ? simpler : known.find(value);
      if (instead) {
        value.same = instead.final;
        continue;
      }
      this.out.push(value);
      if (value.op === 'store' && !value.volatile) known.stored(value);
    }
    block.values = this.out;
    this.foldBranch(block);
  }

  // Maker

  make(op: Op, type: Type, args: Value[]): Value {
    const value = this.func.value(op, type, args, this.at, this.block);
    const simpler = this.rule(value);
    if (simpler && simpler !== value) return simpler;
    this.out.push(value);
    return value;
  }

  constant(type: Type, imm: bigint): Value {
    const value = this.func.value('const', type, [], this.at, this.block);
    value.imm = wrap(type, imm);
    this.out.push(value);
    return value;
  }

  /** A simpler value that is the same, or undefined. */
  private rule(v: Value): Value | undefined {
    const { op } = v;
    if (BINARIES.has(op)) return this.binary(v);
    if (UNARIES.has(op)) return this.unary(v);
    switch (op) {
      case 'cmp':
        return this.compare(v);
      case 'select': {
        const [test, yes, no] = v.args;
        if (test.op === 'const') return test.imm !== 0n ? yes : no;
        return yes === no ? yes : undefined;
      }
      case 'load':
      case 'store':
        this.foldAddress(v);
        return undefined;
      case 'fbits':
        return v.args[0].op === 'fbits' ? v.args[0].args[0] : undefined;
      default:
        return undefined;
    }
  }

  private foldAddress(v: Value): void {
    const [address] = v.args;
    if (address.op !== 'add' || address.args[1].op !== 'const') return;
    const sum = v.num + Number(address.args[1].imm);
    if (sum !== sum << 0) return;
    v.args[0] = address.args[0];
    v.num = sum;
  }

  private binary(v: Value): Value | undefined {
    let [x, y] = v.args;
    const { op, type } = v;
    if (x.op === 'const' && y.op === 'const') {
      const folded = foldBinary(op, type, x.imm, y.imm);
      return folded === undefined ? undefined : this.constant(type, folded);
    }
    if (x.op === 'const' && COMMUTES.has(op)) {
      [x, y] = [y, x];
      v.args = [x, y];
    }
    if (x === y) {
      if (op === 'sub' || op === 'xor') return this.constant(type, 0n);
      if (op === 'and' || op === 'or') return x;
    }
    if (y.op === 'const') return this.withConstant(v, x, y.imm);
    if (op === 'or' || op === 'xor' || op === 'add') {
      const rotated = this.rotation(type, x, y) ?? this.rotation(type, y, x);
      if (rotated) return rotated;
    }
    if (op === 'add' && x.op === 'neg') return this.make('sub', type, [y, x.args[0]]);
    if (op === 'add' && y.op === 'neg') return this.make('sub', type, [x, y.args[0]]);
    return undefined;
  }

  /** `x << n | x >> bits - n`, as C has to write it. */
  private rotation(type: Type, left: Value, right: Value): Value | undefined {
    if (left.op !== 'shl' || right.op !== 'shr' || left.args[0] !== right.args[0]) return undefined;
    const bits = BigInt(sizeOf(type) * 8);
    const [by, rest] = [left.args[1], right.args[1]];
    const [n, m] = [narrowCount(by), narrowCount(rest)];
    const isRest =
      by.op === 'const'
        ? rest.op === 'const' && by.imm > 0n && by.imm < bits && by.imm + rest.imm === bits
        : isComplement(n, m, bits);
    if (isRest) return this.make('rol', type, [left.args[0], by]);
    return by.op !== 'const' && isComplement(m, n, bits)
      ? this.make('ror', type, [left.args[0], rest])
      : undefined;
  }

  private withConstant(v: Value, x: Value, c: bigint): Value | undefined {
    const { op, type } = v;
    const bits = BigInt(sizeOf(type) * 8);
    const inner = x.args[1]?.op === 'const' ? x.args[1].imm : undefined;
    switch (op) {
      case 'sub':
        return this.make('add', type, [x, this.constant(type, -c)]);
      case 'add':
        if (c === 0n) return x;
        if (x.op === 'add' && inner !== undefined)
          return this.make('add', type, [x.args[0], this.constant(type, inner + c)]);
        if ((x.op === 'symbol' || x.op === 'slot') && c === BigInt.asIntN(31, c))
          return this.moved(x, Number(c));
        return undefined;
      case 'mul': {
        if (c === 0n) return this.constant(type, 0n);
        if (c === 1n) return x;
        if (c === -1n) return this.make('neg', type, [x]);
        if (c > 0n && (c & (c - 1n)) === 0n)
          return this.make('shl', type, [x, this.constant(type, BigInt(c.toString(2).length - 1))]);
        if (x.op === 'mul' && inner !== undefined)
          return this.make('mul', type, [x.args[0], this.constant(type, inner * c)]);
        return undefined;
      }
      case 'and':
        if (c === 0n) return this.constant(type, 0n);
        if (c === -1n) return x;
        if (x.op === 'and' && inner !== undefined)
          return this.make('and', type, [x.args[0], this.constant(type, inner & c)]);
        return c >= 0n && (c & (c + 1n)) === 0n && maxOf(x) <= c ? x : undefined;
      case 'or':
      case 'xor':
        return c === 0n ? x : undefined;
      case 'shl':
      case 'shr':
      case 'sar':
      case 'rol':
      case 'ror': {
        const count = c & (bits - 1n);
        if (count === 0n) return x;
        const shifts = op !== 'rol' && op !== 'ror';
        if (shifts && x.op === op && inner !== undefined && (inner & (bits - 1n)) + count < bits)
          return this.make(op, type, [x.args[0], this.constant(type, (inner & (bits - 1n)) + count)]);
        return undefined;
      }
      case 'sdiv':
      case 'udiv':
      case 'srem':
      case 'urem':
        return divideByConstant(this, v);
      default:
        return undefined;
    }
  }

  /** The address of a symbol or a slot, so many bytes on. */
  private moved(x: Value, by: number): Value {
    const value = this.func.value(x.op, x.type, [], this.at, this.block);
    value.symbol = x.symbol;
    value.slot = x.slot;
    value.num = x.num + by;
    this.out.push(value);
    return value;
  }

  private unary(v: Value): Value | undefined {
    const [x] = v.args;
    const { op } = v;
    if (x.op === 'const') {
      const folded = foldUnary(op, x.type, x.imm);
      return folded === undefined ? undefined : this.constant(v.type, folded);
    }
    if ((op === 'neg' || op === 'not' || op === 'bswap') && x.op === op) return x.args[0];
    if (op === 'trunc') {
      if (x.op === 'sx32' || x.op === 'zx32') return x.args[0];
      if (TRUNCATES.has(x.op)) {
        // Only the low half is wanted: compute just that, when nobody wants the rest.
        const [p, q] = x.args;
        if (isExtended(p) && (q.op === 'const' || isExtended(q)))
          return this.make(x.op, 'i32', [this.make('trunc', 'i32', [p]), this.make('trunc', 'i32', [q])]);
      }
      return undefined;
    }
    const range = RANGES[op];
    if (!range) return undefined;
    if (fitsAlready(x, range.bits, range.signed)) return x;
    // An extension of something that only changed bits above.
    if ((x.op === 'sx8' || x.op === 'zx8') && range.bits === 8) return this.make(op, 'i32', [x.args[0]]);
    if ((x.op === 'sx16' || x.op === 'zx16') && range.bits <= 16) return this.make(op, 'i32', [x.args[0]]);
    return undefined;
  }

  private compare(v: Value): Value | undefined {
    let [x, y] = v.args;
    if (x.op === 'const' && y.op === 'const')
      return this.constant('i32', foldCompare(v.cond, x.type, x.imm, y.imm) ? 1n : 0n);
    if (x.op === 'const') {
      [x, y] = [y, x];
      v.args = [x, y];
      v.cond = swapped(v.cond);
    }
    if (x === y) return this.constant('i32', ['eq', 'le', 'ge', 'ule', 'uge'].includes(v.cond) ? 1n : 0n);
    if (y.op !== 'const') return undefined;
    const equality = v.cond === 'eq' || v.cond === 'ne';
    const isFlag = x.op === 'cmp' || x.op === 'fcmp' || x.op === 'xcmp';
    if (isFlag && equality && (y.imm === 0n || y.imm === 1n)) {
      const same = (v.cond === 'ne') === (y.imm === 0n);
      if (same) return x;
      if (x.op === 'cmp') {
        const flipped = this.func.value('cmp', 'i32', [...x.args], this.at, this.block);
        flipped.cond = negated(x.cond);
        this.out.push(flipped);
        return flipped;
      }
    }
    if (equality && x.op === 'add' && x.args[1].op === 'const')
      return this.compared(v, x.args[0], y.imm - x.args[1].imm);
    if (equality && y.imm === 0n && (x.op === 'sub' || x.op === 'xor')) {
      const value = this.func.value('cmp', 'i32', [...x.args], this.at, this.block);
      value.cond = v.cond;
      this.out.push(value);
      return this.compare(value) ?? value;
    }
    if (x.op === 'sx32' && y.imm === BigInt.asIntN(32, y.imm)) return this.compared(v, x.args[0], y.imm);
    if (x.op === 'zx32' && y.imm === BigInt.asUintN(32, y.imm) && (equality || v.cond.startsWith('u')))
      return this.compared(v, x.args[0], y.imm);
    return undefined;
  }

  private compared(v: Value, x: Value, c: bigint): Value {
    const value = this.func.value('cmp', 'i32', [x, this.constant(x.type, c)], this.at, this.block);
    value.cond = v.cond;
    const simpler = this.compare(value);
    if (simpler) return simpler;
    this.out.push(value);
    return value;
  }

  private foldBranch(block: Block): void {
    const { end } = block;
    if (end?.op !== 'br') return;
    const [test] = end.args;
    if (test.op === 'const') {
      unlink(block, test.imm !== 0n ? 1 : 0);
      end.op = 'jmp';
      end.args = [];
      return;
    }
    if (block.succs[0] === block.succs[1] && block.succs[0].values[0]?.op !== 'phi') {
      unlink(block, 1);
      end.op = 'jmp';
      end.args = [];
      return;
    }
    if (test.op === 'cmp' && test.args[1].isConst(0n) && test.cond === 'eq' && test.args[0].op === 'fcmp') {
      // Not (x < y) is not x >= y for floats: the ways are exchanged instead.
      end.args = [test.args[0]];
      block.succs.reverse();
    }
  }
}

const TRUNCATES = new Set<Op>(['add', 'sub', 'mul', 'and', 'or', 'xor']);
const isExtended = (v: Value) => v.op === 'sx32' || v.op === 'zx32';

const RANGES: Partial<Record<Op, { bits: number; signed: boolean }>> = {
  sx8: { bits: 8, signed: true },
  zx8: { bits: 8, signed: false },
  sx16: { bits: 16, signed: true },
  zx16: { bits: 16, signed: false },
};

/** The extension of the low bits changes nothing. */
function fitsAlready(x: Value, bits: number, signed: boolean): boolean {
  const most = maxOf(x);
  if (most <= (1n << BigInt(signed ? bits - 1 : bits)) - 1n) return true;
  if (!signed) return false;
  if (x.op === 'load') return x.signed && x.size * 8 <= bits;
  return x.op === 'sx8' || (x.op === 'sx16' && bits === 16);
}

/** An upper bound of a value that is surely not negative; a huge number otherwise. */
function maxOf(x: Value): bigint {
  switch (x.op) {
    case 'const':
      return x.imm >= 0n ? x.imm : HUGE;
    case 'cmp':
    case 'fcmp':
    case 'xcmp':
      return 1n;
    case 'zx8':
      return 0xffn;
    case 'zx16':
      return 0xffffn;
    case 'zx32':
      return 0xffffffffn;
    case 'load':
      return !x.signed && x.size < 4 ? (1n << BigInt(x.size * 8)) - 1n : HUGE;
    case 'and': {
      const mask = x.args[1].op === 'const' ? x.args[1].imm : -1n;
      return mask >= 0n ? mask : HUGE;
    }
    case 'shr': {
      // The processor takes counts modulo the width.
      const bits = BigInt(sizeOf(x.type) * 8);
      const count = x.args[1].op === 'const' ? x.args[1].imm & (bits - 1n) : 0n;
      return count > 0n ? (1n << (bits - count)) - 1n : HUGE;
    }
    default:
      return HUGE;
  }
}

const HUGE = 1n << 64n;
