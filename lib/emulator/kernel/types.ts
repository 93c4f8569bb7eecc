import type { VirtualAddress } from '../mm/pagetable';
import type { File, Inode, Path } from '../vfs/types';
import type { Domain } from './landlock/domain';
import type { NsProxy } from './nsproxy';
import type { PidNamespace } from './pid_namespace';
import type { PtraceStop } from './ptrace/state';
import type { UserNamespace } from './user_namespace';

/**
 * What a call answers, as in the kernel: a value of 0 or more, or a negative errno (`-ENOENT`), or Blocked when the
 * task has to sleep first. Values are exact integers below 2^53.
 */
export type Result = number | Blocked;

/** A task sleeps until one of the queues is woken or the deadline passes; then `again` runs in its place. */
export interface Blocked {
  readonly queues: readonly WaitQueue[];
  /** CLOCK_MONOTONIC in ns, or undefined to sleep without end. */
  readonly deadline?: number;
  /** Tries once more and answers the call's result, or Blocked again. `timedOut` when the deadline woke it. */
  readonly again: (timedOut: boolean) => Result;
  /**
   * The answer when a signal ends the sleep: bytes already moved, or a function that works it out then. Absent: the call
   * is restarted or answers -EINTR.
   */
  readonly interrupted?: number | (() => number);
  /** The task ends, or gives the call up, in its sleep: takes it off lists of the call's own. */
  readonly abandon?: () => void;
  /** Signals wait until it ends by itself (TASK_UNINTERRUPTIBLE): the parent of a vfork. */
  readonly uninterruptible?: boolean;
  /** It stands still for its tracer rather than sleep: ptrace(2). */
  readonly stop?: PtraceStop;
  /** What it waits for, for the message about a deadlock ("pipe:[12] to have data"). */
  readonly why: string;
}

/** Is told of a wake-up: poll's events that it is for, undefined for any. */
export type Heard = (events?: number) => void;

/** Tasks that sleep until something happens. */
export interface WaitQueue {
  /** Makes every sleeper runnable, in the order they came, and tells listeners, newest first; poll's `events` say what for. */
  wakeAll(events?: number): void;
  /** Calls back at every wake-up, for whoever watches without sleeping (epoll). */
  listen(heard: Heard): void;
  unlisten(heard: Heard): void;
  /** Somebody listens: wake-ups are due even where the state that sleepers wait for has not changed. */
  readonly watched: boolean;
  /** Somebody sleeps here, or listens. */
  readonly awaited: boolean;
}

/** A call's arguments as its signature in lib/abi types them: signed or unsigned 32-bit, or 64-bit as exact numbers. */
export type Args = readonly number[];

/** Implements one system call. It knows the task and its arguments, and nothing of processors, tracers or prices. */
export type Handler = (task: Task, args: Args) => Result;

/** How far a call is implemented; printed on the page of supported calls. */
export type Support = { level: 'full' } | { level: 'partial'; missing: string };

/**
 * User memory of one address space, as copy_from_user and copy_to_user see it: absent pages are faulted in, private
 * shared ones copied. Nothing here throws for a bad address: fewer bytes than asked for means that the rest faults.
 */
export interface UserMemory {
  /** Copies user bytes into `dst`; answers how many were copied. */
  read(addr: VirtualAddress, dst: Uint8Array, offset: number, length: number): number;
  /** Copies as `read` does, for a listener: nothing is faulted in, marked or counted. */
  peek(addr: VirtualAddress, dst: Uint8Array, offset: number, length: number): number;
  /** Copies bytes to the user; answers how many were copied. */
  write(addr: VirtualAddress, src: Uint8Array, offset: number, length: number): number;
  /** Writes zeros; answers how many. */
  clear(addr: VirtualAddress, length: number): number;
  /** A NUL-terminated string of at most `max` bytes with its NUL, as bytes without it; or -EFAULT, or -ENAMETOOLONG. */
  readString(addr: VirtualAddress, max: number): Uint8Array | number;
  /** The same as a byte string. */
  readName(addr: VirtualAddress, max: number): string | number;
  /** `length` bytes as a fresh copy, or undefined when any of it faults. */
  copyIn(addr: VirtualAddress, length: number): Uint8Array | undefined;
  /** True when all bytes were written. */
  copyOut(addr: VirtualAddress, bytes: Uint8Array): boolean;
  /** One user buffer as an iterator. One object serves every call: take `keep()` of it to use it later. */
  iter(addr: VirtualAddress, length: number): IovIter;
  /** Several user buffers, in order, as an iterator of its own. */
  iterVec(segments: readonly { addr: VirtualAddress; length: number }[]): IovIter;
}

