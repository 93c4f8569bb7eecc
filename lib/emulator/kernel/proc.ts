/** What /proc shows of a task. */
import { SIG_DFL, SIG_IGN } from '../../abi/signal';
import { PTE, pfnOf } from '../mm/pagetable';
import { PAGE_SIZE } from '../mm/physical';
import { TmpfsFile } from '../vfs/tmpfs_file';
import type { Path } from '../vfs/types';
import type { MmStruct } from './mm/mm_struct';
import { VM, type Vma } from './mm/vma';
import { readTracee, writeTracee } from './ptrace/memory';
import { REG } from './ptregs';
import type { SigAction, SigInfo } from './signal';
import { SigSet } from './sigset';
import { seccompMode } from './sys/privileges';
import type { TaskStruct } from './task';
import type { IoCounts, Mapping, Residency, TaskProc, UserLayout } from './types';

/** By TaskStruct.state. */
const STATES = ['R', 'S', 'T', 't', 'Z', 'Z'] as const;

/** The face that procfs sees a task by. What nobody asks for is not worked out: most looks are for one thing. */
export class ProcView implements TaskProc {
  constructor(private readonly task: TaskStruct) {}

  get state(): TaskProc['state'] {
    return STATES[this.task.state];
  }
  get alive(): boolean {
    return this.task.alive;
  }
  get pgid(): number {
    return this.task.process.pgid;
  }
  get sid(): number {
    return this.task.process.sid;
  }
  get threads(): number {
    return this.task.process.threads.size;
  }
  get tracer(): number {
    return this.task.ptrace?.tracer.tgid ?? 0;
  }
  get exe(): Path | undefined {
    return this.alive ? this.task.exe : undefined;
  }

  cmdline(): Uint8Array {
    return this.between(this.task.mm.argStart, this.task.mm.argEnd);
  }
  environ(): Uint8Array {
    return this.between(this.task.mm.envStart, this.task.mm.envEnd);
  }
  auxv(): Uint8Array {
    return this.task.mm.auxv;
  }
  private between(start: number, end: number): Uint8Array {
    return (this.alive && this.task.mem.copyIn(start, end - start)) || new Uint8Array(0);
  }
  get layout(): UserLayout {
    return this.alive ? this.task.mm : NO_LAYOUT;
  }
  mappings(): Iterable<Mapping> {
    return this.alive ? mappings(this.task.mm) : [];
  }
  readMemory(addr: number, into: Uint8Array): number {
    return readTracee(this.task, addr, into);
  }
  writeMemory(addr: number, bytes: Uint8Array): number {
    return writeTracee(this.task, addr, bytes);
  }
  get rss(): number {
    return this.task.mm.rss;
  }
  get peak(): TaskProc['peak'] {
    const { maxRss, maxPages } = this.task.mm;
    return { rss: maxRss, pages: maxPages };
  }
  pageTables(): number {
    return this.alive ? pageTables(this.task.mm) : 0;
  }

  private ns(ticks: number): number {
    return this.task.kernel.clock.ticksToNs(ticks);
  }
  get utime(): number {
    return this.ns(this.task.times.user);
  }
  get stime(): number {
    return this.ns(this.task.times.system);
  }
  get startTime(): number {
    return this.task.times.started;
  }
  get faults(): TaskProc['faults'] {
    const { minorFaults, majorFaults } = this.task.times;
    return { minor: minorFaults, major: majorFaults };
  }
  get children(): TaskProc['children'] {
    const { user, system, minorFaults, majorFaults } = this.task.process.childTimes;
    return { utime: this.ns(user), stime: this.ns(system), minorFaults, majorFaults };
  }
  get switches(): TaskProc['switches'] {
    const { voluntarySwitches, involuntarySwitches } = this.task.times;
    return { voluntary: voluntarySwitches, involuntary: involuntarySwitches };
  }
  get scheduling(): TaskProc['scheduling'] {
    return this.task.sched;
  }

  get signals(): TaskProc['signals'] {
    const { pending, process } = this.task;
    return {
      pending: setOf(pending.queue),
      shared: setOf(process.queue),
      blocked: pending.blocked,
      ignored: handled(process.actions, ({ handler }) => handler === SIG_IGN),
      caught: handled(process.actions, ({ handler }) => handler !== SIG_IGN && handler !== SIG_DFL),
    };
  }
  get exitSignal(): number {
    return this.task.exitSignal;
  }
  get exitStatus(): number {
    return this.state === 'Z' ? this.task.exitStatus : 0;
  }

