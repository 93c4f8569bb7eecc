/** /proc/[pid]/stat, status and limits. */
import { MAX_NUMNODES } from '../../../abi/mempolicy';
import { RLIMIT_RSS, RLIMIT_SIGPENDING, SCHED_FIFO, SCHED_RR } from '../../../abi/process';
import { numbersFrom, type PidNamespace } from '../../kernel/pid_namespace';
import type { SignalBits, Task } from '../../kernel/types';
import { shownGid, shownUid } from '../../kernel/user_namespace';
import { PAGE_SIZE } from '../../mm/physical';
import { Tty } from '../tty';
import { kib, sizes, total } from './pid_maps';
import { clockTicks } from './system';

/** PF_FORKNOEXEC and its like are not kept: flags of struct task_struct. */
const NO_FLAGS = 0;
/** MAX_RT_PRIO and the middle of the nice values: kernel/sched/prio.h. */
const DEFAULT_PRIORITY = 20;

/** Priority as stat has it: below zero for the real-time policies. */
function priority({ policy, priority: level, nice }: Task['proc']['scheduling']): number {
  return policy === SCHED_FIFO || policy === SCHED_RR ? -1 - level : DEFAULT_PRIORITY + nice;
}

/** Signals 1 to 31 as one number. */
const low = ({ lo }: SignalBits) => lo & 0x7fffffff;

/** /proc/[pid]/stat: the 52 fields of proc_pid_stat(5). What only its owner may see is 0 for others. */
export function stat(task: Task, reader: Task, pids: PidNamespace): string {
  const { proc } = task;
  const { layout, signals, children } = proc;
  const mayLook = reader.cred.fsuid === 0 || reader.cred.fsuid === task.cred.uid;
  const terminal = task.tty;
  const pgrp = terminal?.state instanceof Tty ? terminal.state.foreground : -1;
  const own = (value: number) => (mayLook ? value : 0);
  const fields = [
    pids.see(task.pid),
    `(${task.comm})`,
    proc.state,
    pids.see(task.ppid),
    pids.see(proc.pgid),
    pids.see(proc.sid),
    terminal ? terminal.inode.rdev : 0,
    terminal ? pids.see(pgrp) : -1,
    NO_FLAGS,
    proc.faults.minor,
    children.minorFaults,
    proc.faults.major,
    children.majorFaults,
    clockTicks(proc.utime),
    clockTicks(proc.stime),
    clockTicks(children.utime),
    clockTicks(children.stime),
    priority(proc.scheduling),
    proc.scheduling.nice,
    proc.threads,
    0,
    clockTicks(proc.startTime),
    sizes(task).total * PAGE_SIZE,
    proc.state === 'Z' ? 0 : proc.rss,
    limitText(proc.rlimits[RLIMIT_RSS * 2], '18446744073709551615'),
    own(layout.startCode),
    own(layout.endCode),
    own(layout.startStack),
    0,
    0,
    low(signals.pending),
    low(signals.blocked),
    low(signals.ignored),
    low(signals.caught),
    proc.waitsFor === '' ? 0 : 1,
    0,
    0,
    proc.exitSignal,
    0,
    proc.scheduling.priority,
    proc.scheduling.policy,
    0,
    0,
    0,
    own(layout.startData),
    own(layout.endData),
    own(layout.startBrk),
    own(layout.argStart),
    own(layout.argEnd),
    own(layout.envStart),
    own(layout.envEnd),
    own(proc.exitStatus),
  ];
  return `${fields.join(' ')}\n`;
}

const STATE_NAMES = { R: 'running', S: 'sleeping', Z: 'zombie', T: 'stopped', t: 'tracing stop' } as const;

const hex16 = ({ lo, hi }: SignalBits) =>
  (hi >>> 0).toString(16).padStart(8, '0') + (lo >>> 0).toString(16).padStart(8, '0');

const capabilities = (set: bigint): string => set.toString(16).padStart(16, '0');

