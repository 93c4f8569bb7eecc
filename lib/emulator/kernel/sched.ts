import { TASK, type TaskStruct } from './task';
import type { Timers } from './time/timers';
import type { Blocked, WaitQueue } from './types';

/** Tasks that sleep for one thing: wait_queue_head. */
export class WaitQueueHead implements WaitQueue {
  readonly sleepers = new Set<TaskStruct>();
  private listeners: Set<() => void> | undefined;

  constructor(
    readonly name: string,
    private readonly sched: Scheduler,
  ) {}

  /** Another queue on the same scheduler. */
  sibling(name: string): WaitQueueHead {
    return new WaitQueueHead(name, this.sched);
  }

  wakeAll(): void {
    if (this.sleepers.size > 0) for (const task of [...this.sleepers]) this.sched.wake(task, false);
    if (this.listeners !== undefined) for (const heard of [...this.listeners]) heard();
  }

  listen(heard: () => void): void {
    this.listeners ??= new Set();
    this.listeners.add(heard);
  }

  unlisten(heard: () => void): void {
    this.listeners?.delete(heard);
    if (this.listeners?.size === 0) this.listeners = undefined;
  }

  get watched(): boolean {
    return this.listeners !== undefined;
  }

  get awaited(): boolean {
    return this.sleepers.size > 0 || this.watched;
  }
}

/** Who runs, who waits to run, and who sleeps until when. Round robin, one processor. */
export class Scheduler {
  private readonly runnable: TaskStruct[] = [];

  constructor(readonly timers: Timers) {}

  /** Tasks that wait for the processor. */
  get waiting(): number {
    return this.runnable.length;
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
    task.timer = this.timers.start(blocked.deadline, () => this.wake(task, true));
  }

  /** Makes a sleeper runnable: it tries its call again when its turn comes. */
  wake(task: TaskStruct, timedOut: boolean): void {
    if (task.state !== TASK.SLEEPING) return;
    this.forget(task);
    task.timedOut = timedOut;
    task.state = TASK.RUNNABLE;
    this.enqueue(task);
  }

  /** Takes a task that ends, or stops, off every list. */
  remove(task: TaskStruct): void {
    this.forget(task);
    const at = this.runnable.indexOf(task);
    if (at >= 0) this.runnable.splice(at, 1);
  }

  private forget(task: TaskStruct): void {
    for (const queue of task.blocked?.queues ?? []) (queue as WaitQueueHead).sleepers.delete(task);
    if (task.timer !== undefined) this.timers.cancel(task.timer);
    task.timer = undefined;
  }
}
