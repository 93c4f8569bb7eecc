import { ENOSPC, ENOTEMPTY } from '../../abi/errno';
import { IN_ATTRIB, IN_CREATE, IN_DELETE, IN_DELETE_SELF } from '../../abi/poll';
import { S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, S_ISGID, TMPFS_MAGIC } from '../../abi/stat';
import type { Task } from '../kernel/types';
import { newDentry, rootDentry } from './dentry';
import { DIRECTORY_FILE } from './directory';
import { evictUnused } from './file';
import { type InodeInit, PlainInode, setTime, stampChange } from './inode';
import { LazyChildren, LazyDirectoryInode } from './lazy_directory';
import { isDirectory } from './namei';
import { notifyEntry, notifyInode, notifyMove } from './notify';
import type { FsServices, PageBudget } from './page_cache';
import { TmpfsFile } from './tmpfs_file';
import type { TmpfsSettings } from './tmpfs_options';
import type { Dentry, FileOperations, Inode, InodeOperations, SuperBlock } from './types';

/** Bytes that an entry adds to the size of its directory: BOGO_DIRENT_SIZE of mm/shmem.c. */
const DIRENT_SIZE = 20;

/** What a device, FIFO or socket node leads to when it is opened. */
export type SpecialFiles = (mode: number, rdev: number) => { kind: string; fops: FileOperations };

export interface TmpfsOptions {
  dev: number;
  special: SpecialFiles;
  /** Pages that files may take before ENOSPC. */
  maxPages: number;
  /** The name in /proc/mounts; devtmpfs is a tmpfs too. */
  type?: string;
  /** Permissions of the root directory. */
  mode?: number;
  /** Files of any kind before ENOSPC; 0 for no limit. */
  maxInodes?: number;
}

/** A filesystem that lives in memory: mm/shmem.c. */
export class Tmpfs implements SuperBlock, PageBudget {
  readonly magic = TMPFS_MAGIC;
  readonly type: string;
  readonly dev: number;
  maxPages: number;
  readOnly = false;
  readonly root: Dentry;
  /** Frames that files hold. */
  pages = 0;
  /** Files of any kind there are, and the number that the last one was given. */
  inodes = 0;
  private lastInode = 0;
  maxInodes: number | undefined;
  /** What has been said of it when it was mounted. */
  settings: TmpfsSettings = {};
  /** What handles have been given for, by inode number: shmem_encode_fh. */
  private readonly handles = new Map<number, Dentry>();
  private readonly special: SpecialFiles;

  constructor(
    readonly services: FsServices,
    options: TmpfsOptions,
  ) {
    this.type = options.type ?? 'tmpfs';
    this.dev = options.dev;
    this.maxPages = options.maxPages;
    this.special = options.special;
    this.maxInodes = options.maxInodes;
    this.root = rootDentry('', this.inode(S_IFDIR | (options.mode ?? 0o755), 0, 0));
    this.root.children = new Map();
  }

  /** Takes all names away: kill_litter_super. */
  empty(dir = this.root): void {
    for (const [name, child] of [...(dir.children ?? [])]) {
      this.empty(child);
      removeEntry(dir, name);
    }
  }

  /** A name may be found again by its inode's number from now on. */
  remember(dentry: Dentry): void {
    this.handles.set(dentry.inode.ino, dentry);
  }

  /** The file that a handle was given for; nothing once it is gone. */
  byHandle(ino: number): Dentry | undefined {
    const known = this.handles.get(ino);
    if (known === undefined || !known.deleted) return known;
    const { inode } = known;
    if (inode.nlink > 0) return findName(this.root, inode);
    return inode.opens > 0 ? known : undefined;
  }

  usage() {
    const { maxPages, pages, inodes } = this;
    const files = this.maxInodes ?? maxPages;
    return {
      blocks: maxPages,
      blocksFree: Math.max(0, maxPages - pages),
      files,
      filesFree: Math.max(0, files - inodes),
    };
  }

  /** No more files can be made: nr_inodes. */
  get crowded(): boolean {
    return !!this.maxInodes && this.inodes >= this.maxInodes;
  }

