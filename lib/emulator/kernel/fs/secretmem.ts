import { EINVAL } from '../../../abi/errno';
import { O_CLOEXEC, O_LARGEFILE, O_RDWR } from '../../../abi/fcntl';
import { S_IFREG } from '../../../abi/stat';
import { PAGE_SIZE } from '../../mm/physical';
import { rootDentry } from '../../vfs/dentry';
import { OpenFile } from '../../vfs/file';
import { PlainInode } from '../../vfs/inode';
import { PageCache } from '../../vfs/page_cache';
import type { FileOperations, Inode, InodeOperations } from '../../vfs/types';
import type { Args, KernelServices, Result, Task } from '../types';
import { installFile } from './anon';
import { full } from './uaccess';

/** A file of memfd_secret: pages that are there for mappings alone. */
class SecretInode extends PlainInode {
  readonly pages: PageCache;

  constructor(kernel: KernelServices) {
    const { memory } = kernel.vfs;
    const now = kernel.realtime();
    super(memory, SECRET_INODE, SECRET_FILE, { ino: 1, mode: S_IFREG | 0o600, kind: 'secretmem', now });
    this.pages = new PageCache(kernel, memory);
  }
}

const SECRET_FILE: FileOperations = {
  secret: true,
  page(inode: Inode, index: number): number {
    return index * PAGE_SIZE < inode.size ? (inode as SecretInode).pages.obtain(index) : 0;
  },
  release({ inode }) {
    (inode as SecretInode).pages.truncate(0);
  },
};

const SECRET_INODE: InodeOperations = {
  /** Its length is given once: secretmem_setattr. */
  truncate(inode: Inode, size: number): number {
    if (inode.size !== 0) return -EINVAL;
    inode.size = size;
    return 0;
  },
};

/** Implements memfd_secret(2). */
function memfdSecret(task: Task, [flags]: Args): Result {
  if (flags & ~O_CLOEXEC) return -EINVAL;
  const dentry = rootDentry('/secretmem', new SecretInode(task.kernel));
  dentry.deleted = true;
  return installFile(task, new OpenFile(dentry, O_RDWR | O_LARGEFILE), flags);
}

export const secretmemRows = [full('memfd_secret', memfdSecret)];
