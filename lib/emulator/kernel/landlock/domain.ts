import { EACCES, EXDEV } from '../../../abi/errno';
import { O_ACCMODE, O_PATH, O_RDONLY, O_TRUNC, O_WRONLY } from '../../../abi/fcntl';
import { LANDLOCK, LANDLOCK_ALL, LANDLOCK_FILE } from '../../../abi/landlock';
import { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFSOCK } from '../../../abi/stat';
import { isDirectory } from '../../vfs/namei';
import type { Dentry, Inode } from '../../vfs/types';
import type { Task } from '../types';

/** What one call of landlock_restrict_self took: rights that are asked for, and where they are given. */
export interface Layer {
  readonly handled: number;
  readonly rules: ReadonlyMap<Inode, number>;
}

/** All that has been taken from a task, newest last. A right has to be given by each layer: struct landlock_ruleset. */
export interface Domain {
  readonly layers: readonly Layer[];
  readonly parent: Domain | undefined;
}

/** Whether `inner` is `outer`, or was made from it: domain_scope_le. */
export function isWithin(inner: Domain | undefined, outer: Domain | undefined): boolean {
  if (outer === undefined) return true;
  for (let at = inner; at !== undefined; at = at.parent) if (at === outer) return true;
  return false;
}

/** Rights of `wanted` that a layer asks for and does not give on the way up from a name; nothing moves without REFER. */
function denied({ handled, rules }: Layer, dentry: Dentry, wanted: number): number {
  let left = wanted & (handled | LANDLOCK.REFER);
  for (let at = dentry; left !== 0; at = at.parent) {
    left &= ~(rules.get(at.inode) ?? 0);
    if (at.parent === at) break;
  }
  return left;
}

const deniedBy = ({ layers }: Domain, dentry: Dentry, wanted: number): number =>
  layers.reduce((all, layer) => all | denied(layer, dentry, wanted), 0);

/** A pipe, a socket or other file that is in no tree: is_nouser_or_private. */
function isNowhere({ nsproxy }: Task, dentry: Dentry): boolean {
  let top = dentry;
  while (top.parent !== top) top = top.parent;
  return nsproxy.mnt.of(top) === undefined;
}

/** 0, or -EACCES when the task has taken that right from itself. */
export function landlocked(task: Task, dentry: Dentry, wanted: number): number {
  const { landlock } = task.cred;
  if (landlock === undefined || isNowhere(task, dentry)) return 0;
  return deniedBy(landlock, dentry, wanted) === 0 ? 0 : -EACCES;
}

/** hook_file_open: what has been opened may be read and written from then on, whatever else is taken. */
export function landlockOpen(task: Task, dentry: Dentry, flags: number): number {
  if (task.cred.landlock === undefined || flags & O_PATH) return 0;
  const mode = flags & O_ACCMODE;
  const reads = isDirectory(dentry.inode) ? LANDLOCK.READ_DIR : LANDLOCK.READ_FILE;
  const wanted =
    (mode === O_WRONLY ? 0 : reads) |
    (mode === O_RDONLY ? 0 : LANDLOCK.WRITE_FILE) |
    (flags & O_TRUNC ? LANDLOCK.TRUNCATE : 0);
  return landlocked(task, dentry, wanted);
}

const MAKES: Readonly<Record<number, number>> = {
  [S_IFLNK]: LANDLOCK.MAKE_SYM,
  [S_IFDIR]: LANDLOCK.MAKE_DIR,
  [S_IFCHR]: LANDLOCK.MAKE_CHAR,
  [S_IFBLK]: LANDLOCK.MAKE_BLOCK,
  [S_IFIFO]: LANDLOCK.MAKE_FIFO,
  [S_IFSOCK]: LANDLOCK.MAKE_SOCK,
};

/** The right to make a file of a type: get_mode_access. */
export const makeRight = (mode: number): number => MAKES[mode & S_IFMT] ?? LANDLOCK.MAKE_REG;
const removeRight = (inode: Inode): number =>
  isDirectory(inode) ? LANDLOCK.REMOVE_DIR : LANDLOCK.REMOVE_FILE;

/** A name to be given to a file elsewhere, and taken where it was, if `removes`. */
export interface Move {
  readonly from: Dentry;
  readonly to: Dentry;
  readonly file: Dentry;
  readonly removes: boolean;
  /** What has the new name now, to go, or to take the old one when they are exchanged. */
  readonly target?: Dentry;
  readonly exchange?: boolean;
}

/** current_check_refer_path: no file is moved to where more may be done with it. */
export function landlockMove(task: Task, { from, to, file, removes, target, exchange }: Move): number {
  const { landlock } = task.cred;
  if (landlock === undefined) return 0;
  const make = makeRight(file.inode.mode);
  const back = exchange && target ? makeRight(target.inode.mode) : 0;
  const atOld = (removes ? removeRight(file.inode) : 0) | back;
  const atNew = make | (target ? removeRight(target.inode) : 0);
  if (from === to) return deniedBy(landlock, from, atOld | atNew) === 0 ? 0 : -EACCES;
  if (deniedBy(landlock, from, atOld) !== 0 || deniedBy(landlock, to, atNew) !== 0) return -EACCES;
  const refers =
    deniedBy(landlock, from, LANDLOCK.REFER) === 0 && deniedBy(landlock, to, LANDLOCK.REFER) === 0;
  const gains = gained(landlock, from, to, file.inode);
  const gainsBack = exchange && target !== undefined && gained(landlock, to, from, target.inode);
  return refers && !gains && !gainsBack ? 0 : -EXDEV;
}

/** no_more_access, the other way round: a layer gives rights at the new place that it does not give at the old one. */
function gained({ layers }: Domain, from: Dentry, to: Dentry, inode: Inode): boolean {
  const rights = isDirectory(inode) ? LANDLOCK_ALL : LANDLOCK_FILE;
  return layers.some((layer) => {
    const before = denied(layer, from, rights & layer.handled) & ~(layer.rules.get(inode) ?? 0);
    return (before & ~denied(layer, to, rights & layer.handled)) !== 0;
  });
}
