/**
 * What a system call's arguments mean. One description serves three readers: dispatch takes widths and signs from it,
 * the tracer copies what pointers point to, and lib/trace spells the call as strace does.
 */
import type { Struct } from './structs';
import type { EnumSet, FlagSet } from './xlat';

/**
 * How a register becomes a number. `long` and `ulong` have the width of the caller's registers, `ptr` is an address:
 * sign-extended on x86-64, zero-extended for a 32-bit caller.
 */
export type Width = 'i32' | 'u32' | 'long' | 'ulong' | 'ptr';

/** Whether the caller fills memory (read when the call is made) or the kernel does (read when it returns). */
export type Direction = 'in' | 'out' | 'inout';

/** How many bytes or elements memory holds: an argument's value, the call's result, a constant. */
export type Length =
  | { readonly arg: number }
  | 'ret'
  | { readonly fixed: number }
  /** An int in memory, at an argument. */
  | { readonly at: number };

/**
 * Elements of an array; ints may be words of a set, by which they are told. `mask` is a word of a bit mask, `status` an int
 * that is a negative errno where something failed.
 */
export type Element =
  | Struct
  | EnumSet
  | FlagSet
  | 'u8'
  | 'i32'
  | 'u32'
  | 'u64'
  | 'x64'
  | 'ptr'
  | 'mask'
  | 'status';

const WIDE: ReadonlySet<Element> = new Set<Element>(['u64', 'x64', 'ptr', 'mask']);

/** Bytes of one element. */
export function elementSize(of: Element): number {
  if (typeof of === 'object') return 'size' in of ? of.size : 4;
  if (of === 'u8') return 1;
  return WIDE.has(of) ? 8 : 4;
}

/** Values in registers. */
export type ValueType =
  | { readonly kind: 'dec'; readonly width: Width; readonly unsigned?: true }
  | { readonly kind: 'hex' | 'oct'; readonly width: Width }
  | { readonly kind: 'fd' | 'dirfd' | 'signal'; readonly width: 'i32' }
  | { readonly kind: 'uid' | 'mode' | 'filemode' | 'dev'; readonly width: 'u32' }
  | { readonly kind: 'flags'; readonly width: Width; readonly set: FlagSet }
  | { readonly kind: 'enum'; readonly width: Width; readonly set: EnumSet }
  | { readonly kind: 'address'; readonly width: 'ptr' };

/** Addresses of memory that is worth looking at. */
export type PointerType = { readonly width: 'ptr' } & (
  | { readonly kind: 'path' | 'string'; readonly dir: 'in' }
  /** `room` is the argument that says how much fits, where the answer may be more: MSG_TRUNC. */
  | { readonly kind: 'bytes'; readonly dir: 'in' | 'out'; readonly length: Length; readonly room?: number }
  /** Characters that a NUL may end before `length` (getcwd counts it, readlink has none). */
  | { readonly kind: 'text'; readonly dir: 'in' | 'out'; readonly length: Length; readonly room?: number }
  /**
   * `size` is the argument that says how long the caller's structure is: one shorter than the whole, or than `least`, is
   * not looked at.
   */
  | {
      readonly kind: 'struct';
      readonly dir: Direction;
      readonly struct: Struct;
      readonly size?: number;
      readonly least?: number;
    }
  | { readonly kind: 'array'; readonly dir: Direction; readonly of: Element; readonly length: Length }
  /** `bare`: only where buffers lie, which are another process's. */
  | { readonly kind: 'iovec'; readonly dir: 'in' | 'out'; readonly length: Length; readonly bare?: true }
  /** struct msghdr, and all that it points to. */
  | { readonly kind: 'msghdr'; readonly dir: 'in' | 'inout' }
  /** Messages in a row, each with its length behind it: struct mmsghdr. */
  | { readonly kind: 'mmsghdr'; readonly dir: 'out' | 'inout'; readonly length: Length }
  /** Requests of io_submit: a list of addresses of struct iocb, and all that these point to. */
  | { readonly kind: 'iocbs'; readonly dir: 'in'; readonly length: Length }
  /** An iovec of a buffer for registers, which argument 2 says what kind of: PTRACE_GETREGSET. */
  | { readonly kind: 'regset'; readonly dir: 'in' | 'inout' }
  /** struct file_handle, whose first word says how long it is. */
  | { readonly kind: 'handle'; readonly dir: 'in' | 'inout' }
  /** argv or envp; `brief` prints the number of strings only. */
  | { readonly kind: 'strings'; readonly dir: 'in'; readonly brief: boolean }
  | { readonly kind: 'sigset'; readonly dir: Direction; readonly length: Length }
  | { readonly kind: 'sockaddr'; readonly dir: 'in' | 'out'; readonly length: Length }
  | { readonly kind: 'fdset'; readonly dir: 'inout'; readonly length: Length }
  /** An int the kernel stores: plain, a wait status, or a socket address's length. */
  | { readonly kind: 'int'; readonly dir: Direction }
  | { readonly kind: 'off'; readonly dir: 'inout' }
  | { readonly kind: 'wstatus'; readonly dir: 'out' }
  /** A message of System V: its type, and as many bytes as `length` says. */
  | { readonly kind: 'msgbuf'; readonly dir: 'in' | 'out'; readonly length: Length }
  /** Directory entries; strace prints how many. */
  | { readonly kind: 'dirents'; readonly dir: 'out'; readonly length: Length }
);

