import type { Variable } from '@observablehq/runtime';
import type { CellError } from '../types';
import type { CellCode } from './code';
import type { RuntimeStatus } from './protocol';
import type { ProgramValue } from './value';
import type { CellView } from './view';

/** Why a variable has no value when nothing is wrong: a program or an experiment it needs has not run. */
export const WAITING = 'waits for a run';

/** A cell as the runtime has it. */
export interface LiveCell {
  id: string;
  /** What it was compiled from, to see a change. */
  text: string;
  code: CellCode;
  problem?: CellError;
  view?: CellView;
  variables: Variable[];
  /** Counts evaluations, so that what an old one still displays is dropped. */
  evaluation: number;
  /** Nothing has been displayed in this evaluation yet. */
  fresh: boolean;
  /** Evaluated only when asked for: an experiment, or a cell held back. */
  onDemand: boolean;
  /** It was asked for. */
  active: boolean;
  status: RuntimeStatus;
  error?: CellError;
  value?: ProgramValue;
  timer?: ReturnType<typeof setTimeout>;
  reported: number;
}

/** How a cell stands whose source is new. */
export const UNEVALUATED = { fresh: true, active: false, status: 'running' as RuntimeStatus };
