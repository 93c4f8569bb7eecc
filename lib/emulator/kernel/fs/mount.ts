import * as E from '../../../abi/errno';
import { AT_FDCWD, PATH_MAX } from '../../../abi/fcntl';
import * as M from '../../../abi/mount';
import { seenFrom } from '../../vfs/bind';
import { byteString } from '../../vfs/bytes';
import { isBelow } from '../../vfs/dentry';
import type { Mount } from '../../vfs/mount_namespace';
import { isDirectory, LOOKUP } from '../../vfs/namei';
import type { Dentry } from '../../vfs/types';
import { full, partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { mayMount } from './fs_context';
import { userPath } from './uaccess';
import { unmount, users } from './unmounted';

const MAGIC = 0xc0ed0000;
const MAGIC_MASK = 0xffff0000;
export const PROPAGATION = M.MS_SHARED | M.MS_PRIVATE | M.MS_SLAVE | M.MS_UNBINDABLE;
const RESTRICTIONS = M.MS_RDONLY | M.MS_NOSUID | M.MS_NODEV | M.MS_NOEXEC;
const TIMES = M.MS_RELATIME | M.MS_STRICTATIME | M.MS_NOATIME | M.MS_NODIRATIME;
/** What a new mount may be asked for: all else would have to be held to. */
const NEW_FLAGS = RESTRICTIONS | TIMES | M.MS_SILENT | M.MS_LAZYTIME;

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
  if (!mayMount(task)) return -E.EPERM;
  if (flags & M.MS_REMOUNT) return remount(task, target, flags, data);
  if (flags & M.MS_BIND) return bindMount(task, target, sourceAddr, source, flags);
  if (flags & PROPAGATION) return changePropagation(task, target, flags);
  if (flags & M.MS_MOVE) return moveMount(task, target, sourceAddr, source);
  if (type === undefined || flags & ~NEW_FLAGS) return -E.EINVAL;
  return newMount(task, target, { type, source: source ?? 'none', data, flags });
}

/** do_reconfigure_mnt for a mount alone, and do_remount for its filesystem too. */
function remount(task: TaskStruct, target: Dentry, flags: number, data: string): number {
  const mounted = task.nsproxy.mnt.rootedAt(target);
  if (mounted === undefined) return -E.EINVAL;
  // The user of a namespace lifts no restriction that came from outside it.
  const kept = mounted.flags & RESTRICTIONS;
  if (mounted.locked && kept & ~flags) return -E.EPERM;
  const times = flags & TIMES ? flags & TIMES : mounted.flags & TIMES;
  if ((flags & M.MS_BIND) === 0) {
    const shown = task.kernel.vfs.reconfigure(mounted.sb, data, (flags & M.MS_RDONLY) !== 0);
    if (typeof shown === 'number') return shown;
    if (data !== '') mounted.data = shown;
  }
  mounted.flags = (flags & RESTRICTIONS) | times;
  return 0;
}

/** do_loopback: MS_BIND, with what is mounted below for MS_REC. */
function bindMount(
  task: TaskStruct,
  target: Dentry,
  sourceAddr: number,
  name: string | undefined,
  flags: number,
): number {
  if (name === undefined || name === '') return -E.EINVAL;
  const source = userPath(task, AT_FDCWD, sourceAddr, LOOKUP.FOLLOW);
  if (typeof source === 'number') return source;
  const { mnt } = task.nsproxy;
  const from = mnt.of(source);
  if (from === undefined || from.unbindable || mnt.of(target) === undefined) return -E.EINVAL;
  if (isDirectory(source.inode) !== isDirectory(target.inode)) return -E.ENOTDIR;
  const below = flags & M.MS_REC ? mnt.mounts.filter(({ over }) => over && isBelow(over, source)) : [];
  const made = mnt.bind(target, source, from);
  for (const one of below) {
    if (one.unbindable || one.over === undefined) continue;
    const place = correspond(made.at, source, one.over);
    if (place !== undefined) mnt.bind(place, one.at, one);
  }
  return 0;
}

