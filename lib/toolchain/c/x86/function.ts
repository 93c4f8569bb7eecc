import { Dominators, findLoops, splitCriticalEdges } from '../ir/cfg';
import type { Block, Func } from '../ir/ir';
import { splitReturns } from '../opt/returns';
import { roundSlots } from './align';
import { allocateRegisters } from './allocate';
import { type FrameLayout, finish, type Line } from './finish';
import type { MInst } from './machine';
import { type Names, Selector } from './select';
import { splitAtFrame } from './wrap';

/** A function as instructions with their final registers and addresses in the frame. */
export interface Compiled {
  name: string;
  lines: Line[];
  frame: FrameLayout;
  /** Jump tables: the instruction that reads one, and the blocks in it. */
  tables: { inst: MInst; blocks: Block[] }[];
}

/** From the intermediate form to instructions. */
export function compileFunction(func: Func, names: Names, keepFrame: boolean): Compiled {
  roundSlots(func);
  splitCriticalEdges(func);
  if (!keepFrame) splitReturns(func);
  if (func.blocks.length > 1) findLoops(new Dominators(func));
  const mf = new Selector(func, names).run();
  const overAligned = func.slots.some((slot) => slot.align > 16);
  const framePointer = keepFrame || func.movesStack || func.needsFrame || overAligned || hasAsm(func);
  if (!framePointer && func.blocks.length > 1) splitAtFrame(mf);
  allocateRegisters(mf, framePointer);
  const { lines, frame } = finish(mf, framePointer);
  const tables: Compiled['tables'] = [];
  for (const line of lines) {
    if (line.kind === 'inst' && line.inst.op === 'table')
      tables.push({ inst: line.inst, blocks: line.inst.targets ?? [] });
  }
  return { name: func.name, lines, frame, tables };
}

/** Inline assembly may push, which would move what is addressed from rsp. */
const hasAsm = (func: Func) => func.blocks.some((block) => block.values.some((value) => value.op === 'asm'));
