import { COUNT_BITS } from '../core/meter';
import { type Inst, RIP_BASE, x87Opcode } from '../decode/inst';
import { type Operand, operandSize } from '../decode/operand';
import { STATUS } from '../flags/kinds';
import { STATE } from '../state';
import type { I32, I64, Local32, Local64, Local128, V128 } from '../wasm/code';
import { OP } from '../wasm/opcodes';
import { pageKey, type Size, STACK, type Stack, type Word } from './memory';
import { StatusEmitter } from './status';

/** A local that holds a word. */
export type Var = Local32 | Local64;

/** How a region goes on after a block. */
export interface Edges {
  /** Goes to the block at `target`, inside the region or outside. */
  goto(target: number): void;
  /** Goes to the canonical address in `target`. */
  jump(target: Local64): void;
  /** Returns to the address in `target`. */
  ret(target: Local64): void;
}

/** What an instruction's semantics are written against: its operands, and arithmetic in the current size. */
export class Builder extends StatusEmitter {
  inst!: Inst;
  /** Size of the operation, in bytes: of the first operand, unless a lift says otherwise. */
  size: Size = 8;
  private siteNumber = -1;
  private ticksFromHere = 0;
  private rest: readonly Inst[] = [];
  /** Runs when a repeated string instruction of this block retires. */
  onRetire: () => void = () => {};
  edges!: Edges;

  /** Starts an instruction: what the block was charged for it and what follows, and which flags are seen after it. */
  begin(inst: Inst, liveFlags: number, ticksFromHere: number, rest: readonly Inst[]): void {
    this.inst = inst;
    this.key = pageKey(inst);
    this.liveFlags = liveFlags;
    this.siteNumber = -1;
    this.ticksFromHere = ticksFromHere;
    this.rest = rest;
    this.size = inst.operands.length > 0 ? this.sizeOf(0) || inst.size : inst.size;
    this.releaseTemps();
  }

  /** The instruction's state, to be kept while code of other blocks is written in its middle. */
  save() {
    const { inst, key, size, liveFlags, siteNumber, ticksFromHere, rest, flagKind, patched } = this;
    const state = {
      inst,
      key,
      size,
      liveFlags,
      siteNumber,
      ticksFromHere,
      rest,
      flagKind,
      patched,
    };
    return { state, temps: this.markTemps() };
  }
  restore({ state, temps }: ReturnType<Builder['save']>): void {
    Object.assign(this, state);
    this.releaseTemps(temps);
  }

  site(): number {
    if (this.siteNumber < 0) {
      this.siteNumber = this.sites.length;
      this.sites.push({
        inst: this.inst,
        flagKind: this.flagKind,
        patched: this.patched,
        ticks: this.ticksFromHere,
        rest: this.rest,
      });
    }
    return this.siteNumber;
  }

  /** Virtual time at the start of this instruction, in ticks. */
  ticksNow(): I64 {
    return this.sub64(this.ticksAfter(), this.extendU(this.ticksAhead()));
  }
  /** Virtual time when this instruction, the last of its block, is done: LIMIT less the fuel. */
  ticksAfter(): I64 {
    const limit = this.load64(this.i32(0), STATE.LIMIT);
    return this.sub64(limit, this.shrs64(this.get(this.meter), this.i64(COUNT_BITS)));
  }
  /** What the block was charged for this instruction and those after it. */
  ticksAhead(): I32 {
    return this.i32(this.ticksFromHere);
  }
  /** Counts one instruction that the block's charge left out. */
  retire(): void {
    this.set(this.meter, this.add64(this.get(this.meter), this.i64(1)));
    this.onRetire();
  }
  /** Puts the meter where code outside the region can change it, and takes it back. */
  flushMeter(): void {
    this.store64(this.i32(0), this.get(this.meter), STATE.METER);
  }
  reloadMeter(): void {
    this.set(this.meter, this.load64(this.i32(0), STATE.METER));
  }

