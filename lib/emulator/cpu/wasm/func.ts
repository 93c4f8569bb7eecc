import { Code, type FuncIndex, type I32, type I64, type Label, type Local32, type Local64 } from './code';
import { OP, TYPE } from './opcodes';

/**
 * A second way to write wasm, for functions that are long sums of arithmetic: values are expressions, put together in
 * any order and as often as wanted, and written where a statement uses them. An expression that is used twice is
 * written twice; what is worth keeping goes into a variable.
 */
type Push = () => void;
export type WordLike = Word | number;
export type LongLike = Long | number | bigint;

/** A 32-bit value. Comparisons answer one, 0 or 1. */
export class Word {
  constructor(
    readonly c: Code,
    readonly push: Push,
  ) {}
  private op(op: number, x: WordLike): Word {
    const right = word(this.c, x);
    return new Word(this.c, () => {
      this.push();
      right.push();
      this.c.op32(op, PUSHED32, PUSHED32);
    });
  }
  private unary(op: number): Word {
    return new Word(this.c, () => {
      this.push();
      this.c.op32(op, PUSHED32);
    });
  }
  add = (x: WordLike) => this.op(OP.I32_ADD, x);
  sub = (x: WordLike) => this.op(OP.I32_SUB, x);
  mul = (x: WordLike) => this.op(OP.I32_MUL, x);
  and = (x: WordLike) => this.op(OP.I32_AND, x);
  or = (x: WordLike) => this.op(OP.I32_OR, x);
  xor = (x: WordLike) => this.op(OP.I32_XOR, x);
  shl = (x: WordLike) => this.op(OP.I32_SHL, x);
  shr = (x: WordLike) => this.op(OP.I32_SHR_U, x);
  sar = (x: WordLike) => this.op(OP.I32_SHR_S, x);
  eq = (x: WordLike) => this.op(OP.I32_EQ, x);
  ne = (x: WordLike) => this.op(OP.I32_NE, x);
  lt = (x: WordLike) => this.op(OP.I32_LT_S, x);
  le = (x: WordLike) => this.op(OP.I32_LE_S, x);
  gt = (x: WordLike) => this.op(OP.I32_GT_S, x);
  ge = (x: WordLike) => this.op(OP.I32_GE_S, x);
  not = () => this.unary(OP.I32_EQZ);
  popcnt = () => this.unary(OP.I32_POPCNT);
  /** Widened with zeroes, or with the sign. */
  long = () =>
    new Long(this.c, () => {
      this.push();
      this.c.extendU(PUSHED32);
    });
  signed = () =>
    new Long(this.c, () => {
      this.push();
      this.c.extendS(PUSHED32);
    });
  /** One of two values, both worked out. */
  pick(yes: WordLike, no: WordLike): Word {
    const [a, b] = [word(this.c, yes), word(this.c, no)];
    return new Word(this.c, () => {
      a.push();
      b.push();
      this.push();
      this.c.select32(PUSHED32, PUSHED32, PUSHED32);
    });
  }
  pickLong(yes: LongLike, no: LongLike): Long {
    const [a, b] = [long(this.c, yes), long(this.c, no)];
    return new Long(this.c, () => {
      a.push();
      b.push();
      this.push();
      this.c.select64(PUSHED64, PUSHED64, PUSHED32);
    });
  }
}

/** A 64-bit value. */
export class Long {
  constructor(
    readonly c: Code,
    readonly push: Push,
  ) {}
  private op(op: number, x: LongLike): Long {
    const right = long(this.c, x);
    return new Long(this.c, () => {
      this.push();
      right.push();
      this.c.op64(op, PUSHED64, PUSHED64);
    });
  }
  private unary(op: number): Long {
    return new Long(this.c, () => {
      this.push();
      this.c.op64(op, PUSHED64);
    });
  }
  private test(op: number, x: LongLike): Word {
    const right = long(this.c, x);
    return new Word(this.c, () => {
      this.push();
      right.push();
      this.c.test64(op, PUSHED64, PUSHED64);
    });
  }
  add = (x: LongLike) => this.op(OP.I64_ADD, x);
  sub = (x: LongLike) => this.op(OP.I64_SUB, x);
  mul = (x: LongLike) => this.op(OP.I64_MUL, x);
  divu = (x: LongLike) => this.op(OP.I64_DIV_U, x);
  remu = (x: LongLike) => this.op(OP.I64_REM_U, x);
  and = (x: LongLike) => this.op(OP.I64_AND, x);
  or = (x: LongLike) => this.op(OP.I64_OR, x);
  xor = (x: LongLike) => this.op(OP.I64_XOR, x);
  shl = (x: LongLike) => this.op(OP.I64_SHL, x);
  shr = (x: LongLike) => this.op(OP.I64_SHR_U, x);
  sar = (x: LongLike) => this.op(OP.I64_SHR_S, x);
  eq = (x: LongLike) => this.test(OP.I64_EQ, x);
  ne = (x: LongLike) => this.test(OP.I64_NE, x);
  lt = (x: LongLike) => this.test(OP.I64_LT_S, x);
  ge = (x: LongLike) => this.test(OP.I64_GE_S, x);
  ltu = (x: LongLike) => this.test(OP.I64_LT_U, x);
  leu = (x: LongLike) => this.test(OP.I64_LE_U, x);
  gtu = (x: LongLike) => this.test(OP.I64_GT_U, x);
  geu = (x: LongLike) => this.test(OP.I64_GE_U, x);
  not = () =>
    new Word(this.c, () => {
      this.push();
      this.c.eqz64(PUSHED64);
    });
  word = () =>
    new Word(this.c, () => {
      this.push();
      this.c.wrap(PUSHED64);
    });
  clz = () => this.unary(OP.I64_CLZ);
  ctz = () => this.unary(OP.I64_CTZ);
  neg = () => long(this.c, 0).sub(this);
}

