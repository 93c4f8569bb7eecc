import type { TraceColumns } from '../../trace/types';
import type { Keeper, PutBack } from '../snapshot/keeper';

const FIRST_ROWS = 1024;
const FIRST_BYTES = 16_384;
/** Pages that nothing was written to cost nothing, so growing far is cheaper than growing often. */
const GROWTH = 4;

/** STATUS of a row. */
export const STATUS = { RETURNED: 0, NEVER: 1, INTERRUPTED: 2, RUNNING: 3 } as const;

/** Columns that grow fourfold. Nothing is allocated in between. */
export class GrowingColumns implements Keeper {
  length = 0;
  nr = new Uint32Array(FIRST_ROWS);
  abi = new Uint8Array(FIRST_ROWS);
  pid = new Uint32Array(FIRST_ROWS);
  argsLo = new Uint32Array(6 * FIRST_ROWS);
  argsHi = new Uint32Array(6 * FIRST_ROWS);
  retLo = new Uint32Array(FIRST_ROWS);
  retHi = new Int32Array(FIRST_ROWS);
  status = new Uint8Array(FIRST_ROWS);
  start = new Float64Array(FIRST_ROWS);
  user = new Float64Array(FIRST_ROWS);
  entry = new Float64Array(FIRST_ROWS);
  handler = new Float64Array(FIRST_ROWS);
  exit = new Float64Array(FIRST_ROWS);
  asleep = new Float64Array(FIRST_ROWS);

  payloads = 0;
  payloadRow = new Uint32Array(FIRST_ROWS);
  payloadArg = new Uint32Array(FIRST_ROWS);
  payloadOffset = new Uint32Array(FIRST_ROWS);
  payloadKept = new Uint32Array(FIRST_ROWS);
  payloadLength = new Uint32Array(FIRST_ROWS);

  bytes = 0;
  arena = new Uint8Array(FIRST_BYTES);

  /** Rows before the last one change only while their call is under way. */
  keepState(): PutBack {
    const { length, payloads, bytes } = this;
    const changing = () => [this.status, this.handler, this.exit, this.asleep, this.retLo, this.retHi];
    const open: (readonly [row: number, values: number[]])[] = [];
    for (let row = 0; row < length; row++) {
      if (this.exit[row] === 0 && this.status[row] !== STATUS.NEVER)
        open.push([row, changing().map((column) => column[row]!)]);
    }
    return () => {
      for (const [row, values] of open)
        changing().forEach((column, i) => {
          column[row] = values[i]!;
        });
      for (const column of [this.nr, this.abi, this.pid, ...changing(), this.start, this.user, this.entry])
        column.fill(0, length, this.length);
      for (const column of [this.argsLo, this.argsHi]) column.fill(0, 6 * length, 6 * this.length);
      Object.assign(this, { length, payloads, bytes });
    };
  }

  /** A new row's number. */
  addRow(): number {
    if (this.length === this.nr.length) this.#growRows();
    return this.length++;
  }

  /** Makes room for `n` more bytes of payload and answers where they go. */
  reserve(n: number): number {
    if (this.bytes + n > this.arena.length) {
      const arena = new Uint8Array(Math.max(GROWTH * this.arena.length, this.bytes + n));
      arena.set(this.arena);
      this.arena = arena;
    }
    return this.bytes;
  }

  /** Records a payload whose `kept` bytes have been put where `reserve` said. */
  addPayload(row: number, arg: number, kept: number, length: number): void {
    if (this.payloads === this.payloadRow.length) this.#growPayloads();
    const i = this.payloads++;
    this.payloadRow[i] = row;
    this.payloadArg[i] = arg;
    this.payloadOffset[i] = this.bytes;
    this.payloadKept[i] = kept;
    this.payloadLength[i] = length;
    this.bytes += kept;
  }

  /** The columns as they are handed out: cut to length, payloads in the order of their rows. */
  finish(total: number, events: TraceColumns['events']): TraceColumns {
    const n = this.length;
    return {
      length: n,
      total,
      nr: this.nr.slice(0, n),
      abi: this.abi.slice(0, n),
      pid: this.pid.slice(0, n),
      argsLo: this.argsLo.slice(0, 6 * n),
      argsHi: this.argsHi.slice(0, 6 * n),
      retLo: this.retLo.slice(0, n),
      retHi: this.retHi.slice(0, n),
      status: this.status.slice(0, n),
      start: this.start.slice(0, n),
      user: this.user.slice(0, n),
      entry: this.entry.slice(0, n),
      handler: this.handler.slice(0, n),
      exit: this.exit.slice(0, n),
      asleep: this.asleep.slice(0, n),
      ...this.#payloadsByRow(),
      arena: this.arena.slice(0, this.bytes),
      events,
    };
  }

  /** Calls overlap when tasks sleep in them, so payloads come out of order: sorted by counting. */
  #payloadsByRow() {
    const payloadIndex = new Uint32Array(this.length + 1);
    for (let i = 0; i < this.payloads; i++) payloadIndex[this.payloadRow[i]! + 1]!++;
    for (let row = 0; row < this.length; row++) payloadIndex[row + 1]! += payloadIndex[row]!;
    const next = payloadIndex.slice();
    const payloadArg = new Uint32Array(this.payloads);
    const payloadOffset = new Uint32Array(this.payloads);
    const payloadKept = new Uint32Array(this.payloads);
    const payloadLength = new Uint32Array(this.payloads);
    for (let i = 0; i < this.payloads; i++) {
      const at = next[this.payloadRow[i]!]!++;
      payloadArg[at] = this.payloadArg[i]!;
      payloadOffset[at] = this.payloadOffset[i]!;
      payloadKept[at] = this.payloadKept[i]!;
      payloadLength[at] = this.payloadLength[i]!;
    }
    return { payloadIndex, payloadArg, payloadOffset, payloadKept, payloadLength };
  }

  #growRows(): void {
    this.nr = grown(this.nr, Uint32Array);
    this.abi = grown(this.abi, Uint8Array);
    this.pid = grown(this.pid, Uint32Array);
    this.argsLo = grown(this.argsLo, Uint32Array);
    this.argsHi = grown(this.argsHi, Uint32Array);
    this.retLo = grown(this.retLo, Uint32Array);
    this.retHi = grown(this.retHi, Int32Array);
    this.status = grown(this.status, Uint8Array);
    this.start = grown(this.start, Float64Array);
    this.user = grown(this.user, Float64Array);
    this.entry = grown(this.entry, Float64Array);
    this.handler = grown(this.handler, Float64Array);
    this.exit = grown(this.exit, Float64Array);
    this.asleep = grown(this.asleep, Float64Array);
  }

  #growPayloads(): void {
    this.payloadRow = grown(this.payloadRow, Uint32Array);
    this.payloadArg = grown(this.payloadArg, Uint32Array);
    this.payloadOffset = grown(this.payloadOffset, Uint32Array);
    this.payloadKept = grown(this.payloadKept, Uint32Array);
    this.payloadLength = grown(this.payloadLength, Uint32Array);
  }
}

interface Settable<T> {
  readonly length: number;
  set(from: T): void;
}

function grown<T extends Settable<T>>(old: T, Kind: new (length: number) => T): T {
  const larger = new Kind(GROWTH * old.length);
  larger.set(old);
  return larger;
}
