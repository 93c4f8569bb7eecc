import { EAGAIN, EDEADLK, ERESTARTSYS } from '../../abi/errno';
import type { KernelServices, Result, WaitQueue } from '../kernel/types';
import { sideTable } from '../snapshot/side_table';
import type { Inode } from './types';

/** A lock on the bytes from `start` to before `end`. */
export interface FileLock {
  /** Who holds it: a process's table of descriptors (fcntl), or an open file (flock, F_OFD_SETLK). */
  readonly owner: object;
  readonly write: boolean;
  readonly start: number;
  readonly end: number;
  /** What F_GETLK tells: the process, or -1 for an open file. */
  readonly pid: number;
}

/** Whose lock an owner waits for: the blocked_hash of fs/locks.c. */
const waiting = new Map<object, object>();

/** posix_locks_deadlock: `owner` waits, over others, for `wanted`. */
function waitsFor(owner: object, wanted: object): boolean {
  let at: object | undefined = owner;
  for (let steps = 0; at !== undefined && steps < MAX_DEADLK_ITERATIONS; steps++) {
    if (at === wanted) return true;
    at = waiting.get(at);
  }
  return false;
}
const MAX_DEADLK_ITERATIONS = 10;

/** The locks of one kind on one inode: fs/locks.c. They advise; no read or write looks at them. */
class LockList {
  private held: FileLock[] = [];

  constructor(
    private readonly queue: WaitQueue,
    /** Circles of owners who wait for one another are refused: record locks of processes. */
    private readonly detects = false,
  ) {}

  /** A lock of somebody else's that stands in the way. */
  conflict(lock: FileLock): FileLock | undefined {
    return this.held.find(
      (h) => h.owner !== lock.owner && h.start < lock.end && lock.start < h.end && (h.write || lock.write),
    );
  }

  /** Takes a lock, in place of what the owner held there; waits for others, or answers EAGAIN. */
  acquire(lock: FileLock, waits: boolean): Result {
    if (!this.conflict(lock)) {
      this.unlock(lock.owner, lock.start, lock.end);
      this.held.push(lock);
      return 0;
    }
    if (!waits) return -EAGAIN;
    const other = this.conflict(lock);
    if (this.detects && other !== undefined && waitsFor(other.owner, lock.owner)) return -EDEADLK;
    if (this.detects && other !== undefined) waiting.set(lock.owner, other.owner);
    const abandon = () => void waiting.delete(lock.owner);
    return {
      queues: [this.queue],
      why: 'a file lock',
      abandon,
      interrupted: () => {
        abandon();
        return -ERESTARTSYS;
      },
      again: () => {
        abandon();
        return this.acquire(lock, true);
      },
    };
  }

  /** Gives bytes back; a lock that reaches beyond them keeps its ends. */
  unlock(owner: object, start: number, end: number): void {
    const before = this.held;
    this.held = before.flatMap((h) => {
      if (h.owner !== owner || h.end <= start || end <= h.start) return [h];
      const head = h.start < start ? [{ ...h, end: start }] : [];
      const tail = end < h.end ? [{ ...h, start: end }] : [];
      return [...head, ...tail];
    });
    if (before.length > 0) this.queue.wakeAll();
  }
}

/** Both kinds of locks on an inode; flock's and fcntl's do not see each other. */
class LockContext extends LockList {
  readonly flocks: LockList;

  constructor(queue: WaitQueue) {
    super(queue, true);
    this.flocks = new LockList(queue);
  }
}

const contexts = sideTable<Inode, LockContext>();

/** The locks on an inode: record locks, and `flocks`. */
export function lockContext(kernel: KernelServices, inode: Inode): LockContext {
  let context = contexts.get(inode);
  if (!context) {
    context = new LockContext(kernel.waitQueue('a file lock'));
    contexts.set(inode, context);
  }
  return context;
}

/** A descriptor was closed, or an open file has gone: its owner's locks on the inode go. */
export function releaseLocks(inode: Inode, owner: object): void {
  const context = contexts.get(inode);
  context?.unlock(owner, 0, Infinity);
  context?.flocks.unlock(owner, 0, Infinity);
}
