import { EACCES, EBADF, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, EXDEV } from '../../abi/errno';
import {
  AT_FDCWD,
  NAME_MAX,
  RESOLVE_BENEATH,
  RESOLVE_IN_ROOT,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
  RESOLVE_NO_XDEV,
} from '../../abi/fcntl';
import { S_IFDIR, S_IFLNK, S_IFMT } from '../../abi/stat';
import type { Task } from '../kernel/types';
import { origin, seenFrom } from './bind';
import { type AccessIds, MAY_EXEC, permission } from './permission';
import type { Dentry, Inode } from './types';

/** Links followed in one walk before ELOOP: include/linux/namei.h. */
const MAXSYMLINKS = 40;

/** How a name is looked up; flags combine. */
export const LOOKUP = {
  /** Follow a link in the last component. */
  FOLLOW: 1,
  /** The result has to be a directory. */
  DIRECTORY: 2,
  /** An empty name means the descriptor itself: AT_EMPTY_PATH. */
  EMPTY: 4,
} as const;

/** What the last component of a name is, for the calls that make, remove or rename it. */
export type LastKind = 'name' | 'root' | 'dot' | 'dotdot';

export function isDirectory(inode: Inode): boolean {
  return (inode.mode & S_IFMT) === S_IFDIR;
}

export function isSymlink(inode: Inode): boolean {
  return (inode.mode & S_IFMT) === S_IFLNK;
}

/**
 * One walk along a name, after fs/namei.c: `toParent` goes to the directory that holds the last component, which
 * `child` then looks up. Each directory on the way has to grant MAY_EXEC.
 */
export class Walk {
  /** Directory reached so far; after `toParent` the one that holds `last`. */
  dir: Dentry;
  last = '';
  lastKind: LastKind = 'root';
  /** Slashes follow the last component, which therefore has to be a directory. */
  trailingSlash = false;
  private links = 0;
  /** What absolute names begin at, and `..` does not leave. */
  private root: Dentry;

  /** @param resolve RESOLVE_ flags of openat2 */
  constructor(
    readonly task: Task,
    private readonly cred: AccessIds = task.cred,
    private readonly resolve = 0,
  ) {
    this.dir = task.fs.cwd.dentry;
    this.root = task.fs.root.dentry;
  }

  /** Where a walk begins: the root, the current directory, or an open directory. */
  start(dirfd: number, path: string): Dentry | number {
    const scoped = (this.resolve & (RESOLVE_BENEATH | RESOLVE_IN_ROOT)) !== 0;
    if (path.startsWith('/')) {
      if (this.resolve & RESOLVE_BENEATH) return -EXDEV;
      if (!scoped) return this.root;
    }
    const from = this.directoryOf(dirfd, path);
    if (scoped && typeof from === 'object') this.root = from;
    return from;
  }

  private directoryOf(dirfd: number, path: string): Dentry | number {
    const { fs, files } = this.task;
    if (dirfd === AT_FDCWD) return fs.cwd.dentry;
    const file = files.get(dirfd);
    if (!file) return -EBADF;
    return isDirectory(file.inode) || path === '' ? file.dentry : -ENOTDIR;
  }

  /** Walks all but the last component; 0 or a negative errno. */
  toParent(start: Dentry, path: string): number {
    let rest = path;
    let at = rest.startsWith('/') ? this.root : start;
    this.dir = at;
    this.last = '';
    this.lastKind = 'root';
    for (;;) {
      let from = 0;
      while (rest.charCodeAt(from) === SLASH) from++;
      if (from === rest.length) return 0;
      const error = this.maySearch(at);
      if (error < 0) return error;
      const slash = rest.indexOf('/', from);
      const end = slash < 0 ? rest.length : slash;
      const name = rest.slice(from, end);
      let next = end;
      while (rest.charCodeAt(next) === SLASH) next++;
      this.task.kernel.work.components++;
      if (next === rest.length) {
        this.dir = at;
        this.last = name;
        this.lastKind = name === '.' ? 'dot' : name === '..' ? 'dotdot' : 'name';
        this.trailingSlash = next > end;
        return 0;
      }
      const found = this.step(at, name);
      if (typeof found === 'number') return found;
      rest = rest.slice(next);
      if (isSymlink(found.inode)) {
        const target = this.readLink(found);
        if (typeof target === 'number') return target;
        if (typeof target === 'string') {
          rest = `${target}/${rest}`;
          if (target.startsWith('/')) at = this.root;
          continue;
        }
        at = target;
      } else {
        at = found;
      }
      if (!isDirectory(at.inode)) return -ENOTDIR;
    }
  }

