import {
  EACCES,
  EBUSY,
  EEXIST,
  EINVAL,
  EISDIR,
  ENOENT,
  ENOTDIR,
  ENOTEMPTY,
  EPERM,
  EROFS,
  EXDEV,
} from '../../../abi/errno';
import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_REMOVEDIR,
  AT_SYMLINK_FOLLOW,
  RENAME_EXCHANGE,
  RENAME_NOREPLACE,
} from '../../../abi/fcntl';
import { LANDLOCK } from '../../../abi/landlock';
import {
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  S_ISGID,
  S_ISUID,
  S_ISVTX,
  S_IXGRP,
} from '../../../abi/stat';
import { origin } from '../../vfs/bind';
import { isBelow } from '../../vfs/dentry';
import { isDirectory, LOOKUP, Walk } from '../../vfs/namei';
import {
  isAppendOnly,
  isGuarded,
  MAY_EXEC,
  MAY_READ,
  MAY_WRITE,
  ownsInode,
  permission,
} from '../../vfs/permission';
import type { Dentry, Inode } from '../../vfs/types';
import { CAP_FOWNER, CAP_MKNOD, capable, capableOf } from '../capable';
import { landlocked, landlockMove, makeRight } from '../landlock/domain';
import type { Args, Handler, Result, Task } from '../types';
import { full, getname, partial, userPath } from './uaccess';

/** Goes to the directory that holds the last component of a name: filename_parentat. */
function parentAt(task: Task, dirfd: number, addr: number): Walk | number {
  const name = getname(task, addr);
  if (typeof name === 'number') return name;
  const walk = new Walk(task);
  const start = walk.start(dirfd, name);
  const error = typeof start === 'number' ? start : walk.toParent(start, name);
  if (error < 0) return error;
  task.kernel.work.kind = walk.dir.inode.kind;
  return walk;
}

/** A name that must not be there yet: filename_create. A slash at its end is for directories only. */
function createAt(task: Task, dirfd: number, addr: number, wantsDirectory: boolean): Walk | number {
  const walk = parentAt(task, dirfd, addr);
  if (typeof walk === 'number') return walk;
  if (walk.lastKind !== 'name') return -EEXIST;
  const found = walk.entry();
  if (typeof found === 'number') return found;
  if (found) return -EEXIST;
  if (walk.trailingSlash && !wantsDirectory) return -ENOENT;
  return task.nsproxy.mnt.readOnly(walk.dir) ? -EROFS : walk;
}

/** may_create: a directory that is gone takes no new names. */
function mayEnter(task: Task, dir: Dentry): number {
  return dir.deleted ? -ENOENT : permission(dir.inode, MAY_WRITE | MAY_EXEC, task.cred);
}

/** The same for a file of a type, where landlock(7) has a say. */
function mayCreate(task: Task, dir: Dentry, mode: number): number {
  if (dir.deleted) return -ENOENT;
  return landlocked(task, dir, makeRight(mode)) || mayEnter(task, dir);
}

/** may_delete: in a sticky directory only the owner of the file or of the directory. */
function mayDelete(task: Task, dir: Dentry, victim: Inode, asDirectory: boolean): number {
  const { fsuid } = task.cred;
  const error = permission(dir.inode, MAY_WRITE | MAY_EXEC, task.cred);
  if (error < 0) return error;
  if (isAppendOnly(dir.inode)) return -EPERM;
  const others = victim.uid !== fsuid && dir.inode.uid !== fsuid;
  if ((dir.inode.mode & S_ISVTX) !== 0 && others && !capableOf(task.cred, CAP_FOWNER, victim)) return -EPERM;
  if (isGuarded(victim)) return -EPERM;
  if (asDirectory) return isDirectory(victim) ? 0 : -ENOTDIR;
  return isDirectory(victim) ? -EISDIR : 0;
}

function mkdirAt(task: Task, dirfd: number, addr: number, mode: number): Result {
  const walk = createAt(task, dirfd, addr, true);
  if (typeof walk === 'number') return walk;
  const error = mayCreate(task, walk.dir, S_IFDIR);
  if (error < 0) return error;
  const bits = mode & (0o777 | S_ISVTX) & ~task.fs.umask;
  return walk.dir.inode.ops.mkdir?.(origin(walk.dir), walk.last, bits, task) ?? -EPERM;
}

/** Implements mkdir(2). */
export const mkdir: Handler = (task, [name, mode]) => mkdirAt(task, AT_FDCWD, name, mode);
/** Implements mkdirat(2). */
export const mkdirat: Handler = (task, [dirfd, name, mode]) => mkdirAt(task, dirfd, name, mode);

