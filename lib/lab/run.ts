import { isElf } from '../elf';
import { profile } from '../emulator/cost/profiles';
import { createMachine, type Machine } from '../emulator/machine';
import { TraceRecorder } from '../emulator/tracer/recorder';
import { CallerTracer } from './callers';
import type { Run, RunState } from './drive';
import { exitOf } from './failed';
import { provenanceOf, runKey } from './key';
import type { Prepared } from './lay';
import { joined, OutputLog } from './output';
import type { CallSummary, Ending, GuestFile, RunProgress, RunRequest, RunResult } from './types';

/** Where a run's input comes from and its output goes to, when that is not the request and the result. */
export interface RunHost {
  /** Takes output as it is written; none is then kept for the result. */
  write?(stream: 1 | 2, bytes: Uint8Array): void;
  input?: RunInput;
}

/** Input that comes while a program runs. */
export interface RunInput {
  /** Some bytes, none at the end, or undefined while there are none yet. */
  read(): Uint8Array | undefined;
  /** Resolves once there may be something to read. */
  more(): Promise<void>;
  /** The window of the terminal that it is typed at; absent when it comes through a pipe. */
  readonly window?: { rows: number; columns: number };
}

/** About a minute of the measured machine's time: an endless loop ends, and a real program is done long before. */
const DEFAULT_CYCLES = 2e11;
const DEFAULT_OUTPUT = 4 << 20;
/** Bytes of changed files that a result carries. */
const FILE_BYTES = 16 << 20;
/** Core cycles between two looks at the clock: half a millisecond at full speed, several when calls follow each other. */
const STRIDE = 2_000_000;
/** Most time that may have passed in the machine before it has passed at the keyboard, ms. */
const AHEAD_MS = 4;

/** A program in a machine. */
export class MachineRun implements Run {
  readonly machine: Machine;
  readonly recorder: TraceRecorder;
  readonly output: OutputLog;
  /** Where calls come from, when executions are counted. */
  private readonly callers: CallerTracer | undefined;
  private stopped = false;
  /** What was typed, for the result. */
  private readonly typed: Uint8Array[] = [];
  /** By how many ms the machine's time is ahead of the reader's, and when that was looked at last. */
  private ahead = 0;
  private looked = 0;

  /** Makes a machine and puts the program into it. Throws when the request names what does not exist. */
  constructor(
    private readonly request: RunRequest,
    { program, files }: Prepared,
    private readonly host?: RunHost,
    private readonly interactive = host?.input !== undefined,
  ) {
    const { limits = {}, trace = {}, stdin } = request;
    this.output = new OutputLog(limits.output ?? DEFAULT_OUTPUT);
    this.recorder = new TraceRecorder({ ...trace, rowLimit: limits.traceRows });
    const elf = trace.heat ? bytesOf(files, program.path) : undefined;
    this.callers = elf && new CallerTracer(this.recorder, elf);
    this.machine = createMachine({
      profile: request.profile,
      memory: limits.memory,
      cpus: limits.cpus,
      serial: limits.serial,
      tracer: this.callers ?? this.recorder,
      console: { write: (stream, bytes) => (host?.write ?? this.keep)(stream, bytes) },
      tty: request.tty,
      pipedInput: !this.keyboard && (stdin !== undefined || this.interactive),
      files,
      seed: request.seed,
      epoch: request.epoch,
      maxCycles: limits.cycles ?? DEFAULT_CYCLES,
    });
    this.machine.attended = this.keyboard !== undefined;
    if (trace.heat) this.machine.countExecutions = true;
    this.machine.exec(program);
    if (stdin) this.machine.type(stdin);
    // What the request gives is all of it, whoever sits at the keyboard.
    if (!this.interactive || stdin !== undefined) this.machine.endInput();
  }

  private readonly keep = (stream: 1 | 2, bytes: Uint8Array) => this.output.write(stream, bytes);

  /** The input, when somebody types it at the program's terminal. */
  private get keyboard(): (RunInput & { window: { rows: number; columns: number } }) | undefined {
    const { host, request } = this;
    return request.tty && request.stdin === undefined && isKeyboard(host?.input) ? host.input : undefined;
  }

  slice(ms: number): RunState {
    const until = performance.now() + ms;
    do {
      this.attend();
      const state = this.machine.run(STRIDE);
      if (state === 'ended') return state;
      if (state === 'waiting' && !this.readInput()) return state;
      if (this.isAhead()) return 'ahead';
    } while (performance.now() < until);
    return 'running';
  }

