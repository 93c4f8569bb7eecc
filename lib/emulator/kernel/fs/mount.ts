import * as E from '../../../abi/errno';
import { AT_FDCWD, PATH_MAX } from '../../../abi/fcntl';
import * as M from '../../../abi/mount';
import { byteString } from '../../vfs/bytes';
import type { Mount } from '../../vfs/mount_namespace';
import { isDirectory, LOOKUP } from '../../vfs/namei';
import type { Dentry } from '../../vfs/types';
import { CAP_SYS_ADMIN, capable } from '../capable';
import { partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { userPath } from './uaccess';

const MAGIC = 0xc0ed0000;
const MAGIC_MASK = 0xffff0000;
const PROPAGATION = M.MS_SHARED | M.MS_PRIVATE | M.MS_SLAVE | M.MS_UNBINDABLE;
const RESTRICTIONS = M.MS_NOSUID | M.MS_NODEV | M.MS_NOEXEC;
/** What a new mount may be asked for: all else would have to be held to. */
const NEW_FLAGS =
  RESTRICTIONS |
  M.MS_SILENT |
  M.MS_RELATIME |
  M.MS_STRICTATIME |
  M.MS_NOATIME |
  M.MS_NODIRATIME |
  M.MS_LAZYTIME;

/** strndup_user: a string that may be absent. */
function readName(task: TaskStruct, addr: number): string | undefined | number {
  if (addr === 0) return undefined;
  const name = task.mem.readString(addr, PATH_MAX);
  if (typeof name === 'number') return name === -E.ENAMETOOLONG ? -E.EINVAL : name;
  return byteString(name);
}

/** copy_mount_options: a page, as far as it can be read. */
function readData(task: TaskStruct, addr: number): string | number {
  if (addr === 0) return '';
  const page = new Uint8Array(4096);
  const length = task.mem.read(addr, page, 0, page.length);
  if (length === 0) return -E.EFAULT;
  const end = page.indexOf(0);
  return byteString(page.subarray(0, end < 0 ? length : Math.min(end, length)));
}

/** Implements mount(2). */
function mount(
  task: TaskStruct,
  [sourceAddr, targetAddr, typeAddr, asked, dataAddr]: readonly number[],
): Result {
  const type = readName(task, typeAddr);
  if (typeof type === 'number') return type;
  const source = readName(task, sourceAddr);
  if (typeof source === 'number') return source;
  const data = readData(task, dataAddr);
  if (typeof data === 'number') return data;
  const target = userPath(task, AT_FDCWD, targetAddr, LOOKUP.FOLLOW);
  if (typeof target === 'number') return target;
  const word = asked >>> 0;
  const flags = (word & MAGIC_MASK) >>> 0 === MAGIC ? word & ~MAGIC_MASK : word;
  if (flags & M.MS_NOUSER) return -E.EINVAL;
  if (!capable(task.cred, CAP_SYS_ADMIN)) return -E.EPERM;
  if (flags & (M.MS_REMOUNT | M.MS_BIND)) return -E.EINVAL;
  if (flags & PROPAGATION) return changePropagation(task, target, flags);
  if (type === undefined || flags & ~NEW_FLAGS) return -E.EINVAL;
  return newMount(task, target, { type, source: source ?? 'none', data, flags });
}

/** do_change_type: mounts here are private, and slaves of nobody. */
function changePropagation(task: TaskStruct, target: Dentry, flags: number): number {
  if (task.nsproxy.mnt.rootedAt(target) === undefined) return -E.EINVAL;
  const kind = flags & ~(M.MS_REC | M.MS_SILENT);
  return kind === M.MS_PRIVATE || kind === M.MS_SLAVE ? 0 : -E.EINVAL;
}

/** do_new_mount. */
function newMount(
  task: TaskStruct,
  target: Dentry,
  { type, source, data, flags }: { type: string; source: string; data: string; flags: number },
): number {
  const { fsuid: uid, fsgid: gid } = task.cred;
  const made = task.kernel.vfs.filesystem(type, data, flags & RESTRICTIONS, { uid, gid });
  if (typeof made === 'number') return made;
  if (!isDirectory(target.inode)) return -E.ENOTDIR;
  task.nsproxy.mnt.add(target, made.sb.root, { ...made, source, options: shownFlags(flags) });
  return 0;
}

/** show_mnt_opts. */
function shownFlags(flags: number): string {
  const noatime = flags & M.MS_NOATIME;
  return [
    'rw',
    flags & M.MS_NOSUID ? 'nosuid' : '',
    flags & M.MS_NODEV ? 'nodev' : '',
    flags & M.MS_NOEXEC ? 'noexec' : '',
    noatime ? 'noatime' : '',
    flags & M.MS_NODIRATIME ? 'nodiratime' : '',
    noatime || flags & M.MS_STRICTATIME ? '' : 'relatime',
  ]
    .filter((option) => option !== '')
    .join(',');
}

const UMOUNT_FLAGS = M.MNT_FORCE | M.MNT_DETACH | M.MNT_EXPIRE | M.UMOUNT_NOFOLLOW;

/** Implements umount2(2). */
function umount2(task: TaskStruct, [target, flags]: readonly number[]): Result {
  if (flags & ~UMOUNT_FLAGS) return -E.EINVAL;
  const found = userPath(task, AT_FDCWD, target, flags & M.UMOUNT_NOFOLLOW ? 0 : LOOKUP.FOLLOW);
  if (typeof found === 'number') return found;
  if (!capable(task.cred, CAP_SYS_ADMIN)) return -E.EPERM;
  const { mnt } = task.nsproxy;
  const mounted = mnt.rootedAt(found);
  if (mounted?.over === undefined || flags & M.MNT_EXPIRE) return -E.EINVAL;
  const busy = mnt.below(mounted).length > 0 || inUse(task, mounted);
  if (busy && (flags & M.MNT_DETACH) === 0) return -E.EBUSY;
  for (const one of subtree(task, mounted)) {
    mnt.remove(one);
    if (!busy && !one.over?.mounted) task.kernel.vfs.drop(one.sb);
  }
  return 0;
}

/** A mount with all that is mounted below it, the deepest first. */
function subtree(task: TaskStruct, mounted: Mount): Mount[] {
  return [...task.nsproxy.mnt.below(mounted).flatMap((one) => subtree(task, one)), mounted];
}

/** propagate_mount_busy: somebody is in it, has a file of it open, or has one mapped. */
function inUse(task: TaskStruct, { sb }: Mount): boolean {
  const there = (dentry: Dentry | undefined) => dentry?.inode.sb === sb;
  for (const other of task.kernel.tasks()) {
    if (!other.alive) continue;
    if (there(other.fs.cwd.dentry) || there(other.fs.root.dentry) || there(other.exe?.dentry)) return true;
    for (const [, file] of other.files.entries()) if (there(file.dentry)) return true;
    for (const { backing } of other.mm.vmas) if (there(backing?.path?.dentry)) return true;
  }
  return false;
}

export const mountRows = [
  partial(
    'mount',
    mount,
    'new tmpfs, proc and sysfs; no bind mounts, remounting, read-only or shared mounts: EINVAL',
  ),
  partial('umount2', umount2, 'MNT_EXPIRE answers EINVAL'),
];
