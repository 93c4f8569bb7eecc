import { FIRST_VIRTUAL, type MFunc, roleOf } from './machine';

/** Bits, one for each position: instruction p uses at 2p and defines at 2p + 1. */
export class Occupancy {
  constructor(
    private readonly words: Uint32Array,
    /** Where the register's bits begin. */
    private readonly first: number,
  ) {}

  /** Marks `start` to `end`, which is not part of it. */
  mark(start: number, end: number): void {
    const { words, first } = this;
    for (let word = start >> 5; word << 5 < end; word++) words[first + word] |= maskOf(word, start, end);
  }

  meets(start: number, end: number): boolean {
    const { words, first } = this;
    for (let word = start >> 5; word << 5 < end; word++)
      if ((words[first + word] & maskOf(word, start, end)) !== 0) return true;
    return false;
  }
}

function maskOf(word: number, start: number, end: number): number {
  const base = word << 5;
  let mask = -1;
  if (start > base) mask &= -1 << (start - base);
  if (end < base + 32) mask &= ~(-1 << (end - base));
  return mask;
}

/** Where registers are live. */
export interface Liveness {
  /** By virtual register: start, end, start, end, ... ascending; ends are not part. */
  ranges: (number[] | undefined)[];
  /** By processor register. */
  fixed: Occupancy[];
  /** How often each virtual register is used, inner loops counting more. */
  weights: Float64Array;
  positions: number;
}

const WEIGHTS = [1, 10, 100, 1000, 10000];

export function findLiveness(mf: MFunc): Liveness {
  const liveOut = dataflow(mf);
  let positions = 0;
  for (const { insts } of mf.blocks) positions += insts.length * 2;
  const ranges: (number[] | undefined)[] = new Array(mf.classes.length);
  const words = (positions >> 5) + 2;
  const bits = new Uint32Array(FIRST_VIRTUAL * words);
  const fixed = Array.from({ length: FIRST_VIRTUAL }, (_, i) => new Occupancy(bits, i * words));
  const weights = new Float64Array(mf.classes.length);
  // Backwards, so that ranges are found from the last to the first; they are kept so and turned round at the end.
  const open = new Int32Array(mf.classes.length).fill(-1);
  /** Registers that are live in the block at hand, or were. */
  let live: number[] = [];
  const close = (register: number, from: number) => {
    const to = open[register];
    open[register] = -1;
    if (register < FIRST_VIRTUAL) fixed[register].mark(from, to);
    else addRange(ranges, register, from, to);
  };
  const define = (register: number, at: number) => {
    if (open[register] >= 0) close(register, at);
    else if (register < FIRST_VIRTUAL) fixed[register].mark(at, (at | 1) + 1);
    else addRange(ranges, register, at, (at | 1) + 1);
  };
  const use = (register: number, at: number) => {
    if (open[register] >= 0) return;
    open[register] = at + 1;
    live.push(register);
  };
  let end = positions;
  for (let n = mf.blocks.length - 1; n >= 0; n--) {
    const block = mf.blocks[n];
    const start = end - block.insts.length * 2;
    live = liveOut[n];
    for (const vreg of live) open[vreg] = end;
    const weight = WEIGHTS[Math.min(block.block.depth, WEIGHTS.length - 1)];
    for (let i = block.insts.length - 1; i >= 0; i--) {
      const inst = block.insts[i];
      const { ops, defs, uses } = inst;
      const at = start + i * 2;
      for (let k = 0; k < ops.length; k++) {
        const operand = ops[k];
        if (operand.kind === 'mem') {
          if (operand.base >= FIRST_VIRTUAL) weights[operand.base] += weight;
          if (operand.index >= FIRST_VIRTUAL) weights[operand.index] += weight;
        } else if (operand.kind === 'reg') {
          const register = operand.reg;
          const role = roleOf(inst, k);
          if (role === 'd' || role === 'f') define(register, at + 1);
          else if (role === 'e') define(register, at);
          if (register >= FIRST_VIRTUAL) weights[register] += weight;
        }
      }
      for (const register of defs) define(register, inst.early.includes(register) ? at : at + 1);
      for (const register of uses) use(register, at);
      for (let k = 0; k < ops.length; k++) {
        const operand = ops[k];
        if (operand.kind === 'mem') {
          if (operand.base >= 0) use(operand.base, at);
          if (operand.index >= 0) use(operand.index, at);
        } else if (operand.kind === 'reg') {
          const register = operand.reg;
          const role = roleOf(inst, k);
          if (role !== 'u' && role !== 'b') continue;
          // What is changed though nobody reads it later holds its register to the end of the instruction.
          if (role === 'b' && open[register] < 0) define(register, at + 1);
          use(register, at);
        }
      }
    }
    for (const register of live) if (open[register] >= 0) close(register, start);
    end = start;
  }
  for (const list of ranges) list?.reverse();
  return { ranges, fixed, weights, positions };
}

