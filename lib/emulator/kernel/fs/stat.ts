import { EBADF, EFAULT, EINVAL, ENOENT } from '../../../abi/errno';
import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_NO_AUTOMOUNT,
  AT_STATX_SYNC_TYPE,
  AT_SYMLINK_NOFOLLOW,
} from '../../../abi/fcntl';
import { FS_APPEND_FL, FS_IMMUTABLE_FL, FS_NODUMP_FL } from '../../../abi/ioctl';
import {
  MS_NOATIME,
  MS_NODEV,
  MS_NODIRATIME,
  MS_NOEXEC,
  MS_NOSUID,
  MS_RDONLY,
  MS_STRICTATIME,
} from '../../../abi/mount';
import {
  major,
  minor,
  ST_RELATIME,
  ST_VALID,
  STATX_ATTR_MOUNT_ROOT,
  STATX_BASIC_STATS,
  STATX_BTIME,
  STATX_CTIME,
  STATX_MNT_ID,
  STATX_MTIME,
} from '../../../abi/stat';
import { encode, type Field, STAT, STATFS, STATX } from '../../../abi/structs';
import { bytesOf } from '../../vfs/bytes';
import { isSymlink, LOOKUP } from '../../vfs/namei';
import { Tmpfs } from '../../vfs/tmpfs';
import type { Dentry, Inode } from '../../vfs/types';
import type { Args, Handler, Result, Task } from '../types';
import { shownGid, shownUid } from '../user_namespace';
import { full, userPath } from './uaccess';

/** Preferred size of reads and writes: a page, but procfs and devpts say 1024. */
export function blockSize(inode: Inode): number {
  return inode.sb.type === 'proc' || inode.sb.type === 'devpts' ? 1024 : 4096;
}

const words = new Uint32Array(STAT.size / 4);
const bytesOfWords = new Uint8Array(words.buffer);

function put64(field: Field, value: number): void {
  const at = field.offset >>> 2;
  words[at] = value;
  words[at + 1] = Math.floor(value / 2 ** 32);
}

function put32(field: Field, value: number): void {
  words[field.offset >>> 2] = value;
}

/** Copies struct stat to the user: cp_new_stat. Calls of this kind are many, so one buffer serves them all. */
function putStat(task: Task, inode: Inode, addr: number): number {
  const { at } = STAT;
  // A directory that was not looked into yet finds its names by this, and with them its links.
  const { size } = inode;
  inode.timesSeen = true;
  put64(at.st_dev, inode.dev);
  put64(at.st_ino, inode.ino);
  put64(at.st_nlink, inode.nlink);
  put32(at.st_mode, inode.mode);
  put32(at.st_uid, shownUid(task.cred, inode.uid));
  put32(at.st_gid, shownGid(task.cred, inode.gid));
  put64(at.st_rdev, inode.rdev);
  put64(at.st_size, size);
  put64(at.st_blksize, blockSize(inode));
  put64(at.st_blocks, inode.blocks);
  put64(at.st_atime, inode.atime.sec);
  put64(at.st_atime_nsec, inode.atime.nsec);
  put64(at.st_mtime, inode.mtime.sec);
  put64(at.st_mtime_nsec, inode.mtime.nsec);
  put64(at.st_ctime, inode.ctime.sec);
  put64(at.st_ctime_nsec, inode.ctime.nsec);
  return task.mem.copyOut(addr, bytesOfWords) ? 0 : -EFAULT;
}

const STAT_FLAGS = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH | AT_STATX_SYNC_TYPE;

/**
 * vfs_fstatat: no name (a null or an empty one) with AT_EMPTY_PATH means the descriptor itself, which is looked at
 * before any flag.
 */
