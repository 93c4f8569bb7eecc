import * as E from '../../../abi/errno';
import * as P from '../../../abi/process';
import { CLONE_FLAG, NamespaceInode } from '../../vfs/nsfs';
import { CAP_SYS_ADMIN, CAP_SYS_CHROOT, capable } from '../capable';
import { fdget } from '../fs/uaccess';
import { copyNamespaces, NAMESPACES, type NsProxy, UNSUPPORTED_NAMESPACES } from '../nsproxy';
import { partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';

const CLONE_SUPPORTED = P.CLONE_FS | P.CLONE_FILES | P.CLONE_SYSVSEM;

/** Implements unshare(2). */
function unshare(task: TaskStruct, [flags]: readonly number[]): Result {
  const known = CLONE_SUPPORTED | NAMESPACES | P.CLONE_THREAD | P.CLONE_SIGHAND | P.CLONE_VM;
  if (flags < 0 || flags > 0xffffffff || (flags | 0) & ~known) return -E.EINVAL;
  if (flags & (P.CLONE_THREAD | P.CLONE_SIGHAND | P.CLONE_VM)) {
    if (task.process.threads.size > 1 || (flags & P.CLONE_VM && task.mm.users > 1)) return -E.EINVAL;
  }
  if (flags & UNSUPPORTED_NAMESPACES) return -E.EPERM;
  if (flags & NAMESPACES && !capable(task.cred, CAP_SYS_ADMIN)) return -E.EPERM;
  if (flags & P.CLONE_FILES && task.files.users > 1) {
    task.files.users--;
    task.files = task.files.clone();
  }
  if (flags & (P.CLONE_FS | P.CLONE_NEWNS)) task.fs = { ...task.fs };
  task.nsproxy = copyNamespaces(task, flags);
  return 0;
}

/** Implements setns(2) for the file of a namespace. */
function setns(task: TaskStruct, [fd, type]: readonly number[]): Result {
  const file = fdget(task, fd);
  if (file === undefined) return -E.EBADF;
  const { inode } = file;
  if (!(inode instanceof NamespaceInode)) return -E.EINVAL;
  if (type !== 0 && CLONE_FLAG[inode.type] !== type) return -E.EINVAL;
  // userns_install: nobody enters the one that they are in.
  if (inode.type === 'user') return -E.EINVAL;
  if (!capable(task.cred, CAP_SYS_ADMIN)) return -E.EPERM;
  return inode.namespace === undefined ? 0 : install(task, inode.type, inode.namespace);
}

/** utsns_install, ipcns_install and mntns_install. */
function install(task: TaskStruct, type: string, namespace: unknown): number {
  if (type === 'mnt') {
    if (!capable(task.cred, CAP_SYS_CHROOT)) return -E.EPERM;
    for (const other of task.kernel.tasks()) if (other !== task && other.fs === task.fs) return -E.EINVAL;
    const { root } = task.kernel.vfs;
    Object.assign(task.fs, { root, cwd: root });
  }
  task.nsproxy = { ...task.nsproxy, [type]: namespace } as NsProxy;
  return 0;
}

const MISSING = 'user, pid, net, cgroup and time namespaces';

export const namespaceRows = [
  partial('unshare', unshare, `${MISSING} answer EPERM`),
  partial('setns', setns, `no further ${MISSING}, no pidfds`),
];