/** Stands for a value that has been pushed. */
const PUSHED32 = undefined as unknown as I32;
const PUSHED64 = undefined as unknown as I64;

const word = (c: Code, x: WordLike): Word => (typeof x === 'number' ? new Word(c, () => void c.i32(x)) : x);
function long(c: Code, x: LongLike): Long {
  if (typeof x === 'object') return x;
  const bits = BigInt.asIntN(64, BigInt(x));
  return new Long(c, () => void c.i64pair(Number(bits & 0xffffffffn) | 0, Number(bits >> 32n)));
}

/** A variable. */
export class WordVar extends Word {
  constructor(
    c: Code,
    private readonly local: Local32,
  ) {
    super(c, () => void c.get(local));
  }
  set(x: WordLike): void {
    word(this.c, x).push();
    this.c.set(this.local, PUSHED32);
  }
}
export class LongVar extends Long {
  constructor(
    c: Code,
    private readonly local: Local64,
  ) {
    super(c, () => void c.get(local));
  }
  set(x: LongLike): void {
    long(this.c, x).push();
    this.c.set(this.local, PUSHED64);
  }
}

export type Kind = 'word' | 'long';
const TYPES = { word: TYPE.I32, long: TYPE.I64 } as const;

/** One function being written. */
export class Func {
  readonly code: Code;

  constructor(params: readonly Kind[]) {
    this.code = new Code(params.map((kind) => TYPES[kind]));
  }

  wordParam(n: number): WordVar {
    return new WordVar(this.code, this.code.param32(n));
  }
  longParam(n: number): LongVar {
    return new LongVar(this.code, this.code.param64(n));
  }
  /** A fresh variable, with its first value where one is given. */
  word(first?: WordLike): WordVar {
    const made = new WordVar(this.code, this.code.local32());
    if (first !== undefined) made.set(first);
    return made;
  }
  long(first?: LongLike): LongVar {
    const made = new LongVar(this.code, this.code.local64());
    if (first !== undefined) made.set(first);
    return made;
  }
  /** A constant. */
  w(x: WordLike): Word {
    return word(this.code, x);
  }
  l(x: LongLike): Long {
    return long(this.code, x);
  }

  // Memory: an address, or none, plus a constant offset.
  load(offset: number, address: WordLike = 0): Word {
    return this.loading(address, () => void this.code.load32(PUSHED32, offset));
  }
  load16(offset: number, address: WordLike = 0): Word {
    return this.loading(address, () => void this.code.load16u(PUSHED32, offset));
  }
  load8(offset: number, address: WordLike = 0): Word {
    return this.loading(address, () => void this.code.load8u(PUSHED32, offset));
  }
  private loading(address: WordLike, load: Push): Word {
    const at = word(this.code, address);
    return new Word(this.code, () => {
      at.push();
      load();
    });
  }
  loadLong(offset: number, address: WordLike = 0): Long {
    const at = word(this.code, address);
    return new Long(this.code, () => {
      at.push();
      this.code.load64(PUSHED32, offset);
    });
  }
  store(value: WordLike, offset: number, address: WordLike = 0): void {
    this.pushBoth(address, word(this.code, value));
    this.code.store32(PUSHED32, PUSHED32, offset);
  }
  store16(value: WordLike, offset: number, address: WordLike = 0): void {
    this.pushBoth(address, word(this.code, value));
    this.code.store16(PUSHED32, PUSHED32, offset);
  }
  store8(value: WordLike, offset: number, address: WordLike = 0): void {
    this.pushBoth(address, word(this.code, value));
    this.code.store8(PUSHED32, PUSHED32, offset);
  }
  storeLong(value: LongLike, offset: number, address: WordLike = 0): void {
    this.pushBoth(address, long(this.code, value));
    this.code.store64(PUSHED32, PUSHED64, offset);
  }
  private pushBoth(address: WordLike, value: Word | Long): void {
    word(this.code, address).push();
    value.push();
  }

  // Control
  if(condition: Word, then: () => void, otherwise?: () => void): void {
    condition.push();
    this.code.when(PUSHED32, then, otherwise);
  }
  /** Runs the body over and over while what it answers at its end holds. */
  repeat(body: () => Word): void {
    this.code.loop((again) => {
      body().push();
      this.code.brIf(again, PUSHED32);
    });
  }
  while(condition: Word, body: () => void): void {
    this.if(condition, () =>
      this.repeat(() => {
        body();
        return condition;
      }),
    );
  }
  /** Leaves the body early through what it is given. */
  block(body: (leave: () => void) => void): void {
    this.code.block((label: Label) => body(() => this.code.br(label)));
  }
  return(value?: Word | Long | number): void {
    if (value !== undefined) (typeof value === 'number' ? this.w(value) : value).push();
    this.code.returnVoid();
  }
  /** Leaves a value where the function ends. */
  answer(value: Word | Long | number): void {
    (typeof value === 'number' ? this.w(value) : value).push();
  }
  /** What a path that always returned before leaves: nothing gets there. */
  unreachable(): void {
    this.code.unreachable();
  }

  private args(func: FuncIndex, args: readonly (Word | Long | number)[]): Push {
    return () => {
      for (const arg of args) (typeof arg === 'number' ? this.w(arg) : arg).push();
      this.code.call(func);
    };
  }
  call(func: FuncIndex, ...args: (Word | Long | number)[]): void {
    this.args(func, args)();
  }
  callWord(func: FuncIndex, ...args: (Word | Long | number)[]): Word {
    return new Word(this.code, this.args(func, args));
  }
  callLong(func: FuncIndex, ...args: (Word | Long | number)[]): Long {
    return new Long(this.code, this.args(func, args));
  }
}
