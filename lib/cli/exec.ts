import { closeSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { startRun } from '../lab/run';
import type { GuestFile, RunRequest, RunResult } from '../lab/types';
import { straceSummary, straceText } from '../trace/strace';
import { hostFiles } from './hostfiles';
import type { Command } from './main';
import { type OptionRow, type Parsed, UsageError, wholeNumber } from './options';
import { statistics } from './stats';
import { isOpen, OutputBuffer, readSome, writeAll } from './stdio';

const OPTIONS: OptionRow[] = [
  { names: ['--strace'], value: 'FILE', help: "write the trace in strace's format; - is standard error" },
  {
    names: ['-e'],
    value: 'trace=LIST',
    help: 'trace only these calls, names separated by commas; !LIST: all but these',
  },
  { names: ['-c'], help: 'instead of the trace, count calls, errors and time' },
  { names: ['-s'], value: 'N', help: 'show at most N bytes of a string (32)' },
  {
    names: ['--stats'],
    value: 'FILE',
    help: 'write counts, cycles and ns, of each call and in all, as JSON',
  },
  { names: ['--root'], value: 'DIR', help: "put a host directory's files into the machine at /" },
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
  { names: ['--memory'], value: 'SIZE', help: 'bytes of memory, with M or G (256M)' },
];

/** Output appears this often at the latest, ms. */
const SLICE_MS = 20;
const SIGPIPE_STATUS = 141;

const NO_ROWS = { rows: false };

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
    if (program === undefined) throw new UsageError('it wants a PROGRAM');
    const strace = one('--strace');
    const wanted = strace !== undefined || options.has('-c') || options.has('-e');
    const limit = wholeNumber('-s', one('-s'));
    const path = posix.resolve('/', program);
    const request: RunRequest = {
      program: { path: program },
      args: operands,
      files: [...rootFiles(one('--root')), programFile(program, path)],
      env: environment(options.get('--env') ?? []),
      tty: process.stdout.isTTY === true,
      profile: one('--profile'),
      seed: wholeNumber('--seed', one('--seed')),
      limits: {
        cycles: wholeNumber('--cycles', one('--cycles')) ?? Number.POSITIVE_INFINITY,
        memory: wholeNumber('--memory', one('--memory')),
        traceRows: Number.POSITIVE_INFINITY,
      },
      trace: wanted && !options.has('-c') ? { stringLimit: limit, ...callFilter(one('-e')) } : NO_ROWS,
    };
    const input = openInput(one('--stdin') ?? '-');
    const output = new OutputBuffer();
    const run = startRun(request, {
      write: (stream, bytes) => output.write(stream, bytes),
      read: (max) => {
        output.flush();
        return input === undefined ? new Uint8Array(0) : readSome(input, max);
      },
    });
    let over = false;
    while (!over) {
      over = run.slice(SLICE_MS);
      output.flush();
      if (!output.broken) continue;
      // Nobody reads: the guest's output is thrown away, so it ends here, with the status of SIGPIPE.
      run.stop();
      return SIGPIPE_STATUS;
    }
    const result = run.result();
    if (input !== undefined && input !== 0) closeSync(input);
    if (wanted)
      writeText(strace ?? '-', options.has('-c') ? straceSummary(result.counts) : straceText(result.trace));
    const stats = one('--stats');
    if (stats !== undefined) writeText(stats, `${JSON.stringify(statistics(result), undefined, 2)}\n`);
    report(result);
    return result.exit;
  },
};

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

const rootFiles = (directory: string | undefined): GuestFile[] =>
  directory === undefined ? [] : hostFiles(directory);

/** The program as a file of the machine, where the path it was called by leads when the machine's / is the cwd. */
function programFile(program: string, path: string): GuestFile {
  return { path, bytes: readFileSync(program), mode: statSync(program).mode };
}

/** The descriptor that standard input is read from, or undefined for an empty input. */
function openInput(from: string): number | undefined {
  if (from !== '-') return openSync(from, 'r');
  return isOpen(0) ? 0 : undefined;
}

function writeText(file: string, text: string): void {
  if (file === '-') writeAll(2, new TextEncoder().encode(text));
  else writeFileSync(file, text);
}

/** Says on standard error what a status alone does not. */
function report({ ending, notes }: RunResult): void {
  const lines = [...notes];
  if (ending.kind !== 'exited' && ending.kind !== 'stopped') lines.push(ending.message);
  for (const line of lines) process.stderr.write(`trapdoor: ${line}\n`);
}
