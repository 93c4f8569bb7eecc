import { EFAULT, EOPNOTSUPP, EPERM, EROFS } from '../../abi/errno';
import {
  FS_APPEND_FL,
  FS_IMMUTABLE_FL,
  FS_IOC_FSGETXATTR,
  FS_IOC_FSSETXATTR,
  FS_IOC_GETFLAGS,
  FS_IOC_SETFLAGS,
  FS_NOATIME_FL,
  FS_NODUMP_FL,
} from '../../abi/ioctl';
import { CAP_LINUX_IMMUTABLE, capable } from '../kernel/capable';
import type { Task } from '../kernel/types';
import { stampChange } from './inode';
import { ownsInode } from './permission';
import type { File } from './types';

// What chattr(1) sets: fs/file_attr.c, for the flags that tmpfs has (mm/shmem.c).

const SETTABLE = FS_APPEND_FL | FS_IMMUTABLE_FL | FS_NODUMP_FL | FS_NOATIME_FL;
const GUARDED = FS_APPEND_FL | FS_IMMUTABLE_FL;

/** struct fsxattr, and its FS_XFLAG_ bits beside those of FS_IOC_SETFLAGS: linux/fs.h. */
const FSXATTR_SIZE = 28;
const XFLAGS: readonly (readonly [flag: number, xflag: number])[] = [
  [FS_IMMUTABLE_FL, 0x8],
  [FS_APPEND_FL, 0x10],
  [FS_NOATIME_FL, 0x40],
  [FS_NODUMP_FL, 0x80],
];

const xflagsOf = (flags: number): number =>
  XFLAGS.reduce((all, [flag, xflag]) => all | (flags & flag ? xflag : 0), 0);

/** vfs_fileattr_set. */
function setFlags({ inode, dentry }: File, flags: number, task: Task): number {
  if (task.nsproxy.mnt.readOnly(dentry)) return -EROFS;
  if (!ownsInode(inode, task.cred)) return -EPERM;
  if ((flags ^ inode.fileFlags) & GUARDED && !capable(task.cred, CAP_LINUX_IMMUTABLE)) return -EPERM;
  if (flags & ~SETTABLE) return -EOPNOTSUPP;
  inode.fileFlags = flags;
  stampChange(inode, task.kernel);
  return 0;
}

const word = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);

/** The ioctls that ask for the flags of a file and set them; undefined for others. */
export function flagsIoctl(file: File, request: number, arg: number, task: Task): number | undefined {
  const { mem } = task;
  switch (request) {
    case FS_IOC_GETFLAGS:
      return mem.copyOut(arg, word(file.inode.fileFlags)) ? 0 : -EFAULT;
    case FS_IOC_SETFLAGS: {
      const given = mem.copyIn(arg, 4);
      return given === undefined
        ? -EFAULT
        : setFlags(file, new DataView(given.buffer).getUint32(0, true), task);
    }
    case FS_IOC_FSGETXATTR: {
      const told = new Uint8Array(FSXATTR_SIZE);
      told.set(word(xflagsOf(file.inode.fileFlags)));
      return mem.copyOut(arg, told) ? 0 : -EFAULT;
    }
    case FS_IOC_FSSETXATTR: {
      const given = mem.copyIn(arg, FSXATTR_SIZE);
      if (given === undefined) return -EFAULT;
      const xflags = new DataView(given.buffer).getUint32(0, true);
      if (xflags & ~xflagsOf(SETTABLE)) return -EOPNOTSUPP;
      const flags = XFLAGS.reduce((all, [flag, xflag]) => all | (xflags & xflag ? flag : 0), 0);
      return setFlags(file, flags, task);
    }
    default:
      return undefined;
  }
}
