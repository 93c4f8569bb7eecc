import { SCHED_FIFO, SCHED_IDLE, SCHED_RR } from '../../abi/process';
import type { TaskStruct } from './task';

/** sched_prio_to_weight of kernel/sched/core.c, for nice -20 to 19; each step is about a tenth of the processor. */
const WEIGHTS: readonly number[] = [
  ...[88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916],
  ...[9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991, 1586, 1277],
  ...[1024, 820, 655, 526, 423, 335, 272, 215, 172, 137],
  ...[110, 87, 70, 56, 45, 36, 29, 23, 18, 15],
];
/** WEIGHT_IDLEPRIO. */
const IDLE_WEIGHT = 3;

const weightOf = ({ sched }: TaskStruct): number =>
  sched.policy === SCHED_IDLE ? IDLE_WEIGHT : WEIGHTS[sched.nice + 20];

/** A task's real-time priority; 0 for the fair policies. */
const priorityOf = ({ sched }: TaskStruct): number =>
  sched.policy === SCHED_FIFO || sched.policy === SCHED_RR ? sched.priority : 0;

/** One virtual processor: struct rq. */
export class RunQueue {
  /** Virtual time up to which it has run. */
  clock = 0;
  /** The task it is in the middle of, and the last one it ran: putting another in its place has a price. */
  running: TaskStruct | undefined;
  last: TaskStruct | undefined;
  /** A timer tick has passed on another processor since this one ran. */
  tickDue = false;
  private line: TaskStruct[] = [];
  /** When the time of a SCHED_RR task is over. */
  private sliceEnd = 0;

  constructor(
    readonly id: number,
    /** RR_TIMESLICE in ticks of virtual time. */
    private readonly slice: number,
  ) {}

  /** Tasks in line. */
  get waiting(): number {
    return this.line.length;
  }

  get busy(): boolean {
    return this.running !== undefined || this.line.length > 0;
  }

  push(task: TaskStruct): void {
    this.line.push(task);
  }

  /** Takes a task off: it ends, stops, sleeps or goes to another processor. */
  remove(task: TaskStruct): void {
    if (this.running === task) this.running = undefined;
    const at = this.line.indexOf(task);
    if (at >= 0) this.line.splice(at, 1);
  }

  has(task: TaskStruct): boolean {
    return this.line.includes(task);
  }

  /** The task that runs goes back into line, in front of its equals if it has not used up its time. */
  putBack(task: TaskStruct, now: number): void {
    this.running = undefined;
    const first = priorityOf(task) > 0 && !task.sched.yielded && now < this.sliceEnd;
    if (first || (priorityOf(task) > 0 && task.sched.policy === SCHED_FIFO && !task.sched.yielded))
      this.line.unshift(task);
    else this.line.push(task);
    task.sched.yielded = false;
  }

  /** Whether somebody in line should have the processor now, at a tick or when somebody was woken. */
  displaces(task: TaskStruct, now: number): boolean {
    if (this.line.length === 0) return false;
    const mine = priorityOf(task);
    if (mine === 0) return true;
    const best = this.highest();
    const over = task.sched.yielded || (task.sched.policy === SCHED_RR && now >= this.sliceEnd);
    return best > mine || (best === mine && over);
  }

  /** Somebody in line is more urgent than the task that runs, which is not asked to wait for its tick. */
  urgent(task: TaskStruct): boolean {
    return this.highest() > priorityOf(task);
  }

  /** Who is next: the highest real-time priority, else the fair ones in turn, each as often as its weight says. */
  take(now: number): TaskStruct | undefined {
    const { running } = this;
    if (running !== undefined) return running;
    const next = this.pick();
    this.running = next;
    this.sliceEnd = now + this.slice;
    return next;
  }

  private highest(): number {
    let best = 0;
    for (const task of this.line) best = Math.max(best, priorityOf(task));
    return best;
  }

  private pick(): TaskStruct | undefined {
    const { line } = this;
    if (line.length < 2) return line.shift();
    const best = this.highest();
    if (best > 0) {
      const at = line.findIndex((task) => priorityOf(task) === best);
      return line.splice(at, 1)[0];
    }
    let most = 0;
    for (const task of line) most = Math.max(most, weightOf(task));
    // The heaviest is never passed over, so that this ends.
    for (;;) {
      const task = line.shift() as TaskStruct;
      const credit = task.sched.credit + weightOf(task) / most;
      if (credit >= 1) {
        task.sched.credit = credit - 1;
        return task;
      }
      task.sched.credit = credit;
      line.push(task);
    }
  }
}
