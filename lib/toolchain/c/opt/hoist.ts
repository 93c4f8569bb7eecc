import { Dominators, findLoops, splitEdge } from '../ir/cfg';
import { type Block, type Func, isPure, mayTrap, type Op, type Value, writesMemory } from '../ir/ir';

/** Made where they are wanted anyway, or better left beside their user. */
const STAYS = new Set<Op>([
  'const',
  'fconst',
  'slot',
  'symbol',
  'incoming',
  'outgoing',
  'blockaddr',
  'undef',
  'cmp',
  'fcmp',
  'shl',
  'add',
]);

/** Moves what does not change in a loop in front of it. */
export function hoistInvariants(func: Func): void {
  const dom = new Dominators(func);
  const loops = findLoops(dom);
  for (const { header, blocks } of loops) {
    const outside = header.preds.filter((pred) => !blocks.has(pred));
    if (outside.length !== 1) continue;
    let before = outside[0];
    const writes = [...blocks].some((block) => block.values.some(writesMemory));
    const inside = new Set<Value>();
    for (const block of blocks) for (const value of block.values) inside.add(value);
    const moved: Value[] = [];
    for (const block of dom.order) {
      if (!blocks.has(block)) continue;
      const kept: Value[] = [];
      for (const value of block.values) {
        const invariant = value.args.every((arg) => !inside.has(arg) || isAddress(arg));
        if (invariant && (hoistable(value) || (!writes && isSafeLoad(value)))) {
          inside.delete(value);
          moved.push(value);
        } else kept.push(value);
      }
      if (kept.length < block.values.length) block.values = kept;
    }
    if (moved.length === 0) continue;
    if (before.succs.length > 1) before = splitEdge(func, before, before.succs.indexOf(header));
    insert(func, before, moved);
  }
}

const isAddress = (value: Value) =>
  value.op === 'const' || value.op === 'slot' || value.op === 'symbol' || value.op === 'fconst';
const hoistable = (value: Value) => isPure(value) && !mayTrap(value) && !STAYS.has(value.op);
/** A variable can be read whether the loop's body runs or not. */
const isSafeLoad = (value: Value) =>
  value.op === 'load' && !value.volatile && (value.args[0].op === 'slot' || value.args[0].op === 'symbol');

/** In front of the jump; constants they use go along. */
function insert(func: Func, into: Block, moved: Value[]): void {
  const end = into.values.pop() as Value;
  const copies = new Map<Value, Value>();
  for (const value of moved) {
    value.args = value.args.map((arg) => {
      if (!isAddress(arg)) return arg;
      let copy = copies.get(arg);
      if (!copy) {
        copy = func.value(arg.op, arg.type, [], arg.at, into);
        copy.describeAs(arg);
        copies.set(arg, copy);
        into.values.push(copy);
      }
      return copy;
    });
    value.block = into;
    into.values.push(value);
  }
  into.values.push(end);
}