  /** Whether `vmcall` may be served in its place. */
  servesCalls = false;
  /** Has JavaScript serve `vmcall`. It finds the state in memory, changes what it likes, and says whether to go on. */
  serve(): void {
    const why = this.temp32();
    this.settleFlags();
    this.set(this.pc, this.following());
    this.putState();
    this.set(why, this.call32(this.helper('vmcall')));
    const elsewhere = this.ne64(this.load64(this.i32(0), STATE.RIP), this.following());
    this.when(this.or32(elsewhere, this.get(why)), () => this.return32(this.get(why)));
    this.takeState();
    this.gotoNext();
  }

  // RFLAGS beyond the status flags ----------------------------------------------------------------------------------
  /** Keeps the system flags out of an image of RFLAGS. */
  setSystemFlags(image: I32): void {
    const held = this.temp32();
    this.set(held, this.and32(image, this.i32(~STATUS)));
    this.store32(this.i32(0), this.get(held), STATE.SYSTEM_FLAGS);
  }
  statusOf(image: I32): I32 {
    return this.and32(image, this.i32(STATUS));
  }

  // Addresses of code -----------------------------------------------------------------------------------------------
  /** The address of this instruction. */
  here(): I64 {
    return this.i64(this.inst.rip);
  }
  /** The address of the instruction after it. */
  following(): I64 {
    return this.i64(this.inst.next);
  }

  /** What FOP keeps of an x87 instruction. */
  x87Opcode(): I32 {
    return this.i32(x87Opcode(this.inst));
  }

  // Operands --------------------------------------------------------------------------------------------------------
  operand(i: number): Operand {
    return this.inst.operands[i];
  }
  sizeOf(i: number): Size {
    return operandSize(this.operand(i), this.inst.size) as Size;
  }
  isMemory(i: number): boolean {
    const { place } = this.operand(i);
    return (
      place === 'O' ||
      ((place === 'E' || place === 'M' || place === 'W' || place === 'Q') && this.inst.mod !== 3)
    );
  }
  /** Register number of operand i, which is not memory nor an immediate. */
  registerOf(i: number): number {
    const operand = this.operand(i);
    switch (operand.place) {
      case 'E':
      case 'R':
      case 'M':
      case 'Z':
      case 'W':
      case 'Q':
      case 'N':
      case 'F':
      case 'U':
        return this.numberIn('rm', i);
      case 'B':
        return this.numberIn('vvvv', i);
      case 'G':
      case 'V':
      case 'P':
      case 'S':
      case 'C':
      case 'D':
        return operand.register >= 0 ? operand.register : this.numberIn('reg', i);
      default:
        return operand.register;
    }
  }

  /** The register number that a field of the instruction holds for operand i. */
  protected numberIn(field: 'rm' | 'reg' | 'vvvv', _i: number): number {
    return this.inst[field];
  }

  /** The value of operand i as a word of its own size, zero-extended. */
  read(i: number): Word {
    const operand = this.operand(i);
    const size = this.sizeOf(i);
    if (operand.place === 'one') return this.i32(1);
    if (operand.place === 'I') return this.immediate(size);
    if (this.isMemory(i)) return this.loadAt(this.effectiveAddress(), size, this.stackUse());
    return this.readRegister(this.registerOf(i), size);
  }
  /** The immediate as a word of `size`, masked to it. */
  immediate(size: Size): Word {
    const { immLo, immHi } = this.inst;
    if (size === 8) return this.i64pair(immLo, immHi);
    return this.i32(size === 4 ? immLo : immLo & (size === 2 ? 0xffff : 0xff));
  }
  /** Register `n`, or one of ah ch dh bh when the size is 1 and there is no REX prefix. */
  readRegister(n: number, size: Size): Word {
    if (size === 8) return this.register(n);
    if (size === 4) return this.wrap(this.register(n));
    if (size === 2) return this.and32(this.wrap(this.register(n)), this.i32(0xffff));
    if (n >= 4 && n < 8 && this.inst.rex === 0) {
      const shifted = this.shru32(this.wrap(this.register(n - 4)), this.i32(8));
      return this.and32(shifted, this.i32(0xff));
    }
    return this.and32(this.wrap(this.register(n)), this.i32(0xff));
  }

