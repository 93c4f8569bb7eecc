import {
  EACCES,
  EBADF,
  EFBIG,
  EINVAL,
  EISDIR,
  ENODEV,
  EOPNOTSUPP,
  EPERM,
  EROFS,
  ESPIPE,
  ETXTBSY,
} from '../../../abi/errno';
import {
  AT_EACCESS,
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_SYMLINK_NOFOLLOW,
  FALLOC_FL_COLLAPSE_RANGE,
  FALLOC_FL_INSERT_RANGE,
  FALLOC_FL_KEEP_SIZE,
  FALLOC_FL_PUNCH_HOLE,
  FALLOC_FL_UNSHARE_RANGE,
  FALLOC_FL_ZERO_RANGE,
} from '../../../abi/fcntl';
import { LANDLOCK } from '../../../abi/landlock';
import { IN_ATTRIB, IN_MODIFY } from '../../../abi/poll';
import { SIGXFSZ } from '../../../abi/signal';
import { S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_ISGID, S_ISUID, S_IXGRP } from '../../../abi/stat';
import { stampChange } from '../../vfs/inode';
import { MAX_FILE_SIZE } from '../../vfs/llseek';
import { isDirectory, LOOKUP, Walk } from '../../vfs/namei';
import { notifyDentry } from '../../vfs/notify';
import {
  inGroup,
  isAppendOnly,
  isGuarded,
  isImmutable,
  MAY_WRITE,
  ownsInode,
  permission,
  removePrivileges,
} from '../../vfs/permission';
import type { Dentry, Inode } from '../../vfs/types';
import { CAP_CHOWN, CAP_FSETID, capableOf, realCredentials } from '../capable';
import { landlocked } from '../landlock/domain';
import type { Args, Handler, Result, Task } from '../types';
import { gidOf, NO_ID, uidOf } from '../user_namespace';
import { writable } from './read_write';
import { isRunning } from './text_busy';
import { fdget, full, getname, partial, userPath } from './uaccess';

const S_IALLUGO = 0o7777;

/** LOOKUP bits of AT_ flags, or -EINVAL for flags that are not allowed here. */
export function lookupFlags(flags: number, allowed: number): number {
  if (flags & ~allowed) return -EINVAL;
  return (flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP.FOLLOW) | (flags & AT_EMPTY_PATH ? LOOKUP.EMPTY : 0);
}

/** special_file: what is written to it does not change the filesystem. */
const isSpecial = ({ mode }: Inode): boolean => ![S_IFREG, S_IFDIR, S_IFLNK].includes(mode & S_IFMT);

/** do_faccessat: the real user asks, unless AT_EACCESS. */
function accessAt(task: Task, dirfd: number, addr: number, mode: number, flags: number): number {
  if (mode & ~7) return -EINVAL;
  const lookup = lookupFlags(flags & ~AT_EACCESS, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);
  if (lookup < 0) return lookup;
  const name = getname(task, addr, (flags & AT_EMPTY_PATH) !== 0);
  if (typeof name === 'number') return name;
  const asker = flags & AT_EACCESS ? task.cred : realCredentials(task.cred);
  const walk = new Walk(task, asker);
  const start = walk.start(dirfd, name);
  if (typeof start === 'number') return start;
  const found = walk.lookup(start, name, lookup);
  if (typeof found === 'number') return found;
  task.kernel.work.kind = found.inode.kind;
  const error = permission(found.inode, mode, asker);
  const writes = (mode & MAY_WRITE) !== 0 && !isSpecial(found.inode);
  return error === 0 && writes && task.nsproxy.mnt.readOnly(found) ? -EROFS : error;
}

/** Implements access(2). */
export const access: Handler = (task, [name, mode]) => accessAt(task, AT_FDCWD, name, mode, 0);
/** Implements faccessat(2). */
export const faccessat: Handler = (task, [dirfd, name, mode]) => accessAt(task, dirfd, name, mode, 0);
/** Implements faccessat2(2). */
export const faccessat2: Handler = (task, [dirfd, name, mode, flags]) =>
  accessAt(task, dirfd, name, mode, flags);

/** The inode's attributes change now. */
function changed(task: Task, inode: Inode): number {
  stampChange(inode, task.kernel);
  return 0;
}

/** The filesystem of files that are nothing but an object: anon_inode_setattr refuses everything. */
const ANONYMOUS = 'anon_inodefs';

/** Changes attributes where they may be changed, and tells who watches. */
function attributed(task: Task, dentry: Dentry, change: () => number): number {
  if (task.nsproxy.mnt.readOnly(dentry)) return -EROFS;
  if (isGuarded(dentry.inode)) return -EPERM;
  const result = change();
  if (result >= 0) notifyDentry(dentry, IN_ATTRIB);
  return result;
}