  /** A new inode of any type but a link, without a name. */
  inode(mode: number, uid: number, gid: number, rdev = 0): Inode {
    const init: InodeInit = { ...this.init(mode, uid, gid), rdev };
    switch (mode & S_IFMT) {
      case S_IFREG:
        return new TmpfsFile(this, init);
      case S_IFDIR: {
        const dir = new PlainInode(this, DIRECTORY, DIRECTORY_FILE, { ...init, nlink: 2 });
        dir.size = 2 * DIRENT_SIZE;
        return dir;
      }
      default: {
        const { kind, fops } = this.special(mode, rdev);
        return new PlainInode(this, {}, fops, { ...init, kind });
      }
    }
  }

  /** A directory, without a name, that finds out what is in it when it is asked. */
  lazyDirectory(mode: number, uid: number, gid: number, names: () => LazyChildren): Inode {
    const init = { ...this.init(S_IFDIR | mode, uid, gid), nlink: 2, size: 2 * DIRENT_SIZE };
    return new LazyDirectoryInode(this, { ops: DIRECTORY, fops: DIRECTORY_FILE }, init, names);
  }

  /** A symbolic link, without a name. */
  symlink(target: string, uid: number, gid: number): TmpfsLink {
    return new TmpfsLink(this, target, this.init(S_IFLNK | 0o777, uid, gid));
  }

  private init(mode: number, uid: number, gid: number): InodeInit {
    this.inodes++;
    return { ino: ++this.lastInode, mode, kind: 'tmpfs', uid, gid, now: this.services.realtime() };
  }
}

/** A symbolic link and the byte string that it holds. */
export class TmpfsLink extends PlainInode {
  constructor(
    fs: Tmpfs,
    readonly target: string,
    init: InodeInit,
  ) {
    super(fs, LINK, {}, init);
    this.size = target.length;
  }
}

const LINK: InodeOperations = { readlink: (inode) => (inode as TmpfsLink).target };

