import { runKey } from '../../lab/key';
import type { Lab, RunResult } from '../../lab/types';
import type { FromRuntime, ToRuntime } from '../runtime/protocol';
import { type Entry, isProgram, isSmall, programName } from './entry';
import type { Book } from './freshness';
import { filesFor } from './machines';
import { optionsRequest } from './request';
import { fails } from './verdict';

/** Runs kept from earlier, by the lab's key of their request. */
export interface RunCache {
  run(key: string): Promise<RunResult | undefined>;
  keepRun(key: string, result: RunResult): Promise<void>;
}

type Call = Extract<FromRuntime, { type: 'run' }>;

interface Sources {
  lab: Lab;
  cache?: RunCache;
  entries: ReadonlyMap<string, Entry>;
  book(): Book;
  reply(message: ToRuntime): void;
}

/** Answers the run() of js cells: from kept runs, or by the lab. */
export class Answers {
  private readonly calls = new Map<number, { cell: string; abort: AbortController }>();

  constructor(private readonly sources: Sources) {}

  async answer({ call, cell, program, options }: Call): Promise<void> {
    const { lab, cache, entries, book } = this.sources;
    const abort = new AbortController();
    this.calls.set(call, { cell, abort });
    const reply = (rest: { result?: RunResult; error?: string; unknown?: boolean }) => {
      if (this.calls.delete(call)) this.sources.reply({ type: 'answer', call, ...rest });
    };
    try {
      const caller = entries.get(cell);
      const target = this.programNamed(program);
      const attributes = { ...target.cell.attributes, ...target.inputs };
      const request = optionsRequest(
        target.cell,
        attributes,
        options,
        book().profile,
        filesFor(book(), target.cell),
      );
      const key = runKey(request);
      caller?.ran.set(program, target.cell.source);
      // A store that cannot be read costs a run, no more; that it fails is said where the notebook is saved.
      const kept = await cache?.run(key).catch(() => undefined);
      if (kept) return reply({ result: kept });
      if (caller?.replaying) return reply({ unknown: true });
      const result = await lab.run(request, { signal: abort.signal });
      if (result.ending.kind === 'stopped') return reply({ error: `the run of ${program} was stopped` });
      if (result.ending.kind === 'failed') return reply({ error: fails(result) });
      reply({ result });
      if (isSmall(result)) await cache?.keepRun(key, result).catch(() => undefined);
    } catch (error) {
      reply({ error: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Ends a run that nobody waits for any more. */
  cancel(call: number): void {
    this.calls.get(call)?.abort.abort();
  }

  /** Ends the runs of one cell, or all. */
  stop(cell?: string): void {
    for (const call of this.calls.values()) if (cell === undefined || cell === call.cell) call.abort.abort();
  }

  /** Ends all runs and forgets them: the runtime that asked is gone. */
  clear(): void {
    this.stop();
    this.calls.clear();
  }

  private programNamed(name: string): Entry {
    const programs = [...this.sources.entries.values()].filter(({ cell }) => isProgram(cell));
    const found = programs.find(({ cell }) => programName(cell) === name);
    if (found) return found;
    const names = programs.map(({ cell }) => programName(cell)).join(', ');
    throw new Error(`no program cell is named ${name}${names ? `; there are ${names}` : ''}`);
  }
}
