import { reversePostorder } from '../ir/cfg';
import {
  type Block,
  countUses,
  type Func,
  isEnd,
  isPure,
  isRemovable,
  isVector,
  type Slot,
  sizeOf,
  type Type,
  type Value,
  writesMemory,
} from '../ir/ir';
import {
  FIRST_VIRTUAL,
  type ImmOperand,
  imm,
  type MBlock,
  type MemOperand,
  type MFunc,
  MInst,
  type MOperand,
  mem,
  reg,
  vectorMove,
} from './machine';
import { selectValue } from './rules';

/** What selection has to know of the unit. */
export interface Names {
  pic: 'none' | 'pie' | 'pic';
  /** The symbol is defined in this unit, or cannot be elsewhere than beside it. */
  isLocal(symbol: string): boolean;
  /** A read-only constant; answers its symbol. */
  constant(bytes: Uint8Array): string;
  threadModel(symbol: string): 'local-exec' | 'initial-exec';
}

/** Values that are made anew wherever they are wanted in a register. */
const isImmediate = (value: Value): boolean =>
  value.op === 'const' ||
  value.op === 'slot' ||
  value.op === 'symbol' ||
  value.op === 'incoming' ||
  value.op === 'outgoing' ||
  value.op === 'fconst' ||
  value.op === 'blockaddr' ||
  value.op === 'undef';

/**
 * Turns values into instructions over virtual registers. Blocks are gone through backwards, users before what they
 * use, so that a value that all its users have folded into themselves is never made.
 */
export class Selector {
  readonly classes: number[] = new Array(FIRST_VIRTUAL).fill(0).map((_, i) => (i < 16 ? 0 : 1));
  /** The virtual register of a value, by its id; 0 for none. */
  private readonly vregs: Int32Array;
  /** Writes to memory that came before a value in its block. */
  private readonly epochs: Int32Array;
  /** Instructions of the value at hand, in order. */
  private seq: MInst[] = [];
  private at = -1;
  private cell: Slot | undefined;
  private readonly unspillable = new Set<number>();
  private readonly wide = new Set<number>();

  constructor(
    readonly func: Func,
    readonly names: Names,
  ) {
    this.epochs = new Int32Array(func.valueCount);
    this.vregs = new Int32Array(func.valueCount);
  }

  run(): MFunc {
    const { func } = this;
    countUses(func);
    for (const block of func.blocks) this.countEpochs(block);
    const insts = new Map<Block, MInst[]>();
    const order = reversePostorder(func);
    const seen = new Set(order);
    for (const block of func.blocks) if (!seen.has(block)) order.push(block);
    // Operands of phis are wanted at the ends of blocks that may come earlier.
    for (const block of order) {
      for (const phi of block.values) {
        if (phi.op !== 'phi') break;
        this.reg(phi);
        for (const arg of phi.args) if (!isImmediate(arg)) this.reg(arg);
      }
    }
    for (let i = order.length - 1; i >= 0; i--) insts.set(order[i], this.block(order[i]));
    return {
      func,
      blocks: func.blocks.map((block): MBlock => ({ block, insts: insts.get(block) ?? [] })),
      classes: this.classes,
      wide: this.wide,
      unspillable: this.unspillable,
    };
  }

  private countEpochs(block: Block): void {
    let epoch = 0;
    for (const value of block.values) {
      this.epochs[value.id] = epoch;
      if (writesMemory(value)) epoch++;
    }
  }

  private block(block: Block): MInst[] {
    const reversed: MInst[] = [];
    const flush = () => {
      for (let i = this.seq.length - 1; i >= 0; i--) reversed.push(this.seq[i]);
      this.seq = [];
    };
    for (let i = block.values.length - 1; i >= 0; i--) {
      const value = block.values[i];
      if (value.op === 'phi') break;
      if (isEnd(value)) {
        this.at = value.at;
        this.phiCopies(block);
        const copies = this.seq;
        this.seq = [];
        selectValue(this, value);
        this.seq = [...copies, ...this.seq];
        flush();
        continue;
      }
      if (isImmediate(value)) continue;
      if (this.isWanted(value) || !isRemovable(value) || this.pinned.has(value)) {
        if (this.folded.has(value)) continue;
        this.at = value.at;
        selectValue(this, value);
        flush();
      }
    }
    return reversed.reverse();
  }

  /** Values that were folded into one that was selected already, though they cannot be dropped otherwise. */
  readonly folded = new Set<Value>();
  /** Selected though nobody uses the value. */
  readonly pinned = new Set<Value>();

