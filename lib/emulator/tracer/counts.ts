import { callOf } from '../../abi/syscalls_i386';

/** Counts and cycles of one call, summed over a run. */
export interface CallCounts {
  name: string;
  nr: number;
  calls: number;
  errors: number;
  entry: number;
  handler: number;
  exit: number;
  cycles: number;
  ns: number;
}

const NUMBERS = 512;
const TABLE = 2 * NUMBERS + 1;
/** Where calls with numbers beyond the table are counted. */
const BEYOND = TABLE - 1;
/** What is kept of each, beside each other. */
const SUM = { CALLS: 0, ERRORS: 1, ENTRY: 2, HANDLER: 3, EXIT: 4, NR: 5, SIZE: 6 } as const;

/** Sums by call, kept for every call whether it is recorded or not. */
export class Counts {
  private readonly sums = new Float64Array(TABLE * SUM.SIZE);
  total = 0;

  entered(abi: number, nr: number, entry: number): void {
    const at = place(abi, nr);
    const { sums } = this;
    sums[at + SUM.NR] = nr;
    sums[at + SUM.CALLS]! += 1;
    sums[at + SUM.ENTRY]! += entry;
    this.total++;
  }

  left(abi: number, nr: number, handler: number, failed: boolean): void {
    const at = place(abi, nr);
    this.sums[at + SUM.HANDLER]! += handler;
    if (failed) this.sums[at + SUM.ERRORS]! += 1;
  }

  returned(abi: number, nr: number, exit: number): void {
    this.sums[place(abi, nr) + SUM.EXIT]! += exit;
  }

  /** A row for each call that was made. `ghz` turns cycles into ns. */
  rows(ghz: number): CallCounts[] {
    const rows: CallCounts[] = [];
    for (let i = 0; i < TABLE; i++) {
      const sums = this.sums.subarray(i * SUM.SIZE, (i + 1) * SUM.SIZE);
      const [calls, errors, entry, handler, exit, nr] = sums;
      if (calls === 0) continue;
      const cycles = entry + handler + exit;
      const name = callOf(i >= NUMBERS ? 1 : 0, nr)?.name ?? `syscall_0x${nr.toString(16)}`;
      rows.push({
        name,
        nr,
        calls,
        errors,
        entry,
        handler,
        exit,
        cycles,
        ns: cycles / ghz,
      });
    }
    return rows;
  }
}

function place(abi: number, nr: number): number {
  return SUM.SIZE * (nr < NUMBERS ? abi * NUMBERS + nr : BEYOND);
}