/** Ranges are kept backwards meanwhile: end, start, end, start, ... descending. */
function addRange(ranges: (number[] | undefined)[], register: number, from: number, to: number): void {
  const list = ranges[register];
  if (!list) ranges[register] = [to, from];
  else if (list[list.length - 1] <= to) list[list.length - 1] = Math.min(from, list[list.length - 1]);
  else list.push(to, from);
}

/** The virtual registers that are live at the end of each block. */
function dataflow(mf: MFunc): number[][] {
  const exposed = upwardExposed(mf);
  const { registers, dense } = liveBetween(exposed, mf.classes.length);
  const words = (registers.length + 31) >> 5;
  const gen = new Uint32Array(exposed.length * words);
  const kill = new Uint32Array(exposed.length * words);
  for (let row = 0; row < exposed.length; row++) {
    addBits(gen, row * words, exposed[row].reads, dense);
    addBits(kill, row * words, exposed[row].writes, dense);
  }
  const out = solve(mf, gen, kill, words);
  const live: number[][] = [];
  for (let row = 0; row < exposed.length; row++) live.push(membersOf(out, row * words, words, registers));
  return live;
}

/** Only registers that some block reads before it writes them can be live between blocks: they are numbered. */
function liveBetween(exposed: readonly Exposed[], count: number): { registers: number[]; dense: Int32Array } {
  const dense = new Int32Array(count).fill(-1);
  const registers: number[] = [];
  for (const { reads } of exposed)
    for (const register of reads) {
      if (dense[register] >= 0) continue;
      dense[register] = registers.length;
      registers.push(register);
    }
  return { registers, dense };
}

function addBits(bits: Uint32Array, base: number, registers: readonly number[], dense: Int32Array): void {
  for (const register of registers) {
    const bit = dense[register];
    if (bit >= 0) bits[base + (bit >> 5)] |= 1 << (bit & 31);
  }
}

function membersOf(bits: Uint32Array, base: number, words: number, registers: readonly number[]): number[] {
  const members: number[] = [];
  for (let w = 0; w < words; w++) {
    for (let left = bits[base + w]; left !== 0; left &= left - 1)
      members.push(registers[w * 32 + 31 - Math.clz32(left & -left)]);
  }
  return members;
}

/** What is live at the ends of blocks, from what they read (`gen`; it becomes what is live at their beginnings) and write. */
function solve({ func, blocks }: MFunc, gen: Uint32Array, kill: Uint32Array, words: number): Uint32Array {
  const into = gen;
  const out = new Uint32Array(into.length);
  const rowOf = new Int32Array(func.blockCount);
  for (let row = 0; row < blocks.length; row++) rowOf[blocks[row].block.id] = row;
  const queued = new Uint8Array(blocks.length).fill(1);
  const work: number[] = [];
  for (let row = 0; row < blocks.length; row++) work.push(row);
  for (let row = work.pop(); row !== undefined; row = work.pop()) {
    queued[row] = 0;
    const { succs, preds } = blocks[row].block;
    const base = row * words;
    for (let i = 0; i < succs.length; i++) {
      const other = rowOf[succs[i].id] * words;
      for (let w = 0; w < words; w++) out[base + w] |= into[other + w];
    }
    let changed = false;
    for (let w = 0; w < words; w++) {
      const fresh = into[base + w] | (out[base + w] & ~kill[base + w]);
      if (fresh >>> 0 === into[base + w]) continue;
      into[base + w] = fresh;
      changed = true;
    }
    if (!changed) continue;
    for (let i = 0; i < preds.length; i++) {
      const pred = rowOf[preds[i].id];
      if (queued[pred]) continue;
      queued[pred] = 1;
      work.push(pred);
    }
  }
  return out;
}

/** What a block reads before it writes it, and what it writes. */
interface Exposed {
  reads: number[];
  writes: number[];
}

/** Of virtual registers. */
function upwardExposed({ blocks, classes }: MFunc): Exposed[] {
  // The block, from 1, that read or wrote a register last.
  const read = new Int32Array(classes.length);
  const written = new Int32Array(classes.length);
  return blocks.map(({ insts }, i) => {
    const stamp = i + 1;
    const reads: number[] = [];
    const writes: number[] = [];
    const reading = (register: number) => {
      if (register < FIRST_VIRTUAL || written[register] === stamp || read[register] === stamp) return;
      read[register] = stamp;
      reads.push(register);
    };
    for (const inst of insts) {
      const { ops } = inst;
      for (let k = 0; k < ops.length; k++) {
        const operand = ops[k];
        if (operand.kind === 'mem') {
          reading(operand.base);
          reading(operand.index);
        } else if (operand.kind === 'reg') {
          const role = roleOf(inst, k);
          if (role === 'u' || role === 'b') reading(operand.reg);
        }
      }
      for (let k = 0; k < ops.length; k++) {
        const operand = ops[k];
        if (operand.kind !== 'reg' || operand.reg < FIRST_VIRTUAL || written[operand.reg] === stamp) continue;
        const role = roleOf(inst, k);
        if (role === 'u' || role === 'n') continue;
        written[operand.reg] = stamp;
        writes.push(operand.reg);
      }
    }
    return { reads, writes };
  });
}