/** /proc/[pid]/status. */
export function status(task: Task, reader: Task, pids: PidNamespace): string {
  const { proc, cred } = task;
  const all = (pid: number) => numbersFrom(pids, task, pid).join('\t');
  const rows: (readonly [string, string | number])[] = [
    ['Name', task.comm.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')],
    ['Umask', `0${task.fs.umask.toString(8).padStart(3, '0')}`],
    ['State', `${proc.state} (${STATE_NAMES[proc.state]})`],
    ['Tgid', pids.see(task.tgid)],
    ['Ngid', 0],
    ['Pid', pids.see(task.pid)],
    ['PPid', pids.see(task.ppid)],
    ['TracerPid', pids.see(proc.tracer)],
    ['Uid', [cred.uid, cred.euid, cred.suid, cred.fsuid].map((id) => shownUid(reader.cred, id)).join('\t')],
    ['Gid', [cred.gid, cred.egid, cred.sgid, cred.fsgid].map((id) => shownGid(reader.cred, id)).join('\t')],
    ['FDSize', task.files.maxFds],
    ['Groups', `${cred.groups.map((id) => shownGid(reader.cred, id)).join(' ')} `],
    ['NStgid', all(task.tgid)],
    ['NSpid', all(task.pid)],
    ['NSpgid', all(proc.pgid)],
    ['NSsid', all(proc.sid)],
    ['Kthread', 0],
    ...memory(task),
    ['Threads', proc.threads],
    ['SigQ', `0/${limitText(proc.rlimits[RLIMIT_SIGPENDING * 2], '18446744073709551615')}`],
    ['SigPnd', hex16(proc.signals.pending)],
    ['ShdPnd', hex16(proc.signals.shared)],
    ['SigBlk', hex16(proc.signals.blocked)],
    ['SigIgn', hex16(proc.signals.ignored)],
    ['SigCgt', hex16(proc.signals.caught)],
    ['CapInh', capabilities(cred.caps.inheritable)],
    ['CapPrm', capabilities(cred.caps.permitted)],
    ['CapEff', capabilities(cred.caps.effective)],
    ['CapBnd', capabilities(cred.caps.bounding)],
    ['CapAmb', capabilities(cred.caps.ambient)],
    ['NoNewPrivs', proc.noNewPrivileges ? 1 : 0],
    ['Seccomp', proc.seccomp.mode],
    ['Seccomp_filters', proc.seccomp.filters],
    ['Speculation_Store_Bypass', 'not vulnerable'],
    ['SpeculationIndirectBranch', 'not affected'],
    ['Cpus_allowed', (2 ** task.kernel.cpus - 1).toString(16)],
    ['Cpus_allowed_list', cpuList(task.kernel.cpus)],
    ['Mems_allowed', `${'00000000,'.repeat(MAX_NUMNODES / 32 - 1)}00000001`],
    ['Mems_allowed_list', 0],
    ['voluntary_ctxt_switches', proc.switches.voluntary],
    ['nonvoluntary_ctxt_switches', proc.switches.involuntary],
  ];
  return rows.map(([name, value]) => `${name}:\t${value}\n`).join('');
}

/** Processors `0` to `count - 1` as a list: `0-3`. */
export const cpuList = (count: number): string => (count === 1 ? '0' : `0-${count - 1}`);

/** task_mem: nothing for a process that has no memory any more. */
function memory(task: Task): (readonly [string, string | number])[] {
  const { proc } = task;
  if (proc.state === 'Z') return [];
  const { total: all, locked, text, library, data, stack } = sizes(task);
  const { anonymous, file, shmem } = total(proc.mappings());
  const rss = anonymous + file + shmem;
  const pages = {
    VmPeak: Math.max(proc.peak.pages, all),
    VmSize: all,
    VmLck: locked,
    VmPin: 0,
    VmHWM: Math.max(proc.peak.rss, rss),
    VmRSS: rss,
    RssAnon: anonymous,
    RssFile: file,
    RssShmem: shmem,
    VmData: data,
    VmStk: stack,
    VmExe: text,
    VmLib: library,
    VmPTE: proc.pageTables(),
    VmSwap: 0,
    HugetlbPages: 0,
  };
  return [
    ...Object.entries(pages).map(([name, count]) => [name, kib(count)] as const),
    ['CoreDumping', 0],
    ['THP_enabled', 0],
    ['untag_mask', '0xffffffffffffffff'],
  ];
}

/** RLIM_INFINITY and beyond have a word of their own. */
const limitText = (value: number, infinite: string) => (value >= 2 ** 64 ? infinite : String(value));

/** Limits by number, as lnames of fs/proc/base.c has them. */
const LIMITS: readonly (readonly [name: string, unit: string])[] = [
  ['Max cpu time', 'seconds'],
  ['Max file size', 'bytes'],
  ['Max data size', 'bytes'],
  ['Max stack size', 'bytes'],
  ['Max core file size', 'bytes'],
  ['Max resident set', 'bytes'],
  ['Max processes', 'processes'],
  ['Max open files', 'files'],
  ['Max locked memory', 'bytes'],
  ['Max address space', 'bytes'],
  ['Max file locks', 'locks'],
  ['Max pending signals', 'signals'],
  ['Max msgqueue size', 'bytes'],
  ['Max nice priority', ''],
  ['Max realtime priority', ''],
  ['Max realtime timeout', 'us'],
];

/** /proc/[pid]/limits. */
export function limits(task: Task): string {
  const { rlimits } = task.proc;
  const row = (name: string, soft: string, hard: string, unit: string) =>
    `${name.padEnd(25)} ${soft.padEnd(20)} ${hard.padEnd(20)} ${unit.padEnd(10)}\n`;
  const value = (at: number) => limitText(rlimits[at], 'unlimited');
  const rows = LIMITS.map(([name, unit], i) => row(name, value(2 * i), value(2 * i + 1), unit));
  return row('Limit', 'Soft Limit', 'Hard Limit', 'Units') + rows.join('');
}
