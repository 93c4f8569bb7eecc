import { ERRNO } from '../abi/errno';
import { ECHO } from '../abi/ioctl';
import { SIG_DFL, SIG_IGN, SIGINT } from '../abi/signal';
import { CostModel } from './cost/model';
import { profile } from './cost/profiles';
import { CPU_RESERVED, createCpu, LEAF_1_EDX } from './cpu';
import { type Cpu, EXIT, SERVICE, TICKS_PER_CYCLE, TIME } from './cpu/types';
import { credentials, type StartingIds } from './kernel/cred';
import { TIMER_VECTOR } from './kernel/entry/descriptors';
import { hex } from './kernel/faults';
import { GATE, gate, schedule } from './kernel/gate';
import { type Program, startInit } from './kernel/init';
import { type Ending, Kernel } from './kernel/kernel';
import type { Tracer } from './kernel/listener';
import type { TaskStruct } from './kernel/task';
import { UPTIME } from './kernel/time/constants';
import type { Console } from './kernel/types';
import { OutOfFrames, PAGE_SIZE, PhysicalMemory } from './mm/physical';
import { keepGraph } from './snapshot/graph';
import { isKeeper, type PutBack } from './snapshot/keeper';
import type { ChangedFile, RootEntry } from './vfs/root_builder';
import type { SerialPlug } from './vfs/uart';
import { type Until, watchFor } from './watch';

export type { ChangedFile, Ending, Program, RootEntry };

/** What a machine is made of. The same settings give the same run, to the cycle. */
export interface MachineSettings {
  /** Machine profile by name: prices, frequencies, page-table isolation. */
  profile?: string;
  /** Virtual processors, 1 to 16. They share the time of one, but each has a clock of its own. */
  cpus?: number;
  /** Bytes of memory. */
  memory?: number;
  /** Listens to calls, signals and endings. */
  tracer?: Tracer;
  /** Where output goes. */
  console: Console;
  /** Standard streams are a terminal, or pipes to the host. */
  tty?: boolean;
  /** Standard input is a pipe even where the other streams are a terminal. */
  pipedInput?: boolean;
  /** What /dev/ttyS0 and /dev/ttyUSB0 are plugged into: nothing, or a loopback plug. */
  serial?: SerialPlug;
  /** Files there are at the start. */
  files?: Iterable<RootEntry>;
  /** Seed of getrandom and AT_RANDOM. */
  seed?: number;
  /** CLOCK_REALTIME when the first program starts, ns since 1970: the machine has been up for an hour then. */
  epoch?: number;
  hostname?: string;
  /** pid of the first process, and who it runs as. */
  pid?: number;
  credentials?: StartingIds;
  /** Core cycles after which the run ends. */
  maxCycles?: number;
}

/** `waiting`: every task sleeps and only input can wake one. */
export type RunState = 'running' | 'waiting' | 'ended';

/** `stopped`: what it was to run until has come. */
export type WatchedState = RunState | 'stopped';

/** How far a machine has come. Cycles are core cycles. */
export interface MachineStats {
  cycles: number;
  ns: number;
  /** Cycles in user mode. */
  user: number;
  /** Cycles nobody ran, and those spent on page faults and other exceptions. */
  idle: number;
  fault: number;
  instructions: number;
  userInstructions: number;
}

/** Virtual time is exact up to 2^53 ticks; a run ends well before. */
const MAX_CYCLES = 2 ** 46;
/** Most virtual processors. */
const MAX_CPUS = 16;
const DEFAULT_MEMORY = 256 * 2 ** 20;
/** 2025-01-01 00:00:00 UTC. */
const DEFAULT_EPOCH = 1_735_689_600e9;
const NO_TRACE: Tracer = { enter: () => -1, leave() {}, returned() {}, never() {}, event() {} };

/** Makes a machine and boots it; `exec` puts a program in. */
export function createMachine(settings: MachineSettings): Machine {
  return new Machine(settings);
}

