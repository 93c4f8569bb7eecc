import {
  E2BIG,
  EACCES,
  EAGAIN,
  EBADF,
  EEXIST,
  EFAULT,
  EINVAL,
  EISDIR,
  ELOOP,
  ENOENT,
  ENOTDIR,
  EOPNOTSUPP,
  EPERM,
  EROFS,
  ETXTBSY,
} from '../../../abi/errno';
import {
  AT_FDCWD,
  CLOSE_RANGE_CLOEXEC,
  CLOSE_RANGE_UNSHARE,
  FASYNC,
  O_ACCMODE,
  O_APPEND,
  O_CLOEXEC,
  O_CREAT,
  O_DIRECT,
  O_DIRECTORY,
  O_DSYNC,
  O_EXCL,
  O_LARGEFILE,
  O_NOATIME,
  O_NOCTTY,
  O_NOFOLLOW,
  O_NONBLOCK,
  O_PATH,
  O_RDONLY,
  O_SYNC,
  O_TMPFILE,
  O_TRUNC,
  O_WRONLY,
  RESOLVE_BENEATH,
  RESOLVE_CACHED,
  RESOLVE_IN_ROOT,
} from '../../../abi/fcntl';
import { LANDLOCK } from '../../../abi/landlock';
import { MS_NODEV } from '../../../abi/mount';
import { IN_OPEN } from '../../../abi/poll';
import { S_IFBLK, S_IFCHR, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG } from '../../../abi/stat';
import { getField, OPEN_HOW } from '../../../abi/structs';
import { origin, seenFrom } from '../../vfs/bind';
import { newDentry } from '../../vfs/dentry';
import { fput, OpenFile } from '../../vfs/file';
import { isDirectory, isSymlink, LOOKUP, Walk } from '../../vfs/namei';
import { notifyDentry } from '../../vfs/notify';
import { isAppendOnly, MAY_EXEC, MAY_READ, MAY_WRITE, ownsInode, permission } from '../../vfs/permission';
import type { Dentry, File } from '../../vfs/types';
import { landlocked, landlockOpen } from '../landlock/domain';
import type { Args, Result, Task } from '../types';
import { resize } from './attr';
import { mountFlags } from './mount_flags';
import { isRunning } from './text_busy';
import { andThen, full, getname, partial } from './uaccess';

/** Permission bits that a mode may carry. */
const S_IALLUGO = 0o7777;
const TMPFILE = O_TMPFILE & ~O_DIRECTORY;

/** VALID_OPEN_FLAGS of include/linux/fcntl.h. */
const VALID =
  O_ACCMODE |
  O_CREAT |
  O_EXCL |
  O_NOCTTY |
  O_TRUNC |
  O_APPEND |
  O_NONBLOCK |
  O_SYNC |
  O_DSYNC |
  FASYNC |
  O_DIRECT |
  O_LARGEFILE |
  O_DIRECTORY |
  O_NOFOLLOW |
  O_NOATIME |
  O_CLOEXEC |
  O_PATH |
  TMPFILE;
const PATH_FLAGS = O_DIRECTORY | O_NOFOLLOW | O_PATH | O_CLOEXEC;
/** RESOLVE_ flags, and the two of which only one may be given. */
const RESOLVE_ALL = 0x3f;
const SCOPES = RESOLVE_BENEATH | RESOLVE_IN_ROOT;
/** What only the opening itself looks at; F_GETFL does not show it. */
const TRANSIENT = O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_CLOEXEC;
const ACCESS = [MAY_READ, MAY_WRITE, MAY_READ | MAY_WRITE, MAY_READ | MAY_WRITE];

/** How a file is to be opened: struct open_flags. */
interface OpenFlags {
  flags: number;
  mode: number;
  /** MAY_ bits that the inode has to grant. */
  access: number;
  /** RESOLVE_ flags of openat2. */
  resolve?: number;
}

/** A file being opened: its operation may have to sleep first (a FIFO). */
interface Opening {
  file: File;
  result: Result;
}

