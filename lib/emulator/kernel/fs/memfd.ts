import { EBUSY, EFAULT, EINVAL, EPERM } from '../../../abi/errno';
import * as F from '../../../abi/fcntl';
import { MFD_ALLOW_SEALING, MFD_CLOEXEC } from '../../../abi/mman';
import { S_IFREG } from '../../../abi/stat';
import { rootDentry } from '../../vfs/dentry';
import { OpenFile } from '../../vfs/file';
import { TmpfsFile } from '../../vfs/tmpfs_file';
import type { File } from '../../vfs/types';
import type { Args, Result, Task } from '../types';
import { installFile } from './anon';
import { writable } from './read_write';
import { full } from './uaccess';

/** Longest name: NAME_MAX less "memfd:". */
const NAME_LENGTH = 249;
/** MFD_NOEXEC_SEAL and MFD_EXEC of linux/memfd.h, and F_SEAL_EXEC. */
const MFD_NOEXEC_SEAL = 8;
const MFD_EXEC = 16;
const F_SEAL_EXEC = 0x20;
const ALL_SEALS =
  F.F_SEAL_SEAL | F.F_SEAL_SHRINK | F.F_SEAL_GROW | F.F_SEAL_WRITE | F.F_SEAL_FUTURE_WRITE | F_SEAL_EXEC;

/** Implements memfd_create(2). Huge pages answer EINVAL. */
function memfdCreate(task: Task, [nameAddr, flags]: Args): Result {
  if (flags & ~(MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL | MFD_EXEC)) return -EINVAL;
  if (flags & MFD_EXEC && flags & MFD_NOEXEC_SEAL) return -EINVAL;
  const name = task.mem.readString(nameAddr, NAME_LENGTH + 1);
  if (typeof name === 'number') return name === -EFAULT ? -EFAULT : -EINVAL;
  const { euid, egid } = task.cred;
  const executable = (flags & MFD_NOEXEC_SEAL) === 0;
  const inode = task.kernel.vfs.memory.inode(S_IFREG | (executable ? 0o777 : 0o666), euid, egid);
  if (!(inode instanceof TmpfsFile)) return -EINVAL;
  inode.nlink = 0;
  inode.seals = flags & (MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL) ? 0 : F.F_SEAL_SEAL;
  if (!executable) inode.seals |= F_SEAL_EXEC;
  const dentry = rootDentry(`/memfd:${String.fromCharCode(...name)}`, inode);
  dentry.deleted = true;
  const file = new OpenFile(dentry, F.O_RDWR | F.O_LARGEFILE);
  return installFile(task, file, flags & MFD_CLOEXEC ? F.O_CLOEXEC : 0);
}

/** F_ADD_SEALS: seals are only ever added, and writes are sealed only while nobody has the file mapped to write. */
export function addSeals(file: File, seals: number): number {
  const { inode } = file;
  if (!(inode instanceof TmpfsFile)) return -EINVAL;
  if (!writable(file)) return -EPERM;
  if (seals & ~ALL_SEALS) return -EINVAL;
  if (inode.seals & F.F_SEAL_SEAL) return -EPERM;
  if (seals & F.F_SEAL_WRITE && (inode.seals & F.F_SEAL_WRITE) === 0 && inode.writableMappings > 0)
    return -EBUSY;
  inode.seals |= seals;
  return 0;
}

/** F_GET_SEALS. */
export function getSeals(file: File): number {
  return file.inode instanceof TmpfsFile ? file.inode.seals : -EINVAL;
}

export const memfdRows = [full('memfd_create', memfdCreate)];