  /** Stores a word of operand i's size into it. A register of 4 bytes is zero-extended, a smaller one merged. */
  write(i: number, word: Word): void {
    const size = this.sizeOf(i);
    if (this.isMemory(i)) {
      const value = this.holdSized(word, size);
      this.storeAt(this.effectiveAddress(), size, value, this.stackUse());
    } else {
      this.writeRegister(this.registerOf(i), size, word);
    }
  }
  writeRegister(n: number, size: Size, word: Word): void {
    if (size >= 4) {
      this.setRegister(n, size === 8 ? (word as I64) : this.extendU(word as I32));
      return;
    }
    const high = size === 1 && n >= 4 && n < 8 && this.inst.rex === 0;
    const register = high ? n - 4 : n;
    const mask = size === 2 ? 0xffff : 0xff;
    let value = this.extendU(this.and32(word as I32, this.i32(mask)));
    if (high) value = this.shl64(value, this.i64(8));
    const rest = this.and64(this.register(register), this.i64(high ? -0xff01 : -1 - mask));
    this.setRegister(register, this.or64(value, rest));
  }

  /**
   * Replaces operand i by what `change` makes of it; answers a local with the old value. Memory is checked for writing
   * before anything happens.
   */
  update(i: number, change: (old: Var) => Word): Var {
    const size = this.sizeOf(i);
    if (this.isMemory(i)) {
      return this.modifyAt(this.effectiveAddress(), size, this.stackUse(), change);
    }
    const old = this.holdSized(this.read(i), size);
    this.write(i, change(old));
    return old;
  }

  private key: string | undefined;
  protected operandKey(): string | undefined {
    return this.key;
  }

  // Vectors ---------------------------------------------------------------------------------------------------------
  /** Operand i as a vector: memory of 16 bytes, which has to be aligned unless told otherwise, or less with zeros above. */
  readVector(i: number, aligned = true): V128 {
    if (this.lowHalves !== undefined) return this.get(this.lowHalves.y);
    if (!this.isMemory(i)) return this.xmm(this.registerOf(i));
    const size = this.sizeOf(i) as number;
    if (size !== 16 && size !== 8 && size !== 4) throw new Error(`no vector has ${size} bytes`);
    return this.loadVectorAt(this.effectiveAddress(), size, aligned && size === 16, this.stackUse());
  }
  /** Keeps a vector in a fresh local. */
  holdVector(value: V128): Local128 {
    const local = this.temp128();
    this.set(local, value);
    return local;
  }
  /** Stores a vector of 16 bytes into operand i. */
  writeVector(i: number, value: V128, aligned = true): void {
    if (!this.isMemory(i)) {
      this.setXmm(this.registerOf(i), value);
      return;
    }
    const held = this.holdVector(value);
    this.storeVectorAt(this.effectiveAddress(), held, aligned, this.stackUse());
  }

  /** RSP and RBP as base register go through SS. SDM vol. 1 section 3.7.4. */
  stackUse(): Stack {
    const { segment, base } = this.inst;
    if (segment >= 0) return STACK.NONE;
    return base === 4 ? STACK.TOP : base === 5 ? STACK.SEGMENT : STACK.NONE;
  }

  /** Base of the segment that a prefix names. */
  private segmentBase(): I64 {
    return this.load64(this.i32(0), this.inst.segment === 4 ? STATE.FS_BASE : STATE.GS_BASE);
  }

