import { EINVAL, ENOENT } from '../../../abi/errno';
import { O_ACCMODE, O_CLOEXEC, O_RDONLY, O_WRONLY } from '../../../abi/fcntl';
import { type MapKind, shownMap, writeMap, writeSetgroups } from '../../kernel/id_map';
import type { PidNamespace } from '../../kernel/pid_namespace';
import type { Task } from '../../kernel/types';
import { bytesOf } from '../bytes';
import { pathName } from '../dentry';
import type { Dentry, File, Path } from '../types';
import { memory } from './mem';
import { mountinfo, mounts, mountstats } from './mounts';
import { netDirectory } from './net';
import { directory, directoryOf, file, type ProcNode, writable } from './node';
import { maps, smaps, smapsRollup, statm } from './pid_maps';
import { limits, stat, status } from './pid_stat';

/** A task, and the namespace whose numbers the mounted /proc tells. */
interface Seen {
  readonly task: Task;
  readonly pids: PidNamespace;
}

/** Entries of /proc/[pid]: proc_pid(5). */
const ENTRIES: Readonly<Record<string, (seen: Seen) => ProcNode>> = {
  fd: ({ task }) =>
    fdDirectory(task, 0o500, (fd) => jump(() => task.files.get(fd), descriptorMode(task, fd), FD_LINK_SIZE)),
  fdinfo: ({ task }) => fdDirectory(task, 0o555, (fd) => file(() => fdinfo(task, fd), 0o400)),
  ns: ({ task }) => nsDirectory(task),
  net: ({ task }) => netDirectory(task),
  environ: ({ task }) => file(() => task.proc.environ(), 0o400),
  auxv: ({ task }) => file(() => task.proc.auxv(), 0o400),
  status: ({ task, pids }) => file((reader) => status(task, reader, pids)),
  limits: ({ task }) => file(() => limits(task)),
  comm: ({ task }) =>
    writable(
      () => `${task.comm}\n`,
      (text) => {
        task.proc.rename(text.split('\n', 1)[0].slice(0, COMM_LENGTH));
        return 0;
      },
    ),
  syscall: ({ task }) => file(() => syscall(task), 0o400),
  cmdline: ({ task }) => file(() => task.proc.cmdline()),
  stat: ({ task, pids }) => file((reader) => stat(task, reader, pids)),
  statm: ({ task }) => file(() => statm(task)),
  mem: ({ task }) => memory(task),
  maps: ({ task }) => file((reader) => bytesOf(maps(task, reader))),
  smaps: ({ task }) => file((reader) => bytesOf(smaps(task, reader))),
  smaps_rollup: ({ task }) => file(() => smapsRollup(task)),
  mounts: () => file((reader) => bytesOf(mounts(reader))),
  mountinfo: () => file((reader) => bytesOf(mountinfo(reader))),
  mountstats: () => file((reader) => bytesOf(mountstats(reader)), 0o400),
  wchan: () => file(() => '0'),
  personality: ({ task }) => file(() => `${hex8(task.proc.personality)}\n`, 0o400),
  timerslack_ns: ({ task }) => writable(() => `${task.proc.timerSlack}\n`, setTimerSlack(task), 0o666),
  coredump_filter: ({ task }) =>
    writable(() => `${hex8(task.proc.process.coredumpFilter)}\n`, setCoredumpFilter(task)),
  cgroup: () => file(() => '0::/\n'),
  oom_score: ({ task }) => file(() => `${oomScore(task)}\n`),
  oom_score_adj: ({ task }) => writable(() => `${task.proc.process.oomScoreAdj}\n`, setOomScore(task)),
  io: ({ task }) => file(() => io(task), 0o400),
  uid_map: ({ task }) => idMap(task, 'uids'),
  gid_map: ({ task }) => idMap(task, 'gids'),
  projid_map: () => file(() => IDENTITY_MAP, 0o644),
  setgroups: ({ task }) =>
    writable(
      () => (task.cred.userns.setgroups ? 'allow\n' : 'deny\n'),
      (text, writer) => writeSetgroups(task.cred, text, writer),
    ),
  timens_offsets: () => file(() => 'monotonic           0         0\nboottime            0         0\n'),
  cpuset: () => file(() => '/\n'),
  loginuid: () => file(() => '4294967295', 0o644),
  sessionid: () => file(() => '4294967295'),
  cwd: ({ task }) => jump(() => task.fs.cwd),
  root: ({ task }) => jump(() => task.fs.root),
  exe: ({ task }) => jump(() => task.proc.exe),
};
/** Those of a process beside those of its threads. */
const LEADER_ENTRIES = { task: threadsDirectory, ...ENTRIES };

/** /proc/[pid]. `leader` has the directory of its threads too. */
export function pidDirectory(seen: Seen, leader: boolean): ProcNode {
  const { task } = seen;
  return directoryOf(leader ? LEADER_ENTRIES : ENTRIES, seen, { uid: task.cred.euid, gid: task.cred.egid });
}

/** st_size of a link to an open file: proc_fd_instantiate. */
const FD_LINK_SIZE = 64;
/** TASK_COMM_LEN without its NUL. */
const COMM_LENGTH = 15;
/** Nobody has projects of a namespace's own. */
const IDENTITY_MAP = '         0          0 4294967295\n';

const idMap = ({ cred }: Task, kind: MapKind): ProcNode =>
  writable(
    (reader) => shownMap(cred, kind, reader.cred),
    (text, writer) => writeMap(cred, kind, text, writer),
  );

