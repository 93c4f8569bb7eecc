import type { Block, Slot } from '../ir/ir';
import { opposite } from './flags';
import {
  CALLEE_SAVED,
  eachRegister,
  imm,
  type MBlock,
  type MemOperand,
  type MFunc,
  MInst,
  type MOperand,
  mem,
  RBP,
  RSP,
  reg,
} from './machine';
import { frameStart } from './wrap';

/** One line of the finished function. */
export type Line =
  | { kind: 'inst'; inst: MInst }
  | { kind: 'label'; block: Block }
  /** Rows of the unwind table: the directive without `.cfi_`. */
  | { kind: 'cfi'; text: string };

/** Bytes below rsp that a leaf may use. System V ABI, AMD64 supplement, 3.2.2. */
const RED_ZONE = 128;

/** Where the frame's pieces came to lie: what a debugger wants to know. */
export interface FrameLayout {
  framePointer: boolean;
  /** Offset from the frame base (rbp, or rsp) of each slot. */
  offsets: Map<Slot, number>;
}

/** Stands where the frame is made. */
const PROLOGUE = 'prologue';

/** Lays out the frame, adds prologue and epilogues, straightens jumps. */
export function finish(mf: MFunc, framePointer: boolean): { lines: Line[]; frame: FrameLayout } {
  const frame = new Frame(mf, framePointer);
  const late = framePointer || mf.blocks.length === 1 ? undefined : frameStart(mf, frame.isNeeded);
  // The block in which the frame is made is not empty, so that jumps lead to it.
  for (const { block, insts } of mf.func.naked ? [] : mf.blocks)
    if (block === (late?.start ?? mf.func.entry)) insts.unshift(new MInst(PROLOGUE, 0, [], mf.func.at));
  straighten(mf);
  const lines: Line[] = [];
  let framed = false;
  mf.blocks.forEach(({ block, insts }, i) => {
    lines.push({ kind: 'label', block });
    const inside = late ? late.inside.has(block) : true;
    if (late && i > 0) {
      const wanted = inside && block !== late.start;
      if (wanted !== framed) lines.push(...frame.unwinding(wanted));
      framed = wanted;
    }
    for (const inst of insts) {
      frame.place(inst);
      if (inst.op === PROLOGUE) {
        lines.push(...frame.prologue());
        framed = true;
      } else if (inst.op === 'ret' && inside) lines.push(...frame.epilogue(inst, i === mf.blocks.length - 1));
      else lines.push({ kind: 'inst', inst });
    }
  });
  clearByXor(lines);
  return { lines, frame: { framePointer, offsets: frame.offsets } };
}

class Frame {
  readonly offsets = new Map<Slot, number>();
  private readonly saved: number[];
  /** Bytes to take from rsp after the pushes. */
  private readonly size: number;
  private readonly realign: number;
  private readonly outgoing: number;

  constructor(
    private readonly mf: MFunc,
    private readonly framePointer: boolean,
  ) {
    const { func } = mf;
    const used = new Set<Slot>();
    const changed = new Set<number>();
    let leaf = !func.movesStack;
    for (const { insts } of mf.blocks) {
      for (const inst of insts) {
        if (inst.op === 'call' || inst.op === 'asm' || inst.op === 'push') leaf = false;
        for (const operand of inst.ops) if (operand.kind === 'mem' && operand.slot) used.add(operand.slot);
        eachRegister(inst, (register, role) => {
          if (role !== 'u') changed.add(register);
        });
        for (const register of inst.defs) changed.add(register);
      }
    }
    this.saved = CALLEE_SAVED.filter((r) => changed.has(r) && !(r === RBP && framePointer));
    const maxAlign = Math.max(16, ...[...used].map((slot) => slot.align));
    this.realign = maxAlign > 16 ? maxAlign : 0;
    if (this.realign && !framePointer) throw new Error('an over-aligned frame needs a frame pointer');
    this.outgoing = func.outgoing;
    // Pieces in order of alignment, large arrays far from what is used often.
    let size = 0;
    const slots = [...used].sort((a, b) => a.size - b.size || b.align - a.align || a.id - b.id);
    const distance = new Map<Slot, number>();
    for (const slot of slots) {
      size = Math.ceil((size + slot.size) / slot.align) * slot.align;
      distance.set(slot, size);
    }
    const pushes = this.saved.length * 8;
    if (this.realign) {
      this.size = Math.ceil((size + this.outgoing) / maxAlign) * maxAlign;
      for (const [slot, at] of distance)
        this.offsets.set(
          slot,
          this.size - Math.ceil(size / maxAlign) * maxAlign + (Math.ceil(size / maxAlign) * maxAlign - at),
        );
      return;
    }
    // Slots lie at aligned distances below the frame's top, which is 16 bytes apart from a multiple of 16 or not.
    const above = framePointer ? pushes : pushes + 8;
    const start = Math.ceil(above / 16) * 16;
    const pad = start - above;
    const total =
      size === 0 && this.outgoing === 0 && leaf ? 0 : pad + Math.ceil(size / 16) * 16 + this.outgoing;
    const redZone = leaf && total <= RED_ZONE && this.outgoing === 0;
    // Calls find rsp at a multiple of 16; a leaf need not care.
    this.size = redZone ? 0 : leaf && size === 0 ? this.outgoing : total;
    for (const [slot, at] of distance) {
      if (framePointer) this.offsets.set(slot, -(start + at));
      else this.offsets.set(slot, redZone ? -(pad + at) : this.size - pad - at);
    }
  }

