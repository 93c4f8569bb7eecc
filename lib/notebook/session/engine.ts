import { runKey } from '../../lab/key';
import type { Lab, RunRequest, RunResult } from '../../lab/types';
import { upstream } from '../runtime/graph';
import type { CellNode, FromRuntime, RuntimeCell, ToRuntime } from '../runtime/protocol';
import type { Cell, CellError, CellOutput, CellState, Notebook } from '../types';
import { outputKey } from './keys';
import { AttributeError, cellRequest, optionsRequest, PROGRAM_ATTRIBUTES } from './request';
import { fails, failure } from './verdict';

/** Runs kept from earlier, by the lab's key of their request. */
export interface RunCache {
  run(key: string): Promise<RunResult | undefined>;
  keepRun(key: string, result: RunResult): Promise<void>;
}

export interface EngineHost {
  lab: Lab;
  cache?: RunCache;
  /** Makes HTML from the runtime safe to store and to put into the page. */
  sanitise(html: string): string;
  /** Some cell's state was replaced. */
  changed(): void;
  /** A cell has a new output, or none any more. */
  produced(id: string, output: CellOutput | undefined): void;
}

/** What the engine knows of one cell. */
interface Entry {
  cell: Cell;
  state: CellState;
  /** js and md: how the runtime says it stands. */
  runtime?: 'waiting' | 'running' | 'ok' | 'error';
  /** Programs: the values of attributes with holes. */
  inputs?: Record<string, string>;
  inputsError?: CellError;
  /** Programs: ends the run under way. */
  abort?: AbortController;
  /** Programs: the key of the run that would be made now; undefined while that is not known. */
  wanted?: string;
  height?: number;
  /** Experiments: programs they ran, by name, and the keys of those runs. */
  ran: Map<string, string>;
  /** Experiments: answered from kept runs only, so as not to start machines on opening a page. */
  replaying: boolean;
}

type Call = Extract<FromRuntime, { type: 'run' }>;

/**
 * Runs a notebook: programs in the lab, js and md cells in the runtime, values between them, and what is stale. It
 * neither knows where the runtime lives nor where outputs are kept.
 */
export class Engine {
  private notebook: Notebook = { title: '', meta: {}, cells: [] };
  private readonly entries = new Map<string, Entry>();
  private send?: (message: ToRuntime) => void;
  private nodes: CellNode[] = [];
  private calls = new Map<number, { cell: string; abort: AbortController }>();
  private waiting: (() => void)[] = [];
  private tokens = 0;
  private synced = 0;

  constructor(private readonly host: EngineHost) {}

  states(): Record<string, CellState> {
    return Object.fromEntries([...this.entries].map(([id, { state }]) => [id, state]));
  }

  get running(): boolean {
    return [...this.entries.values()].some(
      ({ state }) => state.status === 'running' || state.status === 'queued',
    );
  }

  /** Takes outputs kept from earlier, before anything runs. */
  restore(outputs: Record<string, CellOutput>): void {
    for (const [id, output] of Object.entries(outputs)) {
      const entry = this.entries.get(id);
      if (!entry) continue;
      entry.state = { status: output.state, output };
      entry.height = output.height;
    }
    this.judge();
  }

  /** Follows an edit of the notebook. */
  setNotebook(notebook: Notebook): void {
    this.notebook = notebook;
    const ids = new Set(notebook.cells.map(({ id }) => id));
    for (const [id, entry] of this.entries) {
      if (ids.has(id)) continue;
      entry.abort?.abort();
      this.entries.delete(id);
    }
    for (const cell of notebook.cells) {
      const entry = this.entries.get(cell.id);
      if (!entry || entry.cell.kind !== cell.kind) this.entries.set(cell.id, freshEntry(cell));
      else entry.cell = cell;
    }
    this.send?.({ type: 'cells', cells: notebook.cells.map(runtimeCell) });
    this.judge();
    this.host.changed();
  }

  /** Connects the runtime: it gets the cells, the programs' results and the outputs kept for what waits. */
  attach(send: (message: ToRuntime) => void): void {
    this.send = send;
    const html: Record<string, string> = {};
    for (const [id, { state }] of this.entries) {
      if (state.output?.html !== undefined) html[id] = this.host.sanitise(state.output.html);
    }
    send({ type: 'kept', html });
    send({ type: 'cells', cells: this.notebook.cells.map(runtimeCell) });
    const experiments: string[] = [];
    for (const [id, entry] of this.entries) {
      const { output } = entry.state;
      if (isProgram(entry.cell) && output?.run) send({ type: 'program', id, result: output.run });
      if (entry.cell.kind === 'js' && output?.html !== undefined) experiments.push(id);
      entry.replaying = true;
    }
    this.replay = experiments;
  }

