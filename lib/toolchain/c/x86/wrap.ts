import { Dominators } from '../ir/cfg';
import type { Block } from '../ir/ir';
import { findLiveness } from './liveness';
import { FIRST_VIRTUAL, type MBlock, type MFunc, MInst, mem, reg } from './machine';

/**
 * Where the frame is made. A function that returns early from some of its ways, before it calls anything, makes its frame
 * behind them only (F. Chow, "Minimizing Register Usage Penalty at Procedure Calls").
 */

/**
 * The block at whose beginning the frame can be made, when the blocks of `needing` want one: all ways to these lead
 * through it, it is entered from outside alone, and no way leads back. Also the blocks behind it.
 */
export function frameStart(
  mf: MFunc,
  needing: (block: MBlock) => boolean,
): { start: Block; inside: Set<Block> } | undefined {
  const { func } = mf;
  const dom = new Dominators(func);
  let start: Block | undefined;
  for (const block of mf.blocks) {
    if (!needing(block)) continue;
    if (block.block.label !== undefined || !dom.has(block.block)) return undefined;
    if (!start) start = block.block;
    while (start && !dom.dominates(start, block.block)) start = dom.parentOf(start);
  }
  while (start && start !== func.entry) {
    const inside = behind(start);
    const top = start;
    const isClosed = [...inside].every((block) => block.label === undefined && dom.dominates(top, block));
    if (isClosed && start.preds.every((pred) => !inside.has(pred))) return { start, inside };
    start = dom.parentOf(start);
  }
  return undefined;
}

function behind(start: Block): Set<Block> {
  const found = new Set([start]);
  for (const block of found) for (const succ of block.succs) found.add(succ);
  return found;
}

/**
 * What is live where the frame is made and across a call behind it gets another register from there on: before, it can stay
 * where it is.
 */
export function splitAtFrame(mf: MFunc): void {
  const found = frameStart(mf, ({ insts }) => insts.some((inst) => inst.op === 'call'));
  if (!found) return;
  const { ranges } = findLiveness(mf);
  const calls: number[] = [];
  let position = 0;
  let entry = -1;
  for (const { block, insts } of mf.blocks) {
    if (block === found.start) entry = position;
    for (const inst of insts) {
      if (inst.op === 'call' && found.inside.has(block)) calls.push(position);
      position += 2;
    }
  }
  const covers = (list: number[], at: number) =>
    list.some((from, i) => i % 2 === 0 && from <= at && at < list[i + 1]);
  const renamed = new Map<number, number>();
  for (let register = FIRST_VIRTUAL; register < ranges.length; register++) {
    const list = ranges[register];
    if (!list || mf.unspillable.has(register) || !covers(list, entry)) continue;
    if (!calls.some((at) => covers(list, at) && covers(list, at + 1))) continue;
    mf.classes.push(mf.classes[register]);
    const made = mf.classes.length - 1;
    if (mf.wide.has(register)) mf.wide.add(made);
    renamed.set(register, made);
  }
  if (renamed.size === 0) return;
  for (const { block, insts } of mf.blocks) {
    if (!found.inside.has(block)) continue;
    for (const inst of insts) rename(inst, renamed);
    if (block !== found.start) continue;
    insts.unshift(
      ...[...renamed].map(([from, to]) => {
        const move = new MInst(
          mf.classes[from] === 1 ? 'movaps' : 'mov',
          8,
          [reg(to), reg(from)],
          mf.func.at,
        );
        move.split = true;
        return move;
      }),
    );
  }
}

function rename(inst: MInst, to: Map<number, number>): void {
  const { ops } = inst;
  for (let i = 0; i < ops.length; i++) {
    const operand = ops[i];
    if (operand.kind === 'reg') {
      const other = to.get(operand.reg);
      if (other !== undefined) ops[i] = reg(other);
    } else if (operand.kind === 'mem') {
      const [base, index] = [to.get(operand.base), to.get(operand.index)];
      if (base !== undefined || index !== undefined)
        ops[i] = mem({ ...operand, base: base ?? operand.base, index: index ?? operand.index });
    }
  }
}
