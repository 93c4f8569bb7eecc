/** A trace for the timeline of ui.perfetto.dev and chrome://tracing: the Trace Event Format, a JSON object. */
import { callText } from './line';
import { Row } from './read';
import type { TraceColumns } from './types';

/** Calls as spans, signals and ends as instants. `ghz` turns core cycles into time, which the format has in us. */
export function* tracePerfetto(trace: TraceColumns, ghz: number): Generator<string> {
  const us = (cycles: number) => cycles / ghz / 1000;
  yield '{"displayTimeUnit":"ns","traceEvents":[\n';
  let comma = '';
  for (let i = 0; i < trace.length; i++) {
    const pid = trace.pid[i]!;
    const cycles = trace.entry[i]! + trace.handler[i]! + trace.asleep[i]! + trace.exit[i]!;
    const span = { ph: 'X', ts: us(trace.start[i]!), dur: us(cycles), pid, tid: pid };
    const name = new Row(trace, i).name;
    yield `${comma}${JSON.stringify({ name, cat: 'syscall', ...span, args: { call: callText(trace, i) } })}`;
    comma = ',\n';
  }
  for (const { pid, start, text } of trace.events) {
    const at = { ph: 'i', s: 't', ts: us(start), pid, tid: pid };
    yield `${comma}${JSON.stringify({ name: text, cat: 'event', ...at })}`;
    comma = ',\n';
  }
  yield '\n]}\n';
}
