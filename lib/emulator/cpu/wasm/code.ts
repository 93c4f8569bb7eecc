import { ByteWriter } from './bytes';
import { OP, TYPE } from './opcodes';
import { SIMD, SIMD_PREFIX } from './simd';

/**
 * A value on the wasm operand stack. These are types without a value: a method that pushes answers one, a method
 * that pops demands one, so that `c.add64(c.get(a), c.i64(1))` writes its operands in order and is type-checked.
 */
export type I32 = { readonly i32: unique symbol };
export type I64 = { readonly i64: unique symbol };
export type F64 = { readonly f64: unique symbol };
export type V128 = { readonly v128: unique symbol };
/** A local variable of each type. */
export type Local32 = number & { readonly local32: unique symbol };
export type Local64 = number & { readonly local64: unique symbol };
export type LocalF64 = number & { readonly localF64: unique symbol };
export type Local128 = number & { readonly local128: unique symbol };
/** A branch target: the nesting depth at which it was opened. */
export type Label = number & { readonly label: unique symbol };
/** A variable's index in its module. */
export type GlobalIndex = number & { readonly global: unique symbol };
/** A function's index in its module. */
export type FuncIndex = number & { readonly func: unique symbol };

const I32_ = undefined as unknown as I32;
const I64_ = undefined as unknown as I64;
const F64_ = undefined as unknown as F64;
const V128_ = undefined as unknown as V128;

/** Writes the body of one wasm function. WebAssembly core specification, section 5.4. */
export class Code {
  private out = new ByteWriter();
  private readonly start = new ByteWriter();
  private readonly localTypes: number[] = [];
  private depth = 0;
  /** Locals that the code has to do with. */
  private readonly touched: boolean[] = [];
  /** Positions in the body of branches that are hardly ever taken. */
  private readonly rareAt: number[] = [];

  /** @param params types of the parameters, which are locals 0 and up */
  constructor(private readonly params: readonly number[] = []) {}

  /** The finished body: its locals, instructions and `end`, without the size in front. */
  body(): Uint8Array {
    const head = new ByteWriter();
    const runs: [count: number, type: number][] = [];
    for (const type of this.localTypes) {
      const last = runs[runs.length - 1];
      if (last !== undefined && last[1] === type) last[0]++;
      else runs.push([1, type]);
    }
    head.u32(runs.length);
    for (const [count, type] of runs) {
      head.u32(count);
      head.byte(type);
    }
    head.bytes(this.start.view());
    this.rare = this.rareAt.map((at) => head.length + at);
    head.bytes(this.out.view());
    head.byte(OP.END);
    return head.take();
  }
  /** Offsets in the finished body of branches that are hardly ever taken. */
  rare: readonly number[] = [];

  /** Writes instructions that stand before all others: what is loaded first is known only at the end. */
  before(write: () => void): void {
    const body = this.out;
    this.out = this.start;
    write();
    this.out = body;
  }

  /** Bytes written so far. */
  get length(): number {
    return this.out.length;
  }

