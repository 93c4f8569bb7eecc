/** A trace as rows for other programs: CSV and JSON. */
import { ERRNO } from '../abi/errno';
import { callText } from './line';
import { Row } from './read';
import type { TraceColumns } from './types';

/** One call with everything in words and numbers. Times are core cycles. */
export interface CallRecord {
  pid: number;
  name: string;
  /** The call as strace writes it. */
  text: string;
  ret: number;
  error: string;
  start: number;
  user: number;
  entry: number;
  handler: number;
  exit: number;
}

const FIELDS = ['pid', 'name', 'text', 'ret', 'error', 'start', 'user', 'entry', 'handler', 'exit'] as const;

/** Calls as plain objects, one after another. */
export function* callRecords(trace: TraceColumns): Generator<CallRecord> {
  for (let i = 0; i < trace.length; i++) {
    const row = new Row(trace, i);
    yield {
      pid: trace.pid[i]!,
      name: row.name,
      text: callText(trace, i),
      ret: row.ret,
      error: row.failed ? (ERRNO.get(-row.ret)?.name ?? '') : '',
      start: trace.start[i]!,
      user: trace.user[i]!,
      entry: trace.entry[i]!,
      handler: trace.handler[i]!,
      exit: trace.exit[i]!,
    };
  }
}

/** The calls as CSV (RFC 4180) with a header line. */
export function traceCsv(trace: TraceColumns): string {
  const lines = [FIELDS.join(',')];
  for (const record of callRecords(trace))
    lines.push(FIELDS.map((field) => csvField(record[field])).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** The calls as a JSON array, a line each. */
export function traceJson(trace: TraceColumns): string {
  const records = Array.from(callRecords(trace), (record) => JSON.stringify(record));
  return `[\n${records.join(',\n')}\n]\n`;
}

function csvField(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
