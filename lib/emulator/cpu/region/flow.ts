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
  /** Every backward edge goes to a block that dominates its source. */
  readonly reducible: boolean;
  readonly of: ReadonlyMap<Block, Node>;
}

/** Orders the blocks and finds dominators. K. Cooper, T. Harvey, K. Kennedy, "A Simple, Fast Dominance Algorithm". */
export function analyse(entry: Block): Flow {
  const postorder: Block[] = [];
  const seen = new Set<Block>([entry]);
  const stack: { block: Block; next: number }[] = [{ block: entry, next: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const successor = top.block.successors[top.next++];
    if (successor === undefined) {
      postorder.push(top.block);
      stack.pop();
    } else if (!seen.has(successor)) {
      seen.add(successor);
      stack.push({ block: successor, next: 0 });
    }
  }
  const nodes = postorder.reverse().map(
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
    for (const successor of node.successors) successor.predecessors.push(node);
  }
  findDominators(nodes);

  let reducible = true;
  for (const node of nodes) {
    let forward = 0;
    for (const from of node.predecessors) {
      if (from.order < node.order) {
        forward++;
      } else {
        node.isLoop = true;
        if (!dominates(node, from)) reducible = false;
      }
    }
    node.isMerge = forward > 1;
  }
  // Inner loops come later in reverse postorder, and have the last word.
  for (const node of nodes) if (node.isLoop) markLoop(node);
  return { nodes, reducible, of };
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