  /** Whether a block does what only a frame lets it. */
  readonly isNeeded = ({ insts }: MBlock): boolean =>
    insts.some(
      (inst) =>
        inst.op === 'call' ||
        inst.op === 'push' ||
        inst.op === 'asm' ||
        inst.defs.some((register) => this.saved.includes(register)) ||
        inst.ops.some((operand) => {
          if (operand.kind === 'reg') return operand.reg === RSP || this.saved.includes(operand.reg);
          return (
            operand.kind === 'mem' &&
            (operand.slot ||
              operand.area ||
              this.saved.includes(operand.base) ||
              this.saved.includes(operand.index))
          );
        }),
    );

  /** Rows that say how to unwind with the frame in place, or without it, where the row before says otherwise. */
  unwinding(framed: boolean): Line[] {
    const depth = 8 + this.saved.length * 8;
    const rows = [`def_cfa_offset ${framed ? depth + this.size : 8}`];
    this.saved.forEach((register, i) => {
      const number = DWARF_NUMBER[register];
      rows.push(framed ? `offset ${number}, -${16 + i * 8}` : `restore ${number}`);
    });
    return rows.map((text): Line => ({ kind: 'cfi', text }));
  }

  private inst(op: string, ...ops: MOperand[]): Line {
    return { kind: 'inst', inst: new MInst(op, 8, ops, this.mf.func.at) };
  }

  prologue(): Line[] {
    const lines: Line[] = [];
    let depth = 8;
    if (this.framePointer) {
      lines.push(this.inst('push', reg(RBP)), { kind: 'cfi', text: 'def_cfa_offset 16' });
      lines.push({ kind: 'cfi', text: 'offset 6, -16' });
      lines.push(this.inst('mov', reg(RBP), reg(RSP)), { kind: 'cfi', text: 'def_cfa_register 6' });
      depth = 16;
    }
    for (const register of this.saved) {
      lines.push(this.inst('push', reg(register)));
      depth += 8;
      if (!this.framePointer) lines.push({ kind: 'cfi', text: `def_cfa_offset ${depth}` });
      lines.push({ kind: 'cfi', text: `offset ${DWARF_NUMBER[register]}, -${depth}` });
    }
    if (this.realign) {
      lines.push(this.inst('sub', reg(RSP), imm(this.size)));
      lines.push(this.inst('and', reg(RSP), imm(-this.realign)));
    } else if (this.size > 0) {
      lines.push(this.inst('sub', reg(RSP), imm(this.size)));
      if (!this.framePointer) lines.push({ kind: 'cfi', text: `def_cfa_offset ${depth + this.size}` });
    }
    return lines;
  }

  epilogue(ret: MInst, last: boolean): Line[] {
    const lines: Line[] = [];
    const add = (op: string, ...ops: MOperand[]) =>
      lines.push({ kind: 'inst', inst: new MInst(op, 8, ops, ret.at) });
    if (!last) lines.push({ kind: 'cfi', text: 'remember_state' });
    const moves = this.mf.func.movesStack || this.realign > 0;
    if (this.framePointer && this.saved.length === 0 && (moves || this.size > 0)) {
      add('leave');
    } else {
      if (moves) add('lea', reg(RSP), mem({ base: RBP, disp: -this.saved.length * 8 }));
      else if (this.size > 0) add('add', reg(RSP), imm(this.size));
      let depth = 8 + this.saved.length * 8;
      if (!this.framePointer && this.size > 0) lines.push({ kind: 'cfi', text: `def_cfa_offset ${depth}` });
      for (const register of [...this.saved].reverse()) {
        add('pop', reg(register));
        depth -= 8;
        if (!this.framePointer) lines.push({ kind: 'cfi', text: `def_cfa_offset ${depth}` });
      }
      if (this.framePointer) add('pop', reg(RBP));
    }
    if (this.framePointer) lines.push({ kind: 'cfi', text: 'def_cfa 7, 8' });
    lines.push({ kind: 'inst', inst: ret });
    if (!last) lines.push({ kind: 'cfi', text: 'restore_state' });
    return lines;
  }

  /** Gives slots and argument areas their addresses. */
  place(inst: MInst): void {
    const { ops } = inst;
    for (let i = 0; i < ops.length; i++) {
      const operand = ops[i];
      if (operand.kind === 'mem' && (operand.slot || operand.area)) ops[i] = this.placed(operand);
    }
  }

