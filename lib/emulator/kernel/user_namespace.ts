import type { Dentry } from '../vfs/types';

/** Ids from `first` on, as many as `count`, are those from `outer` on in the first namespace: struct uid_gid_extent. */
export interface Extent {
  readonly first: number;
  /** In the parent's numbers, as it was written, and in the first namespace's. */
  readonly outside: number;
  readonly outer: number;
  readonly count: number;
}

/** overflowuid and overflowgid: what an id is shown as that has no number in a namespace. */
export const OVERFLOW_ID = 65534;
/** No id: what -1 stands for, and what an id without a number is. */
export const NO_ID = 0xffffffff;
/** create_user_ns: EUSERS beyond. */
export const MAX_LEVEL = 32;

const EVERY: readonly Extent[] = [{ first: 0, outside: 0, outer: 0, count: NO_ID }];

/**
 * Whose ids have numbers of their own, and within which privileges hold: struct user_namespace. All else in the kernel
 * knows ids by their numbers in the first.
 */
export class UserNamespace {
  readonly level: number;
  uids: readonly Extent[];
  gids: readonly Extent[];

  constructor(
    /** The file that stands for it in /proc/[pid]/ns. */
    readonly file: Dentry,
    readonly parent?: UserNamespace,
    /** Who made it; within it they may do anything. */
    readonly owner = 0,
    readonly group = 0,
    /** setgroups(2) may be called: /proc/[pid]/setgroups. */
    public setgroups = true,
  ) {
    this.level = parent === undefined ? 0 : parent.level + 1;
    this.uids = parent === undefined ? EVERY : [];
    this.gids = this.uids;
  }
}

/** make_kuid and make_kgid: the id that a number of the namespace stands for, or NO_ID. */
export function idOf(map: readonly Extent[], number: number): number {
  if (map === EVERY) return number;
  for (const { first, outer, count } of map)
    if (number >= first && number - first < count) return outer + (number - first);
  return NO_ID;
}

/** from_kuid and from_kgid: an id's number in the namespace, or NO_ID. */
export function numberOf(map: readonly Extent[], id: number): number {
  if (map === EVERY) return id;
  for (const { first, outer, count } of map)
    if (id >= outer && id - outer < count) return first + (id - outer);
  return NO_ID;
}

/** from_kuid_munged and from_kgid_munged: a number to be shown. */
export function shownId(map: readonly Extent[], id: number): number {
  const number = numberOf(map, id);
  return number === NO_ID ? OVERFLOW_ID : number;
}

type Within = { readonly userns: UserNamespace };

/** Ids as a process with these credentials writes them, and as it is shown them. */
export const uidOf = ({ userns }: Within, number: number): number => idOf(userns.uids, number);
export const gidOf = ({ userns }: Within, number: number): number => idOf(userns.gids, number);
export const shownUid = ({ userns }: Within, uid: number): number => shownId(userns.uids, uid);
export const shownGid = ({ userns }: Within, gid: number): number => shownId(userns.gids, gid);
