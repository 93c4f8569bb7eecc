/**
 * A trace as columns: one row a system call, in the order the calls were made. Fixed-width data in typed arrays, so that
 * a million rows cost tens of bytes each and pass between threads without copying; bytes that arguments pointed to are
 * kept in one arena. Text is made when somebody looks.
 */
export interface TraceColumns {
  /** Rows present. Arrays may be longer. */
  length: number;
  /** Calls made, which is more than `length` when the limit of rows was reached. */
  total: number;
  /** Numbers as the caller gave them: of lib/abi's table, or unknown. */
  nr: Uint32Array;
  /** 0 x86-64, 1 i386 (int 0x80). */
  abi: Uint8Array;
  pid: Uint32Array;
  /** Six arguments a row, low and high halves. */
  argsLo: Uint32Array;
  argsHi: Uint32Array;
  /** Results: low and high halves; negative errno as the kernel answers. */
  retLo: Uint32Array;
  retHi: Int32Array;
  /** STATUS: 0 returned, 1 never returned (exit), 2 restarted or interrupted, 3 still running at the end. */
  status: Uint8Array;
  /** Virtual time of the trap, core cycles since the machine started. */
  start: Float64Array;
  /** Core cycles: in user mode since the task's last return, in entry code, in the handler, in exit code. */
  user: Float64Array;
  entry: Float64Array;
  handler: Float64Array;
  exit: Float64Array;
  /** Core cycles that the handler waited, while other tasks ran or nobody did. Not part of `handler`. */
  asleep: Float64Array;
  /** Captured bytes: row i has payloads payloadIndex[i] .. payloadIndex[i+1] in the three arrays below. */
  payloadIndex: Uint32Array;
  /**
   * Argument number (bits 0-2), 8 when captured on return rather than on entry, and from bit 4 on a sub-index: 0 for
   * what the argument points to; n + 1 for buffer n of an iovec or string n of argv.
   */
  payloadArg: Uint32Array;
  payloadOffset: Uint32Array;
  /**
   * Bytes kept of this payload, and how long it really was: of a string all that was looked at, one more than kept when
   * it goes on; of an iovec, of argv and envp and of directory entries the number of elements.
   */
  payloadKept: Uint32Array;
  payloadLength: Uint32Array;
  arena: Uint8Array;
  /** Lines that are not calls (`+++ exited with 0 +++`, `--- SIGSEGV ... ---`), each before row `before`. */
  events: { before: number; pid: number; start: number; text: string }[];
}
