import { runKey } from '../../lab/key';
import type { Keyboard, Lab, RunRequest, RunResult } from '../../lab/types';
import type { Cell, CellOutput, CellState } from '../types';
import { type Entry, hasHoles, isProgram } from './entry';
import { faultLine } from './fault';
import type { Book } from './freshness';
import type { RuntimeLink } from './link';
import { filesFor } from './machines';
import { AttributeError, cellRequest } from './request';
import { failure } from './verdict';

interface Sources {
  lab: Lab;
  entries: ReadonlyMap<string, Entry>;
  link: RuntimeLink;
  book(): Book;
  /** Somebody can type at the programs' terminals. */
  attended?: boolean;
  stand(id: string, state: CellState): void;
  /** A run has come to an end, or to nothing. */
  finish(id: string, output: CellOutput): void;
}

/** Runs the notebook's program cells in the lab. */
export class Programs {
  constructor(private readonly sources: Sources) {}

  async run(id: string): Promise<void> {
    const { entries, finish, stand, link } = this.sources;
    const entry = entries.get(id);
    if (!entry) return;
    entry.abort?.abort();
    const abort = new AbortController();
    entry.abort = abort;
    try {
      const request = await this.requestOf(entry);
      if (!abort.signal.aborted) await this.runRequest(id, entry, request, abort.signal);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      finish(id, { key: '', state: 'error', error: { message } });
    } finally {
      if (entry.abort === abort) entry.abort = undefined;
      if (entry.state.status === 'queued') stand(id, { status: entry.state.output ? 'stale' : 'idle' });
      link.wake();
    }
  }

  stop(id?: string): void {
    for (const [other, entry] of this.sources.entries)
      if (id === undefined || id === other) entry.abort?.abort();
  }

  /** The terminal of a cell's program, to type at; of no use while it does not run. */
  keyboard(id: string): Keyboard | undefined {
    const entry = this.sources.entries.get(id);
    return entry?.abort && entry.keyboard;
  }

  /** The run that a program cell stands for now. */
  async requestFor(id: string): Promise<RunRequest> {
    const entry = this.sources.entries.get(id);
    if (!entry || !isProgram(entry.cell)) throw new Error('this cell is no program');
    return this.requestOf(entry);
  }

  private async runRequest(
    id: string,
    entry: Entry,
    request: RunRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const { lab, stand, finish, link, attended } = this.sources;
    const key = runKey(request);
    const live: NonNullable<CellState['live']> = { stdout: '', stderr: '' };
    const decoders = [new TextDecoder(), new TextDecoder()];
    stand(id, { status: 'running', live });
    const result = await lab.run(request, {
      signal,
      onProgress: (progress) => {
        if (signal.aborted) return;
        const { terminal } = progress;
        if (live.keyboard || terminal?.awaited || terminal?.raw) live.keyboard = terminal;
        for (const { stream, bytes } of progress.output) {
          live[stream === 1 ? 'stdout' : 'stderr'] += decoders[stream - 1].decode(bytes, { stream: true });
        }
        stand(id, { status: 'running', live: { ...live }, progress });
      },
      ...(attended && {
        onKeyboard: (keyboard) => {
          entry.keyboard = keyboard;
        },
      }),
    });
    const failed = failure(result, entry.cell.attributes['exit']);
    const line = failed && (await faultLine(lab, request, result));
    if (entry.abort?.signal !== signal) return;
    const error = failed && (line === undefined ? failed : { ...failed, line });
    const output: CellOutput = { key, state: error ? 'error' : 'ok', run: result, error };
    finish(id, output);
    link.send({ type: 'program', id, result: madeBy(output) });
  }

  /** The request a program cell stands for now; waits for the js values its attributes read. */
  private async requestOf(entry: Entry): Promise<RunRequest> {
    const { cell } = entry;
    const { link } = this.sources;
    if (!hasHoles(cell)) return this.request(cell, cell.attributes);
    if (!link.isOpen)
      throw new AttributeError('this program reads values of js cells, and those do not run here');
    await link.sync();
    await link.until(() => entry.runtime !== undefined && entry.runtime !== 'running');
    if (entry.runtime === 'error')
      throw new AttributeError(entry.inputsError?.message ?? 'an attribute failed');
    if (!entry.inputs || entry.runtime === 'waiting')
      throw new AttributeError('an attribute waits for a cell that has not run');
    return this.request(cell, { ...cell.attributes, ...entry.inputs });
  }

  private request(cell: Cell, attributes: Record<string, string>): RunRequest {
    const book = this.sources.book();
    return cellRequest(cell, attributes, book.profile, filesFor(book, cell));
  }
}

/** What js cells get of a program's run: nothing where it never began. */
export function madeBy(output: CellOutput | undefined): RunResult | undefined {
  return output?.run?.ending.kind === 'failed' ? undefined : output?.run;
}
