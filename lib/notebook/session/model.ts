import { deriveIds, isAttributeKey, parseNotebook, writeFile } from '../format';
import type { BinnedCell, Cell, CellKind, Notebook } from '../types';

/** Edits of one place made within this time are undone together. */
const BURST_MS = 1000;
const MOST_STEPS = 500;
/** Deleted cells kept in the bin. */
const MOST_BINNED = 200;

interface Step {
  notebook: Notebook;
  /** What was edited, for joining keystrokes; undefined when the step stands alone. */
  place: string | undefined;
  time: number;
}

/**
 * The notebook being edited, with its past and future. Notebooks are values: each command puts a new one in place, so
 * that undo is a matter of keeping the old ones. Outputs have no part in it.
 */
export class NotebookModel {
  private current: Notebook;
  private past: Step[] = [];
  private future: Notebook[] = [];
  private binned: BinnedCell[];
  /** The text last written, which the next one is written against so that unchanged cells keep their bytes. */
  private text: string;

  /**
   * @param text the notebook's file
   * @param ids ids of the cells where the text does not state them, in order
   * @param binned cells deleted earlier
   */
  constructor(
    text: string,
    ids: string[] = [],
    binned: readonly BinnedCell[] = [],
    private readonly now: () => number = Date.now,
  ) {
    this.text = text;
    this.current = withIds(parseNotebook(text), ids);
    this.binned = [...binned];
  }

  get notebook(): Notebook {
    return this.current;
  }
  get canUndo(): boolean {
    return this.past.length > 0;
  }
  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Deleted cells, the last one first. One that undo has brought back is not among them. */
  get bin(): readonly BinnedCell[] {
    return this.binned.filter(({ cell }) => !this.cell(cell.id));
  }

  cell(id: string): Cell | undefined {
    return this.current.cells.find((cell) => cell.id === id);
  }

  setSource(id: string, source: string): void {
    this.edit(id, `source ${id}`, (cell) => ({ ...cell, source: source.replace(/\r\n?/g, '\n') }));
  }

  setAttribute(id: string, key: string, value: string | undefined): void {
    if (!isAttributeKey(key))
      throw new Error(`"${key}" cannot be an attribute: use letters, digits, - and _`);
    this.edit(id, `attribute ${key} ${id}`, (cell) => {
      const { [key]: _, ...others } = cell.attributes;
      const attributes = value === undefined ? others : { ...cell.attributes, [key]: value };
      return { ...cell, attributes };
    });
  }

  setName(id: string, name: string): void {
    this.edit(id, `name ${id}`, ({ name: _, ...cell }) => (name === '' ? cell : { ...cell, name }));
  }

  setKind(id: string, kind: CellKind): void {
    this.edit(id, undefined, (cell) => ({ ...cell, kind }));
  }

  setTitle(title: string): void {
    if (title === this.current.title) return;
    const meta = { ...this.current.meta, title };
    this.put({ ...this.current, title, meta }, 'title');
  }

  setMeta(key: string, value: string | undefined): void {
    const { [key]: _, ...others } = this.current.meta;
    this.put({
      ...this.current,
      meta: value === undefined ? others : { ...this.current.meta, [key]: value },
    });
  }

  insert(index: number, kind: CellKind, source = ''): string {
    return this.insertAll(index, [{ kind, attributes: {}, source }])[0];
  }

  /** Adds cells before `index` and answers their ids. A name that is taken gets a number. */
  insertAll(index: number, made: readonly Omit<Cell, 'id'>[]): string[] {
    const ids = new Set(this.current.cells.map(({ id }) => id));
    const names = new Set(this.current.cells.map(({ name }) => name));
    const cells = made.map((cell): Cell => {
      const { name, ...rest } = cell;
      const id = freshId(ids);
      ids.add(id);
      if (name === undefined) return { ...rest, id };
      const free = freeName(name, names);
      names.add(free);
      return { ...rest, id, name: free };
    });
    if (cells.length > 0)
      this.put({ ...this.current, cells: this.current.cells.toSpliced(index, 0, ...cells) });
    return cells.map(({ id }) => id);
  }

  /** Deletes cells; they go into the bin. */
  remove(ids: readonly string[]): void {
    const gone = this.current.cells.flatMap((cell, index) =>
      ids.includes(cell.id) ? [{ cell, index, time: this.now() }] : [],
    );
    if (gone.length === 0) return;
    const before = this.binned.filter(({ cell }) => !ids.includes(cell.id));
    const worthKeeping = gone.filter(({ cell }) => cell.source !== '' || cell.name !== undefined);
    this.binned = [...worthKeeping, ...before].slice(0, MOST_BINNED);
    this.put({ ...this.current, cells: this.current.cells.filter(({ id }) => !ids.includes(id)) });
  }

