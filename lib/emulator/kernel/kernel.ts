import { type Cpu, TICKS_PER_CYCLE } from '../cpu/types';
import { PageTables } from '../mm/pagetable';
import type { PhysicalMemory } from '../mm/physical';
import { Vdso } from '../vdso/map';
import type { Inode } from '../vfs/types';
import { Vfs, type VfsOptions } from '../vfs/vfs';
import { Dispatcher } from './dispatch';
import { bootProcessor, type ProcessorImage } from './entry/boot';
import { pageFaultServed } from './faults';
import type { Pricing, Tracer } from './listener';
import { KernelLog } from './log';
import { Asids } from './mm/asid';
import type { FaultKind, MmContext, MmStruct } from './mm/mm_struct';
import { outOfMemory } from './mm/oom';
import { PageDirectories } from './mm/pgd';
import { unmapFilePages } from './mm/unmap_file';
import { firstNamespaces, type NsProxy } from './nsproxy';
import { fillRandom, seeded } from './random';
import type { RunQueue } from './runqueue';
import { Scheduler, WaitQueueHead } from './sched';
import { type Happening, sendSigio } from './sigio';
import { Signals } from './signal';
import { KernelStacks } from './stacks';
import { rseqPreempt } from './sys/rseq';
import type { TaskStruct } from './task';
import { runCpuTimers } from './time/cpu_timers';
import { LoadAverage } from './time/loadavg';
import { type ClockSettings, Timekeeper } from './time/timekeeping';
import { Timers } from './time/timers';
import type { Console, FileOwner, KernelServices, Work } from './types';
import { newWork } from './work';

/** What a kernel is started with. */
export interface KernelSettings {
  phys: PhysicalMemory;
  cpu: Cpu;
  pti: boolean;
  clock: ClockSettings;
  tracer: Tracer;
  pricing: Pricing;
  console: Console;
  /** What is in the file tree at the start. */
  files: VfsOptions;
  /** How many virtual processors there are. */
  cpus: number;
  /** AT_HWCAP: edx of CPUID leaf 1. */
  hwcap: number;
  /** Seed of getrandom and AT_RANDOM. */
  seed: number;
  /** pid of the first process. */
  firstPid: number;
  hostname: string;
}

/** How the machine's first process ended, or why the machine cannot go on. */
export type Ending =
  | { kind: 'exited'; status: number }
  | { kind: 'killed'; signal: number; message: string }
  | { kind: 'limit'; what: 'cycles' | 'memory'; message: string }
  | { kind: 'deadlock'; message: string }
  | { kind: 'failed'; message: string };

/** The kernel's state, and the services that handlers ask of it. */
export class Kernel implements KernelServices {
  readonly phys: PhysicalMemory;
  readonly cpu: Cpu;
  console: Console;
  readonly tracer: Tracer;
  readonly pricing: Pricing;
  readonly work: Work = newWork();
  readonly directories: PageDirectories;
  readonly mmContext: MmContext;
  readonly image: ProcessorImage;
  readonly clock: Timekeeper;
  readonly sched: Scheduler;
  readonly signals = new Signals(this);
  readonly stacks: KernelStacks;
  readonly vdso: Vdso;
  readonly dispatcher: Dispatcher;
  readonly uname;
  /** AT_HWCAP. */
  readonly hwcap: number;
  readonly vfs: Vfs;
  /** Virtual processors. */
  readonly cpus: number;
  readonly pti: boolean;
  readonly totals = { switches: 0, forks: 0, interrupts: 0, oomKills: 0 };
  readonly log: KernelLog;
  private readonly load: LoadAverage;
  readonly sysctls = new Map<string, string>();
  /** Namespaces of the first process. */
  readonly namespaces: NsProxy;
  private readonly randomState: Uint32Array;
  /** The task whose registers the processor holds. */
  current: TaskStruct | undefined;
  /** Set once nothing is left to run. */
  ending: Ending | undefined;
  /** What was wrong with the last file that was no program. */
  execError = '';
  /** How the first process ended; the machine goes on until all have. */
  rootEnding: Ending | undefined;
  /** Why processes were killed, by pid, for the ending's message. */
  readonly notes = new Map<number, string>();
  /** What a reader should know: calls that were answered with ENOSYS. */
  readonly remarks = new Set<string>();
  /** Virtual time while the kernel has the processor: prices add to it, and the processor gets it back. */
  now = 0;
  /** Virtual time spent asleep, and on page faults and other exceptions, in ticks. */
  idleTicks = 0;
  faultTicks = 0;
  /** Virtual time in user mode, of all tasks. */
  userTicks = 0;
  /** When the exception now being served left user mode, or -1. */
  faultSince = -1;
  /** Virtual time up to which the current task's time has been counted. */
  accountedTo = 0;
  /** Another task should have the processor: set when a time slice ends or a sleeper's time has come. */
  reschedule = false;
  private readonly asids = new Asids();
  private readonly byPid = new Map<number, TaskStruct>();
  private nextPid: number;
  /** No file is stamped with an earlier time. */
  private stampFloor = 0;

