import { EAGAIN, EFAULT, EINVAL } from '../../../abi/errno';
import { O_NONBLOCK } from '../../../abi/fcntl';
import {
  EFD_CLOEXEC,
  EFD_NONBLOCK,
  EFD_SEMAPHORE,
  POLLERR,
  POLLIN,
  POLLOUT,
  POLLRDNORM,
  POLLWRNORM,
} from '../../../abi/poll';
import { anonFlags } from '../../vfs/anon_inodes';
import type { File, FileOperations } from '../../vfs/types';
import type { Args, Blocked, IovIter, Result, Task, WaitQueue } from '../types';
import { installFile } from './anon';
import { full } from './uaccess';

/** The count is below 2^64 - 1: beyond 2^53 a number cannot tell, so it is kept as a BigInt. */
interface EventFd {
  count: bigint;
  readonly semaphore: boolean;
  readonly queue: WaitQueue;
}

const MAX = 2n ** 64n - 1n;
const stateOf = (file: File): EventFd => file.state as EventFd;

function take(event: EventFd, iter: IovIter): number {
  const value = event.semaphore ? 1n : event.count;
  event.count -= value;
  event.queue.wakeAll(POLLOUT);
  const bytes = new Uint8Array(BigUint64Array.of(value).buffer);
  return iter.copyTo(bytes, 0, 8) === 8 ? 8 : -EFAULT;
}

function read(file: File, iter: IovIter): Result {
  if (iter.count < 8) return -EINVAL;
  const event = stateOf(file);
  if (event.count > 0n) return take(event, iter);
  if (file.flags & O_NONBLOCK) return -EAGAIN;
  const kept = iter.keep();
  const sleep = (): Blocked => ({
    queues: [event.queue],
    why: 'an eventfd to be written',
    again: () => (event.count > 0n ? take(event, kept) : sleep()),
  });
  return sleep();
}

function add(event: EventFd, value: bigint): number {
  event.count += value;
  if (value > 0n) event.queue.wakeAll(POLLIN);
  return 8;
}

function write(file: File, iter: IovIter): Result {
  if (iter.count < 8) return -EINVAL;
  const event = stateOf(file);
  const bytes = new Uint8Array(8);
  if (iter.copyFrom(bytes, 0, 8) < 8) return -EFAULT;
  const [value] = new BigUint64Array(bytes.buffer);
  if (value === MAX) return -EINVAL;
  const fits = () => event.count + value < MAX;
  if (fits()) return add(event, value);
  if (file.flags & O_NONBLOCK) return -EAGAIN;
  const sleep = (): Blocked => ({
    queues: [event.queue],
    why: 'an eventfd to be read',
    again: () => (fits() ? add(event, value) : sleep()),
  });
  return sleep();
}

function poll(file: File): number {
  const { count } = stateOf(file);
  let events = 0;
  if (count > 0n) events |= POLLIN | POLLRDNORM;
  if (count === MAX) events |= POLLERR;
  if (count < MAX - 1n) events |= POLLOUT | POLLWRNORM;
  return events & ~(POLLRDNORM | POLLWRNORM);
}

const EVENTFD: FileOperations = {
  llseek: () => 0,
  stream: true,
  read,
  write,
  poll,
  queues: (file) => [stateOf(file).queue],
};

/** Whether a file is an eventfd. */
export const isEventfd = (file: File): boolean => file.fops === EVENTFD;

/** eventfd_signal: the kernel adds one, and never waits for room. */
export function signalEventfd(file: File): void {
  const event = stateOf(file);
  if (event.count < MAX) add(event, 1n);
}

/** Implements eventfd2(2). */
function eventfd2(task: Task, [initial, flags]: Args): Result {
  if (flags & ~(EFD_SEMAPHORE | EFD_CLOEXEC | EFD_NONBLOCK)) return -EINVAL;
  const { kernel } = task;
  const state: EventFd = {
    count: BigInt(initial),
    semaphore: (flags & EFD_SEMAPHORE) !== 0,
    queue: kernel.waitQueue('eventfd'),
  };
  return installFile(
    task,
    kernel.vfs.anon.create('[eventfd]', 'eventfd', EVENTFD, state, anonFlags(flags)),
    flags,
  );
}

export const eventfdRows = [
  full('eventfd2', eventfd2),
  full('eventfd', (task, [initial]) => eventfd2(task, [initial, 0])),
];