function changeMode(task: Task, inode: Inode, mode: number): number {
  if (inode.sb.type === ANONYMOUS) return -EOPNOTSUPP;
  if ((inode.mode & S_IFMT) === S_IFLNK) return -EOPNOTSUPP;
  // proc_setattr: files of a process keep the mode that they have.
  if (inode.sb.type === 'proc') return -EPERM;
  if (!ownsInode(inode, task.cred)) return -EPERM;
  let bits = mode & S_IALLUGO;
  if (!capableOf(task.cred, CAP_FSETID, inode) && !inGroup(task.cred, inode.gid)) bits &= ~S_ISGID;
  inode.mode = (inode.mode & S_IFMT) | bits;
  return changed(task, inode);
}

function chmodAt(task: Task, dirfd: number, addr: number, mode: number, flags: number): number {
  const lookup = lookupFlags(flags, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);
  if (lookup < 0) return lookup;
  const found = userPath(task, dirfd, addr, lookup);
  return typeof found === 'number'
    ? found
    : attributed(task, found, () => changeMode(task, found.inode, mode));
}

/** Implements chmod(2). */
export const chmod: Handler = (task, [name, mode]) => chmodAt(task, AT_FDCWD, name, mode, 0);
/** Implements fchmodat(2). */
export const fchmodat: Handler = (task, [dirfd, name, mode]) => chmodAt(task, dirfd, name, mode, 0);
/** Implements fchmodat2(2). */
export const fchmodat2: Handler = (task, [dirfd, name, mode, flags]) =>
  chmodAt(task, dirfd, name, mode, flags);

/** Implements fchmod(2). */
export function fchmod(task: Task, [fd, mode]: Args): Result {
  const file = fdget(task, fd);
  return file ? attributed(task, file.dentry, () => changeMode(task, file.inode, mode)) : -EBADF;
}

/** An owner of -1 stays as it is. */
const KEEP = 0xffffffff;

/** chown_common: files are given away by who has CAP_CHOWN, and by an owner to its own groups. */
function changeOwner(task: Task, inode: Inode, owner: number, group: number): number {
  if (inode.sb.type === ANONYMOUS) return -EOPNOTSUPP;
  const { fsuid } = task.cred;
  const uid = owner >>> 0 === KEEP ? inode.uid : uidOf(task.cred, owner >>> 0);
  const gid = group >>> 0 === KEEP ? inode.gid : gidOf(task.cred, group >>> 0);
  if (uid === NO_ID || gid === NO_ID) return -EINVAL;
  if (!capableOf(task.cred, CAP_CHOWN, inode)) {
    const mine = gid === inode.gid || inGroup(task.cred, gid);
    const allowed = fsuid === inode.uid && uid === inode.uid && mine;
    if (!allowed && (owner >>> 0 !== KEEP || group >>> 0 !== KEEP)) return -EPERM;
  }
  inode.uid = uid;
  inode.gid = gid;
  if (!isDirectory(inode)) {
    inode.mode &= ~S_ISUID;
    if (inode.mode & S_IXGRP) inode.mode &= ~S_ISGID;
  }
  return changed(task, inode);
}

function chownAt(task: Task, dirfd: number, addr: number, uid: number, gid: number, flags: number): number {
  const lookup = lookupFlags(flags, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);
  if (lookup < 0) return lookup;
  const found = userPath(task, dirfd, addr, lookup);
  return typeof found === 'number'
    ? found
    : attributed(task, found, () => changeOwner(task, found.inode, uid, gid));
}

/** Implements chown(2). */
export const chown: Handler = (task, [name, uid, gid]) => chownAt(task, AT_FDCWD, name, uid, gid, 0);
/** Implements lchown(2). */
export const lchown: Handler = (task, [name, uid, gid]) =>
  chownAt(task, AT_FDCWD, name, uid, gid, AT_SYMLINK_NOFOLLOW);
/** Implements fchownat(2). */
export const fchownat: Handler = (task, [dirfd, name, uid, gid, flags]) =>
  chownAt(task, dirfd, name, uid, gid, flags);

/** Implements fchown(2). */
export function fchown(task: Task, [fd, uid, gid]: Args): Result {
  const file = fdget(task, fd);
  return file ? attributed(task, file.dentry, () => changeOwner(task, file.inode, uid, gid)) : -EBADF;
}

/** Implements truncate(2). */
export function truncate(task: Task, [name, length]: Args): Result {
  if (length < 0) return -EINVAL;
  const found = userPath(task, AT_FDCWD, name, LOOKUP.FOLLOW);
  if (typeof found === 'number') return found;
  return truncateFound(task, found, length);
}