  /** Experiments with a kept output, to be replayed once the graph is known. */
  private replay: string[] = [];

  detach(): void {
    this.send = undefined;
    this.nodes = [];
    for (const { abort } of this.calls.values()) abort.abort();
    this.calls.clear();
    for (const entry of this.entries.values()) entry.runtime = undefined;
    this.wake();
  }

  receive(message: FromRuntime): void {
    switch (message.type) {
      case 'graph':
        this.nodes = message.nodes;
        this.startReplay();
        this.judge();
        break;
      case 'cell':
        this.cellReported(message);
        break;
      case 'inputs':
        this.inputsReported(message);
        break;
      case 'run':
        void this.answer(message);
        return;
      case 'cancel':
        this.calls.get(message.call)?.abort.abort();
        return;
      case 'synced':
        this.synced = message.token;
        break;
      case 'heights':
        for (const [id, height] of Object.entries(message.heights)) this.setHeight(id, height);
        break;
      default:
        return;
    }
    this.wake();
    this.host.changed();
  }

  /** Runs cells and, before them, what they are made from where that is missing or stale. */
  async run(ids: string[]): Promise<void> {
    const wanted = new Set(ids);
    for (const id of ids) {
      for (const other of upstream(this.nodes, id)) if (!this.isFresh(other)) wanted.add(other);
    }
    await this.runSet(wanted);
  }

  runAll(): Promise<void> {
    return this.runSet(new Set(this.entries.keys()));
  }

  stop(id?: string): void {
    for (const [other, entry] of this.entries) if (id === undefined || id === other) entry.abort?.abort();
    for (const { cell, abort } of this.calls.values()) if (id === undefined || id === cell) abort.abort();
  }

  /** Resolves once no cell is running or waiting in line. */
  async settled(): Promise<void> {
    await this.sync();
    await this.until(() => ![...this.entries.values()].some(({ runtime }) => runtime === 'running'));
  }

  private async runSet(ids: Set<string>): Promise<void> {
    const drawn = [...ids].filter((id) => !isProgram(this.entries.get(id)?.cell));
    for (const id of drawn) {
      const entry = this.entries.get(id);
      if (entry) entry.replaying = false;
    }
    const programs = [...ids].filter((id) => isProgram(this.entries.get(id)?.cell));
    for (const id of programs) this.setState(id, { status: 'queued' });
    this.host.changed();
    this.send?.({ type: 'activate', ids: drawn });
    const runs = new Map<string, Promise<void>>();
    const start = (id: string): Promise<void> => {
      let run = runs.get(id);
      if (!run) {
        const before = [...upstream(this.nodes, id)].filter((other) => programs.includes(other));
        run = Promise.all(before.map(start)).then(() => this.runProgram(id));
        runs.set(id, run);
      }
      return run;
    };
    await Promise.all(programs.map(start));
    await this.settled();
    this.judge();
    this.host.changed();
  }

  private async runProgram(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (!entry) return;
    entry.abort?.abort();
    const abort = new AbortController();
    entry.abort = abort;
    try {
      const request = await this.requestOf(entry);
      if (!abort.signal.aborted) await this.runRequest(id, entry, request, abort.signal);
    } catch (error) {
      this.finish(id, { key: '', state: 'error', error: { message: messageOf(error) } });
    } finally {
      if (entry.abort === abort) entry.abort = undefined;
      if (entry.state.status === 'queued')
        this.setState(id, { status: entry.state.output ? 'stale' : 'idle' });
      this.wake();
    }
  }

  private async runRequest(
    id: string,
    entry: Entry,
    request: RunRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const key = runKey(request);
    const live = { stdout: '', stderr: '' };
    const decoders = [new TextDecoder(), new TextDecoder()];
    this.setState(id, { status: 'running', live });
    this.host.changed();
    const result = await this.host.lab.run(request, {
      signal,
      onProgress: (progress) => {
        if (signal.aborted) return;
        for (const { stream, bytes } of progress.output) {
          live[stream === 1 ? 'stdout' : 'stderr'] += decoders[stream - 1].decode(bytes, { stream: true });
        }
        this.setState(id, { status: 'running', live: { ...live }, progress });
        this.host.changed();
      },
    });
    if (entry.abort?.signal !== signal) return;
    const error = failure(result, entry.cell.attributes['exit']);
    this.finish(id, { key, state: error ? 'error' : 'ok', run: result, error });
    this.send?.({ type: 'program', id, result });
  }