  // Locals ----------------------------------------------------------------------------------------------------------
  param32(n: number): Local32 {
    return n as Local32;
  }
  param64(n: number): Local64 {
    return n as Local64;
  }
  local32(): Local32 {
    this.localTypes.push(TYPE.I32);
    return (this.params.length + this.localTypes.length - 1) as Local32;
  }
  local64(): Local64 {
    this.localTypes.push(TYPE.I64);
    return (this.params.length + this.localTypes.length - 1) as Local64;
  }
  param128(n: number): Local128 {
    return n as Local128;
  }
  local128(): Local128 {
    this.localTypes.push(TYPE.V128);
    return (this.params.length + this.localTypes.length - 1) as Local128;
  }
  localF64(): LocalF64 {
    this.localTypes.push(TYPE.F64);
    return (this.params.length + this.localTypes.length - 1) as LocalF64;
  }
  get(local: Local32): I32;
  get(local: Local64): I64;
  get(local: LocalF64): F64;
  get(local: Local128): V128;
  get(local: number): I32 | I64 | F64 | V128 {
    this.touched[local] = true;
    this.out.byte(OP.LOCAL_GET);
    this.out.u32(local);
    return I32_;
  }
  set(local: Local32, value: I32): void;
  set(local: Local64, value: I64): void;
  set(local: LocalF64, value: F64): void;
  set(local: Local128, value: V128): void;
  set(local: number, _value: unknown): void {
    this.touched[local] = true;
    this.out.byte(OP.LOCAL_SET);
    this.out.u32(local);
  }
  tee(local: Local32, value: I32): I32;
  tee(local: Local64, value: I64): I64;
  tee(local: Local128, value: V128): V128;
  tee(local: number, _value: unknown): I32 | I64 | V128 {
    this.touched[local] = true;
    this.out.byte(OP.LOCAL_TEE);
    this.out.u32(local);
    return I32_;
  }
  /** Whether the code so far reads or writes a local. */
  uses(local: number): boolean {
    return this.touched[local] === true;
  }

  getGlobal(index: GlobalIndex): I64 {
    this.out.byte(OP.GLOBAL_GET);
    this.out.u32(index);
    return I64_;
  }
  setGlobal(index: GlobalIndex, _value: I64): void {
    this.out.byte(OP.GLOBAL_SET);
    this.out.u32(index);
  }

  // Constants -------------------------------------------------------------------------------------------------------
  i32(n: number): I32 {
    this.out.byte(OP.I32_CONST);
    this.out.s32(n);
    return I32_;
  }
  /** A 64-bit constant out of an exact number. */
  i64(n: number): I64 {
    return this.i64pair(n | 0, Math.floor(n / 2 ** 32) | 0);
  }
  i64pair(lo: number, hi: number): I64 {
    this.out.byte(OP.I64_CONST);
    this.out.s64(lo, hi);
    return I64_;
  }
  f64(n: number): F64 {
    this.out.byte(OP.F64_CONST);
    this.out.f64(n);
    return F64_;
  }

