import type { ListedFunction, ListedRow, Listing } from '../../lib/lab/listing/types';

/** Addresses from `start` to before `end`. */
export interface Span {
  start: number;
  end: number;
}

/** An instruction with what is around it. */
export interface Spot {
  function: ListedFunction;
  index: number;
  row: ListedRow;
  /** The instructions around it that come from the same line without a gap. */
  line: Span;
}

const after = (row: ListedRow): number => row.address + row.bytes.length;

/** What a listing says of addresses: functions, lines, where a line begins. */
export class Places {
  private readonly rows = new Map<number, { function: ListedFunction; index: number }>();

  constructor(readonly functions: Listing['functions']) {
    for (const f of functions)
      for (const [index, row] of f.rows.entries()) this.rows.set(row.address, { function: f, index });
  }

  /** Undefined outside of the source's own code. */
  at(address: number): Spot | undefined {
    const found = this.rows.get(address);
    if (!found) return undefined;
    const { rows } = found.function;
    const row = rows[found.index];
    let [first, last] = [found.index, found.index];
    while (rows[first - 1]?.line === row.line) first--;
    while (rows[last + 1]?.line === row.line) last++;
    return { ...found, row, line: { start: rows[first].address, end: after(rows[last]) } };
  }

  /** Where a line is entered: its first instruction in each function that has some of it. */
  entries(line: number): number[] {
    return this.functions.flatMap(({ rows }) => rows.find((row) => row.line === line)?.address ?? []);
  }

  /** The next line from this one on that has code; what a breakpoint on a comment moves to. */
  lineWithCode(line: number): number | undefined {
    const lines = this.functions.flatMap(({ rows }) => rows.map((row) => row.line)).filter((n) => n >= line);
    return lines.length === 0 ? undefined : Math.min(...lines);
  }

  /**
   * Whether rbp is the base of the frame before this instruction: not while the frame is set up, and no more once it is
   * taken down.
   */
  hasFrame({ function: { rows }, index, row }: Spot): boolean {
    const up = rows.findIndex(({ att }) => att === 'mov %rsp, %rbp');
    return up >= 0 && index > up && row.att !== 'ret';
  }
}