  /** Moves what the phis of the only successor are to be, all at once. */
  private phiCopies(block: Block): void {
    if (block.succs.length !== 1) return;
    const [to] = block.succs;
    const edge = to.preds.indexOf(block);
    const copies: { to: number; from: Value }[] = [];
    for (const phi of to.values) {
      if (phi.op !== 'phi') break;
      const arg = phi.args[edge];
      if (arg !== phi && arg.op !== 'undef') copies.push({ to: this.reg(phi), from: arg });
    }
    const registers = copies
      .filter((c) => !isImmediate(c.from))
      .map((c) => ({ to: c.to, from: this.reg(c.from) }));
    // One whose target nobody still reads goes first; a ring is opened by a register of its own.
    const readers = new Map<number, number>();
    for (const { from } of registers) readers.set(from, (readers.get(from) ?? 0) + 1);
    const pending = registers.filter((c) => c.to !== c.from);
    for (const { to: t, from } of registers) if (t === from) readers.set(from, (readers.get(from) ?? 1) - 1);
    const ready = pending.filter((c) => !readers.get(c.to));
    const done = new Set<(typeof pending)[number]>();
    let left = pending.length;
    const move = (copy: (typeof pending)[number]) => {
      this.copy(copy.to, copy.from);
      done.add(copy);
      left--;
      const count = (readers.get(copy.from) ?? 1) - 1;
      readers.set(copy.from, count);
      if (count > 0) return;
      for (const other of pending) if (other.to === copy.from && !done.has(other)) ready.push(other);
    };
    while (left > 0) {
      const copy = ready.pop();
      if (copy) {
        if (!done.has(copy)) move(copy);
        continue;
      }
      const stuck = pending.find((c) => !done.has(c));
      if (!stuck) break;
      const saved = this.fresh(this.classes[stuck.to]);
      if (this.wide.has(stuck.to)) this.wide.add(saved);
      this.copy(saved, stuck.to);
      for (const other of pending) {
        if (done.has(other) || other.from !== stuck.to) continue;
        readers.set(stuck.to, (readers.get(stuck.to) ?? 1) - 1);
        other.from = saved;
        readers.set(saved, (readers.get(saved) ?? 0) + 1);
      }
      ready.push(stuck);
    }
    for (const { to: t, from } of copies) if (isImmediate(from)) this.materialise(from, t);
  }

  // What rules use.

  emit(op: string, size: number, ...ops: MOperand[]): MInst {
    const inst = new MInst(op, size, ops, this.at);
    this.seq.push(inst);
    return inst;
  }

  fresh(kind: number): number {
    this.classes.push(kind);
    return this.classes.length - 1;
  }

  /** A register for values of a type. */
  freshOf(type: Type): number {
    const made = this.fresh(isVector(type) ? 1 : 0);
    if (type === 'v128') this.wide.add(made);
    return made;
  }

  /** A register of sixteen bytes that lives for two instructions: the frame has no room for it. */
  freshVector(): number {
    const made = this.fresh(1);
    this.unspillable.add(made);
    return made;
  }

  /** A move between registers of one class. */
  copy(to: number, from: number, size = 8): void {
    if (to === from) return;
    this.emit(this.classes[to] === 1 ? 'movaps' : 'mov', size, reg(to), reg(from));
  }

  /** The register of a value; constants and addresses are made on the spot. */
  reg(value: Value): number {
    if (isImmediate(value)) {
      const made = this.freshOf(value.type);
      this.materialise(value, made);
      return made;
    }
    const known = this.vregs[value.id];
    if (known > 0) return known;
    return (this.vregs[value.id] = this.freshOf(value.type));
  }

  isImmediateValue(value: Value): boolean {
    return isImmediate(value);
  }

  /** The address of four bytes for the control word of the x87. */
  scratch(): Value {
    this.cell ??= this.func.slot(8, 8);
    const value = this.func.value('slot', 'i64', [], -1, this.func.entry);
    value.slot = this.cell;
    return value;
  }

  /** Whether something later has asked for a value in a register. */
  isWanted(value: Value): boolean {
    return this.vregs[value.id] > 0;
  }

  /** Puts a constant or an address into a register. */
  materialise(value: Value, into: number): void {
    switch (value.op) {
      case 'undef':
        return;
      case 'const':
        this.constant(value.type, value.imm, into);
        return;
      case 'fconst':
        if (Object.is(value.float, 0))
          this.emit(value.type === 'f32' ? 'xorps' : 'xorpd', 16, reg(into), reg(into)).roles = ['d', 'u0'];
        else
          this.emit(
            value.type === 'f32' ? 'movss' : 'movsd',
            sizeOf(value.type),
            reg(into),
            this.floatConstant(value),
          );
        return;
      default:
        this.address(value, into);
    }
  }

  constant(type: Type, value: bigint, into: number): void {
    if (type === 'i32' || (value >= 0n && value <= 0xffffffffn))
      this.emit('mov', 4, reg(into), imm(BigInt.asIntN(32, value)));
    else if (value === BigInt.asIntN(32, value)) this.emit('mov', 8, reg(into), imm(value));
    else this.emit('movabs', 8, reg(into), imm(value));
  }