  // Operators -------------------------------------------------------------------------------------------------------
  op32(op: number, _a: I32, _b?: I32): I32 {
    this.out.byte(op);
    return I32_;
  }
  op64(op: number, _a: I64, _b?: I64): I64 {
    this.out.byte(op);
    return I64_;
  }
  test64(op: number, _a: I64, _b?: I64): I32 {
    this.out.byte(op);
    return I32_;
  }
  add32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_ADD, a, b);
  }
  sub32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_SUB, a, b);
  }
  mul32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_MUL, a, b);
  }
  and32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_AND, a, b);
  }
  or32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_OR, a, b);
  }
  xor32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_XOR, a, b);
  }
  shl32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_SHL, a, b);
  }
  shru32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_SHR_U, a, b);
  }
  shrs32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_SHR_S, a, b);
  }
  popcnt32(a: I32): I32 {
    return this.op32(OP.I32_POPCNT, a);
  }
  eqz32(a: I32): I32 {
    return this.op32(OP.I32_EQZ, a);
  }
  eq32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_EQ, a, b);
  }
  ne32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_NE, a, b);
  }
  ltu32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_LT_U, a, b);
  }
  geu32(a: I32, b: I32): I32 {
    return this.op32(OP.I32_GE_U, a, b);
  }
  add64(a: I64, b: I64): I64 {
    return this.op64(OP.I64_ADD, a, b);
  }
  sub64(a: I64, b: I64): I64 {
    return this.op64(OP.I64_SUB, a, b);
  }
  mul64(a: I64, b: I64): I64 {
    return this.op64(OP.I64_MUL, a, b);
  }
  and64(a: I64, b: I64): I64 {
    return this.op64(OP.I64_AND, a, b);
  }
  or64(a: I64, b: I64): I64 {
    return this.op64(OP.I64_OR, a, b);
  }
  xor64(a: I64, b: I64): I64 {
    return this.op64(OP.I64_XOR, a, b);
  }
  shl64(a: I64, b: I64): I64 {
    return this.op64(OP.I64_SHL, a, b);
  }
  shru64(a: I64, b: I64): I64 {
    return this.op64(OP.I64_SHR_U, a, b);
  }
  shrs64(a: I64, b: I64): I64 {
    return this.op64(OP.I64_SHR_S, a, b);
  }
  eqz64(a: I64): I32 {
    return this.test64(OP.I64_EQZ, a);
  }
  eq64(a: I64, b: I64): I32 {
    return this.test64(OP.I64_EQ, a, b);
  }
  ne64(a: I64, b: I64): I32 {
    return this.test64(OP.I64_NE, a, b);
  }
  lts64(a: I64, b: I64): I32 {
    return this.test64(OP.I64_LT_S, a, b);
  }
  ltu64(a: I64, b: I64): I32 {
    return this.test64(OP.I64_LT_U, a, b);
  }
  geu64(a: I64, b: I64): I32 {
    return this.test64(OP.I64_GE_U, a, b);
  }
  wrap(_a: I64): I32 {
    this.out.byte(OP.I32_WRAP_I64);
    return I32_;
  }
  extendU(_a: I32): I64 {
    this.out.byte(OP.I64_EXTEND_I32_U);
    return I64_;
  }
  extendS(_a: I32): I64 {
    this.out.byte(OP.I64_EXTEND_I32_S);
    return I64_;
  }
  toF64(_a: I64): F64 {
    this.out.byte(OP.F64_CONVERT_I64_S);
    return F64_;
  }
  mulF64(_a: F64, _b: F64): F64 {
    this.out.byte(OP.F64_MUL);
    return F64_;
  }
  return128(_value: V128): void {
    this.out.byte(OP.RETURN);
  }
  truncF64(_a: F64): I64 {
    this.out.byte(OP.I64_TRUNC_F64_S);
    return I64_;
  }
  select32(_yes: I32, _no: I32, _condition: I32): I32 {
    this.out.byte(OP.SELECT);
    return I32_;
  }
  select64(_yes: I64, _no: I64, _condition: I32): I64 {
    this.out.byte(OP.SELECT);
    return I64_;
  }

  opF64(op: number, _a: F64, _b?: F64): F64 {
    this.out.byte(op);
    return F64_;
  }
  testF64(op: number, _a: F64, _b: F64): I32 {
    this.out.byte(op);
    return I32_;
  }
  fromInteger(op: number, _a: I32 | I64): F64 {
    this.out.byte(op);
    return F64_;
  }
  /** A conversion to an integer that saturates: one of TRUNC_SAT. */
  truncSat32(op: number, _a: F64): I32 {
    this.out.bytes([OP.BULK, op]);
    return I32_;
  }
  truncSat64(op: number, _a: F64): I64 {
    this.out.bytes([OP.BULK, op]);
    return I64_;
  }
  selectFloat(_yes: F64, _no: F64, _condition: I32): F64 {
    this.out.byte(OP.SELECT);
    return F64_;
  }
  fromBits64(_a: I64): F64 {
    this.out.byte(OP.F64_REINTERPRET_I64);
    return F64_;
  }
  toBits64(_a: F64): I64 {
    this.out.byte(OP.I64_REINTERPRET_F64);
    return I64_;
  }
  /** A single-precision number, given by its bits, as a double. */
  promoteBits32(_a: I32): F64 {
    this.out.byte(OP.F32_REINTERPRET_I32);
    this.out.byte(OP.F64_PROMOTE_F32);
    return F64_;
  }

  // Vectors ---------------------------------------------------------------------------------------------------------
  private simd(op: number): void {
    this.out.byte(SIMD_PREFIX);
    this.out.u32(op);
  }
  /** A vector out of vectors. */
  vector(op: number, _a: V128, _b?: V128, _c?: V128): V128 {
    this.simd(op);
    return V128_;
  }
  /** A vector shifted by a count. */
  shiftVector(op: number, _a: V128, _count: I32): V128 {
    this.simd(op);
    return V128_;
  }
  /** A number about a whole vector. */
  testVector(op: number, _a: V128): I32 {
    this.simd(op);
    return I32_;
  }
  splat(op: number, _a: I32 | I64): V128 {
    this.simd(op);
    return V128_;
  }
  extract32(op: number, lane: number, _a: V128): I32 {
    this.simd(op);
    this.out.byte(lane);
    return I32_;
  }
  extract64(lane: number, _a: V128): I64 {
    this.simd(SIMD.I64X2_EXTRACT_LANE);
    this.out.byte(lane);
    return I64_;
  }
  /** The lowest element as a number. Both widths have the type F64 here; the operations on them differ. */
  extractFloat(double: boolean, _a: V128): F64 {
    this.simd(double ? SIMD.F64X2_EXTRACT_LANE : SIMD.F32X4_EXTRACT_LANE);
    this.out.byte(0);
    return F64_;
  }
  replaceLane(op: number, lane: number, _a: V128, _value: I32 | I64 | F64): V128 {
    this.simd(op);
    this.out.byte(lane);
    return V128_;
  }
  /** The bytes that `lanes` names: 0 to 15 of `a`, 16 to 31 of `b`. */
  shuffle(lanes: readonly number[], _a: V128, _b: V128): V128 {
    this.simd(SIMD.I8X16_SHUFFLE);
    this.out.bytes(lanes);
    return V128_;
  }
  v128(bytes: readonly number[]): V128 {
    this.simd(SIMD.V128_CONST);
    this.out.bytes(bytes);
    return V128_;
  }
  /** A vector with the same 64 bits twice, or the same 32 bits four times. */
  repeat64(lo: number, hi: number): V128 {
    const bytes = [lo, hi].flatMap((w) => [w, w >> 8, w >> 16, w >> 24].map((b) => b & 0xff));
    return this.v128([...bytes, ...bytes]);
  }
  repeat32(word: number): V128 {
    return this.repeat64(word, word);
  }
  private memoryVector(op: number, offset: number): void {
    this.simd(op);
    this.out.byte(0);
    this.out.u32(offset);
  }
  /** Loads a vector; LOAD32_ZERO and LOAD64_ZERO load its low part. */
  loadVector(_address: I32, offset = 0, op: number = SIMD.V128_LOAD): V128 {
    this.memoryVector(op, offset);
    return V128_;
  }
  storeVector(_address: I32, _value: V128, offset = 0): void {
    this.memoryVector(SIMD.V128_STORE, offset);
  }

  // Memory ----------------------------------------------------------------------------------------------------------
  private memory(op: number, offset: number): void {
    this.out.byte(op);
    this.out.byte(0);
    this.out.u32(offset);
  }
  load64(_address: I32, offset = 0): I64 {
    this.memory(OP.I64_LOAD, offset);
    return I64_;
  }
  load32(_address: I32, offset = 0): I32 {
    this.memory(OP.I32_LOAD, offset);
    return I32_;
  }
  load16u(_address: I32, offset = 0): I32 {
    this.memory(OP.I32_LOAD16_U, offset);
    return I32_;
  }
  load8u(_address: I32, offset = 0): I32 {
    this.memory(OP.I32_LOAD8_U, offset);
    return I32_;
  }
  loadF64(_address: I32, offset = 0): F64 {
    this.memory(OP.F64_LOAD, offset);
    return F64_;
  }
  store64(_address: I32, _value: I64, offset = 0): void {
    this.memory(OP.I64_STORE, offset);
  }
  store32(_address: I32, _value: I32, offset = 0): void {
    this.memory(OP.I32_STORE, offset);
  }
  store16(_address: I32, _value: I32, offset = 0): void {
    this.memory(OP.I32_STORE16, offset);
  }
  store8(_address: I32, _value: I32, offset = 0): void {
    this.memory(OP.I32_STORE8, offset);
  }
  /** memory.copy: `length` bytes, as memmove. */
  copy(_to: I32, _from: I32, _length: I32): void {
    this.out.bytes([OP.BULK, 10, 0, 0]);
  }
  /** memory.fill with a byte. */
  fill(_to: I32, _byte: I32, _length: I32): void {
    this.out.bytes([OP.BULK, 11, 0]);
  }

  // Control ---------------------------------------------------------------------------------------------------------
  private open(op: number, type: number): Label {
    this.out.byte(op);
    this.out.byte(type);
    return ++this.depth as Label;
  }
  end(): void {
    this.out.byte(OP.END);
    this.depth--;
  }
  /** A forward target: `br` to it goes past its end. */
  block(body: (label: Label) => void): void {
    body(this.open(OP.BLOCK, TYPE.NONE));
    this.end();
  }
  /** A backward target: `br` to it starts the body again. */
  loop(body: (label: Label) => void): void {
    body(this.open(OP.LOOP, TYPE.NONE));
    this.end();
  }
  when(_condition: I32, then: () => void, otherwise?: () => void): void {
    this.open(OP.IF, TYPE.NONE);
    then();
    if (otherwise !== undefined) {
      this.out.byte(OP.ELSE);
      otherwise();
    }
    this.end();
  }
  /** The same for what hardly ever happens: the engine keeps its code, and what calls in it cost, out of the way. */
  seldom(_condition: I32, then: () => void): void {
    this.rareAt.push(this.out.length);
    this.when(_condition, then);
  }
  choose32(_condition: I32, then: () => I32, otherwise: () => I32): I32 {
    this.open(OP.IF, TYPE.I32);
    then();
    this.out.byte(OP.ELSE);
    otherwise();
    this.end();
    return I32_;
  }
  choose64(_condition: I32, then: () => I64, otherwise: () => I64): I64 {
    this.open(OP.IF, TYPE.I64);
    then();
    this.out.byte(OP.ELSE);
    otherwise();
    this.end();
    return I64_;
  }
  br(label: Label): void {
    this.out.byte(OP.BR);
    this.out.u32(this.depth - label);
  }
  brIf(label: Label, _condition: I32): void {
    this.out.byte(OP.BR_IF);
    this.out.u32(this.depth - label);
  }
  brSeldom(label: Label, _condition: I32): void {
    this.rareAt.push(this.out.length);
    this.brIf(label, _condition);
  }
  /** Branches to `labels[index]`, or to `otherwise` beyond them. */
  brTable(_index: I32, labels: readonly Label[], otherwise: Label): void {
    this.out.byte(OP.BR_TABLE);
    this.out.u32(labels.length);
    for (const label of labels) this.out.u32(this.depth - label);
    this.out.u32(this.depth - otherwise);
  }
  return32(_value: I32): void {
    this.out.byte(OP.RETURN);
  }
  return64(_value: I64): void {
    this.out.byte(OP.RETURN);
  }
  returnVoid(): void {
    this.out.byte(OP.RETURN);
  }
  unreachable(): void {
    this.out.byte(OP.UNREACHABLE);
  }

  // Calls -----------------------------------------------------------------------------------------------------------
  private invoke(func: FuncIndex): void {
    this.out.byte(OP.CALL);
    this.out.u32(func);
  }
  call(func: FuncIndex, ..._args: (I32 | I64 | V128)[]): void {
    this.invoke(func);
  }
  call32(func: FuncIndex, ..._args: (I32 | I64 | V128)[]): I32 {
    this.invoke(func);
    return I32_;
  }
  call64(func: FuncIndex, ..._args: (I32 | I64 | V128)[]): I64 {
    this.invoke(func);
    return I64_;
  }
  call128(func: FuncIndex, ..._args: (I32 | I64 | V128)[]): V128 {
    this.invoke(func);
    return V128_;
  }
  /** Calls entry `_index` of table 0, a function of type `type` that takes nothing and answers an i32. */
  callIndirect32(type: number, _index: I32): I32 {
    this.out.byte(OP.CALL_INDIRECT);
    this.out.u32(type);
    this.out.byte(0);
    return I32_;
  }
}
