import { examine } from '../../lab/examine';
import { isTar, tarFiles } from '../../lab/tar';
import type { GuestFile } from '../../lab/types';
import type { CellNode } from '../runtime/protocol';
import type { Cell, NotebookFile } from '../types';
import { words } from '../words';
import type { Book } from './freshness';
import { AttributeError } from './request';

/**
 * Program cells with the same `machine=NAME` share its files in the order of the document: what one made is there for
 * the next. Each still runs in a machine of its own, so that a run depends on nothing but its request.
 */
export const machineOf = (cell: Cell): string | undefined => cell.attributes['machine'] || undefined;

/** The graph with an edge from each cell of a shared machine to the next. */
export function withMachines(nodes: readonly CellNode[], cells: readonly Cell[]): readonly CellNode[] {
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
  if (edges.size === 0) return nodes;
  return nodes.map((node) => {
    const edge = edges.get(node.id);
    if (!edge) return node;
    return { ...node, reads: [...node.reads, ...edge.reads], defines: [...node.defines, ...edge.defines] };
  });
}

/** What a file can be run as, a program is to be allowed to run. */
const EXECUTABLE = 0o755;

/** Archives once unpacked: their files stay the same objects, so that their hashes are known. */
const unpacked = new WeakMap<Uint8Array, GuestFile[]>();

function inside({ name, bytes }: NotebookFile): GuestFile[] {
  if (!isTar(bytes)) throw new AttributeError(`root="${name}" is no .tar or .tar.gz archive`);
  try {
    const files = unpacked.get(bytes) ?? tarFiles(bytes);
    unpacked.set(bytes, files);
    return files;
  } catch (error) {
    throw new AttributeError(`root="${name}": ${error instanceof Error ? error.message : error}`);
  }
}

function guestFile({ name, bytes }: NotebookFile): GuestFile {
  const path = `/${name}`;
  return examine(bytes).kind === 'other' ? { path, bytes } : { path, bytes, mode: EXECUTABLE };
}

function fileNamed(files: readonly NotebookFile[], name: string): NotebookFile {
  const file = files.find((other) => other.name === name);
  if (file) return file;
  const all = files.map((other) => other.name).join(', ');
  throw new AttributeError(`the notebook has no file ${name}${all ? `; it has ${all}` : ''}`);
}

/**
 * The files a program cell finds: those in the archives that are its `root`, those of the notebook that it names, then
 * those left in its machine.
 */
export function filesFor({ cells, entries, files }: Book, cell: Cell): GuestFile[] {
  const found = new Map<string, GuestFile>();
  for (const name of words(cell.attributes['root'] ?? ''))
    for (const file of inside(fileNamed(files, name))) found.set(file.path, file);
  for (const name of words(cell.attributes['files'] ?? ''))
    for (const file of name === '*' ? files : [fileNamed(files, name)])
      found.set(`/${file.name}`, guestFile(file));
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