/** A cursor over user buffers (one for read, several for readv), as the kernel's iov_iter. */
export interface IovIter {
  /** Bytes left. */
  readonly count: number;
  /** Copies from `src` to the user and advances; answers how many bytes were copied before a fault. */
  copyTo(src: Uint8Array, offset: number, length: number): number;
  /** Copies from the user into `dst` and advances; answers how many. */
  copyFrom(dst: Uint8Array, offset: number, length: number): number;
  /** Writes zeros to the user and advances; answers how many. */
  clearTo(length: number): number;
  /** An iterator over what is left that outlives the call, for a task that has to sleep half way. */
  keep(): IovIter;
}

/** capabilities(7), a bit each. They are replaced, never changed. */
export interface Capabilities {
  readonly inheritable: bigint;
  readonly permitted: bigint;
  readonly effective: bigint;
  readonly bounding: bigint;
  readonly ambient: bigint;
}

export interface Credentials {
  uid: number;
  gid: number;
  euid: number;
  egid: number;
  /** Saved ids, and those of file access. */
  suid: number;
  sgid: number;
  fsuid: number;
  fsgid: number;
  groups: readonly number[];
  caps: Capabilities;
  /** SECBIT. */
  securebits: number;
  /** Where its capabilities hold, and which numbers its ids have. */
  userns: UserNamespace;
  /** The keyring of its session. */
  session?: object;
  /** Rights to files that it has taken from itself: landlock(7). */
  landlock?: Domain;
}

/** struct files_struct: descriptors of a task. */
export interface FdTable {
  get(fd: number): File | undefined;
  /** Lowest free descriptor at or above `from`, or -EMFILE. */
  free(from?: number): number;
  /** Puts `file` at that descriptor; a table that is full answers -EMFILE and leaves the reference to the caller. */
  install(file: File, cloexec: boolean, from?: number): number;
  /** Puts `file` at exactly `fd`, closing what was there. */
  replace(fd: number, file: File, cloexec: boolean): number;
  /** Takes the descriptor away and drops its reference; 0 or -EBADF. */
  close(fd: number): number;
  /** RLIMIT_NOFILE: descriptors are below it. */
  noFile: number;
  /** Numbers that the table has room for: 64, doubled as higher ones are opened, never less (expand_fdtable). */
  readonly maxFds: number;
  cloexec(fd: number): boolean;
  setCloexec(fd: number, on: boolean): void;
  /** Open descriptors in order. */
  entries(): Iterable<[fd: number, file: File]>;
}

/** struct fs_struct. */
export interface FsContext {
  root: Path;
  cwd: Path;
  umask: number;
}

/** The part of a task that handlers see. The scheduler's and the processor's parts are in task.ts. */
export interface Task {
  readonly pid: number;
  /** Thread group: what getpid answers. */
  readonly tgid: number;
  readonly ppid: number;
  readonly comm: string;
  readonly mem: UserMemory;
  readonly files: FdTable;
  readonly fs: FsContext;
  readonly cred: Credentials;
  readonly kernel: KernelServices;
  readonly nsproxy: NsProxy;
  /** The pid namespace that it was made in. */
  readonly pidNamespace: PidNamespace;
  /** The task's controlling terminal, if any. */
  readonly tty: File | undefined;
  /** Gives the process a controlling terminal, or takes it away. */
  setTty(tty: File | undefined): void;
  /** Signals that the thread has blocked. */
  readonly blockedSignals: SignalBits;
  /** A signal would do nothing: it is ignored or blocked. */
  ignores(sig: number): boolean;
  /** Nobody outside its process group could let the group go on. */
  readonly orphaned: boolean;
  /** Sends a signal to this task (SIGPIPE from write). */
  signal(sig: number): void;
  /** RLIMIT_FSIZE: no file is made to grow beyond it. */
  readonly fileSizeLimit: number;
  /** A signal waits that ends a sleep. */
  readonly signalPending: boolean;
  /** Answers -ERESTART_RESTARTBLOCK, and keeps how the call goes on when no handler runs. */
  restartWith(restart: () => Result): number;
  /** Makes a call with the mask of blocked signals that lies at `mask`, as ppoll does; 0 changes nothing. */
  withSignalMask(mask: VirtualAddress, size: number, call: () => Result): Result;
  /** What /proc shows of the task beyond its files. */
  readonly proc: TaskProc;
}

