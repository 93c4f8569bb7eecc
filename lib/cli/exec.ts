import { accessSync, constants as modes, statSync } from 'node:fs';
import { constants } from 'node:os';
import { posix } from 'node:path';
import { callSelector } from '../abi/select';
import type { Run } from '../lab/drive';
import { lay } from '../lab/lay';
import { MachineRun } from '../lab/run';
import type { GuestFile, RunRequest, RunResult } from '../lab/types';
import { traceCsv, traceJson } from '../trace/export';
import { tracePerfetto } from '../trace/perfetto';
import { straceLines, straceSummary } from '../trace/strace';
import { closeOutput, openOutput, readInput } from './files';
import { prepareHandlers } from './handlers';
import { openRoot } from './hostfiles';
import { GuestInput } from './input';
import type { Command } from './main';
import { type OptionRow, type Parsed, UsageError, wholeNumber } from './options';
import { refusalOnHost } from './refusal';
import { statistics } from './stats';
import { OutputBuffer, writeAll } from './stdio';

const OPTIONS: OptionRow[] = [
  { names: ['--strace'], value: 'FILE', help: "write the trace in strace's format; - is standard error" },
  {
    names: ['-e'],
    value: 'trace=LIST',
    help: 'trace only these calls, names separated by commas; !LIST: all but these',
  },
  { names: ['--csv'], value: 'FILE', help: 'write the trace as CSV, a row a call' },
  { names: ['--json'], value: 'FILE', help: 'write the trace as JSON, an object a call' },
  { names: ['--perfetto'], value: 'FILE', help: 'write the trace for the timeline of ui.perfetto.dev' },
  { names: ['-c'], help: 'instead of the trace, count calls, errors and time' },
  { names: ['-s'], value: 'N', help: 'show at most N bytes of a string (32)' },
  {
    names: ['--stats'],
    value: 'FILE',
    help: 'write counts, cycles and ns, of each call and in all, as JSON',
  },
  {
    names: ['--root'],
    value: 'DIR',
    help: "put a host directory's files into the machine at /, or those of a .tar or .tar.gz",
  },
  { names: ['--stdin'], value: 'FILE', help: "standard input; - (the default) is this terminal's or pipe's" },
  {
    names: ['--env'],
    value: 'NAME=VALUE',
    many: true,
    help: 'a variable of the environment; may be repeated',
  },
  {
    names: ['--profile'],
    value: 'NAME',
    help: 'the machine whose prices are used; `trapdoor profiles` lists them',
  },
  { names: ['--seed'], value: 'N', help: 'seed of getrandom and of the address-space layout (0)' },
  { names: ['--cycles'], value: 'N', help: 'end the run after N core cycles' },
  { names: ['--cpus'], value: 'N', help: 'virtual processors, 1 to 16 (1)' },
  { names: ['--loopback'], help: 'plug the serial lines into themselves' },
  { names: ['--memory'], value: 'SIZE', help: 'bytes of memory, with M or G (256M)' },
];

/** Output appears this often at the latest, ms. */
const SLICE_MS = 20;
/** A trace is written in pieces of about this size. */
const WRITE_CHARACTERS = 1 << 20;

/** The trace in formats of other programs, by option. */
const EXPORTS: readonly { option: string; pieces: (result: RunResult) => Iterable<string> }[] = [
  { option: '--csv', pieces: ({ trace }) => [traceCsv(trace)] },
  { option: '--json', pieces: ({ trace }) => [traceJson(trace)] },
  { option: '--perfetto', pieces: ({ trace, cycles, ns }) => tracePerfetto(trace, cycles.total / ns) },
];

const NO_ROWS = { rows: false };
/** The shell's status for what was found and cannot be run. */
const NOT_RUN = 126;
const MOST_CPUS = 16;
/** The machine's own tables and a small program; what a WebAssembly memory of 4 GiB has room for beside its own state. */
const LEAST_MEMORY = 2 ** 20;
const MOST_MEMORY = 4000 * 2 ** 20;

