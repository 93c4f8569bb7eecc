import { EBADF, EFAULT, EINVAL, ERESTARTNOHAND } from '../../../abi/errno';
import { O_PATH } from '../../../abi/fcntl';
import {
  POLLERR,
  POLLHUP,
  POLLIN,
  POLLNVAL,
  POLLOUT,
  POLLPRI,
  POLLRDBAND,
  POLLRDNORM,
  POLLWRBAND,
  POLLWRNORM,
} from '../../../abi/poll';
import { encode, getField, POLLFD, putField, TIMESPEC, TIMEVAL } from '../../../abi/structs';
import type { File } from '../../vfs/types';
import type { Args, Result, Task } from '../types';
import { vfsPoll, waitFor } from './poll_wait';
import { fdget, full } from './uaccess';

// What each of select's three sets means as poll events: fs/select.c.
const POLLIN_SET = POLLRDNORM | POLLRDBAND | POLLIN | POLLHUP | POLLERR | POLLNVAL;
const POLLOUT_SET = POLLWRBAND | POLLWRNORM | POLLOUT | POLLERR | POLLNVAL;
const POLLEX_SET = POLLPRI | POLLNVAL;
const SETS = [POLLIN_SET, POLLOUT_SET, POLLEX_SET];

/** A timeout from the user: ns, undefined for none, or how it is wrong. */
interface Timeout {
  error: number;
  ns: number | undefined;
}

const FOREVER: Timeout = { error: 0, ns: undefined };

function timespecTimeout(task: Task, addr: number): Timeout {
  if (addr === 0) return FOREVER;
  const bytes = task.mem.copyIn(addr, TIMESPEC.size);
  if (!bytes) return { error: -EFAULT, ns: 0 };
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const sec = getField(view, 0, TIMESPEC.at.tv_sec);
  const nsec = getField(view, 0, TIMESPEC.at.tv_nsec);
  if (sec < 0 || nsec < 0 || nsec >= 1e9) return { error: -EINVAL, ns: 0 };
  return { error: 0, ns: sec * 1e9 + nsec };
}

/** select's timeval, which may have more than a second of microseconds. */
function timevalTimeout(task: Task, addr: number): Timeout {
  if (addr === 0) return FOREVER;
  const bytes = task.mem.copyIn(addr, TIMEVAL.size);
  if (!bytes) return { error: -EFAULT, ns: 0 };
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const sec = getField(view, 0, TIMEVAL.at.tv_sec);
  const usec = getField(view, 0, TIMEVAL.at.tv_usec);
  if (sec < 0 || usec < 0) return { error: -EINVAL, ns: 0 };
  return { error: 0, ns: sec * 1e9 + usec * 1e3 };
}

/** poll_select_finish: tells the user what is left of the timeout; that this fails changes nothing. */
function putRemaining(task: Task, addr: number, timeout: Timeout, started: number, micro: boolean): void {
  if (addr === 0 || timeout.ns === undefined) return;
  const left = Math.max(0, timeout.ns - (task.kernel.monotonic() - started));
  const tv_sec = Math.floor(left / 1e9);
  const rest = left - tv_sec * 1e9;
  const bytes = micro
    ? encode(TIMEVAL, { tv_sec, tv_usec: Math.floor(rest / 1e3) })
    : encode(TIMESPEC, { tv_sec, tv_nsec: rest });
  task.mem.copyOut(addr, bytes);
}

function pollFds(
  task: Task,
  addr: number,
  count: number,
  timeout: number | undefined,
  done: () => void,
  interrupted: () => number,
): Result {
  if (count > task.files.noFile) return -EINVAL;
  const bytes = task.mem.copyIn(addr, count * POLLFD.size);
  if (!bytes) return -EFAULT;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const { fd: fdField, events, revents } = POLLFD.at;
  const files = new Map<number, File>();
  for (let i = 0; i < count; i++) {
    const file = fdget(task, getField(view, i * POLLFD.size, fdField));
    if (file) files.set(i, file);
  }
  const ready = () => {
    let total = 0;
    for (let i = 0; i < count; i++) {
      const base = i * POLLFD.size;
      const file = files.get(i);
      let found = 0;
      if (file) found = vfsPoll(file) & (getField(view, base, events) | POLLERR | POLLHUP);
      else if (getField(view, base, fdField) >= 0) found = POLLNVAL;
      putField(view, base, revents, found);
      if (found !== 0) total++;
    }
    return total;
  };
  const finish = (total: number) => {
    done();
    return task.mem.copyOut(addr, bytes) ? total : -EFAULT;
  };
  return waitFor(task, [...files.values()], timeout, ready, finish, interrupted);
}

