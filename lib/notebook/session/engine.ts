import { runKey } from '../../lab/key';
import type { Keyboard, Lab, RunRequest, RunResult } from '../../lab/types';
import { runsByItself } from '../mode';
import { upstream } from '../runtime/graph';
import type { CellNode, FromRuntime, RuntimeCell, ToRuntime } from '../runtime/protocol';
import type { Cell, CellOutput, CellState, Notebook, NotebookFile } from '../types';
import { Answers, type RunCache } from './answers';
import { type Entry, freshEntry, hasHoles, isProgram, runtimeCell } from './entry';
import { type Book, isStale, keyOf, wantedKey } from './freshness';
import { filesFor, withMachines } from './machines';
import { AttributeError, cellRequest } from './request';
import { failure } from './verdict';

/** Time after the last change until programs that run by themselves do, ms. */
const QUIET_MS = 600;

const NO_FILES: readonly NotebookFile[] = [];

export interface EngineHost {
  lab: Lab;
  cache?: RunCache;
  /** The notebook's files. */
  files?(): readonly NotebookFile[];
  /** Somebody can type at the programs' terminals. */
  attended?: boolean;
  /** Makes HTML from the runtime safe to store and to put into the page. */
  sanitise(html: string): string;
  /** Some cell's state was replaced. */
  changed(): void;
  /** A cell has a new output, or none any more. */
  produced(id: string, output: CellOutput | undefined): void;
}

/**
 * Runs a notebook: programs in the lab, js and md cells in the runtime, values between them, and what is stale. It
 * neither knows where the runtime lives nor where outputs are kept.
 */
export class Engine {
  private notebook: Notebook = { title: '', meta: {}, cells: [] };
  private readonly entries = new Map<string, Entry>();
  /** Cells that were deleted while the notebook is open. */
  private readonly gone = new Map<string, Entry>();
  private send?: (message: ToRuntime) => void;
  /** The graph as the runtime told it; undefined while there is none. */
  private reported: readonly CellNode[] | undefined;
  private nodes: readonly CellNode[] = [];
  private readonly answers: Answers;
  private waiting: (() => void)[] = [];
  /** Whether it is decided which outputs are stale. */
  private judged = true;
  private tokens = 0;
  private synced = 0;

  constructor(private readonly host: EngineHost) {
    this.answers = new Answers({
      lab: host.lab,
      cache: host.cache,
      entries: this.entries,
      book: () => this.book,
      reply: (message) => this.send?.(message),
    });
  }

  states(): Record<string, CellState> {
    this.judgeNow();
    return Object.fromEntries([...this.entries].map(([id, { state }]) => [id, state]));
  }

  /** What each cell reads and defines, as the runtime has told. */
  get graph(): readonly CellNode[] {
    return this.nodes;
  }

  get running(): boolean {
    return [...this.entries.values()].some(
      ({ state }) => state.status === 'running' || state.status === 'queued',
    );
  }

  /** Whether the runtime has a cell in hand, as far as it has told. */
  get evaluating(): boolean {
    return [...this.entries.values()].some(({ cell, runtime }) => !isProgram(cell) && runtime === 'running');
  }

  /** Takes outputs kept from earlier, before anything runs. */
  restore(outputs: Record<string, CellOutput>): void {
    for (const [id, output] of Object.entries(outputs)) {
      const entry = this.entries.get(id);
      if (!entry) continue;
      entry.state = { status: output.state, output };
      entry.height = output.height;
      entry.drawnFrom = entry.cell.source;
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
      this.gone.set(id, entry);
    }
    const back: Entry[] = [];
    for (const cell of notebook.cells) {
      const entry = this.entries.get(cell.id);
      if (!entry || entry.cell.kind !== cell.kind) {
        const fresh = this.comeBack(cell);
        this.entries.set(cell.id, fresh);
        if (fresh.state.output?.run) back.push(fresh);
      } else {
        if (entry.cell.source !== cell.source) entry.held = false;
        entry.cell = cell;
      }
    }
    this.setNodes();
    this.send?.({ type: 'cells', cells: this.runtimeCells() });
    for (const { cell, state } of back)
      this.send?.({ type: 'program', id: cell.id, result: madeBy(state.output) });
    this.judge();
    this.host.changed();
  }

  /** What is known of the dataflow: of shared machines also where nothing evaluates the cells. */
  private setNodes(): void {
    const { cells } = this.notebook;
    const bare = () => cells.map(({ id }): CellNode => ({ id, reads: [], defines: [], experiment: false }));
    this.nodes = withMachines(this.reported ?? bare(), cells);
  }

  /** A cell's entry: one that was deleted and comes back has what came of it before. */
  private comeBack(cell: Cell): Entry {
    const entry = freshEntry(cell);
    const before = this.gone.get(cell.id);
    this.gone.delete(cell.id);
    const { output } = before?.state ?? {};
    if (!before || before.cell.kind !== cell.kind || !output) return entry;
    const { height, drawnFrom } = before;
    return { ...entry, state: { status: output.state, output }, height, drawnFrom };
  }

