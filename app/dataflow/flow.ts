import type { CellNode } from '../../lib/notebook/runtime/protocol';
import type { Cell, CellState } from '../../lib/notebook/types';
import { isWritten } from '../commands/context';

/** A cell in the view: its place, what it is called, and how it stands. */
export interface Station {
  id: string;
  kind: Cell['kind'];
  label: string;
  status: CellState['status'];
  /** Cells it reads, and cells that read it, by row. */
  from: number[];
  to: number[];
}

/** One cell feeds another: rows, the names that go between, and the lane the line runs in. */
export interface Flow {
  from: number;
  to: number;
  names: string[];
  lane: number;
}

/** Lanes beside the list; further lines share the outermost. */
const MOST_LANES = 9;

/** What a cell is called: its name, what it defines, its heading, or how it begins. */
function labelOf(cell: Cell, defines: readonly string[]): string {
  if (cell.name) return cell.name;
  // Edges between cells of a shared machine are made of names with spaces, which nobody reads.
  const names = defines.filter((name) => !name.includes(' '));
  if (names.length > 0) return names.join(', ');
  const line =
    cell.source
      .split('\n')
      .find((text) => text.trim() !== '')
      ?.trim() ?? '';
  return (isWritten(cell.kind) ? line.replace(/^#+\s*|[*`_]/g, '') : line) || 'empty';
}

/** Which programs a cell runs by their name: run("copy"). */
function runs(cell: Cell): string[] {
  if (cell.kind !== 'js') return [];
  return [...cell.source.matchAll(/\brun\(\s*(["'`])([^"'`\n]+)\1/g)].map(([, , name]) => name);
}

/** The notebook as stations in order, and what flows between them. */
export function flowOf(
  cells: readonly Cell[],
  graph: readonly CellNode[],
  states: Record<string, CellState>,
): { stations: Station[]; flows: Flow[] } {
  const nodes = new Map(graph.map((node) => [node.id, node]));
  const rows = new Map(cells.map(({ id }, row) => [id, row]));
  const definedIn = new Map<string, number[]>();
  for (const { id, defines } of graph) {
    const row = rows.get(id);
    if (row === undefined) continue;
    for (const name of defines) definedIn.set(name, [...(definedIn.get(name) ?? []), row]);
  }
  const programs = new Map(
    cells.flatMap(({ name, id, kind }) =>
      kind === 'js' || kind === 'md' ? [] : [[name ?? id, rows.get(id) ?? 0]],
    ),
  );

  const between = new Map<string, Flow>();
  const link = (from: number, to: number, name: string) => {
    if (from === to) return;
    const key = `${from} ${to}`;
    const flow = between.get(key) ?? { from, to, names: [], lane: 0 };
    if (!flow.names.includes(name)) flow.names.push(name);
    between.set(key, flow);
  };
  cells.forEach((cell, to) => {
    for (const name of nodes.get(cell.id)?.reads ?? [])
      for (const from of definedIn.get(name) ?? []) link(from, to, name);
    for (const name of runs(cell)) {
      const from = programs.get(name);
      if (from !== undefined) link(from, to, name);
    }
  });
  const flows = lanes([...between.values()]);
  const stations = cells.map(
    (cell, row): Station => ({
      id: cell.id,
      kind: cell.kind,
      label: labelOf(cell, nodes.get(cell.id)?.defines ?? []),
      status: states[cell.id]?.status ?? 'idle',
      from: flows.filter(({ to }) => to === row).map(({ from }) => from),
      to: flows.filter(({ from }) => from === row).map(({ to }) => to),
    }),
  );
  return { stations, flows };
}

/** Gives each line the innermost lane that is free along its way; short lines run inside long ones. */
function lanes(flows: readonly Flow[]): Flow[] {
  const ends = (flow: Flow) => [Math.min(flow.from, flow.to), Math.max(flow.from, flow.to)] as const;
  const length = (flow: Flow) => ends(flow)[1] - ends(flow)[0];
  const taken: { from: number; top: number; bottom: number }[][] = [];
  return [...flows]
    .sort((a, b) => length(a) - length(b) || a.from - b.from)
    .map((flow) => {
      const [top, bottom] = ends(flow);
      // Lines out of the same cell may share a lane: they are one branching line.
      const free = (lane: number) =>
        (taken[lane] ?? []).every(
          (other) => other.from === flow.from || other.bottom <= top || other.top >= bottom,
        );
      let lane = 0;
      while (lane < MOST_LANES - 1 && !free(lane)) lane++;
      taken[lane] = [...(taken[lane] ?? []), { from: flow.from, top, bottom }];
      return { ...flow, lane };
    });
}

/** Rows that a row is made from or that are made from it, directly or not. */
export function reach(stations: readonly Station[], row: number, direction: 'from' | 'to'): Set<number> {
  const found = new Set<number>();
  const queue = [row];
  for (const at of queue)
    for (const next of stations[at]?.[direction] ?? [])
      if (!found.has(next)) {
        found.add(next);
        queue.push(next);
      }
  return found;
}