function mknodAt(task: Task, dirfd: number, addr: number, mode: number, rdev: number): Result {
  const type = mode & S_IFMT;
  if (type === S_IFDIR) return -EPERM;
  if (![0, S_IFREG, S_IFCHR, S_IFBLK, S_IFIFO, S_IFSOCK].includes(type)) return -EINVAL;
  const walk = createAt(task, dirfd, addr, false);
  if (typeof walk === 'number') return walk;
  const error = mayCreate(task, walk.dir, type);
  if (error < 0) return error;
  const { ops } = walk.dir.inode;
  const bits = mode & 0o7777 & ~task.fs.umask;
  if (type === 0 || type === S_IFREG) {
    const made = ops.create?.(origin(walk.dir), walk.last, bits, task) ?? -EACCES;
    return typeof made === 'number' ? made : 0;
  }
  const device = type === S_IFCHR || type === S_IFBLK;
  if (device && !capable(task.cred, CAP_MKNOD)) return -EPERM;
  return ops.mknod?.(origin(walk.dir), walk.last, type | bits, device ? rdev : 0, task) ?? -EPERM;
}

/** Implements mknod(2). */
export const mknod: Handler = (task, [name, mode, rdev]) => mknodAt(task, AT_FDCWD, name, mode, rdev);
/** Implements mknodat(2). */
export const mknodat: Handler = (task, [dirfd, name, mode, rdev]) => mknodAt(task, dirfd, name, mode, rdev);

function unlinkAt(task: Task, dirfd: number, addr: number): Result {
  const walk = parentAt(task, dirfd, addr);
  if (typeof walk === 'number') return walk;
  if (walk.lastKind !== 'name') return -EISDIR;
  if (task.nsproxy.mnt.readOnly(walk.dir)) return -EROFS;
  const found = walk.entry();
  if (typeof found === 'number') return found;
  if (!found) return -ENOENT;
  if (walk.trailingSlash) return isDirectory(found.inode) ? -EISDIR : -ENOTDIR;
  const error =
    landlocked(task, walk.dir, LANDLOCK.REMOVE_FILE) || mayDelete(task, walk.dir, found.inode, false);
  if (error < 0) return error;
  if (task.nsproxy.mnt.covers(found)) return -EBUSY;
  return walk.dir.inode.ops.unlink?.(origin(walk.dir), walk.last, task) ?? -EPERM;
}

function rmdirAt(task: Task, dirfd: number, addr: number): Result {
  const walk = parentAt(task, dirfd, addr);
  if (typeof walk === 'number') return walk;
  if (walk.lastKind === 'dotdot') return -ENOTEMPTY;
  if (walk.lastKind === 'dot') return -EINVAL;
  if (walk.lastKind === 'root') return -EBUSY;
  if (task.nsproxy.mnt.readOnly(walk.dir)) return -EROFS;
  const found = walk.entry();
  if (typeof found === 'number') return found;
  if (!found) return -ENOENT;
  const error =
    landlocked(task, walk.dir, LANDLOCK.REMOVE_DIR) || mayDelete(task, walk.dir, found.inode, true);
  if (error < 0) return error;
  if (task.nsproxy.mnt.covers(found)) return -EBUSY;
  return walk.dir.inode.ops.rmdir?.(origin(walk.dir), walk.last, task) ?? -EPERM;
}

/** Implements unlink(2). */
export const unlink: Handler = (task, [name]) => unlinkAt(task, AT_FDCWD, name);
/** Implements rmdir(2). */
export const rmdir: Handler = (task, [name]) => rmdirAt(task, AT_FDCWD, name);

/** Implements unlinkat(2). */
export function unlinkat(task: Task, [dirfd, name, flags]: Args): Result {
  if (flags & ~AT_REMOVEDIR) return -EINVAL;
  return flags & AT_REMOVEDIR ? rmdirAt(task, dirfd, name) : unlinkAt(task, dirfd, name);
}

function symlinkAt(task: Task, targetAddr: number, dirfd: number, addr: number): Result {
  const target = getname(task, targetAddr);
  if (typeof target === 'number') return target;
  const walk = createAt(task, dirfd, addr, false);
  if (typeof walk === 'number') return walk;
  const error = mayCreate(task, walk.dir, S_IFLNK);
  if (error < 0) return error;
  return walk.dir.inode.ops.symlink?.(origin(walk.dir), walk.last, target, task) ?? -EPERM;
}

/** Implements symlink(2). */
export const symlink: Handler = (task, [target, name]) => symlinkAt(task, target, AT_FDCWD, name);
/** Implements symlinkat(2). */
export const symlinkat: Handler = (task, [target, dirfd, name]) => symlinkAt(task, target, dirfd, name);

/**
 * may_linkat with fs.protected_hardlinks, as distributions set it: others' files are linked only when they are plain
 * ones that the task may read and write anyway.
 */
function mayLink(task: Task, inode: Inode): boolean {
  if (ownsInode(inode, task.cred)) return true;
  const privileged =
    (inode.mode & S_ISUID) !== 0 || (inode.mode & (S_ISGID | S_IXGRP)) === (S_ISGID | S_IXGRP);
  if ((inode.mode & S_IFMT) !== S_IFREG || privileged) return false;
  return permission(inode, MAY_READ | MAY_WRITE, task.cred) === 0;
}

