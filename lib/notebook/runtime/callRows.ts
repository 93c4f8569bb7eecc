import { ERRNO } from '../../abi/errno';
import { callText } from '../../trace/line';
import { Row } from '../../trace/read';
import type { TraceColumns } from '../../trace/types';

/** One call of a trace. Plain values are own fields, so that calls are rows for Plot and Inputs. */
export class CallRow {
  readonly name: string;
  readonly pid: number;
  /** The result, or a negative errno. */
  readonly ret: number;
  /** Name of the error the call answered, such as ENOENT. */
  readonly error: string | undefined;
  /** When the call was made, ns since the machine started. */
  readonly start: number;
  /** Core cycles: in the program since its last call, and in the kernel's entry code, handler and exit code. */
  readonly user: number;
  readonly entry: number;
  readonly handler: number;
  readonly exit: number;
  /** entry + handler + exit. */
  readonly cycles: number;
  /** The same as time. */
  readonly ns: number;
  readonly #trace: TraceColumns;
  readonly #row: Row;

  constructor(
    trace: TraceColumns,
    readonly index: number,
    ghz: number,
  ) {
    const row = new Row(trace, index);
    this.#trace = trace;
    this.#row = row;
    this.name = row.name;
    this.pid = trace.pid[index];
    this.ret = row.ret;
    this.error = row.failed ? ERRNO.get(-row.ret)?.name : undefined;
    this.start = trace.start[index] / ghz;
    this.user = trace.user[index];
    this.entry = trace.entry[index];
    this.handler = trace.handler[index];
    this.exit = trace.exit[index];
    this.cycles = this.entry + this.handler + this.exit;
    this.ns = this.cycles / ghz;
  }

  /** The arguments as numbers; addresses among them are the program's. */
  get args(): readonly number[] {
    return this.#row.args.slice(0, this.#row.call?.args.length ?? 6);
  }

  /** The call as strace writes it. */
  get text(): string {
    return callText(this.#trace, this.index);
  }
}

/** The calls of a trace, each made when it is looked at. */
export class CallRows implements Iterable<CallRow> {
  /** Calls recorded; `trace.total` counts those beyond the limit too. */
  readonly length: number;
  readonly #trace: TraceColumns;
  readonly #ghz: number;

  constructor(trace: TraceColumns, ghz: number) {
    this.#trace = trace;
    this.#ghz = ghz;
    this.length = trace.length;
  }

  /** A call by its place; negative places count from the end. */
  at(index: number): CallRow | undefined {
    const at = index < 0 ? this.length + index : index;
    return at >= 0 && at < this.length ? new CallRow(this.#trace, at, this.#ghz) : undefined;
  }

  *[Symbol.iterator](): Generator<CallRow> {
    for (let i = 0; i < this.length; i++) yield new CallRow(this.#trace, i, this.#ghz);
  }

  filter(keep: (row: CallRow) => boolean): CallRow[] {
    return Array.from(this).filter(keep);
  }

  map<T>(make: (row: CallRow, index: number) => T): T[] {
    return Array.from(this, make);
  }
}
