import { O_NONBLOCK, O_RDONLY, O_WRONLY } from '../../abi/fcntl';
import { PIPEFS_MAGIC, S_IFIFO } from '../../abi/stat';
import type { Credentials, KernelServices } from '../kernel/types';
import { rootDentry } from './dentry';
import { OpenFile } from './file';
import { PlainInode } from './inode';
import { attachPipe, PIPE_FILE, Pipe } from './pipe';
import type { Dentry, File, FileOperations, SuperBlock } from './types';

/** The filesystem of pipes: never mounted, but stat, /proc/[pid]/fd and fstatfs show it. */
export class PipeFs implements SuperBlock {
  readonly type = 'pipefs';
  readonly magic = PIPEFS_MAGIC;
  private inodes = 0;

  constructor(
    private readonly kernel: KernelServices,
    readonly dev: number,
  ) {}

  usage() {
    return { blocks: 0, blocksFree: 0, files: 0, filesFree: 0 };
  }

  /** A new pipe: its end to read from and its end to write to. */
  create(flags: number, cred: Credentials): [read: File, write: File] {
    const name = `pipe:[${this.inodes + 1}]`;
    const pipe = new Pipe(this.kernel, name);
    const dentry = this.dentry({ ...PIPE_FILE, open: (file) => reopen(file, pipe) }, cred);
    const read = new OpenFile(dentry, O_RDONLY | (flags & O_NONBLOCK));
    const write = new OpenFile(dentry, O_WRONLY | flags);
    attachPipe(read, pipe);
    attachPipe(write, pipe);
    return [read, write];
  }

  /** A pipe's place outside every directory, with operations of the caller's. */
  dentry(fops: FileOperations, cred: Pick<Credentials, 'euid' | 'egid'>): Dentry {
    const ino = ++this.inodes;
    const inode = new PlainInode(this, {}, fops, {
      ino,
      mode: S_IFIFO | 0o600,
      kind: 'pipe',
      uid: cred.euid,
      gid: cred.egid,
      now: this.kernel.realtime(),
    });
    return rootDentry(`pipe:[${ino}]`, inode);
  }
}

/** Opening /proc/[pid]/fd/N of a pipe gives one more end of it, at once. */
function reopen(file: File, pipe: Pipe): number {
  attachPipe(file, pipe);
  return 0;
}
