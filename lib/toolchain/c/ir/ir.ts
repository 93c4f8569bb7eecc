import type { Variable } from '../ast';

/**
 * The intermediate form: functions of basic blocks of values. A value is defined once and its operands are values;
 * memory is reached through `load` and `store` alone. Variables start as slots of the frame; `opt/promote.ts` makes
 * values of those whose address nobody keeps.
 */

/**
 * What a value holds. Narrower integers live in the low bits of an i32 and are extended when loaded or cast. A v128 is a
 * vector of 16 bytes, whatever its elements.
 */
export type Type = 'void' | 'i32' | 'i64' | 'f32' | 'f64' | 'v128';

/** Two integers of one type: `x op y` to i32 or i64. */
export const BINARY = [
  'add',
  'sub',
  'mul',
  'sdiv',
  'udiv',
  'srem',
  'urem',
  'and',
  'or',
  'xor',
  'shl',
  'shr',
  'sar',
  'rol',
  'ror',
  'umulh',
  'smulh',
] as const;
/** One integer to one of the same type. `clz` and `ctz` of zero are undefined. */
export const UNARY = ['neg', 'not', 'bswap', 'clz', 'ctz'] as const;
/** Changes of width: extend the low 8, 16 or 32 bits (`sx32` and `zx32` give i64), or drop the upper half. */
export const WIDTH = ['sx8', 'zx8', 'sx16', 'zx16', 'sx32', 'zx32', 'trunc'] as const;
/** Floats. `fbits` moves the bits between a float and an integer of the same size. */
export const FLOAT = [
  'fadd',
  'fsub',
  'fmul',
  'fdiv',
  'fneg',
  'fabs',
  'fsqrt',
  'ftof',
  'itof',
  'ftoi',
  'fbits',
] as const;
/**
 * The x87: operands are addresses of 16-byte cells. xbin (to, a, b), xun (to, a), xcmp (a, b), xfrom (to, address of
 * an i16, i32, i64, f32 or f64 in `kind`), xto (address of such, from).
 */
export const X87 = ['xbin', 'xun', 'xcmp', 'xfrom', 'xto'] as const;

export type Op =
  | 'const'
  | 'fconst'
  /** Address of a symbol plus `num`. */
  | 'symbol'
  /** Address of a slot plus `num`. */
  | 'slot'
  /** Address `num` bytes into the arguments that the caller left on the stack, or that are left for a callee. */
  | 'incoming'
  | 'outgoing'
  /** The address of a thread-local symbol. */
  | 'thread'
  /** Address of a block whose label was taken. */
  | 'blockaddr'
  /** address: where xmm0 to xmm7 go, unless al says that none is used. Before any `param`. */
  | 'savefloats'
  /** What register `num` holds on entry. */
  | 'param'
  | 'phi'
  | 'undef'
  | (typeof BINARY)[number]
  | (typeof UNARY)[number]
  | (typeof WIDTH)[number]
  | (typeof FLOAT)[number]
  | (typeof X87)[number]
  /**
   * The SSE instruction `kind`: of two vectors (the first is overwritten), or `vec1` of one operand. `num` is an
   * immediate, or -1.
   */
  | 'vec'
  | 'vec1'
  /** 1 or 0 as i32. */
  | 'cmp'
  | 'fcmp'
  /** test, then, else. */
  | 'select'
  /** address; `size` bytes at `num` beyond it. */
  | 'load'
  /** address, value. */
  | 'store'
  /** to, from: `num` bytes that do not overlap. */
  | 'copy'
  /** to: `num` bytes of zero. */
  | 'zero'
  | 'call'
  /** Second register of a call's, an asm's or an atomic's result. */
  | 'result'
  | 'asm'
  | 'atomic'
  /** size, giving the address of so many bytes of stack. */
  | 'alloca'
  | 'stacksave'
  | 'stackrestore'
  /** Address of the frame, or what is at its return address. */
  | 'frameaddr'
  | 'retaddr'
  | 'pause'
  | 'trap'
  // Ends of blocks.
  | 'jmp'
  | 'br'
  /** index (i64, in range): jumps to the successor of that number. */
  | 'table'
  /** address: jumps to one of the successors. */
  | 'ijmp'
  | 'ret'
  | 'unreachable';

/** Conditions of `cmp` (signed, then unsigned); `fcmp` takes the first six and `uno`, and is false for NaN but at `ne`. */
export type Cond = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge' | 'ult' | 'ule' | 'ugt' | 'uge' | 'uno';

