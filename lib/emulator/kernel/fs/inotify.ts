import * as E from '../../../abi/errno';
import { AT_FDCWD, O_NONBLOCK, O_RDONLY } from '../../../abi/fcntl';
import { FIONREAD } from '../../../abi/ioctl';
import * as W from '../../../abi/poll';
import { bytesOf } from '../../vfs/bytes';
import { LOOKUP } from '../../vfs/namei';
import { unwatch, type Watcher, watch } from '../../vfs/notify';
import { MAY_READ, permission } from '../../vfs/permission';
import type { File, FileOperations, Inode } from '../../vfs/types';
import type { Args, IovIter, Result, Task, WaitQueue } from '../types';
import { installFile } from './anon';
import { fdget, full, int32, userPath } from './uaccess';

/** struct inotify_event without its name, which is padded to a multiple of the same. */
const EVENT_SIZE = 16;
/** fs.inotify.max_queued_events. */
const MAX_QUEUED = 16_384;
const EVENTS = 0xfff;
const FLAGS =
  W.IN_ONLYDIR | W.IN_DONT_FOLLOW | W.IN_EXCL_UNLINK | W.IN_MASK_CREATE | W.IN_MASK_ADD | W.IN_ONESHOT;

interface Event {
  wd: number;
  mask: number;
  cookie: number;
  name: string | undefined;
}

class Watch implements Watcher {
  constructor(
    readonly owner: Inotify,
    readonly wd: number,
    readonly inode: Inode,
    public mask: number,
  ) {}

  notify(mask: number, cookie: number, name: string | undefined, unlinked: boolean): void {
    if (unlinked && this.mask & W.IN_EXCL_UNLINK) return;
    if ((mask & this.mask & EVENTS) !== 0) {
      this.owner.push({ wd: this.wd, mask, cookie, name });
      if (this.mask & W.IN_ONESHOT) this.owner.remove(this, true);
    }
    if (mask & W.IN_DELETE_SELF) this.owner.remove(this, true);
  }
}

/** An inotify instance: struct fsnotify_group with its queue. */
class Inotify {
  readonly watches = new Map<number, Watch>();
  readonly events: Event[] = [];
  nextWd = 1;

  constructor(readonly queue: WaitQueue) {}

  /** Queues an event, unless it is the same as the last one. */
  push(event: Event): void {
    const last = this.events[this.events.length - 1];
    const same =
      last !== undefined &&
      last.wd === event.wd &&
      last.mask === event.mask &&
      last.cookie === event.cookie &&
      last.name === event.name;
    if (same) return;
    if (this.events.length >= MAX_QUEUED) {
      if (last?.mask !== W.IN_Q_OVERFLOW)
        this.events.push({ wd: -1, mask: W.IN_Q_OVERFLOW, cookie: 0, name: undefined });
    } else this.events.push(event);
    this.queue.wakeAll();
  }

  remove(gone: Watch, tell: boolean): void {
    if (!this.watches.delete(gone.wd)) return;
    unwatch(gone.inode, gone);
    if (tell) this.push({ wd: gone.wd, mask: W.IN_IGNORED, cookie: 0, name: undefined });
  }

  find(inode: Inode): Watch | undefined {
    for (const watched of this.watches.values()) if (watched.inode === inode) return watched;
    return undefined;
  }
}

const stateOf = (file: File): Inotify => file.state as Inotify;

function nameSize(name: string | undefined): number {
  return name === undefined ? 0 : Math.ceil((bytesOf(name).length + 1) / EVENT_SIZE) * EVENT_SIZE;
}

function encode({ wd, mask, cookie, name }: Event): Uint8Array {
  const length = nameSize(name);
  const bytes = new Uint8Array(EVENT_SIZE + length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, wd, true);
  view.setUint32(4, mask, true);
  view.setUint32(8, cookie, true);
  view.setUint32(12, length, true);
  if (name !== undefined) bytes.set(bytesOf(name), EVENT_SIZE);
  return bytes;
}

