import type { Block, Func } from './ir';

/** Joins `from` to `to` by an edge. */
export function link(from: Block, to: Block): void {
  from.succs.push(to);
  to.preds.push(from);
}

/** Takes edge number `index` of a block away, with the operands that phis have for it. */
export function unlink(from: Block, index: number): void {
  const to = from.succs[index];
  // With several edges between the same two blocks, the n-th successor is the n-th predecessor.
  let nth = 0;
  for (let i = 0; i < index; i++) if (from.succs[i] === to) nth++;
  from.succs.splice(index, 1);
  removePred(to, from, nth);
}

function removePred(to: Block, from: Block, nth: number): void {
  let seen = 0;
  for (let i = 0; i < to.preds.length; i++) {
    if (to.preds[i] !== from || seen++ !== nth) continue;
    to.preds.splice(i, 1);
    for (const value of to.values) {
      if (value.op !== 'phi') break;
      value.args.splice(i, 1);
    }
    return;
  }
}

/** Drops the blocks that cannot be reached. Answers whether there were any. */
export function dropUnreachable(func: Func): boolean {
  // A block whose address is kept somewhere stays too.
  const work = func.blocks.filter((block) => block === func.entry || block.label !== undefined);
  const seen = new Uint8Array(func.blockCount);
  for (const block of work) seen[block.id] = 1;
  let count = work.length;
  for (let block = work.pop(); block; block = work.pop()) {
    for (const succ of block.succs) {
      if (seen[succ.id]) continue;
      seen[succ.id] = 1;
      count++;
      work.push(succ);
    }
  }
  if (count === func.blocks.length) return false;
  for (const block of func.blocks) {
    if (seen[block.id]) continue;
    while (block.succs.length > 0) unlink(block, block.succs.length - 1);
  }
  const kept = func.blocks.filter((block) => seen[block.id]);
  func.blocks.length = 0;
  for (const block of kept) func.blocks.push(block);
  return true;
}

/** Blocks in reverse postorder: a block comes before those it dominates. */
export function reversePostorder(func: Func): Block[] {
  const order: Block[] = [];
  const seen = new Uint8Array(func.blockCount);
  const path = [func.entry];
  /** How many successors of the blocks on the path were looked at. */
  const looked = [0];
  seen[func.entry.id] = 1;
  while (path.length > 0) {
    const top = path.length - 1;
    const { succs } = path[top];
    if (looked[top] < succs.length) {
      const succ = succs[looked[top]++];
      if (seen[succ.id]) continue;
      seen[succ.id] = 1;
      path.push(succ);
      looked.push(0);
    } else {
      order.push(path[top]);
      path.pop();
      looked.pop();
    }
  }
  return order.reverse();
}

/** The tree of dominators: K. Cooper, T. Harvey, K. Kennedy, "A Simple, Fast Dominance Algorithm". */
export class Dominators {
  readonly order: Block[];
  /** Where a block is in the order, by its id; -1 when it cannot be reached. */
  private readonly number: Int32Array;
  private readonly parent: Int32Array;
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  readonly children: Block[][];

  constructor(func: Func) {
    this.order = reversePostorder(func);
    const { order } = this;
    const number = (this.number = new Int32Array(func.blockCount).fill(-1));
    for (let i = 0; i < order.length; i++) number[order[i].id] = i;
    const parent = (this.parent = new Int32Array(order.length).fill(-1));
    parent[0] = 0;
    for (let changed = true; changed; ) {
      changed = false;
      for (let i = 1; i < order.length; i++) {
        let best = -1;
        for (const pred of order[i].preds) {
          const p = number[pred.id];
          if (p < 0 || parent[p] < 0) continue;
          best = best < 0 ? p : this.meet(p, best);
        }
        if (best !== parent[i]) {
          parent[i] = best;
          changed = true;
        }
      }
    }
    this.children = order.map(() => []);
    for (let i = 1; i < order.length; i++) this.children[parent[i]].push(order[i]);
    this.first = new Int32Array(order.length);
    this.last = new Int32Array(order.length);
    let clock = 0;
    const stack: { at: number; next: number }[] = [{ at: 0, next: 0 }];
    this.first[0] = clock++;
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const child = this.children[top.at][top.next++];
      if (child) {
        const at = number[child.id];
        this.first[at] = clock++;
        stack.push({ at, next: 0 });
      } else {
        this.last[top.at] = clock++;
        stack.pop();
      }
    }
  }

  private meet(a: number, b: number): number {
    let x = a;
    let y = b;
    while (x !== y) {
      while (x > y) x = this.parent[x];
      while (y > x) y = this.parent[y];
    }
    return x;
  }

  has(block: Block): boolean {
    return this.number[block.id] >= 0;
  }

  indexOf(block: Block): number {
    return this.number[block.id];
  }

  parentOf(block: Block): Block | undefined {
    const at = this.indexOf(block);
    return at === 0 ? undefined : this.order[this.parent[at]];
  }

  /** Every way to `b` leads through `a`. */
  dominates(a: Block, b: Block): boolean {
    const x = this.indexOf(a);
    const y = this.indexOf(b);
    return this.first[x] <= this.first[y] && this.last[y] <= this.last[x];
  }
}

/** A natural loop. */
export interface Loop {
  header: Block;
  blocks: Set<Block>;
}

/** Natural loops, inner ones first; sets the depth of every block. */
export function findLoops(dom: Dominators): Loop[] {
  const loops = new Map<Block, Loop>();
  for (const block of dom.order) block.depth = 0;
  for (const block of dom.order) {
    for (const succ of block.succs) {
      if (!dom.dominates(succ, block)) continue;
      let loop = loops.get(succ);
      if (!loop) loops.set(succ, (loop = { header: succ, blocks: new Set([succ]) }));
      const work = [block];
      for (let at = work.pop(); at; at = work.pop()) {
        if (loop.blocks.has(at)) continue;
        loop.blocks.add(at);
        for (const pred of at.preds) if (dom.has(pred)) work.push(pred);
      }
    }
  }
  const found = [...loops.values()].sort((a, b) => a.blocks.size - b.blocks.size);
  for (const loop of found) for (const block of loop.blocks) block.depth++;
  return found;
}

/** Splits every edge from a block with several successors to one with several predecessors. */
export function splitCriticalEdges(func: Func): void {
  for (const block of [...func.blocks]) {
    if (block.succs.length < 2) continue;
    for (let i = 0; i < block.succs.length; i++) {
      const to = block.succs[i];
      if (to.preds.length > 1 && to.values[0]?.op === 'phi') splitEdge(func, block, i);
    }
  }
}

/** Puts a block of its own on an edge. */
export function splitEdge(func: Func, from: Block, index: number): Block {
  const to = from.succs[index];
  const middle = func.block();
  middle.depth = Math.min(from.depth, to.depth);
  let nth = 0;
  for (let i = 0; i < index; i++) if (from.succs[i] === to) nth++;
  let seen = 0;
  for (let i = 0; i < to.preds.length; i++) {
    if (to.preds[i] === from && seen++ === nth) {
      to.preds[i] = middle;
      break;
    }
  }
  from.succs[index] = middle;
  middle.preds.push(from);
  middle.succs.push(to);
  middle.values.push(func.value('jmp', 'void', [], from.end.at, middle));
  func.blocks.splice(func.blocks.indexOf(from) + 1, 0, middle);
  return middle;
}

/** Puts in place of operands what stands in their place. */
export function replaceOperands(func: Func): void {
  for (const block of func.blocks) {
    for (const { args } of block.values) {
      for (let i = 0; i < args.length; i++) if (args[i].same) args[i] = args[i].final;
    }
  }
}