/** The place below `root` that lies as `place` does below `source`, whatever is mounted on the way. */
function correspond(root: Dentry, source: Dentry, place: Dentry): Dentry | undefined {
  const names: string[] = [];
  for (let at = place; at !== source; at = at.parent) names.unshift(at.name);
  let at: Dentry | undefined = root;
  for (const name of names) {
    const found: Dentry | undefined = at.children?.get(name);
    at = found && seenFrom(at, found);
    if (at === undefined) return undefined;
  }
  return at;
}

/** do_change_type. */
export function changePropagation(task: TaskStruct, target: Dentry, flags: number): number {
  const { mnt } = task.nsproxy;
  const mounted = mnt.rootedAt(target);
  const kind = flags & ~(M.MS_REC | M.MS_SILENT);
  if (mounted === undefined || kind & ~PROPAGATION || (kind & (kind - 1)) !== 0) return -E.EINVAL;
  for (const one of flags & M.MS_REC ? mnt.subtree(mounted) : [mounted]) {
    if (kind === M.MS_SHARED) one.shared ??= mnt.newGroup();
    else {
      // A slave without a master is private: change_mnt_propagation.
      if (kind === M.MS_SLAVE) one.master = mnt.peers(one) > 1 ? (one.shared ?? one.master) : one.master;
      else one.master = undefined;
      one.shared = undefined;
    }
    one.unbindable = kind === M.MS_UNBINDABLE;
  }
  return 0;
}

/** do_move_mount_old: MS_MOVE. */
function moveMount(task: TaskStruct, target: Dentry, sourceAddr: number, name: string | undefined): number {
  if (name === undefined || name === '') return -E.EINVAL;
  const source = userPath(task, AT_FDCWD, sourceAddr, LOOKUP.FOLLOW);
  return typeof source === 'number' ? source : moveTo(task, source, target);
}

/** do_move_mount. */
export function moveTo(task: TaskStruct, source: Dentry, target: Dentry): number {
  const { mnt } = task.nsproxy;
  const mounted = mnt.rootedAt(source);
  if (mounted?.over === undefined || mounted.locked || mnt.of(target) === undefined) return -E.EINVAL;
  if (isDirectory(source.inode) !== isDirectory(target.inode)) return -E.EINVAL;
  const parent = mnt.of(mounted.over);
  if (parent?.shared !== undefined) return -E.EINVAL;
  if (isBelow(target, source)) return -E.ELOOP;
  mnt.move(mounted, target);
  return 0;
}

/** do_new_mount. */
function newMount(
  task: TaskStruct,
  target: Dentry,
  { type, source, data, flags }: { type: string; source: string; data: string; flags: number },
): number {
  if (type === 'devpts') return mountPts(task, target, data);
  const made = task.kernel.vfs.filesystem(type, data, task);
  if (typeof made === 'number') return made;
  if (!isDirectory(target.inode)) return -E.ENOTDIR;
  const { mnt } = task.nsproxy;
  if (flags & M.MS_RDONLY) made.sb.readOnly = true;
  const parent = mnt.of(target);
  const mounted = mnt.add(target, made.sb.root, { ...made, source, flags: flags & (RESTRICTIONS | TIMES) });
  // Below what is shared, a mount is shared too: attach_recursive_mnt.
  if (parent?.shared !== undefined) mounted.shared = mnt.newGroup();
  return 0;
}

/** The terminals are one filesystem, however often it is mounted. */
function mountPts(task: TaskStruct, target: Dentry, data: string): number {
  const { mnt } = task.nsproxy;
  const { directory } = task.kernel.vfs.ptys;
  const from = directory && mnt.of(directory);
  if (directory === undefined || from === undefined) return -E.ENODEV;
  const mode = /(?:^|,)ptmxmode=([0-7]+)/.exec(data)?.[1];
  const ptmx = directory.children?.get('ptmx')?.inode;
  if (mode !== undefined && ptmx !== undefined) ptmx.mode = (ptmx.mode & ~0o777) | Number.parseInt(mode, 8);
  mnt.bind(target, directory, from);
  return 0;
}

