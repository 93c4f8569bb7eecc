import { link } from './cfg';
import { foldBinary, foldCompare, foldUnary, wrap } from './fold';
import type { Block, Cond, Func, Op, Slot, Type, Value } from './ir';

/** Appends values to a block; what is constant is folded at once. */
export class Builder {
  block: Block;
  /** Token that the next values come from. */
  at = -1;

  constructor(readonly func: Func) {
    this.block = func.block();
    func.blocks.push(this.block);
  }

  emit(op: Op, type: Type, args: Value[] = []): Value {
    const value = this.func.value(op, type, args, this.at, this.block);
    this.block.values.push(value);
    return value;
  }

  const(type: Type, imm: bigint | number): Value {
    const value = this.emit('const', type);
    value.imm = wrap(type, BigInt(imm));
    return value;
  }

  i32(imm: number): Value {
    return this.const('i32', imm);
  }

  i64(imm: bigint | number): Value {
    return this.const('i64', imm);
  }

  float(type: Type, float: number): Value {
    const value = this.emit('fconst', type);
    value.float = float;
    return value;
  }

  binary(op: Op, a: Value, b: Value): Value {
    if (a.op === 'const' && b.op === 'const') {
      const folded = foldBinary(op, a.type, a.imm, b.imm);
      if (folded !== undefined) return this.const(a.type, folded);
    }
    if (b.op === 'const' && b.imm === 0n && NEUTRAL_ZERO.has(op)) return a;
    if (b.op === 'const' && b.imm === 1n && op === 'mul') return a;
    return this.emit(op, a.type, [a, b]);
  }

  /** a op constant. */
  with(op: Op, a: Value, imm: bigint | number): Value {
    return this.binary(op, a, this.const(a.type, imm));
  }

  unary(op: Op, a: Value): Value {
    if (a.op === 'const') {
      const folded = foldUnary(op, a.type, a.imm);
      if (folded !== undefined) return this.const(widthResult(op, a.type), folded);
    }
    return this.emit(op, widthResult(op, a.type), [a]);
  }

  cmp(cond: Cond, a: Value, b: Value): Value {
    if (a.op === 'const' && b.op === 'const')
      return this.i32(foldCompare(cond, a.type, a.imm, b.imm) ? 1 : 0);
    const value = this.emit('cmp', 'i32', [a, b]);
    value.cond = cond;
    return value;
  }

  cmpWith(cond: Cond, a: Value, imm: bigint | number): Value {
    return this.cmp(cond, a, this.const(a.type, imm));
  }

  fcmp(cond: Cond, a: Value, b: Value): Value {
    const value = this.emit('fcmp', 'i32', [a, b]);
    value.cond = cond;
    return value;
  }

  select(test: Value, a: Value, b: Value): Value {
    if (test.op === 'const') return test.imm !== 0n ? a : b;
    return this.emit('select', a.type, [test, a, b]);
  }

  slot(slot: Slot, offset = 0): Value {
    const value = this.emit('slot', 'i64');
    value.slot = slot;
    value.num = offset;
    return value;
  }

  symbol(name: string, offset = 0): Value {
    const value = this.emit('symbol', 'i64');
    value.symbol = name;
    value.num = offset;
    return value;
  }

  /** Loads `size` bytes; less than four are extended. */
  load(type: Type, size: number, signed: boolean, base: Value, offset = 0, volatile = false): Value {
    const value = this.emit('load', type, [base]);
    value.size = size;
    value.signed = signed && size < 4;
    value.num = offset;
    value.volatile = volatile;
    return value;
  }

  store(size: number, base: Value, offset: number, stored: Value, volatile = false): Value {
    const value = this.emit('store', 'void', [base, stored]);
    value.size = size;
    value.num = offset;
    value.volatile = volatile;
    return value;
  }

  copy(to: Value, from: Value, size: number): void {
    if (size > 0) this.emit('copy', 'void', [to, from]).num = size;
  }

  zero(to: Value, size: number): void {
    if (size > 0) this.emit('zero', 'void', [to]).num = size;
  }

  /** The address `offset` bytes on. */
  offset(base: Value, offset: number): Value {
    return offset === 0 ? base : this.with('add', base, offset);
  }

  // Control.

  newBlock(): Block {
    return this.func.block();
  }

  /** Goes on in a block, which comes next in the function. */
  start(block: Block): void {
    this.func.blocks.push(block);
    this.block = block;
  }

  get ended(): boolean {
    return this.block.succs.length > 0 || ['ret', 'unreachable'].includes(this.block.end?.op ?? '');
  }

  /** Ends the block; what follows, if anything does, cannot be reached. */
  end(op: Op, args: Value[], ...to: Block[]): Value {
    const value = this.emit(op, 'void', args);
    for (const succ of to) link(this.block, succ);
    this.start(this.newBlock());
    return value;
  }

  jump(to: Block): void {
    this.end('jmp', [], to);
  }

  /** After a call that does not come back nothing can be reached. */
  jumpPastNoreturn(noreturn: boolean): void {
    if (noreturn) this.end('unreachable', []);
  }

  branch(test: Value, yes: Block, no: Block): void {
    if (test.op === 'const') this.jump(test.imm !== 0n ? yes : no);
    else this.end('br', [test], yes, no);
  }
}

const NEUTRAL_ZERO = new Set<Op>(['add', 'sub', 'or', 'xor', 'shl', 'shr', 'sar']);

/** The type of a unary operation's result. */
export function widthResult(op: Op, from: Type): Type {
  if (op === 'sx32' || op === 'zx32') return 'i64';
  return op === 'trunc' || op.startsWith('sx') || op.startsWith('zx') ? 'i32' : from;
}
