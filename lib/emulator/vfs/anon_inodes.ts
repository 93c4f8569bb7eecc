import { O_NONBLOCK, O_RDWR } from '../../abi/fcntl';
import { ANON_INODE_FS_MAGIC } from '../../abi/stat';
import type { KernelServices } from '../kernel/types';
import { rootDentry } from './dentry';
import { OpenFile } from './file';
import { PlainInode } from './inode';
import type { File, FileOperations, SuperBlock } from './types';

/** Files that are nothing but an object of the kernel's: fs/anon_inodes.c. All of them have one inode in Linux. */
export class AnonInodes implements SuperBlock {
  readonly type = 'anon_inodefs';
  readonly magic = ANON_INODE_FS_MAGIC;

  constructor(
    private readonly kernel: KernelServices,
    readonly dev: number,
  ) {}

  usage() {
    return { blocks: 0, blocksFree: 0, files: 0, filesFree: 0 };
  }

  /** A new file; `name` is what /proc/[pid]/fd shows after "anon_inode:". */
  create(name: string, kind: string, fops: FileOperations, state: unknown, flags = O_RDWR): File {
    const inode = new PlainInode(this, {}, fops, {
      ino: INO,
      mode: 0o600,
      kind,
      now: this.kernel.realtime(),
    });
    const file = new OpenFile(rootDentry(`anon_inode:${name}`, inode), flags);
    file.state = state;
    return file;
  }
}

/** The inode number they share; Linux gives out whichever is next at boot. */
const INO = 1;

/** O_RDWR with O_NONBLOCK where the caller asked for it. */
export const anonFlags = (flags: number): number => O_RDWR | (flags & O_NONBLOCK);
