import type { IovIter, Result, Task } from '../kernel/types';

/** Seconds and nanoseconds since 1970. */
export interface Timespec {
  sec: number;
  nsec: number;
}

/** Where a name leads: struct path. */
export interface Path {
  dentry: Dentry;
}

/** A name in a directory, and the tree above it: struct dentry. */
export interface Dentry {
  name: string;
  parent: Dentry;
  inode: Inode;
  /** The root of a filesystem mounted here, if any. */
  mounted?: Dentry;
  /** Names below, for filesystems that keep them here (tmpfs, devtmpfs). */
  children?: Map<string, Dentry>;
}

/** struct inode: what stat shows, and the operations of its kind. */
export interface Inode {
  readonly ino: number;
  /** Major and minor of the filesystem it lives on, as stat's st_dev. */
  readonly dev: number;
  /** S_IFMT bits and permissions. */
  mode: number;
  uid: number;
  gid: number;
  nlink: number;
  size: number;
  /** Device number of a device file. */
  rdev: number;
  atime: Timespec;
  mtime: Timespec;
  ctime: Timespec;
  /** Key of the cost model and of messages: 'tmpfs', 'null', 'zero', 'pipe', 'tty', 'proc'. */
  readonly kind: string;
  readonly ops: InodeOperations;
  readonly fops: FileOperations;
}

/** Operations on names and attributes. What is absent answers as Linux does (ENOTDIR, EPERM, EINVAL). */
export interface InodeOperations {
  lookup?(dir: Dentry, name: string, task: Task): Dentry | undefined;
  create?(dir: Dentry, name: string, mode: number, task: Task): Dentry | number;
  mkdir?(dir: Dentry, name: string, mode: number, task: Task): number;
  mknod?(dir: Dentry, name: string, mode: number, rdev: number, task: Task): number;
  unlink?(dir: Dentry, name: string, task: Task): number;
  rmdir?(dir: Dentry, name: string, task: Task): number;
  rename?(from: Dentry, name: string, to: Dentry, toName: string, task: Task): number;
  symlink?(dir: Dentry, name: string, target: string, task: Task): number;
  readlink?(inode: Inode, task: Task): string;
  truncate?(inode: Inode, size: number): number;
  /** Names in the directory, for getdents64, without . and .. */
  list?(dir: Dentry, task: Task): Iterable<{ name: string; inode: Inode }>;
}

/** Operations on an open file: struct file_operations. */
export interface FileOperations {
  /** Called when a file is opened; a negative errno refuses. */
  open?(file: File, task: Task): number;
  /** Called when the last reference goes. */
  release?(file: File): void;
  /** Reads at `pos` into the user's buffers; answers bytes, 0 at the end. */
  read?(file: File, iter: IovIter, pos: number, task: Task): Result;
  write?(file: File, iter: IovIter, pos: number, task: Task): Result;
  /** New position, or -ESPIPE. Absent: not seekable. */
  llseek?(file: File, offset: number, whence: number): number;
  ioctl?(file: File, request: number, arg: number, task: Task): Result;
  /** Ready events as POLL bits. */
  poll?(file: File): number;
  /**
   * The page-cache frame that holds page `index` of the file, for mmap and exec; filled on demand. The cache keeps its
   * own reference; the caller takes another with phys.ref. Answers 0 beyond the end. Absent: -ENODEV on mmap.
   */
  page?(inode: Inode, index: number): number;
}

/** An open file description: struct file. Shared by dup and fork. */
export interface File {
  readonly inode: Inode;
  /** Absent for pipes and sockets. */
  readonly dentry: Dentry | undefined;
  /** O_ flags as fcntl(F_GETFL) shows them. */
  flags: number;
  pos: number;
  readonly fops: FileOperations;
  /** References from descriptors. */
  refs: number;
  /** Whatever the kind keeps for itself. */
  state?: unknown;
}