const UMOUNT_FLAGS = M.MNT_FORCE | M.MNT_DETACH | M.MNT_EXPIRE | M.UMOUNT_NOFOLLOW;

/** Implements umount2(2). */
function umount2(task: TaskStruct, [target, flags]: readonly number[]): Result {
  if (flags & ~UMOUNT_FLAGS) return -E.EINVAL;
  const named = userPath(task, AT_FDCWD, target, flags & M.UMOUNT_NOFOLLOW ? 0 : LOOKUP.FOLLOW);
  if (typeof named === 'number') return named;
  if (!mayMount(task)) return -E.EPERM;
  const { mnt } = task.nsproxy;
  // What has been mounted on the directory since it was entered is meant: LOOKUP_MOUNTPOINT.
  const found = mnt.cross(named);
  const mounted = mnt.rootedAt(found);
  if (mounted?.over === undefined || mounted.locked || flags & M.MNT_EXPIRE) return -E.EINVAL;
  const busy = mnt.below(mounted).length > 0 || inUse(task, mounted);
  if (busy && (flags & M.MNT_DETACH) === 0) return -E.EBUSY;
  for (const one of mnt.subtree(mounted)) {
    mnt.remove(one);
    unmount(task.kernel, one.sb);
  }
  return 0;
}

/** propagate_mount_busy: somebody is in it, has a file of it open, or has one mapped. */
function inUse(task: TaskStruct, mounted: Mount): boolean {
  const { mnt } = task.nsproxy;
  const there = (dentry: Dentry | undefined) =>
    dentry?.inode.sb === mounted.sb && mnt.of(dentry)?.id === mounted.id;
  return users(task.kernel, there);
}

/** Implements pivot_root(2). */
function pivotRoot(task: TaskStruct, [newName, oldName]: readonly number[]): Result {
  if (!mayMount(task)) return -E.EPERM;
  const lookup = LOOKUP.FOLLOW | LOOKUP.DIRECTORY;
  const to = userPath(task, AT_FDCWD, newName, lookup);
  if (typeof to === 'number') return to;
  const old = userPath(task, AT_FDCWD, oldName, lookup);
  if (typeof old === 'number') return old;
  const { mnt } = task.nsproxy;
  const root = task.fs.root.dentry;
  const [rootMount, newMounted] = [mnt.rootedAt(root), mnt.rootedAt(to)];
  const parent = newMounted?.over && mnt.of(newMounted.over);
  if (mnt.of(old)?.shared !== undefined || parent?.shared !== undefined) return -E.EINVAL;
  if (newMounted?.locked) return -E.EINVAL;
  if (rootMount === newMounted || rootMount === mnt.of(old)) return -E.EBUSY;
  // The root has to be a mount, other than the first one that is there (its own rootfs is below a real one).
  if (rootMount === undefined || newMounted?.over === undefined) return -E.EINVAL;
  if (!isBelow(old, to) || !isBelow(to, root)) return -E.EINVAL;
  mnt.move(newMounted, rootMount.over);
  mnt.move(rootMount, old);
  // chroot_fs_refs: who had the old root, or was in it, has the new one.
  for (const other of task.kernel.tasks()) {
    if (other.nsproxy.mnt !== mnt) continue;
    const { fs } = other;
    if (fs.root.dentry === root) fs.root = { dentry: to };
    if (fs.cwd.dentry === root) fs.cwd = { dentry: to };
  }
  return 0;
}

export const mountRows = [
  partial(
    'mount',
    mount,
    'new tmpfs, proc, sysfs and the one devpts alone; mounts do not propagate to the peers of shared ones',
  ),
  partial('umount2', umount2, 'MNT_EXPIRE answers EINVAL'),
  full('pivot_root', pivotRoot),
];
