import type { Dentry, Inode } from './types';

/** A new name for an inode below `parent`; not yet among the parent's children. */
export function newDentry(parent: Dentry, name: string, inode: Inode): Dentry {
  return { name, parent, inode };
}

/** A dentry without a place in the tree: the root of a filesystem not yet mounted, or a pipe's. */
export function rootDentry(name: string, inode: Inode): Dentry {
  const dentry = { name, inode } as Dentry;
  dentry.parent = dentry;
  return dentry;
}

/** Keeps a dentry, and those above it, where its filesystem would make others at the next look: something is mounted there. */
export function pin(dentry: Dentry): void {
  for (let at = dentry; at.parent !== at && at.parent.inode.sb === at.inode.sb; at = at.parent) {
    at.parent.children ??= new Map();
    at.parent.children.set(at.name, at);
  }
}

/** True when `dentry` is `ancestor` or lies below it. */
export function isBelow(dentry: Dentry, ancestor: Dentry): boolean {
  for (let at = dentry; ; at = at.parent) {
    if (at === ancestor) return true;
    if (at.parent === at) return false;
  }
}

/**
 * The name from `root` down, as d_path gives it. What cannot be reached from `root` has "(unreachable)" before it in
 * getcwd(2) and readlink of /proc; `reachable` tells the two apart.
 */
export function pathName(dentry: Dentry, root: Dentry): { name: string; reachable: boolean } {
  const suffix = dentry.deleted ? ' (deleted)' : '';
  if (dentry.parent === dentry && dentry !== root) {
    const anonymous = dentry.name !== '';
    return { name: (anonymous ? dentry.name : '/') + suffix, reachable: anonymous };
  }
  let name = '';
  let at = dentry;
  while (at !== root && at.parent !== at) {
    name = `/${at.name}${name}`;
    at = at.parent;
  }
  return { name: (name || '/') + suffix, reachable: at === root };
}
