import type { IovIter, Result, Task, WaitQueue } from '../kernel/types';
import type { Watcher } from './notify';

/** Seconds and nanoseconds since 1970. */
export interface Timespec {
  sec: number;
  nsec: number;
}

/** Where a name leads: struct path. */
export interface Path {
  dentry: Dentry;
}

/**
 * A name in a directory, and the tree above it: struct dentry. Names are byte strings, one character a byte, as Linux
 * knows no encoding; vfs/bytes.ts turns them from and to UTF-8. The root of a mounted filesystem has the name and the
 * parent of the directory that it covers, so that the way up needs no table of mounts.
 */
export interface Dentry {
  name: string;
  parent: Dentry;
  inode: Inode;
  /** In how many namespaces something is mounted here: mount_namespace.ts. */
  mounted?: number;
  /** Names below, for filesystems that keep them here (tmpfs, devtmpfs). */
  children?: Map<string, Dentry>;
  /** Unlinked while in use: getcwd answers ENOENT, /proc shows " (deleted)". */
  deleted?: boolean;
}

/** A filesystem that can be mounted: struct super_block. */
export interface SuperBlock {
  /** Name of its type, as /proc/mounts and /proc/filesystems show it. */
  readonly type: string;
  /** st_dev of its inodes. */
  readonly dev: number;
  /** f_type of statfs(2): TMPFS_MAGIC and so on. */
  readonly magic: number;
  /** Nothing in it can be changed, through whatever mount: SB_RDONLY. */
  readOnly?: boolean;
  /** Renames so far, which inotify's cookies count. */
  moves?: number;
  /** A file of it has been closed: for those that wait for their last one. */
  closed?: () => void;
  /** Blocks of 4096 bytes and inodes, in all and free; zeros when not counted. */
  usage(): { blocks: number; blocksFree: number; files: number; filesFree: number };
}

/** struct inode: what stat shows, and the operations of its kind. */
export interface Inode {
  readonly ino: number;
  /** Major and minor of the filesystem it lives on, as stat's st_dev. */
  readonly dev: number;
  readonly sb: SuperBlock;
  /** S_IFMT bits and permissions. */
  mode: number;
  uid: number;
  gid: number;
  nlink: number;
  size: number;
  /** Blocks of 512 bytes that are allocated: st_blocks. */
  readonly blocks: number;
  /** Device number of a device file. */
  rdev: number;
  atime: Timespec;
  mtime: Timespec;
  ctime: Timespec;
  /** Somebody has been shown its times: a change from then on must not look the same. */
  timesSeen: boolean;
  /** When it was made. */
  readonly btime: Timespec;
  /** Key of the cost model and of messages: 'tmpfs', 'null', 'zero', 'pipe', 'tty', 'proc'. */
  readonly kind: string;
  /** Open files of it; with none, and no name, its contents go. */
  opens: number;
  /** Of these, those opened by name to be written: such a file cannot be executed. */
  writers: number;
  /** Made by O_TMPFILE without O_EXCL, and not named yet: it may be given a name though it has none. */
  linkable?: boolean;
  readonly ops: InodeOperations;
  readonly fops: FileOperations;
  /** FS_ flags as chattr(1) sets them: file_flags.ts. */
  fileFlags: number;
  /** Inotify's watches. */
  watchers?: Set<Watcher>;
}

/**
 * Operations on names and attributes. What is absent answers as Linux does (ENOTDIR, EPERM, EINVAL). Permission, and
 * whether names exist, have been looked at by the caller.
 */