  /** The request a program cell stands for now; waits for the js values its attributes read. */
  private async requestOf(entry: Entry): Promise<RunRequest> {
    const { cell } = entry;
    if (cell.kind === 'c' || cell.kind === 'sh') {
      throw new AttributeError(`${cell.kind} cells are kept but cannot run yet; assembly cells can`);
    }
    if (!hasHoles(cell)) return cellRequest(cell, cell.attributes, this.notebook.meta['profile']);
    if (!this.send)
      throw new AttributeError('this program reads values of js cells, and those do not run here');
    await this.sync();
    await this.until(() => entry.runtime !== undefined && entry.runtime !== 'running');
    if (entry.runtime === 'error')
      throw new AttributeError(entry.inputsError?.message ?? 'an attribute failed');
    if (!entry.inputs || entry.runtime === 'waiting')
      throw new AttributeError('an attribute waits for a cell that has not run');
    return cellRequest(cell, { ...cell.attributes, ...entry.inputs }, this.notebook.meta['profile']);
  }

  /** Answers run() of a js cell. */
  private async answer({ call, cell, program, options }: Call): Promise<void> {
    const abort = new AbortController();
    this.calls.set(call, { cell, abort });
    const reply = (rest: { result?: RunResult; error?: string; unknown?: boolean }) => {
      if (this.calls.delete(call)) this.send?.({ type: 'answer', call, ...rest });
    };
    try {
      const caller = this.entries.get(cell);
      const target = this.programNamed(program);
      const request = optionsRequest(
        target.cell,
        { ...target.cell.attributes, ...target.inputs },
        options,
        this.notebook.meta['profile'],
      );
      const key = runKey(request);
      caller?.ran.set(program, target.cell.source);
      const kept = await this.host.cache?.run(key).catch(() => undefined);
      if (kept) return reply({ result: kept });
      if (caller?.replaying) return reply({ unknown: true });
      const result = await this.host.lab.run(request, { signal: abort.signal });
      if (result.ending.kind === 'stopped') return reply({ error: `the run of ${program} was stopped` });
      if (result.ending.kind === 'failed') return reply({ error: fails(result) });
      reply({ result });
      if (isSmall(result)) await this.host.cache?.keepRun(key, result);
    } catch (error) {
      reply({ error: messageOf(error) });
    }
  }

  private programNamed(name: string): Entry {
    const programs = [...this.entries.values()].filter(({ cell }) => isProgram(cell));
    const found = programs.find(({ cell }) => (cell.name ?? cell.id) === name);
    if (found) return found;
    const names = programs.map(({ cell }) => cell.name ?? cell.id).join(', ');
    throw new Error(`no program cell is named ${name}${names ? `; there are ${names}` : ''}`);
  }

  private startReplay(): void {
    const ids = this.nodes
      .filter(({ id, experiment }) => experiment && this.replay.includes(id))
      .map(({ id }) => id);
    this.replay = [];
    if (ids.length > 0) this.send?.({ type: 'activate', ids });
  }

  private cellReported({ id, status, html, error }: Extract<FromRuntime, { type: 'cell' }>): void {
    const entry = this.entries.get(id);
    if (!entry || isProgram(entry.cell)) return;
    entry.runtime = status;
    const { height } = entry;
    if (status === 'ok')
      this.finish(id, { key: this.keyOf(id), state: 'ok', html: this.host.sanitise(html ?? ''), height });
    else if (status === 'error') this.finish(id, { key: this.keyOf(id), state: 'error', error, height });
    else if (status === 'running') this.setState(id, { status: 'running', output: entry.state.output });
    else this.judgeOne(id, entry);
  }

  private inputsReported({ id, status, values, error }: Extract<FromRuntime, { type: 'inputs' }>): void {
    const entry = this.entries.get(id);
    if (!entry || !isProgram(entry.cell)) return;
    const before = entry.inputs;
    entry.runtime = status;
    entry.inputsError = error;
    if (status === 'ok') entry.inputs = values ?? {};
    if (status === 'error' && error && !entry.abort) this.finish(id, { key: '', state: 'error', error });
    this.judge();
    // A slider reruns the experiment: a program that has run follows the values its attributes read.
    const moved = status === 'ok' && before && JSON.stringify(before) !== JSON.stringify(entry.inputs);
    if (moved && entry.state.output?.run && entry.state.status !== 'queued') void this.run([id]);
  }

  private setHeight(id: string, height: number): void {
    const entry = this.entries.get(id);
    if (!entry || entry.height === height) return;
    entry.height = height;
    const { output } = entry.state;
    if (output) this.setState(id, { ...entry.state, output: { ...output, height } });
  }

  private finish(id: string, output: CellOutput): void {
    if (!this.entries.has(id)) return; // removed while it ran
    this.setState(id, { status: output.state, output, diagnostics: output.error?.diagnostics });
    this.host.produced(id, output);
    this.judge();
    this.host.changed();
  }