  /** Connects the runtime: it gets the cells, the programs' results and the outputs kept for what waits. */
  attach(send: (message: ToRuntime) => void): void {
    this.send = send;
    const html: Record<string, string> = {};
    for (const [id, { state }] of this.entries) {
      if (state.output?.html !== undefined) html[id] = this.host.sanitise(state.output.html);
    }
    send({ type: 'kept', html });
    send({ type: 'cells', cells: this.runtimeCells() });
    const experiments: string[] = [];
    for (const [id, entry] of this.entries) {
      const { output } = entry.state;
      if (isProgram(entry.cell) && output?.run) send({ type: 'program', id, result: madeBy(output) });
      if (entry.cell.kind === 'js' && output?.html !== undefined) experiments.push(id);
      entry.replaying = entry.cell.kind === 'js';
    }
    this.replay = experiments;
  }

  /** Experiments with a kept output, to be replayed once the graph is known. */
  private replay: string[] = [];
  /** Cells that the reader ran before the runtime was there: they are run once the graph is known. */
  private readonly early = new Set<string>();

  detach(): void {
    this.send = undefined;
    this.reported = undefined;
    this.setNodes();
    this.answers.clear();
    for (const entry of this.entries.values()) entry.runtime = undefined;
    this.wake();
  }

  receive(message: FromRuntime): void {
    switch (message.type) {
      case 'graph':
        // An equal graph stays the same object: what is known of it is still true.
        if (JSON.stringify(message.nodes) !== JSON.stringify(this.reported)) this.reported = message.nodes;
        this.setNodes();
        this.startReplay();
        this.judge();
        this.startEarly();
        break;
      case 'cell':
        this.cellReported(message);
        break;
      case 'inputs':
        this.inputsReported(message);
        break;
      case 'run':
        void this.answers.answer(message);
        return;
      case 'cancel':
        this.answers.cancel(message.call);
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
    this.judgeNow();
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
    this.answers.stop(id);
  }

  /** The terminal of a cell's program, to type at; of no use while it does not run. */
  keyboard(id: string): Keyboard | undefined {
    const entry = this.entries.get(id);
    return entry?.abort && entry.keyboard;
  }

  /** Resolves once no cell is running or waiting in line. */
  async settled(): Promise<void> {
    await this.sync();
    await this.until(() => ![...this.entries.values()].some(({ runtime }) => runtime === 'running'));
  }

  private async runSet(asked: Set<string>): Promise<void> {
    const ids = this.send ? asked : this.withoutRuntime(asked);
    const drawn = [...ids].filter((id) => !isProgram(this.entries.get(id)?.cell));
    for (const id of drawn) {
      const entry = this.entries.get(id);
      if (entry) Object.assign(entry, { replaying: false, held: false });
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
    const live: NonNullable<CellState['live']> = { stdout: '', stderr: '' };
    const decoders = [new TextDecoder(), new TextDecoder()];
    this.setState(id, { status: 'running', live });
    this.host.changed();
    const result = await this.host.lab.run(request, {
      signal,
      onProgress: (progress) => {
        if (signal.aborted) return;
        const { terminal } = progress;
        if (live.keyboard || terminal?.awaited || terminal?.raw) live.keyboard = terminal;
        for (const { stream, bytes } of progress.output) {
          live[stream === 1 ? 'stdout' : 'stderr'] += decoders[stream - 1].decode(bytes, { stream: true });
        }
        this.setState(id, { status: 'running', live: { ...live }, progress });
        this.host.changed();
      },
      ...(this.host.attended && {
        onKeyboard: (keyboard) => {
          entry.keyboard = keyboard;
        },
      }),
    });
    if (entry.abort?.signal !== signal) return;
    const error = failure(result, entry.cell.attributes['exit']);
    const output: CellOutput = { key, state: error ? 'error' : 'ok', run: result, error };
    this.finish(id, output);
    this.send?.({ type: 'program', id, result: madeBy(output) });
  }

  /** The run that a program cell stands for now. */
  async requestFor(id: string): Promise<RunRequest> {
    const entry = this.entries.get(id);
    if (!entry || !isProgram(entry.cell)) throw new Error('this cell is no program');
    return this.requestOf(entry);
  }

  /** The request a program cell stands for now; waits for the js values its attributes read. */
  private async requestOf(entry: Entry): Promise<RunRequest> {
    const { cell } = entry;
    if (!hasHoles(cell)) return this.request(cell, cell.attributes);
    if (!this.send)
      throw new AttributeError('this program reads values of js cells, and those do not run here');
    await this.sync();
    await this.until(() => entry.runtime !== undefined && entry.runtime !== 'running');
    if (entry.runtime === 'error')
      throw new AttributeError(entry.inputsError?.message ?? 'an attribute failed');
    if (!entry.inputs || entry.runtime === 'waiting')
      throw new AttributeError('an attribute waits for a cell that has not run');
    return this.request(cell, { ...cell.attributes, ...entry.inputs });
  }

  private request(cell: Cell, attributes: Record<string, string>): RunRequest {
    const { book } = this;
    return cellRequest(cell, attributes, book.profile, filesFor(book, cell));
  }

  /** Puts off what wants the runtime; answers what can be run without it. */
  private withoutRuntime(ids: Set<string>): Set<string> {
    const now = new Set<string>();
    for (const id of ids) {
      const cell = this.entries.get(id)?.cell;
      const waits = cell !== undefined && (!isProgram(cell) || hasHoles(cell));
      (waits ? this.early : now).add(id);
    }
    return now;
  }

  private startEarly(): void {
    const ids = [...this.early].filter((id) => this.entries.has(id));
    this.early.clear();
    if (ids.length > 0) void this.run(ids);
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
    if (status === 'running') entry.evaluating = entry.cell.source;
    const { height } = entry;
    if (status === 'ok')
      this.finish(id, {
        key: keyOf(this.book, id),
        state: 'ok',
        html: this.host.sanitise(html ?? ''),
        height,
      });
    else if (status === 'error')
      this.finish(id, { key: keyOf(this.book, id), state: 'error', error, height });
    else if (status === 'running') this.setState(id, { status: 'running', output: entry.state.output });
    else this.judge();
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
    const entry = this.entries.get(id);
    if (!entry) return; // removed while it ran
    entry.drawnFrom = entry.cell.source;
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

  /** What is stale has to be decided anew, when somebody asks: many reports come between two looks. */
  private judge(): void {
    this.judged = false;
  }

  private judgeNow(): void {
    if (this.judged) return;
    this.judged = true;
    for (const entry of this.entries.values()) entry.wanted = wantedKey(this.book, entry);
    for (const [id, entry] of this.entries) this.judgeOne(id, entry);
    if (this.host.attended && this.due().length > 0) this.runDueSoon();
  }

  /** Programs that run by themselves and are not as their cells say now. A run that failed is not repeated. */
  private due(): string[] {
    return [...this.entries].flatMap(([id, { cell, state, wanted, begun }]) => {
      const waits = state.status === 'idle' || state.status === 'stale';
      const due = isProgram(cell) && waits && wanted !== undefined && wanted !== begun;
      return due && runsByItself(this.notebook, cell) ? [id] : [];
    });
  }

  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Runs them once nothing has changed for a while: not at each keystroke. */
  private runDueSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.judgeNow();
      const ids = this.due();
      for (const id of ids) {
        const entry = this.entries.get(id);
        if (entry) entry.begun = entry.wanted;
      }
      if (ids.length > 0) void this.run(ids);
    }, QUIET_MS);
  }