/** A name of an inode, wherever it is. Directories that nobody has looked into hold none that has been given away. */
function findName(dir: Dentry, inode: Inode): Dentry | undefined {
  const { children } = dir;
  if (children === undefined || (children instanceof LazyChildren && children.waiting)) return undefined;
  for (const child of children.values()) {
    const found = child.inode === inode ? child : findName(child, inode);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Puts an inode under a name into a directory. */
export function addEntry(dir: Dentry, name: string, inode: Inode): Dentry {
  const dentry = newDentry(dir, name, inode);
  if (isDirectory(inode)) dentry.children = new Map();
  attach(dir, name, dentry);
  return dentry;
}

function attach(dir: Dentry, name: string, dentry: Dentry): void {
  dentry.parent = dir;
  dentry.name = name;
  dir.children?.set(name, dentry);
  dir.inode.size += DIRENT_SIZE;
  if (isDirectory(dentry.inode)) dir.inode.nlink++;
  touch(dir.inode);
}

function detach(dir: Dentry, name: string): Dentry {
  const dentry = entry(dir, name);
  dir.children?.delete(name);
  dir.inode.size -= DIRENT_SIZE;
  if (isDirectory(dentry.inode)) dir.inode.nlink--;
  touch(dir.inode);
  return dentry;
}

function entry(dir: Dentry, name: string): Dentry {
  const dentry = dir.children?.get(name);
  if (!dentry) throw new Error(`"${name}" is not in the directory; callers look it up first`);
  return dentry;
}

/** Takes a name out of a directory; the inode goes with its last name. */
export function removeEntry(dir: Dentry, name: string): void {
  forget(detach(dir, name));
}

/** The directory's contents change now. */
function touch(dir: Inode): void {
  setTime(dir.mtime, stampChange(dir, serviceOf(dir)));
}

function serviceOf(inode: Inode): FsServices {
  return (inode.sb as Tmpfs).services;
}

/** A new inode for `task` in `dir`; a directory with S_ISGID gives its group on: inode_init_owner of fs/inode.c. */
function make(dir: Dentry, mode: number, rdev: number, task: Task): Inode {
  const inherits = (dir.inode.mode & S_ISGID) !== 0;
  const bits = inherits && (mode & S_IFMT) === S_IFDIR ? mode | S_ISGID : mode;
  return (dir.inode.sb as Tmpfs).inode(
    bits,
    task.cred.fsuid,
    inherits ? dir.inode.gid : task.cred.fsgid,
    rdev,
  );
}

/** A name of the inode is gone. */
function forget(dentry: Dentry): void {
  const { inode } = dentry;
  dentry.deleted = true;
  inode.nlink -= isDirectory(inode) ? 2 : 1;
  // Each name but one counts as a file (shmem_link), and a regular file stays while it is open.
  if (inode.nlink > 0 || (inode.mode & S_IFMT) !== S_IFREG) (inode.sb as Tmpfs).inodes--;
  stampChange(inode, serviceOf(inode));
  evictUnused(inode);
}

/** fsnotify_create. */
function created(dir: Dentry, made: Dentry): Dentry {
  notifyEntry(dir.inode, IN_CREATE, made.inode, made.name);
  return made;
}

/** The inode has lost its last name, and nobody has it open. */
function notifyGone(inode: Inode): void {
  if (inode.nlink === 0 && inode.opens === 0) notifyInode(inode, IN_DELETE_SELF);
}

/** vfs_unlink and vfs_rmdir: who watches learns of the link count, of the end (d_delete), and of the name. */
function removed(dir: Dentry, name: string): void {
  const { inode } = entry(dir, name);
  removeEntry(dir, name);
  if (!isDirectory(inode)) notifyInode(inode, IN_ATTRIB);
  notifyGone(inode);
  notifyEntry(dir.inode, IN_DELETE, inode, name);
}

const isCrowded = ({ inode }: Dentry): boolean => (inode.sb as Tmpfs).crowded;

const DIRECTORY: InodeOperations = {
  create: (dir, name, mode, task) =>
    isCrowded(dir) ? -ENOSPC : created(dir, addEntry(dir, name, make(dir, S_IFREG | mode, 0, task))),
  mknod(dir, name, mode, rdev, task) {
    if (isCrowded(dir)) return -ENOSPC;
    created(dir, addEntry(dir, name, make(dir, mode, rdev, task)));
    return 0;
  },
  mkdir(dir, name, mode, task) {
    if (isCrowded(dir)) return -ENOSPC;
    created(dir, addEntry(dir, name, make(dir, S_IFDIR | mode, 0, task)));
    return 0;
  },
  tmpfile(dir, mode, task) {
    const inode = make(dir, S_IFREG | mode, 0, task);
    inode.nlink = 0;
    return inode;
  },
  symlink(dir, name, target, task) {
    if (isCrowded(dir)) return -ENOSPC;
    const gid = dir.inode.mode & S_ISGID ? dir.inode.gid : task.cred.fsgid;
    created(dir, addEntry(dir, name, (dir.inode.sb as Tmpfs).symlink(target, task.cred.fsuid, gid)));
    return 0;
  },
  link(inode, dir, name) {
    const fs = inode.sb as Tmpfs;
    if (inode.nlink > 0) {
      if (fs.crowded) return -ENOSPC;
      fs.inodes++;
    }
    inode.nlink++;
    const entry = addEntry(dir, name, inode);
    notifyInode(inode, IN_ATTRIB);
    created(dir, entry);
    stampChange(inode, serviceOf(inode));
    return 0;
  },
  unlink(dir, name) {
    removed(dir, name);
    return 0;
  },
  rmdir(dir, name) {
    if (entry(dir, name).children?.size) return -ENOTEMPTY;
    removed(dir, name);
    return 0;
  },
  rename(from, name, to, toName) {
    const target = to.children?.get(toName);
    if (target?.children?.size) return -ENOTEMPTY;
    if (target) removeEntry(to, toName);
    const moved = detach(from, name);
    attach(to, toName, moved);
    notifyMove(from.inode, name, to.inode, toName, moved.inode, target?.inode);
    if (target) notifyGone(target.inode);
    stampChange(moved.inode, serviceOf(moved.inode));
    return 0;
  },
  exchange(from, name, to, toName) {
    const one = detach(from, name);
    const other = detach(to, toName);
    attach(to, toName, one);
    attach(from, name, other);
    for (const { inode } of [one, other]) stampChange(inode, serviceOf(inode));
    return 0;
  },
  list: (dir) => [...(dir.children?.values() ?? [])].reverse(),
};
