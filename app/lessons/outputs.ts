import type { RunResult } from '../../lib/lab/types';
import type { CellOutput } from '../../lib/notebook/types';
import type { TraceColumns } from '../../lib/trace/types';

/** Rows of a trace that are published with a page; a run in the page lists all that its limit allows. */
const ROWS = 2000;

const ARRAYS = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float64Array };
type ArrayName = keyof typeof ARRAYS;
type Packed = { $: ArrayName; b: string };

/** The first rows of a trace; `total` still counts all. Later events are dropped with the rows they stood between. */
export function firstRows(trace: TraceColumns, rows: number): TraceColumns {
  if (trace.length <= rows) rows = trace.length;
  const payloads = trace.payloadIndex[rows] ?? 0;
  const last = payloads - 1;
  const bytes = payloads === 0 ? 0 : trace.payloadOffset[last] + trace.payloadKept[last];
  return {
    ...trace,
    length: rows,
    nr: trace.nr.slice(0, rows),
    abi: trace.abi.slice(0, rows),
    pid: trace.pid.slice(0, rows),
    argsLo: trace.argsLo.slice(0, rows * 6),
    argsHi: trace.argsHi.slice(0, rows * 6),
    retLo: trace.retLo.slice(0, rows),
    retHi: trace.retHi.slice(0, rows),
    status: trace.status.slice(0, rows),
    start: trace.start.slice(0, rows),
    user: trace.user.slice(0, rows),
    entry: trace.entry.slice(0, rows),
    handler: trace.handler.slice(0, rows),
    exit: trace.exit.slice(0, rows),
    asleep: trace.asleep.slice(0, rows),
    payloadIndex: trace.payloadIndex.slice(0, rows + 1),
    payloadArg: trace.payloadArg.slice(0, payloads),
    payloadOffset: trace.payloadOffset.slice(0, payloads),
    payloadKept: trace.payloadKept.slice(0, payloads),
    payloadLength: trace.payloadLength.slice(0, payloads),
    arena: trace.arena.slice(0, bytes),
    events: trace.length === rows ? trace.events : trace.events.filter(({ before }) => before < rows),
  };
}

const published = (run: RunResult): RunResult => ({ ...run, trace: firstRows(run.trace, ROWS) });

/** Outputs with their traces cut to what a page publishes. */
export function publishedOutputs(outputs: Record<string, CellOutput>): Record<string, CellOutput> {
  return Object.fromEntries(
    Object.entries(outputs).map(([id, output]) => [
      id,
      output.run ? { ...output, run: published(output.run) } : output,
    ]),
  );
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000)
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

/** Outputs as JSON; typed arrays as their name and their bytes, little-endian as every machine that runs this. */
export function packOutputs(outputs: Record<string, CellOutput>): string {
  return JSON.stringify(outputs, (_, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const name = value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name;
    if (!(name in ARRAYS))
      throw new Error(`an output holds a ${name}, which outputs.ts does not know to write`);
    return { $: name, b: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  });
}

const isPacked = (value: unknown): value is Packed =>
  typeof value === 'object' && value !== null && '$' in value && 'b' in value;

/** Reads what packOutputs wrote. */
export function unpackOutputs(json: string): Record<string, CellOutput> {
  return JSON.parse(json, (_, value: unknown) => {
    if (!isPacked(value)) return value;
    const bytes = Uint8Array.from(atob(value.b), (sign) => sign.charCodeAt(0));
    return new ARRAYS[value.$](bytes.buffer);
  }) as Record<string, CellOutput>;
}
