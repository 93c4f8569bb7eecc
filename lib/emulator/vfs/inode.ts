import type { KernelServices } from '../kernel/types';
import type { Watcher } from './notify';
import type { FileOperations, Inode, InodeOperations, SuperBlock, Timespec } from './types';

type FileClock = Pick<KernelServices, 'realtime' | 'preciseRealtime'>;

/** How an inode starts. */
export interface InodeInit {
  ino: number;
  mode: number;
  kind: string;
  uid?: number;
  gid?: number;
  rdev?: number;
  nlink?: number;
  /** CLOCK_REALTIME in ns. */
  now: number;
}

/** What all inodes keep; how long they are is for each kind to say. */
export abstract class BaseInode implements Inode {
  // Inodes are made often, of many classes: `declare` keeps each field from being set twice.
  declare readonly ino: number;
  declare readonly dev: number;
  declare readonly kind: string;
  declare mode: number;
  declare uid: number;
  declare gid: number;
  declare nlink: number;
  abstract size: number;
  declare opens: number;
  declare writers: number;
  declare watchers: Set<Watcher> | undefined;
  declare timesSeen: boolean;
  declare linkable: boolean;
  declare rdev: number;
  declare fileFlags: number;
  declare readonly atime: Timespec;
  declare readonly mtime: Timespec;
  declare readonly ctime: Timespec;
  declare readonly btime: Timespec;

  constructor(
    readonly sb: SuperBlock,
    readonly ops: InodeOperations,
    readonly fops: FileOperations,
    init: InodeInit,
  ) {
    this.ino = init.ino;
    this.dev = sb.dev;
    this.kind = init.kind;
    this.mode = init.mode;
    this.uid = init.uid ?? 0;
    this.gid = init.gid ?? 0;
    this.nlink = init.nlink ?? 1;
    this.opens = 0;
    this.writers = 0;
    this.watchers = undefined;
    this.timesSeen = false;
    this.linkable = false;
    this.rdev = init.rdev ?? 0;
    this.fileFlags = 0;
    this.atime = timespec(init.now);
    this.mtime = timespec(init.now);
    this.ctime = timespec(init.now);
    this.btime = timespec(init.now);
  }

  get blocks(): number {
    return 0;
  }
}

/** An inode whose size is kept as it is set: directories, links, devices and generated files. */
export class PlainInode extends BaseInode {
  size = 0;
}

/** Nanoseconds since 1970 as a timespec. */
export function timespec(ns: number): Timespec {
  const sec = Math.floor(ns / 1e9);
  return { sec, nsec: ns - sec * 1e9 };
}

/** Sets a timestamp in place, without a new object. */
export function setTime(time: Timespec, ns: number): void {
  time.sec = Math.floor(ns / 1e9);
  time.nsec = ns - time.sec * 1e9;
}

/**
 * inode_set_ctime_current: the inode changes now. A change within the same timer tick as one that was looked at is
 * stamped to the nanosecond, so that make and its kin can tell them apart (multigrain timestamps, Linux 6.13).
 */
export function stampChange(inode: Inode, clock: FileClock): number {
  const { ctime } = inode;
  let now = clock.realtime();
  if (inode.timesSeen && now <= ctime.sec * 1e9 + ctime.nsec) now = clock.preciseRealtime();
  setTime(ctime, now);
  inode.timesSeen = false;
  return now;
}

const DAY = 86_400;

/**
 * touch_atime under relatime, the default of mount(8): the access time moves when it is not newer than the others, or a
 * day old.
 */
export function touchAtime(inode: Inode, ns: number): void {
  const { atime, mtime, ctime } = inode;
  const stale = !after(atime, mtime) || !after(atime, ctime) || ns / 1e9 - atime.sec >= DAY;
  if (stale) setTime(atime, ns);
}

function after(a: Timespec, b: Timespec): boolean {
  return a.sec !== b.sec ? a.sec > b.sec : a.nsec > b.nsec;
}