  constructor(settings: KernelSettings) {
    const { phys, cpu } = settings;
    this.phys = phys;
    this.cpu = cpu;
    this.console = settings.console;
    this.tracer = settings.tracer;
    this.pricing = settings.pricing;
    this.pti = settings.pti;
    this.nextPid = settings.firstPid;
    this.hwcap = settings.hwcap;
    this.randomState = seeded(settings.seed);
    this.uname = {
      sysname: 'Linux',
      release: '6.18.0-trapdoor',
      version: '#1 SMP PREEMPT_DYNAMIC',
      machine: 'x86_64',
    };
    this.directories = new PageDirectories(phys, new PageTables(phys), settings.pti);
    this.mmContext = {
      phys,
      directories: this.directories,
      zeroPage: phys.alloc(),
      work: this.work,
      flushPage: (mm, va) => this.flushPage(mm, va),
      flushRange: (mm, start, end) => this.flushRange(mm, start, end),
      faulted: (kind) => this.faulted(kind),
    };
    this.clock = new Timekeeper(settings.clock, phys, phys.alloc());
    this.load = new LoadAverage(settings.clock.uptime);
    this.cpus = settings.cpus;
    this.sched = new Scheduler(new Timers((ns) => this.clock.ticksAt(ns)), {
      cpus: settings.cpus,
      ticksPerNs: settings.clock.ghz * TICKS_PER_CYCLE,
      now: () => this.now,
      reschedule: () => {
        this.reschedule = true;
      },
    });
    this.log = new KernelLog(this, this.waitQueue('messages of the kernel'));
    phys.onShort = () => outOfMemory(this);
    this.vdso = new Vdso(phys, this.clock.vvar);
    this.image = bootProcessor(cpu, phys, this.directories);
    this.stacks = new KernelStacks(this);
    this.dispatcher = new Dispatcher(this);
    this.vfs = new Vfs(this, settings.files);
    this.namespaces = firstNamespaces(this.vfs, settings.hostname);
  }

  get loads(): readonly number[] {
    return this.load.averages;
  }

  get bootTime(): number {
    return this.clock.settings.epoch.sec;
  }

  get cpuTime() {
    const user = this.clock.ticksToNs(this.userTicks);
    const idle = this.clock.ticksToNs(this.idleTicks);
    const system = Math.max(0, this.clock.ticksToNs(this.now) - user - idle);
    return { user, system, idle: idle + this.clock.settings.uptime * this.cpus };
  }

  get cpuKhz(): number {
    return Math.round(this.clock.settings.ghz * 1e6);
  }

  get tscKhz(): number {
    return Math.round(this.clock.settings.tscGhz * 1e6);
  }

  cpuid(leaf: number, subleaf: number) {
    return this.cpu.cpuid(leaf, subleaf);
  }

  random(bytes: Uint8Array): void {
    fillRandom(this.randomState, bytes);
  }

  monotonic(): number {
    return this.clock.monotonicAt(this.now);
  }

  realtime(): number {
    return Math.max(this.clock.coarseRealtime, this.stampFloor);
  }

  preciseRealtime(): number {
    const { sec, nsec } = this.clock.toRealtime(this.monotonic());
    this.stampFloor = sec * 1e9 + nsec;
    return this.stampFloor;
  }

  startTimer(deadline: number, fire: () => void): void {
    this.sched.timers.start(deadline, fire);
  }

  waitQueue(name: string): WaitQueueHead {
    return new WaitQueueHead(name, this.sched);
  }

  task(pid: number): TaskStruct | undefined {
    return this.byPid.get(pid);
  }

  signalOwner(owner: FileOwner, signo: number, what: Happening | undefined): void {
    sendSigio(this, owner, signo, what);
  }

  tasks(): Iterable<TaskStruct> {
    return this.byPid.values();
  }

  /** Tasks there are, zombies included. */
  get taskCount(): number {
    return this.byPid.size;
  }

  allocPid(): number {
    while (this.byPid.has(this.nextPid)) this.nextPid++;
    return this.nextPid++;
  }

  addTask(task: TaskStruct): void {
    this.byPid.set(task.pid, task);
    this.totals.forks++;
  }

  removeTask(task: TaskStruct): void {
    this.byPid.delete(task.pid);
  }

  /** Adds time that the processor did not execute: the price of work done here. */
  charge(ticks: number): void {
    this.now += ticks;
  }

