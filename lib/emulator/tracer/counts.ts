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

/** Sums by call, kept for every call whether it is recorded or not. */
export class Counts {
  private readonly nr = new Float64Array(TABLE);
  private readonly calls = new Float64Array(TABLE);
  private readonly errors = new Float64Array(TABLE);
  private readonly entry = new Float64Array(TABLE);
  private readonly handler = new Float64Array(TABLE);
  private readonly exit = new Float64Array(TABLE);
  total = 0;

  entered(abi: number, nr: number, entry: number): void {
    const i = index(abi, nr);
    this.nr[i] = nr;
    this.calls[i]!++;
    this.entry[i]! += entry;
    this.total++;
  }

  left(abi: number, nr: number, handler: number, failed: boolean): void {
    const i = index(abi, nr);
    this.handler[i]! += handler;
    if (failed) this.errors[i]!++;
  }

  returned(abi: number, nr: number, exit: number): void {
    this.exit[index(abi, nr)]! += exit;
  }

  /** A row for each call that was made. `ghz` turns cycles into ns. */
  rows(ghz: number): CallCounts[] {
    const rows: CallCounts[] = [];
    for (let i = 0; i < TABLE; i++) {
      const calls = this.calls[i]!;
      if (calls === 0) continue;
      const nr = this.nr[i]!;
      const [entry, handler, exit] = [this.entry[i]!, this.handler[i]!, this.exit[i]!];
      const cycles = entry + handler + exit;
      const name = callOf(i >= NUMBERS ? 1 : 0, nr)?.name ?? `syscall_0x${nr.toString(16)}`;
      rows.push({
        name,
        nr,
        calls,
        errors: this.errors[i]!,
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

function index(abi: number, nr: number): number {
  return nr < NUMBERS ? abi * NUMBERS + nr : BEYOND;
}