  /** What `last` names in `dir`, links not followed: undefined when there is nothing. */
  child(): Dentry | undefined | number {
    if (this.lastKind === 'root') return this.dir;
    if (this.lastKind === 'dot') return this.dir;
    if (this.lastKind === 'dotdot') return this.parentOf(this.dir);
    return this.lookupIn(this.dir, this.last);
  }

  /** What `last` names in `dir` itself, whatever is mounted on it: for calls that take the name away. */
  entry(): Dentry | undefined | number {
    return findIn(this.dir, this.last, this.task);
  }

  /** Walks a whole name. */
  lookup(start: Dentry, path: string, flags: number): Dentry | number {
    if (path === '') return flags & LOOKUP.EMPTY ? start : -ENOENT;
    let follow = (flags & LOOKUP.FOLLOW) !== 0;
    let directory = (flags & LOOKUP.DIRECTORY) !== 0;
    let error = this.toParent(start, path);
    for (;;) {
      if (error < 0) return error;
      if (this.trailingSlash) follow = directory = true;
      const found = this.child();
      if (found === undefined) return -ENOENT;
      if (typeof found === 'number') return found;
      let result = found;
      if (follow && isSymlink(found.inode)) {
        const target = this.readLink(found);
        if (typeof target === 'number') return target;
        if (typeof target === 'string') {
          error = this.toParent(this.dir, target);
          continue;
        }
        result = target;
      }
      return directory && !isDirectory(result.inode) ? -ENOTDIR : result;
    }
  }

  /** The text of a link, or the object that it leads to at once; counts towards ELOOP. */
  readLink(link: Dentry): string | Dentry | number {
    if (++this.links > MAXSYMLINKS || this.resolve & RESOLVE_NO_SYMLINKS) return -ELOOP;
    const { ops } = link.inode;
    if (ops.follow) {
      // nd_jump_link: an object has no place beneath anything.
      if (this.resolve & RESOLVE_NO_MAGICLINKS) return -ELOOP;
      if (this.resolve & (RESOLVE_BENEATH | RESOLVE_IN_ROOT)) return -EXDEV;
      const path = ops.follow(link.inode, this.task);
      return typeof path === 'number' ? path : this.entered(link, path.dentry);
    }
    const target = ops.readlink?.(link.inode, this.task) ?? -EACCES;
    if (typeof target === 'string' && target.startsWith('/')) {
      // nd_jump_root.
      if (this.resolve & RESOLVE_BENEATH) return -EXDEV;
      const root = this.entered(link, this.root);
      if (typeof root === 'number') return root;
    }
    return target === '' ? -ENOENT : target;
  }

  /** 0 when names in `dir` may be looked up. */
  maySearch(dir: Dentry): number {
    return permission(dir.inode, MAY_EXEC, this.cred);
  }

  private step(dir: Dentry, name: string): Dentry | number {
    if (name === '.') return dir;
    if (name === '..') return this.parentOf(dir);
    return this.lookupIn(dir, name) ?? -ENOENT;
  }

  private lookupIn(dir: Dentry, name: string): Dentry | undefined | number {
    const found = lookupIn(dir, name, this.task);
    return typeof found === 'object' ? this.entered(dir, found) : found;
  }

  /** Another filesystem is not entered under RESOLVE_NO_XDEV. */
  private entered(from: Dentry, to: Dentry): Dentry | number {
    return this.resolve & RESOLVE_NO_XDEV && from.inode.sb !== to.inode.sb ? -EXDEV : to;
  }

  private parentOf(dir: Dentry): Dentry | number {
    if (dir === this.root) return this.resolve & RESOLVE_BENEATH ? -EXDEV : dir;
    return this.entered(dir, this.task.nsproxy.mnt.cross(dir.parent));
  }
}

const SLASH = 0x2f;

/** One name in one directory, mounts crossed; undefined when it is not there. */
function lookupIn(dir: Dentry, name: string, task: Task): Dentry | undefined | number {
  const found = findIn(dir, name, task);
  return typeof found === 'object' && found.mounted ? task.nsproxy.mnt.cross(found) : found;
}

function findIn(dir: Dentry, name: string, task: Task): Dentry | undefined | number {
  if (dir.deleted) return -ENOENT;
  if (name.length > NAME_MAX) return -ENAMETOOLONG;
  const { lookup } = dir.inode.ops;
  const found = lookup ? lookup(origin(dir), name, task) : dir.children?.get(name);
  return typeof found === 'object' ? seenFrom(dir, found) : found;
}

/** Looks a name up for the kernel itself or for a call whose name has been copied in. */
export function lookupPath(task: Task, dirfd: number, path: string, flags: number): Dentry | number {
  const walk = new Walk(task);
  const start = walk.start(dirfd, path);
  return typeof start === 'number' ? start : walk.lookup(start, path, flags);
}