/** What procfs asks about a task: proc_pid_*(5). Everything is worked out when a file is opened. */
export interface TaskProc {
  /** R running, S sleeping, Z zombie, T stopped, t stopped by its tracer. */
  readonly state: 'R' | 'S' | 'Z' | 'T' | 't';
  readonly pgid: number;
  readonly sid: number;
  readonly threads: number;
  /** Its tracer's pid, or 0. */
  readonly tracer: number;
  /** The program file. */
  readonly exe: Path | undefined;
  /** Strings with their NULs, as they lie on the stack; the auxiliary vector as 16-byte pairs. */
  cmdline(): Uint8Array;
  environ(): Uint8Array;
  auxv(): Uint8Array;
  readonly layout: UserLayout;
  /** Virtual memory areas by address. */
  mappings(): Iterable<Mapping>;
  /** Its memory is still there to be read and written, whatever its areas allow: answers the bytes moved. */
  readonly alive: boolean;
  readMemory(addr: VirtualAddress, into: Uint8Array): number;
  writeMemory(addr: VirtualAddress, bytes: Uint8Array): number;
  /** Pages present; the most there were, of those and of address space; tables of the last level. */
  readonly rss: number;
  readonly peak: { readonly rss: number; readonly pages: number };
  pageTables(): number;
  /** CPU time in user and kernel mode, and CLOCK_MONOTONIC at the start, in ns. */
  readonly utime: number;
  readonly stime: number;
  readonly startTime: number;
  readonly faults: { readonly minor: number; readonly major: number };
  /** What children that have been waited for used; times in ns. */
  readonly children: {
    readonly utime: number;
    readonly stime: number;
    readonly minorFaults: number;
    readonly majorFaults: number;
  };
  readonly switches: { readonly voluntary: number; readonly involuntary: number };
  readonly scheduling: { readonly policy: number; readonly priority: number; readonly nice: number };
  /** Signals that wait for the thread and for the process; that are blocked, ignored and handled. */
  readonly signals: Readonly<Record<'pending' | 'shared' | 'blocked' | 'ignored' | 'caught', SignalBits>>;
  readonly exitSignal: number;
  readonly exitStatus: number;
  /** Soft and hard limits, in turns. */
  readonly rlimits: Float64Array;
  readonly noNewPrivileges: boolean;
  readonly seccomp: { readonly mode: number; readonly filters: number };
  /** What a sleeper waits for; empty when it does not sleep. */
  readonly waitsFor: string;
  /** The call that a sleeper is in. */
  readonly call:
    | { readonly nr: number; readonly args: readonly bigint[]; readonly sp: bigint; readonly ip: bigint }
    | undefined;
  readonly io: IoCounts;
  /** Settings of the process that writing to its files changes. */
  readonly process: { oomScoreAdj: number; coredumpFilter: number };
  readonly personality: number;
  readonly timerSlack: number;
  setTimerSlack(ns: number): void;
  /** Gives the thread another name. */
  rename(comm: string): void;
}

/** Bytes and calls of read(2), write(2) and their kin. */
export interface IoCounts {
  bytesRead: number;
  bytesWritten: number;
  reads: number;
  writes: number;
}

/** Signal 1 in bit 0 of `lo`, 33 in bit 0 of `hi`. */
export interface SignalBits {
  readonly lo: number;
  readonly hi: number;
}

/** Where the parts of a program lie. */
export interface UserLayout {
  readonly startCode: VirtualAddress;
  readonly endCode: VirtualAddress;
  readonly startData: VirtualAddress;
  readonly endData: VirtualAddress;
  readonly startBrk: VirtualAddress;
  readonly startStack: VirtualAddress;
  readonly argStart: VirtualAddress;
  readonly argEnd: VirtualAddress;
  readonly envStart: VirtualAddress;
  readonly envEnd: VirtualAddress;
}

/** A line of /proc/[pid]/maps. */
export interface Mapping {
  start: VirtualAddress;
  end: VirtualAddress;
  read: boolean;
  write: boolean;
  exec: boolean;
  shared: boolean;
  /** VM_ bits. */
  flags: number;
  /** Offset in the file, in bytes. */
  offset: number;
  file?: Path;
  /** '[heap]', '[stack]', '[vdso]', '[vvar]', or empty. */
  name: string;
  /** Counts its pages that are present. */
  resident(): Residency;
}

/** Pages of an area that are present, by what they are and who else maps them. */
export interface Residency {
  anonymous: number;
  file: number;
  shmem: number;
  /** Each page divided by those who map it. */
  proportional: number;
  sharedClean: number;
  sharedDirty: number;
  privateClean: number;
  privateDirty: number;
}

/** One call of the kernel's table: lib/abi has its number and signature under the same name. */
export interface CallRow {
  readonly name: string;
  readonly handler: Handler;
  readonly support: Support;
}

/** A socket as the tables of /proc/net show it. */
export interface SocketRow {
  readonly table: 'tcp' | 'tcp6' | 'udp' | 'udp6' | 'unix';
  /** Addresses in the hex of the tables; of a unix socket its path, with @ for an abstract name. */
  readonly local: string;
  readonly remote: string;
  readonly state: number;
  readonly type: number;
  readonly listening: boolean;
  readonly sendQueue: number;
  readonly receiveQueue: number;
  readonly uid: number;
  readonly ino: number;
}

