import { EFAULT, EINVAL, EPERM, ESRCH } from '../../../abi/errno';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';

/** Sessions and process groups of a task named by pid, 0 for the caller. */
function find(task: TaskStruct, pid: number): TaskStruct | undefined {
  return pid === 0 ? task : task.kernel.task(pid);
}

/** Implements getpgid(2). */
function getpgid(task: TaskStruct, [pid]: readonly number[]): Result {
  return find(task, pid)?.process.pgid ?? -ESRCH;
}

/** Implements getsid(2). */
function getsid(task: TaskStruct, [pid]: readonly number[]): Result {
  return find(task, pid)?.process.sid ?? -ESRCH;
}

/** Implements setsid(2). EPERM for the leader of a process group. */
function setsid(task: TaskStruct): Result {
  for (const other of task.kernel.tasks()) if (other.process.pgid === task.tgid) return -EPERM;
  task.process.pgid = task.tgid;
  task.process.sid = task.tgid;
  task.process.tty = undefined;
  return task.tgid;
}

/** Implements setpgid(2). */
function setpgid(task: TaskStruct, [pid, pgid]: readonly number[]): Result {
  if (pgid < 0) return -EINVAL;
  const target = find(task, pid);
  if (target === undefined || (target !== task && target.parent !== task)) return -ESRCH;
  const { process } = target;
  if (process.sid !== task.process.sid || process.sid === target.tgid) return -EPERM;
  const group = pgid === 0 ? target.tgid : pgid;
  if (group !== target.tgid) {
    const exists = [...task.kernel.tasks()].some(
      (t) => t.process.pgid === group && t.process.sid === process.sid,
    );
    if (!exists) return -EPERM;
  }
  process.pgid = group;
  return 0;
}

/** setresuid(2) and its kin: -1 leaves an id alone; without privilege only the ids one has may be taken. */
function setUser(task: TaskStruct, uid: number, euid: number): Result {
  const { cred } = task;
  const may = (id: number) => id === NONE || cred.euid === 0 || id === cred.uid || id === cred.euid;
  if (!may(uid) || !may(euid)) return -EPERM;
  task.cred = { ...cred, uid: uid === NONE ? cred.uid : uid, euid: euid === NONE ? cred.euid : euid };
  return 0;
}

function setGroup(task: TaskStruct, gid: number, egid: number): Result {
  const { cred } = task;
  const may = (id: number) => id === NONE || cred.euid === 0 || id === cred.gid || id === cred.egid;
  if (!may(gid) || !may(egid)) return -EPERM;
  task.cred = { ...cred, gid: gid === NONE ? cred.gid : gid, egid: egid === NONE ? cred.egid : egid };
  return 0;
}
const NONE = 0xffffffff;

function words(task: TaskStruct, addresses: readonly number[], values: readonly number[]): Result {
  const ok = values.every((value, i) =>
    task.mem.copyOut(addresses[i], new Uint8Array(Uint32Array.of(value).buffer)),
  );
  return ok ? 0 : -EFAULT;
}

export const idRows = [
  full('getpid', (task) => task.tgid),
  full('gettid', (task) => task.pid),
  full('getppid', (task) => task.ppid),
  full('getuid', (task) => task.cred.uid),
  full('geteuid', (task) => task.cred.euid),
  full('getgid', (task) => task.cred.gid),
  full('getegid', (task) => task.cred.egid),
  full('getpgid', getpgid),
  full('getpgrp', (task) => task.process.pgid),
  full('getsid', getsid),
  full('setsid', setsid),
  full('setpgid', setpgid),
  full('getresuid', (task, args) => words(task, args, [task.cred.uid, task.cred.euid, task.cred.euid])),
  full('getresgid', (task, args) => words(task, args, [task.cred.gid, task.cred.egid, task.cred.egid])),
  full('setuid', (task, [uid]) => setUser(task, task.cred.euid === 0 ? uid : NONE, uid)),
  full('setgid', (task, [gid]) => setGroup(task, task.cred.euid === 0 ? gid : NONE, gid)),
  full('setreuid', (task, [uid, euid]) => setUser(task, uid, euid)),
  full('setregid', (task, [gid, egid]) => setGroup(task, gid, egid)),
  full('setresuid', (task, [uid, euid]) => setUser(task, uid, euid)),
  full('setresgid', (task, [gid, egid]) => setGroup(task, gid, egid)),
  full('getgroups', (_task, [size]) => (size < 0 ? -EINVAL : 0)),
];
