import type { Slot } from '../ir/ir';
import { findLiveness, type Liveness, type Occupancy } from './liveness';
import { FIRST_VIRTUAL, isCopy, type MFunc, type MInst, type MOperand, mem, reg } from './machine';
import { spill } from './spill';

/** The order in which registers are handed out: those a call may change first. */
const GENERAL = [0, 1, 2, 6, 7, 8, 9, 10, 11, 3, 12, 13, 14, 15, 5];
const VECTOR = Array.from({ length: 16 }, (_, i) => 16 + i);
/** Operands of the processor's registers. */
const PHYSICAL = Array.from({ length: FIRST_VIRTUAL }, (_, i) => reg(i));
const MAX_ROUNDS = 16;
/** Webs of copies with more ranges than this are not joined further. */
const MAX_JOINED = 2000;

/**
 * Gives every virtual register one of the processor's, or a place in the frame. Copies are joined where their ends
 * are not live together; then the most used per length of life choose first. What finds nothing goes to memory, and
 * the whole is done again with the short-lived registers that brings.
 */
export function allocateRegisters(mf: MFunc, framePointer: boolean): void {
  const homes = new Map<number, Slot>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const live = findLiveness(mf);
    const web = join(mf, live);
    const { assigned, spilled } = assign(mf, live, web, framePointer);
    if (spilled.length === 0) {
      rewrite(mf, (register) => assigned[web.find(register)]);
      return;
    }
    const groups = new Map<number, Slot>();
    const wide = new Set([...mf.wide].map(web.find));
    for (const root of spilled) {
      const size = wide.has(root) ? 16 : 8;
      groups.set(root, mf.func.slot(size, size));
    }
    for (let register = FIRST_VIRTUAL; register < web.parent.length; register++) {
      const slot = groups.get(web.find(register));
      if (slot) homes.set(register, slot);
    }
    spill(mf, homes);
    homes.clear();
  }
  throw new Error(`registers of '${mf.func.name}' cannot be assigned`);
}

/** Registers joined by copies. */
interface Web {
  parent: Int32Array;
  find(register: number): number;
  /** Processor registers that a web is copied from or to, most wanted first. */
  hints: Map<number, number[]>;
}