  /** Nothing runs by itself any more. */
  close(): void {
    clearTimeout(this.timer);
    this.stop();
    this.detach();
  }

  private judgeOne(id: string, entry: Entry): void {
    const { status, output } = entry.state;
    const busy = status === 'queued' || entry.abort !== undefined || entry.runtime === 'running';
    if (busy) return;
    const wanted: CellState['status'] = !output ? 'idle' : isStale(this.book, id) ? 'stale' : output.state;
    if (wanted !== status) entry.state = { ...entry.state, status: wanted };
  }

  /** Has a value that is its own: a kept output has none. */
  private isFresh(id: string): boolean {
    const entry = this.entries.get(id);
    if (!entry || entry.state.status === 'stale') return false;
    return isProgram(entry.cell)
      ? entry.state.status === 'ok'
      : entry.runtime === 'ok' || entry.runtime === 'running';
  }

  private get book(): Book {
    const { cells, meta } = this.notebook;
    return {
      entries: this.entries,
      nodes: this.nodes,
      cells,
      files: this.host.files?.() ?? NO_FILES,
      profile: meta['profile'],
    };
  }

  private runtimeCells(): RuntimeCell[] {
    return this.notebook.cells.flatMap(({ id }) => {
      const entry = this.entries.get(id);
      return entry ? [runtimeCell(entry)] : [];
    });
  }

  /** Whether the runtime answers within a time; an endless loop in a cell keeps it from it. */
  async responds(ms: number): Promise<boolean> {
    const late = new Promise<false>((resolve) => setTimeout(resolve, ms, false));
    return Promise.race([this.sync().then(() => true), late]);
  }

  /** Gives up the cells that are being evaluated: the next runtime leaves them until they are changed or run. */
  hold(): void {
    for (const entry of this.entries.values()) {
      if (isProgram(entry.cell) || entry.runtime !== 'running') continue;
      entry.held = entry.evaluating === entry.cell.source;
      entry.state = { ...entry.state, status: entry.state.output ? 'stale' : 'idle' };
    }
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

/** What js cells get of a program's run: nothing where it never began. */
function madeBy(output: CellOutput | undefined): RunResult | undefined {
  return output?.run?.ending.kind === 'failed' ? undefined : output?.run;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