function linkAt(task: Task, args: Args, flags: number): Result {
  const [oldFd, oldName, newFd, newName] = args;
  if (flags & ~(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH)) return -EINVAL;
  const lookup = (flags & AT_SYMLINK_FOLLOW ? LOOKUP.FOLLOW : 0) | (flags & AT_EMPTY_PATH ? LOOKUP.EMPTY : 0);
  const old = userPath(task, oldFd, oldName, lookup);
  if (typeof old === 'number') return old;
  const walk = createAt(task, newFd, newName, false);
  if (typeof walk === 'number') return walk;
  if (task.nsproxy.mnt.of(old) !== task.nsproxy.mnt.of(walk.dir)) return -EXDEV;
  if (!mayLink(task, old.inode)) return -EPERM;
  const moved = { from: old.parent, to: walk.dir, file: old, removes: false };
  const error = landlockMove(task, moved) || mayEnter(task, walk.dir);
  if (error < 0) return error;
  if (isDirectory(old.inode) || isGuarded(old.inode)) return -EPERM;
  if (old.inode.nlink === 0 && !old.inode.linkable) return -ENOENT;
  old.inode.linkable = false;
  return walk.dir.inode.ops.link?.(old.inode, origin(walk.dir), walk.last, task) ?? -EPERM;
}

/** Implements link(2). */
export const link: Handler = (task, [old, name]) => linkAt(task, [AT_FDCWD, old, AT_FDCWD, name], 0);
/** Implements linkat(2). */
export const linkat: Handler = (task, args) => linkAt(task, args, args[4]);

/** Implements renameat2(2): the checks of do_renameat2 and vfs_rename, in their order. */
export function renameat2(task: Task, [oldFd, oldName, newFd, newName, flags]: Args): Result {
  const exchange = (flags & RENAME_EXCHANGE) !== 0;
  if (flags & ~(RENAME_NOREPLACE | RENAME_EXCHANGE)) return -EINVAL;
  if (exchange && flags & RENAME_NOREPLACE) return -EINVAL;
  const from = parentAt(task, oldFd, oldName);
  if (typeof from === 'number') return from;
  const to = parentAt(task, newFd, newName);
  if (typeof to === 'number') return to;
  const { mnt } = task.nsproxy;
  if (mnt.of(from.dir) !== mnt.of(to.dir)) return -EXDEV;
  if (from.lastKind !== 'name') return -EBUSY;
  if (to.lastKind !== 'name') return flags & RENAME_NOREPLACE ? -EEXIST : -EBUSY;
  if (mnt.readOnly(from.dir)) return -EROFS;
  const source = from.entry();
  if (typeof source === 'number') return source;
  if (!source) return -ENOENT;
  const target = to.entry();
  if (typeof target === 'number') return target;
  if (target && flags & RENAME_NOREPLACE) return -EEXIST;
  if (exchange && !target) return -ENOENT;
  if (exchange && target && to.trailingSlash && !isDirectory(target.inode)) return -ENOTDIR;
  const isDir = isDirectory(source.inode);
  if (!isDir && (from.trailingSlash || (!exchange && to.trailingSlash))) return -ENOTDIR;
  if (isBelow(to.dir, source)) return -EINVAL;
  if (target && isBelow(from.dir, target)) return exchange ? -EINVAL : -ENOTEMPTY;
  if (source.inode === target?.inode) return 0;

  const error =
    landlockMove(task, { from: from.dir, to: to.dir, file: source, removes: true, target, exchange }) ||
    mayDelete(task, from.dir, source.inode, isDir) ||
    (target
      ? mayDelete(task, to.dir, target.inode, exchange ? isDirectory(target.inode) : isDir)
      : mayEnter(task, to.dir)) ||
    (isDir && from.dir !== to.dir ? permission(source.inode, MAY_WRITE, task.cred) : 0);
  if (error < 0) return error;
  if (mnt.covers(source) || (target && mnt.covers(target))) return -EBUSY;
  const { ops } = from.dir.inode;
  const run = exchange ? ops.exchange : ops.rename;
  return run?.(origin(from.dir), from.last, origin(to.dir), to.last, task) ?? -EPERM;
}

/** Implements rename(2). */
export const rename: Handler = (task, [old, name]) => renameat2(task, [AT_FDCWD, old, AT_FDCWD, name, 0]);
/** Implements renameat(2). */
export const renameat: Handler = (task, [oldFd, old, newFd, name]) =>
  renameat2(task, [oldFd, old, newFd, name, 0]);

export const nameiRows = [
  full('mkdir', mkdir),
  full('mkdirat', mkdirat),
  full('mknod', mknod),
  full('mknodat', mknodat),
  full('unlink', unlink),
  full('unlinkat', unlinkat),
  full('rmdir', rmdir),
  full('symlink', symlink),
  full('symlinkat', symlinkat),
  full('link', link),
  full('linkat', linkat),
  full('rename', rename),
  full('renameat', renameat),
  partial('renameat2', renameat2, 'RENAME_WHITEOUT answers EINVAL'),
];
