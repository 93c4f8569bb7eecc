import { RunQueue } from './runqueue';
import { TASK, type TaskStruct } from './task';
import type { Timers } from './time/timers';
import type { Blocked, Heard, WaitQueue } from './types';

/** Tasks that sleep for one thing: wait_queue_head. */
export class WaitQueueHead implements WaitQueue {
  readonly sleepers = new Set<TaskStruct>();
  private listeners: Set<Heard> | undefined;

  constructor(
    readonly name: string,
    private readonly sched: Scheduler,
  ) {}

  /** Another queue on the same scheduler. */
  sibling(name: string): WaitQueueHead {
    return new WaitQueueHead(name, this.sched);
  }

  wakeAll(events?: number): void {
    if (this.sleepers.size > 0) for (const task of [...this.sleepers]) this.sched.wake(task, false);
    // add_wait_queue puts whoever comes at the front.
    if (this.listeners !== undefined) for (const heard of [...this.listeners].reverse()) heard(events);
  }

  listen(heard: Heard): void {
    this.listeners ??= new Set();
    this.listeners.add(heard);
  }

  unlisten(heard: Heard): void {
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

/** How far one virtual processor may run ahead of another that has work, in ns. */
const AHEAD = 50_000;
/** RR_TIMESLICE of include/linux/sched/rt.h, in ns. */
export const RR_TIMESLICE = 100_000_000;

/** What the scheduler is made with: how many processors, and what the clock has to do with virtual time. */
export interface SchedulerSettings {
  cpus: number;
  /** Ticks of virtual time in a nanosecond. */
  ticksPerNs: number;
  now: () => number;
  /** The task that runs should give way. */
  reschedule: () => void;
}

/**
 * Who runs, who waits to run, and who sleeps until when. The virtual processors take turns on the one there is: of those
 * with something to run, the one that is furthest behind in virtual time goes on.
 */
export class Scheduler {
  readonly cpus: readonly RunQueue[];
  active: RunQueue;
  private readonly ahead: number;

  constructor(
    readonly timers: Timers,
    private readonly settings: SchedulerSettings,
  ) {
    const slice = RR_TIMESLICE * settings.ticksPerNs;
    this.cpus = Array.from({ length: settings.cpus }, (_, id) => new RunQueue(id, slice));
    this.active = this.cpus[0];
    this.ahead = AHEAD * settings.ticksPerNs;
  }

  /** Every processor there is, as a mask. */
  get present(): number {
    return 2 ** this.cpus.length - 1;
  }

  /** When another processor's turn comes, if none with work were to run on. */
  get horizon(): number {
    if (this.cpus.length === 1) return Number.POSITIVE_INFINITY;
    let horizon = Number.POSITIVE_INFINITY;
    for (const cpu of this.cpus)
      if (cpu !== this.active && cpu.busy) horizon = Math.min(horizon, cpu.clock + this.ahead);
    return horizon;
  }

  /** Tasks that wait for the processor. */
  get waiting(): number {
    if (this.cpus.length === 1) return this.active.waiting;
    return this.active.waiting + (this.settings.now() >= this.horizon ? 1 : 0);
  }

  /** Whether the task that runs gives way, now that it is looked at. */
  givesWay(task: TaskStruct): boolean {
    const now = this.settings.now();
    return this.active.displaces(task, now) || !this.allows(this.active, task) || now >= this.horizon;
  }

  /** The task that runs gives way. True when it waits for its own processor, rather than for its turn among them. */
  putBack(task: TaskStruct): boolean {
    const { active } = this;
    if (!this.allows(active, task)) {
      active.remove(task);
      this.enqueue(task);
      return true;
    }
    if (!active.displaces(task, this.settings.now())) return false;
    active.putBack(task, this.settings.now());
    return true;
  }

  /** Puts a task at the end of the line of the processor that suits it best. */
  enqueue(task: TaskStruct): void {
    const cpu = this.cpus.length === 1 ? this.active : this.place(task);
    task.sched.cpu = cpu.id;
    cpu.push(task);
    const { running } = cpu;
    if (cpu === this.active && running !== undefined && cpu.urgent(running)) this.settings.reschedule();
  }

  /** select_task_rq: where it ran before if that is idle, else where nobody runs, else the shortest line. */
  private place(task: TaskStruct): RunQueue {
    const now = this.settings.now();
    const allowed = this.cpus.filter((cpu) => this.allows(cpu, task));
    const before = this.cpus[task.sched.cpu];
    const idle = allowed.filter((cpu) => !cpu.busy);
    const length = (cpu: RunQueue) => cpu.waiting + (cpu.running === undefined ? 0 : 1);
    const best = idle.includes(before)
      ? before
      : (idle[0] ?? allowed.reduce((a, b) => (length(b) < length(a) ? b : a)));
    // It has been idle until now.
    if (!best.busy) best.clock = Math.max(best.clock, now);
    return best;
  }

  private allows(cpu: RunQueue, { sched }: TaskStruct): boolean {
    return (sched.affinity & (1 << cpu.id)) !== 0;
  }

  /** A task's affinity has changed: where it waits is chosen anew. */
  replace(task: TaskStruct): void {
    const cpu = this.cpus.find((queue) => queue.has(task));
    if (cpu === undefined || this.allows(cpu, task)) return;
    cpu.remove(task);
    this.enqueue(task);
  }

  /** Who runs next, on the processor that becomes the active one; undefined when nobody can. */
  next(): TaskStruct | undefined {
    const now = this.settings.now();
    this.active.clock = now;
    let chosen: RunQueue | undefined;
    for (const cpu of this.cpus)
      if (cpu.busy && (chosen === undefined || cpu.clock < chosen.clock)) chosen = cpu;
    if (chosen === undefined) return undefined;
    this.active = chosen;
    return chosen.take(chosen.clock);
  }

  /** Puts a task to sleep. */
  sleep(task: TaskStruct, blocked: Blocked): void {
    task.state = TASK.SLEEPING;
    this.leave(task);
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
    this.leave(task);
  }

  private leave(task: TaskStruct): void {
    for (const cpu of this.cpus) cpu.remove(task);
  }

  private forget(task: TaskStruct): void {
    for (const queue of task.blocked?.queues ?? []) (queue as WaitQueueHead).sleepers.delete(task);
    if (task.timer !== undefined) this.timers.cancel(task.timer);
    task.timer = undefined;
  }
}