const NEGATED: Record<Cond, Cond> = {
  eq: 'ne',
  ne: 'eq',
  lt: 'ge',
  ge: 'lt',
  gt: 'le',
  le: 'gt',
  ult: 'uge',
  uge: 'ult',
  ugt: 'ule',
  ule: 'ugt',
  uno: 'uno',
};
const SWAPPED: Record<Cond, Cond> = {
  eq: 'eq',
  ne: 'ne',
  lt: 'gt',
  gt: 'lt',
  le: 'ge',
  ge: 'le',
  ult: 'ugt',
  ugt: 'ult',
  ule: 'uge',
  uge: 'ule',
  uno: 'uno',
};
/** The condition that holds when this does not. Of integers only. */
export const negated = (cond: Cond): Cond => NEGATED[cond];
/** The condition with the operands the other way round. */
export const swapped = (cond: Cond): Cond => SWAPPED[cond];

/** A piece of the frame. */
export interface Slot {
  id: number;
  size: number;
  align: number;
  /** The variable's name, for printing and the debugger. */
  name?: string;
  /** The variable that it holds, if it is one of the source. */
  variable?: Variable;
  /** Promoting it would be seen: the function calls setjmp, or the variable is volatile. */
  pinned?: boolean;
}

/** How a call, an asm or a return passes its operands and results. Registers are numbers: 0 rax to 15 r15, 16 xmm0 on. */
export interface CallInfo {
  /** A direct call. Otherwise the first operand is the address. */
  symbol?: string;
  /** The register of each operand (after the address of an indirect call). */
  registers: number[];
  /** Where the results arrive: the value itself, then `result`. */
  results: number[];
  /** A long double is returned: it is stored in this slot. One of 32 bytes takes two, the parts of a complex number. */
  x87?: Slot;
  /** The number of vector registers goes to al. */
  vectors?: number;
  noreturn: boolean;
  /** Bytes of stack that arguments take. */
  stack: number;
  /** Nothing but the result comes of it: reads and writes no memory (`const`), or writes none (`pure`). */
  effect?: 'const' | 'pure';
}

/** An operand of inline assembly. */
export interface AsmPlace {
  /**
   * As constraint letters resolved it: in a register of a class, at one register, in memory, a constant, or on the
   * stack of the x87.
   */
  kind: 'register' | 'memory' | 'immediate' | 'x87';
  /** One register, or any; on the x87's stack how deep. */
  register?: number;
  float?: boolean;
  /** For registers: bytes. */
  size: number;
  role: 'in' | 'out' | 'inout';
  early?: boolean;
  /** Number of the input (a value among the operands; on the x87's stack its address), or -1. */
  input: number;
  /** Number of the address that the top of the x87's stack is popped to. */
  output?: number;
  /** Number of the result, or -1. */
  result: number;
  /** Memory: bytes beyond the address. */
  offset?: number;
  /** The result is this condition of the flags. */
  flag?: string;
  name?: string;
}

export interface AsmInfo {
  template: AsmText[];
  places: AsmPlace[];
  clobbers: number[];
  memory: boolean;
  volatile: boolean;
  /** Successors that the labels of an asm goto name; the first successor is the way through. */
  labels: string[];
  results: Type[];
  /** What is left on the x87's stack when the results are popped. */
  left: number;
}

export type AsmText =
  | string
  | { operand: number; modifier: string }
  /** `%=` */
  | { unique: true }
  | { choices: AsmText[][] };

export class Value {
  block: Block;
  /** How many operands refer to it; right after `countUses`. */
  uses = 0;
  imm = 0n;
  /** Offset, size or number, by op. */
  num = 0;
  /** A float constant. */
  float = 0;
  symbol = '';
  slot: Slot | undefined;
  cond: Cond = 'eq';
  /** Bytes of a memory access. */
  size = 0;
  signed = false;
  volatile = false;
  /** What an x87, a vector or an atomic operation does; of a load or store of a v128 that it is `unaligned`. */
  kind = '';
  call: CallInfo | undefined;
  asm: AsmInfo | undefined;
  /** The value that was found to be the same and stands in its place. */
  same: Value | undefined;

  constructor(
    readonly id: number,
    public op: Op,
    public type: Type,
    public args: Value[],
    /** The token it comes from, or -1. */
    public at: number,
    block: Block,
  ) {
    this.block = block;
  }

  isConst(value: bigint): boolean {
    return this.op === 'const' && this.imm === value;
  }

  /** The value itself, or at last what stands in its place. */
  get final(): Value {
    const { same } = this;
    if (!same) return this;
    let at = same;
    while (at.same) at = at.same;
    if (at !== same) this.same = at;
    return at;
  }