/** build_open_flags: combinations that make no sense answer EINVAL. */
function buildOpenFlags(flags: number, mode: number): OpenFlags | number {
  if ((flags & (O_DIRECTORY | O_CREAT)) === (O_DIRECTORY | O_CREAT)) return -EINVAL;
  let access = ACCESS[flags & O_ACCMODE];
  if (flags & TMPFILE && (!(flags & O_DIRECTORY) || !(access & MAY_WRITE))) return -EINVAL;
  if (flags & O_PATH) access = 0;
  else if (flags & O_TRUNC) access |= MAY_WRITE;
  return { flags, mode, access };
}

/** The flags and mode of open and openat, which ignore what they do not know: build_open_how. */
function lenient(flags: number, mode: number): OpenFlags | number {
  const known = flags & O_PATH ? flags & PATH_FLAGS : (flags & VALID) | O_LARGEFILE;
  return buildOpenFlags(known, known & (O_CREAT | TMPFILE) ? mode & S_IALLUGO : 0);
}

/** Opens a name and gives it a descriptor: do_sys_openat2. */
function openAt(task: Task, dirfd: number, addr: number, how: OpenFlags | number): Result {
  if (typeof how === 'number') return how;
  const name = getname(task, addr);
  if (typeof name === 'number') return name;
  const free = task.files.free();
  if (free < 0) return free;
  return finish(task, openName(task, dirfd, name, how), how);
}

/** Opens what has been found by another way than its name: file_open_root. */
export function openDentry(task: Task, dentry: Dentry, flags: number): Result {
  const how = lenient(flags, 0);
  if (typeof how === 'number') return how;
  const free = task.files.free();
  return free < 0 ? free : finish(task, openFound(task, dentry, how), how);
}

function finish(task: Task, opening: Opening | number, how: OpenFlags): Result {
  if (typeof opening === 'number') return opening;
  const { file, result } = opening;
  task.kernel.work.kind = file.inode.kind;
  if (typeof result === 'number') return give(task, file, how, result);
  return andThen(result, (error) => give(task, file, how, error));
}

/** fd_install, unless the file could not be opened. */
function give(task: Task, file: File, how: OpenFlags, error: number): number {
  const fd = error < 0 ? error : task.files.install(file, (how.flags & O_CLOEXEC) !== 0);
  if (fd < 0) fput(file);
  return fd;
}

/** path_openat. */
function openName(task: Task, dirfd: number, name: string, how: OpenFlags): Opening | number {
  const walk = new Walk(task, task.cred, how.resolve);
  const start = walk.start(dirfd, name);
  if (typeof start === 'number') return start;
  if (how.flags & O_CREAT) return openOrCreate(walk, start, name, how);
  const follow = how.flags & O_NOFOLLOW ? 0 : LOOKUP.FOLLOW;
  if (how.flags & TMPFILE) return openTmpfile(task, walk.lookup(start, name, follow | LOOKUP.DIRECTORY), how);
  const found = walk.lookup(start, name, follow | (how.flags & O_DIRECTORY ? LOOKUP.DIRECTORY : 0));
  return typeof found === 'number' ? found : openFound(task, found, how);
}

/** open_last_lookups with O_CREAT: a link to nowhere makes the file that it names. */
function openOrCreate(walk: Walk, start: Dentry, name: string, how: OpenFlags): Opening | number {
  const { task } = walk;
  const follow = (how.flags & (O_NOFOLLOW | O_EXCL)) === 0;
  let error = walk.toParent(start, name);
  for (;;) {
    if (error < 0) return error;
    if (walk.lastKind === 'name' && walk.trailingSlash) return -EISDIR;
    const found = walk.child();
    if (typeof found === 'number') return found;
    if (found === undefined) return createAndOpen(walk, how);
    if (!follow || !isSymlink(found.inode)) return openFound(task, found, how);
    const target = walk.readLink(found);
    if (typeof target === 'number') return target;
    if (typeof target !== 'string') return openFound(task, target, how);
    error = walk.toParent(walk.dir, target);
  }
}