/** Namespaces of the process, and those of its children to come, which there may be none of yet. */
function nsDirectory(task: Task): ProcNode {
  const { nsproxy, pidNamespace, cred } = task;
  const namespaces: Record<string, { file: Dentry }> = {
    ...nsproxy,
    pid: pidNamespace,
    user: cred.userns,
    pid_for_children: nsproxy.pid,
    time_for_children: nsproxy.timeForChildren,
  };
  const { reaper, parent } = nsproxy.pid;
  const none = parent !== undefined && reaper === undefined;
  const names = [...task.kernel.vfs.namespaces.namespaces.keys(), 'pid_for_children', 'time_for_children'];
  return directory(
    Object.fromEntries(
      names.sort().map((name) => {
        const { file: dentry } = namespaces[name];
        return [name, jump(() => (none && name === 'pid_for_children' ? undefined : { dentry }))];
      }),
    ),
  );
}

function threadsDirectory({ task: leader, pids }: Seen): ProcNode {
  const threads = () => [...leader.kernel.tasks()].filter((task) => task.tgid === leader.tgid);
  const number = ({ pid }: Task) => String(pids.see(pid));
  return {
    kind: 'directory',
    mode: 0o555,
    names: () => threads().map(number),
    find: (name) => {
      const task = threads().find((thread) => number(thread) === name);
      return task && pidDirectory({ task, pids }, false);
    },
  };
}

function fdDirectory(task: Task, mode: number, node: (fd: number) => ProcNode): ProcNode {
  return {
    kind: 'directory',
    mode,
    names: () => Array.from(task.files.entries(), ([fd]) => String(fd)),
    find: (name) => (/^\d+$/.test(name) && task.files.get(Number(name)) ? node(Number(name)) : undefined),
  };
}

/** Permissions of fd/N say how the file is open. */
function descriptorMode(task: Task, fd: number): number {
  const access = (task.files.get(fd)?.flags ?? 0) & O_ACCMODE;
  return 0o100 | (access !== O_WRONLY ? 0o400 : 0) | (access !== O_RDONLY ? 0o200 : 0);
}

/** A link to an object that may be gone by the time it is followed. */
function jump(object: () => Path | File | undefined, mode = 0o777, size = 0): ProcNode {
  return {
    kind: 'jump',
    mode,
    size,
    target: (reader) => {
      const found = object();
      return found ? pathName(found.dentry, reader.fs.root.dentry).name : -ENOENT;
    },
    follow: () => {
      const found = object();
      return found ? { dentry: found.dentry } : -ENOENT;
    },
  };
}

function fdinfo(task: Task, fd: number): string | number {
  const open = task.files.get(fd);
  if (!open) return -ENOENT;
  const flags = open.flags | (task.files.cloexec(fd) ? O_CLOEXEC : 0);
  const common = `pos:\t${open.pos}\nflags:\t0${flags.toString(8)}\nmnt_id:\t${mountId(task, open)}\nino:\t${open.inode.ino}\n`;
  return common + (open.fops.fdinfo?.(open) ?? '');
}

function mountId(task: Task, open: File): number {
  return task.nsproxy.mnt.of(open.dentry)?.id ?? 0;
}

/** proc_pid_syscall: the call that a task sleeps in, with its arguments, stack and instruction pointer. */
function syscall(task: Task): string {
  const { call, state } = task.proc;
  if (call === undefined) return state === 'S' ? '-1 0x0 0x0\n' : 'running\n';
  const words = [...call.args, call.sp, call.ip].map((word) => `0x${word.toString(16)}`);
  return `${call.nr} ${words.join(' ')}\n`;
}

/** oom_badness in thousandths of memory, from 666 for what uses none: proc_oom_score. */
function oomScore({ proc, kernel }: Task): number {
  const { frames } = kernel.phys;
  const points = proc.rss + proc.pageTables() + (proc.process.oomScoreAdj * frames) / 1000;
  return Math.max(0, Math.floor(((1000 + (points * 1000) / frames) * 2) / 3));
}

/** What may be written to oom_score_adj: linux/oom.h. */
const OOM_SCORE_ADJ = 1000;

const setOomScore = (task: Task) => (text: string) => {
  const value = /^\s*[-+]?\d+\s*$/.test(text) ? Number(text) : Number.NaN;
  if (!(Math.abs(value) <= OOM_SCORE_ADJ)) return -EINVAL;
  task.proc.process.oomScoreAdj = value;
  return 0;
};

const hex8 = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');

/** A number as the kernel reads one: decimal, or hex and octal by their prefixes. */
function parsed(text: string): number | undefined {
  const digits = text.trim();
  if (!/^(0x[0-9a-f]+|\d+)$/i.test(digits)) return undefined;
  return /^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
}

/** 0 asks for the default. */
const setTimerSlack = (task: Task) => (text: string) => {
  const value = parsed(text);
  if (value === undefined) return -EINVAL;
  task.proc.setTimerSlack(value === 0 ? DEFAULT_SLACK : value);
  return 0;
};

const setCoredumpFilter = (task: Task) => (text: string) => {
  const value = parsed(text);
  if (value === undefined) return -EINVAL;
  task.proc.process.coredumpFilter = value & MMF_DUMP_MASK;
  return 0;
};
/** Kinds of mappings that a core file may have: linux/sched/coredump.h. */
const MMF_DUMP_MASK = 0x1ff;
const DEFAULT_SLACK = 50_000;

/** do_io_accounting of a thread; what goes to devices is nothing. */
function io(task: Task): string {
  const { bytesRead, bytesWritten, reads, writes } = task.proc.io;
  return (
    `rchar: ${bytesRead}\nwchar: ${bytesWritten}\nsyscr: ${reads}\nsyscw: ${writes}\n` +
    'read_bytes: 0\nwrite_bytes: 0\ncancelled_write_bytes: 0\n'
  );
}