export interface InodeOperations {
  /** Undefined: the name is free. -ENOENT: it is not there and cannot be made either. */
  lookup?(dir: Dentry, name: string, task: Task): Dentry | undefined | number;
  create?(dir: Dentry, name: string, mode: number, task: Task): Dentry | number;
  mkdir?(dir: Dentry, name: string, mode: number, task: Task): number;
  mknod?(dir: Dentry, name: string, mode: number, rdev: number, task: Task): number;
  unlink?(dir: Dentry, name: string, task: Task): number;
  rmdir?(dir: Dentry, name: string, task: Task): number;
  rename?(from: Dentry, name: string, to: Dentry, toName: string, task: Task): number;
  /** Swaps two names: RENAME_EXCHANGE. */
  exchange?(from: Dentry, name: string, to: Dentry, toName: string, task: Task): number;
  /** A file without a name, for O_TMPFILE. */
  tmpfile?(dir: Dentry, mode: number, task: Task): Inode;
  symlink?(dir: Dentry, name: string, target: string, task: Task): number;
  readlink?(inode: Inode, task: Task): string | number;
  /** A symbolic link that leads to an object rather than to a name: /proc/[pid]/exe, cwd, root, fd/N. */
  follow?(inode: Inode, task: Task): Path | number;
  link?(inode: Inode, dir: Dentry, name: string, task: Task): number;
  truncate?(inode: Inode, size: number): number;
  /** The last name and the last open file are gone. */
  evict?(inode: Inode): void;
  /** Names in the directory, for getdents64, without . and .. */
  list?(dir: Dentry, task: Task): Iterable<{ name: string; inode: Inode }>;
}

/** Operations on an open file: struct file_operations. */
export interface FileOperations {
  /** Called when a file is opened; a negative errno refuses. A FIFO waits here for its other end. */
  open?(file: File, task: Task): Result;
  /** Called when the last reference goes. */
  release?(file: File): void;
  /** Reads at `pos` into the user's buffers; answers bytes, 0 at the end. */
  read?(file: File, iter: IovIter, pos: number, task: Task): Result;
  /** Writes at `pos`; the caller has put it at the end for O_APPEND. */
  write?(file: File, iter: IovIter, pos: number, task: Task): Result;
  /** New position, or a negative errno. Absent: not seekable, ESPIPE. */
  llseek?(file: File, offset: number, whence: number): number;
  /** It has no positions, and yet lseek answers: stream_open with noop_llseek. */
  readonly stream?: true;
  ioctl?(file: File, request: number, arg: number, task: Task): Result;
  /** Allocates or punches: fallocate(2). Absent: EOPNOTSUPP. */
  fallocate?(file: File, mode: number, offset: number, length: number): number;
  /** sendfile cannot take from it, or give to it: the kernel has no splice_read or splice_write for the kind. */
  readonly noSpliceRead?: true;
  readonly noSpliceWrite?: true;
  /** Lines of the kind's own in /proc/[pid]/fdinfo. */
  fdinfo?(file: File): string;
  /** Ready events as POLL bits. Absent: always ready to read and write. */
  poll?(file: File): number;
  /** It can send SIGIO: the kernel has fasync for the kind. */
  readonly async?: true;
  /** What to sleep on until `poll` may answer otherwise. */
  queues?(file: File): readonly WaitQueue[];
  /**
   * The page-cache frame that holds page `index` of the file, for mmap and exec; filled on demand. The cache keeps its
   * own reference; the caller takes another with phys.ref. Answers 0 beyond the end (SIGBUS), or a negative errno.
   * Absent: -ENODEV on mmap.
   */
  page?(inode: Inode, index: number): number;
  /** It is mapped shared, or not at all, and nobody else looks into the mapping: memfd_secret(2). */
  readonly secret?: true;
}

/** An open file description: struct file. Shared by dup and fork. */
export interface File {
  readonly inode: Inode;
  /** Pipes have one too, outside every directory, whose name is "pipe:[12]". */
  readonly dentry: Dentry;
  /** O_ flags as fcntl(F_GETFL) shows them. */
  flags: number;
  pos: number;
  /** The inode's operations, or those that `open` chose in their place. */
  fops: FileOperations;
  /** References from descriptors, mappings and running calls; vfs/file.ts drops them. */
  refs: number;
  /** It counts among its inode's writers. */
  writer: boolean;
  /** Whoever opened it had taken the right to change its length from itself: landlock(7). */
  fixedLength: boolean;
  /** Whatever the kind keeps for itself. */
  state?: unknown;
  /** Who is told of what happens to it by a signal: kernel/fs/fasync.ts. */
  async?: { end(): void; closed(): void };
  /** Called when the last reference goes, before the kind's own release: whoever watches the file forgets it. */
  closed?: () => void;
}
