import { S_IFMT, S_IFREG } from '../../../abi/stat';
import type { Inode } from '../../vfs/types';
import type { Task } from '../types';

/** get_write_access: what somebody executes is not written. */
export function isRunning(task: Task, inode: Inode): boolean {
  if ((inode.mode & S_IFMT) !== S_IFREG || (inode.mode & 0o111) === 0) return false;
  for (const { proc } of task.kernel.tasks())
    if (proc.state !== 'Z' && proc.exe?.dentry.inode === inode) return true;
  return false;
}
