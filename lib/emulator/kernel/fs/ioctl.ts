import { EBADF, EFAULT, ENOTTY } from '../../../abi/errno';
import { O_NONBLOCK } from '../../../abi/fcntl';
import { FIGETBSZ, FIOASYNC, FIOCLEX, FIONBIO, FIONCLEX, FIONREAD } from '../../../abi/ioctl';
import { S_IFDIR, S_IFMT, S_IFREG } from '../../../abi/stat';
import { flagsIoctl } from '../../vfs/file_flags';
import { Tmpfs } from '../../vfs/tmpfs';
import type { File } from '../../vfs/types';
import type { Args, Result, Task } from '../types';
import { setAsync } from './fasync';
import { blockSize } from './stat';
import { fdget, full, int32 } from './uaccess';

/** Files and directories of tmpfs. */
const hasFlags = ({ inode }: File): boolean =>
  inode.sb instanceof Tmpfs && [S_IFREG, S_IFDIR].includes(inode.mode & S_IFMT);

/** Implements ioctl(2). What all files know is served here, the rest by the file's kind; ENOTTY means neither knows. */
export function ioctl(task: Task, [fd, request, arg]: Args): Result {
  const file = fdget(task, fd);
  if (!file) return -EBADF;
  task.kernel.work.kind = file.inode.kind;
  switch (request) {
    case FIOCLEX:
    case FIONCLEX:
      task.files.setCloexec(fd, request === FIOCLEX);
      return 0;
    case FIONBIO:
    case FIOASYNC: {
      const bytes = task.mem.copyIn(arg, 4);
      if (!bytes) return -EFAULT;
      const on = bytes.some((byte) => byte !== 0);
      if (request === FIOASYNC) return setAsync(task, file, fd, on);
      if (on) file.flags |= O_NONBLOCK;
      else file.flags &= ~O_NONBLOCK;
      return 0;
    }
    case FIGETBSZ:
      return task.mem.copyOut(arg, int32(blockSize(file.inode))) ? 0 : -EFAULT;
    default:
      if (request === FIONREAD && (file.inode.mode & S_IFMT) === S_IFREG) {
        return task.mem.copyOut(arg, int32(file.inode.size - file.pos)) ? 0 : -EFAULT;
      }
      if (hasFlags(file)) {
        const answer = flagsIoctl(file, request, arg, task);
        if (answer !== undefined) return answer;
      }
      return file.fops.ioctl?.(file, request, arg, task) ?? -ENOTTY;
  }
}

export const ioctlRows = [full('ioctl', ioctl)];
