import { S_IFDIR, S_IFIFO, S_IFREG } from '../../abi/stat';
import { fromText, toText } from './bytes';
import { setTime } from './inode';
import { LazyChildren } from './lazy_directory';
import type { MountNamespace } from './mount_namespace';
import { isDirectory } from './namei';
import type { Source } from './page_cache';
import { addEntry, removeEntry, type Tmpfs, TmpfsLink } from './tmpfs';
import { TmpfsFile } from './tmpfs_file';
import type { Dentry, Inode, Timespec } from './types';

const timesOf = ({ atime, mtime, ctime, btime }: Inode): Timespec[] => [atime, mtime, ctime, btime];

/**
 * A file, directory or link that the machine starts with. Directories on the way are made as needed. A file whose length
 * is given is not read before a program does so, nor is a directory with `entries`, whose paths are theirs in full. Files
 * with the same text in `same` are one, which has `names` in all, or as many as are added.
 */
export type RootEntry = {
  path: string;
  uid?: number;
  gid?: number;
  /** When it was last changed, in seconds since 1970; when it is added when absent. */
  mtime?: number;
} & (
  | { source: Source; length?: number; mode?: number; same?: string; names?: number }
  | { fifo: true; mode?: number }
  | { directory: true; mode?: number; entries?: () => RootEntry[] }
  | { symlink: string }
);

/** A file that a program made or changed, under its name at the end. */
export interface ChangedFile {
  path: string;
  bytes: Uint8Array;
  mode: number;
}

/** Gives an inode the time of its last change, where that is known. */
function stamp(inode: Inode, mtime: number | undefined): void {
  if (mtime === undefined) return;
  for (const time of [inode.atime, inode.mtime, inode.ctime]) setTime(time, mtime * 1e9);
}

/** Puts files into a tree from outside, and finds what programs changed in it. */
export class RootBuilder {
  /** Where files were when they were put in. */
  private readonly placed = new Map<Inode, string>();
  /** Files that may have more names, by `same`, and the further names that some have been given. */
  private readonly linked = new Map<string, Inode>();
  private readonly furtherNames = new Set<string>();

  constructor(
    private readonly root: Dentry,
    private readonly mounts: MountNamespace,
  ) {}

  /** Adds an entry, in place of a file of the same name. Throws when the path leads through a file. */
  add(entry: RootEntry): void {
    const { path, uid = 0, gid = 0, mtime } = entry;
    if ('directory' in entry) {
      if (entry.entries) this.addLazily(path, entry.entries);
      const { inode } = this.directory(path);
      inode.mode = S_IFDIR | (entry.mode ?? 0o755);
      inode.uid = uid;
      inode.gid = gid;
      stamp(inode, mtime);
      return;
    }
    const { parent, name } = this.place(path);
    const fs = parent.inode.sb as Tmpfs;
    if ('symlink' in entry) {
      const link = fs.symlink(fromText(entry.symlink), uid, gid);
      stamp(link, mtime);
      addEntry(parent, name, link);
      return;
    }
    if ('fifo' in entry) {
      const fifo = fs.inode(S_IFIFO | (entry.mode ?? 0o644), uid, gid);
      stamp(fifo, mtime);
      addEntry(parent, name, fifo);
      return;
    }
    const { same, names } = entry;
    const known = same === undefined ? undefined : this.linked.get(same);
    if (known !== undefined && known.nlink > 0) {
      addEntry(parent, name, known);
      if (names === undefined) known.nlink++;
      this.furtherNames.add(path);
      return;
    }
    const inode = fs.inode(S_IFREG | (entry.mode ?? 0o644), uid, gid);
    if (names !== undefined) inode.nlink = names;
    if (same !== undefined) this.linked.set(same, inode);
    if (inode instanceof TmpfsFile) inode.load(entry.source, entry.length);
    stamp(inode, mtime);
    this.placed.set(addEntry(parent, name, inode).inode, path);
  }

