import type { Keyboard, RunResult } from '../../lab/types';
import { runsByItself } from '../mode';
import type { RuntimeCell, RuntimeStatus } from '../runtime/protocol';
import type { Cell, CellError, CellState } from '../types';
import { PROGRAM_ATTRIBUTES } from './request';

/** What the engine knows of one cell. */
export interface Entry {
  cell: Cell;
  state: CellState;
  /** How the runtime says it stands; of a program, how its attributes stand. */
  runtime?: RuntimeStatus;
  height?: number;
  /** js and md: the source that the output shown was made from. */
  drawnFrom?: string;
  /** Programs: the values of attributes with holes. */
  inputs?: Record<string, string>;
  inputsError?: CellError;
  /** Programs: ends the run under way. */
  abort?: AbortController;
  /** Programs: types at the terminal of the run under way. */
  keyboard?: Keyboard;
  /** Programs: the key of the run that would be made now; undefined while that is not known. */
  wanted?: string;
  /** Programs that run by themselves: the key of the run last begun so. */
  begun?: string;
  /** Experiments: programs they ran, by name, with their source at that time. */
  ran: Map<string, string>;
  /** Experiments: answered from kept runs only, so as not to start machines on opening a page. */
  replaying: boolean;
  /** The source whose evaluation the runtime last began. */
  evaluating?: string;
  /** It hung the runtime and was stopped: not evaluated until it is changed or asked for. */
  held: boolean;
}

export function freshEntry(cell: Cell): Entry {
  return { cell, state: { status: 'idle' }, ran: new Map(), replaying: false, held: false };
}

const PROGRAMS: ReadonlySet<string> = new Set(['asm', 'c', 'sh']);

export function isProgram(cell: Cell | undefined): boolean {
  return cell !== undefined && PROGRAMS.has(cell.kind);
}

/** What js cells call a program. */
export const programName = (cell: Cell): string => cell.name ?? cell.id;

/** Attributes of a program whose text holds `${...}`. */
export function holesOf({ attributes }: Cell): Record<string, string> {
  const entries = PROGRAM_ATTRIBUTES.map((key) => [key, attributes[key]] as const);
  return Object.fromEntries(entries.filter(([, text]) => text?.includes('${')));
}

export function hasHoles(cell: Cell): boolean {
  return Object.keys(holesOf(cell)).length > 0;
}

/** The cell as the runtime needs it. */
export function runtimeCell(entry: Entry): RuntimeCell {
  const { cell } = entry;
  const { id, kind, source } = cell;
  const held = entry.held || !runsByItself({ meta: {} }, cell);
  if (kind === 'js' || kind === 'md' || kind === 'exercise')
    return { id, kind, source, ...(held ? { held } : {}) };
  return { id, kind: 'program', name: cell.name ?? '', attributes: holesOf(cell) };
}

/** Most bytes of a run that is kept for replay. */
const SMALL = 256 << 10;

export function isSmall({ stdout, stderr, files, trace }: RunResult): boolean {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, stdout.length + stderr.length);
  return bytes < SMALL && trace.length < 1000;
}
