import type { Lab, RunRequest } from '../../lab/types';
import { fileNameOf, type NotebookStore } from '../../store';
import type { FromRuntime, ToRuntime } from '../runtime/protocol';
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
import { type ImportSource, importable } from './importable';
import { NotebookModel } from './model';
import { FramePort } from './port';

const MIME = { svg: 'image/svg+xml', png: 'image/png', csv: 'text/csv' } as const;

/** Time in which a frame that is not in an endless loop answers. */
const RESPONSE_MS = 1500;

/** Between two looks at what programs and the frame report. */
const FRAME_MS = 16;

/** Time after the last keystroke until it is in the store. */
const SAVE_MS = 400;

export interface SessionOptions {
  /** The notebook in the store. */
  id: string;
  lab: Lab;
  /** Absent: nothing is kept, and the state says so. */
  store?: NotebookStore;
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
}

export type FrameKey = Omit<Extract<FromRuntime, { type: 'key' }>, 'type'>;

/** Opens a notebook: the one in the store, else the given text. A store that fails shows in the state's `saved`. */
export async function openSession(options: SessionOptions): Promise<NotebookSession> {
  const { id, store, text = '', outputs = {} } = options;
  try {
    const [stored, answers, rows = []] = await Promise.all([
      store?.open(id),
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
  private state: SessionState;
  private saved: SessionState['saved'] = 'saved';
  private saving: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Outputs not in the store yet. */
  private readonly unsaved = new Map<string, CellOutput | undefined>();
  private textChanged = false;
  private notifying = false;
  private telling?: ReturnType<typeof setTimeout>;
  /** The state is as all else says. */
  private drawn = true;
  private port?: FramePort;
  /** The frame that is being asked whether it still answers. */
  private freeing?: FramePort;
  private live = false;
  private frame = 0;
  private pointed?: string;
  private theme?: 'light' | 'dark';
  private boxes: Box[] = [];
  /** What was answered to exercises. */
  private answers: Record<string, Answer> = {};
  private scale = 1;
  private exports = new Map<number, (file: Extract<FromRuntime, { type: 'exported' }> | undefined) => void>();
  private requests = 0;
  /** Set once it ends: what comes later is not stored, the notebook may be somebody else's by then. */
  private closed?: Promise<void>;

  constructor(
    private readonly options: SessionOptions,
    private readonly model: NotebookModel,
    outputs: Record<string, CellOutput>,
    answers: Record<string, Answer> = {},
    private files: readonly NotebookFile[] = [],
  ) {
    this.answers = answers;
    this.engine = new Engine({
      lab: options.lab,
      cache: options.store,
      files: () => this.files,
      attended: true,
      sanitise,
      changed: () => this.notifySoon(),
      produced: (id, output) => {
        this.unsaved.set(id, output);
        this.saveSoon();
      },
    });
    this.engine.setNotebook(model.notebook);
    this.engine.restore(outputs);
    this.state = this.draw();
    globalThis.addEventListener?.('pagehide', this.onPageHide);
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
    this.edit(() => this.model.setSource(id, source));
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
    void this.freeFrame();
  }

  type(id: string, bytes: Uint8Array): void {
    this.engine.keyboard(id)?.type(bytes);
  }

  resizeTerminal(id: string, rows: number, columns: number): void {
    this.engine.keyboard(id)?.resize(rows, columns);
  }

  attachFrame(frame: HTMLIFrameElement): void {
    this.port?.close();
    this.engine.detach();
    this.live = false;
    this.port = new FramePort(frame, {
      open: () => {
        this.live = true;
        if (this.theme) this.send({ type: 'theme', theme: this.theme });
        this.send({ type: 'layout', boxes: this.boxes, scale: this.scale });
        this.send({ type: 'files', files: [...this.files] });
        this.send({ type: 'answers', answers: this.answers });
        this.engine.attach((message) => this.send(message));
        this.notify();
      },
      message: (message) => this.receive(message),
    });
    this.notify();
  }

  layout(boxes: Box[], scale = 1): void {
    this.boxes = boxes;
    this.scale = scale;
    this.send({ type: 'layout', boxes, scale });
  }

  setTheme(theme: 'light' | 'dark'): void {
    this.theme = theme;
    this.send({ type: 'theme', theme });
  }

  async exportChart(id: string, format: 'svg' | 'png' | 'csv') {
    if (!this.live) return undefined;
    const request = ++this.requests;
    const file = await new Promise<Extract<FromRuntime, { type: 'exported' }> | undefined>((resolve) => {
      this.exports.set(request, resolve);
      this.send({ type: 'export', request, id, format });
    });
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
    globalThis.removeEventListener?.('pagehide', this.onPageHide);
    this.engine.close();
    this.port?.close();
    for (const resolve of this.exports.values()) resolve(undefined);
    return this.save();
  }

  /** Nothing can be kept: the state says why, and the notebook lives on in memory. */
  storeFailed(error: unknown): void {
    this.saved = { error: error instanceof Error ? error.message : String(error) };
    this.notify();
  }

  private edit<T>(change: () => T): T {
    const before = this.model.notebook;
    const answer = change();
    if (this.model.notebook !== before) {
      if (this.engine.running) void this.freeFrame();
      this.textChanged = true;
      this.engine.setNotebook(this.model.notebook);
      this.saveSoon();
    }
    return answer;
  }

  /**
   * Asks for another frame when this one does not answer, and leaves what it was at unevaluated. A cell that is about
   * to begin an endless loop lets the frame answer once more, so the question is put until no cell is being evaluated.
   */
  private async freeFrame(): Promise<void> {
    const { port } = this;
    if (!this.live || this.freeing === port) return;
    this.freeing = port;
    while (port === this.port && this.live) {
      if (await this.engine.responds(RESPONSE_MS)) {
        if (!this.engine.evaluating) break;
        await new Promise((resolve) => setTimeout(resolve, RESPONSE_MS));
      } else if (port === this.port) {
        this.engine.hold();
        this.frame++;
        this.notify();
        break;
      }
    }
    if (this.freeing === port) this.freeing = undefined;
  }

  private send(message: ToRuntime): void {
    this.port?.send(message);
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
      case 'import':
        void this.importFrom(message.from);
        return;
      case 'answered':
        void this.keepAnswer(message.id, message.answer);
        return;
      case 'exported':
        this.exports.get(message.request)?.(message);
        this.exports.delete(message.request);
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
      this.send({ type: 'imported', from, notebook: importable(found) });
    } catch (error) {
      this.send({ type: 'imported', from, error: error instanceof Error ? error.message : String(error) });
    }
  }

  addFiles(files: readonly NotebookFile[]): void {
    const names = files.map(({ name }) => name);
    this.putFiles([...this.files.filter(({ name }) => !names.includes(name)), ...files]);
    for (const { name, bytes } of files) this.keep((store, id) => store.saveFile(id, { path: name, bytes }));
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
    this.keep((store, id) => store.removeFile(id, name));
  }

  private putFiles(files: readonly NotebookFile[]): void {
    this.files = files.toSorted((a, b) => a.name.localeCompare(b.name));
    this.send({ type: 'files', files: [...this.files] });
    this.engine.setNotebook(this.model.notebook);
  }

  /** Writes to the store after what is being written already; the notebook itself is stored with its first file. */
  private keep(write: (store: NotebookStore, id: string) => Promise<void>): void {
    const { store, id } = this.options;
    if (!store) return;
    this.textChanged = true;
    this.saveSoon();
    this.saving = this.saving.then(() => write(store, id).catch((error) => this.storeFailed(error)));
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
      saved: this.saved,
      running: this.engine.running,
      canUndo: this.model.canUndo,
      canRedo: this.model.canRedo,
      files: this.files.map(({ name, bytes }) => ({ name, size: bytes.length })),
      bin: this.model.bin,
      live: this.live,
      frame: this.frame,
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
  private notifySoon(): void {
    this.drawn = false;
    this.telling ??= setTimeout(() => this.tell(), FRAME_MS);
  }

  private tell(): void {
    clearTimeout(this.telling);
    this.telling = undefined;
    this.notifying = false;
    // Asked also where nobody listens: programs that run by themselves are found by it.
    this.snapshot();
    for (const listener of this.listeners) listener();
  }

  private readonly onPageHide = () => void this.save();

  private saveSoon(): void {
    if (!this.options.store || this.closed) return;
    if (typeof this.saved === 'string') this.saved = 'unsaved';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), SAVE_MS);
    this.notify();
  }

  /** Writes what changed; one write at a time, in order. */
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
    this.saved = 'saving';
    this.notify();
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
      this.saved = this.textChanged || this.unsaved.size > 0 ? 'unsaved' : 'saved';
    } catch (error) {
      // Tried again at the next change; nothing of this one is forgotten.
      this.textChanged ||= withText;
      for (const [cell, output] of outputs) if (!this.unsaved.has(cell)) this.unsaved.set(cell, output);
      this.saved = { error: error instanceof Error ? error.message : String(error) };
    }
    this.notify();
  }
}