  /** Takes over all that does not depend on the function another value is in. */
  describeAs(other: Value): void {
    this.imm = other.imm;
    this.num = other.num;
    this.float = other.float;
    this.symbol = other.symbol;
    this.slot = other.slot;
    this.cond = other.cond;
    this.size = other.size;
    this.signed = other.signed;
    this.volatile = other.volatile;
    this.kind = other.kind;
    this.call = other.call;
    this.asm = other.asm;
  }
}

export class Block {
  values: Value[] = [];
  succs: Block[] = [];
  /** One for each edge, in the order of the operands of phis. */
  preds: Block[] = [];
  /** Its address was taken: it is named `label`. */
  label: string | undefined;
  /** Loops around it. */
  depth = 0;

  constructor(readonly id: number) {}

  get end(): Value {
    return this.values[this.values.length - 1];
  }
}

/** A function in the intermediate form. */
export class Func {
  /** The token of its name: where its prologue comes from. */
  at = -1;
  readonly blocks: Block[] = [];
  readonly slots: Slot[] = [];
  private nextValue = 0;
  private nextBlock = 0;
  /** Bytes of stack arguments its calls need at most. */
  outgoing = 0;
  movesStack = false;
  /** Calls setjmp or the like: variables stay in memory. */
  returnsTwice = false;
  /** Nothing but its inline assembly is put out. */
  naked = false;
  /** The frame pointer is asked for by name. */
  needsFrame = false;

  constructor(readonly name: string) {}

  get entry(): Block {
    return this.blocks[0];
  }

  value(op: Op, type: Type, args: Value[], at: number, block: Block): Value {
    return new Value(this.nextValue++, op, type, args, at, block);
  }

  get valueCount(): number {
    return this.nextValue;
  }

  get blockCount(): number {
    return this.nextBlock;
  }

  /** A block that is in the function once it is pushed to `blocks`. */
  block(): Block {
    return new Block(this.nextBlock++);
  }

  slot(size: number, align: number, name?: string): Slot {
    const slot: Slot = { id: this.slots.length, size, align, name };
    this.slots.push(slot);
    return slot;
  }
}

const PURE = new Set<Op>([
  'const',
  'fconst',
  'symbol',
  'slot',
  'incoming',
  'outgoing',
  'thread',
  'blockaddr',
  'undef',
  ...BINARY,
  ...UNARY,
  ...WIDTH,
  'fadd',
  'fsub',
  'fmul',
  'fdiv',
  'fneg',
  'fabs',
  'fsqrt',
  'ftof',
  'itof',
  'ftoi',
  'fbits',
  'vec',
  'vec1',
  'cmp',
  'fcmp',
  'select',
]);

/** The value depends on nothing but its operands and may be computed anywhere, or not at all. */
export const isPure = (value: Value): boolean => PURE.has(value.op);

/** Pure, but traps for some operands. */
export const mayTrap = (value: Value): boolean =>
  value.op === 'sdiv' || value.op === 'udiv' || value.op === 'srem' || value.op === 'urem';

/** It can be dropped when nobody uses it. */
export const isRemovable = (value: Value): boolean =>
  isPure(value) ||
  value.op === 'phi' ||
  value.op === 'param' ||
  value.op === 'result' ||
  value.op === 'xcmp' ||
  (value.op === 'load' && !value.volatile) ||
  (value.op === 'call' && value.call?.effect !== undefined) ||
  value.op === 'frameaddr' ||
  value.op === 'retaddr';

/** It writes memory, or does anything else that a load must not be moved across. */
export const writesMemory = (value: Value): boolean =>
  !isPure(value) &&
  value.op !== 'load' &&
  value.op !== 'phi' &&
  value.op !== 'param' &&
  value.op !== 'result' &&
  value.op !== 'xcmp' &&
  !(value.op === 'call' && value.call?.effect !== undefined) &&
  !isEnd(value);

const ENDS = new Set<Op>(['jmp', 'br', 'table', 'ijmp', 'ret', 'unreachable']);
/** It ends a block. */
export const isEnd = (value: Value): boolean =>
  ENDS.has(value.op) || (value.op === 'asm' && value.asm !== undefined && value.asm.labels.length > 0);

/** Counts the uses of every value. */
export function countUses(func: Func): void {
  for (const block of func.blocks) for (const value of block.values) value.uses = 0;
  for (const block of func.blocks) for (const value of block.values) for (const arg of value.args) arg.uses++;
}

export const isFloat = (type: Type): boolean => type === 'f32' || type === 'f64';
/** It lives in a vector register. */
export const isVector = (type: Type): boolean => type === 'f32' || type === 'f64' || type === 'v128';
export const sizeOf = (type: Type): number =>
  type === 'i32' || type === 'f32' ? 4 : type === 'v128' ? 16 : 8;