  /** Puts a task in the processor's place: context_switch. */
  switchTo(next: TaskStruct): void {
    const { cpu, current } = this;
    // The same task may go on on another processor.
    rseqPreempt(next);
    if (current === next) return;
    const { call } = next;
    this.tracer.slept?.(call.row >= 0 ? call.row : call.unreturned, this.now - next.offSince);
    this.park();
    this.totals.switches++;
    // Whose turn it is pays for the switch.
    const { active } = this.sched;
    if (active.last !== undefined && active.last !== next) this.charge(this.pricing.contextSwitch());
    active.last = next;
    this.accountedTo = this.now;
    this.current = next;
    const { thread } = next;
    this.image.setTopOfStack(thread.stackTop);
    cpu.fx.set(thread.fx);
    cpu.fsBase = thread.fsBase;
    // In the kernel the user's gs base waits in MSR_KERNEL_GS_BASE.
    cpu.kernelGsBase = thread.gsBase;
    this.loadTables(next.mm);
  }

  /** The active virtual processor has changed: its time is the time now, and programs can ask for its number. */
  enterProcessor({ clock, id, tickDue }: RunQueue): void {
    this.now = clock;
    this.cpu.wrmsr(MSR_TSC_AUX, id);
    if (tickDue) this.reschedule = true;
    this.sched.active.tickDue = false;
  }

  /** Takes the processor from the current task. */
  park(): void {
    const { cpu, current } = this;
    if (current !== undefined) {
      const { thread } = current;
      current.offSince = this.now;
      thread.fx.set(cpu.fx);
      // A call that went on here after a sleep may have changed them.
      thread.fsBase = cpu.fsBase;
      thread.gsBase = cpu.kernelGsBase;
    }
    this.current = undefined;
  }

  /** Where the current task goes on is kept, to come back to. */
  saveCurrent(): void {
    const { cpu, current } = this;
    if (current === undefined) return;
    const { thread } = current;
    thread.sp = cpu.gprAddress(RSP);
    thread.ip = cpu.rip;
    current.times.system += this.now - this.accountedTo;
    this.accountedTo = this.now;
  }

  /** Points the processor at where the current task goes on in kernel mode. */
  resumeCurrent(): void {
    const { cpu, current } = this;
    if (current === undefined) return;
    cpu.setGprAddress(RSP, current.thread.sp);
    cpu.rip = current.thread.ip;
  }

  /** Segment bases of the current task's user mode; in the kernel the user's gs base waits in KERNEL_GS_BASE. */
  get fsBase(): number {
    return this.cpu.fsBase;
  }

  get gsBase(): number {
    return this.cpu.kernelGsBase;
  }

  setFsBase(base: number): void {
    this.cpu.fsBase = base;
  }

  setGsBase(base: number): void {
    this.cpu.kernelGsBase = base;
  }

  /** Time in ns that the current task has run and that is not in its times yet. */
  get unaccounted(): number {
    return this.clock.ticksToNs(this.now - this.accountedTo);
  }

  /** Makes an address space the processor's: switch_mm. */
  loadTables(mm: MmStruct): void {
    const pcid = this.asids.choose(mm);
    this.image.loadTables(mm.root, Math.abs(pcid), pcid > 0);
  }

  /** Virtual time at which the kernel wants the processor next: a timer tick, or a sleeper's deadline. */
  get nextEvent(): number {
    return Math.min(this.clock.nextJiffy, this.sched.timers.next, this.sched.horizon);
  }

  /** Time has passed: moves the clocks and wakes whose deadline is over. A slice ends with every timer tick. */
  tick(): void {
    const { clock, sched } = this;
    if (this.now >= clock.nextJiffy) {
      clock.advance(this.now);
      this.totals.interrupts++;
      this.load.sample(this.monotonic(), sched.waiting + (this.current === undefined ? 0 : 1));
      this.reschedule = true;
      runCpuTimers(this);
      for (const other of sched.cpus) other.tickDue = other !== sched.active;
    }
    if (sched.timers.expire(this.now) || this.now >= sched.horizon) this.reschedule = true;
  }

  unmapFile(inode: Inode, from: number, to: number, copies: boolean): void {
    const spaces = new Set([...this.tasks()].filter((task) => task.alive).map(({ mm }) => mm));
    for (const mm of spaces) unmapFilePages(mm, inode, from, to, copies);
  }

  private faulted(kind: FaultKind): void {
    pageFaultServed(this, kind);
  }

  private flushPage(mm: MmStruct, va: number): void {
    if (this.current?.mm === mm) this.image.flushPage(va);
    else this.asids.forget(mm);
  }

  private flushRange(mm: MmStruct, start: number, end: number): void {
    if (this.current?.mm === mm) this.image.flushRange(start, end);
    else this.asids.forget(mm);
  }
}

/** SDM vol. 4: what rdtscp and rdpid read. */
const MSR_TSC_AUX = 0xc0000103;
/** Encoding order of rsp. */
const RSP = 4;
