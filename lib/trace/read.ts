import type { Call } from '../abi/signature';
import { readArg } from '../abi/signature';
import { callOf } from '../abi/syscalls_i386';
import type { TraceColumns } from './types';

/** STATUS of a row: how its call ended. */
export const STATUS = { RETURNED: 0, NEVER: 1, INTERRUPTED: 2, RUNNING: 3 } as const;

/** Bytes that an argument pointed to. */
export interface Payload {
  readonly bytes: Uint8Array;
  /** How long it really was, or for lists how many elements it had. */
  readonly length: number;
}

/** One row of a trace, with its signature: what the printers work on. */
export class Row {
  readonly call: Call | undefined;
  readonly nr: number;
  readonly abi: 0 | 1;
  /** The arguments as their types have them; six unsigned words for an unknown call. */
  readonly args: readonly number[];
  /** The result, or a negative errno. */
  readonly ret: number;
  readonly status: number;

  constructor(
    readonly trace: TraceColumns,
    readonly row: number,
  ) {
    this.nr = trace.nr[row]!;
    this.abi = trace.abi[row] as 0 | 1;
    this.call = callOf(this.abi, this.nr);
    this.args = Array.from({ length: 6 }, (_, i) => this.#argument(i));
    this.ret = trace.retHi[row]! * 0x1_0000_0000 + trace.retLo[row]!;
    this.status = trace.status[row]!;
  }

  /** True when the call answered an error. */
  get failed(): boolean {
    return this.status === STATUS.RETURNED && this.ret < 0 && this.ret > -4096;
  }

  get name(): string {
    return this.call?.name ?? `syscall_0x${this.nr.toString(16)}`;
  }

  lo(arg: number): number {
    return this.trace.argsLo[6 * this.row + arg]!;
  }

  hi(arg: number): number {
    return this.trace.argsHi[6 * this.row + arg]!;
  }

  /** What argument `arg` pointed to when the call was made, or when it returned; `sub` picks an element of a list. */
  payload(arg: number, onReturn: boolean, sub = 0): Payload | undefined {
    const { payloadIndex, payloadArg, payloadOffset, payloadKept, payloadLength, arena } = this.trace;
    const tag = arg | (onReturn ? 8 : 0) | (sub << 4);
    for (let i = payloadIndex[this.row]!; i < payloadIndex[this.row + 1]!; i++)
      if (payloadArg[i] === tag) {
        const start = payloadOffset[i]!;
        return { bytes: arena.subarray(start, start + payloadKept[i]!), length: payloadLength[i]! };
      }
    return undefined;
  }

  #argument(arg: number): number {
    return readArg(this.call?.args[arg]?.type.width ?? 'ulong', this.abi, this.lo(arg), this.hi(arg));
  }
}