/** A machine's whole state at one moment: processor, memory, kernel, files, prices, trace. */
export interface Snapshot {
  /** Core cycles at that moment. */
  readonly cycles: number;
  /** What it is put back into; snapshots of a machine are good for its forks too. */
  readonly family: object;
  readonly putBack: PutBack;
}

/**
 * The machine: a processor, memory and a kernel, and a face to run them by. A fork is another face: it has a state of
 * its own, and the two take turns in one memory. Whatever is asked of either puts its own state in place first.
 */
export class Machine {
  readonly kernel: Kernel;
  readonly cpu: Cpu;
  readonly phys: PhysicalMemory;
  readonly costs: CostModel;
  private readonly maxCycles: number;
  private readonly ownLimit: number;
  /** Made by `exec`: takes what the host types or pipes in. */
  private input: { push(bytes: Uint8Array): void; end(): void } | undefined;
  private inputEnded = false;
  /** Which of a machine and its forks has its state in place. */
  private readonly family: { active: Machine; closed: boolean };
  /** When an interrupt that was held off is tried again; and whether a call waits for its handler. */
  private retryAt = Number.POSITIVE_INFINITY;
  private atGate = false;
  private counting = false;
  /**
   * Somebody is at the terminal: while a program reads keys, time in which nobody runs passes no faster than `run` is
   * called, so that there is time to type.
   */
  attended = false;
  /** Ticks that passed so; they do not count against the limit of the run. */
  private pacedTicks = 0;
  private toldTicks = 0;
  /** This one's state while another's is in place. */
  private parked: Snapshot | undefined;

  constructor(private readonly settings: MachineSettings) {
    this.family = { active: this, closed: false };
    const chosen = profile(settings.profile);
    this.costs = new CostModel(chosen);
    const frames = Math.floor((settings.memory ?? DEFAULT_MEMORY) / PAGE_SIZE);
    this.phys = new PhysicalMemory(CPU_RESERVED, frames);
    this.cpu = createCpu(this.phys, this.costs.instructions);
    this.cpu.seedRandom(settings.seed ?? 1);
    const epoch = (settings.epoch ?? DEFAULT_EPOCH) - UPTIME;
    const sec = Math.floor(epoch / 1e9);
    this.kernel = new Kernel({
      phys: this.phys,
      cpu: this.cpu,
      pti: chosen.pti,
      clock: {
        ghz: chosen.ghz,
        tscGhz: chosen.tscGhz,
        tscPerCycle: this.costs.instructions.tscPerCycle,
        epoch: { sec, nsec: epoch - sec * 1e9 },
        uptime: UPTIME,
      },
      tracer: settings.tracer ?? NO_TRACE,
      pricing: this.costs,
      console: settings.console,
      files: { entries: settings.files, maxPages: Math.floor(frames / 2), serial: settings.serial },
      cpus: Math.max(1, Math.min(MAX_CPUS, settings.cpus ?? 1)),
      hwcap: LEAF_1_EDX,
      seed: settings.seed ?? 1,
      firstPid: settings.pid ?? 2,
      hostname: settings.hostname ?? 'trapdoor',
    });
    this.maxCycles = Math.min(settings.maxCycles ?? MAX_CYCLES, MAX_CYCLES);
    this.ownLimit = this.maxCycles * TICKS_PER_CYCLE;
  }

  /** Ticks at which the run is over. */
  private get limit(): number {
    return this.ownLimit + this.pacedTicks;
  }

  /**
   * Keeps the machine's state, to come back to with `restore`. It costs about a millisecond for a small program; memory
   * that has not been written to since the last snapshot is shared with it.
   */
  snapshot(): Snapshot {
    this.takeTurn();
    const { kernel, cpu, phys, family } = this;
    // A tracer that does not keep its own state belongs to the host, as the console does.
    const outside = [kernel.console, ...(isKeeper(kernel.tracer) ? [] : [kernel.tracer])];
    const { inputEnded, failure, retryAt, atGate, pacedTicks } = this;
    const own = { inputEnded, failure, retryAt, atGate, pacedTicks };
    const graph = keepGraph(
      [phys, cpu, kernel, ...(this.input ? [this.input] : [])],
      outside,
      phys.memory.buffer,
    );
    const putBack = () => {
      graph();
      Object.assign(this, own);
    };
    return { cycles: cpu.ticks / TICKS_PER_CYCLE, family, putBack };
  }