  /** Takes a cell out of the bin, to about where it was. */
  putBack(id: string): void {
    const found = this.bin.find(({ cell }) => cell.id === id);
    if (found) this.put({ ...this.current, cells: this.current.cells.toSpliced(found.index, 0, found.cell) });
  }

  /** Moves cells, in the order they stand in, before the place `index` as it is counted now. */
  move(ids: readonly string[], index: number): void {
    const { cells } = this.current;
    const moved = cells.filter(({ id }) => ids.includes(id));
    const before = cells.slice(0, index).filter(({ id }) => !ids.includes(id));
    const after = cells.slice(index).filter(({ id }) => !ids.includes(id));
    const placed = [...before, ...moved, ...after];
    if (placed.some(({ id }, at) => id !== cells[at].id)) this.put({ ...this.current, cells: placed });
  }

  /** Cuts a cell in two at an offset in its source and answers the second one's id. The first keeps name and outputs. */
  split(id: string, offset: number): string | undefined {
    const index = this.current.cells.findIndex((cell) => cell.id === id);
    if (index < 0) return undefined;
    const cell = this.current.cells[index];
    const first = { ...cell, source: cell.source.slice(0, offset).replace(/\n+$/, '') };
    const second: Cell = {
      id: freshId(new Set(this.current.cells.map((other) => other.id))),
      kind: cell.kind,
      attributes: {},
      source: cell.source.slice(offset).replace(/^\n+/, ''),
    };
    this.put({ ...this.current, cells: this.current.cells.toSpliced(index, 1, first, second) });
    return second.id;
  }

  /** Joins cells into the first of them, whose kind, name and attributes stay. */
  merge(ids: readonly string[]): void {
    const parts = this.current.cells.filter(({ id }) => ids.includes(id));
    if (parts.length < 2) return;
    const [first, ...others] = parts;
    const gap = first.kind === 'md' ? '\n\n' : '\n';
    const joined = { ...first, source: parts.map(({ source }) => source).join(gap) };
    const cells = this.current.cells
      .filter((cell) => !others.includes(cell))
      .map((cell) => (cell === first ? joined : cell));
    this.put({ ...this.current, cells });
  }

  undo(): void {
    const step = this.past.pop();
    if (!step) return;
    this.future.push(this.current);
    this.current = step.notebook;
  }

  redo(): void {
    const notebook = this.future.pop();
    if (!notebook) return;
    this.past.push({ notebook: this.current, place: undefined, time: 0 });
    this.current = notebook;
  }

  /** The notebook as its file; cells that were not changed keep their bytes. */
  toMarkdown(): string {
    this.text = writeFile(this.current, this.text);
    return this.text;
  }

  private edit(id: string, place: string | undefined, change: (cell: Cell) => Cell): void {
    const index = this.current.cells.findIndex((cell) => cell.id === id);
    if (index < 0) throw new Error(`there is no cell ${id} in this notebook`);
    const cell = change(this.current.cells[index]);
    if (same(cell, this.current.cells[index])) return;
    this.put({ ...this.current, cells: this.current.cells.with(index, cell) }, place);
  }

  private put(notebook: Notebook, place?: string): void {
    const last = this.past.at(-1);
    const time = this.now();
    const joins =
      place !== undefined && last?.place === place && time - last.time < BURST_MS && !this.canRedo;
    if (joins) last.time = time;
    else this.past.push({ notebook: this.current, place, time });
    if (this.past.length > MOST_STEPS) this.past.shift();
    this.future = [];
    this.current = notebook;
  }
}

/** An id that none of these is. */
function freshId(taken: ReadonlySet<string>): string {
  for (;;) {
    const bytes = crypto.getRandomValues(new Uint8Array(6));
    const id = Array.from(bytes, (byte) => (byte % 36).toString(36)).join('');
    if (!taken.has(id)) return id;
  }
}

/** The name, or where it is taken the name with the first number that is free. */
function freeName(name: string, taken: ReadonlySet<string | undefined>): string {
  if (!taken.has(name)) return name;
  const stem = name.replace(/\d+$/, '');
  for (let n = 2; ; n++) if (!taken.has(`${stem}${n}`)) return `${stem}${n}`;
}

/** The notebook with the ids its store kept; those that no longer fit are left as the text gives them. */
function withIds(notebook: Notebook, ids: string[]): Notebook {
  if (ids.length !== notebook.cells.length || new Set(ids).size !== ids.length) return notebook;
  const cells = notebook.cells.map((cell, i) => ({ ...cell, id: ids[i] }));
  deriveIds(cells);
  return { ...notebook, cells };
}

function same(a: Cell, b: Cell): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
