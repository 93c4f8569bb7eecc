import type { Inst } from '../decode/inst';
import { repeats } from './discover';
import type { Flow, Node } from './flow';

/** Blocks that look at the fuel, and the ticks that each asks for. */
export type FuelChecks = ReadonlyMap<Node, number>;

/** Ticks that blocks may take together after one look. */
const FAR = 1024;

/**
 * Chooses where a region looks whether its fuel lasts: at its entry, at the heads of loops, and in between where the
 * way from one look to the next would be too long. A look asks for enough to go as far as the next one, whatever way
 * is taken. An instruction runs only while time is short of the limit, so the last one need not fit. When the fuel does
 * not suffice, code that looks before every instruction goes on up to the exact place, so the choice shows nowhere.
 */
export function fuelChecks(
  { nodes, dispatched }: Flow,
  price: (inst: Inst) => number,
  everywhere: boolean,
): FuelChecks {
  const checked = new Set<Node>([nodes[0], ...dispatched]);
  for (const node of nodes) {
    if (node.isLoop || everywhere) checked.add(node);
    // Such a block has spent more than its price when it is left.
    if (repeats(lastOf(node)) || lastOf(node).encoding.mnemonic === 'vmcall')
      for (const successor of node.successors) checked.add(successor);
  }
  const needed = new Map<Node, number>();
  for (const node of [...nodes].reverse()) {
    const total = node.block.insts.reduce((sum, inst) => sum + price(inst), 0);
    let most = total - price(lastOf(node)) + 1;
    for (const successor of node.successors) {
      const further = total + (needed.get(successor) ?? 0);
      if (!checked.has(successor) && further > FAR) checked.add(successor);
      if (!checked.has(successor)) most = Math.max(most, further);
    }
    needed.set(node, most);
  }
  return new Map([...checked].map((node) => [node, needed.get(node) as number]));
}

const lastOf = ({ block }: Node): Inst => block.insts[block.insts.length - 1];
