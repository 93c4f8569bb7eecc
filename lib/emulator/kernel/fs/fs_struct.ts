import { EBADF, EFAULT, ENAMETOOLONG, ENOENT, ENOTDIR, EPERM, ERANGE } from '../../../abi/errno';
import { AT_FDCWD, PATH_MAX } from '../../../abi/fcntl';
import { bytesOf } from '../../vfs/bytes';
import { pathName } from '../../vfs/dentry';
import { isDirectory, LOOKUP } from '../../vfs/namei';
import { MAY_EXEC, permission } from '../../vfs/permission';
import type { Dentry } from '../../vfs/types';
import { CAP_SYS_CHROOT, capable } from '../capable';
import type { Args, Result, Task } from '../types';
import { full, userPath } from './uaccess';

function enter(task: Task, dentry: Dentry | number): Dentry | number {
  if (typeof dentry === 'number') return dentry;
  const error = permission(dentry.inode, MAY_EXEC, task.cred);
  return error < 0 ? error : dentry;
}

/** Implements chdir(2). */
export function chdir(task: Task, [name]: Args): Result {
  const found = enter(task, userPath(task, AT_FDCWD, name, LOOKUP.FOLLOW | LOOKUP.DIRECTORY));
  if (typeof found === 'number') return found;
  task.fs.cwd = { dentry: found };
  return 0;
}

/** Implements fchdir(2). */
export function fchdir(task: Task, [fd]: Args): Result {
  const file = task.files.get(fd);
  if (!file) return -EBADF;
  if (!isDirectory(file.inode)) return -ENOTDIR;
  const found = enter(task, file.dentry);
  if (typeof found === 'number') return found;
  task.fs.cwd = { dentry: found };
  return 0;
}

/** Implements chroot(2). */
export function chroot(task: Task, [name]: Args): Result {
  const found = enter(task, userPath(task, AT_FDCWD, name, LOOKUP.FOLLOW | LOOKUP.DIRECTORY));
  if (typeof found === 'number') return found;
  if (!capable(task.cred, CAP_SYS_CHROOT, task.cred.userns)) return -EPERM;
  task.fs.root = { dentry: found };
  return 0;
}

/** Implements getcwd(2). The answer counts the NUL; a directory outside the root has "(unreachable)" before it. */
export function getcwd(task: Task, [addr, size]: Args): Result {
  const { cwd, root } = task.fs;
  if (cwd.dentry.deleted) return -ENOENT;
  const { name, reachable } = pathName(cwd.dentry, root.dentry);
  const bytes = bytesOf(`${reachable ? '' : '(unreachable)'}${name}\0`);
  if (bytes.length > PATH_MAX) return -ENAMETOOLONG;
  if (bytes.length > size) return -ERANGE;
  return task.mem.copyOut(addr, bytes) ? bytes.length : -EFAULT;
}

/** Implements umask(2). */
export function umask(task: Task, [mask]: Args): Result {
  const before = task.fs.umask;
  task.fs.umask = mask & 0o777;
  return before;
}

export const fsStructRows = [
  full('chdir', chdir),
  full('fchdir', fchdir),
  full('chroot', chroot),
  full('getcwd', getcwd),
  full('umask', umask),
];
