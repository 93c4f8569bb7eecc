import * as E from '../../../abi/errno';
import {
  AT_EMPTY_PATH,
  AT_NO_AUTOMOUNT,
  AT_RECURSIVE,
  AT_SYMLINK_NOFOLLOW,
  O_CLOEXEC,
  O_PATH,
} from '../../../abi/fcntl';
import * as S from '../../../abi/mount';
import * as M from '../../../abi/mount_api';
import { MOUNT_ATTR } from '../../../abi/structs';
import { Bind, origin } from '../../vfs/bind';
import { OpenFile } from '../../vfs/file';
import { isDirectory, LOOKUP } from '../../vfs/namei';
import type { Dentry } from '../../vfs/types';
import type { DetachedMount } from '../../vfs/vfs';
import { full, partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { installFile } from './anon';
import { contextAt, mayMount } from './fs_context';
import { changePropagation, moveTo, PROPAGATION } from './mount';
import { openDentry } from './open';
import { userPath } from './uaccess';
import { unmount } from './unmounted';

/** MOUNT_ATTR_ bits that are those of mount(2). */
const SAME = M.MOUNT_ATTR_RDONLY | M.MOUNT_ATTR_NOSUID | M.MOUNT_ATTR_NODEV | M.MOUNT_ATTR_NOEXEC;
const VALID = SAME | M.MOUNT_ATTR__ATIME | M.MOUNT_ATTR_NODIRATIME;
const TIMES = S.MS_RELATIME | S.MS_NOATIME | S.MS_STRICTATIME;

const plainFlags = (attributes: number): number =>
  (attributes & SAME) | (attributes & M.MOUNT_ATTR_NODIRATIME ? S.MS_NODIRATIME : 0);

/** Which times are kept, as mount(2) has it; undefined for what there is not. */
function timeFlag(attributes: number): number | undefined {
  switch (attributes & M.MOUNT_ATTR__ATIME) {
    case 0:
      return S.MS_RELATIME;
    case M.MOUNT_ATTR_NOATIME:
      return S.MS_NOATIME;
    case M.MOUNT_ATTR_STRICTATIME:
      return S.MS_STRICTATIME;
    default:
      return undefined;
  }
}

/** A descriptor for a mount that is nowhere yet; with its last one, the mount goes. */
function give(task: TaskStruct, at: Dentry, detached: DetachedMount, cloexec: boolean): Result {
  const { kernel } = task;
  const { detached: all } = kernel.vfs;
  all.set(at, detached);
  const file = new OpenFile(at, O_PATH);
  file.fops = {};
  file.closed = () => {
    if (all.delete(at)) unmount(kernel, detached.sb);
  };
  return installFile(task, file, cloexec ? O_CLOEXEC : 0);
}

/** Implements fsmount(2). */
function fsmount(task: TaskStruct, [fd, flags, attributes]: readonly number[]): Result {
  if (!mayMount(task)) return -E.EPERM;
  if (flags & ~M.FSMOUNT_CLOEXEC || attributes & ~VALID) return -E.EINVAL;
  const times = timeFlag(attributes);
  if (times === undefined) return -E.EINVAL;
  const context = contextAt(task, fd);
  if (typeof context === 'number') return context;
  const { made, source } = context;
  if (made === undefined) return -E.EINVAL;
  if (context.phase !== 'ready') return -E.EBUSY;
  context.phase = 'reconfigure';
  context.sb = made.sb;
  context.options.length = 0;
  const detached = { ...made, source, flags: plainFlags(attributes) | times };
  return give(task, made.sb.root, detached, (flags & M.FSMOUNT_CLOEXEC) !== 0);
}

const TREE_FLAGS =
  AT_EMPTY_PATH |
  AT_NO_AUTOMOUNT |
  AT_SYMLINK_NOFOLLOW |
  AT_RECURSIVE |
  M.OPEN_TREE_CLONE |
  M.OPEN_TREE_CLOEXEC;

const lookupOf = (flags: number): number =>
  (flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP.FOLLOW) | (flags & AT_EMPTY_PATH ? LOOKUP.EMPTY : 0);

/** Implements open_tree(2). */
function openTree(task: TaskStruct, [dirfd, name, flags]: readonly number[]): Result {
  if (flags & ~TREE_FLAGS) return -E.EINVAL;
  const clone = (flags & M.OPEN_TREE_CLONE) !== 0;
  if (flags & AT_RECURSIVE && !clone) return -E.EINVAL;
  if (clone && !mayMount(task)) return -E.EPERM;
  const found = userPath(task, dirfd, name, lookupOf(flags));
  if (typeof found === 'number') return found;
  if (!clone) return openDentry(task, found, O_PATH | (flags & M.OPEN_TREE_CLOEXEC ? O_CLOEXEC : 0));
  const from = task.nsproxy.mnt.of(found);
  if (from === undefined || from.unbindable) return -E.EINVAL;
  const { sb, source, data } = from;
  const bind = new Bind(origin(found), undefined);
  const detached = { sb, source, data, flags: from.flags, bind };
  return give(task, bind.root, detached, (flags & M.OPEN_TREE_CLOEXEC) !== 0);
}

const MOVE_FLAGS =
  M.MOVE_MOUNT_F_SYMLINKS |
  M.MOVE_MOUNT_F_AUTOMOUNTS |
  M.MOVE_MOUNT_F_EMPTY_PATH |
  M.MOVE_MOUNT_T_SYMLINKS |
  M.MOVE_MOUNT_T_AUTOMOUNTS |
  M.MOVE_MOUNT_T_EMPTY_PATH;

/** Implements move_mount(2). */
function moveMount(task: TaskStruct, [fromFd, fromName, toFd, toName, flags]: readonly number[]): Result {
  if (!mayMount(task)) return -E.EPERM;
  if (flags & ~MOVE_FLAGS) return -E.EINVAL;
  const lookup = (follow: number, empty: number): number =>
    (flags & follow ? LOOKUP.FOLLOW : 0) | (flags & empty ? LOOKUP.EMPTY : 0);
  const to = userPath(task, toFd, toName, lookup(M.MOVE_MOUNT_T_SYMLINKS, M.MOVE_MOUNT_T_EMPTY_PATH));
  if (typeof to === 'number') return to;
  const from = userPath(task, fromFd, fromName, lookup(M.MOVE_MOUNT_F_SYMLINKS, M.MOVE_MOUNT_F_EMPTY_PATH));
  if (typeof from === 'number') return from;
  const { detached } = task.kernel.vfs;
  const what = detached.get(from);
  if (what === undefined) return moveTo(task, from, to);
  const { mnt } = task.nsproxy;
  const parent = mnt.of(to);
  if (parent === undefined || isDirectory(from.inode) !== isDirectory(to.inode)) return -E.EINVAL;
  detached.delete(from);
  if (what.bind !== undefined) what.bind.over = to;
  const mounted = mnt.add(to, from, what);
  if (parent.shared !== undefined) mounted.shared = mnt.newGroup();
  return 0;
}

/** struct mount_attr, its bits as far as they are known; a negative errno for what is too long or not known. */
function readAttributes(task: TaskStruct, addr: number, size: number) {
  if (size > 4096) return -E.E2BIG;
  if (size < MOUNT_ATTR.size) return -E.EINVAL;
  if (!mayMount(task)) return -E.EPERM;
  const bytes = task.mem.copyIn(addr, size);
  if (bytes === undefined) return -E.EFAULT;
  if (bytes.subarray(MOUNT_ATTR.size).some((byte) => byte !== 0)) return -E.E2BIG;
  const words = new Uint32Array(bytes.slice(0, MOUNT_ATTR.size).buffer);
  const [set, setHigh, clear, clearHigh, propagation, propagationHigh] = words;
  return { set, clear, propagation, high: setHigh | clearHigh | propagationHigh };
}

/** Implements mount_setattr(2). */
function mountSetattr(task: TaskStruct, [dirfd, name, flags, addr, size]: readonly number[]): Result {
  const known = AT_EMPTY_PATH | AT_NO_AUTOMOUNT | AT_SYMLINK_NOFOLLOW | AT_RECURSIVE;
  if (flags & ~known) return -E.EINVAL;
  const asked = readAttributes(task, addr, size);
  if (typeof asked === 'number') return asked;
  const { set, clear, propagation, high } = asked;
  if ((set | clear | propagation | high) === 0) return 0;
  if (high !== 0 || propagation & ~PROPAGATION || (propagation & (propagation - 1)) !== 0) return -E.EINVAL;
  if ((set | clear) & ~VALID) return -E.EINVAL;
  const clearsTimes = clear & M.MOUNT_ATTR__ATIME;
  const times = timeFlag(set);
  if (clearsTimes ? clearsTimes !== M.MOUNT_ATTR__ATIME || times === undefined : set & M.MOUNT_ATTR__ATIME)
    return -E.EINVAL;
  const found = userPath(task, dirfd, name, lookupOf(flags));
  if (typeof found === 'number') return found;
  const { mnt } = task.nsproxy;
  const mounted = mnt.rootedAt(found);
  const detached = task.kernel.vfs.detached.get(found);
  if (mounted === undefined && detached === undefined) return -E.EINVAL;
  const recursive = (flags & AT_RECURSIVE) !== 0;
  const all = mounted ? (recursive ? mnt.subtree(mounted) : [mounted]) : [detached as DetachedMount];
  if (clear !== 0 && mounted !== undefined && mnt.subtree(mounted).some(({ locked }) => locked))
    return -E.EPERM;
  for (const one of all) {
    one.flags = (one.flags & ~plainFlags(clear)) | plainFlags(set);
    if (clearsTimes) one.flags = (one.flags & ~TIMES) | (times ?? 0);
  }
  if (propagation === 0 || mounted === undefined) return 0;
  return changePropagation(task, found, propagation | (recursive ? S.MS_REC : 0));
}

export const mountTreeRows = [
  full('fsmount', fsmount),
  partial('open_tree', openTree, 'what is mounted below is not copied'),
  partial('move_mount', moveMount, 'MOVE_MOUNT_SET_GROUP and MOVE_MOUNT_BENEATH answer EINVAL'),
  partial('mount_setattr', mountSetattr, 'MOUNT_ATTR_IDMAP and MOUNT_ATTR_NOSYMFOLLOW answer EINVAL'),
];
