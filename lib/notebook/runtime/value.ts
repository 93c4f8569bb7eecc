import type { CallSummary, RunResult } from '../../lab/types';
import { straceText } from '../../trace/strace';
import type { TraceColumns } from '../../trace/types';
import { CallRows } from './callRows';

const RESULT = Symbol('result');

/**
 * What a program's run is to a js cell. The plain numbers are its own fields, so that runs are rows for Plot and
 * Inputs; what is large is made when asked for.
 */
export class ProgramValue {
  /** Exit status as a shell gives it: the status, or 128 + signal. */
  readonly exit: number;
  /** Virtual time in all, ns. */
  readonly ns: number;
  readonly instructions: number;
  readonly profile: string;
  declare private readonly [RESULT]: RunResult;

  constructor(
    /** The program's name in the notebook. */
    readonly program: string,
    result: RunResult,
    /** Further fields, such as the value a sweep gave it. */
    fields: Record<string, unknown> = {},
  ) {
    this.exit = result.exit;
    this.ns = result.ns;
    this.instructions = result.instructions;
    this.profile = result.profile;
    Object.defineProperty(this, RESULT, { value: result });
    Object.assign(this, fields);
  }

  /** Every call of the trace as a row: name, args, ret, start, and where its time went. */
  get calls(): CallRows {
    const { trace, cycles, ns } = this[RESULT];
    return new CallRows(trace, ns > 0 ? cycles.total / ns : 1);
  }

  /** Calls, errors and time by name. */
  get counts(): CallSummary[] {
    return this[RESULT].counts;
  }

  get stdout(): string {
    return new TextDecoder().decode(this[RESULT].stdout);
  }

  get stderr(): string {
    return new TextDecoder().decode(this[RESULT].stderr);
  }

  /** Core cycles by where they went, and `total`. */
  get cycles(): RunResult['cycles'] {
    return this[RESULT].cycles;
  }

  get trace(): TraceColumns {
    return this[RESULT].trace;
  }

  /** What the run comes of: hash of the source, profile, seed, version of the machine. */
  get made(): RunResult['made'] {
    return this[RESULT].made;
  }

  /** Files the program made: path and bytes. */
  get files(): RunResult['files'] {
    return this[RESULT].files;
  }

  get ending(): RunResult['ending'] {
    return this[RESULT].ending;
  }

  /** The trace as strace(1) writes it. */
  strace(): string {
    return straceText(this[RESULT].trace);
  }

  /** The same run with more fields. */
  with(fields: Record<string, unknown>): ProgramValue {
    return new ProgramValue(this.program, this[RESULT], fields);
  }
}
