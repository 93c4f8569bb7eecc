import type { Answer, CellError } from '../types';
import type { CellNode, FromRuntime, RunOptions, RuntimeStatus } from './protocol';

/**
 * Checks of messages from the frame, where other people's code runs: the session takes nothing that has another shape
 * than the protocol's, and copies what it takes.
 */

type Fields = Record<string, unknown>;

const MOST_HTML = 20_000_000;
const MOST_TEXT = 100_000;
const MOST_BYTES = 100_000_000;
const STATUSES: readonly unknown[] = ['waiting', 'running', 'ok', 'error'] satisfies RuntimeStatus[];

class Refused extends Error {}

function text(value: unknown, most = MOST_TEXT): string {
  if (typeof value !== 'string' || value.length > most) throw new Refused();
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Refused();
  return value;
}

function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Refused();
  return value;
}

function bytes(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array) || value.length > MOST_BYTES) throw new Refused();
  return value.slice();
}

function file(value: unknown): File {
  if (!(value instanceof File) || value.size > MOST_BYTES) throw new Refused();
  return value;
}

function record(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refused();
  return value as Fields;
}

function list<T>(value: unknown, item: (value: unknown) => T): T[] {
  if (!Array.isArray(value) || value.length > MOST_TEXT) throw new Refused();
  return value.map(item);
}

function map<T>(value: unknown, item: (value: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record(value)).map(([key, field]) => [key, item(field)]));
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

function status(value: unknown): RuntimeStatus {
  if (!STATUSES.includes(value)) throw new Refused();
  return value as RuntimeStatus;
}

function cellError(value: unknown): CellError {
  const { message, line, column, cells } = record(value);
  return {
    message: text(message),
    line: optional(line, number),
    column: optional(column, number),
    cells: optional(cells, (ids) => list(ids, (id) => text(id))),
  };
}

function node(value: unknown): CellNode {
  const { id, reads, defines, later, experiment } = record(value);
  const names = (field: unknown) => list(field, (name) => text(name));
  return {
    id: text(id),
    reads: names(reads),
    defines: names(defines),
    later: optional(later, names),
    experiment: flag(experiment),
  };
}

function answer(given: unknown): Answer {
  const { value, verdict, feedback, hints, revealed } = record(given);
  if (verdict !== undefined && verdict !== 'right' && verdict !== 'wrong') throw new Refused();
  return {
    value: text(value),
    verdict,
    feedback: optional(feedback, text),
    hints: number(hints),
    revealed: flag(revealed),
  };
}

function runOptions(value: unknown): RunOptions {
  const { args, env, stdin, defines, files, limits, profile, seed, trace } = record(value);
  const string = (field: unknown) => text(field, MOST_BYTES);
  const data = (field: unknown) => (typeof field === 'string' ? string(field) : bytes(field));
  return {
    args: optional(args, (field) => list(field, string)),
    env: optional(env, (field) => map(field, string)),
    stdin: optional(stdin, data),
    defines: optional(defines, (field) => map(field, string)),
    files: optional(files, (field) => map(field, data)),
    limits: optional(limits, (field) => map(field, number)),
    profile: optional(profile, string),
    seed: optional(seed, number),
    trace: optional(trace, flag),
  };
}

const READERS: { [T in FromRuntime['type']]: (message: Fields) => Extract<FromRuntime, { type: T }> } = {
  ready: () => ({ type: 'ready' }),
  graph: ({ nodes }) => ({ type: 'graph', nodes: list(nodes, node) }),
  cell: (m) => ({
    type: 'cell',
    id: text(m['id']),
    status: status(m['status']),
    html: optional(m['html'], (html) => text(html, MOST_HTML)),
    error: optional(m['error'], cellError),
  }),
  inputs: (m) => ({
    type: 'inputs',
    id: text(m['id']),
    status: status(m['status']),
    values: optional(m['values'], (values) => map(values, (value) => text(value, MOST_BYTES))),
    error: optional(m['error'], cellError),
  }),
  run: (m) => ({
    type: 'run',
    call: number(m['call']),
    cell: text(m['cell']),
    program: text(m['program']),
    options: runOptions(m['options']),
  }),
  import: ({ from }) => ({ type: 'import', from: text(from, 200) }),
  answered: (m) => ({ type: 'answered', id: text(m['id']), answer: answer(m['answer']) }),
  cancel: ({ call }) => ({ type: 'cancel', call: number(call) }),
  synced: ({ token }) => ({ type: 'synced', token: number(token) }),
  heights: ({ heights }) => ({ type: 'heights', heights: map(heights, number) }),
  pointed: ({ id }) => ({ type: 'pointed', id: optional(id, text) }),
  key: (m) => ({
    type: 'key',
    key: text(m['key'], 32),
    code: text(m['code'], 32),
    ctrl: flag(m['ctrl']),
    meta: flag(m['meta']),
    shift: flag(m['shift']),
    alt: flag(m['alt']),
    id: optional(m['id'], text),
  }),
  link: ({ href }) => ({ type: 'link', href: text(href) }),
  dragged: ({ y, files }) => ({
    type: 'dragged',
    y: number(y),
    files: optional(files, (all) => list(all, file)),
  }),
  exported: (m) => ({
    type: 'exported',
    request: number(m['request']),
    name: optional(m['name'], text),
    bytes: optional(m['bytes'], bytes),
  }),
};

/** A message from the frame as the protocol has it, or undefined for anything else. */
export function readMessage(data: unknown): FromRuntime | undefined {
  try {
    const message = record(data);
    const type = message['type'];
    if (typeof type !== 'string' || !Object.hasOwn(READERS, type)) return undefined;
    return READERS[type as FromRuntime['type']](message);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