  get rlimits(): Float64Array {
    return this.task.process.rlimits;
  }
  get noNewPrivileges(): boolean {
    return this.task.noNewPrivileges;
  }
  get seccomp(): TaskProc['seccomp'] {
    return seccomp(this.task);
  }
  get waitsFor(): string {
    return this.state === 'S' ? (this.task.blocked?.why ?? '') : '';
  }
  get call(): TaskProc['call'] {
    return this.state === 'S' && this.task.call.nr >= 0 ? currentCall(this.task) : undefined;
  }
  get io(): IoCounts {
    return this.task.times.io;
  }
  get process(): TaskProc['process'] {
    return this.task.process.adjustable;
  }
  get personality(): number {
    return this.task.personality;
  }
  get timerSlack(): number {
    return this.task.timerSlack;
  }
  setTimerSlack(ns: number): void {
    this.task.timerSlack = ns;
  }
  rename(comm: string): void {
    this.task.comm = comm;
  }
}

/** Of a process whose program is gone. */
export const NO_LAYOUT: UserLayout = {
  startCode: 0,
  endCode: 0,
  startData: 0,
  endData: 0,
  startBrk: 0,
  startStack: 0,
  argStart: 0,
  argEnd: 0,
  envStart: 0,
  envEnd: 0,
};

function setOf(queue: readonly SigInfo[]): SigSet {
  const set = new SigSet();
  for (const { signo } of queue) set.add(signo);
  return set;
}

function handled(actions: readonly SigAction[], is: (action: SigAction) => boolean): SigSet {
  const set = new SigSet();
  actions.forEach((action, signo) => {
    if (signo > 0 && is(action)) set.add(signo);
  });
  return set;
}

function seccomp(task: TaskStruct): { mode: number; filters: number } {
  let filters = 0;
  for (let at = task.seccomp?.filter; at !== undefined; at = at.before) filters++;
  return { mode: seccompMode(task), filters };
}

/** The call that a task sleeps in, its stack pointer and where it goes on. */
function currentCall({ call, regs }: TaskStruct): NonNullable<TaskProc['call']> {
  const registers = [REG.DI, REG.SI, REG.DX, REG.R10, REG.R8, REG.R9];
  const word = (register: number) => (BigInt(regs.hi(register)) << 32n) | BigInt(regs.lo(register));
  return { nr: call.nr, args: registers.map(word), sp: word(REG.SP), ip: word(REG.IP) };
}

function* mappings(mm: MmStruct): Iterable<Mapping> {
  for (const vma of mm.vmas) {
    const { start, end, flags, backing } = vma;
    yield {
      start,
      end,
      read: (flags & VM.READ) !== 0,
      write: (flags & VM.WRITE) !== 0,
      exec: (flags & VM.EXEC) !== 0,
      shared: (flags & VM.SHARED) !== 0,
      flags,
      offset: backing?.path ? vma.pgoff * PAGE_SIZE : 0,
      file: backing?.path,
      name: vma.name || nameOf(mm, start, end, backing !== undefined),
      resident: () => resident(mm, vma),
    };
  }
}

/** [heap] and [stack], as show_map_vma names them. */
function nameOf(mm: MmStruct, start: number, end: number, backed: boolean): string {
  if (backed) return '';
  if (start <= mm.brk && end >= mm.startBrk && mm.brk > mm.startBrk) return '[heap]';
  return start <= mm.startStack && end >= mm.startStack ? '[stack]' : '';
}

/** Counts the pages of an area that are present: smaps_account of fs/proc/task_mmu.c. */
function resident(mm: MmStruct, vma: Vma): Residency {
  const { phys, directories, zeroPage } = mm.context;
  const sum: Residency = {
    anonymous: 0,
    file: 0,
    shmem: 0,
    proportional: 0,
    sharedClean: 0,
    sharedDirty: 0,
    privateClean: 0,
    privateDirty: 0,
  };
  const inMemory = vma.backing?.path === undefined || vma.backing.path.dentry.inode instanceof TmpfsFile;
  directories.tables.each(mm.root, vma.start, vma.end, (at, va) => {
    const pfn = pfnOf(phys.u32[at], phys.u32[at + 1]);
    if (pfn === zeroPage) return;
    const own = vma.backing === undefined || vma.backing.page(vma.index(va)) !== pfn;
    if (own) sum.anonymous++;
    else if (inMemory && vma.flags & VM.SHARED) sum.shmem++;
    else sum.file++;
    // The page cache's own reference is no mapping.
    const sharers = Math.max(1, phys.refs[pfn] - (own ? 0 : 1));
    const dirty = own || (phys.u32[at] & PTE.D) !== 0;
    sum.proportional += 1 / sharers;
    if (sharers > 1) sum[dirty ? 'sharedDirty' : 'sharedClean']++;
    else sum[dirty ? 'privateDirty' : 'privateClean']++;
  });
  return sum;
}

const TABLE_SPAN = 512 * PAGE_SIZE;

/** Tables of the last level that there are below the areas. */
function pageTables(mm: MmStruct): number {
  const seen = new Set<number>();
  for (const { start, end } of mm.vmas)
    for (let table = Math.floor(start / TABLE_SPAN); table * TABLE_SPAN < end; table++)
      if (mm.context.directories.tables.entryIndex(mm.root, table * TABLE_SPAN) >= 0) seen.add(table);
  return seen.size;
}
