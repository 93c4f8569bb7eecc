import type { Keyboard, Lab, RunRequest } from '../../lab/types';
import { upstream } from '../runtime/graph';
import type { CellNode, FromRuntime, RuntimeCell, ToRuntime } from '../runtime/protocol';
import type { Cell, CellOutput, CellState, Notebook, NotebookFile } from '../types';
import { Answers, type RunCache } from './answers';
import { type Entry, freshEntry, hasHoles, isProgram, runtimeCell } from './entry';
import { type Book, keyOf } from './freshness';
import { Judge } from './judge';
import { RuntimeLink } from './link';
import { withMachines } from './machines';
import { madeBy, Programs } from './programs';

/** Keys typed within this time are evaluated together. */
const TYPING_MS = 100;

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
  /** Some cell's state was replaced. `begun`: only that cells are being evaluated. */
  changed(begun?: boolean): void;
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
  /** The graph as the runtime told it; undefined while there is none. */
  private reported: readonly CellNode[] | undefined;
  private nodes: readonly CellNode[] = [];
  /** Cells as the runtime was told them last. */
  private readonly told = new Map<string, Pick<Entry, 'cell' | 'held'>>();
  /** Their order then. */
  private toldIds: readonly string[] = [];
  private readonly answers: Answers;
  private readonly link = new RuntimeLink();
  private readonly programs: Programs;
  private readonly judge: Judge;

  constructor(private readonly host: EngineHost) {
    const { entries, link } = this;
    const book = () => this.book;
    const { lab, cache, attended } = host;
    this.answers = new Answers({ lab, cache, entries, book, reply: (message) => link.send(message) });
    this.programs = new Programs({
      lab,
      entries,
      link,
      book,
      attended,
      stand: (id, state) => {
        this.setState(id, state);
        host.changed();
      },
      finish: (id, output) => this.finish(id, output),
    });
    this.judge = new Judge({
      entries,
      book,
      notebook: () => this.notebook,
      run: attended ? (ids) => void this.run(ids) : undefined,
    });
  }

  states(): Record<string, CellState> {
    this.judge.now();
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
    this.judge.later();
  }

  /**
   * Follows an edit of the notebook.
   *
   * @param typed by an editor: the next key is on its way, and the runtime hears of both together
   */
  setNotebook(notebook: Notebook, typed = false): void {
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
    if (typed) this.link.sendWithin(TYPING_MS, () => this.tellCells());
    else this.tellCells();
    for (const { cell, state } of back)
      this.link.send({ type: 'program', id: cell.id, result: madeBy(state.output) });
    this.judge.later();
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
    this.link.open(send);
    const html: Record<string, string> = {};
    for (const [id, { state }] of this.entries) {
      if (state.output?.html !== undefined) html[id] = this.host.sanitise(state.output.html);
    }
    send({ type: 'kept', html });
    this.told.clear();
    this.toldIds = [];
    this.tellCells();
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
    this.link.close();
    this.reported = undefined;
    this.setNodes();
    this.answers.clear();
    for (const entry of this.entries.values()) entry.runtime = undefined;
  }

  receive(message: FromRuntime): void {
    switch (message.type) {
      case 'graph':
        // An equal graph stays the same object: what is known of it is still true.
        if (JSON.stringify(message.nodes) !== JSON.stringify(this.reported)) this.reported = message.nodes;
        this.setNodes();
        this.startReplay();
        this.judge.later();
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
        this.link.answered(message.token);
        break;
      case 'heights':
        for (const [id, height] of Object.entries(message.heights)) this.setHeight(id, height);
        break;
      default:
        return;
    }
    this.link.wake();
    this.host.changed(message.type === 'cell' && message.status === 'running');
  }

  /** Runs cells and, before them, what they are made from where that is missing or stale. */
  async run(ids: string[]): Promise<void> {
    this.judge.now();
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
    this.programs.stop(id);
    this.answers.stop(id);
  }

  /** The terminal of a cell's program, to type at; of no use while it does not run. */
  keyboard(id: string): Keyboard | undefined {
    return this.programs.keyboard(id);
  }

  /** The run that a program cell stands for now. */
  requestFor(id: string): Promise<RunRequest> {
    return this.programs.requestFor(id);
  }

  /** Resolves once no cell is running or waiting in line. */
  async settled(): Promise<void> {
    await this.link.sync();
    await this.link.until(() => ![...this.entries.values()].some(({ runtime }) => runtime === 'running'));
  }

  private async runSet(asked: Set<string>): Promise<void> {
    const ids = this.link.isOpen ? asked : this.withoutRuntime(asked);
    const drawn = [...ids].filter((id) => !isProgram(this.entries.get(id)?.cell));
    for (const id of drawn) {
      const entry = this.entries.get(id);
      if (entry) Object.assign(entry, { replaying: false, held: false });
    }
    const programs = [...ids].filter((id) => isProgram(this.entries.get(id)?.cell));
    for (const id of programs) this.setState(id, { status: 'queued' });
    this.host.changed();
    this.link.send({ type: 'activate', ids: drawn });
    const runs = new Map<string, Promise<void>>();
    const start = (id: string): Promise<void> => {
      let run = runs.get(id);
      if (!run) {
        const before = [...upstream(this.nodes, id)].filter((other) => programs.includes(other));
        run = Promise.all(before.map(start)).then(() => this.programs.run(id));
        runs.set(id, run);
      }
      return run;
    };
    await Promise.all(programs.map(start));
    await this.settled();
    this.judge.later();
    this.host.changed();
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
    if (ids.length > 0) this.link.send({ type: 'activate', ids });
  }

  private cellReported({ id, status, html, error }: Extract<FromRuntime, { type: 'cell' }>): void {
    const entry = this.entries.get(id);
    if (!entry || isProgram(entry.cell)) return;
    entry.runtime = status;
    if (status === 'running') entry.evaluating = entry.cell.source;
    const { height } = entry;
    // What is being typed the runtime has not heard of yet: this is what its cell was.
    const heard = this.told.get(id)?.cell.source === entry.cell.source;
    const key = heard ? keyOf(this.book, id) : '';
    if (status === 'ok')
      this.finish(id, {
        key,
        state: 'ok',
        html: this.host.sanitise(html ?? ''),
        height,
      });
    else if (status === 'error') this.finish(id, { key, state: 'error', error, height });
    else if (status === 'running')
      this.setState(id, { status: 'running', output: entry.state.output, height });
    else this.judge.later();
  }

  private inputsReported({ id, status, values, error }: Extract<FromRuntime, { type: 'inputs' }>): void {
    const entry = this.entries.get(id);
    if (!entry || !isProgram(entry.cell)) return;
    const before = entry.inputs;
    entry.runtime = status;
    entry.inputsError = error;
    if (status === 'ok') entry.inputs = values ?? {};
    if (status === 'error' && error && !entry.abort) this.finish(id, { key: '', state: 'error', error });
    this.judge.later();
    // A slider reruns the experiment: a program that has run follows the values its attributes read.
    const moved = status === 'ok' && before && JSON.stringify(before) !== JSON.stringify(entry.inputs);
    if (moved && entry.state.output?.run && entry.state.status !== 'queued') void this.run([id]);
  }

  private setHeight(id: string, height: number): void {
    const entry = this.entries.get(id);
    if (!entry || entry.height === height) return;
    entry.height = height;
    const { output } = entry.state;
    this.setState(id, { ...entry.state, height, output: output && { ...output, height } });
  }

  private finish(id: string, output: CellOutput): void {
    const entry = this.entries.get(id);
    if (!entry) return; // removed while it ran
    entry.drawnFrom = entry.cell.source;
    this.setState(id, { status: output.state, output, diagnostics: output.error?.diagnostics });
    this.host.produced(id, output);
    this.judge.later();
    this.host.changed();
  }

  private setState(id: string, state: CellState): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    const { output = entry.state.output } = state;
    entry.state = output ? { ...state, output } : state;
  }

  /** Nothing runs by itself any more. */
  close(): void {
    this.judge.close();
    this.stop();
    this.detach();
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

  /** Tells the runtime the cells, those that it knows by their id alone: a key changes one of hundreds. */
  private tellCells(): void {
    if (!this.link.isOpen) return;
    const ids = this.notebook.cells.map(({ id }) => id);
    const cells: RuntimeCell[] = [];
    for (const id of ids) {
      const entry = this.entries.get(id);
      if (!entry) continue;
      const { cell, held } = entry;
      const told = this.told.get(id);
      if (told?.cell === cell && told.held === held) continue;
      this.told.set(id, { cell, held });
      cells.push(runtimeCell(entry));
    }
    for (const id of this.told.keys()) if (!this.entries.has(id)) this.told.delete(id);
    const moved = ids.length !== this.toldIds.length || ids.some((id, i) => id !== this.toldIds[i]);
    this.toldIds = ids;
    if (moved || cells.length > 0) this.link.send({ type: 'cells', ids: moved ? ids : undefined, cells });
  }

  /** Whether the runtime answers within a time. */
  responds(ms: number): Promise<boolean> {
    return this.link.responds(ms);
  }

  /** Gives up the cells that are being evaluated: the next runtime leaves them until they are changed or run. */
  hold(): void {
    for (const entry of this.entries.values()) {
      if (isProgram(entry.cell) || entry.runtime !== 'running') continue;
      entry.held = entry.evaluating === entry.cell.source;
      entry.state = { ...entry.state, status: entry.state.output ? 'stale' : 'idle' };
    }
  }
}