/** An argument whose type hangs on other arguments. `undefined`: it is not part of this call. */
export interface DependentType {
  readonly kind: 'depends';
  readonly width: Width;
  readonly on: (args: readonly number[]) => ValueType | PointerType | undefined;
}

export type ArgType = ValueType | PointerType | DependentType;

/** Arguments by name, in order. */
export interface Arg {
  readonly name: string;
  readonly type: ArgType;
}

/** How a result prints: a number, a descriptor, an address, octal (umask), or never (exit). */
export type ResultType = 'dec' | 'fd' | 'hex' | 'oct' | 'none';

/** strace's classes of calls, for `-e trace=%file`. */
export type CallClass =
  | 'desc'
  | 'file'
  | 'memory'
  | 'process'
  | 'network'
  | 'signal'
  | 'ipc'
  | 'creds'
  | 'clock'
  | 'pure'
  | 'stat'
  | 'lstat'
  | 'fstat'
  | 'statfs'
  | 'fstatfs';

/** One system call of one ABI. */
export interface Call {
  readonly nr: number;
  readonly name: string;
  readonly args: readonly Arg[];
  readonly result: ResultType;
  readonly classes: readonly CallClass[];
}

/**
 * The number in one argument register, as the handler sees it.
 * @param lo low half of the register, unsigned
 * @param abi 0 x86-64, 1 i386
 */
export function readArg(width: Width, abi: 0 | 1, lo: number, hi: number): number {
  switch (width) {
    case 'i32':
      return lo | 0;
    case 'u32':
      return lo;
    case 'ulong':
      return abi === 1 ? lo : hi * 0x1_0000_0000 + lo;
    case 'long':
      return abi === 1 ? lo | 0 : (hi | 0) * 0x1_0000_0000 + lo;
    case 'ptr':
      return abi === 1 ? lo : (hi | 0) * 0x1_0000_0000 + lo;
  }
}

// Builders, so that a row of the table reads as the prototype in the manual page.

export const int: ValueType = { kind: 'dec', width: 'i32' };
export const uint: ValueType = { kind: 'dec', width: 'u32' };
export const long: ValueType = { kind: 'dec', width: 'long' };
export const ulong: ValueType = { kind: 'dec', width: 'ulong' };
export const xint: ValueType = { kind: 'hex', width: 'u32' };
export const xlong: ValueType = { kind: 'hex', width: 'ulong' };
export const octal: ValueType = { kind: 'oct', width: 'u32' };
export const fd: ValueType = { kind: 'fd', width: 'i32' };
export const dirfd: ValueType = { kind: 'dirfd', width: 'i32' };
export const pid: ValueType = { kind: 'dec', width: 'i32' };
export const uid: ValueType = { kind: 'uid', width: 'u32' };
export const sig: ValueType = { kind: 'signal', width: 'i32' };
export const dev: ValueType = { kind: 'dev', width: 'u32' };
export const size: ValueType = { kind: 'dec', width: 'ulong' };
export const off: ValueType = { kind: 'dec', width: 'long' };
/** A length that has a sign, which strace does not print. */
export const unsignedOff: ValueType = { kind: 'dec', width: 'long', unsigned: true };
/** Permissions alone (chmod), and permissions with a file type (mknod). */
export const mode: ValueType = { kind: 'mode', width: 'u32' };
export const filemode: ValueType = { kind: 'filemode', width: 'u32' };
export const addr: ValueType = { kind: 'address', width: 'ptr' };

