import type { Block } from './discover';

/** What structured code needs to know of one block's place in the control flow. */
export interface Node {
  readonly block: Block;
  /** Position in reverse postorder. */
  readonly order: number;
  successors: Node[];
  predecessors: Node[];
  dominator: Node | undefined;
  /** Blocks that this one immediately dominates, in reverse postorder. */
  readonly dominated: Node[];
  /** Target of a backward edge. */
  isLoop: boolean;
  /** The block at the head of the innermost loop that this one is in. */
  loop: Node | undefined;
  /** Reached by two forward edges or more. */
  isMerge: boolean;
}

export interface Flow {
  /** Reachable blocks in reverse postorder, the entry first. */
  readonly nodes: Node[];
  /** Where structured code begins: the entry, or a node that stands for no block and goes to any of `dispatched`. */
  readonly top: Node;
  /** Blocks that are reached through `top` alone, the entry first; none when `top` is the entry. */
  readonly dispatched: readonly Node[];
}

/**
 * Orders the blocks and finds dominators. Every backward edge must go to a block that dominates its source; loops that
 * are entered in several places have none such, so all ways to the targets of their backward edges are led through a
 * dispatcher above everything.
 */
export function analyse(entry: Block): Flow {
  const heads = new Set<Block>();
  for (;;) {
    const flow = order(entry, heads);
    const before = heads.size;
    for (const node of flow.nodes) {
      for (const from of node.predecessors)
        if (from.order >= node.order && !dominates(node, from)) heads.add(node.block);
    }
    if (heads.size === before) {
      // Inner loops come later in reverse postorder, and have the last word.
      for (const node of [flow.top, ...flow.nodes]) if (node.isLoop) markLoop(node);
      return flow;
    }
  }
}

/** The flow when all ways to `heads` are led through a dispatcher. */
function order(entry: Block, heads: ReadonlySet<Block>): Flow {
  const dispatcher: Block | undefined =
    heads.size > 0 ? { rip: Number.NaN, insts: [], successors: [entry, ...heads] } : undefined;
  const top = dispatcher ?? entry;
  const onward = (block: Block): Block[] =>
    block === dispatcher ? block.successors : block.successors.map((b) => (heads.has(b) ? top : b));
  const blocks = postorder(top, onward).reverse();
  const nodes = blocks.map(
    (block, order): Node => ({
      block,
      order,
      successors: [],
      predecessors: [],
      dominator: undefined,
      dominated: [],
      isLoop: false,
      loop: undefined,
      isMerge: false,
    }),
  );
  const of = new Map(nodes.map((node) => [node.block, node]));
  for (const node of nodes) {
    node.successors = node.block.successors.map((b) => of.get(b) as Node);
    for (const block of onward(node.block)) (of.get(block) as Node).predecessors.push(node);
  }
  findDominators(nodes);
  for (const node of nodes) {
    node.isLoop = node.predecessors.some((from) => from.order >= node.order);
    node.isMerge = node.predecessors.filter((from) => from.order < node.order).length > 1;
  }
  if (dispatcher === undefined) return { nodes, top: nodes[0], dispatched: [] };
  const dispatched = nodes[0].successors;
  for (const node of dispatched) node.isMerge = true;
  return { nodes: nodes.slice(1), top: nodes[0], dispatched };
}

function postorder(top: Block, onward: (block: Block) => Block[]): Block[] {
  const found: Block[] = [];
  const seen = new Set<Block>([top]);
  const stack: { block: Block; next: number }[] = [{ block: top, next: 0 }];
  while (stack.length > 0) {
    const last = stack[stack.length - 1];
    const successor = onward(last.block)[last.next++];
    if (successor === undefined) {
      found.push(last.block);
      stack.pop();
    } else if (!seen.has(successor)) {
      seen.add(successor);
      stack.push({ block: successor, next: 0 });
    }
  }
  return found;
}

/** Marks the blocks of the loop that begins at `head`: those that reach a backward edge to it. */
function markLoop(head: Node): void {
  head.loop = head;
  const work = head.predecessors.filter((from) => from.order >= head.order);
  const seen = new Set<Node>([head]);
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    if (seen.has(node) || node.order < head.order) continue;
    seen.add(node);
    node.loop = head;
    work.push(...node.predecessors);
  }
}

/** K. Cooper, T. Harvey, K. Kennedy, "A Simple, Fast Dominance Algorithm". */
function findDominators(nodes: Node[]): void {
  const [entry] = nodes;
  const intersect = (a: Node, b: Node): Node => {
    let [x, y] = [a, b];
    while (x !== y) {
      while (x.order > y.order) x = x.dominator as Node;
      while (y.order > x.order) y = y.dominator as Node;
    }
    return x;
  };
  entry.dominator = entry;
  for (let changed = true; changed; ) {
    changed = false;
    for (const node of nodes) {
      if (node === entry) continue;
      let found: Node | undefined;
      for (const from of node.predecessors) {
        if (from.dominator === undefined) continue;
        found = found === undefined ? from : intersect(from, found);
      }
      if (node.dominator !== found) {
        node.dominator = found;
        changed = true;
      }
    }
  }
  entry.dominator = undefined;
  for (const node of nodes) node.dominator?.dominated.push(node);
}

function dominates(a: Node, b: Node): boolean {
  let node: Node | undefined = b;
  while (node !== undefined && node.order > a.order) node = node.dominator;
  return node === a;
}
