/**
 * What goes between a page and a machine. All of it survives structured clone. Times are virtual; `ticks` are
 * 1/64 of a core cycle.
 */

import type { DebugOptions, DebugSession } from './debug/types';
import type { HelpAnswers, HelpQuestion, HelpTopic } from './language/types';
import type { ListedFunction, Listing } from './listing/types';

/** A file for the machine. Directories on the way are made; a directory of its own is given by its mode (S_IFDIR). */
export interface GuestFile {
  /** Absolute path. */
  path: string;
  /** Contents. In process this may be a getter, which is asked when a program first looks at the file. */
  bytes: Uint8Array;
  /** Their length, where they are not to be asked for it. */
  size?: number;
  /** What a directory holds, in process only: asked when a program first looks into it. Paths are given in full. */
  entries?: () => GuestFile[];
  /** Permission bits, with S_IFMT bits for what is not a regular file; 0o644 when absent. */
  mode?: number;
  /** Target of a symbolic link; `bytes` is then empty. */
  link?: string;
  /** Regular files with the same text here are one, under several names; it has `names` of them where not all come along. */
  same?: string;
  names?: number;
  /** Owner, root when absent, and when it was last changed, in seconds since 1970; the machine's start when absent. */
  uid?: number;
  gid?: number;
  mtime?: number;
}

/** One run of one program in a fresh machine. */
export interface RunRequest {
  /**
   * The program: an ELF file, or assembly or C source to be made into one, or a script for the shell, or a path inside
   * `files`.
   */
  program:
    | { elf: Uint8Array }
    | { asm: string; name: string; defines?: Record<string, string> }
    /** `level` 0 keeps variables in memory, as gcc -O0 does; 1, the default, in registers. */
    | { c: string; name: string; defines?: Record<string, string>; level?: 0 | 1 }
    | { sh: string; name: string }
    | { path: string };
  /** argv; argv[0] is the program's name when absent. */
  args?: string[];
  env?: Record<string, string>;
  /** Bytes on standard input, which is then a pipe. When absent it is empty, and a terminal if `tty` says so. */
  stdin?: Uint8Array;
  files?: GuestFile[];
  /** Standard streams are a terminal or, by default, a pipe. */
  tty?: boolean;
  /** Machine profile by name; the settings' default when absent. */
  profile?: string;
  /** Seed of getrandom, AT_RANDOM and address-space layout. */
  seed?: number;
  /** Start of CLOCK_REALTIME, ns since 1970. */
  epoch?: number;
  limits?: RunLimits;
  trace?: TraceOptions;
}

/** A program that is made from source. */
export type SourceProgram = Extract<RunRequest['program'], { asm: string } | { c: string }>;

export interface RunLimits {
  /** Core cycles after which the run is ended with a message. */
  cycles?: number;
  /** Virtual processors; 1 unless it is said. */
  cpus?: number;
  /** What /dev/ttyS0 and /dev/ttyUSB0 are plugged into; nothing unless it is said. */
  serial?: 'open' | 'loopback';
  /** Bytes of guest memory. */
  memory?: number;
  /** Bytes of output kept. */
  output?: number;
  /** Rows of trace kept; further calls are still counted and priced. */
  traceRows?: number;
}

export interface TraceOptions {
  /** Record a row a call (default), or only count. */
  rows?: boolean;
  /** Longest string or buffer kept per argument, strace's -s. */
  stringLimit?: number;
  /** Record only these calls (names); all when absent. */
  only?: string[];
  /** Record all but these calls. */
  except?: string[];
  /** Count how often each user instruction is executed: the result's `heat`. It costs time, but no virtual time. */
  heat?: boolean;
}

/** Calls that were made from one place, by one way through the program's functions. */
export interface CallsFrom {
  /** Where the program goes on: behind the instruction that entered the kernel, then where each caller does. */
  frames: number[];
  count: number;
  /** Core cycles in the kernel: of entry, handler and exit. */
  cycles: number;
}

/** How a run ended. */
export type Ending =
  | { kind: 'exited'; status: number }
  | { kind: 'killed'; signal: number; message: string }
  | { kind: 'limit'; what: 'cycles' | 'memory'; message: string }
  | { kind: 'stopped' }
  | { kind: 'deadlock'; message: string }
  | { kind: 'failed'; message: string; diagnostics?: Diagnostic[] };

/** A problem in source text. Lines and columns count from 1. */
export interface Diagnostic {
  severity: 'error' | 'warning' | 'note';
  message: string;
  file: string;
  line: number;
  column: number;
  endColumn: number;
  /** What to do about it, when that is sure. */
  hint?: string;
}

