import { runsByItself } from '../mode';
import type { CellState, Notebook } from '../types';
import { type Entry, isProgram } from './entry';
import { type Book, isStale, outdatedIn, wantedKey } from './freshness';

/** Time after the last change until programs that run by themselves do, ms. */
const QUIET_MS = 600;

interface Sources {
  entries: ReadonlyMap<string, Entry>;
  book(): Book;
  notebook(): Notebook;
  /** Runs programs that run by themselves; absent where none do. */
  run?(ids: string[]): void;
}

/** Decides which outputs are stale, and which programs are to run by themselves for it. */
export class Judge {
  private isDone = true;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly sources: Sources) {}

  /** It has to be decided anew, when somebody asks: many reports come between two looks. */
  later(): void {
    this.isDone = false;
  }

  now(): void {
    if (this.isDone) return;
    this.isDone = true;
    const { entries } = this.sources;
    const book = this.sources.book();
    // A key is only looked at beside that of a run, or before one that is made by itself; and hashing takes its time.
    for (const entry of entries.values()) {
      const compared =
        entry.state.output?.run !== undefined || runsByItself(this.sources.notebook(), entry.cell);
      entry.wanted = compared ? wantedKey(book, entry) : undefined;
    }
    const outdated = outdatedIn(book);
    for (const [id, entry] of entries) {
      if (isBusy(entry)) continue;
      const { status, output } = entry.state;
      const wanted: CellState['status'] = !output
        ? 'idle'
        : isStale(book, id, outdated)
          ? 'stale'
          : output.state;
      if (wanted !== status) entry.state = { ...entry.state, status: wanted };
    }
    if (this.sources.run && this.due().length > 0) this.runDueSoon();
  }

  close(): void {
    clearTimeout(this.timer);
  }

  /** Programs that run by themselves and are not as their cells say now. A run that failed is not repeated. */
  private due(): string[] {
    return [...this.sources.entries].flatMap(([id, { cell, state, wanted, begun }]) => {
      const waits = state.status === 'idle' || state.status === 'stale';
      const due = isProgram(cell) && waits && wanted !== undefined && wanted !== begun;
      return due && runsByItself(this.sources.notebook(), cell) ? [id] : [];
    });
  }

  /** Runs them once nothing has changed for a while: not at each keystroke. */
  private runDueSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.now();
      const ids = this.due();
      for (const id of ids) {
        const entry = this.sources.entries.get(id);
        if (entry) entry.begun = entry.wanted;
      }
      if (ids.length > 0) this.sources.run?.(ids);
    }, QUIET_MS);
  }
}

const isBusy = ({ state, abort, runtime }: Entry): boolean =>
  state.status === 'queued' || abort !== undefined || runtime === 'running';
