import type { Lab, RunRequest } from '../../lab/types';
import { fileNameOf, type NotebookStore, type StoredNotebook } from '../../store';
import type { FromRuntime } from '../runtime/protocol';
import { sanitise } from '../sanitise';
import type {
  Answer,
  Box,
  Cell,
  CellKind,
  CellOutput,
  NotebookFile,
  NotebookSession,
  SessionState,
} from '../types';
import { Engine } from './engine';
import { Frame } from './frame';
import { type ImportSource, importable } from './importable';
import { NotebookModel } from './model';
import { Saver } from './saver';

const MIME = { svg: 'image/svg+xml', png: 'image/png', csv: 'text/csv' } as const;

/** Between two looks at what programs and the frame report. */
const FRAME_MS = 16;
/** What is told a moment later: what an editor shows already, and that a cell is evaluated, which mostly is over by then. */
const MOMENT_MS = 120;

export interface SessionOptions {
  /** The notebook in the store. */
  id: string;
  lab: Lab;
  /** Absent: nothing is kept, and the state says so. */
  store?: NotebookStore;
  /** The notebook as it was just read from the store. */
  stored?: StoredNotebook;
  /** The notebook's text while the store has none: a lesson's, a new notebook's. It is stored at the first change. */
  text?: string;
  /** Outputs that come with `text`. */
  outputs?: Record<string, CellOutput>;
  /** The lesson `text` is. */
  origin?: string;
  /** Another source of notebooks to import from: lessons, by their slug. */
  findLesson?(slug: string): Promise<ImportSource | undefined>;
  /** Opens a link of an output; when absent, pages of this site open here and others in a new tab. */
  onLink?(href: string): void;
  /** A key pressed in an output that the notebook's commands may want. */
  onKey?(event: FrameKey): void;
  /** Files over the outputs, and dropped there. */
  onDrag?(event: FrameDrag): void;
}

export type FrameKey = Omit<Extract<FromRuntime, { type: 'key' }>, 'type'>;
export type FrameDrag = Omit<Extract<FromRuntime, { type: 'dragged' }>, 'type'>;

/** Opens a notebook: the one in the store, else the given text. A store that fails shows in the state's `saved`. */
export async function openSession(options: SessionOptions): Promise<NotebookSession> {
  const { id, store, text = '', outputs = {} } = options;
  try {
    const [stored, answers, rows = []] = await Promise.all([
      options.stored ?? store?.open(id),
      store?.answers(id),
      store?.files(id),
    ]);
    const files = rows.map(({ path, bytes }) => ({ name: path, bytes }));
    if (stored)
      return new Session(
        options,
        new NotebookModel(stored.text, stored.ids, stored.entry.bin),
        stored.outputs,
        answers,
        files,
      );
    return new Session(options, new NotebookModel(text), outputs, answers, files);
  } catch (error) {
    const session = new Session({ ...options, store: undefined }, new NotebookModel(text), outputs);
    session.storeFailed(error);
    return session;
  }
}

class Session implements NotebookSession {
  private readonly listeners = new Set<() => void>();
  private readonly engine: Engine;
  private readonly saver: Saver;
  private readonly frame: Frame;
  private state: SessionState;
  private notifying = false;
  private telling?: { timer: ReturnType<typeof setTimeout>; at: number };
  /** The state is as all else says. */
  private drawn = true;
  private pointed?: string;
  private closed?: Promise<void>;

  /**
   * @param outputs what came of the cells when they last ran
   * @param answers what was answered to exercises
   */
  constructor(
    private readonly options: SessionOptions,
    private readonly model: NotebookModel,
    outputs: Record<string, CellOutput>,
    private readonly answers: Record<string, Answer> = {},
    private files: readonly NotebookFile[] = [],
  ) {
    this.saver = new Saver(options, model, () => this.notifySoon());
    this.engine = new Engine({
      lab: options.lab,
      cache: options.store,
      files: () => this.files,
      attended: true,
      sanitise,
      changed: (begun) => this.notifySoon(begun ? MOMENT_MS : FRAME_MS),
      produced: (id, output) => this.saver.produced(id, output),
    });
    this.frame = new Frame({
      open: () => {
        this.frame.send({ type: 'files', files: [...this.files] });
        this.frame.send({ type: 'answers', answers: this.answers });
        this.engine.attach((message) => this.frame.send(message));
        this.notify();
      },
      message: (message) => this.receive(message),
      changed: () => this.notify(),
      responds: (ms) => this.engine.responds(ms),
      evaluating: () => this.engine.evaluating,
      givenUp: () => this.engine.hold(),
    });
    this.engine.setNotebook(model.notebook);
    this.engine.restore(outputs);
    this.state = this.draw();
  }