  /** Offset of the memory operand inside its segment: what LEA answers. `more` is added before it is cut to the address size. */
  offset(more?: () => I64): I64 {
    const { base, index, scale, displacement, addressSize, next, immLo, immHi } = this.inst;
    // The sum so far is on the stack, once there is a first term.
    let terms = 0;
    const sum = undefined as unknown as I64;
    const add = (term: I64) => {
      if (terms++ > 0) this.add64(sum, term);
    };
    let constant = displacement;
    if (this.inst.operands.some((o) => o.place === 'O')) add(this.i64pair(immLo, immHi));
    else if (base === RIP_BASE) constant += next;
    else if (base >= 0) add(this.register(base));
    if (index >= 0) add(scale > 0 ? this.shl64(this.register(index), this.i64(scale)) : this.register(index));
    if (constant !== 0 || terms === 0) add(this.i64(constant));
    if (more !== undefined) add(more());
    return addressSize === 4 ? this.and64(sum, this.i64(0xffffffff)) : sum;
  }

  /** Adds the base of the segment that a prefix names, if any. */
  inSegment(offset: I64): I64 {
    return this.inst.segment < 0 ? offset : this.add64(offset, this.segmentBase());
  }

  /** The memory operand's linear address, in a local; `more` is added to its offset. */
  effectiveAddress(more?: () => I64): Local64 {
    const local = this.temp64();
    this.set(local, this.inSegment(this.offset(more)));
    return local;
  }

  // Arithmetic in the current size ----------------------------------------------------------------------------------
  get wide(): boolean {
    return this.size === 8;
  }
  /** Keeps a word in a local. */
  hold(word: Word): Var {
    return this.holdSized(word, this.size);
  }
  use(local: Var): Word {
    return this.get(local as Local64);
  }
  word(n: number): Word {
    return this.wide ? this.i64(n) : this.i32(n);
  }
  private op(op32: number, op64: number, a: Word, b?: Word): Word {
    return this.wide ? this.op64(op64, a as I64, b as I64) : this.op32(op32, a as I32, b as I32);
  }
  private test(op32: number, op64: number, a: Word, b?: Word): I32 {
    return this.wide ? this.test64(op64, a as I64, b as I64) : this.op32(op32, a as I32, b as I32);
  }
  add(a: Word, b: Word): Word {
    return this.op(OP.I32_ADD, OP.I64_ADD, a, b);
  }
  sub(a: Word, b: Word): Word {
    return this.op(OP.I32_SUB, OP.I64_SUB, a, b);
  }
  mul(a: Word, b: Word): Word {
    return this.op(OP.I32_MUL, OP.I64_MUL, a, b);
  }
  and(a: Word, b: Word): Word {
    return this.op(OP.I32_AND, OP.I64_AND, a, b);
  }
  or(a: Word, b: Word): Word {
    return this.op(OP.I32_OR, OP.I64_OR, a, b);
  }
  xor(a: Word, b: Word): Word {
    return this.op(OP.I32_XOR, OP.I64_XOR, a, b);
  }
  shl(a: Word, b: Word): Word {
    return this.op(OP.I32_SHL, OP.I64_SHL, a, b);
  }
  shru(a: Word, b: Word): Word {
    return this.op(OP.I32_SHR_U, OP.I64_SHR_U, a, b);
  }
  shrs(a: Word, b: Word): Word {
    return this.op(OP.I32_SHR_S, OP.I64_SHR_S, a, b);
  }
  rotl(a: Word, b: Word): Word {
    return this.op(OP.I32_ROTL, OP.I64_ROTL, a, b);
  }
  rotr(a: Word, b: Word): Word {
    return this.op(OP.I32_ROTR, OP.I64_ROTR, a, b);
  }
  clz(a: Word): Word {
    return this.op(OP.I32_CLZ, OP.I64_CLZ, a);
  }
  ctz(a: Word): Word {
    return this.op(OP.I32_CTZ, OP.I64_CTZ, a);
  }
  popcnt(a: Word): Word {
    return this.op(OP.I32_POPCNT, OP.I64_POPCNT, a);
  }
  eqz(a: Word): I32 {
    return this.test(OP.I32_EQZ, OP.I64_EQZ, a);
  }
  eq(a: Word, b: Word): I32 {
    return this.test(OP.I32_EQ, OP.I64_EQ, a, b);
  }
  ne(a: Word, b: Word): I32 {
    return this.test(OP.I32_NE, OP.I64_NE, a, b);
  }
  ltu(a: Word, b: Word): I32 {
    return this.test(OP.I32_LT_U, OP.I64_LT_U, a, b);
  }
  select(yes: Word, _no: Word, condition: I32): Word {
    return this.wide
      ? this.select64(yes as I64, _no as I64, condition)
      : this.select32(yes as I32, _no as I32, condition);
  }