function find(task: Task, dirfd: number, addr: number, flags: number): Dentry | number {
  const noName = (flags & AT_EMPTY_PATH) !== 0 && (addr === 0 || isEmptyName(task, addr));
  if (noName && dirfd >= 0) return task.files.get(dirfd)?.dentry ?? -EBADF;
  if (flags & ~STAT_FLAGS) return -EINVAL;
  if (noName && dirfd === AT_FDCWD) return task.fs.cwd.dentry;
  const follow = flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP.FOLLOW;
  return userPath(task, dirfd, addr, follow | (flags & AT_EMPTY_PATH ? LOOKUP.EMPTY : 0));
}

function statAt(task: Task, dirfd: number, name: number, addr: number, flags: number): Result {
  const found = find(task, dirfd, name, flags);
  if (typeof found === 'number') return found;
  task.kernel.work.kind = found.inode.kind;
  return putStat(task, found.inode, addr);
}

/** Implements stat(2). */
export const stat: Handler = (task, [name, addr]) => statAt(task, AT_FDCWD, name, addr, 0);
/** Implements lstat(2). */
export const lstat: Handler = (task, [name, addr]) => statAt(task, AT_FDCWD, name, addr, AT_SYMLINK_NOFOLLOW);
/** Implements newfstatat(2). */
export const newfstatat: Handler = (task, [dirfd, name, addr, flags]) =>
  statAt(task, dirfd, name, addr, flags);

/** Implements fstat(2). */
export function fstat(task: Task, [fd, addr]: Args): Result {
  const file = task.files.get(fd);
  if (!file) return -EBADF;
  task.kernel.work.kind = file.inode.kind;
  return putStat(task, file.inode, addr);
}

const STATX_RESERVED = 0x80000000;

/** STATX_ATTR_IMMUTABLE, APPEND and NODUMP, which have the numbers of the FS_ flags. */
const STATX_ATTR_FILE_FLAGS = FS_IMMUTABLE_FL | FS_APPEND_FL | FS_NODUMP_FL;

const NO_TIMES = { mtime: { sec: 0, nsec: 0 }, ctime: { sec: 0, nsec: 0 } };

/** Implements statx(2). What can be told is told, whatever the mask asks for. */
export function statx(task: Task, [dirfd, name, flags, mask, addr]: Args): Result {
  if (mask & STATX_RESERVED || (flags & AT_STATX_SYNC_TYPE) === AT_STATX_SYNC_TYPE) return -EINVAL;
  const found = find(task, dirfd, name, flags);
  if (typeof found === 'number') return found;
  const { inode } = found;
  const { size } = inode;
  // fill_mg_cmtime: times that nobody asks for are not told, and may stay as they are.
  const times = (mask & (STATX_MTIME | STATX_CTIME)) !== 0;
  if (times) inode.timesSeen = true;
  const { mtime, ctime } = times ? inode : NO_TIMES;
  const btime = mask & STATX_BTIME ? inode.btime : NO_TIMES.ctime;
  const mount = task.nsproxy.mnt.of(found);
  const bytes = encode(STATX, {
    stx_mask:
      (STATX_BASIC_STATS & ~(times ? 0 : STATX_MTIME | STATX_CTIME)) | (mask & STATX_BTIME) | STATX_MNT_ID,
    stx_blksize: blockSize(inode),
    stx_attributes:
      (mount?.at === found ? STATX_ATTR_MOUNT_ROOT : 0) | (inode.fileFlags & STATX_ATTR_FILE_FLAGS),
    stx_attributes_mask: STATX_ATTR_MOUNT_ROOT | (inode.sb instanceof Tmpfs ? STATX_ATTR_FILE_FLAGS : 0),
    stx_nlink: inode.nlink,
    stx_uid: shownUid(task.cred, inode.uid),
    stx_gid: shownGid(task.cred, inode.gid),
    stx_mode: inode.mode,
    stx_ino: inode.ino,
    stx_size: size,
    stx_blocks: inode.blocks,
    'stx_atime.tv_sec': inode.atime.sec,
    'stx_atime.tv_nsec': inode.atime.nsec,
    'stx_btime.tv_sec': btime.sec,
    'stx_btime.tv_nsec': btime.nsec,
    'stx_ctime.tv_sec': ctime.sec,
    'stx_ctime.tv_nsec': ctime.nsec,
    'stx_mtime.tv_sec': mtime.sec,
    'stx_mtime.tv_nsec': mtime.nsec,
    stx_rdev_major: major(inode.rdev),
    stx_rdev_minor: minor(inode.rdev),
    stx_dev_major: major(inode.dev),
    stx_dev_minor: minor(inode.dev),
    stx_mnt_id: mount?.id ?? 0,
  });
  return task.mem.copyOut(addr, bytes) ? 0 : -EFAULT;
}

