/** A whole trace as strace writes it. */
import { aligned, callParts } from './line';
import { Row, STATUS } from './read';
import type { TraceColumns } from './types';

export interface StraceOptions {
  /**
   * How lines say whose they are. `auto`: as `strace -f -o FILE` does once there is more than one process, and not at
   * all before; `column` always does; `bracket` is what strace writes to a terminal, `[pid 12] `.
   */
  pids?: 'auto' | 'column' | 'bracket' | 'none';
}

/** Something that happens in a trace, in the order of time. */
interface Moment {
  readonly time: number;
  readonly pid: number;
  readonly what: 'enter' | 'leave' | 'event';
  /** Row of a call, or index of an event. */
  readonly index: number;
}

/** Lines of a trace, one after another, without line ends. */
export function* straceLines(trace: TraceColumns, options: StraceOptions = {}): Generator<string> {
  const prefix = prefixer(trace, options.pids ?? 'auto');
  if (isSingle(trace)) {
    yield* singleLines(trace, prefix);
    return;
  }
  const moments = inOrder(trace);
  /** The call whose line has begun and not ended. */
  let open: Moment | undefined;
  const interrupted = new Set<number>();
  const cut = function* () {
    if (!open) return;
    interrupted.add(open.index);
    yield `${prefix(open.pid)}${callParts(trace, open.index).before} <unfinished ...>`;
    open = undefined;
  };
  for (const moment of moments) {
    const { what, index, pid } = moment;
    if (what === 'leave' && open?.index === index) {
      open = undefined;
      yield wholeLine(trace, index, prefix(pid));
    } else {
      yield* cut();
      if (what === 'enter') open = moment;
      else if (what === 'event') yield prefix(pid) + trace.events[index]!.text;
      else yield resumedLine(trace, index, prefix(pid));
    }
  }
  yield* cut();
}

/** The trace as text, each line ended. */
export function straceText(trace: TraceColumns, options: StraceOptions = {}): string {
  const lines = [...straceLines(trace, options)];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function* singleLines(trace: TraceColumns, prefix: (pid: number) => string): Generator<string> {
  let event = 0;
  for (let row = 0; row <= trace.length; row++) {
    for (
      ;
      event < trace.events.length && (row === trace.length || trace.events[event]!.before <= row);
      event++
    )
      yield prefix(trace.events[event]!.pid) + trace.events[event]!.text;
    if (row < trace.length) yield wholeLine(trace, row, prefix(trace.pid[row]!));
  }
}

function wholeLine(trace: TraceColumns, row: number, prefix: string): string {
  const { before, after, result } = callParts(trace, row);
  if (trace.status[row] === STATUS.RUNNING && !ends(trace, trace.pid[row]!))
    return `${prefix}${before} <unfinished ...>`;
  return aligned(prefix + before + after, result);
}

function resumedLine(trace: TraceColumns, row: number, prefix: string): string {
  const { before, after, result } = callParts(trace, row);
  const name = before.slice(0, before.indexOf('('));
  return aligned(`${prefix}<... ${name} resumed>${after}`, result);
}

/** Whether the trace has the end of a process: then a call it never came back from prints `= ?`. */
function ends(trace: TraceColumns, pid: number): boolean {
  return trace.events.some((event) => event.pid === pid && event.text.startsWith('+++'));
}

function isSingle(trace: TraceColumns): boolean {
  const first = trace.pid[0];
  for (let row = 1; row < trace.length; row++) if (trace.pid[row] !== first) return false;
  return trace.events.every((event) => event.pid === first || trace.length === 0);
}

function prefixer(trace: TraceColumns, pids: NonNullable<StraceOptions['pids']>): (pid: number) => string {
  if (pids === 'none' || (pids === 'auto' && isSingle(trace))) return () => '';
  if (pids === 'bracket') return isSingle(trace) ? () => '' : (pid) => `[pid ${String(pid).padStart(5)}] `;
  return (pid) => `${String(pid).padEnd(5)} `;
}

/** Calls made, calls returned and events by time; what happens at one time stays in the order of rows. */
function inOrder(trace: TraceColumns): Moment[] {
  const moments: Moment[] = [];
  let event = 0;
  const events = (row: number) => {
    for (; event < trace.events.length && trace.events[event]!.before <= row; event++) {
      const { start, pid } = trace.events[event]!;
      moments.push({ time: start, pid, what: 'event', index: event });
    }
  };
  for (let row = 0; row < trace.length; row++) {
    events(row);
    const pid = trace.pid[row]!;
    const made = trace.start[row]! + trace.entry[row]!;
    moments.push({ time: made, pid, what: 'enter', index: row });
    const left = whenLeft(trace, row, made);
    if (left !== undefined) moments.push({ time: left, pid, what: 'leave', index: row });
  }
  events(Infinity);
  return moments.sort((a, b) => a.time - b.time);
}

export { straceSummary } from './summary';

/** When a call is over: exit at once, one that its process did not survive as the process ends, one under way never. */
function whenLeft(trace: TraceColumns, row: number, made: number): number | undefined {
  const status = trace.status[row];
  if (status === STATUS.RUNNING) return undefined;
  if (status !== STATUS.NEVER) return made + trace.handler[row]! + trace.asleep[row]!;
  const {
    call,
    trace: { events, pid },
  } = new Row(trace, row);
  if (call?.result === 'none') return made;
  return events.find((event) => event.pid === pid[row] && event.before > row && event.text.startsWith('+++'))
    ?.start;
}
