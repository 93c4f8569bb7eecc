import { EBADF, EEXIST, EFAULT, EINTR, EINVAL, ELOOP, ENOENT, EPERM } from '../../../abi/errno';
import * as W from '../../../abi/poll';
import { EPOLL_EVENT, getField, TIMESPEC } from '../../../abi/structs';
import { sideTable } from '../../snapshot/side_table';
import { anonFlags } from '../../vfs/anon_inodes';
import type { File, FileOperations } from '../../vfs/types';
import type { Args, Heard, Result, Task, WaitQueue } from '../types';
import { installFile } from './anon';
import { vfsPoll } from './poll_wait';
import { accessOk, fdget, full } from './uaccess';

/** A file that is watched: struct epitem. */
interface Item {
  readonly fd: number;
  readonly file: File;
  /** Events with EPOLLET, EPOLLONESHOT and the like. */
  events: number;
  /** The user's word, as its two halves. */
  lo: number;
  hi: number;
  /** Stands in the ready list. */
  ready: boolean;
  readonly listen: Heard;
  readonly queues: readonly WaitQueue[];
}

/** An epoll instance: struct eventpoll. */
class EventPoll {
  readonly items = new Map<File, Map<number, Item>>();
  /** Items that something happened to, in that order. */
  ready: Item[] = [];
  /** epoll files that watch this one. */
  watchers = 0;

  constructor(readonly queue: WaitQueue) {}

  find(file: File, fd: number): Item | undefined {
    return this.items.get(file)?.get(fd);
  }

  *all(): Iterable<Item> {
    for (const byFd of this.items.values()) yield* byFd.values();
  }

  /** ep_poll_callback: something happened to the file; whether it matters is looked at when it is collected. */
  notify(item: Item, events?: number): void {
    if ((item.events & ~PRIVATE_BITS) === 0) return;
    if (events !== undefined && (events & item.events) === 0) return;
    if ((available(item) & item.events) === 0) return;
    if (!item.ready) {
      item.ready = true;
      this.ready.push(item);
    }
    this.queue.wakeAll();
  }

  insert(item: Item): void {
    let byFd = this.items.get(item.file);
    if (byFd === undefined) {
      byFd = new Map();
      this.items.set(item.file, byFd);
    }
    byFd.set(item.fd, item);
    for (const queue of item.queues) queue.listen(item.listen);
    watching(item.file).add(this);
    this.notify(item);
  }

  remove(item: Item): void {
    for (const queue of item.queues) queue.unlisten(item.listen);
    const byFd = this.items.get(item.file);
    byFd?.delete(item.fd);
    if (byFd?.size === 0) {
      this.items.delete(item.file);
      watching(item.file).delete(this);
    }
    this.ready = this.ready.filter((other) => other !== item);
  }

  /** ep_send_events: takes what is ready, at most `max`; level-triggered items go back to the end of the list. */
  collect(max: number): { item: Item; events: number }[] {
    const found: { item: Item; events: number }[] = [];
    const again: Item[] = [];
    while (this.ready.length > 0 && found.length < max) {
      const item = this.ready.shift() as Item;
      item.ready = false;
      const events = available(item) & item.events;
      if (events === 0) continue;
      found.push({ item, events });
      if (item.events & W.EPOLLONESHOT) item.events &= PRIVATE_BITS;
      else if ((item.events & W.EPOLLET) === 0) again.push(item);
    }
    for (const item of again) {
      item.ready = true;
      this.ready.push(item);
    }
    return found;
  }

  /** True when a look at what is ready would find something: ep_poll's check, and poll on the epoll file itself. */
  get hasEvents(): boolean {
    return this.ready.some((item) => (available(item) & item.events) !== 0);
  }
}

const PRIVATE_BITS = W.EPOLLWAKEUP | W.EPOLLONESHOT | W.EPOLLET | W.EPOLLEXCLUSIVE;
const OK_BITS =
  W.EPOLLIN | W.EPOLLOUT | W.EPOLLERR | W.EPOLLHUP | W.EPOLLWAKEUP | W.EPOLLET | W.EPOLLEXCLUSIVE;

