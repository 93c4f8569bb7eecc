import { O_ACCMODE, O_PATH, O_RDONLY } from '../../abi/fcntl';
import { IN_CLOSE_NOWRITE, IN_CLOSE_WRITE, IN_DELETE_SELF } from '../../abi/poll';
import { releaseLocks } from './locks';
import { notifyDentry, notifyInode } from './notify';
import type { Dentry, File, FileOperations, Inode } from './types';

/** struct file. It starts with the one reference of whoever opened it. */
export class OpenFile implements File {
  readonly inode: Inode;
  fops: FileOperations;
  pos = 0;
  refs = 1;
  writer = false;
  fixedLength = false;
  state: unknown = undefined;
  async: { end(): void; closed(): void } | undefined = undefined;
  closed: (() => void) | undefined = undefined;

  constructor(
    readonly dentry: Dentry,
    public flags: number,
  ) {
    this.inode = dentry.inode;
    this.fops = dentry.inode.fops;
    this.inode.opens++;
  }
}

/** Takes one more reference. */
export function fget(file: File): File {
  file.refs++;
  return file;
}

/** Drops a reference; with the last one the file is closed. */
export function fput(file: File): void {
  if (--file.refs > 0) return;
  notifyClose(file);
  file.closed?.();
  file.async?.end();
  file.fops.release?.(file);
  releaseLocks(file.inode, file);
  file.inode.opens--;
  if (file.writer) file.inode.writers--;
  if (file.inode.nlink === 0 && file.inode.opens === 0) notifyInode(file.inode, IN_DELETE_SELF);
  evictUnused(file.inode);
  file.inode.sb.closed?.();
}

function notifyClose(file: File): void {
  if (file.flags & O_PATH) return;
  const writes = (file.flags & O_ACCMODE) !== O_RDONLY;
  notifyDentry(file.dentry, writes ? IN_CLOSE_WRITE : IN_CLOSE_NOWRITE);
}

/** Lets go of what an inode holds when neither a name nor an open file leads to it. */
export function evictUnused(inode: Inode): void {
  if (inode.nlink === 0 && inode.opens === 0) inode.ops.evict?.(inode);
}
