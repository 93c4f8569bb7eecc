import type { GuestFile, RunRequest } from '../../lab/types';
import type { RunOptions } from '../runtime/protocol';
import type { Cell } from '../types';
import { words } from '../words';

/** Rows of trace kept of one run in a notebook; further calls are still counted and priced. */
const TRACE_ROWS = 100_000;
/** Bytes of output kept of one run. */
const OUTPUT_BYTES = 4 << 20;

/** Attributes of a program cell whose text may hold `${...}` from js cells. */
export const PROGRAM_ATTRIBUTES = [
  'args',
  'env',
  'stdin',
  'defines',
  'level',
  'profile',
  'seed',
  'cycles',
  'memory',
] as const;

/** A program cell's attributes cannot be used; the message names the attribute and what it takes. */
export class AttributeError extends Error {}

/**
 * The run that a program cell stands for.
 *
 * @param attributes the cell's own, with the values of js cells in place
 * @param given files that the cell asks for, and those that cells before it left in its machine
 */
export function cellRequest(
  cell: Cell,
  attributes: Record<string, string>,
  notebookProfile?: string,
  given: readonly GuestFile[] = [],
): RunRequest {
  const { args, env, stdin, profile = notebookProfile, seed, cycles, memory, cpus } = attributes;
  const name = cell.name ?? cell.id;
  return {
    program: programOf(cell, name, attributes),
    args: [name, ...(args === undefined ? [] : words(args))],
    ...(env ? { env: assignments('env', env) } : {}),
    ...(stdin === undefined ? {} : { stdin: new TextEncoder().encode(stdin) }),
    ...(given.length > 0 ? { files: [...given] } : {}),
    ...(profile ? { profile } : {}),
    ...(seed === undefined ? {} : { seed: whole('seed', seed) }),
    tty: true,
    limits: {
      output: OUTPUT_BYTES,
      traceRows: TRACE_ROWS,
      ...(cycles === undefined ? {} : { cycles: whole('cycles', cycles) }),
      ...(memory === undefined ? {} : { memory: whole('memory', memory) }),
      ...(cpus === undefined ? {} : { cpus: processors(cpus) }),
    },
  };
}

function programOf(
  cell: Cell,
  name: string,
  { defines, level }: Record<string, string>,
): RunRequest['program'] {
  const definitions = defines ? { defines: assignments('defines', defines) } : {};
  if (cell.kind === 'sh') return { sh: cell.source, name: `${name}.sh` };
  if (cell.kind === 'c') {
    if (level !== undefined && level !== '0' && level !== '1')
      throw new AttributeError(`level="${level}" is neither 0 nor 1`);
    return {
      c: cell.source,
      name: `${name}.c`,
      ...definitions,
      ...(level && { level: level === '0' ? 0 : 1 }),
    };
  }
  return { asm: cell.source, name: `${name}.s`, ...definitions };
}

/** The run that a js cell's run() asks for: the program cell's own, with the options in place of its attributes. */
export function optionsRequest(
  cell: Cell,
  attributes: Record<string, string>,
  options: RunOptions,
  notebookProfile?: string,
  given: readonly GuestFile[] = [],
): RunRequest {
  const { args, env, stdin, defines, files, limits, profile, seed, trace } = options;
  const base = cellRequest(cell, attributes, notebookProfile, given);
  const { program } = base;
  return {
    ...base,
    program:
      ('asm' in program || 'c' in program) && defines
        ? { ...program, defines: { ...program.defines, ...defines } }
        : program,
    ...(args ? { args: [cell.name ?? cell.id, ...args] } : {}),
    ...(env ? { env: { ...base.env, ...env } } : {}),
    ...(stdin === undefined
      ? {}
      : { stdin: typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin }),
    ...(files ? { files: [...(base.files ?? []), ...Object.entries(files).map(guestFile)] } : {}),
    ...(limits ? { limits: { ...base.limits, ...limits } } : {}),
    ...(profile ? { profile } : {}),
    ...(seed === undefined ? {} : { seed }),
    trace: { rows: trace ?? false },
  };
}

function guestFile([path, data]: [string, string | Uint8Array]): GuestFile {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  return { path: path.startsWith('/') ? path : `/${path}`, bytes };
}

/** `A=1 B="two words"` as a record. */
function assignments(attribute: string, text: string): Record<string, string> {
  return Object.fromEntries(
    words(text).map((word) => {
      const at = word.indexOf('=');
      if (at <= 0)
        throw new AttributeError(`${attribute}="${text}": "${word}" is not of the form NAME=VALUE`);
      return [word.slice(0, at), word.slice(at + 1)];
    }),
  );
}

function whole(attribute: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0) {
    throw new AttributeError(`${attribute}="${text}" is not a whole number`);
  }
  return value;
}

/** How many virtual processors: 1 to 16, as many as a machine can have. */
function processors(text: string): number {
  const count = whole('cpus', text);
  if (count < 1 || count > 16) throw new AttributeError(`cpus="${text}" is not between 1 and 16`);
  return count;
}