const available = (item: Item): number => vfsPoll(item.file);

/** Which epoll instances watch a file: they forget it when its last reference goes (eventpoll_release). */
const watchedBy = sideTable<File, Set<EventPoll>>();
function watching(file: File): Set<EventPoll> {
  let set = watchedBy.get(file);
  if (set === undefined) {
    set = new Set();
    watchedBy.set(file, set);
    file.closed = () => {
      for (const ep of [...watching(file)])
        for (const item of [...(ep.items.get(file)?.values() ?? [])]) ep.remove(item);
    };
  }
  return set;
}

const epollOf = (file: File): EventPoll => file.state as EventPoll;

const EPOLL: FileOperations = {
  llseek: () => 0,
  stream: true,
  poll: (file) => (epollOf(file).hasEvents ? W.POLLIN | W.POLLRDNORM : 0),
  queues: (file) => [epollOf(file).queue],
  release: (file) => {
    const ep = epollOf(file);
    for (const item of [...ep.all()]) ep.remove(item);
  },
};

const isEpoll = (file: File): boolean => file.fops === EPOLL;

/** How many epoll files hang below one another: EP_MAX_NESTS. Infinity for a circle through `seen`. */
function depth(ep: EventPoll, start: EventPoll): number {
  let deepest = 0;
  for (const { file } of ep.all()) {
    if (!isEpoll(file)) continue;
    const inner = epollOf(file);
    if (inner === start) return Number.POSITIVE_INFINITY;
    deepest = Math.max(deepest, 1 + depth(inner, start));
  }
  return deepest;
}
const MAX_NESTS = 4;

/** Implements epoll_create1(2). */
function epollCreate1(task: Task, [flags]: Args): Result {
  if (flags & ~W.EPOLL_CLOEXEC) return -EINVAL;
  const ep = new EventPoll(task.kernel.waitQueue('epoll'));
  return installFile(
    task,
    task.kernel.vfs.anon.create('[eventpoll]', 'epoll', EPOLL, ep, anonFlags(0)),
    flags,
  );
}

/** Implements epoll_ctl(2). */
function epollCtl(task: Task, [epfd, op, fd, addr]: Args): Result {
  let events = 0;
  let lo = 0;
  let hi = 0;
  if (op !== W.EPOLL_CTL_DEL) {
    const bytes = task.mem.copyIn(addr, EPOLL_EVENT.size);
    if (bytes === undefined) return -EFAULT;
    const view = new DataView(bytes.buffer);
    events = view.getUint32(0, true);
    lo = view.getUint32(4, true);
    hi = view.getUint32(8, true);
  }
  const outer = fdget(task, epfd);
  const file = fdget(task, fd);
  if (outer === undefined || file === undefined) return -EBADF;
  if (file.fops.poll === undefined) return -EPERM;
  if (outer === file || !isEpoll(outer)) return -EINVAL;
  if (op !== W.EPOLL_CTL_DEL && (events & W.EPOLLEXCLUSIVE) !== 0) {
    if (op === W.EPOLL_CTL_MOD) return -EINVAL;
    if (op === W.EPOLL_CTL_ADD && (isEpoll(file) || events & ~OK_BITS)) return -EINVAL;
  }
  const ep = epollOf(outer);
  if (op === W.EPOLL_CTL_ADD && isEpoll(file)) {
    if (depth(epollOf(file), ep) >= MAX_NESTS) return -ELOOP;
  }
  const item = ep.find(file, fd);
  const wanted = (events | W.EPOLLERR | W.EPOLLHUP) >>> 0;
  switch (op) {
    case W.EPOLL_CTL_ADD: {
      if (item !== undefined) return -EEXIST;
      const made: Item = {
        fd,
        file,
        events: wanted,
        lo,
        hi,
        ready: false,
        listen: (events) => ep.notify(made, events),
        queues: file.fops.queues?.(file) ?? [],
      };
      ep.insert(made);
      return 0;
    }
    case W.EPOLL_CTL_DEL:
      if (item === undefined) return -ENOENT;
      ep.remove(item);
      return 0;
    case W.EPOLL_CTL_MOD:
      if (item === undefined) return -ENOENT;
      if (item.events & W.EPOLLEXCLUSIVE) return -EINVAL;
      item.events = wanted;
      item.lo = lo;
      item.hi = hi;
      ep.notify(item);
      return 0;
    default:
      return -EINVAL;
  }
}

