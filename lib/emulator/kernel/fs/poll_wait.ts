import { POLLIN, POLLOUT, POLLRDNORM, POLLWRNORM } from '../../../abi/poll';
import type { File } from '../../vfs/types';
import type { Result, Task, WaitQueue } from '../types';

/** Files without a poll operation are always ready: DEFAULT_POLLMASK of include/linux/poll.h. */
const DEFAULT_POLLMASK = POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM;

/** Events that are ready on a file now. */
export function vfsPoll(file: File): number {
  return file.fops.poll?.(file) ?? DEFAULT_POLLMASK;
}

/**
 * Sleeps until `ready` counts something, or `timeout` ns have passed; then `finish` answers the call. A timeout of 0
 * does not sleep, undefined sleeps without end.
 */
export function waitFor(
  task: Task,
  files: readonly File[],
  timeout: number | undefined,
  ready: () => number,
  finish: (count: number) => Result,
  interrupted: () => number,
): Result {
  const count = ready();
  if (count > 0) return finish(count);
  if (task.signalPending) return interrupted();
  if (timeout === 0) return finish(0);
  const deadline = timeout === undefined ? undefined : task.kernel.monotonic() + timeout;
  const queues = new Set<WaitQueue>();
  for (const file of files) for (const queue of file.fops.queues?.(file) ?? []) queues.add(queue);
  const sleep = (): Result => ({
    queues: [...queues],
    deadline,
    interrupted,
    why: 'a file to be ready',
    again: (timedOut) => {
      const now = ready();
      return now > 0 || timedOut ? finish(now) : sleep();
    },
  });
  return sleep();
}
