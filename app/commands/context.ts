import type { Cell, CellKind, CellState, NotebookSession, SessionState } from '../../lib/notebook/types';

/** What can stand beside a program's source. */
export type CellViewName = 'code' | 'debug';

/** What the page itself can do for a command: focus, dialogs, files. */
export interface PageActions {
  /** Puts the keyboard on a cell, or into its editor. */
  focus(id: string, where?: 'cell' | 'editor'): void;
  /** Shows or hides a cell's source. */
  reveal(id: string, shown: boolean): void;
  revealed(id: string): boolean;
  /** Shows or hides what came of a cell. */
  fold(id: string, folded: boolean): void;
  folded(id: string): boolean;
  /** Opens a view beside a cell's source, or closes it. */
  setView(id: string, view: CellViewName | undefined): void;
  view(id: string): CellViewName | undefined;
  /** Selects the cells from where the selection began, or else from `from`, to `to`, which takes the keyboard. */
  extend(from: string, to: string): void;
  /** Puts the keyboard back on a cell that was moved or changed; what is selected stays so. */
  keep(id: string): void;
  /** Where the caret is in a cell's source; undefined while its editor does not have the keyboard. */
  caret(id: string): number | undefined;
  /** Tells the reader something in passing. */
  say(message: string): void;
  /** Brings a part of a cell's source into sight and selects it. */
  select(id: string, start: number, end: number): void;
  /** Hides or shows what is below headings. */
  collapse(ids: readonly string[], collapsed: boolean): void;
  collapsed(id: string): boolean;
  /** A collapsed heading hides the cell. */
  hidden(id: string): boolean;
  /** The screen that is presented, or the notebook alone; each absent stays as it is. */
  show(how: { screen?: number | undefined; alone?: boolean }): void;
  screen(): number | undefined;
  alone(): boolean;
  open(dialog: 'palette' | 'keys' | 'bin' | 'files' | 'find' | 'dataflow'): void;
  exportNotebook(format: 'md' | 'ipynb' | 'html' | 'zip'): void;
  importNotebook(): void;
  /** Saves the cell's chart as a file. */
  exportChart(id: string, format: 'svg' | 'png' | 'csv'): void;
}

/** What a command about the notebook sees. It stays the same object while the notebook is open; `state` is the newest. */
export interface NotebookContext {
  readonly session: NotebookSession;
  readonly state: SessionState;
  readonly page: PageActions;
}

/** The context of an open notebook. */
export function notebookContext(session: NotebookSession, page: PageActions): NotebookContext {
  return {
    session,
    page,
    get state() {
      return session.snapshot();
    },
  };
}

/** What a command about one cell sees. */
export interface CellContext extends NotebookContext {
  cell: Cell;
  cellState: CellState;
  index: number;
  /** What the command is done to: the selected cells in order, among them this one; or it alone. */
  selection: readonly Cell[];
}

/** The context of a cell; like the notebook's, it sees the newest state. */
export function cellContext(
  { session, page }: NotebookContext,
  own: Pick<CellContext, 'cell' | 'cellState' | 'index' | 'selection'>,
): CellContext {
  return {
    ...own,
    session,
    page,
    get state() {
      return session.snapshot();
    },
  };
}

/** Puts the keyboard on the next cell in sight in direction `step`, if there is one. */
export function focusBy(context: CellContext, step: number): void {
  const { state, page } = context;
  const { cells } = state.notebook;
  let at = context.index + step;
  while (cells[at] && page.hidden(cells[at].id)) at += step;
  if (cells[at]) page.focus(cells[at].id);
}

/** What a kind is called, and whether it can run. The menus and the bar that adds cells list them in this order. */
export const KINDS: readonly {
  kind: CellKind;
  label: string;
  short: string;
  offered: boolean;
  runs: boolean;
}[] = [
  { kind: 'md', label: 'Text', short: 'text', offered: true, runs: true },
  { kind: 'js', label: 'JavaScript', short: 'js', offered: true, runs: true },
  { kind: 'asm', label: 'Assembly', short: 'asm', offered: true, runs: true },
  { kind: 'c', label: 'C', short: 'c', offered: true, runs: true },
  { kind: 'sh', label: 'Shell', short: 'sh', offered: true, runs: true },
  { kind: 'exercise', label: 'Exercise', short: 'exercise', offered: true, runs: true },
];

export const kindRow = (kind: CellKind) => KINDS.find((row) => row.kind === kind) ?? KINDS[0];

/** Kinds that are read, not seen as source, unless they are being written. */
export const isWritten = (kind: CellKind): boolean => kind === 'md' || kind === 'exercise';

/** Kinds whose cell is a program: terminal, calls, time. */
export const isProgram = (kind: CellKind): boolean => kind === 'asm' || kind === 'c' || kind === 'sh';

export const isBusy = (state: CellState): boolean => state.status === 'running' || state.status === 'queued';