/** `trapdoor exec`: runs a program of the host in the machine. */
export const exec: Command = {
  name: 'exec',
  operands: 'PROGRAM [ARGS]',
  summary: 'run an x86-64 Linux program in the machine',
  options: OPTIONS,
  optionsAnywhere: false,
  async run({ options, operands }: Parsed): Promise<number> {
    const one = (name: string) => options.get(name)?.[0];
    const program = operands[0];
    if (!program) throw new UsageError('it wants a PROGRAM');
    const strace = one('--strace');
    const exports = EXPORTS.filter(({ option }) => options.has(option));
    const wanted = strace !== undefined || options.has('-c') || (options.has('-e') && exports.length === 0);
    const rows = exports.length > 0 || (wanted && !options.has('-c'));
    const limit = wholeNumber('-s', one('-s'));
    const path = posix.resolve('/', program);
    const root = options.has('--root') ? openRoot(one('--root') ?? '') : undefined;
    const inRoot = root?.has(path) ?? false;
    const filter = callFilter(one('-e'));
    const selects = callSelector(filter.only, filter.except);
    const given = inRoot ? undefined : programFile(program, path);
    const refused = given && refusalOnHost(program, given, (name) => root?.has(name) ?? false);
    if (refused !== undefined) {
      process.stderr.write(`trapdoor exec: ${refused}\n`);
      return NOT_RUN;
    }
    const files = [...(root?.files ?? []), ...(given ? [given] : [])];
    const request: RunRequest = {
      program: { path: program },
      args: operands,
      files,
      env: environment(options.get('--env') ?? []),
      tty: process.stdout.isTTY === true,
      profile: one('--profile'),
      seed: wholeNumber('--seed', one('--seed')),
      limits: {
        cycles: wholeNumber('--cycles', one('--cycles')) ?? Number.POSITIVE_INFINITY,
        cpus: wholeNumber('--cpus', one('--cpus'), { least: 1, most: MOST_CPUS }),
        serial: options.has('--loopback') ? 'loopback' : 'open',
        memory: wholeNumber('--memory', one('--memory'), { least: LEAST_MEMORY, most: MOST_MEMORY }),
        traceRows: Number.POSITIVE_INFINITY,
      },
      trace: rows ? { stringLimit: limit, ...filter } : NO_ROWS,
    };
    const file = one('--stdin') ?? '-';
    if (file !== '-') accessSync(file, modes.R_OK);
    const stats = openOutput(one('--stats'));
    const log = wanted ? openOutput(strace ?? '-') : undefined;
    const exported = exports.map(({ option, pieces }) => ({ fd: openOutput(one(option)), pieces }));
    const output = new OutputBuffer();
    const input = new GuestInput(file, file === '-' && request.tty === true && process.stdin.isTTY === true);
    await prepareHandlers();
    const write = (stream: 1 | 2, bytes: Uint8Array) => output.write(stream, bytes);
    const run = new MachineRun(request, lay(request, program, operands, files), { write, input });
    const cutShort = await finish(run, input, output);
    const result = run.result();
    if (log !== undefined) {
      const counts = result.counts.filter(({ name }) => selects?.(name) ?? true);
      writeText(log, options.has('-c') ? [straceSummary(counts)] : withLineEnds(straceLines(result.trace)));
    }
    for (const { fd, pieces } of exported) if (fd !== undefined) writeText(fd, pieces(result));
    if (stats !== undefined) writeText(stats, [`${JSON.stringify(statistics(result), undefined, 2)}\n`]);
    report(result);
    return cutShort ?? result.exit;
  },
};

/** Takes the run to its end, or to Ctrl-C, or until nobody reads its output; for the last two, answers the status. */
async function finish(run: Run, input: GuestInput, output: OutputBuffer): Promise<number | undefined> {
  let interrupt = () => {};
  const interrupted = new Promise<boolean>((resolve) => {
    interrupt = () => resolve(true);
  });
  // Stays, so that what is left to be written is written.
  process.on('SIGINT', interrupt);
  try {
    for (;;) {
      const state = run.slice(SLICE_MS);
      if (state === 'ended') break;
      output.flush();
      const turn = state === 'running' ? new Promise((resolve) => setImmediate(resolve)) : run.wake(state);
      const signalled = await Promise.race([interrupted, turn.then(() => false)]);
      if (!signalled && !output.broken) continue;
      run.stop();
      return 128 + (signalled ? constants.signals.SIGINT : constants.signals.SIGPIPE);
    }
    output.flush();
  } finally {
    input.close();
  }
}

/** What strace's `-e` takes: `trace=open,read`, or the list alone. */
function callFilter(expression: string | undefined): { only?: string[]; except?: string[] } {
  if (expression === undefined) return {};
  const list = expression.replace(/^trace=/, '');
  if (list.includes('=')) throw new UsageError(`-e takes trace=LIST, not '${expression}'`);
  const names = list.replace(/^!/, '').split(',').filter(Boolean);
  if (names.length === 0) throw new UsageError('-e trace= wants names of calls');
  if (names.includes('all')) return {};
  return list.startsWith('!') ? { except: names } : { only: names };
}

function environment(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1) throw new UsageError(`--env wants NAME=VALUE, not '${pair}'`);
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

/** A program of the host's as a file of the machine, where the path it was called by leads when the machine's / is the cwd. */
function programFile(program: string, path: string): GuestFile & { mode: number } {
  return { path, bytes: readInput(program), mode: statSync(program).mode };
}

function* withLineEnds(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}

/** Writes pieces of text, many at a time, and closes the file. */
function writeText(fd: number, pieces: Iterable<string>): void {
  let text = '';
  const flush = () => {
    writeAll(fd, new TextEncoder().encode(text));
    text = '';
  };
  for (const piece of pieces) {
    text += piece;
    if (text.length > WRITE_CHARACTERS) flush();
  }
  flush();
  closeOutput(fd);
}

/** Says on standard error what a status alone does not. */
function report({ ending, notes }: RunResult): void {
  const lines = [...notes];
  if (ending.kind !== 'exited' && ending.kind !== 'stopped') lines.push(ending.message);
  for (const line of lines) process.stderr.write(`trapdoor: ${line}\n`);
}