  private address(value: Value, into: number): void {
    if (value.op === 'symbol' || value.op === 'blockaddr') {
      const { names } = this;
      const disp = value.num;
      if (value.op === 'symbol' && names.pic !== 'none' && !names.isLocal(value.symbol)) {
        this.emit('mov', 8, reg(into), mem({ symbol: value.symbol, rip: true, modifier: 'GOTPCREL' }));
        if (disp !== 0) this.emit('add', 8, reg(into), imm(disp));
      } else if (names.pic === 'none') {
        this.emit('mov', 4, reg(into), { kind: 'imm', value: BigInt(disp), symbol: value.symbol });
      } else this.emit('lea', 8, reg(into), mem({ symbol: value.symbol, rip: true, disp }));
      return;
    }
    this.emit('lea', 8, reg(into), this.memory(value, 0));
  }

  floatConstant(value: Value): MemOperand {
    const bytes = new Uint8Array(sizeOf(value.type));
    const view = new DataView(bytes.buffer);
    if (value.type === 'f32') view.setFloat32(0, value.float, true);
    else view.setFloat64(0, value.float, true);
    return this.rodata(bytes);
  }

  rodata(bytes: Uint8Array): MemOperand {
    return mem({ symbol: this.names.constant(bytes), rip: true });
  }

  /** The constant as an immediate operand, where it fits one. */
  immediate(value: Value): ImmOperand | undefined {
    if (value.op === 'const') {
      return value.imm === BigInt.asIntN(32, value.imm) ? imm(value.imm) : undefined;
    }
    if ((value.op === 'symbol' || value.op === 'blockaddr') && this.names.pic === 'none')
      return { kind: 'imm', value: BigInt(value.num), symbol: value.symbol };
    return undefined;
  }

  /** The value can be made part of the instruction of a single user that stands at `user`. */
  private foldable(load: Value, user: Value): boolean {
    return (
      load.op === 'load' &&
      !load.volatile &&
      load.uses === 1 &&
      load.block === user.block &&
      !this.isWanted(load) &&
      this.epochs[load.id] === this.epochs[user.id]
    );
  }

  /** A load of `size` bytes as an operand in memory, when it can be folded. */
  foldLoad(value: Value, user: Value, size: number): MemOperand | undefined {
    if (!this.foldable(value, user) || value.size !== size) return undefined;
    this.folded.add(value);
    return this.memory(value.args[0], value.num);
  }

  /** A load of one or two bytes as an operand. */
  foldNarrow(value: Value, user: Value): { memory: MemOperand; size: number; signed: boolean } | undefined {
    if (!this.foldable(value, user) || value.size > 2) return undefined;
    this.folded.add(value);
    return { memory: this.memory(value.args[0], value.num), size: value.size, signed: value.signed };
  }

  /** The low `size` bytes of a load as an operand. */
  foldLow(value: Value, user: Value, size: number): MemOperand | undefined {
    const cut = value.op === 'trunc' && value.uses === 1 && !this.isWanted(value);
    const load = cut ? value.args[0] : value;
    if (isVector(load.type) || !this.foldable(load, user) || load.size < size) return undefined;
    this.folded.add(load);
    if (cut) this.folded.add(value);
    return this.memory(load.args[0], load.num);
  }

  /** Puts a value into a register in the way that costs least. */
  copyTo(to: number, value: Value, user: Value, size = sizeOf(value.type)): void {
    if (isImmediate(value)) {
      this.materialise(value, to);
      return;
    }
    if (value.op === 'load' && value.size >= 4 && isVector(value.type) === (this.classes[to] === 1)) {
      const folded = this.foldLoad(value, user, value.size);
      if (folded) {
        this.emit(isVector(value.type) ? vectorMove(value.type, value) : 'mov', value.size, reg(to), folded);
        return;
      }
    }
    this.copy(to, this.reg(value), size);
  }

  /** A compare that is made only here, so that what it loads may become part of it. */
  isLastUse(test: Value, user: Value): boolean {
    return test === user || test.uses === 1;
  }

  isUnchangedSince(value: Value, user: Value): boolean {
    return this.epochs[value.id] === this.epochs[user.id];
  }

  /** What is stored is used nowhere else, and neither is what was stripped from it. */
  onlyUsedBy(value: Value, store: Value): boolean {
    for (let at = store.args[1]; ; at = at.args[0]) {
      if (at.uses !== 1 || this.isWanted(at)) return false;
      if (at === value) return true;
    }
  }

  /** A sum as an operand of lea, where that spares an instruction. */
  sum(value: Value): MemOperand | undefined {
    const operand = this.memory(value, 0, true);
    return operand.index >= 0 || operand.disp !== 0 || operand.slot || operand.symbol || operand.area
      ? operand
      : undefined;
  }

