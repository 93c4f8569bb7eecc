import { EACCES, EFAULT, EINVAL, EPERM, ESRCH } from '../../../abi/errno';
import { afterSetfsuid, afterSetuid, CAP_SETGID, CAP_SETUID, capable } from '../capable';
import { commitCreds } from '../cred';
import { findTask, numberFor } from '../pid_namespace';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { gidOf, shownGid, shownUid, uidOf } from '../user_namespace';

/** Sessions and process groups of a task named by pid, 0 for the caller. */
function find(task: TaskStruct, pid: number): TaskStruct | undefined {
  return pid === 0 ? task : findTask(task, pid);
}

/** Implements getpgid(2). */
function getpgid(task: TaskStruct, [pid]: readonly number[]): Result {
  const found = find(task, pid);
  return found === undefined ? -ESRCH : numberFor(task, found.process.pgid);
}

/** Implements getsid(2). */
function getsid(task: TaskStruct, [pid]: readonly number[]): Result {
  const found = find(task, pid);
  return found === undefined ? -ESRCH : numberFor(task, found.process.sid);
}

/** Implements setsid(2). EPERM for the leader of a process group. */
function setsid(task: TaskStruct): Result {
  for (const other of task.kernel.tasks()) if (other.process.pgid === task.tgid) return -EPERM;
  task.process.pgid = task.tgid;
  task.process.sid = task.tgid;
  task.process.tty = undefined;
  return numberFor(task, task.tgid);
}

/** Implements setpgid(2). */
function setpgid(task: TaskStruct, [pid, pgid]: readonly number[]): Result {
  if (pgid < 0) return -EINVAL;
  const target = pid === 0 ? task.kernel.task(task.tgid) : findTask(task, pid);
  if (target === undefined) return -ESRCH;
  if (target.pid !== target.tgid) return -EINVAL;
  const { process } = target;
  if (target.parent?.process === task.process) {
    if (process.sid !== task.process.sid) return -EPERM;
    if (process.hasExeced) return -EACCES;
  } else if (process !== task.process) return -ESRCH;
  if (process.sid === target.tgid) return -EPERM;
  const group = pgid === 0 ? target.tgid : task.pidNamespace.find(pgid);
  if (group !== target.tgid) {
    const exists = [...task.kernel.tasks()].some(
      (t) => t.process.pgid === group && t.process.sid === process.sid,
    );
    if (!exists) return -EPERM;
  }
  process.pgid = group;
  return 0;
}

const NONE = 0xffffffff;

/** An id other than -1 was given that the caller's namespace does not know. */
const unknown = (given: readonly number[], ids: readonly number[]): boolean =>
  ids.some((id, i) => id === NONE && given[i] !== NONE);

/** New user ids; those of file access follow the effective one: commit_creds. */
function setUsers(task: TaskStruct, uid: number, euid: number, suid: number): Result {
  commitCreds(task, afterSetuid(task.cred, { ...task.cred, uid, euid, suid, fsuid: euid }));
  return 0;
}

function setGroups(task: TaskStruct, gid: number, egid: number, sgid: number): Result {
  commitCreds(task, { ...task.cred, gid, egid, sgid, fsgid: egid });
  return 0;
}

/** Implements setuid(2). */
function setuid(task: TaskStruct, [number]: readonly number[]): Result {
  const id = uidOf(task.cred, number);
  const { uid, suid } = task.cred;
  if (id === NONE) return -EINVAL;
  if (capable(task.cred, CAP_SETUID, task.cred.userns)) return setUsers(task, id, id, id);
  return id === uid || id === suid ? setUsers(task, uid, id, suid) : -EPERM;
}

/** Implements setgid(2). */
function setgid(task: TaskStruct, [number]: readonly number[]): Result {
  const id = gidOf(task.cred, number);
  const { gid, sgid } = task.cred;
  if (id === NONE) return -EINVAL;
  if (capable(task.cred, CAP_SETGID, task.cred.userns)) return setGroups(task, id, id, id);
  return id === gid || id === sgid ? setGroups(task, gid, id, sgid) : -EPERM;
}

/** Implements setreuid(2): the saved id follows when the real one is set, or the effective one becomes another. */
function setreuid(task: TaskStruct, given: readonly number[]): Result {
  const [ruid, newEuid] = given.map((id) => uidOf(task.cred, id));
  if (unknown(given, [ruid, newEuid])) return -EINVAL;
  const { uid, euid, suid } = task.cred;
  const root = capable(task.cred, CAP_SETUID, task.cred.userns);
  if (ruid !== NONE && !root && ruid !== uid && ruid !== euid) return -EPERM;
  if (newEuid !== NONE && !root && newEuid !== uid && newEuid !== euid && newEuid !== suid) return -EPERM;
  const real = ruid === NONE ? uid : ruid;
  const effective = newEuid === NONE ? euid : newEuid;
  const saved = ruid !== NONE || (newEuid !== NONE && newEuid !== uid) ? effective : suid;
  return setUsers(task, real, effective, saved);
}

/** Implements setregid(2). */
function setregid(task: TaskStruct, given: readonly number[]): Result {
  const [rgid, newEgid] = given.map((id) => gidOf(task.cred, id));
  if (unknown(given, [rgid, newEgid])) return -EINVAL;
  const { gid, egid, sgid } = task.cred;
  const root = capable(task.cred, CAP_SETGID, task.cred.userns);
  if (rgid !== NONE && !root && rgid !== gid && rgid !== egid) return -EPERM;
  if (newEgid !== NONE && !root && newEgid !== gid && newEgid !== egid && newEgid !== sgid) return -EPERM;
  const real = rgid === NONE ? gid : rgid;
  const effective = newEgid === NONE ? egid : newEgid;
  const saved = rgid !== NONE || (newEgid !== NONE && newEgid !== gid) ? effective : sgid;
  return setGroups(task, real, effective, saved);
}