  async wake(state: RunState): Promise<void> {
    const typed = this.host?.input?.more();
    if (state !== 'ahead') await typed;
    else await Promise.race([typed, new Promise((resolve) => setTimeout(resolve, this.ahead))]);
  }

  progress(): RunProgress {
    const { machine, recorder, output, keyboard } = this;
    const { canonical, echo, awaited } = machine.terminal;
    return {
      cycles: machine.stats.cycles,
      calls: recorder.total,
      output: output.fresh(),
      ...(keyboard && { terminal: { awaited, raw: !canonical || !echo } }),
    };
  }

  stop(): void {
    this.stopped = true;
  }

  result(): RunResult {
    const { machine, recorder, output, request } = this;
    const { name, ghz } = profile(request.profile);
    const ending: Ending = this.stopped || !machine.ending ? { kind: 'stopped' } : machine.ending;
    const counts = recorder.counts(ghz);
    const { files, left } = this.changedFiles();
    return {
      ending,
      exit: exitOf(ending),
      stdout: output.stream(1),
      stderr: output.stream(2),
      truncated: output.truncated,
      counts,
      cycles: this.cycles(counts),
      ns: machine.stats.ns,
      instructions: machine.stats.userInstructions,
      trace: recorder.columns(),
      ...(request.trace?.heat && { heat: { ...heatOf(machine), calls: this.callers?.calls ?? [] } }),
      files,
      profile: name,
      made: provenanceOf(request, name),
      key: this.host?.write ? '' : runKey(request),
      ...(this.typed.length > 0 && { typed: joined(this.typed) }),
      notes: [...machine.remarks, ...left],
    };
  }

  close(): void {
    this.machine.close();
  }

  /** Where the time went. What the kernel does between calls, to start programs and to switch tasks, is the handlers'. */
  private cycles(counts: readonly CallSummary[]): RunResult['cycles'] {
    const { cycles: total, user, fault, idle } = this.machine.stats;
    const entry = counts.reduce((sum, row) => sum + row.entry, 0);
    const exit = counts.reduce((sum, row) => sum + row.exit, 0);
    return { user, entry, handler: total - user - entry - exit - fault - idle, exit, fault, idle, total };
  }

  /** Changed files up to a size that is still handed over with ease, and a note of those beyond. */
  private changedFiles(): { files: GuestFile[]; left: string[] } {
    let bytes = 0;
    const files = this.host?.write ? [] : this.machine.changedFiles();
    const fits = files.filter((file) => (bytes += file.bytes.length) <= FILE_BYTES);
    const beyond = files.slice(fits.length).map(({ path }) => path);
    const left =
      beyond.length > 0
        ? [`not kept, as the files before them take ${FILE_BYTES} bytes: ${beyond.join(', ')}`]
        : [];
    return { files: fits, left };
  }

  /** Hands on input or its end; false when there is neither yet. */
  private readInput(): boolean {
    const bytes = this.host?.input?.read();
    if (bytes === undefined) return false;
    if (this.keyboard) this.typed.push(bytes);
    if (bytes.length > 0) this.machine.type(bytes);
    else this.machine.endInput();
    return true;
  }

  /** Keys reach the program while it runs: Ctrl-C is among them. */
  private attend(): void {
    const { keyboard, machine } = this;
    if (!keyboard) return;
    machine.resize(keyboard.window.rows, keyboard.window.columns);
    this.readInput();
  }

  /** Whether nobody has run in the machine for longer than has passed outside. */
  private isAhead(): boolean {
    const { machine } = this;
    const now = performance.now();
    const passed = now - this.looked;
    this.looked = now;
    this.ahead = Math.max(0, this.ahead + machine.pacedMs() - passed);
    return this.ahead > AHEAD_MS;
  }
}

function isKeyboard(
  input: RunInput | undefined,
): input is RunInput & { window: { rows: number; columns: number } } {
  return input?.window !== undefined;
}

/** The program's file, where it is an ELF file that lies among those of the request. */
function bytesOf(files: Prepared['files'], path: string): Uint8Array | undefined {
  const entry = files.find((file) => file.path === path.replace(/^\.\//, '/'));
  if (!entry || !('source' in entry)) return undefined;
  const bytes = typeof entry.source === 'function' ? entry.source() : entry.source;
  return isElf(bytes) ? bytes : undefined;
}

/** Counts of executions, by address. */
function heatOf(machine: Machine): Pick<NonNullable<RunResult['heat']>, 'addresses' | 'counts'> {
  const rows = [...machine.executions].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  return {
    addresses: Float64Array.from(rows, ([address]) => address),
    counts: Float64Array.from(rows, ([, count]) => count),
  };
}
