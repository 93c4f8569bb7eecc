import * as E from '../../../abi/errno';
import * as P from '../../../abi/process';
import { CLONE_FLAG, type Namespace, NamespaceInode, stand } from '../../vfs/nsfs';
import { ALL_CAPABILITIES, CAP_SYS_ADMIN, CAP_SYS_CHROOT, capable } from '../capable';
import { commitCreds } from '../cred';
import { fdget } from '../fs/uaccess';
import { leaveMounts } from '../fs/unmounted';
import { copyNamespaces, NAMESPACES, type NsProxy } from '../nsproxy';
import { pidOf } from '../pidfd';
import { full, partial } from '../row';
import type { TaskStruct } from '../task';
import type { Credentials, Result } from '../types';
import { MAX_LEVEL, NO_ID, numberOf, UserNamespace } from '../user_namespace';

/** set_cred_user_ns: whoever enters a user namespace may do anything in it. */
const inside = (cred: Credentials, userns: UserNamespace): Credentials => ({
  ...cred,
  userns,
  securebits: 0,
  caps: {
    inheritable: 0n,
    permitted: ALL_CAPABILITIES,
    effective: ALL_CAPABILITIES,
    bounding: ALL_CAPABILITIES,
    ambient: 0n,
  },
});

/** create_user_ns: the task's credentials in a user namespace of its own. */
export function newUserNamespace(task: TaskStruct): Credentials | number {
  const { cred, kernel, nsproxy } = task;
  const { userns, euid, egid } = cred;
  if (userns.level > MAX_LEVEL) return -E.ENOSPC;
  // Nobody gets out of a chroot by becoming root of a namespace: current_chrooted.
  if (nsproxy.mnt.cross(nsproxy.mnt.first.at) !== task.fs.root.dentry) return -E.EPERM;
  if (numberOf(userns.uids, euid) === NO_ID || numberOf(userns.gids, egid) === NO_ID) return -E.EPERM;
  const file = kernel.vfs.namespaces.make('user');
  return inside(cred, stand(new UserNamespace(file, userns, euid, egid, userns.setgroups)));
}

const UNSHARED = P.CLONE_FS | P.CLONE_FILES | P.CLONE_SYSVSEM | P.CLONE_NEWUSER | NAMESPACES;
/** What asks for a process of one thread: check_unshare_flags. */
const ALONE = P.CLONE_THREAD | P.CLONE_SIGHAND | P.CLONE_VM;

/** Implements unshare(2). */
function unshare(task: TaskStruct, [asked]: readonly number[]): Result {
  if (asked < 0 || asked > 0xffffffff || (asked | 0) & ~(UNSHARED | ALONE)) return -E.EINVAL;
  const flags = asked & P.CLONE_NEWUSER ? asked | P.CLONE_THREAD : asked;
  if (flags & ALONE && task.process.threads.size > 1) return -E.EINVAL;
  if (flags & P.CLONE_VM && task.mm.users > 1) return -E.EINVAL;
  const cred = flags & P.CLONE_NEWUSER ? newUserNamespace(task) : task.cred;
  if (typeof cred === 'number') return cred;
  const { userns } = cred;
  if (flags & NAMESPACES && !capable(cred, CAP_SYS_ADMIN, userns)) return -E.EPERM;
  if (flags & P.CLONE_NEWPID && task.nsproxy.pid !== task.pidNamespace) return -E.EINVAL;
  if (flags & P.CLONE_FILES && task.files.users > 1) {
    task.files.users--;
    task.files = task.files.clone();
  }
  if (flags & (P.CLONE_FS | P.CLONE_NEWNS | P.CLONE_NEWUSER)) task.fs = { ...task.fs };
  if (cred !== task.cred) commitCreds(task, cred);
  const { mnt } = task.nsproxy;
  if (flags & NAMESPACES) task.nsproxy = copyNamespaces(task, flags, userns);
  if (task.nsproxy.mnt !== mnt) leaveMounts(task, mnt);
  return 0;
}

/** Implements setns(2) for the file of a namespace, or for those of a process. */
function setns(task: TaskStruct, [fd, flags]: readonly number[]): Result {
  const file = fdget(task, fd);
  if (file === undefined) return -E.EBADF;
  const { inode } = file;
  if (inode instanceof NamespaceInode) {
    if (flags !== 0 && CLONE_FLAG[inode.type] !== flags) return -E.EINVAL;
    return inode.namespace === undefined ? 0 : install(task, inode.type, inode.namespace);
  }
  const target = pidOf(file);
  if (target === undefined) return -E.EINVAL;
  if (flags === 0 || flags & ~(NAMESPACES | P.CLONE_NEWUSER)) return -E.EINVAL;
  if (!target.alive) return -E.ESRCH;
  const { nsproxy } = target;
  const theirs: Record<string, Namespace> = {
    user: target.cred.userns,
    mnt: nsproxy.mnt,
    uts: nsproxy.uts,
    ipc: nsproxy.ipc,
    pid: target.pidNamespace,
    cgroup: nsproxy.cgroup,
    net: nsproxy.net,
    time: nsproxy.time,
  };
  for (const [kind, namespace] of Object.entries(theirs)) {
    if ((flags & CLONE_FLAG[kind]) === 0) continue;
    const error = install(task, kind, namespace);
    if (error < 0) return error;
  }
  return 0;
}

/** The namespaces' own install: who may enter, and what it comes to. */
function install(task: TaskStruct, kind: string, namespace: Namespace): number {
  const { cred, nsproxy } = task;
  if (namespace instanceof UserNamespace) return enterUser(task, namespace);
  const may = (cap: number) => capable(cred, cap, namespace.user) && capable(cred, cap, cred.userns);
  if (!may(CAP_SYS_ADMIN)) return -E.EPERM;
  switch (kind) {
    case 'mnt': {
      if (!capable(cred, CAP_SYS_CHROOT, cred.userns)) return -E.EPERM;
      for (const other of task.kernel.tasks()) if (other !== task && other.fs === task.fs) return -E.EINVAL;
      const mnt = namespace as NsProxy['mnt'];
      const root = { dentry: mnt.cross(mnt.first.at) };
      Object.assign(task.fs, { root, cwd: root });
      task.nsproxy = { ...nsproxy, mnt };
      leaveMounts(task, nsproxy.mnt);
      return 0;
    }
    case 'pid': {
      const pid = namespace as NsProxy['pid'];
      if (!pid.within(task.pidNamespace)) return -E.EINVAL;
      task.nsproxy = { ...nsproxy, pid };
      return 0;
    }
    case 'time':
      if (task.process.threads.size > 1) return -E.EUSERS;
      task.nsproxy = { ...nsproxy, time: namespace, timeForChildren: namespace };
      return 0;
    default:
      task.nsproxy = { ...nsproxy, [kind]: namespace };
      return 0;
  }
}

/** userns_install. */
function enterUser(task: TaskStruct, userns: UserNamespace): number {
  const { cred } = task;
  if (userns === cred.userns || task.process.threads.size > 1) return -E.EINVAL;
  for (const other of task.kernel.tasks()) if (other !== task && other.fs === task.fs) return -E.EINVAL;
  if (!capable(cred, CAP_SYS_ADMIN, userns)) return -E.EPERM;
  commitCreds(task, inside(cred, userns));
  return 0;
}

export const namespaceRows = [
  partial('unshare', unshare, 'time namespaces have no offsets'),
  full('setns', setns),
];
