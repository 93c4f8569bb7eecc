import * as W from '../../abi/poll';
import { S_IFDIR, S_IFMT } from '../../abi/stat';
import type { Dentry, Inode } from './types';

/** Somebody who wants to know what happens to an inode: an inotify watch. */
export interface Watcher {
  /** `name` is the entry of a directory that it happened to; `unlinked` when that has been taken away since. */
  notify(mask: number, cookie: number, name: string | undefined, unlinked: boolean): void;
}

export function watch(inode: Inode, watcher: Watcher): void {
  inode.watchers ??= new Set();
  inode.watchers.add(watcher);
}

export function unwatch(inode: Inode, watcher: Watcher): void {
  inode.watchers?.delete(watcher);
  if (inode.watchers?.size === 0) inode.watchers = undefined;
}

function tell(inode: Inode, mask: number, cookie = 0, name?: string, unlinked = false): void {
  if (inode.watchers === undefined) return;
  for (const watcher of [...inode.watchers]) watcher.notify(mask, cookie, name, unlinked);
}

const isDir = (inode: Inode): boolean => (inode.mode & S_IFMT) === S_IFDIR;
const withKind = (inode: Inode, mask: number): number => (isDir(inode) ? mask | W.IN_ISDIR : mask);

/** Something happened to what a name leads to: its directory is told with the name, then it itself. */
export function notifyDentry(dentry: Dentry, mask: number): void {
  const { inode, parent } = dentry;
  if (inode.watchers === undefined && parent.inode.watchers === undefined) return;
  const told = withKind(inode, mask);
  if (parent !== dentry) tell(parent.inode, told, 0, dentry.name, dentry.deleted);
  tell(inode, told);
}

/** A name was made in, or taken out of, a directory. */
export function notifyEntry(dir: Inode, mask: number, inode: Inode, name: string): void {
  tell(dir, withKind(inode, mask), 0, name);
}

/** Something happened to an inode by whatever name. */
export function notifyInode(inode: Inode, mask: number): void {
  // What happens to the inode itself is told without IN_ISDIR, as inotify always has.
  tell(inode, mask & (W.IN_DELETE_SELF | W.IN_MOVE_SELF) ? mask : withKind(inode, mask));
}

/** A name moved. `replaced` is what had the new one before. */
export function notifyMove(
  from: Inode,
  name: string,
  to: Inode,
  toName: string,
  inode: Inode,
  replaced?: Inode,
): void {
  const cookie = (from.sb.moves ?? 0) + 1;
  from.sb.moves = cookie;
  tell(from, withKind(inode, W.IN_MOVED_FROM), cookie, name);
  tell(to, withKind(inode, W.IN_MOVED_TO), cookie, toName);
  if (replaced !== undefined) tell(replaced, withKind(replaced, W.IN_ATTRIB));
  tell(inode, W.IN_MOVE_SELF);
}