  private setState(id: string, state: CellState): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    const { output = entry.state.output } = state;
    entry.state = output ? { ...state, output } : state;
  }

  /** Decides anew which outputs are stale. */
  private judge(): void {
    for (const entry of this.entries.values()) entry.wanted = this.wantedKey(entry);
    for (const [id, entry] of this.entries) this.judgeOne(id, entry);
  }

  private judgeOne(id: string, entry: Entry): void {
    const { status, output } = entry.state;
    const busy = status === 'queued' || entry.abort !== undefined || entry.runtime === 'running';
    if (busy) return;
    const wanted: CellState['status'] = !output ? 'idle' : this.isStale(id, entry) ? 'stale' : output.state;
    if (wanted !== status) entry.state = { ...entry.state, status: wanted };
  }

  private isFresh(id: string): boolean {
    const entry = this.entries.get(id);
    return entry?.state.status === 'ok' || entry?.state.status === 'running';
  }

  private isStale(id: string, entry: Entry): boolean {
    const { output } = entry.state;
    if (!output) return false;
    if (isProgram(entry.cell))
      return output.run !== undefined && entry.wanted !== undefined && entry.wanted !== output.key;
    if (entry.runtime === undefined || entry.runtime === 'waiting') return output.key !== this.keyOf(id);
    const changed = [...entry.ran].some(([name, source]) => this.sourceOf(name) !== source);
    return changed || [...upstream(this.nodes, id)].some((other) => this.isOutdated(other));
  }

  /** A program or experiment whose value is not that of its source. */
  private isOutdated(id: string): boolean {
    const entry = this.entries.get(id);
    if (!entry) return false;
    if (isProgram(entry.cell)) return this.isStale(id, entry);
    return [...entry.ran].some(([name, source]) => this.sourceOf(name) !== source);
  }

  private sourceOf(name: string): string | undefined {
    return [...this.entries.values()].find(({ cell }) => isProgram(cell) && (cell.name ?? cell.id) === name)
      ?.cell.source;
  }

  private wantedKey(entry: Entry): string | undefined {
    const { cell } = entry;
    if (cell.kind !== 'asm' || (hasHoles(cell) && !entry.inputs)) return undefined;
    try {
      return runKey(
        cellRequest(cell, { ...cell.attributes, ...entry.inputs }, this.notebook.meta['profile']),
      );
    } catch (error) {
      if (error instanceof AttributeError) return undefined; // shown when it is run
      throw error;
    }
  }

  /** Hash of all that makes a js or md cell's output: its source, what it reads, the programs it ran. */
  private keyOf(id: string): string {
    const entry = this.entries.get(id);
    if (!entry) return '';
    const made = [...upstream(this.nodes, id), id].flatMap((other) => {
      const source = this.entries.get(other);
      if (!source) return [];
      const ran = [...source.ran].map(([name, text]) => `${name} ${text}`);
      return [isProgram(source.cell) ? (source.state.output?.key ?? '') : source.cell.source, ...ran];
    });
    return outputKey(entry.cell.kind, entry.cell.source, made);
  }

  private async sync(): Promise<void> {
    if (!this.send) return;
    const token = ++this.tokens;
    this.send({ type: 'sync', token });
    await this.until(() => this.synced >= token);
  }

  /** Waits until the runtime's reports make something true, or there is no runtime any more. */
  private async until(true_: () => boolean): Promise<void> {
    while (this.send && !true_()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}

const PROGRAMS: ReadonlySet<string> = new Set(['asm', 'c', 'sh']);
/** Most bytes of a run that is kept for replay. */
const SMALL = 256 << 10;

function isProgram(cell: Cell | undefined): boolean {
  return cell !== undefined && PROGRAMS.has(cell.kind);
}

function holesOf({ attributes }: Cell): Record<string, string> {
  const entries = PROGRAM_ATTRIBUTES.map((key) => [key, attributes[key]] as const);
  return Object.fromEntries(entries.filter(([, text]) => text?.includes('${')));
}

function hasHoles(cell: Cell): boolean {
  return Object.keys(holesOf(cell)).length > 0;
}

function runtimeCell(cell: Cell): RuntimeCell {
  const { id, kind, source } = cell;
  if (kind === 'js' || kind === 'md') return { id, kind, source };
  return { id, kind: 'program', name: cell.name ?? '', attributes: holesOf(cell) };
}

function freshEntry(cell: Cell): Entry {
  return { cell, state: { status: 'idle' }, ran: new Map(), replaying: false };
}

function isSmall({ stdout, stderr, files, trace }: RunResult): boolean {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, stdout.length + stderr.length);
  return bytes < SMALL && trace.length < 1000;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
