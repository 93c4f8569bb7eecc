/** Fixed point of kernel/sched/loadavg.c: FSHIFT, and what a load keeps of itself over LOAD_FREQ (5 s). */
const FIXED_1 = 2048;
const KEPT = [1884, 2014, 2037];
const LOAD_FREQ_NS = 5e9;
/** After so many periods without a task nothing is left of any load. */
const PERIODS = 8192;

/** How many tasks could run, averaged over 1, 5 and 15 minutes: calc_load. */
export class LoadAverage {
  /** In units of 1 / 2048. */
  readonly averages = [0, 0, 0];
  private next: number;

  constructor(now: number) {
    this.next = now + LOAD_FREQ_NS;
  }

  /** A timer tick has come, with so many tasks running or ready. Periods nobody ran in are counted as such. */
  sample(now: number, active: number): void {
    if (now < this.next) return;
    const periods = Math.floor((now - this.next) / LOAD_FREQ_NS) + 1;
    this.next += periods * LOAD_FREQ_NS;
    for (let i = 1; i < Math.min(periods, PERIODS); i++) this.step(0);
    this.step(active);
  }

  private step(active: number): void {
    const load = active * FIXED_1;
    const { averages } = this;
    KEPT.forEach((kept, i) => {
      const sum = averages[i] * kept + load * (FIXED_1 - kept) + (load >= averages[i] ? FIXED_1 - 1 : 0);
      averages[i] = Math.floor(sum / FIXED_1);
    });
  }
}
