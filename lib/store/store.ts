import type { RunResult } from '../lab/types';
import { FormatError, parseNotebook, readBundle } from '../notebook/format';
import type { Answer, CellOutput } from '../notebook/types';
import { Database, type FileRow, type NotebookRow } from './database';
import { StoreError, toStoreError } from './errors';

/** A line of the list of notebooks. */
export type NotebookEntry = Omit<NotebookRow, 'text' | 'ids'>;

/** What a notebook is made of when it is opened. */
export interface StoredNotebook {
  entry: NotebookEntry;
  text: string;
  ids: string[];
  outputs: Record<string, CellOutput>;
}

/** Runs kept for replay; the least used go first. */
const MOST_RUNS = 2000;

/** The notebooks of this browser. Every method rejects with StoreError, whose message is for the reader. */
export class NotebookStore {
  private readonly database: Database;
  private readonly now: () => number;

  constructor(options: { name?: string; now?: () => number } = {}) {
    this.database = new Database(options.name);
    this.now = options.now ?? Date.now;
  }

  /** Connects to the database before somebody waits for it; where it cannot be had, whoever uses it is told. */
  connect(): void {
    void this.database.open().catch(() => {});
  }

  /** Notebooks that are not in the bin, the last changed first. */
  list(): Promise<NotebookEntry[]> {
    return this.guard(async () => {
      const rows = await this.database.notebooks.where('binned').equals(0).toArray();
      return rows.map(entryOf).sort((a, b) => b.updated - a.updated);
    });
  }

  /** Notebooks in the bin, the last thrown away first. */
  listBin(): Promise<NotebookEntry[]> {
    return this.guard(async () => {
      const rows = await this.database.notebooks.where('binned').above(0).toArray();
      return rows.map(entryOf).sort((a, b) => b.binned - a.binned);
    });
  }

  /** A notebook with its outputs, also from the bin; undefined when there is none. */
  open(id: string): Promise<StoredNotebook | undefined> {
    return this.guard(async () => {
      const [row, rows] = await Promise.all([
        this.database.notebooks.get(id),
        this.database.outputs.where('notebook').equals(id).toArray(),
      ]);
      if (!row) return undefined;
      const outputs = Object.fromEntries(rows.map(({ cell, output }) => [cell, output]));
      return { entry: entryOf(row), text: row.text, ids: row.ids, outputs };
    });
  }

  /** A notebook that is not in the bin by its id, or by its title, the last changed first. */
  async find(name: string): Promise<StoredNotebook | undefined> {
    const entries = await this.list();
    const found = entries.find(({ id }) => id === name) ?? entries.find(({ title }) => title === name);
    return found && this.open(found.id);
  }

  /** Makes a notebook and answers its id. A lesson's copy takes the lesson's id, so that it is found again. */
  create(made: {
    text: string;
    title?: string;
    id?: string;
    ids?: string[];
    origin?: string;
  }): Promise<string> {
    return this.guard(async () => {
      const id = made.id ?? crypto.randomUUID();
      const title = made.title ?? parseNotebook(made.text).title;
      const time = this.now();
      const { text, ids = [], origin } = made;
      await this.database.notebooks.add({
        id,
        title,
        text,
        ids,
        created: time,
        updated: time,
        binned: 0,
        origin,
      });
      return id;
    });
  }

  /** Replaces a notebook's text; makes the notebook when it is not there. */
  save(
    id: string,
    { title, text, ids, bin, origin }: Pick<NotebookRow, 'title' | 'text' | 'ids' | 'bin' | 'origin'>,
  ): Promise<void> {
    return this.guard(async () => {
      await this.database.transaction('rw', this.database.notebooks, async () => {
        const row = await this.database.notebooks.get(id);
        const updated = this.now();
        const created = row?.created ?? updated;
        const from = row?.origin ?? origin;
        await this.database.notebooks.put({
          id,
          title,
          text,
          ids,
          bin,
          created,
          updated,
          binned: 0,
          origin: from,
        });
      });
    });
  }

  /** Keeps outputs of cells; undefined forgets one. */
  saveOutputs(notebook: string, outputs: Record<string, CellOutput | undefined>): Promise<void> {
    return this.guard(async () => {
      const entries = Object.entries(outputs);
      const kept = entries.flatMap(([cell, output]) => (output ? [{ notebook, cell, output }] : []));
      const gone = entries
        .filter(([, output]) => !output)
        .map(([cell]): [string, string] => [notebook, cell]);
      await this.database.transaction('rw', this.database.outputs, async () => {
        await this.database.outputs.bulkPut(kept);
        await this.database.outputs.bulkDelete(gone);
      });
    });
  }

  /** What was answered to a notebook's exercises, by cell. A lesson has answers also while there is no copy of it. */
  answers(notebook: string): Promise<Record<string, Answer>> {
    return this.guard(async () => {
      const rows = await this.database.answers.where('notebook').equals(notebook).toArray();
      return Object.fromEntries(rows.map(({ cell, answer }) => [cell, answer]));
    });
  }