  /** Goes back to a snapshot of this machine or of a fork: what follows is the same again, to the cycle. */
  restore(snapshot: Snapshot): void {
    if (snapshot.family !== this.family) throw new Error('this snapshot was taken of another machine');
    this.takeTurn();
    snapshot.putBack();
  }

  /** Ends the machine and its forks, and leaves its memory to the next one. What it answered before stays as it is. */
  close(): void {
    this.takeTurn();
    this.family.closed = true;
    this.cpu.wipe();
    this.phys.release();
  }

  /** Another machine in the same state, which goes on by itself; its output goes to `console`. */
  fork(console: Console = this.settings.console): Machine {
    const parked = this.snapshot();
    const settings = { ...this.settings, console };
    return Object.assign(Object.create(Machine.prototype) as Machine, this, { settings, parked });
  }

  /** Puts this machine's state in place if a fork's is there. */
  private takeTurn(): void {
    const { family, parked, kernel } = this;
    if (family.closed) throw new Error('this machine has been closed');
    if (family.active === this) return;
    family.active.parked = family.active.snapshot();
    family.active = this;
    this.parked = undefined;
    parked?.putBack();
    kernel.console = this.settings.console;
  }

  /** How the run ended, once it has. */
  get ending(): Ending | undefined {
    this.takeTurn();
    return this.kernel.ending;
  }

  /** Starts the first process. What cannot be run becomes the ending, with the reason. */
  exec(program: Program): void {
    this.takeTurn();
    const { tty = false, pipedInput = false } = this.settings;
    const ids = this.settings.credentials ?? { uid: 0, gid: 0, euid: 0, egid: 0 };
    this.guard(() => {
      const started = startInit(this.kernel, program, {
        tty,
        pipedInput,
        credentials: credentials(ids, this.kernel.vfs.firstUser),
      });
      if (typeof started !== 'number') {
        this.input = started.input;
        schedule(this.kernel);
        return;
      }
      const { execError, remarks } = this.kernel;
      const text = ERRNO.get(-started)?.text ?? `error ${-started}`;
      const reason = [text, execError, ...remarks].filter(Boolean).join('; ');
      this.kernel.ending = { kind: 'failed', message: `${program.path} cannot be run: ${reason}` };
    });
  }

  /** Goes on for about that many core cycles. */
  run(cycles: number): RunState {
    this.takeTurn();
    this.observe(NOWHERE, this.counting);
    const until = Math.min(this.cpu.ticks + cycles * TICKS_PER_CYCLE, this.limit);
    let state: RunState = 'ended';
    this.guard(() => {
      state = this.loop(until);
    });
    return this.ending ? 'ended' : state;
  }

  /** Executes one instruction, of the program or of the kernel's entry code. */
  step(): WatchedState {
    return this.watched(this.limit, { steps: true, done: (why) => why !== EXIT.LIMIT });
  }

