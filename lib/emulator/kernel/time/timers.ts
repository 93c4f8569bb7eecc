/** Something to be done at a virtual time: struct hrtimer. */
export interface Timer {
  readonly ticks: number;
  readonly fire: () => void;
}

/** Timers, the earliest first; those of one time in the order they were set. */
export class Timers {
  private readonly queue: Timer[] = [];
  /** The virtual time of the earliest, or Infinity. */
  next = Number.POSITIVE_INFINITY;

  /** @param ticksAt the virtual time of a CLOCK_MONOTONIC in ns */
  constructor(private readonly ticksAt: (ns: number) => number) {}

  /** Sets a timer for a CLOCK_MONOTONIC in ns. */
  start(deadline: number, fire: () => void): Timer {
    const timer = { ticks: this.ticksAt(deadline), fire };
    const at = this.queue.findIndex((t) => t.ticks > timer.ticks);
    this.queue.splice(at < 0 ? this.queue.length : at, 0, timer);
    this.findNext();
    return timer;
  }

  /** Takes a timer back; one that has fired is gone already. */
  cancel(timer: Timer): void {
    const at = this.queue.indexOf(timer);
    if (at >= 0) this.queue.splice(at, 1);
    this.findNext();
  }

  /** Fires all whose time has come; true when there was one. */
  expire(ticks: number): boolean {
    let any = false;
    for (; this.next <= ticks; any = true) {
      const due = this.queue.shift();
      this.findNext();
      due?.fire();
    }
    return any;
  }

  private findNext(): void {
    this.next = this.queue.length > 0 ? this.queue[0].ticks : Number.POSITIVE_INFINITY;
  }
}
