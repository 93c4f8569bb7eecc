import type { Diagnostic, RunProgress, RunRequest, RunResult } from '../lab/types';
import type { CellNode } from './runtime/protocol';

/** Kinds of cell; `asm`, `c` and `sh` are programs. */
export type CellKind = 'md' | 'js' | 'asm' | 'c' | 'sh' | 'exercise';

/** One cell as it is written. Outputs are kept apart from it. */
export interface Cell {
  /** Stable over edits, moves, export and import. */
  id: string;
  kind: CellKind;
  /** What other cells call its value; from the fence's `name=`. A js cell names its values in its source. */
  name?: string;
  /** The fence's other attributes, as written: args, stdin, profile, env, hide ... */
  attributes: Record<string, string>;
  source: string;
}

/** A notebook as it is kept in a file or in the store. */
export interface Notebook {
  title: string;
  /** Front matter as key and text; `title`, `profile`, `description` mean something to the lab, others are kept. */
  meta: Record<string, string>;
  cells: Cell[];
}

/** A file that belongs to a notebook: FileAttachment reads it, and programs that name it find it in their machine. */
export interface NotebookFile {
  name: string;
  bytes: Uint8Array;
}

/** A cell that was deleted, and can be put back. */
export interface BinnedCell {
  cell: Cell;
  /** Where it stood. */
  index: number;
  /** When it was deleted, ms since 1970. */
  time: number;
}

/** What a reader has answered to an exercise, as it is kept. */
export interface Answer {
  value: string;
  verdict?: 'right' | 'wrong';
  /** What the check had to say. */
  feedback?: string;
  /** Hints opened. */
  hints: number;
  /** The solution was asked for. */
  revealed: boolean;
}

/** What a cell shows, as it is stored beside the notebook and written into static pages. */
export interface CellOutput {
  /** Hash of all that made it: source, the inputs it read, profile, seed, machine version. */
  key: string;
  state: 'ok' | 'error';
  /** Sanitised HTML of a md or js cell (SVG charts included). */
  html?: string;
  /** Height in CSS pixels when last laid out, so that a page opens without jumping. */
  height?: number;
  /** A program cell's run. */
  run?: RunResult;
  error?: CellError;
}

export interface CellError {
  /** One line in plain words. */
  message: string;
  /** Where in the cell's source, counting from 1. */
  line?: number;
  column?: number;
  /** Other cells concerned: a second definition, the members of a cycle. */
  cells?: string[];
  diagnostics?: Diagnostic[];
}

/** How a cell stands now. */
export interface CellState {
  /** idle: never ran here; stale: something it was made from has changed since. */
  status: 'idle' | 'queued' | 'running' | 'ok' | 'error' | 'stale';
  output?: CellOutput;
  progress?: RunProgress;
  /** Text printed so far while a program runs; `keyboard` once one has asked for it. */
  live?: { stdout: string; stderr: string; keyboard?: { awaited: boolean; raw: boolean } };
  diagnostics?: Diagnostic[];
  /** How high it is what the cell shows while it has not come to an output. */
  height?: number;
}

/** All that a page needs to draw a notebook; replaced, never changed in place. */
export interface SessionState {
  notebook: Notebook;
  cells: Record<string, CellState>;
  /** What each cell reads and defines; empty until the frame has answered. */
  graph: readonly CellNode[];
  /** The last write to the store: what the page says beside the title. */
  saved: 'saved' | 'saving' | 'unsaved' | { error: string };
  running: boolean;
  canUndo: boolean;
  canRedo: boolean;
  /** The notebook's files, by name. */
  files: readonly { name: string; size: number }[];
  /** Cells deleted from this notebook, the last one first. */
  bin: readonly BinnedCell[];
  /** Set once the sandboxed frame has answered. */
  live: boolean;
  /** Counts frames: when it grows the frame hangs in an endless loop, and the page puts a new element in its place. */
  frame: number;
  /** The cell whose output the pointer is over, as the frame tells: the page shows that cell's tools. */
  pointed?: string;
}

/** A box in CSS pixels, relative to the top left of the frame. */
export interface Box {
  id: string;
  top: number;
  left: number;
  width: number;
}

/** One open notebook: the model, its runs, its frame and its place in the store. Commands are undoable but for runs. */
export interface NotebookSession {
  snapshot(): SessionState;
  subscribe(listener: () => void): () => void;

  setSource(id: string, source: string): void;
  setAttribute(id: string, key: string, value: string | undefined): void;
  setName(id: string, name: string): void;
  setTitle(title: string): void;
  /** Sets an entry of the front matter, or takes it away. */
  setMeta(key: string, value: string | undefined): void;
  /** Adds an empty cell before `index` and answers its id. */
  insert(index: number, kind: CellKind, source?: string): string;
  /** Adds cells before `index` and answers their ids. A name that is taken gets a number. */
  insertAll(index: number, cells: readonly Omit<Cell, 'id'>[]): string[];
  /** Deletes cells; they go into the bin, from where `putBack` fetches them. */
  remove(ids: readonly string[]): void;
  putBack(id: string): void;
  /** Moves cells before the place `index` as it is counted now. */
  move(ids: readonly string[], index: number): void;
  /** Cuts a cell in two at an offset of its source and answers the second one's id. */
  split(id: string, offset: number): string | undefined;
  /** Joins cells into the first of them. */
  merge(ids: readonly string[]): void;
  setKind(id: string, kind: CellKind): void;
  undo(): void;
  redo(): void;

  run(id: string): Promise<void>;
  /** The run that a program cell stands for now, with the values it reads; rejects where those are not there. */
  request(id: string): Promise<RunRequest>;
  runAll(): Promise<void>;
  /** Stops one cell's program, or all that run. */
  stop(id?: string): void;

  /** Adds files to the notebook; one of the same name takes the place of the old one. */
  addFiles(files: readonly NotebookFile[]): void;
  file(name: string): NotebookFile | undefined;
  renameFile(name: string, to: string): void;
  removeFile(name: string): void;
  /** What the reader types at a running program's terminal, and the size of its window. */
  type(id: string, bytes: Uint8Array): void;
  resizeTerminal(id: string, rows: number, columns: number): void;
  /** Hands over the sandboxed frame that draws md and js outputs. Called again after the element was replaced. */
  attachFrame(frame: HTMLIFrameElement): void;
  /** Tells the frame where the outputs go, and how much larger than usual they are; the heights come back through CellOutput.height. */
  layout(boxes: Box[], scale?: number): void;
  /** Colours of the frame. It must agree with the page's, or the frame is painted opaque. */
  setTheme(theme: 'light' | 'dark'): void;
  /** The cell's first chart as a file; undefined when it shows none. */
  exportChart(
    id: string,
    format: 'svg' | 'png' | 'csv',
  ): Promise<{ name: string; bytes: Uint8Array; type: string } | undefined>;
  /** The notebook as its .md file. */
  toMarkdown(): string;
  /** Ends it; resolves once all is in the store. */
  close(): Promise<void>;
}