/** Whom signals about an open file go to, and whose they are: F_SETOWN of fcntl(2). */
export interface FileOwner {
  /** F_OWNER_TID, F_OWNER_PID or F_OWNER_PGRP. */
  readonly type: number;
  readonly pid: number;
  readonly uid: number;
  readonly euid: number;
}

/** What handlers may ask of the kernel beyond the task. */
export interface KernelServices {
  /** CLOCK_MONOTONIC in ns: virtual time turned into time by the profile. An exact integer. */
  monotonic(): number;
  /** CLOCK_REALTIME in ns at the last timer tick, which is what files are stamped with (current_time of fs/inode.c). */
  realtime(): number;
  /** CLOCK_REALTIME in ns now; no file is stamped with an earlier time from then on. */
  preciseRealtime(): number;
  /** CLOCK_REALTIME when CLOCK_MONOTONIC began, in whole seconds. */
  readonly bootTime: number;
  /** Takes pages [from, to) of a file out of every address space; private copies of them too, if `copies`. */
  unmapFile(inode: Inode, from: number, to: number, copies: boolean): void;
  /** Deterministic bytes from the machine's seed. */
  random(bytes: Uint8Array): void;
  waitQueue(name: string): WaitQueue;
  /** Calls `fire` at a CLOCK_MONOTONIC in ns. */
  startTimer(deadline: number, fire: () => void): void;
  /** The machine's memory, for page caches: frames are allocated, filled and mapped from here. */
  readonly phys: import('../mm/physical').PhysicalMemory;
  readonly uname: { sysname: string; release: string; version: string; machine: string };
  /** Processors there are, and how fast they and their time stamps count. */
  readonly cpus: number;
  readonly cpuKhz: number;
  readonly tscKhz: number;
  /** What CPUID answers: eax, ebx, ecx, edx. */
  cpuid(leaf: number, subleaf: number): readonly [number, number, number, number];
  /** What has happened since the machine started. */
  readonly totals: { switches: number; forks: number; interrupts: number; oomKills: number };
  /** The kernel's messages. */
  readonly log: import('./log').KernelLog;
  /** CPU time of all processors in ns. */
  readonly cpuTime: { readonly user: number; readonly system: number; readonly idle: number };
  /** Runnable tasks over 1, 5 and 15 minutes, in 2048ths. */
  readonly loads: readonly number[];
  /** Page-table isolation is on. */
  readonly pti: boolean;
  /** Values of /proc/sys that can be written, by path. */
  readonly sysctls: Map<string, string>;
  /** Tasks by pid, for procfs and wait. */
  task(pid: number): Task | undefined;
  /** Tells the owner of a file what happened to it: send_sigio. Signal 0 is SIGIO without particulars. */
  signalOwner(
    owner: FileOwner,
    signo: number,
    what: { code: number; band: number; fd: number } | undefined,
  ): void;
  tasks(): Iterable<Task>;
  /** What the call now running has done that costs: read and cleared by the cost model. */
  readonly work: Work;
  /** The tree of files: pipes are made, and mounts listed, from here. */
  readonly vfs: import('../vfs/vfs').Vfs;
  /** Host side of the console: bytes written by programs, bytes typed. */
  readonly console: Console;
}

/** The host side of the terminal and of plain standard streams. */
export interface Console {
  /** Bytes a program wrote to fd `stream` (1 stdout, 2 stderr; a terminal is 1). */
  write(stream: 1 | 2, bytes: Uint8Array): void;
  /** Bytes for standard input: at most `max`, none at its end. Asked only when a program reads. Absent: empty input. */
  read?(max: number): Uint8Array;
}

/** Costly things a call did. Filled by uaccess, the page caches and the file kinds as they work; priced elsewhere. */
export interface Work {
  /** Kind of the file the call worked on: the cost model's key ('null', 'zero', 'tmpfs', 'pipe', 'tty', ''). */
  kind: string;
  /** Bytes copied between the user and the kernel, each way. */
  bytesIn: number;
  bytesOut: number;
  /** Bytes zero-filled for the user. */
  bytesZeroed: number;
  /** Page-cache or pipe pages touched, and pages newly allocated. */
  pages: number;
  newPages: number;
  /** Path components looked up. */
  components: number;
  /** The page-cache file whose bytes were moved, and from which position: how long ago they were last moved. */
  ino?: number;
  pos?: number;
  /** Pages mapped, unmapped or copied in page tables. */
  ptes: number;
  /** TLB pages flushed. */
  flushed: number;
}

export type { File, Inode };