function read(file: File, iter: IovIter): Result {
  const state = stateOf(file);
  const drain = (to: IovIter): number => {
    let done = 0;
    for (;;) {
      const [first] = state.events;
      if (first === undefined) return done;
      const bytes = encode(first);
      if (bytes.length > to.count) return done || -E.EINVAL;
      if (to.copyTo(bytes, 0, bytes.length) < bytes.length) return done || -E.EFAULT;
      state.events.shift();
      done += bytes.length;
    }
  };
  const now = drain(iter);
  if (now !== 0) return now;
  if (file.flags & O_NONBLOCK) return -E.EAGAIN;
  const kept = iter.keep();
  const sleep = (): Result => ({
    queues: [state.queue],
    why: 'an inotify event',
    again: () => drain(kept) || sleep(),
  });
  return sleep();
}

const INOTIFY: FileOperations = {
  llseek: () => 0,
  stream: true,
  read,
  poll: (file) => (stateOf(file).events.length > 0 ? W.POLLIN | W.POLLRDNORM : 0),
  queues: (file) => [stateOf(file).queue],
  async: true,
  ioctl: (file, request, arg, task) => {
    if (request !== FIONREAD) return -E.ENOTTY;
    const bytes = stateOf(file).events.reduce((sum, { name }) => sum + EVENT_SIZE + nameSize(name), 0);
    return task.mem.copyOut(arg, int32(bytes)) ? 0 : -E.EFAULT;
  },
  release: (file) => {
    const state = stateOf(file);
    for (const watched of [...state.watches.values()]) state.remove(watched, false);
  },
};

/** Implements inotify_init1(2). */
function inotifyInit1(task: Task, [flags]: Args): Result {
  if (flags & ~(W.IN_CLOEXEC | W.IN_NONBLOCK)) return -E.EINVAL;
  const { kernel } = task;
  const state = new Inotify(kernel.waitQueue('inotify'));
  const file = kernel.vfs.anon.create('inotify', 'inotify', INOTIFY, state, O_RDONLY | (flags & O_NONBLOCK));
  return installFile(task, file, flags);
}

/** ALL_INOTIFY_BITS. */
const ALL_BITS = EVENTS | FLAGS | W.IN_ISDIR | W.IN_UNMOUNT | W.IN_IGNORED | W.IN_Q_OVERFLOW;

/** Implements inotify_add_watch(2). */
function inotifyAddWatch(task: Task, [fd, path, mask]: Args): Result {
  if ((mask & ALL_BITS) === 0 || mask & ~ALL_BITS) return -E.EINVAL;
  const file = fdget(task, fd);
  if (file === undefined) return -E.EBADF;
  if (mask & W.IN_MASK_ADD && mask & W.IN_MASK_CREATE) return -E.EINVAL;
  if (file.fops !== INOTIFY) return -E.EINVAL;
  const lookup = (mask & W.IN_DONT_FOLLOW ? 0 : LOOKUP.FOLLOW) | (mask & W.IN_ONLYDIR ? LOOKUP.DIRECTORY : 0);
  const found = userPath(task, AT_FDCWD, path, lookup);
  if (typeof found === 'number') return found;
  const error = permission(found.inode, MAY_READ, task.cred);
  if (error < 0) return error;
  const state = stateOf(file);
  const wanted = mask & (EVENTS | W.IN_ONESHOT | W.IN_EXCL_UNLINK);
  const old = state.find(found.inode);
  if (old !== undefined) {
    if (mask & W.IN_MASK_CREATE) return -E.EEXIST;
    old.mask = mask & W.IN_MASK_ADD ? old.mask | wanted : wanted;
    return old.wd;
  }
  const made = new Watch(state, state.nextWd++, found.inode, wanted);
  state.watches.set(made.wd, made);
  watch(found.inode, made);
  return made.wd;
}

/** Implements inotify_rm_watch(2). */
function inotifyRmWatch(task: Task, [fd, wd]: Args): Result {
  const file = fdget(task, fd);
  if (file === undefined) return -E.EBADF;
  if (file.fops !== INOTIFY) return -E.EINVAL;
  const state = stateOf(file);
  const gone = state.watches.get(wd);
  if (gone === undefined) return -E.EINVAL;
  state.remove(gone, true);
  return 0;
}

export const inotifyRows = [
  full('inotify_init', (task) => inotifyInit1(task, [0])),
  full('inotify_init1', inotifyInit1),
  full('inotify_add_watch', inotifyAddWatch),
  full('inotify_rm_watch', inotifyRmWatch),
];