function readlinkAt(task: Task, dirfd: number, name: number, addr: number, size: number): Result {
  if ((size | 0) <= 0) return -EINVAL;
  const found = userPath(task, dirfd, name, LOOKUP.EMPTY);
  if (typeof found === 'number') return found;
  if (!isSymlink(found.inode)) return isEmptyName(task, name) ? -ENOENT : -EINVAL;
  const target = found.inode.ops.readlink?.(found.inode, task) ?? -EINVAL;
  if (typeof target === 'number') return target;
  const bytes = bytesOf(target).subarray(0, size);
  return task.mem.copyOut(addr, bytes) ? bytes.length : -EFAULT;
}

function isEmptyName(task: Task, name: number): boolean {
  return task.mem.copyIn(name, 1)?.[0] === 0;
}

/** Implements readlink(2). No NUL follows, and what does not fit is cut off without a word. */
export const readlink: Handler = (task, [name, addr, size]) => readlinkAt(task, AT_FDCWD, name, addr, size);
/** Implements readlinkat(2). */
export const readlinkat: Handler = (task, [dirfd, name, addr, size]) =>
  readlinkAt(task, dirfd, name, addr, size);

/** What statfs(2) tells of a mount: the ST_ flags are those of mount(2), but for one. */
function mountedFlags(task: Task, dentry: Dentry): number {
  const { sb } = dentry.inode;
  const mount = task.nsproxy.mnt.of(dentry);
  if (mount === undefined) return sb.type === 'pipefs' ? ST_VALID : ST_VALID | ST_RELATIME;
  const kept = mount.flags & (MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME | MS_NODIRATIME);
  const relatime = mount.flags & (MS_NOATIME | MS_STRICTATIME) ? 0 : ST_RELATIME;
  return ST_VALID | kept | relatime | (sb.readOnly ? MS_RDONLY : 0);
}

function putStatfs(task: Task, dentry: Dentry, addr: number): number {
  const { sb } = dentry.inode;
  const { blocks, blocksFree, files, filesFree } = sb.usage();
  const bytes = encode(STATFS, {
    f_type: sb.magic,
    f_bsize: 4096,
    f_blocks: blocks,
    f_bfree: blocksFree,
    f_bavail: blocksFree,
    f_files: files,
    f_ffree: filesFree,
    f_namelen: 255,
    f_frsize: 4096,
    f_flags: mountedFlags(task, dentry),
  });
  return task.mem.copyOut(addr, bytes) ? 0 : -EFAULT;
}

/** Implements statfs(2). */
export function statfs(task: Task, [name, addr]: Args): Result {
  const found = userPath(task, AT_FDCWD, name, LOOKUP.FOLLOW);
  return typeof found === 'number' ? found : putStatfs(task, found, addr);
}

/** Implements fstatfs(2). */
export function fstatfs(task: Task, [fd, addr]: Args): Result {
  const file = task.files.get(fd);
  return file ? putStatfs(task, file.dentry, addr) : -EBADF;
}

export const statRows = [
  full('stat', stat),
  full('lstat', lstat),
  full('fstat', fstat),
  full('newfstatat', newfstatat),
  full('statx', statx),
  full('readlink', readlink),
  full('readlinkat', readlinkat),
  full('statfs', statfs),
  full('fstatfs', fstatfs),
];