export const path: PointerType = { kind: 'path', dir: 'in', width: 'ptr' };
export const str: PointerType = { kind: 'string', dir: 'in', width: 'ptr' };
export const argv: PointerType = { kind: 'strings', dir: 'in', brief: false, width: 'ptr' };
export const envp: PointerType = { kind: 'strings', dir: 'in', brief: true, width: 'ptr' };
export const wstatus: PointerType = { kind: 'wstatus', dir: 'out', width: 'ptr' };
export const offPtr: PointerType = { kind: 'off', dir: 'inout', width: 'ptr' };

export const bits = (set: FlagSet, width: Width = 'u32'): ValueType => ({ kind: 'flags', width, set });
export const one = (set: EnumSet, width: Width = 'u32'): ValueType => ({ kind: 'enum', width, set });

const length = (n: number | Length): Length => (typeof n === 'number' ? { arg: n } : n);

/** A buffer the caller filled, its length in argument `n`. */
export const bytesIn = (n: number): PointerType => ({
  kind: 'bytes',
  dir: 'in',
  length: length(n),
  width: 'ptr',
});
/** A buffer the call fills with as many bytes as it answers, or as argument `n` says. */
export const bytesOut = (n: number | Length = 'ret'): PointerType => ({
  kind: 'bytes',
  dir: 'out',
  length: length(n),
  width: 'ptr',
});
export const textOut = (n: number | Length = 'ret'): PointerType => ({
  kind: 'text',
  dir: 'out',
  length: length(n),
  width: 'ptr',
});
export const structIn = (struct: Struct): PointerType => ({
  kind: 'struct',
  dir: 'in',
  struct,
  width: 'ptr',
});
export const sized = (struct: Struct, size: number, dir: Direction = 'in'): PointerType => ({
  kind: 'struct',
  dir,
  struct,
  size,
  width: 'ptr',
});
/** The part of a payload that holds what a caller's structure has beyond the fields known here. */
export const GROWN = 4;
/** A structure that has grown, of which callers may know the first `least` bytes only. */
export const grown = (struct: Struct, size: number, least: number, dir: Direction): PointerType => ({
  kind: 'struct',
  dir,
  struct,
  size,
  least,
  width: 'ptr',
});
export const mmsghdr = (dir: 'out' | 'inout', n: Length): PointerType => ({
  kind: 'mmsghdr',
  dir,
  length: n,
  width: 'ptr',
});
export const msghdr = (dir: 'in' | 'inout'): PointerType => ({ kind: 'msghdr', dir, width: 'ptr' });
export const structOut = (struct: Struct): PointerType => ({
  kind: 'struct',
  dir: 'out',
  struct,
  width: 'ptr',
});
/** An array of `count` (a constant) or of as many elements as argument `n` says. */
export const array = (dir: Direction, of: Element, n: Length): PointerType => ({
  kind: 'array',
  dir,
  of,
  length: n,
  width: 'ptr',
});
export const iovec = (dir: 'in' | 'out', n: number): PointerType => ({
  kind: 'iovec',
  dir,
  length: length(n),
  width: 'ptr',
});
export const bareIovec = (n: number): PointerType => ({
  kind: 'iovec',
  dir: 'in',
  length: length(n),
  bare: true,
  width: 'ptr',
});
export const sigset = (dir: Direction, n: number): PointerType => ({
  kind: 'sigset',
  dir,
  length: length(n),
  width: 'ptr',
});
export const sockaddr = (dir: 'in' | 'out', n: number): PointerType => ({
  kind: 'sockaddr',
  dir,
  length: length(n),
  width: 'ptr',
});
export const fdset = (n: number): PointerType => ({
  kind: 'fdset',
  dir: 'inout',
  length: length(n),
  width: 'ptr',
});
export const intPtr = (dir: Direction): PointerType => ({ kind: 'int', dir, width: 'ptr' });
export const msgbuf = (dir: 'in' | 'out', n: Length): PointerType => ({
  kind: 'msgbuf',
  dir,
  length: n,
  width: 'ptr',
});
export const dirents: PointerType = { kind: 'dirents', dir: 'out', length: 'ret', width: 'ptr' };

/** An argument that is there, or has its type, only in some cases. */
export const depends = (on: DependentType['on'], width: Width = 'ptr'): DependentType => ({
  kind: 'depends',
  width,
  on,
});
