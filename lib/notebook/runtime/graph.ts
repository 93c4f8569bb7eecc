import type { CellError } from '../types';
import type { CellNode } from './protocol';

/** The cells that define each name. */
export function definitions(nodes: readonly CellNode[]): Map<string, CellNode[]> {
  const map = new Map<string, CellNode[]>();
  for (const node of nodes) {
    for (const name of node.defines) map.set(name, [...(map.get(name) ?? []), node]);
  }
  return map;
}

/** What has been found out about a graph. Graphs are values, and are asked the same for every cell and every report. */
interface Known {
  by: Map<string, CellNode[]>;
  experiments: readonly string[];
  above: Map<string, ReadonlySet<string>>;
}
const KNOWN = new WeakMap<readonly CellNode[], Known>();

function known(nodes: readonly CellNode[]): Known {
  let found = KNOWN.get(nodes);
  if (!found) {
    const experiments = nodes.filter(({ experiment }) => experiment).map(({ id }) => id);
    KNOWN.set(nodes, (found = { by: definitions(nodes), experiments, above: new Map() }));
  }
  return found;
}

/** Ids of the cells that run programs themselves. */
export const experimentsIn = (nodes: readonly CellNode[]): readonly string[] => known(nodes).experiments;

/** Ids of all cells that a cell is made from, directly or not, without itself. */
export function upstream(nodes: readonly CellNode[], id: string): ReadonlySet<string> {
  const { by, above } = known(nodes);
  let found = above.get(id);
  if (!found)
    above.set(id, (found = reach(nodes, id, (node) => node.reads.flatMap((name) => by.get(name) ?? []))));
  return found;
}

/** Ids of all cells made from a cell, directly or not, without itself. */
export function downstream(nodes: readonly CellNode[], id: string): Set<string> {
  return reach(nodes, id, (node) =>
    nodes.filter(({ reads }) => reads.some((name) => node.defines.includes(name))),
  );
}

function reach(nodes: readonly CellNode[], id: string, next: (node: CellNode) => CellNode[]): Set<string> {
  const found = new Set<string>();
  const queue = nodes.filter((node) => node.id === id);
  for (const node of queue) {
    for (const other of next(node)) {
      if (found.has(other.id)) continue;
      found.add(other.id);
      queue.push(other);
    }
  }
  found.delete(id);
  return found;
}

/**
 * What keeps cells from being evaluated: a name defined twice, a circle, a name nobody defines. Each error names the
 * other cells concerned; cells without one are not touched by it.
 */
export function findProblems(
  nodes: readonly CellNode[],
  isKnown: (name: string) => boolean,
): Map<string, CellError> {
  const by = definitions(nodes);
  const problems = new Map<string, CellError>();
  for (const node of nodes) {
    const problem = duplicate(node, by) ?? circle(node, nodes, by) ?? unknownName(node, by, isKnown);
    if (problem) problems.set(node.id, problem);
  }
  return problems;
}

function duplicate(node: CellNode, by: Map<string, CellNode[]>): CellError | undefined {
  for (const name of node.defines) {
    const others = (by.get(name) ?? []).filter((other) => other !== node).map(({ id }) => id);
    if (others.length === 0) continue;
    const where = others.map((id) => `cell ${id}`).join(' and ');
    return {
      message: `'${name}' is defined here and in ${where}; give one of them another name`,
      cells: others,
    };
  }
  return undefined;
}

function circle(
  node: CellNode,
  nodes: readonly CellNode[],
  by: Map<string, CellNode[]>,
): CellError | undefined {
  for (const name of node.reads) {
    for (const next of by.get(name) ?? []) {
      if (next === node) return { message: `'${name}' is defined by itself`, cells: [] };
      if (!upstream(nodes, next.id).has(node.id)) continue;
      const back = node.defines.find((own) => next.reads.includes(own));
      const how = back
        ? `cell ${next.id} in turn reads ${back}`
        : `cell ${next.id} in turn is made from this one`;
      return { message: `a circle: this cell reads ${name}, and ${how}`, cells: [next.id] };
    }
  }
  return undefined;
}

function unknownName(
  node: CellNode,
  by: Map<string, CellNode[]>,
  isKnown: (name: string) => boolean,
): CellError | undefined {
  const name = [...node.reads, ...(node.later ?? [])].find((read) => !by.has(read) && !isKnown(read));
  if (name === undefined) return undefined;
  const near = nearest(name, [...by.keys()]);
  return { message: `no cell defines '${name}'${near ? `; did you mean '${near}'?` : ''}` };
}

/** The name that one or two typing errors turn into `name`. */
function nearest(name: string, names: string[]): string | undefined {
  const most = name.length > 4 ? 2 : 1;
  const ranked = names.map((other) => ({ other, distance: distance(name, other) }));
  return ranked.filter((r) => r.distance <= most).sort((a, b) => a.distance - b.distance)[0]?.other;
}

/** Levenshtein's distance, without regard to case. */
function distance(from: string, to: string): number {
  const [a, b] = [from.toLowerCase(), to.toLowerCase()];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
