import type { GuestFile } from '../../lab/types';
import type { CellNode } from '../runtime/protocol';
import type { Cell } from '../types';
import { words } from '../words';
import type { Book } from './freshness';
import { AttributeError } from './request';

/**
 * Program cells with the same `machine=NAME` share its files in the order of the document: what one made is there for
 * the next. Each still runs in a machine of its own, so that a run depends on nothing but its request.
 */
export const machineOf = (cell: Cell): string | undefined => cell.attributes['machine'] || undefined;

/** The graph with an edge from each cell of a shared machine to the next. */
export function withMachines(nodes: readonly CellNode[], cells: readonly Cell[]): CellNode[] {
  const last = new Map<string, string>();
  const edges = new Map<string, { reads: string[]; defines: string[] }>();
  for (const cell of cells) {
    const machine = machineOf(cell);
    if (machine === undefined) continue;
    const before = last.get(machine);
    // A name that no cell can define.
    const left = `files of ${machine} after ${cell.id}`;
    edges.set(cell.id, { reads: before === undefined ? [] : [before], defines: [left] });
    last.set(machine, left);
  }
  return nodes.map((node) => {
    const edge = edges.get(node.id);
    if (!edge) return node;
    return { ...node, reads: [...node.reads, ...edge.reads], defines: [...node.defines, ...edge.defines] };
  });
}

/** The files a program cell finds: those of the notebook that it names, then those left in its machine. */
export function filesFor({ cells, entries, files }: Book, cell: Cell): GuestFile[] {
  const found = new Map<string, GuestFile>();
  for (const name of words(cell.attributes['files'] ?? '')) {
    const named = name === '*' ? files : files.filter((file) => file.name === name);
    if (named.length === 0 && name !== '*') {
      const all = files.map((file) => file.name).join(', ');
      throw new AttributeError(`the notebook has no file ${name}${all ? `; it has ${all}` : ''}`);
    }
    for (const file of named) found.set(`/${file.name}`, { path: `/${file.name}`, bytes: file.bytes });
  }
  const machine = machineOf(cell);
  if (machine !== undefined) {
    for (const other of cells.slice(
      0,
      cells.findIndex(({ id }) => id === cell.id),
    )) {
      if (machineOf(other) !== machine) continue;
      for (const file of entries.get(other.id)?.state.output?.run?.files ?? []) found.set(file.path, file);
    }
  }
  return [...found.values()];
}
