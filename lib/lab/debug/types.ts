import type { MemoryBytes, RegisterName, RegisterValues } from '../../emulator/debug/inspect';
import type { Ending, RunProgress, RunRequest, RunResult } from '../types';

export type { MemoryBytes, RegisterName, RegisterValues };

/**
 * A program under a debugger, in a machine of its own that stands still between commands. The same in process and in a
 * Worker. All times and places are virtual: a session does not change what the program does or what its clocks say.
 *
 * Commands go one at a time: the next is given when the one before has answered. `pause` and `close` go any time.
 */
export interface DebugSession {
  /** Where the program stands. */
  readonly state: DebugState;
  /** The program's ELF file, for its symbols and lines; undefined for a program that the request names by a path that is not among its files. */
  readonly elf: Uint8Array | undefined;
  /** Where the ELF file was loaded: what is to be added to its addresses. 0 unless it is position independent. */
  readonly bias: number;

  /** Executes one instruction, or more, or takes one back. */
  step(options?: StepCommand): Promise<DebugState>;
  /** Goes on until the function that the program is in has returned. */
  out(): Promise<DebugState>;
  /** Goes on, or back, until something stops it: breakpoints, a call, a change. With nothing asked for, to the end. */
  go(stops?: GoCommand): Promise<DebugState>;
  /** Stops a command that is under way; it answers with `why: 'paused'`. */
  pause(): void;

  /** Memory as the program would find it; `mapped` says which bytes are there. */
  memory(address: number, length: number): Promise<MemoryBytes>;
  /** What is mapped where, as /proc/PID/maps has it. */
  mappings(): Promise<MappedArea[]>;
  /** Types or pipes something in; without bytes, ends the input. From here on it is another run: what was ahead of a place gone back to is forgotten. */
  input(bytes?: Uint8Array): Promise<DebugState>;
  /** Calls, costs, trace and output up to here, as a run's result has them. */
  result(): Promise<RunResult>;
  /** Ends the session and its machine. */
  close(): void;
}

/** Where a session begins. */
export interface DebugOptions {
  /** The first instruction, a function of the program by its name, or an address. `main` unless given, and the first instruction of a program without it. */
  start?: 'entry' | { symbol: string } | { address: number };
  /** Standard input stays open for `input`; otherwise it is what the request says. */
  interactive?: boolean;
}

export interface StepCommand {
  /** A call of a function counts as one step, and so does a string instruction that repeats. */
  over?: boolean;
  /**
   * Steps go on as long as they lead into the addresses from `start` to before `end`: give a line's, and this is a step
   * by one line. Back, they lead to the first place of the stay in it.
   */
  within?: { start: number; end: number };
  /** One instruction of whatever the processor executes: the kernel's entry code is walked through too. Forward only. */
  kernel?: boolean;
  /** Breakpoints, at which a step `over` stops on its way. */
  at?: readonly number[];
  back?: boolean;
}

/** What stops a program that goes on; several may be given. */
export interface GoCommand {
  /** Breakpoints: addresses, before whose instruction it stops. The one where it stands now does not count. */
  at?: readonly number[];
  /** Breakpoints count only where rsp is at least this: in that frame of the stack or further out. */
  frame?: number;
  /** The next system call, before its handler: `state.call` then has it. */
  call?: boolean;
  /** A change of a register or of up to some bytes of memory; it stops after the instruction or the call that made it. Slow: every instruction is looked at. */
  watch?: readonly ({ register: RegisterName } | { address: number; length: number })[];
  /** Back to the last time that one of these would have stopped it. */
  back?: boolean;
}

/** Where a program stands, and what it has done so far. */
export interface DebugState {
  why: 'start' | 'step' | 'breakpoint' | 'call' | 'watch' | 'beginning' | 'paused' | 'waiting' | 'ended';
  /** The task that is looked at: the one that stopped. */
  pid: number;
  tgid: number;
  comm: string;
  /** Its registers in user mode; while it is in the kernel, those it came with. */
  registers: RegisterValues;
  /** The processor's registers, while that task is in the kernel. */
  kernel?: RegisterValues;
  /** Up to 15 bytes at rip (in the kernel, at the processor's rip), for a disassembler. */
  code: Uint8Array;
  /** The system call that has come in. */
  call?: { nr: number; name: string; args: bigint[] };
  /** User instructions executed since the start, by all tasks; core cycles and ns of virtual time; calls that have come in. */
  instructions: number;
  cycles: number;
  ns: number;
  calls: number;
  /**
   * Bytes printed up to here, on both streams, and what of it is new since the state before. After a step back `printed`
   * is less than before: cut what is shown to that length.
   */
  printed: number;
  output: RunProgress['output'];
  /** When it has ended. */
  ending?: Ending;
}

/** An area of a program's memory. */
export interface MappedArea {
  start: number;
  end: number;
  /** As in /proc/PID/maps: 'r-xp'. */
  rights: string;
  /** Path of the file, or '[heap]', '[stack]', '[vdso]', '[vvar]', or nothing. */
  name: string;
}

/** What starts a session in a Worker. */
export interface DebugStart {
  request: RunRequest;
  options: DebugOptions;
}

/** The commands of a session as messages; what each answers is in `DebugAnswers`. */
export type DebugCommand =
  | { do: 'step'; options: StepCommand }
  | { do: 'out' }
  | { do: 'go'; stops: GoCommand }
  | { do: 'memory'; address: number; length: number }
  | { do: 'mappings' }
  | { do: 'input'; bytes?: Uint8Array }
  | { do: 'result' };

export interface DebugAnswers {
  step: DebugState;
  out: DebugState;
  go: DebugState;
  memory: MemoryBytes;
  mappings: MappedArea[];
  input: DebugState;
  result: RunResult;
}

/** What is known of a session once it stands at its start. */
export interface DebugOpened {
  state: DebugState;
  elf: Uint8Array | undefined;
  bias: number;
}