  /** Makes a directory that is filled when it is looked at; one that is there already is filled now. */
  private addLazily(path: string, entries: () => RootEntry[]): void {
    const fill = () => {
      const list = entries();
      for (const entry of list) this.add(entry);
      return list;
    };
    const slash = path.lastIndexOf('/');
    const parent = this.directory(path.slice(0, slash));
    const name = fromText(path.slice(slash + 1));
    if (parent.children?.has(name)) {
      fill();
      return;
    }
    const children = new LazyChildren(() => {
      const { mtime, ctime } = dentry.inode;
      const times = [{ ...mtime }, { ...ctime }];
      const list = fill();
      // They have been there all the time.
      for (const { inode } of children.values())
        for (const time of timesOf(inode)) Object.assign(time, times[0]);
      for (const { path: child, mtime: changed } of list) {
        const added = children.get(fromText(child.slice(child.lastIndexOf('/') + 1)));
        if (added) stamp(added.inode, changed);
      }
      Object.assign(mtime, times[0]);
      Object.assign(ctime, times[1]);
    });
    const fs = parent.inode.sb as Tmpfs;
    const dentry = addEntry(
      parent,
      name,
      fs.lazyDirectory(0o755, 0, 0, () => children),
    );
    dentry.children = children;
  }

  /** Adds a device node or FIFO. */
  node(path: string, mode: number, rdev: number, gid = 0): void {
    const { parent, name } = this.place(path);
    addEntry(parent, name, (parent.inode.sb as Tmpfs).inode(mode, 0, gid, rdev));
  }

  /** What has that name. Throws when there is nothing. */
  find(path: string): Dentry {
    const slash = path.lastIndexOf('/');
    const found = this.directory(path.slice(0, slash)).children?.get(fromText(path.slice(slash + 1)));
    if (!found) throw new Error(`${path}: there is no such file`);
    return found;
  }

  /** The directory of that name, made with the directories above it when it is not there. */
  directory(path: string): Dentry {
    return this.descend(this.root, path, path, 0);
  }

  /** Regular files below `path` that were made, changed or renamed since they were put in, by name. */
  changes(path = '/'): ChangedFile[] {
    const found: ChangedFile[] = [];
    this.collect(this.directory(path), path === '/' ? '' : path, found);
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  private collect(dir: Dentry, prefix: string, found: ChangedFile[]): void {
    if (dir.children instanceof LazyChildren && dir.children.waiting) return;
    for (const child of dir.children?.values() ?? []) {
      const path = `${prefix}/${toText(child.name)}`;
      const { inode } = child;
      if (inode instanceof TmpfsFile) {
        if (!inode.changed && (this.placed.get(inode) === path || this.furtherNames.has(path))) continue;
        found.push({ path, bytes: inode.contents(), mode: inode.mode & 0o7777 });
      } else if (isDirectory(inode) && !child.mounted) {
        this.collect(child, path, found);
      }
    }
  }

  private place(path: string): { parent: Dentry; name: string } {
    const slash = path.lastIndexOf('/');
    const name = fromText(path.slice(slash + 1));
    if (!path.startsWith('/') || name === '' || name === '.' || name === '..') {
      throw new Error(`${path}: not a file's absolute path; it starts with "/" and ends with a name`);
    }
    const parent = this.descend(this.root, path.slice(0, slash), path, 0);
    const existing = parent.children?.get(name);
    if (existing && isDirectory(existing.inode))
      throw new Error(`${path}: a directory has this name already`);
    if (existing) removeEntry(parent, name);
    return { parent, name };
  }

  private descend(start: Dentry, names: string, path: string, depth: number): Dentry {
    if (depth > 40) throw new Error(`${path}: symbolic links lead in a circle`);
    let at = names.startsWith('/') ? this.root : start;
    for (const text of names.split('/')) {
      if (text === '' || text === '.') continue;
      if (text === '..') {
        at = at.parent;
        continue;
      }
      const name = fromText(text);
      let child = at.children?.get(name);
      if (!child) child = addEntry(at, name, (at.inode.sb as Tmpfs).inode(S_IFDIR | 0o755, 0, 0));
      child = this.mounts.cross(child);
      if (child.inode instanceof TmpfsLink)
        child = this.descend(at, toText(child.inode.target), path, depth + 1);
      if (!isDirectory(child.inode)) throw new Error(`${path}: "${text}" is a file, not a directory`);
      at = child;
    }
    return at;
  }
}