/** Most events one call may ask for: EP_MAX_EVENTS. */
const MAX_EVENTS = Math.floor(0x7fffffff / EPOLL_EVENT.size);

/** do_epoll_wait. `timeout` in ns, undefined for no end. */
function wait(task: Task, epfd: number, addr: number, max: number, timeout: number | undefined): Result {
  const file = fdget(task, epfd);
  if (file === undefined) return -EBADF;
  if (max <= 0 || max > MAX_EVENTS) return -EINVAL;
  if (!accessOk(addr, max * EPOLL_EVENT.size)) return -EFAULT;
  if (!isEpoll(file)) return -EINVAL;
  const ep = epollOf(file);
  const send = (): number => {
    const found = ep.collect(max);
    const bytes = new Uint8Array(found.length * EPOLL_EVENT.size);
    const view = new DataView(bytes.buffer);
    for (const [i, { item, events }] of found.entries()) {
      view.setUint32(i * EPOLL_EVENT.size, events, true);
      view.setUint32(i * EPOLL_EVENT.size + 4, item.lo, true);
      view.setUint32(i * EPOLL_EVENT.size + 8, item.hi, true);
    }
    return found.length === 0 || task.mem.copyOut(addr, bytes) ? found.length : -EFAULT;
  };
  const now = send();
  if (now !== 0 || timeout === 0) return now;
  const deadline = timeout === undefined ? undefined : task.kernel.monotonic() + timeout;
  const sleep = (): Result => ({
    queues: [ep.queue],
    deadline,
    interrupted: -EINTR,
    why: 'a file that epoll watches to be ready',
    again: (timedOut) => {
      const count = send();
      return count !== 0 || timedOut ? count : sleep();
    },
  });
  return sleep();
}

const milliseconds = (ms: number): number | undefined => (ms < 0 ? undefined : ms * 1e6);

/** Implements epoll_pwait2(2). */
function epollPwait2(task: Task, [epfd, events, max, timeoutAddr, mask, maskSize]: Args): Result {
  let timeout: number | undefined;
  if (timeoutAddr !== 0) {
    const bytes = task.mem.copyIn(timeoutAddr, TIMESPEC.size);
    if (bytes === undefined) return -EFAULT;
    const view = new DataView(bytes.buffer);
    const sec = getField(view, 0, TIMESPEC.at.tv_sec);
    const nsec = getField(view, 0, TIMESPEC.at.tv_nsec);
    if (sec < 0 || nsec < 0 || nsec >= 1e9) return -EINVAL;
    timeout = sec * 1e9 + nsec;
  }
  return task.withSignalMask(mask, maskSize, () => wait(task, epfd, events, max, timeout));
}

export const epollRows = [
  full('epoll_create', (task, [size]) => (size <= 0 ? -EINVAL : epollCreate1(task, [0]))),
  full('epoll_create1', epollCreate1),
  full('epoll_ctl', epollCtl),
  full('epoll_wait', (task, [epfd, events, max, ms]) => wait(task, epfd, events, max, milliseconds(ms))),
  full('epoll_pwait', (task, [epfd, events, max, ms, mask, maskSize]) =>
    task.withSignalMask(mask, maskSize, () => wait(task, epfd, events, max, milliseconds(ms))),
  ),
  full('epoll_pwait2', epollPwait2),
];