/** Implements poll(2). */
export function poll(task: Task, [addr, count, ms]: Args): Result {
  const { kernel } = task;
  const end = ms < 0 ? undefined : kernel.monotonic() + ms * 1e6;
  // do_restart_poll: what is left of the time is waited for when no handler ran.
  const start = (): Result => {
    const left = end === undefined ? undefined : Math.max(0, end - kernel.monotonic());
    return pollFds(
      task,
      addr,
      count,
      left,
      () => {},
      () => task.restartWith(start),
    );
  };
  return start();
}

/** Implements ppoll(2). */
export function ppoll(task: Task, [addr, count, timeoutAddr, mask, maskSize]: Args): Result {
  const timeout = timespecTimeout(task, timeoutAddr);
  if (timeout.error < 0) return timeout.error;
  const started = task.kernel.monotonic();
  const done = () => putRemaining(task, timeoutAddr, timeout, started, false);
  return task.withSignalMask(mask, maskSize, () =>
    pollFds(task, addr, count, timeout.ns, done, () => {
      done();
      return -ERESTARTNOHAND;
    }),
  );
}

/** core_sys_select: sets of descriptors in, sets of the ready ones out. Numbers that the table has no room for are not looked at. */
function selectFds(task: Task, args: Args, timeout: number | undefined, done: () => void): Result {
  const [wanted, ...addrs] = args.slice(0, 4);
  if (wanted < 0) return -EINVAL;
  const n = Math.min(wanted, task.files.maxFds);
  const size = Math.ceil(n / 64) * 8;
  const sets: (Uint8Array | undefined)[] = [];
  for (const addr of addrs) {
    const set = addr === 0 ? undefined : task.mem.copyIn(addr, size);
    if (addr !== 0 && !set) return -EFAULT;
    sets.push(set);
  }
  /** `events` has a bit for each of the three sets. */
  const watched: { fd: number; file: File; events: number }[] = [];
  for (let fd = 0; fd < n; fd++) {
    const bit = 1 << (fd & 7);
    let events = 0;
    for (let i = 0; i < SETS.length; i++) if ((sets[i]?.[fd >>> 3] ?? 0) & bit) events |= 1 << i;
    if (events === 0) continue;
    const file = task.files.get(fd);
    if (!file) return -EBADF;
    watched.push({ fd, file, events });
  }
  const answers = sets.map((set) => set && new Uint8Array(size));
  const ready = () => {
    let total = 0;
    for (const answer of answers) answer?.fill(0);
    for (const { fd, file, events } of watched) {
      const found = file.flags & O_PATH ? POLLNVAL : vfsPoll(file);
      for (const [i, mask] of SETS.entries()) {
        const answer = answers[i];
        if (!answer || !(events & (1 << i)) || !(found & mask)) continue;
        answer[fd >>> 3] |= 1 << (fd & 7);
        total++;
      }
    }
    return total;
  };
  const finish = (total: number) => {
    done();
    for (const [i, answer] of answers.entries())
      if (answer && !task.mem.copyOut(addrs[i], answer)) return -EFAULT;
    return total;
  };
  const interrupted = () => {
    done();
    return -ERESTARTNOHAND;
  };
  return waitFor(
    task,
    watched.map(({ file }) => file),
    timeout,
    ready,
    finish,
    interrupted,
  );
}

/** Implements select(2). The time left is stored in the timeout. */
export function select(task: Task, args: Args): Result {
  const timeoutAddr = args[4];
  const timeout = timevalTimeout(task, timeoutAddr);
  if (timeout.error < 0) return timeout.error;
  const started = task.kernel.monotonic();
  return selectFds(task, args, timeout.ns, () => putRemaining(task, timeoutAddr, timeout, started, true));
}

/** Implements pselect6(2). */
export function pselect6(task: Task, args: Args): Result {
  const timeoutAddr = args[4];
  const timeout = timespecTimeout(task, timeoutAddr);
  if (timeout.error < 0) return timeout.error;
  let mask = 0;
  let maskSize = 0;
  if (args[5] !== 0) {
    const pair = task.mem.copyIn(args[5], 16);
    if (pair === undefined) return -EFAULT;
    const view = new DataView(pair.buffer);
    mask = view.getUint32(0, true) + view.getInt32(4, true) * 2 ** 32;
    maskSize = view.getUint32(8, true) + view.getUint32(12, true) * 2 ** 32;
  }
  const started = task.kernel.monotonic();
  const done = () => putRemaining(task, timeoutAddr, timeout, started, false);
  return task.withSignalMask(mask, maskSize, () => selectFds(task, args, timeout.ns, done));
}

export const selectRows = [
  full('poll', poll),
  full('select', select),
  full('ppoll', ppoll),
  full('pselect6', pselect6),
];
