import type { RunResult } from '../../lab/types';
import type { Answer, Box, CellError, NotebookFile } from '../types';

/**
 * What goes between a notebook's session and the runtime that evaluates its js and md cells: in the page through the
 * port of the sandboxed frame, in Node as plain calls. All of it survives structured clone.
 */

/** A cell as the runtime needs it. Of a program it knows the name and the attributes that hold `${...}`. */
export type RuntimeCell =
  /** `held`: not evaluated until it is activated. */
  | { id: string; kind: 'js' | 'md' | 'exercise'; source: string; held?: boolean }
  | { id: string; kind: 'program'; name: string; attributes: Record<string, string> };

/** `import {a, b as c} from "notebook:a-million-writes"` as a cell has it. */
export interface Import {
  /** The other notebook: its title, its id, or a lesson's slug. */
  from: string;
  names: { name: string; alias: string }[];
}

/** Another notebook as it is imported from: its cells, and its programs' kept results. */
export interface ImportedNotebook {
  cells: RuntimeCell[];
  programs: Record<string, RunResult>;
}

/** Options of run() in a js cell; each falls back to the program cell's own attribute. */
export interface RunOptions {
  args?: string[];
  env?: Record<string, string>;
  stdin?: string | Uint8Array;
  defines?: Record<string, string>;
  /** Files of the machine beside those the cell asks for, by path. */
  files?: Record<string, string | Uint8Array>;
  /** Core cycles, bytes of memory and of output that it may take, and how many virtual processors it has. */
  limits?: { cycles?: number; memory?: number; output?: number; cpus?: number };
  profile?: string;
  seed?: number;
  /** Keep a row a call; only counts and times are kept when absent. */
  trace?: boolean;
}

export type ToRuntime =
  /** The notebook's cells in order, where that is another, and those that are new or not as they were told last. */
  | { type: 'cells'; ids?: string[]; cells: RuntimeCell[] }
  /** Evaluate these anew. A cell that uses the lab is evaluated only on this. */
  | { type: 'activate'; ids: string[] }
  /** A program's result; absent when it has none. */
  | { type: 'program'; id: string; result?: RunResult }
  /** What came of a call of run(). `unknown`: it was never made, and none is to be made now. */
  | { type: 'answer'; call: number; result?: RunResult; error?: string; unknown?: boolean }
  /** Asks for `synced` once everything sent before has taken effect. */
  | { type: 'sync'; token: number }
  /** Outputs kept from an earlier visit, shown until the cell is evaluated. */
  | { type: 'kept'; html: Record<string, string> }
  /** What the reader answered to exercises on an earlier visit. */
  | { type: 'answers'; answers: Record<string, Answer> }
  /** The notebook's files. */
  | { type: 'files'; files: NotebookFile[] }
  /** Another notebook that a cell imports from, or why it cannot be had. */
  | { type: 'imported'; from: string; notebook?: ImportedNotebook; error?: string }
  | { type: 'layout'; boxes: Box[]; scale: number }
  | { type: 'theme'; theme: 'light' | 'dark' }
  | { type: 'export'; request: number; id: string; format: 'svg' | 'png' | 'csv' };

/** waiting: on a program or an experiment that has not run. */
export type RuntimeStatus = 'waiting' | 'running' | 'ok' | 'error';

/** What a cell reads and defines, for the order of runs and for what is stale. */
export interface CellNode {
  id: string;
  reads: string[];
  defines: string[];
  /** What it reads when it is asked to, without being evaluated anew: an exercise's check. */
  later?: string[];
  /** It calls run() or sweep(), so it is evaluated on demand. */
  experiment: boolean;
}

export type FromRuntime =
  | { type: 'ready' }
  | { type: 'graph'; nodes: CellNode[] }
  | { type: 'cell'; id: string; status: RuntimeStatus; html?: string; error?: CellError }
  /** The values of a program's attributes. */
  | { type: 'inputs'; id: string; status: RuntimeStatus; values?: Record<string, string>; error?: CellError }
  | { type: 'run'; call: number; cell: string; program: string; options: RunOptions }
  | { type: 'cancel'; call: number }
  | { type: 'import'; from: string }
  | { type: 'answered'; id: string; answer: Answer }
  | { type: 'synced'; token: number }
  | { type: 'heights'; heights: Record<string, number> }
  | { type: 'pointed'; id?: string }
  | {
      type: 'key';
      key: string;
      code: string;
      ctrl: boolean;
      meta: boolean;
      shift: boolean;
      alt: boolean;
      id?: string;
    }
  | { type: 'link'; href: string }
  /** Files are over the frame, so far below its upper edge; or were dropped there, when they come along. */
  | { type: 'dragged'; y: number; files?: File[] }
  /** A chart as a file, with its title; no bytes when the cell shows none. */
  | { type: 'exported'; request: number; name?: string; bytes?: Uint8Array };