  /**
   * Goes on until one of these things happens, for about that many core cycles at most. Registers and memory are looked
   * at after every instruction; the rest goes at full speed.
   */
  runUntil(until: Until | readonly Until[], cycles: number): WatchedState {
    this.takeTurn();
    const { cpu, kernel } = this;
    const limit = Math.min(cpu.ticks + cycles * TICKS_PER_CYCLE, this.limit);
    const wanted = Array.isArray(until) ? (until as readonly Until[]) : [until as Until];
    const watches = wanted.map((one) => watchFor(kernel, one)).filter((watch) => watch !== undefined);
    const at = new Set(wanted.flatMap((one) => ('at' in one ? addresses(one.at) : [])));
    const turns = wanted.flatMap((one) => ('turn' in one ? [one.turn] : []));
    const call = wanted.some((one) => 'call' in one);
    const { userInstructions } = cpu;
    // The instruction that stands there now is not waited for, even when it faults at first.
    const leaves = cpu.cpl === 3 && at.has(cpu.rip);
    const changed = () => watches.filter((watch) => watch()).length > 0;
    const arrived = () => cpu.cpl === 3 && at.has(cpu.rip) && cpu.userInstructions > userInstructions;
    const turned = () => turns.some((task) => kernel.current === task || !task.alive);
    this.observe(at, this.counting);
    let found = false;
    if (leaves && watches.length === 0) {
      const done = () => (found = turned()) || cpu.userInstructions > userInstructions;
      const state = this.watched(limit, { steps: true, call, done });
      if (state !== 'stopped' || found || this.atGate || arrived()) return state;
    }
    if (watches.length > 0)
      return this.watched(limit, {
        steps: true,
        call,
        done: () => [changed(), arrived(), turned()].includes(true),
      });
    return this.watched(limit, { steps: false, call, done: (why) => why === EXIT.STOP || turned() });
  }

  /** A system call has come in, and its handler will begin when the run goes on. */
  get inCall(): boolean {
    this.takeTurn();
    return this.atGate;
  }

  /** Whether executions of user instructions are counted. Counts begin at 0 when this is switched on. */
  get countExecutions(): boolean {
    return this.counting;
  }
  set countExecutions(on: boolean) {
    this.counting = on;
    this.observe(NOWHERE, on);
  }

  /** How often each user instruction was executed, by address, since `countExecutions` was switched on. */
  get executions(): ReadonlyMap<number, number> {
    return this.cpu.executions();
  }

  private observe(breakpoints: ReadonlySet<number>, counting: boolean): void {
    this.cpu.observe({ breakpoints, counting });
  }

  private watched(limit: number, watching: Watching): WatchedState {
    this.takeTurn();
    let state: WatchedState = 'ended';
    this.guard(() => {
      state = this.loop(limit, watching);
    });
    return this.ending ? 'ended' : state;
  }

  /** Gives the program input, as if typed or piped in. */
  type(bytes: Uint8Array): void {
    this.takeTurn();
    this.input?.push(bytes);
  }

  /** No more input will come: reads see the end of the file. */
  endInput(): void {
    this.takeTurn();
    this.inputEnded = true;
    this.input?.end();
  }

  /** How the terminal stands: its modes, and whether a program sleeps until something is typed. */
  get terminal(): { canonical: boolean; echo: boolean; awaited: boolean } {
    this.takeTurn();
    const { line, input } = this.kernel.vfs.tty;
    return { canonical: line.canonical, echo: (line.termios.lflag & ECHO) !== 0, awaited: input.awaited };
  }

  /** The terminal's window has this size; programs are told when it changes. */
  resize(rows: number, columns: number): void {
    this.takeTurn();
    this.kernel.vfs.tty.resize(rows, columns);
  }

  /** How long time was held back for the keyboard since this was last asked, ms of its own time. */
  pacedMs(): number {
    const ticks = this.pacedTicks - this.toldTicks;
    this.toldTicks = this.pacedTicks;
    return this.kernel.clock.ticksToNs(ticks) / 1e6;
  }

  /** Adds a file, directory or link. */
  addFile(entry: RootEntry): void {
    this.takeTurn();
    this.kernel.vfs.files.add(entry);
  }

  /** Regular files that programs made or changed, below a directory. */
  changedFiles(below = '/'): ChangedFile[] {
    this.takeTurn();
    return this.kernel.vfs.files.changes(below);
  }

  /** Notes for the reader, in the order they came up. */
  get remarks(): string[] {
    this.takeTurn();
    return [...this.kernel.remarks];
  }

