import * as W from '../../abi/poll';
import { S_IFDIR, S_IFMT } from '../../abi/stat';
import type { Dentry, Inode } from './types';

/** Somebody who wants to know what happens to an inode: an inotify watch. */
export interface Watcher {
  /** `name` is the entry of a directory that it happened to; `unlinked` when that has been taken away since. */
  notify(mask: number, cookie: number, name: string | undefined, unlinked: boolean): void;
}

const watchers = new WeakMap<Inode, Set<Watcher>>();
/** How many watches there are: with none, nothing is looked up. */
let count = 0;
let lastCookie = 0;

export function watch(inode: Inode, watcher: Watcher): void {
  let set = watchers.get(inode);
  if (set === undefined) {
    set = new Set();
    watchers.set(inode, set);
  }
  set.add(watcher);
  count++;
}

export function unwatch(inode: Inode, watcher: Watcher): void {
  if (watchers.get(inode)?.delete(watcher)) count--;
}

function tell(inode: Inode, mask: number, cookie = 0, name?: string, unlinked = false): void {
  for (const watcher of [...(watchers.get(inode) ?? [])]) watcher.notify(mask, cookie, name, unlinked);
}

const isDir = (inode: Inode): boolean => (inode.mode & S_IFMT) === S_IFDIR;
const withKind = (inode: Inode, mask: number): number => (isDir(inode) ? mask | W.IN_ISDIR : mask);

/** Something happened to what a name leads to: its directory is told with the name, then it itself. */
export function notifyDentry(dentry: Dentry, mask: number): void {
  if (count === 0) return;
  const told = withKind(dentry.inode, mask);
  if (dentry.parent !== dentry) tell(dentry.parent.inode, told, 0, dentry.name, dentry.deleted);
  tell(dentry.inode, told);
}

/** A name was made in, or taken out of, a directory. */
export function notifyEntry(dir: Inode, mask: number, inode: Inode, name: string): void {
  if (count > 0) tell(dir, withKind(inode, mask), 0, name);
}

/** Something happened to an inode by whatever name. */
export function notifyInode(inode: Inode, mask: number): void {
  if (count > 0) tell(inode, withKind(inode, mask));
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
  if (count === 0) return;
  const cookie = ++lastCookie;
  tell(from, withKind(inode, W.IN_MOVED_FROM), cookie, name);
  tell(to, withKind(inode, W.IN_MOVED_TO), cookie, toName);
  if (replaced !== undefined) tell(replaced, withKind(replaced, W.IN_ATTRIB));
  tell(inode, W.IN_MOVE_SELF);
}
