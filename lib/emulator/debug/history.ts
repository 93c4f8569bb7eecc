import type { Machine } from '../machine';
import type { PutBack } from '../snapshot/keeper';

/** A moment that can be come back to. */
export interface Moment {
  /** Virtual time, in ticks: later moments have more. */
  readonly ticks: number;
  readonly putBack: PutBack;
}

/** Moments kept at most; the further back, the further apart. */
const MOST_MOMENTS = 64;

/** Moments of a run, from which any place after them is found again by running on: it is the same run each time. */
export class History {
  /** In the order of time. */
  private moments: Moment[] = [];

  /** @param keepOutside keeps what belongs to a moment and is not the machine's: its output */
  constructor(
    private readonly machine: Machine,
    private readonly keepOutside: () => PutBack,
  ) {}

  /** This moment, without remembering it. */
  now(): Moment {
    const { machine } = this;
    const snapshot = machine.snapshot();
    const outside = this.keepOutside();
    const putBack = () => {
      machine.restore(snapshot);
      outside();
    };
    return { ticks: machine.cpu.ticks, putBack };
  }

  /** Remembers this moment. */
  add(): void {
    const now = this.now();
    this.moments = [
      ...this.moments.filter(({ ticks }) => ticks < now.ticks),
      now,
      ...this.moments.filter(({ ticks }) => ticks > now.ticks),
    ];
    if (this.moments.length > MOST_MOMENTS) this.thin(now.ticks);
  }

  /** Remembers this moment if none is known of the last so many ticks. */
  addAfter(interval: number): void {
    const { ticks } = this.machine.cpu;
    if (!this.moments.some((m) => m.ticks <= ticks && m.ticks > ticks - interval)) this.add();
  }

  /** Ticks of the first moment. */
  get first(): number {
    return this.moments[0].ticks;
  }

  /** What is to come will be otherwise: moments from now on count no more. */
  branch(): void {
    const { ticks } = this.machine.cpu;
    this.moments = this.moments.filter((moment) => moment.ticks < ticks);
  }

  /** The moments before a time, last first. */
  before(ticks: number): Moment[] {
    return this.moments.filter((moment) => moment.ticks < ticks).reverse();
  }

  /** Drops the moment that is missed least: whose neighbours are close together for how far away they are. */
  private thin(now: number): void {
    const { moments } = this;
    const gap = (i: number) =>
      (moments[i + 1].ticks - moments[i - 1].ticks) / (1 + Math.abs(now - moments[i].ticks));
    let least = 1;
    for (let i = 2; i < moments.length - 1; i++) if (gap(i) < gap(least)) least = i;
    moments.splice(least, 1);
  }
}
