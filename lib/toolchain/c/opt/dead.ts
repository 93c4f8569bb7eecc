import { dropUnreachable } from '../ir/cfg';
import { type Func, isRemovable, type Value } from '../ir/ir';

/** Drops values that nothing with an effect depends on. */
export function dropDead(func: Func): void {
  const live = new Uint8Array(func.valueCount);
  const work: Value[] = [];
  for (const block of func.blocks)
    for (const value of block.values) {
      if (isRemovable(value)) continue;
      live[value.id] = 1;
      work.push(value);
    }
  for (let value = work.pop(); value; value = work.pop()) {
    for (const arg of value.args) {
      if (live[arg.id]) continue;
      live[arg.id] = 1;
      work.push(arg);
    }
  }
  for (const block of func.blocks) {
    if (block.values.some((value) => !live[value.id]))
      block.values = block.values.filter((value) => live[value.id]);
  }
}

/** Stores to slots that nothing ever reads are dropped. */
export function dropDeadStores(func: Func): void {
  const read = new Set<number>();
  for (const block of func.blocks)
    for (const value of block.values) {
      value.args.forEach((arg, i) => {
        if (!arg.slot || arg.op !== 'slot') return;
        const writes =
          i === 0 && !value.volatile && (value.op === 'store' || value.op === 'zero' || value.op === 'copy');
        if (!writes || arg.slot.pinned) read.add(arg.slot.id);
      });
      if (value.call?.x87) read.add(value.call.x87.id);
    }
  for (const block of func.blocks) {
    block.values = block.values.filter((value) => {
      const slot = value.args[0]?.op === 'slot' ? value.args[0].slot : undefined;
      const writes = value.op === 'store' || value.op === 'zero' || value.op === 'copy';
      return !(slot && writes && !value.volatile && !read.has(slot.id));
    });
  }
}

/** Joins blocks that always follow each other, and drops those out of reach. */
export function joinBlocks(func: Func): void {
  dropUnreachable(func);
  const gone = new Set<number>();
  for (const block of func.blocks) {
    if (gone.has(block.id)) continue;
    for (;;) {
      const [next] = block.succs;
      const joins =
        block.succs.length === 1 &&
        block.end?.op === 'jmp' &&
        next.preds.length === 1 &&
        next !== block &&
        next !== func.entry &&
        next.label === undefined &&
        next.values[0]?.op !== 'phi';
      if (!joins) break;
      block.values.pop();
      for (const value of next.values) value.block = block;
      for (const value of next.values) block.values.push(value);
      block.succs = next.succs;
      for (const succ of next.succs) succ.preds = succ.preds.map((pred) => (pred === next ? block : pred));
      gone.add(next.id);
    }
  }
  if (gone.size === 0) return;
  const kept = func.blocks.filter((block) => !gone.has(block.id));
  func.blocks.length = 0;
  for (const block of kept) func.blocks.push(block);
}