/** Counts and time of one call, by name: a row of `strace -c` and of the page's table. Cycles are core cycles. */
export interface CallSummary {
  name: string;
  nr: number;
  calls: number;
  errors: number;
  /** Cycles in entry code, handler and exit code, summed over the calls. */
  entry: number;
  handler: number;
  exit: number;
  /** entry + handler + exit. */
  cycles: number;
  ns: number;
}

/** What came of a run. */
export interface RunResult {
  ending: Ending;
  /** Shell convention: the status, or 128 + signal. */
  exit: number;
  stdout: Uint8Array;
  stderr: Uint8Array;
  /** True when output went over the limit and was cut. */
  truncated: boolean;
  counts: CallSummary[];
  /** Core cycles, by where they went, and in all; ns by the profile's frequency. */
  cycles: {
    user: number;
    entry: number;
    handler: number;
    exit: number;
    fault: number;
    idle: number;
    total: number;
  };
  ns: number;
  /** Instructions retired in user mode. */
  instructions: number;
  /** Trace columns as lib/trace defines them (plain typed arrays). */
  trace: import('../trace/types').TraceColumns;
  /** Addresses of user instructions in order, and how often each was executed; and calls; when the request asked for it. */
  heat?: { addresses: Float64Array; counts: Float64Array; calls: CallsFrom[] };
  /** Files the program made or changed below /tmp and in its working directory. */
  files: GuestFile[];
  profile: string;
  /** What decides the result: hash of all inputs and of the machine's version. */
  key: string;
  /** What the result comes of, to tell like from unlike; absent in results of before. */
  made?: Provenance;
  /** What was typed while it ran: without the same again at the same moments, another run may give something else. */
  typed?: Uint8Array;
  /** Notes for the reader: an unknown instruction with its bytes, calls answered with ENOSYS. */
  notes: string[];
}

/** Where a result comes from. */
export interface Provenance {
  /** Beginning of the program's hash: source with its definitions, or ELF file. */
  source: string;
  profile: string;
  seed: number;
  /** Version of the machine and all below it. */
  machine: number;
}

/** Progress of a run, about ten times a second. */
export interface RunProgress {
  cycles: number;
  calls: number;
  /** New output since the last message. */
  output: { stream: 1 | 2; bytes: Uint8Array }[];
  /** Of a run with a keyboard: a program waits for it; it takes single keys or hides what is typed. */
  terminal?: { awaited: boolean; raw: boolean };
}

/** The reader's side of a running program's terminal. */
export interface Keyboard {
  type(bytes: Uint8Array): void;
  /** The window has another size; the program is told. */
  resize(rows: number, columns: number): void;
}

export interface RunOptions {
  /** Told about ten times a second. */
  onProgress?: (p: RunProgress) => void;
  /** Aborting it stops the run within 100 ms with ending `stopped`. */
  signal?: AbortSignal;
  /**
   * Given the keyboard of the program's terminal when the run begins. Without it a terminal is at its end. Of no use
   * where the request has `stdin` or no `tty`.
   */
  onKeyboard?: (keyboard: Keyboard) => void;
}

/** The lab as callers see it: the same face over a Worker in the browser and in process in Node. */
export interface Lab {
  /** Runs a program. */
  run(request: RunRequest, options?: RunOptions): Promise<RunResult>;
  /**
   * Puts a program under a debugger: lib/lab/debug/types.ts. In the browser it has a Worker to itself. Where the source
   * has errors, or cannot be started, the session's state is `ended` and says why.
   */
  debug(request: RunRequest, options?: DebugOptions): Promise<DebugSession>;
  /** Assembles without running: diagnostics for the editor, the ELF for download, and the listing. */
  assemble(source: string, name: string): Promise<AssembleResult>;
  /** Compiles C and links it without running. */
  compile(source: string, name: string): Promise<CompileResult>;
  /** Compiles or assembles a source, and lists its code by functions; cycles by the profile of that name. */
  list(program: SourceProgram, profile?: string): Promise<Listing>;
  /** Lists one function of an executable, by its name or an address in it; undefined when there is none. */
  listFunction(
    elf: Uint8Array,
    which: string | number,
    profile?: string,
  ): Promise<ListedFunction | undefined>;
  /** Help with a source that is being written: lib/lab/language/types.ts. */
  help<T extends HelpTopic>(topic: T, question: HelpQuestion): Promise<HelpAnswers[T]>;
  /** Machine profiles for a menu. */
  profiles(): Promise<ProfileInfo[]>;
}

export interface CompileResult {
  elf: Uint8Array | undefined;
  diagnostics: Diagnostic[];
}

export interface AssembleResult {
  elf: Uint8Array | undefined;
  diagnostics: Diagnostic[];
  /** Address, bytes and source line of each instruction. */
  listing: { address: number; bytes: Uint8Array; line: number; text: string }[];
}

export interface ProfileInfo {
  name: string;
  title: string;
  description: string;
  ghz: number;
  pti: boolean;
}