function createAndOpen({ task, dir, last }: Walk, how: OpenFlags): Opening | number {
  const { create } = dir.inode.ops;
  if (dir.deleted) return -ENOENT;
  if (task.nsproxy.mnt.readOnly(dir)) return -EROFS;
  const error =
    landlocked(task, dir, LANDLOCK.MAKE_REG) || permission(dir.inode, MAY_WRITE | MAY_EXEC, task.cred);
  if (error < 0) return error;
  if (!create) return -EACCES;
  const made = create(origin(dir), last, how.mode & ~task.fs.umask, task);
  return typeof made === 'number'
    ? made
    : lockedOpen(task, seenFrom(dir, made), { ...how, flags: how.flags & ~O_TRUNC });
}

function openTmpfile(task: Task, dir: Dentry | number, how: OpenFlags): Opening | number {
  if (typeof dir === 'number') return dir;
  const error = permission(dir.inode, MAY_WRITE | MAY_EXEC, task.cred);
  if (error < 0) return error;
  if (task.nsproxy.mnt.readOnly(dir)) return -EROFS;
  const inode = dir.inode.ops.tmpfile?.(origin(dir), how.mode & ~task.fs.umask, task);
  if (!inode) return -EOPNOTSUPP;
  inode.linkable = (how.flags & O_EXCL) === 0;
  const dentry = newDentry(dir, `#${inode.ino}`, inode);
  dentry.deleted = true;
  return lockedOpen(task, dentry, how);
}

/** do_open of something that was there before. */
function openFound(task: Task, dentry: Dentry, how: OpenFlags): Opening | number {
  const { flags, access } = how;
  const { inode } = dentry;
  if (flags & O_CREAT) {
    if (flags & O_EXCL) return -EEXIST;
    if (isDirectory(inode)) return -EISDIR;
  }
  if (flags & O_DIRECTORY && !isDirectory(inode)) return -ENOTDIR;
  if (flags & O_PATH) return finishOpen(task, dentry, how);
  const type = inode.mode & S_IFMT;
  if (type === S_IFLNK) return -ELOOP;
  if (type === S_IFDIR && access & MAY_WRITE) return -EISDIR;
  const device = type === S_IFCHR || type === S_IFBLK;
  if (device && mountFlags(task, dentry) & MS_NODEV) return -EACCES;
  const error = permission(inode, access, task.cred);
  if (error < 0) return error;
  if (isAppendOnly(inode) && ((access & MAY_WRITE && !(flags & O_APPEND)) || flags & O_TRUNC)) return -EPERM;
  if (flags & O_NOATIME && !ownsInode(inode, task.cred)) return -EPERM;
  if (access & MAY_WRITE && type === S_IFREG && task.nsproxy.mnt.readOnly(dentry)) return -EROFS;
  if (access & MAY_WRITE && isRunning(task, inode)) return -ETXTBSY;
  return lockedOpen(task, dentry, how);
}

/** security_file_open. */
function lockedOpen(task: Task, dentry: Dentry, how: OpenFlags): Opening | number {
  const error = landlockOpen(task, dentry, how.flags);
  if (error < 0) return error;
  const opening = finishOpen(task, dentry, how);
  opening.file.fixedLength = landlocked(task, dentry, LANDLOCK.TRUNCATE) < 0;
  return opening;
}