  /** Register or memory. */
  rm(value: Value, user: Value): MOperand {
    if (value.op === 'fconst' && !Object.is(value.float, 0)) return this.floatConstant(value);
    return this.foldLoad(value, user, sizeOf(value.type)) ?? reg(this.reg(value));
  }

  /** Register, memory or immediate. */
  rmi(value: Value, user: Value): MOperand {
    return this.immediate(value) ?? this.rm(value, user);
  }

  /** Register or immediate. */
  ri(value: Value): MOperand {
    return this.immediate(value) ?? reg(this.reg(value));
  }

  /** Whether the operation before a store can work on memory: `x` is a load from just there. */
  isSamePlace(load: Value, store: Value): boolean {
    if (!this.foldable(load, store) || load.size !== store.size || load.num !== store.num) return false;
    return sameAddress(load.args[0], store.args[0]);
  }

  /** The operand that reaches `offset` bytes beyond an address: sums and scaled indices become part of it. */
  memory(address: Value, offset: number, force = false): MemOperand {
    let disp = offset;
    let base: Value | undefined = address;
    while (
      base.op === 'add' &&
      base.args[1].op === 'const' &&
      (this.mayDissolve(base) || (force && base === address))
    ) {
      const sum = disp + Number(base.args[1].imm);
      if (sum !== sum << 0) break;
      disp = sum;
      base = base.args[0];
    }
    const direct = this.rooted(base, disp);
    if (direct) return direct;
    if (base.op === 'add' && (this.mayDissolve(base) || (force && base === address))) {
      let [x, y]: Value[] = base.args;
      if (scaleOf(x) && !scaleOf(y)) [x, y] = [y, x];
      const scaled = scaleOf(y);
      const index = scaled && this.mayDissolve(y) ? y.args[0] : y;
      const scale = scaled && index !== y ? scaled : 1;
      // The base may be a sum of its own with a constant, or a place in the frame.
      let inner = x;
      while (inner.op === 'add' && inner.args[1].op === 'const' && this.mayDissolve(inner)) {
        const sum = disp + Number(inner.args[1].imm);
        if (sum !== sum << 0) break;
        disp = sum;
        inner = inner.args[0];
      }
      const root = this.rooted(inner, disp);
      if (root && !root.rip && root.index < 0) return mem({ ...root, index: this.reg(index), scale });
      if (root?.rip && this.names.pic === 'none' && !root.modifier)
        return mem({ ...root, rip: false, index: this.reg(index), scale });
      return mem({ base: this.reg(inner), index: this.reg(index), scale, disp });
    }
    return mem({ base: this.reg(base), disp });
  }

  /** An address that starts in the frame or at a symbol. */
  private rooted(base: Value, disp: number): MemOperand | undefined {
    switch (base.op) {
      case 'slot':
        return mem({ slot: base.slot, disp: disp + base.num });
      case 'incoming':
      case 'outgoing':
        return mem({ area: base.op, disp: disp + base.num });
      case 'symbol':
        if (this.names.pic !== 'none' && !this.names.isLocal(base.symbol)) return undefined;
        return mem({ symbol: base.symbol, rip: true, disp: disp + base.num });
      case 'thread':
        if (this.names.threadModel(base.symbol) !== 'local-exec') return undefined;
        return mem({ symbol: base.symbol, modifier: 'TPOFF', fs: true, disp });
      case 'const': {
        const at = disp + Number(base.imm);
        return at === at << 0 ? mem({ disp: at }) : undefined;
      }
      default:
        return undefined;
    }
  }

  /** An address computation is repeated in its users unless it is wanted in a register anyway. */
  private mayDissolve(value: Value): boolean {
    return !this.isWanted(value);
  }
}

function scaleOf(value: Value): 1 | 2 | 4 | 8 | 0 {
  if (value.type !== 'i64' || value.args[1]?.op !== 'const') return 0;
  const { imm: by } = value.args[1];
  if (value.op === 'shl' && by >= 1n && by <= 3n) return (1 << Number(by)) as 2;
  if (value.op === 'mul' && (by === 2n || by === 4n || by === 8n)) return Number(by) as 2;
  return 0;
}

/** Two addresses that are surely the same, written twice. */
export function sameAddress(x: Value, y: Value): boolean {
  if (x === y) return true;
  if (x.op !== y.op || x.num !== y.num) return false;
  if (x.op === 'slot') return x.slot === y.slot;
  if (x.op === 'symbol') return x.symbol === y.symbol;
  if (x.op === 'const') return x.imm === y.imm;
  if (!isPure(x) || x.args.length === 0 || x.args.length !== y.args.length)
    return x.op === 'incoming' || x.op === 'outgoing';
  return x.args.every((arg, i) => sameAddress(arg, y.args[i]));
}
