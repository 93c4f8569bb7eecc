import type { NotebookStore } from '../../store';
import type { CellOutput, SessionState } from '../types';
import type { NotebookModel } from './model';

/** Time after the last keystroke until it is in the store. */
const SAVE_MS = 400;

interface Options {
  /** The notebook in the store. */
  id: string;
  /** Absent: nothing is kept. */
  store?: NotebookStore;
  /** The lesson it is a copy of. */
  origin?: string;
}

/** Keeps a notebook in the store as it changes: one write at a time, in order, and nothing forgotten when one fails. */
export class Saver {
  state: SessionState['saved'] = 'saved';
  private saving: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Outputs not in the store yet. */
  private readonly unsaved = new Map<string, CellOutput | undefined>();
  private textChanged = false;
  /** What comes later is not stored: the notebook may be somebody else's by then. */
  private closed = false;
  private readonly onPageHide = () => void this.save();

  /** @param changed told when the state is another */
  constructor(
    private readonly options: Options,
    private readonly model: NotebookModel,
    private readonly changed: () => void,
  ) {
    globalThis.addEventListener?.('pagehide', this.onPageHide);
  }

  /** The notebook is another. */
  edited(): void {
    this.textChanged = true;
    this.saveSoon();
  }

  /** A cell has another output, or none any more. */
  produced(id: string, output: CellOutput | undefined): void {
    this.unsaved.set(id, output);
    this.saveSoon();
  }

  /** Writes something else to the store after what is being written; the notebook itself is stored with it. */
  keep(write: (store: NotebookStore, id: string) => Promise<void>): void {
    const { store, id } = this.options;
    if (!store) return;
    this.edited();
    this.saving = this.saving.then(() => write(store, id).catch((error) => this.failed(error)));
  }

  /** Nothing can be kept: the state says why, and the notebook lives on in memory. */
  failed(error: unknown): void {
    this.state = { error: error instanceof Error ? error.message : String(error) };
    this.changed();
  }

  /** Writes what is left, and no more from then on. */
  close(): Promise<void> {
    this.closed = true;
    globalThis.removeEventListener?.('pagehide', this.onPageHide);
    return this.save();
  }

  private saveSoon(): void {
    if (!this.options.store || this.closed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), SAVE_MS);
    if (typeof this.state !== 'string' || this.state === 'unsaved') return;
    this.state = 'unsaved';
    this.changed();
  }

  private save(): Promise<void> {
    clearTimeout(this.timer);
    this.saving = this.saving.then(() => this.write());
    return this.saving;
  }

  private async write(): Promise<void> {
    const { store, id, origin } = this.options;
    if (!store || (!this.textChanged && this.unsaved.size === 0)) return;
    const outputs = new Map(this.unsaved);
    const withText = this.textChanged;
    this.unsaved.clear();
    this.textChanged = false;
    this.state = 'saving';
    this.changed();
    try {
      const { title, cells } = this.model.notebook;
      await store.save(id, {
        title,
        text: this.model.toMarkdown(),
        ids: cells.map((cell) => cell.id),
        bin: this.model.bin,
        origin,
      });
      await store.saveOutputs(id, Object.fromEntries(outputs));
      this.state = this.textChanged || this.unsaved.size > 0 ? 'unsaved' : 'saved';
    } catch (error) {
      // Tried again at the next change; nothing of this one is forgotten.
      this.textChanged ||= withText;
      for (const [cell, output] of outputs) if (!this.unsaved.has(cell)) this.unsaved.set(cell, output);
      this.state = { error: error instanceof Error ? error.message : String(error) };
    }
    this.changed();
  }
}
