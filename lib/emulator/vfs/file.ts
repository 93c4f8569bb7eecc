import { releaseLocks } from './locks';
import type { Dentry, File, FileOperations, Inode } from './types';

/** struct file. It starts with the one reference of whoever opened it. */
export class OpenFile implements File {
  readonly inode: Inode;
  fops: FileOperations;
  pos = 0;
  refs = 1;
  state: unknown = undefined;
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
  file.closed?.();
  file.fops.release?.(file);
  releaseLocks(file.inode, file);
  file.inode.opens--;
  evictUnused(file.inode);
}

/** Lets go of what an inode holds when neither a name nor an open file leads to it. */
export function evictUnused(inode: Inode): void {
  if (inode.nlink === 0 && inode.opens === 0) inode.ops.evict?.(inode);
}
