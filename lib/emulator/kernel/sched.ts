import { TASK, type TaskStruct } from './task';
import type { Blocked, WaitQueue } from './types';

/** Tasks that sleep for one thing: wait_queue_head. */
export class WaitQueueHead implements WaitQueue {
  readonly sleepers = new Set<TaskStruct>();

  constructor(
    readonly name: string,
    private readonly sched: Scheduler,
  ) {}

  wakeAll(): void {
    if (this.sleepers.size === 0) return;
    for (const task of [...this.sleepers]) this.sched.wake(task, false);
  }
}

/** Who runs, who waits to run, and who sleeps until when. Round robin, one processor. */
export class Scheduler {
  private readonly runnable: TaskStruct[] = [];
  /** Sleepers with a deadline in virtual time, the earliest first. */
  private readonly timers: { deadline: number; task: TaskStruct }[] = [];

  /** @param ticksAt the virtual time of a CLOCK_MONOTONIC in ns */
  constructor(private readonly ticksAt: (ns: number) => number) {}

  /** Tasks that wait for the processor. */
  get waiting(): number {
    return this.runnable.length;
  }

  /** The earliest deadline in virtual time, or Infinity. */
  get nextDeadline(): number {
    return this.timers.length > 0 ? this.timers[0].deadline : Number.POSITIVE_INFINITY;
  }

  /** Puts a task at the end of the line. */
  enqueue(task: TaskStruct): void {
    this.runnable.push(task);
  }

  /** Takes the first task in line. */
  next(): TaskStruct | undefined {
    return this.runnable.shift();
  }

  /** Puts a task to sleep. */
  sleep(task: TaskStruct, blocked: Blocked): void {
    task.state = TASK.SLEEPING;
    task.blocked = blocked;
    task.timedOut = false;
    for (const queue of blocked.queues) (queue as WaitQueueHead).sleepers.add(task);
    if (blocked.deadline === undefined) return;
    const timer = { deadline: this.ticksAt(blocked.deadline), task };
    const at = this.timers.findIndex((t) => t.deadline > timer.deadline);
    this.timers.splice(at < 0 ? this.timers.length : at, 0, timer);
  }

  /** Makes a sleeper runnable: it tries its call again when its turn comes. */
  wake(task: TaskStruct, timedOut: boolean): void {
    if (task.state !== TASK.SLEEPING) return;
    this.forget(task);
    task.timedOut = timedOut;
    task.state = TASK.RUNNABLE;
    this.enqueue(task);
  }

  /** Wakes everyone whose deadline has passed; true when there was someone. */
  expire(ticks: number): boolean {
    let any = false;
    for (; this.timers.length > 0 && this.timers[0].deadline <= ticks; any = true)
      this.wake(this.timers[0].task, true);
    return any;
  }

  /** Takes a task that ends, or stops, off every list. */
  remove(task: TaskStruct): void {
    this.forget(task);
    const at = this.runnable.indexOf(task);
    if (at >= 0) this.runnable.splice(at, 1);
  }

  private forget(task: TaskStruct): void {
    for (const queue of task.blocked?.queues ?? []) (queue as WaitQueueHead).sleepers.delete(task);
    const at = this.timers.findIndex((t) => t.task === task);
    if (at >= 0) this.timers.splice(at, 1);
  }
}
