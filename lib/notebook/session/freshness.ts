import { runKey } from '../../lab/key';
import { experimentsIn, upstream } from '../runtime/graph';
import type { CellNode } from '../runtime/protocol';
import type { Cell, NotebookFile } from '../types';
import { type Entry, hasHoles, isProgram, programName } from './entry';
import { outputKey } from './keys';
import { filesFor, machineOf } from './machines';
import { AttributeError, cellRequest } from './request';

/** All that decides whether an output is still that of its cell. */
export interface Book {
  entries: ReadonlyMap<string, Entry>;
  nodes: readonly CellNode[];
  /** In the order of the document. */
  cells: readonly Cell[];
  files: readonly NotebookFile[];
  profile: string | undefined;
}

interface Wanted {
  inputs: Entry['inputs'];
  profile: string | undefined;
  files: Book['files'];
  key: string | undefined;
}
/** Keys by cell: cells are values, and hashing all sources at every report would take longer than the report. */
const WANTED = new WeakMap<Entry['cell'], Wanted>();

/** The key of the run a program stands for now; undefined while the values of its attributes are not known. */
export function wantedKey(book: Book, { cell, inputs }: Entry): string | undefined {
  // What files a program finds may depend on the runs of others.
  if (machineOf(cell) !== undefined) return keyNow(book, cell, inputs);
  const { profile, files } = book;
  const before = WANTED.get(cell);
  if (before && before.inputs === inputs && before.profile === profile && before.files === files)
    return before.key;
  const key = keyNow(book, cell, inputs);
  WANTED.set(cell, { inputs, profile, files, key });
  return key;
}

function keyNow(book: Book, cell: Cell, inputs: Entry['inputs']): string | undefined {
  if (!isProgram(cell) || (hasHoles(cell) && !inputs)) return undefined;
  try {
    return runKey(cellRequest(cell, { ...cell.attributes, ...inputs }, book.profile, filesFor(book, cell)));
  } catch (error) {
    if (error instanceof AttributeError) return undefined; // shown when it is run
    throw error;
  }
}

/** Hash of all that makes a js or md cell's output: its source, what it is made from, the programs it ran. */
export function keyOf({ entries, nodes }: Book, id: string): string {
  const made = [...upstream(nodes, id), id].flatMap((other) => {
    const entry = entries.get(other);
    if (!entry) return [];
    const ran = [...entry.ran].map(([name, source]) => `${name} ${source}`);
    return [isProgram(entry.cell) ? (entry.state.output?.key ?? '') : entry.cell.source, ...ran];
  });
  const entry = entries.get(id);
  return entry ? outputKey(entry.cell.kind, entry.cell.source, made) : '';
}

/** The programs and experiments whose value is not that of their source. */
export function outdatedIn(book: Book): ReadonlySet<string> {
  return new Set([...book.entries.keys()].filter((id) => isOutdated(book, id)));
}

/** Whether a cell's output is not what its cell would give now; `outdated` is what outdatedIn says of the book. */
export function isStale(book: Book, id: string, outdated: ReadonlySet<string>): boolean {
  const entry = book.entries.get(id);
  const output = entry?.state.output;
  if (!entry || !output) return false;
  const isMadeOfOld = () =>
    outdated.size > 0 && [id, ...upstream(book.nodes, id)].some((other) => outdated.has(other));
  if (isProgram(entry.cell)) return isMadeOfOld();
  // Until the runtime knows the cells and experiments are replayed, it is not known what the output was made from.
  const above = upstream(book.nodes, id);
  const awaited = experimentsIn(book.nodes).some(
    (other) => (other === id || above.has(other)) && isReplaying(book, other),
  );
  const unknown = entry.runtime === undefined || awaited;
  if (unknown && entry.runtime !== 'ok') return entry.drawnFrom !== entry.cell.source;
  if (entry.runtime === 'waiting') return output.key !== keyOf(book, id);
  return isMadeOfOld();
}

function isReplaying({ entries }: Book, id: string): boolean {
  const entry = entries.get(id);
  return entry?.replaying === true && entry.ran.size === 0;
}

/** A program, or an experiment, whose value is not that of its source. */
function isOutdated(book: Book, id: string): boolean {
  const entry = book.entries.get(id);
  if (!entry) return false;
  return isProgram(entry.cell) ? hasChanged(entry) : ranOthers(book, entry);
}

/** Whether a program's run is not the one that its cell stands for now. */
function hasChanged({ wanted, state: { output } }: Entry): boolean {
  return output?.run !== undefined && wanted !== undefined && wanted !== output.key;
}

/** Whether a program that an experiment ran has another source by now. */
function ranOthers({ entries }: Book, { ran }: Entry): boolean {
  if (ran.size === 0) return false;
  const programs = [...entries.values()].filter(({ cell }) => isProgram(cell));
  return [...ran].some(
    ([name, source]) => programs.find(({ cell }) => programName(cell) === name)?.cell.source !== source,
  );
}