  get stats(): MachineStats {
    this.takeTurn();
    const { cpu, kernel } = this;
    return {
      cycles: cpu.ticks / TICKS_PER_CYCLE,
      ns: kernel.clock.ticksToNs(cpu.ticks),
      user: kernel.userTicks / TICKS_PER_CYCLE,
      idle: kernel.idleTicks / TICKS_PER_CYCLE,
      fault: kernel.faultTicks / TICKS_PER_CYCLE,
      instructions: cpu.instructions,
      userInstructions: cpu.userInstructions,
    };
  }

  /** What is in use, to find leaks by. */
  get usage(): { frames: number; tasks: number; descriptors: number } {
    this.takeTurn();
    let descriptors = 0;
    for (const task of this.kernel.tasks()) descriptors += [...task.files.entries()].length;
    return { frames: this.phys.used, tasks: this.kernel.taskCount, descriptors };
  }

  private loop(until: number): RunState;
  private loop(until: number, watching?: Watching): WatchedState;
  private loop(until: number, watching?: Watching): WatchedState {
    const { cpu, kernel } = this;
    kernel.now = cpu.ticks;
    let limit = Math.min(until, kernel.nextEvent, kernel.reschedule ? this.retryAt : until);
    if (this.atGate) {
      this.atGate = false;
      gate(kernel);
      limit = Math.min(until, this.interrupt());
    }
    cpu.serve = () => {
      if (watching !== undefined) return SERVICE.NOT;
      kernel.now = cpu.times[TIME.NOW];
      gate(kernel);
      const out = kernel.current === undefined || kernel.ending !== undefined || kernel.now >= limit;
      return out || this.hasNews(limit) ? SERVICE.COME_OUT : SERVICE.GO_ON;
    };
    while (kernel.ending === undefined) {
      if (kernel.current === undefined && !this.idle(until)) return this.asleep(until);
      if (kernel.now >= until) return this.pause();
      const why = watching?.steps ? cpu.step() : cpu.run(limit);
      kernel.now = cpu.times[TIME.NOW];
      if (why === EXIT.VMCALL) {
        if (watching?.call && isCall(cpu)) {
          // The gate is gone through when the run goes on.
          this.atGate = true;
          return 'stopped';
        }
        gate(kernel);
      } else if (why === EXIT.HLT || why === EXIT.TRIPLE_FAULT) this.dead(why);
      // Between steps nothing is done that would not be done in one run.
      if (kernel.now >= limit || (why !== EXIT.STOP && this.hasNews(limit)))
        limit = Math.min(until, this.interrupt());
      if (watching?.done(why)) return 'stopped';
    }
    return 'ended';
  }

  /** Whether the kernel may want the processor before `limit`, or at once; another virtual processor may be the active one now. */
  private hasNews(limit: number): boolean {
    const { reschedule, sched, cpus } = this.kernel;
    return reschedule || sched.timers.next < limit || cpus > 1;
  }

  /** Lets the timer interrupt the task if its time is over or a signal has come; answers when the kernel wants the processor next. */
  private interrupt(): number {
    const { cpu, kernel } = this;
    if (kernel.now >= kernel.nextEvent) kernel.tick();
    if (!kernel.reschedule || kernel.current === undefined) return kernel.nextEvent;
    if (kernel.sched.waiting === 0 && !kernel.current.exitWork) {
      kernel.reschedule = false;
      return kernel.nextEvent;
    }
    // Kernel code runs with interrupts off, for a few instructions more.
    if (cpu.interrupt(TIMER_VECTOR)) return kernel.nextEvent;
    this.retryAt = kernel.now + RETRY;
    return this.retryAt;
  }

  /** Nobody runs: time passes, from one deadline to the next. False when `until` is over, or nothing is to come. */
  private idle(until: number): boolean {
    const { cpu, kernel } = this;
    while (!schedule(kernel)) {
      const deadline = kernel.sched.timers.next;
      if (deadline === Number.POSITIVE_INFINITY || kernel.now >= until) return false;
      const paced = this.attended && this.readsKeys();
      const most = paced ? until : this.limit;
      const to = Math.max(kernel.now, Math.min(deadline, most));
      kernel.idleTicks += to - kernel.now;
      if (paced) this.pacedTicks += to - kernel.now;
      kernel.now = to;
      if (!paced || to >= deadline) kernel.tick();
    }
    cpu.ticks = kernel.now;
    return true;
  }