function join(mf: MFunc, live: Liveness): Web {
  const parent = Int32Array.from(mf.classes, (_, i) => i);
  const find = (register: number): number => {
    let at = register;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  const { ranges, weights } = live;
  const copies: { inst: MInst; depth: number }[] = [];
  for (const { block, insts } of mf.blocks)
    for (const inst of insts) if (isCopy(inst)) copies.push({ inst, depth: block.depth });
  copies.sort((a, b) => b.depth - a.depth);
  const hints = new Map<number, number[]>();
  for (const { inst } of copies) {
    const [x, y] = registersOf(inst);
    if (mf.classes[x] !== mf.classes[y] || x < FIRST_VIRTUAL || y < FIRST_VIRTUAL) continue;
    const [a, b] = [find(x), find(y)];
    if (a === b || mf.unspillable.has(a) || mf.unspillable.has(b)) continue;
    const [p, q] = [ranges[a] ?? [], ranges[b] ?? []];
    if (p.length + q.length > MAX_JOINED || intersect(p, q)) continue;
    parent[b] = a;
    ranges[a] = merge(p, q);
    ranges[b] = undefined;
    weights[a] += weights[b];
  }
  for (const { inst } of copies) {
    const [x, y] = registersOf(inst);
    const fixed = x < FIRST_VIRTUAL ? x : y < FIRST_VIRTUAL ? y : -1;
    const other = fixed === x ? y : x;
    if (fixed < 0 || other < FIRST_VIRTUAL) continue;
    const root = find(other);
    const list = hints.get(root);
    if (list) list.push(fixed);
    else hints.set(root, [fixed]);
  }
  return { parent, find, hints };
}

const registersOf = (inst: MInst): [number, number] => {
  const [a, b] = inst.ops;
  return [a.kind === 'reg' ? a.reg : -1, b.kind === 'reg' ? b.reg : -1];
};

function intersect(p: number[], q: number[]): boolean {
  let i = 0;
  let j = 0;
  while (i < p.length && j < q.length) {
    if (p[i + 1] <= q[j]) i += 2;
    else if (q[j + 1] <= p[i]) j += 2;
    else return true;
  }
  return false;
}

function merge(p: number[], q: number[]): number[] {
  const merged: number[] = [];
  let i = 0;
  let j = 0;
  while (i < p.length || j < q.length) {
    const first = j >= q.length || (i < p.length && p[i] < q[j]);
    const start = first ? p[i] : q[j];
    const end = first ? p[i + 1] : q[j + 1];
    if (first) i += 2;
    else j += 2;
    if (merged.length > 0 && merged[merged.length - 1] === start) merged[merged.length - 1] = end;
    else merged.push(start, end);
  }
  return merged;
}

function assign(mf: MFunc, live: Liveness, web: Web, framePointer: boolean) {
  const assigned = new Int32Array(mf.classes.length).fill(-1);
  const spilled: number[] = [];
  const order: { root: number; priority: number }[] = [];
  for (let register = FIRST_VIRTUAL; register < mf.classes.length; register++) {
    const ranges = live.ranges[register];
    if (!ranges || web.find(register) !== register) continue;
    let length = 0;
    for (let i = 0; i < ranges.length; i += 2) length += ranges[i + 1] - ranges[i];
    const priority = mf.unspillable.has(register)
      ? Number.POSITIVE_INFINITY
      : live.weights[register] / (length + 4);
    order.push({ root: register, priority });
  }
  order.sort((a, b) => (a.priority === b.priority ? a.root - b.root : b.priority > a.priority ? 1 : -1));
  const busy = live.fixed;
  const general = framePointer ? GENERAL.filter((r) => r !== 5) : GENERAL;
  for (const { root } of order) {
    const ranges = live.ranges[root] as number[];
    const allowed = mf.classes[root] === 1 ? VECTOR : general;
    const chosen = choose(web.hints.get(root), allowed, busy, ranges);
    if (chosen < 0) {
      if (mf.unspillable.has(root))
        throw new Error(`too many operands of one instruction in '${mf.func.name}'`);
      spilled.push(root);
      continue;
    }
    assigned[root] = chosen;
    for (let i = 0; i < ranges.length; i += 2) busy[chosen].mark(ranges[i], ranges[i + 1]);
  }
  return { assigned, spilled };
}

function choose(hints: number[] | undefined, allowed: number[], busy: Occupancy[], ranges: number[]): number {
  if (hints) for (const hint of hints) if (allowed.includes(hint) && isFree(busy[hint], ranges)) return hint;
  for (const register of allowed) if (isFree(busy[register], ranges)) return register;
  return -1;
}

function isFree(busy: Occupancy, ranges: number[]): boolean {
  for (let i = 0; i < ranges.length; i += 2) if (busy.meets(ranges[i], ranges[i + 1])) return false;
  return true;
}

/** Puts processor registers in place of virtual ones, and drops copies that became none. */
function rewrite(mf: MFunc, home: (register: number) => number): void {
  const map = (register: number) => (register < FIRST_VIRTUAL ? register : home(register));
  const mapped = (operand: MOperand): MOperand => {
    if (operand.kind === 'reg') return PHYSICAL[map(operand.reg)];
    if (operand.kind !== 'mem' || (operand.base < 0 && operand.index < 0)) return operand;
    return mem({ ...operand, base: map(operand.base), index: map(operand.index) });
  };
  for (const block of mf.blocks) {
    block.insts = block.insts.filter((inst) => {
      const { ops } = inst;
      for (let i = 0; i < ops.length; i++) ops[i] = mapped(ops[i]);
      if (!isCopy(inst)) return true;
      const [a, b] = registersOf(inst);
      return a !== b;
    });
  }
}