function truncateFound(task: Task, dentry: Dentry, length: number): number {
  const { inode } = dentry;
  const type = inode.mode & S_IFMT;
  if (type === S_IFDIR) return -EISDIR;
  if (type !== S_IFREG) return -EINVAL;
  if (task.nsproxy.mnt.readOnly(dentry)) return -EROFS;
  const error = permission(inode, MAY_WRITE, task.cred);
  if (error < 0) return error;
  if (isAppendOnly(inode)) return -EPERM;
  if (isRunning(task, inode)) return -ETXTBSY;
  const locked = landlocked(task, dentry, LANDLOCK.TRUNCATE);
  if (locked < 0) return locked;
  const done = resize(task, inode, length);
  if (done >= 0) notifyDentry(dentry, IN_MODIFY);
  return done;
}

/** do_truncate. */
export function resize(task: Task, inode: Inode, length: number): number {
  // inode_newsize_ok: growing only, as far as RLIMIT_FSIZE lets it.
  if (length > inode.size && length > task.fileSizeLimit) {
    task.signal(SIGXFSZ);
    return -EFBIG;
  }
  const done = inode.ops.truncate?.(inode, length) ?? -EINVAL;
  if (done >= 0) removePrivileges(inode, task.cred);
  return done;
}

/** Implements ftruncate(2). */
export function ftruncate(task: Task, [fd, length]: Args): Result {
  if (length < 0) return -EINVAL;
  const file = fdget(task, fd);
  if (!file) return -EBADF;
  const { inode } = file;
  task.kernel.work.kind = inode.kind;
  if ((inode.mode & S_IFMT) !== S_IFREG || !writable(file)) return -EINVAL;
  if (isAppendOnly(inode)) return -EPERM;
  if (file.fixedLength) return -EACCES;
  const done = resize(task, inode, length);
  if (done >= 0) notifyDentry(file.dentry, IN_MODIFY);
  return done;
}

/** Kinds of fallocate beside plain allocation, and whether each takes FALLOC_FL_KEEP_SIZE: vfs_fallocate. */
const FALLOCATE_MODES = new Map([
  [0, 'may'],
  [FALLOC_FL_PUNCH_HOLE, 'must'],
  [FALLOC_FL_COLLAPSE_RANGE, 'no'],
  [FALLOC_FL_ZERO_RANGE, 'may'],
  [FALLOC_FL_INSERT_RANGE, 'no'],
  [FALLOC_FL_UNSHARE_RANGE, 'may'],
]);

/** Implements fallocate(2). */
export function fallocate(task: Task, [fd, mode, offset, length]: Args): Result {
  const file = fdget(task, fd);
  if (!file) return -EBADF;
  task.kernel.work.kind = file.inode.kind;
  if (offset < 0 || length <= 0) return -EINVAL;
  const keeps = (mode & FALLOC_FL_KEEP_SIZE) !== 0;
  const keeping = FALLOCATE_MODES.get(mode & ~FALLOC_FL_KEEP_SIZE);
  if (keeping === undefined || keeping === (keeps ? 'no' : 'must')) return -EOPNOTSUPP;
  if (!writable(file)) return -EBADF;
  if (isImmutable(file.inode) || (isAppendOnly(file.inode) && mode & ~FALLOC_FL_KEEP_SIZE)) return -EPERM;
  const type = file.inode.mode & S_IFMT;
  if (type === S_IFIFO) return -ESPIPE;
  if (type === S_IFDIR) return -EISDIR;
  if (type !== S_IFREG) return -ENODEV;
  if (offset + length > MAX_FILE_SIZE) return -EFBIG;
  if (!keeps && offset + length > task.fileSizeLimit && offset + length > file.inode.size) {
    task.signal(SIGXFSZ);
    return -EFBIG;
  }
  const done = file.fops.fallocate?.(file, mode, offset, length) ?? -EOPNOTSUPP;
  if (done >= 0) notifyDentry(file.dentry, IN_MODIFY);
  if (done >= 0) removePrivileges(file.inode, task.cred);
  return done;
}

export const attrRows = [
  full('access', access),
  full('faccessat', faccessat),
  full('faccessat2', faccessat2),
  full('chmod', chmod),
  full('fchmod', fchmod),
  full('fchmodat', fchmodat),
  full('fchmodat2', fchmodat2),
  full('chown', chown),
  full('lchown', lchown),
  full('fchown', fchown),
  full('fchownat', fchownat),
  full('truncate', truncate),
  full('ftruncate', ftruncate),
  partial('fallocate', fallocate, 'only plain allocation, FALLOC_FL_KEEP_SIZE and FALLOC_FL_PUNCH_HOLE'),
];