  /** Bits of the current size. */
  get bits(): number {
    return 8 * this.size;
  }
  /** Clears what lies beyond the current size. */
  mask(a: Word): Word {
    if (this.size >= 4) return a;
    return this.and32(a as I32, this.i32(this.size === 2 ? 0xffff : 0xff));
  }
  /** Sign-extends a value of the current size inside its word. */
  signed(a: Word): Word {
    if (this.size >= 4) return a;
    return this.op32(this.size === 2 ? OP.I32_EXTEND16_S : OP.I32_EXTEND8_S, a as I32);
  }
  /** A word as an i64, zero-extended; as an i32, cut. */
  to64(a: Word): I64 {
    return this.wide ? (a as I64) : this.extendU(a as I32);
  }
  to32(a: Word): I32 {
    return this.wide ? this.wrap(a as I64) : (a as I32);
  }
  /** An i64, or an i32, as a word of the current size. */
  from64(a: I64): Word {
    return this.wide ? a : this.wrap(a);
  }
  from32(a: I32): Word {
    return this.wide ? this.extendU(a) : a;
  }
  get64(local: Var): I64 {
    return this.to64(this.use(local));
  }

  // Flags of the current size ---------------------------------------------------------------------------------------
  /** Leaves flags of a family from held operands. */
  flags(family: number, a: Var, b?: Var): void {
    this.setFlags(family, this.size, () => this.get64(a), b === undefined ? undefined : () => this.get64(b));
  }

  // Stack -----------------------------------------------------------------------------------------------------------
  /** Pushes a held value: the store comes first, so that a fault changes nothing. SDM vol. 2, "PUSH". */
  push(value: Var, size: Size): void {
    const top = this.temp64();
    this.set(top, this.sub64(this.register(4), this.i64(size)));
    this.storeAt(top, size, value, STACK.TOP);
    this.setRegister(4, this.get(top));
  }
  /** Loads what lies `offset` bytes above the stack pointer. */
  peek(size: Size, offset = 0): Word {
    const at = this.temp64();
    this.set(at, offset === 0 ? this.register(4) : this.add64(this.register(4), this.i64(offset)));
    return this.loadAt(at, size, STACK.TOP);
  }
  /** Moves the stack pointer up. */
  drop(bytes: number): void {
    this.setRegister(4, this.add64(this.register(4), this.i64(bytes)));
  }

  // Control ---------------------------------------------------------------------------------------------------------
  /** Goes on at a known address. */
  goto(target: number): void {
    this.edges.goto(target);
  }
  /** Goes on where a direct jump or call says. */
  gotoTarget(): void {
    this.goto(this.inst.target);
  }
  /** Goes on after this instruction. */
  gotoNext(): void {
    this.goto(this.inst.next);
  }
  /** Comes to this instruction again. */
  again(): void {
    this.goto(this.inst.rip);
  }
  /** Goes where a direct jump says if `condition` holds, else on. */
  branch(condition: I32): void {
    // Each way puts the flags in the form that its target wants.
    const { flagKind, patched } = this;
    this.when(
      condition,
      () => this.gotoTarget(),
      () => {
        this.flagKind = flagKind;
        this.patched = patched;
        this.gotoNext();
      },
    );
  }
}
