import { deriveIds, isAttributeKey, parseNotebook, writeFile } from '../format';
import type { Cell, CellKind, Notebook } from '../types';

/** Edits of one place made within this time are undone together. */
const BURST_MS = 1000;
const MOST_STEPS = 500;

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
  /** The text last written, which the next one is written against so that unchanged cells keep their bytes. */
  private text: string;

  /**
   * @param text the notebook's file
   * @param ids ids of the cells where the text does not state them, in order
   */
  constructor(
    text: string,
    ids: string[] = [],
    private readonly now: () => number = Date.now,
  ) {
    this.text = text;
    this.current = withIds(parseNotebook(text), ids);
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

  insert(index: number, kind: CellKind, source = ''): string {
    const id = this.freshId();
    const cell: Cell = { id, kind, attributes: {}, source };
    this.put({ ...this.current, cells: this.current.cells.toSpliced(index, 0, cell) });
    return id;
  }

  remove(id: string): void {
    if (this.cell(id))
      this.put({ ...this.current, cells: this.current.cells.filter((cell) => cell.id !== id) });
  }

  /** Moves a cell so that it comes to stand at `index`. */
  move(id: string, index: number): void {
    const from = this.current.cells.findIndex((cell) => cell.id === id);
    if (from < 0 || from === index) return;
    const cell = this.current.cells[from];
    this.put({ ...this.current, cells: this.current.cells.toSpliced(from, 1).toSpliced(index, 0, cell) });
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

  private freshId(): string {
    for (;;) {
      const id = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) =>
        (byte % 36).toString(36),
      ).join('');
      if (!this.cell(id)) return id;
    }
  }
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
