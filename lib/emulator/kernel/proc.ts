/** What /proc shows of a task. */
import { SIG_DFL, SIG_IGN } from '../../abi/signal';
import { PTE, pfnOf } from '../mm/pagetable';
import { PAGE_SIZE } from '../mm/physical';
import { TmpfsFile } from '../vfs/tmpfs_file';
import type { MmStruct } from './mm/mm_struct';
import { VM, type Vma } from './mm/vma';
import { readTracee, writeTracee } from './ptrace/memory';
import { REG } from './ptregs';
import type { SigAction, SigInfo } from './signal';
import { SigSet } from './sigset';
import { seccompMode } from './sys/privileges';
import type { TaskStruct } from './task';
import type { Mapping, Residency, TaskProc, UserLayout } from './types';

/** By TaskStruct.state. */
const STATES = ['R', 'S', 'T', 't', 'Z', 'Z'] as const;

/** The face that procfs sees a task by. */
export function taskProc(task: TaskStruct): TaskProc {
  const { kernel, mm, mem, process, times, sched } = task;
  const ns = (ticks: number) => kernel.clock.ticksToNs(ticks);
  const between = (start: number, end: number) =>
    (task.alive && mem.copyIn(start, end - start)) || new Uint8Array(0);
  const state = STATES[task.state];
  return {
    state,
    pgid: process.pgid,
    sid: process.sid,
    threads: process.threads.size,
    tracer: task.ptrace?.tracer.tgid ?? 0,
    exe: task.alive ? task.exe : undefined,
    cmdline: () => between(mm.argStart, mm.argEnd),
    environ: () => between(mm.envStart, mm.envEnd),
    auxv: () => mm.auxv,
    layout: task.alive ? mm : NO_LAYOUT,
    mappings: () => (task.alive ? mappings(mm) : []),
    get alive() {
      return task.alive;
    },
    readMemory: (addr, into) => readTracee(task, addr, into),
    writeMemory: (addr, bytes) => writeTracee(task, addr, bytes),
    rss: mm.rss,
    peak: { rss: mm.maxRss, pages: mm.maxPages },
    pageTables: () => (task.alive ? pageTables(mm) : 0),
    utime: ns(times.user),
    stime: ns(times.system),
    startTime: times.started,
    faults: { minor: times.minorFaults, major: times.majorFaults },
    children: {
      utime: ns(process.childTimes.user),
      stime: ns(process.childTimes.system),
      minorFaults: process.childTimes.minorFaults,
      majorFaults: process.childTimes.majorFaults,
    },
    switches: { voluntary: times.voluntarySwitches, involuntary: times.involuntarySwitches },
    scheduling: sched,
    // What is long to find out is found out when it is asked for: most looks are for one thing.
    get signals() {
      return signals(task);
    },
    exitSignal: task.exitSignal,
    exitStatus: state === 'Z' ? task.exitStatus : 0,
    rlimits: process.rlimits,
    noNewPrivileges: task.noNewPrivileges,
    get seccomp() {
      return seccomp(task);
    },
    waitsFor: state === 'S' ? (task.blocked?.why ?? '') : '',
    get call() {
      return state === 'S' && task.call.nr >= 0 ? currentCall(task) : undefined;
    },
    io: times.io,
    process: process.adjustable,
    personality: task.personality,
    timerSlack: task.timerSlack,
    setTimerSlack: (ns) => {
      task.timerSlack = ns;
    },
    rename: (comm) => {
      task.comm = comm;
    },
  };
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

function signals({ pending, process }: TaskStruct): TaskProc['signals'] {
  return {
    pending: setOf(pending.queue),
    shared: setOf(process.queue),
    blocked: pending.blocked,
    ignored: handled(process.actions, ({ handler }) => handler === SIG_IGN),
    caught: handled(process.actions, ({ handler }) => handler !== SIG_IGN && handler !== SIG_DFL),
  };
}

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
