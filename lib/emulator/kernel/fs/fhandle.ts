import { EBADF, EFAULT, EINVAL, EOPNOTSUPP, EOVERFLOW, EPERM, ESTALE } from '../../../abi/errno';
import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_HANDLE_CONNECTABLE,
  AT_HANDLE_FID,
  AT_HANDLE_MNT_ID_UNIQUE,
  AT_SYMLINK_FOLLOW,
  MAX_HANDLE_SZ,
} from '../../../abi/fcntl';
import { encode, FILE_HANDLE, getField } from '../../../abi/structs';
import { origin } from '../../vfs/bind';
import { LOOKUP } from '../../vfs/namei';
import { Tmpfs } from '../../vfs/tmpfs';
import { CAP_DAC_READ_SEARCH, capable } from '../capable';
import type { Args, Result, Task } from '../types';
import { u64Bytes } from './anon';
import { openDentry } from './open';
import { full, int32, userPath } from './uaccess';

/** What tmpfs makes: a generation and an inode number in three words. */
const TMPFS_BYTES = 12;
const FILEID_INO32_GEN = 1;
const FILEID_INVALID = 0xff;

/** Implements name_to_handle_at(2). Handles are there for files on tmpfs. */
function nameToHandleAt(task: Task, [dirfd, name, handle, mountId, flags]: Args): Result {
  const known =
    AT_SYMLINK_FOLLOW | AT_EMPTY_PATH | AT_HANDLE_FID | AT_HANDLE_MNT_ID_UNIQUE | AT_HANDLE_CONNECTABLE;
  if (flags & ~known) return -EINVAL;
  if (flags & AT_HANDLE_CONNECTABLE && flags & (AT_HANDLE_FID | AT_EMPTY_PATH)) return -EINVAL;
  const lookup = (flags & AT_SYMLINK_FOLLOW ? LOOKUP.FOLLOW : 0) | (flags & AT_EMPTY_PATH ? LOOKUP.EMPTY : 0);
  const found = userPath(task, dirfd, name, lookup);
  if (typeof found === 'number') return found;
  const { sb, ino } = found.inode;
  if (!(sb instanceof Tmpfs)) return -EOPNOTSUPP;
  const given = task.mem.copyIn(handle, FILE_HANDLE.size);
  if (given === undefined) return -EFAULT;
  const room = getField(new DataView(given.buffer), 0, FILE_HANDLE.at.handle_bytes);
  if (room > MAX_HANDLE_SZ) return -EINVAL;
  const fits = room >= TMPFS_BYTES;
  const id = task.nsproxy.mnt.of(found)?.id ?? 0;
  if (!task.mem.copyOut(mountId, flags & AT_HANDLE_MNT_ID_UNIQUE ? u64Bytes(id) : int32(id))) return -EFAULT;
  const header = encode(FILE_HANDLE, {
    handle_bytes: TMPFS_BYTES,
    handle_type: fits ? FILEID_INO32_GEN : FILEID_INVALID,
  });
  if (!task.mem.copyOut(handle, header)) return -EFAULT;
  if (!fits) return -EOVERFLOW;
  if (!task.mem.copyOut(handle + FILE_HANDLE.size, new Uint8Array(Uint32Array.of(0, ino, 0).buffer)))
    return -EFAULT;
  sb.remember(origin(found));
  return 0;
}

/** Implements open_by_handle_at(2). */
function openByHandleAt(task: Task, [mountFd, handle, flags]: Args): Result {
  const given = task.mem.copyIn(handle, FILE_HANDLE.size);
  if (given === undefined) return -EFAULT;
  const view = new DataView(given.buffer);
  const size = getField(view, 0, FILE_HANDLE.at.handle_bytes);
  if (size === 0 || size > MAX_HANDLE_SZ) return -EINVAL;
  const anchor = mountFd === AT_FDCWD ? task.fs.cwd.dentry : task.files.get(mountFd)?.dentry;
  if (anchor === undefined) return -EBADF;
  if (!capable(task.cred, CAP_DAC_READ_SEARCH)) return -EPERM;
  const words = task.mem.copyIn(handle + FILE_HANDLE.size, size);
  if (words === undefined) return -EFAULT;
  const { sb } = anchor.inode;
  if (!(sb instanceof Tmpfs)) return -ESTALE;
  if (getField(view, 0, FILE_HANDLE.at.handle_type) !== FILEID_INO32_GEN || size < TMPFS_BYTES)
    return -ESTALE;
  const [generation, ino, high] = new Uint32Array(words.slice(0, TMPFS_BYTES).buffer);
  const found = generation === 0 && high === 0 ? sb.byHandle(ino) : undefined;
  return found === undefined ? -ESTALE : openDentry(task, found, flags);
}

export const fhandleRows = [
  full('name_to_handle_at', nameToHandleAt),
  full('open_by_handle_at', openByHandleAt),
];