  /** A program sleeps until something is typed, or has switched the terminal to single keys. */
  private readsKeys(): boolean {
    const { line, input } = this.kernel.vfs.tty;
    return input.awaited || !line.canonical;
  }

  /** Nobody can run now: time is up, or the run has ended, or input is awaited, or it is a deadlock. */
  private asleep(until: number): RunState {
    const { kernel, cpu } = this;
    cpu.ticks = kernel.now;
    const tasks = [...kernel.tasks()].filter((task) => task.alive);
    if (tasks.length === 0) {
      kernel.ending = kernel.rootEnding ?? { kind: 'failed', message: 'no program has been started' };
      return 'ended';
    }
    if (kernel.now >= until) return this.pause();
    if (kernel.rootEnding !== undefined) {
      kernel.ending = kernel.rootEnding;
      return 'ended';
    }
    if (!this.inputEnded && this.inputWakes(tasks)) return 'waiting';
    const waits = tasks.map(
      (task) => `pid ${task.pid} (${task.comm}) waits for ${task.blocked?.why ?? 'a SIGCONT'}`,
    );
    kernel.ending = {
      kind: 'deadlock',
      message: `all processes are asleep and nothing will wake them: ${waits.join('; ')}`,
    };
    return 'ended';
  }

  /** Whether input can wake somebody: by a read of it, or at a terminal by the signal that Ctrl-C sends. */
  private inputWakes(tasks: readonly TaskStruct[]): boolean {
    const { tty = false, pipedInput = false } = this.settings;
    if (!tty || pipedInput || this.kernel.vfs.tty.input.awaited) return true;
    return tasks.some(({ process, blocked }) => {
      const { handler } = process.actions[SIGINT];
      return (handler !== SIG_DFL && handler !== SIG_IGN) || blocked?.why.includes('signal');
    });
  }

  private pause(): RunState {
    if (this.kernel.now < this.limit) return 'running';
    this.kernel.ending = {
      kind: 'limit',
      what: 'cycles',
      message: `stopped after ${this.maxCycles.toLocaleString('en')} cycles, the limit of this run; raise the limit, or look for an endless loop`,
    };
    return 'ended';
  }

  private dead(why: number): never {
    const { cpu } = this;
    const what =
      why === EXIT.TRIPLE_FAULT ? 'a fault could not be delivered' : `the processor left for reason ${why}`;
    throw new Error(`${what}: CPL ${cpu.cpl}, rip ${hex(cpu.rip)}, CR2 ${hex(cpu.cr2)}`);
  }

  /** Turns whatever goes wrong inside into an ending. */
  private guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.kernel.ending =
        error instanceof OutOfFrames
          ? { kind: 'limit', what: 'memory', message: error.message }
          : { kind: 'failed', message: `the machine stopped on an error of its own: ${error.message}` };
      this.failure = error;
    }
  }

  /** The error behind an ending of kind `failed`, for those who mend the machine. */
  failure: Error | undefined;
}

/** How a run is watched: after every step or not, at calls or not, and whether to stop now. */
interface Watching {
  readonly steps: boolean;
  readonly call?: boolean;
  /** Asked after the processor has left for a reason, EXIT. */
  done(why: number): boolean;
}

/** At `vmcall`: the kernel was entered by a system call. */
const isCall = (cpu: Cpu): boolean => cpu.gprLo(0) <= GATE.SYSCALL_32;

const NOWHERE: ReadonlySet<number> = new Set();
const addresses = (at: number | ReadonlySet<number>): number[] => (typeof at === 'number' ? [at] : [...at]);

/** Ticks until an interrupt that kernel code held off is tried again. */
const RETRY = 16 * TICKS_PER_CYCLE;