  private placed(operand: MemOperand): MemOperand {
    const { slot, area, disp } = operand;
    const at = (base: number, offset: number) =>
      mem({ ...operand, slot: undefined, area: undefined, base, disp: disp + offset });
    if (area === 'outgoing') return at(RSP, 0);
    if (area === 'incoming') {
      if (this.framePointer) return at(RBP, 16);
      return at(RSP, this.size + this.saved.length * 8 + 8);
    }
    return at(this.framePointer && !this.realign ? RBP : RSP, this.offsets.get(slot as Slot) ?? 0);
  }
}

/** DWARF numbers of rax to r15. System V ABI, AMD64 supplement, figure 3.36. */
export const DWARF_NUMBER = [0, 2, 1, 3, 7, 6, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15];

/** Jumps to jumps go straight; jumps to what comes next go away. */
function straighten(mf: MFunc): void {
  const named = passOn(mf);
  mf.blocks = mf.blocks.filter(({ block }, i) => i === 0 || named[block.id] || block.label !== undefined);
  for (let i = 0; i < mf.blocks.length; i++) dropJump(mf.blocks[i].insts, mf.blocks[i + 1]?.block);
}

/** Jumps to blocks that only jump on lead to where these do. Answers which blocks are led to, by their ids. */
function passOn({ func, blocks }: MFunc): Uint8Array {
  const target: (Block | undefined)[] = new Array(func.blockCount);
  for (const { block, insts } of blocks) {
    const [first] = insts;
    if (first?.op === 'jmp' && first.ops[0].kind === 'label' && !block.label && first.ops[0].block !== block)
      target[block.id] = first.ops[0].block;
  }
  const final = (block: Block): Block => {
    let at = block;
    for (let hops = 0; hops < 64; hops++) {
      const next = target[at.id];
      if (!next) break;
      at = next;
    }
    return at;
  };
  const named = new Uint8Array(func.blockCount);
  for (const { insts } of blocks) {
    for (const inst of insts) {
      const [operand] = inst.ops;
      if (operand?.kind === 'label') {
        operand.block = final(operand.block);
        named[operand.block.id] = 1;
      }
      if (!inst.targets) continue;
      if (inst.op === 'table') inst.targets = inst.targets.map(final);
      for (const block of inst.targets) named[block.id] = 1;
    }
  }
  return named;
}

/** The jump at a block's end, where the block behind it is what it leads to, or what the test before it does. */
function dropJump(insts: MInst[], next: Block | undefined): void {
  const last = insts[insts.length - 1];
  if (last?.op !== 'jmp' || last.ops[0].kind !== 'label') return;
  if (last.ops[0].block === next) {
    insts.pop();
    return;
  }
  const before = insts[insts.length - 2];
  const isTest = before && before.op !== 'jmp' && before.op.startsWith('j') && before.ops[0].kind === 'label';
  if (!isTest || before.ops[0].kind !== 'label' || before.ops[0].block !== next) return;
  // jcc next; jmp elsewhere.
  const earlier = insts[insts.length - 3];
  if (earlier?.op.startsWith('j')) return;
  before.op = `j${opposite(before.op.slice(1))}`;
  before.ops[0] = last.ops[0];
  insts.pop();
}

const LEAVES_FLAGS =
  /^(mov|lea|push|pop|cvt|movs|movz|movabs|fld|fstp|fild|fistp|fldcw|fnstcw|not|xchg|bswap|addss|addsd|subs|muls|divs|sqrt|xorp|andp|leave|rep (movs|stos))/;
const READS_FLAGS = /^(j[^m]|set|cmov|adc|sbb|rcl|rcr|pushf)/;

/** What operations do with the flags, as far as it was asked for. */
const effects = new Map<string, 'read' | 'left' | 'lost'>();

function flagsOf(op: string): 'read' | 'left' | 'lost' {
  let effect = effects.get(op);
  if (effect === undefined) {
    const lost = op === 'asm' || op === 'call' || op === 'jmp' || !LEAVES_FLAGS.test(op);
    effects.set(op, (effect = READS_FLAGS.test(op) ? 'read' : lost ? 'lost' : 'left'));
  }
  return effect;
}

/** `mov $0` is shorter as xor where no flag is waited for. */
function clearByXor(lines: Line[]): void {
  let waited = false;
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i];
    if (line.kind === 'cfi') continue;
    if (line.kind === 'label') {
      waited = false;
      continue;
    }
    const { inst } = line;
    const [to, from] = inst.ops;
    const flags = flagsOf(inst.op);
    if (flags === 'read') waited = true;
    else if (flags === 'lost') waited = false;
    else if (
      !waited &&
      inst.op === 'mov' &&
      to.kind === 'reg' &&
      from.kind === 'imm' &&
      from.value === 0n &&
      !from.symbol
    ) {
      inst.op = 'xor';
      inst.size = 4;
      inst.ops = [to, to];
    }
  }
}