/** Implements setresuid(2). */
function setresuid(task: TaskStruct, given: readonly number[]): Result {
  const ids = given.map((id) => uidOf(task.cred, id));
  if (unknown(given, ids)) return -EINVAL;
  const { uid, euid, suid } = task.cred;
  const root = capable(task.cred, CAP_SETUID, task.cred.userns);
  const may = (id: number) => id === NONE || root || id === uid || id === euid || id === suid;
  const [r, e, s] = ids;
  if (!may(r) || !may(e) || !may(s)) return -EPERM;
  return setUsers(task, r === NONE ? uid : r, e === NONE ? euid : e, s === NONE ? suid : s);
}

/** Implements setresgid(2). */
function setresgid(task: TaskStruct, given: readonly number[]): Result {
  const ids = given.map((id) => gidOf(task.cred, id));
  if (unknown(given, ids)) return -EINVAL;
  const { gid, egid, sgid } = task.cred;
  const root = capable(task.cred, CAP_SETGID, task.cred.userns);
  const may = (id: number) => id === NONE || root || id === gid || id === egid || id === sgid;
  const [r, e, s] = ids;
  if (!may(r) || !may(e) || !may(s)) return -EPERM;
  return setGroups(task, r === NONE ? gid : r, e === NONE ? egid : e, s === NONE ? sgid : s);
}

/** Implements setfsuid(2): the answer is the id before, whether it could be set or not. */
function setfsuid(task: TaskStruct, [number]: readonly number[]): Result {
  const id = uidOf(task.cred, number);
  const { uid, euid, suid, fsuid } = task.cred;
  const root = capable(task.cred, CAP_SETUID, task.cred.userns) && id !== NONE;
  if (id === uid || id === euid || id === suid || id === fsuid || root)
    commitCreds(task, afterSetfsuid(task.cred, { ...task.cred, fsuid: id }));
  return shownUid(task.cred, fsuid);
}

/** Implements setfsgid(2). */
function setfsgid(task: TaskStruct, [number]: readonly number[]): Result {
  const id = gidOf(task.cred, number);
  const { gid, egid, sgid, fsgid } = task.cred;
  const root = capable(task.cred, CAP_SETGID, task.cred.userns) && id !== NONE;
  if (id === gid || id === egid || id === sgid || id === fsgid || root)
    commitCreds(task, { ...task.cred, fsgid: id });
  return shownGid(task.cred, fsgid);
}

/** Implements getgroups(2). */
function getgroups(task: TaskStruct, [size, list]: readonly number[]): Result {
  const { groups } = task.cred;
  if (size < 0 || (size > 0 && size < groups.length)) return -EINVAL;
  if (size === 0) return groups.length;
  const shown = Uint32Array.from(groups, (gid) => shownGid(task.cred, gid));
  return task.mem.copyOut(list, new Uint8Array(shown.buffer)) ? groups.length : -EFAULT;
}

/** Most supplementary groups: NGROUPS_MAX. */
const NGROUPS_MAX = 65536;

/** Implements setgroups(2). The kernel keeps them sorted. */
function setgroups(task: TaskStruct, [size, list]: readonly number[]): Result {
  const { userns } = task.cred;
  // userns_may_setgroups: not before there is a map, nor where it is denied.
  if (!capable(task.cred, CAP_SETGID, userns) || !userns.setgroups || userns.gids.length === 0) return -EPERM;
  if (size < 0 || size > NGROUPS_MAX) return -EINVAL;
  const bytes = task.mem.copyIn(list, size * 4);
  if (bytes === undefined) return -EFAULT;
  const groups = Array.from(new Uint32Array(bytes.buffer), (gid) => gidOf(task.cred, gid));
  if (groups.includes(NONE)) return -EINVAL;
  task.cred = { ...task.cred, groups: groups.sort((a, b) => a - b) };
  return 0;
}

function words(task: TaskStruct, addresses: readonly number[], values: readonly number[]): Result {
  const ok = values.every((value, i) =>
    task.mem.copyOut(addresses[i], new Uint8Array(Uint32Array.of(value).buffer)),
  );
  return ok ? 0 : -EFAULT;
}

const usersOf = ({ cred }: TaskStruct) => [cred.uid, cred.euid, cred.suid].map((id) => shownUid(cred, id));
const groupsOf = ({ cred }: TaskStruct) => [cred.gid, cred.egid, cred.sgid].map((id) => shownGid(cred, id));

export const idRows = [
  full('getpid', (task) => numberFor(task, task.tgid)),
  full('gettid', (task) => numberFor(task, task.pid)),
  full('getppid', (task) => numberFor(task, task.ppid)),
  full('getuid', ({ cred }) => shownUid(cred, cred.uid)),
  full('geteuid', ({ cred }) => shownUid(cred, cred.euid)),
  full('getgid', ({ cred }) => shownGid(cred, cred.gid)),
  full('getegid', ({ cred }) => shownGid(cred, cred.egid)),
  full('getpgid', getpgid),
  full('getpgrp', (task) => numberFor(task, task.process.pgid)),
  full('getsid', getsid),
  full('setsid', setsid),
  full('setpgid', setpgid),
  full('getresuid', (task, args) => words(task, args, usersOf(task))),
  full('getresgid', (task, args) => words(task, args, groupsOf(task))),
  full('setuid', setuid),
  full('setgid', setgid),
  full('setreuid', setreuid),
  full('setregid', setregid),
  full('setresuid', setresuid),
  full('setresgid', setresgid),
  full('setfsuid', setfsuid),
  full('setfsgid', setfsgid),
  full('getgroups', getgroups),
  full('setgroups', setgroups),
];
