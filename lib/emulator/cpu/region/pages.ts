import { accesses } from '../access';
import type { Inst } from '../decode/inst';
import { pageKey } from '../lift/memory';
import { KEPT_PAGE, STATE } from '../state';
import type { Flow, Node } from './flow';

/** Pages kept at hand in one region, beside the stack's. */
const MOST = (STATE.KEPT_PAGES_END - STATE.KEPT_PAGES) / KEPT_PAGE.SIZE;
/** Accesses that make a page worth it, where one in a loop counts as several. */
const ENOUGH = 3;
const IN_LOOP = 8;

/** Memory operands that mostly stay on one page from one access to the next. */
export type KeptPages = ReadonlyMap<string, KeptOperand>;
export interface KeptOperand {
  /** Whether any of them is written. */
  readonly writes: boolean;
  /** Rank by number of accesses, the first 0. */
  readonly place: number;
}

/**
 * Chooses the operands, by base and index register, that are worth having their page at hand. In a loop that is one
 * whose registers only take steps, as pointers into arrays do; what is loaded or computed may point anywhere, and goes
 * to the TLB. Nothing depends on the choice but speed.
 */
export function pagesToKeep(flow: Flow): KeptPages {
  const found = new Map<string, { writes: boolean; weight: number }>();
  const loops = new Map<Node, ReadonlySet<number>>();
  for (const node of flow.nodes) {
    const { loop } = node;
    if (loop !== undefined && !loops.has(loop)) loops.set(loop, leapingIn(flow, loop));
    const leaping = loop === undefined ? undefined : loops.get(loop);
    for (const inst of node.block.insts) {
      const key = pageKey(inst);
      if (key === undefined || leaping?.has(inst.base) || leaping?.has(inst.index)) continue;
      const [, stores] = accesses(inst);
      const entry = found.get(key) ?? { writes: false, weight: 0 };
      entry.writes ||= stores;
      entry.weight += loop === undefined ? 1 : IN_LOOP;
      found.set(key, entry);
    }
  }
  const worth = [...found].filter(([, { weight }]) => weight >= ENOUGH);
  worth.sort(([, a], [, b]) => b.weight - a.weight);
  return new Map(worth.slice(0, MOST).map(([key, { writes }], place) => [key, { writes, place }]));
}

/** Registers that a loop gives values which are no steps from those before. */
function leapingIn(flow: Flow, loop: Node): Set<number> {
  const leaping = new Set<number>();
  for (const node of flow.nodes) {
    if (node.loop !== loop) continue;
    for (const inst of node.block.insts) {
      const n = destination(inst);
      if (n >= 0 && !isStep(inst, n)) leaping.add(n);
    }
  }
  return leaping;
}

const STEPS = new Set(['inc', 'dec', 'add', 'sub']);

function isStep(inst: Inst, n: number): boolean {
  const { mnemonic } = inst.encoding;
  if (mnemonic === 'lea') return inst.base === n;
  if (!STEPS.has(mnemonic)) return false;
  return inst.operands.length === 1 || inst.mod === 3 || inst.operands[1].place === 'I';
}

/** The general register that an instruction's first operand is and that it writes, or -1. */
function destination(inst: Inst): number {
  if (inst.operands.length === 0 || READ_ONLY.has(inst.encoding.mnemonic)) return -1;
  const { place, register } = inst.operands[0];
  if (place === 'G') return inst.reg;
  if ((place === 'E' && inst.mod === 3) || place === 'Z' || place === 'R') return inst.rm;
  return place === 'fixed' ? register : -1;
}

const READ_ONLY = new Set(['cmp', 'test', 'bt', 'push', 'jmp', 'call']);