  snapshot(): SessionState {
    if (!this.drawn) {
      this.drawn = true;
      this.state = this.draw();
    }
    return this.state;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  setSource(id: string, source: string): void {
    this.edit(() => this.model.setSource(id, source), true);
  }
  setAttribute(id: string, key: string, value: string | undefined): void {
    this.edit(() => this.model.setAttribute(id, key, value));
  }
  setName(id: string, name: string): void {
    this.edit(() => this.model.setName(id, name));
  }
  setTitle(title: string): void {
    this.edit(() => this.model.setTitle(title));
  }
  setMeta(key: string, value: string | undefined): void {
    this.edit(() => this.model.setMeta(key, value));
  }

  insert(index: number, kind: CellKind, source?: string): string {
    return this.edit(() => this.model.insert(index, kind, source));
  }
  insertAll(index: number, cells: readonly Omit<Cell, 'id'>[]): string[] {
    return this.edit(() => this.model.insertAll(index, cells));
  }
  remove(ids: readonly string[]): void {
    this.edit(() => this.model.remove(ids));
  }
  putBack(id: string): void {
    this.edit(() => this.model.putBack(id));
  }
  move(ids: readonly string[], index: number): void {
    this.edit(() => this.model.move(ids, index));
  }
  split(id: string, offset: number): string | undefined {
    return this.edit(() => this.model.split(id, offset));
  }
  merge(ids: readonly string[]): void {
    this.edit(() => this.model.merge(ids));
  }
  setKind(id: string, kind: CellKind): void {
    this.edit(() => this.model.setKind(id, kind));
  }
  undo(): void {
    this.edit(() => this.model.undo());
  }
  redo(): void {
    this.edit(() => this.model.redo());
  }

  request(id: string): Promise<RunRequest> {
    return this.engine.requestFor(id);
  }
  run(id: string): Promise<void> {
    return this.engine.run([id]);
  }
  runAll(): Promise<void> {
    return this.engine.runAll();
  }
  stop(id?: string): void {
    this.engine.stop(id);
    void this.frame.free();
  }

  type(id: string, bytes: Uint8Array): void {
    this.engine.keyboard(id)?.type(bytes);
  }

  resizeTerminal(id: string, rows: number, columns: number): void {
    this.engine.keyboard(id)?.resize(rows, columns);
  }

  attachFrame(frame: HTMLIFrameElement): void {
    this.engine.detach();
    this.frame.attach(frame);
  }

  layout(boxes: Box[], scale = 1): void {
    this.frame.layout(boxes, scale);
  }

  setTheme(theme: 'light' | 'dark'): void {
    this.frame.setTheme(theme);
  }

  async exportChart(id: string, format: 'svg' | 'png' | 'csv') {
    const file = await this.frame.export(id, format);
    if (!file?.bytes) return undefined;
    const name = fileNameOf(file.name ?? this.model.notebook.title, format);
    return { name, bytes: file.bytes, type: MIME[format] };
  }

  toMarkdown(): string {
    return this.model.toMarkdown();
  }

  close(): Promise<void> {
    this.closed ??= this.end();
    return this.closed;
  }

  private end(): Promise<void> {
    this.engine.close();
    this.frame.close();
    return this.saver.close();
  }

  /** Nothing can be kept: the state says why, and the notebook lives on in memory. */
  storeFailed(error: unknown): void {
    this.saver.failed(error);
  }

  /** @param typed by an editor, which shows it already: others may see it a moment later, the next key is on its way */
  private edit<T>(change: () => T, typed = false): T {
    const before = this.model.notebook;
    const answer = change();
    if (this.model.notebook !== before) {
      if (this.engine.running) void this.frame.free();
      this.engine.setNotebook(this.model.notebook, typed);
      this.saver.edited();
      if (typed) this.notifySoon(MOMENT_MS);
      else this.notify();
    }
    return answer;
  }

  private receive(message: FromRuntime): void {
    switch (message.type) {
      case 'pointed':
        this.pointed = message.id;
        this.notify();
        return;
      case 'link':
        this.follow(message.href);
        return;
      case 'key': {
        const { type: _, ...key } = message;
        this.options.onKey?.(key);
        return;
      }
      case 'dragged':
        this.options.onDrag?.(message);
        return;
      case 'import':
        void this.importFrom(message.from);
        return;
      case 'answered':
        void this.keepAnswer(message.id, message.answer);
        return;
      default:
        this.engine.receive(message);
    }
  }

  /** Finds another notebook for the cells that import from it. */
  private async importFrom(from: string): Promise<void> {
    try {
      const found = (await this.options.store?.find(from)) ?? (await this.options.findLesson?.(from));
      if (!found) throw new Error('there is no notebook of that title here');
      this.frame.send({ type: 'imported', from, notebook: importable(found) });
    } catch (error) {
      this.frame.send({
        type: 'imported',
        from,
        error: error instanceof Error ? error.message : String(error),
      });
    }
  }

  addFiles(files: readonly NotebookFile[]): void {
    const names = files.map(({ name }) => name);
    this.putFiles([...this.files.filter(({ name }) => !names.includes(name)), ...files]);
    for (const { name, bytes } of files)
      this.saver.keep((store, id) => store.saveFile(id, { path: name, bytes }));
  }

  file(name: string): NotebookFile | undefined {
    return this.files.find((file) => file.name === name);
  }

  renameFile(name: string, to: string): void {
    const file = this.file(name);
    if (!file || to === '' || to === name) return;
    this.removeFile(name);
    this.addFiles([{ name: to, bytes: file.bytes }]);
  }

  removeFile(name: string): void {
    this.putFiles(this.files.filter((file) => file.name !== name));
    this.saver.keep((store, id) => store.removeFile(id, name));
  }

  private putFiles(files: readonly NotebookFile[]): void {
    this.files = files.toSorted((a, b) => a.name.localeCompare(b.name));
    this.frame.send({ type: 'files', files: [...this.files] });
    this.engine.setNotebook(this.model.notebook);
    this.notifySoon();
  }

  private async keepAnswer(id: string, answer: Answer): Promise<void> {
    this.answers[id] = answer;
    await this.options.store
      ?.saveAnswer(this.options.id, id, answer)
      .catch((error) => this.storeFailed(error));
  }

  /** Follows a link of an output. Only addresses of the web and of mail: other schemes can run code. */
  private follow(href: string): void {
    const base = window.location.href;
    const url = URL.canParse(href, base) ? new URL(href, base) : undefined;
    if (!url || !/^(https?|mailto):$/.test(url.protocol)) return;
    if (this.options.onLink) this.options.onLink(url.href);
    else if (url.origin === window.location.origin) window.location.assign(url);
    else window.open(url, '_blank', 'noopener,noreferrer');
  }

  private draw(): SessionState {
    return {
      notebook: this.model.notebook,
      cells: this.engine.states(),
      graph: this.engine.graph,
      saved: this.saver.state,
      running: this.engine.running,
      canUndo: this.model.canUndo,
      canRedo: this.model.canRedo,
      files: this.files.map(({ name, bytes }) => ({ name, size: bytes.length })),
      bin: this.model.bin,
      live: this.frame.live,
      frame: this.frame.count,
      pointed: this.pointed,
    };
  }

  /** The state is another now; listeners are told once for all changes of one turn. */
  private notify(): void {
    this.drawn = false;
    if (this.notifying) return;
    this.notifying = true;
    queueMicrotask(() => this.tell());
  }

  /** As notify, for what the reader did not do: reports come by the hundred, and a frame is soon enough. */
  private notifySoon(within = FRAME_MS): void {
    this.drawn = false;
    const at = performance.now() + within;
    if (this.telling && this.telling.at <= at) return;
    clearTimeout(this.telling?.timer);
    this.telling = { timer: setTimeout(() => this.tell(), within), at };
  }

  private tell(): void {
    clearTimeout(this.telling?.timer);
    this.telling = undefined;
    this.notifying = false;
    // Asked also where nobody listens: programs that run by themselves are found by it.
    this.snapshot();
    for (const listener of this.listeners) listener();
  }
}
