import type { Cell, CellKind, CellState, NotebookSession, SessionState } from '../../lib/notebook/types';

/** What the page itself can do for a command: focus, dialogs, files. */
export interface PageActions {
  /** Puts the keyboard on a cell, or into its editor. */
  focus(id: string, where?: 'cell' | 'editor'): void;
  /** Shows or hides a cell's source. */
  reveal(id: string, shown: boolean): void;
  revealed(id: string): boolean;
  openPalette(): void;
  openKeys(): void;
  exportNotebook(): void;
  importNotebook(): void;
  /** Saves the cell's chart as a file. */
  exportChart(id: string, format: 'svg' | 'png' | 'csv'): void;
}

/** What a command about the notebook sees. */
export interface NotebookContext {
  session: NotebookSession;
  state: SessionState;
  page: PageActions;
}

/** What a command about one cell sees. */
export interface CellContext extends NotebookContext {
  cell: Cell;
  cellState: CellState;
  index: number;
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
  { kind: 'c', label: 'C', short: 'c', offered: false, runs: false },
  { kind: 'sh', label: 'Shell', short: 'sh', offered: false, runs: false },
];

export const kindRow = (kind: CellKind) => KINDS.find((row) => row.kind === kind) ?? KINDS[0];

/** Kinds whose cell is a program: terminal, calls, time. */
export const isProgram = (kind: CellKind): boolean => kind === 'asm' || kind === 'c' || kind === 'sh';

export const isBusy = (state: CellState): boolean => state.status === 'running' || state.status === 'queued';