  saveAnswer(notebook: string, cell: string, answer: Answer): Promise<void> {
    return this.guard(async () => void (await this.database.answers.put({ notebook, cell, answer })));
  }

  /** Makes a copy with its outputs and files and answers its id. */
  duplicate(id: string): Promise<string> {
    return this.guard(() =>
      this.database.transaction('rw', this.tables, async () => {
        const row = await this.database.notebooks.get(id);
        if (!row) throw new StoreError(`There is no notebook ${id} to copy.`);
        const time = this.now();
        const copy = {
          ...row,
          id: crypto.randomUUID(),
          title: `${row.title} (copy)`,
          created: time,
          updated: time,
        };
        await this.database.notebooks.add({ ...copy, binned: 0 });
        const [outputs, files] = await Promise.all([
          this.database.outputs.where('notebook').equals(id).toArray(),
          this.database.files.where('notebook').equals(id).toArray(),
        ]);
        await this.database.outputs.bulkAdd(outputs.map((output) => ({ ...output, notebook: copy.id })));
        await this.database.files.bulkAdd(files.map((file) => ({ ...file, notebook: copy.id })));
        return copy.id;
      }),
    );
  }

  /** Puts a notebook into the bin. */
  remove(id: string): Promise<void> {
    return this.guard(async () => void (await this.database.notebooks.update(id, { binned: this.now() })));
  }

  /** Takes a notebook out of the bin. */
  restore(id: string): Promise<void> {
    return this.guard(async () => void (await this.database.notebooks.update(id, { binned: 0 })));
  }

  /** Deletes a notebook for good. */
  erase(id: string): Promise<void> {
    return this.guard(() =>
      this.database.transaction('rw', this.tables, async () => {
        await this.database.notebooks.delete(id);
        await this.database.outputs.where('notebook').equals(id).delete();
        await this.database.files.where('notebook').equals(id).delete();
        await this.database.answers.where('notebook').equals(id).delete();
      }),
    );
  }

  /**
   * Adds a notebook from a .md, .ipynb, .html or .zip file, and answers its id and what of the file did not carry over. A file
   * that cannot be read rejects with its line and remedy.
   */
  async importFile(bytes: Uint8Array, fileName: string): Promise<{ id: string; warnings: string[] }> {
    try {
      const { text, ids, title, files, warnings } = readBundle(bytes, fileName);
      const id = await this.create({ text, ids, title: title || fileName.replace(/\.\w+$/, '') });
      for (const file of files) await this.saveFile(id, { path: file.name, bytes: file.bytes });
      return { id, warnings };
    } catch (error) {
      throw error instanceof FormatError ? new StoreError(error.message, { cause: error }) : error;
    }
  }

  /** A notebook as a file to be saved. */
  exportFile(id: string): Promise<{ name: string; text: string }> {
    return this.guard(async () => {
      const row = await this.database.notebooks.get(id);
      if (!row) throw new StoreError(`There is no notebook ${id} to export.`);
      return { name: fileNameOf(row.title), text: row.text };
    });
  }

  /** A kept run, by the lab's key of its request. */
  run(key: string): Promise<RunResult | undefined> {
    return this.guard(async () => {
      const row = await this.database.runs.get(key);
      if (row) await this.database.runs.update(key, { used: this.now() });
      return row?.result;
    });
  }

  keepRun(key: string, result: RunResult): Promise<void> {
    return this.guard(async () => {
      await this.database.runs.put({ key, result, used: this.now() });
      const over = (await this.database.runs.count()) - MOST_RUNS;
      if (over > 0) await this.database.runs.orderBy('used').limit(over).delete();
    });
  }

  files(notebook: string): Promise<Omit<FileRow, 'notebook'>[]> {
    return this.guard(async () => {
      const rows = await this.database.files.where('notebook').equals(notebook).toArray();
      return rows.map(({ notebook: _, ...file }) => file);
    });
  }

  saveFile(notebook: string, file: Omit<FileRow, 'notebook'>): Promise<void> {
    return this.guard(async () => void (await this.database.files.put({ notebook, ...file })));
  }

  removeFile(notebook: string, path: string): Promise<void> {
    return this.guard(() => this.database.files.delete([notebook, path]));
  }

  close(): void {
    this.database.close();
  }

  private get tables() {
    return [this.database.notebooks, this.database.outputs, this.database.files, this.database.answers];
  }

  private async guard<T>(work: () => PromiseLike<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toStoreError(error);
    }
  }
}

/** A title as a file name that every system takes. */
export function fileNameOf(title: string, extension = 'md'): string {
  const base = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `${base.slice(0, 80) || 'notebook'}.${extension}`;
}

function entryOf({ text: _text, ids: _ids, ...entry }: NotebookRow): NotebookEntry {
  return entry;
}