/** do_dentry_open, and handle_truncate for O_TRUNC. */
function finishOpen(task: Task, dentry: Dentry, { flags }: OpenFlags): Opening {
  // A terminal's own opening looks at O_NOCTTY.
  const file = new OpenFile(dentry, flags & ~(TRANSIENT ^ O_NOCTTY));
  const { inode } = dentry;
  if ((flags & O_ACCMODE) !== O_RDONLY && (inode.mode & S_IFMT) === S_IFREG && !(flags & O_PATH)) {
    file.writer = true;
    inode.writers++;
  }
  if (flags & O_PATH) {
    file.flags &= ~O_NOCTTY;
    file.fops = {};
    return { file, result: 0 };
  }
  const opened = file.fops.open?.(file, task) ?? 0;
  const truncates = (flags & O_TRUNC) !== 0 && inode.ops.truncate !== undefined;
  // Few have to wait.
  if (typeof opened === 'number') return { file, result: settle(task, file, truncates, opened) };
  return { file, result: andThen(opened, (error) => settle(task, file, truncates, error)) };
}

/** The file's operation has answered: 0 or an error. */
function settle(task: Task, file: File, truncates: boolean, error: number): Result {
  file.flags &= ~O_NOCTTY;
  // What was not opened is not released either.
  if (error < 0) file.fops = {};
  else notifyDentry(file.dentry, IN_OPEN);
  return error || (truncates ? resize(task, file.inode, 0) : 0);
}

/** Implements openat(2). */
export function openat(task: Task, [dirfd, name, flags, mode]: Args): Result {
  return openAt(task, dirfd, name, lenient(flags, mode));
}

/** Implements open(2). */
export function open(task: Task, [name, flags, mode]: Args): Result {
  return openAt(task, AT_FDCWD, name, lenient(flags, mode));
}

/** Implements creat(2). */
export function creat(task: Task, [name, mode]: Args): Result {
  return openAt(task, AT_FDCWD, name, lenient(O_CREAT | O_WRONLY | O_TRUNC, mode));
}

/** Implements openat2(2). Unlike openat it refuses what it does not know. */
export function openat2(task: Task, [dirfd, name, addr, size]: Args): Result {
  if (size < OPEN_HOW.size) return -EINVAL;
  if (size > 4096) return -E2BIG;
  const bytes = task.mem.copyIn(addr, size);
  if (!bytes) return -EFAULT;
  if (bytes.subarray(OPEN_HOW.size).some((byte) => byte !== 0)) return -E2BIG;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const flags = getField(view, 0, OPEN_HOW.at.flags);
  const mode = getField(view, 0, OPEN_HOW.at.mode);
  const allowed = flags & O_PATH ? PATH_FLAGS : VALID;
  const resolve = getField(view, 0, OPEN_HOW.at.resolve);
  if (flags >= 2 ** 31 || flags & ~allowed || resolve > RESOLVE_ALL) return -EINVAL;
  if ((resolve & SCOPES) === SCOPES) return -EINVAL;
  if (mode > S_IALLUGO || (mode !== 0 && !(flags & (O_CREAT | TMPFILE)))) return -EINVAL;
  const how = buildOpenFlags(flags & O_PATH ? flags : flags | O_LARGEFILE, mode);
  if (typeof how === 'number') return how;
  // What makes or changes a file cannot be done from the cache alone.
  if (resolve & RESOLVE_CACHED && how.flags & (O_CREAT | O_TRUNC | TMPFILE)) return -EAGAIN;
  return openAt(task, dirfd, name, { ...how, resolve });
}

/** Implements close(2). */
export function close(task: Task, [fd]: Args): Result {
  const file = task.files.get(fd);
  if (!file) return -EBADF;
  task.kernel.work.kind = file.inode.kind;
  return task.files.close(fd);
}

/** Implements close_range(2). */
export function closeRange(task: Task, [first, last, flags]: Args): Result {
  if (flags & ~(CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC) || first > last) return -EINVAL;
  for (const [fd] of [...task.files.entries()]) {
    if (fd < first || fd > last) continue;
    if (flags & CLOSE_RANGE_CLOEXEC) task.files.setCloexec(fd, true);
    else task.files.close(fd);
  }
  return 0;
}

export const openRows = [
  full('open', open),
  full('openat', openat),
  full('creat', creat),
  full('openat2', openat2),
  full('close', close),
  partial('close_range', closeRange, 'CLOSE_RANGE_UNSHARE does not unshare the table between threads'),
];
