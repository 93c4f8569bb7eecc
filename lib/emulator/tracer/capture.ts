import { IOCB_CMD_PREADV, IOCB_CMD_PWRITE, IOCB_CMD_PWRITEV } from '../../abi/aio';
import { MAX_HANDLE_SZ } from '../../abi/fcntl';
import { CLONE_ARGS_SIZE_VER0, CLONE_PARENT_SETTID, CLONE_PIDFD } from '../../abi/process';
import { elementSize, GROWN, type Length, type PointerType } from '../../abi/signature';
import {
  CLONE_ARGS,
  DIRENT64,
  FILE_HANDLE,
  IFCONF,
  IOCB,
  IOVEC,
  MMSGHDR,
  MSGHDR,
  SIGSET_ARGPACK,
} from '../../abi/structs';
import type { UserMemory } from '../kernel/types';
import type { GrowingColumns } from './columns';

/** Longest path Linux looks at, NUL included; a page, beyond which a structure does not go either. */
const PATH_MAX = 4096;
/** Elements of an iovec or argv that are looked at. */
const MAX_ELEMENTS = 64;
/** Messages of recvmmsg that are looked at, and the numbers of parts that each has. */
const MAX_MESSAGES = 32;
const MESSAGE_PARTS = 128;
/** The same for io_submit. */
const MAX_REQUESTS = 32;
const REQUEST_PARTS = 64;
/** Most pid namespaces that a process is in: linux/pid_namespace.h. */
const MAX_PID_NS_LEVEL = 32;
/** Bit of a tag: captured as the call returned. */
const ON_RETURN = 8;
/** mtype of struct msgbuf. */
const LONG = 8;
const MAX_DIRENTS = 65_536;
/** Counts from here on overflow what any list could be; strace shows an address. */
const MAX_COUNT = 2 ** 58;
/** More than a trace shows of anything. */
const MAX_TOLD = 2 ** 31;
const STRING_CHUNK = 64;
/** The kernel's sigset_t; strace shows the address of what has another size. */
const SIGSET_SIZE = 8;

/** The call whose pointers are being followed: its arguments as numbers, and its result when it has one. */
export interface Subject {
  readonly args: readonly number[];
  ret: number;
}

/** Copies what arguments point to into the arena. Memory that cannot be read leaves no payload. */
export class Capturer {
  /** Longest string or buffer kept; strace's -s. */
  readonly limit: number;
  readonly #columns: GrowingColumns;
  readonly #scratch = new Uint8Array(PATH_MAX);
  readonly #view = new DataView(this.#scratch.buffer);

  constructor(columns: GrowingColumns, limit: number) {
    this.#columns = columns;
    this.limit = limit;
  }

  /** Copies the memory of one argument. `tag` is the payload's argument number and side. */
  capture(
    row: number,
    tag: number,
    type: PointerType,
    address: number,
    subject: Subject,
    mem: UserMemory,
  ): void {
    if (address === 0) return;
    switch (type.kind) {
      case 'bytes':
        this.#bytes(row, tag, address, this.#length(type, subject, mem), mem);
        break;
      case 'path':
        this.#string(row, tag, address, PATH_MAX, mem);
        break;
      case 'string':
        this.#string(row, tag, address, this.limit, mem);
        break;
      case 'text':
        this.#text(row, tag, address, this.#fitting(type, subject), mem);
        break;
      case 'struct':
        if (type.least !== undefined) this.#grown(row, tag, type, address, subject, mem);
        else if (type.size === undefined || subject.args[type.size]! >= type.struct.size)
          this.#whole(row, tag, address, type.struct.size, mem);
        if (type.struct === SIGSET_ARGPACK) this.#argpack(row, tag, address, mem);
        if (type.struct === IFCONF && tag & ON_RETURN) this.#devices(row, tag, address, mem);
        if (type.struct === CLONE_ARGS) this.#clone(row, tag, address, subject, mem);
        break;
      case 'msghdr':
        // What is there before a message comes in is of no interest.
        this.#whole(row, tag, address, MSGHDR.size, mem);
        if (type.dir === 'in' || tag & ON_RETURN)
          this.#message(row, tag, 0, type.dir === 'inout', address, subject.ret, mem);
        break;
      case 'mmsghdr':
        this.#messages(row, tag, type, address, subject, mem);
        break;
      case 'iocbs':
        this.#requests(row, tag, address, length(type.length, subject), mem);
        break;
      case 'regset':
        this.#registers(row, tag, type.dir === 'in' || (tag & ON_RETURN) !== 0, address, mem);
        break;
      case 'handle':
        this.#handle(row, tag, type.dir === 'in' || subject.ret === 0, address, mem);
        break;
      case 'int':
      case 'wstatus':
        this.#whole(row, tag, address, 4, mem);
        break;
      case 'off':
        this.#whole(row, tag, address, 8, mem);
        break;
      case 'sigset':
        if (length(type.length, subject) === SIGSET_SIZE) this.#whole(row, tag, address, SIGSET_SIZE, mem);
        break;
      case 'fdset':
        if (length(type.length, subject) > 0)
          this.#whole(row, tag, address, 8 * Math.ceil(length(type.length, subject) / 64), mem);
        break;
      case 'sockaddr':
        this.#whole(row, tag, address, this.#addressLength(type, subject, mem), mem);
        break;
      case 'array':
        this.#array(row, tag, type, address, length(type.length, subject), mem);
        break;
      case 'iovec':
        this.#iovec(row, tag, type, address, length(type.length, subject), subject.ret, mem);
        break;
      case 'strings':
        this.#strings(row, tag, address, type.brief, mem);
        break;
      case 'msgbuf':
        this.#msgbuf(row, tag, address, length(type.length, subject), mem);
        break;
      case 'dirents':
        this.#dirents(row, tag, address, length(type.length, subject), mem);
        break;
    }
  }

  /** The mask that pselect6's pair leads to. */
  #argpack(row: number, tag: number, address: number, mem: UserMemory): void {
    if (mem.peek(address, this.#scratch, 0, SIGSET_ARGPACK.size) !== SIGSET_ARGPACK.size) return;
    const mask = this.#word(SIGSET_ARGPACK.at.sigmask.offset);
    const size = this.#word(SIGSET_ARGPACK.at.sigsetsize.offset);
    if (mask !== 0 && size === SIGSET_SIZE) this.#whole(row, tag | (1 << 4), mask, size, mem);
  }

  /** As much of a structure as its caller knows, zeros for the rest; and what it has beyond ours, unless that is zeros. */
  #grown(
    row: number,
    tag: number,
    { struct, size: given, least }: PointerType & { kind: 'struct' },
    address: number,
    subject: Subject,
    mem: UserMemory,
  ): void {
    const size = subject.args[given!]!;
    if (size < least!) return;
    const columns = this.#columns;
    const at = columns.reserve(struct.size);
    const known = Math.min(size, struct.size);
    columns.arena.fill(0, at, at + struct.size);
    if (mem.peek(address, columns.arena, at, known) !== known) return;
    const looked = Math.min(size, PATH_MAX);
    columns.addPayload(row, tag, struct.size, looked);
    const more = looked - struct.size;
    if (more <= 0) return;
    if (mem.peek(address + struct.size, this.#scratch, 0, more) !== more) return;
    if (this.#scratch.subarray(0, more).some((byte) => byte !== 0))
      this.#bytes(row, tag | (GROWN << 4), address + struct.size, more, mem);
  }

  /** The ids that clone3 is to take (3), and what it has stored for the parent: a thread id (1) and a pidfd (2). */
  #clone(row: number, tag: number, address: number, subject: Subject, mem: UserMemory): void {
    const { flags, parent_tid, pidfd, set_tid, set_tid_size } = CLONE_ARGS.at;
    const size = Math.min(subject.args[1]!, CLONE_ARGS.size);
    this.#scratch.fill(0, 0, CLONE_ARGS.size);
    if (size < CLONE_ARGS_SIZE_VER0 || mem.peek(address, this.#scratch, 0, size) !== size) return;
    if (!(tag & ON_RETURN)) {
      const count = this.#word(set_tid_size.offset);
      if (count > 0 && count <= MAX_PID_NS_LEVEL)
        this.#whole(row, tag | (3 << 4), this.#word(set_tid.offset), 4 * count, mem);
      return;
    }
    if (subject.ret <= 0) return;
    const bits = this.#view.getUint32(flags.offset, true);
    const places = [
      [CLONE_PARENT_SETTID, this.#word(parent_tid.offset)],
      [CLONE_PIDFD, this.#word(pidfd.offset)],
    ] as const;
    places.forEach(([bit, at], i) => {
      if (bits & bit) this.#whole(row, tag | ((i + 1) << 4), at, 4, mem);
    });
  }

  /** An ifconf with the list it points to (1). */
  #devices(row: number, tag: number, address: number, mem: UserMemory): void {
    if (mem.peek(address, this.#scratch, 0, IFCONF.size) !== IFCONF.size) return;
    const length = this.#view.getInt32(IFCONF.at.ifc_len.offset, true);
    const list = this.#word(IFCONF.at.ifc_buf.offset);
    if (list !== 0) this.#whole(row, tag | (1 << 4), list, Math.min(length, PATH_MAX), mem);
  }

  /** Requests of io_submit: their addresses, and of each itself (1) and its buffer (2), or buffers (3 and on). */
  #requests(row: number, tag: number, address: number, count: number, mem: UserMemory): void {
    if (count < 0) return;
    const looked = Math.min(count, MAX_REQUESTS);
    const columns = this.#columns;
    const at = columns.reserve(8 * looked);
    if (mem.peek(address, columns.arena, at, 8 * looked) !== 8 * looked) return;
    columns.addPayload(row, tag, 8 * looked, count);
    for (let i = 0; i < looked; i++) {
      if (mem.peek(address + 8 * i, this.#scratch, 0, 8) !== 8) return;
      const place = this.#word(0);
      if (mem.peek(place, this.#scratch, 0, IOCB.size) !== IOCB.size) continue;
      const part = (sub: number) => tag | ((i * REQUEST_PARTS + sub) << 4);
      const code = this.#view.getUint16(IOCB.at.aio_lio_opcode.offset, true);
      const buffer = this.#word(IOCB.at.aio_buf.offset);
      const size = this.#word(IOCB.at.aio_nbytes.offset);
      this.#whole(row, part(1), place, IOCB.size, mem);
      if (code === IOCB_CMD_PWRITE) this.#bytes(row, part(2), buffer, size, mem);
      if (code === IOCB_CMD_PREADV || code === IOCB_CMD_PWRITEV)
        this.#buffers(row, part, buffer, size, code === IOCB_CMD_PWRITEV, mem);
    }
  }

  /** An iovec (2), and what its buffers hold (3 and on) where they are written from. */
  #buffers(
    row: number,
    part: (sub: number) => number,
    address: number,
    count: number,
    held: boolean,
    mem: UserMemory,
  ): void {
    const looked = Math.min(count, MAX_ELEMENTS / 2);
    if (looked < 0 || mem.peek(address, this.#scratch, 0, looked * IOVEC.size) !== looked * IOVEC.size)
      return;
    const columns = this.#columns;
    const at = columns.reserve(looked * IOVEC.size);
    columns.arena.set(this.#scratch.subarray(0, looked * IOVEC.size), at);
    columns.addPayload(row, part(2), looked * IOVEC.size, count);
    for (let i = 0; held && i < looked; i++)
      this.#bytes(row, part(3 + i), this.#word(i * IOVEC.size), this.#word(i * IOVEC.size + 8), mem);
  }

  /** An iovec, and the registers that it points to (1). */
  #registers(row: number, tag: number, whole: boolean, address: number, mem: UserMemory): void {
    this.#whole(row, tag, address, IOVEC.size, mem);
    if (!whole || mem.peek(address, this.#scratch, 0, IOVEC.size) !== IOVEC.size) return;
    const length = this.#word(IOVEC.at.iov_len.offset);
    this.#whole(row, tag | (1 << 4), this.#word(IOVEC.at.iov_base.offset), Math.min(length, PATH_MAX), mem);
  }

  /** A file handle, or its length and type alone. */
  #handle(row: number, tag: number, whole: boolean, address: number, mem: UserMemory): void {
    if (mem.peek(address, this.#scratch, 0, FILE_HANDLE.size) !== FILE_HANDLE.size) return;
    const length = this.#view.getUint32(FILE_HANDLE.at.handle_bytes.offset, true);
    const rest = whole ? Math.min(length, MAX_HANDLE_SZ) : 0;
    this.#whole(row, tag, address, FILE_HANDLE.size + rest, mem);
  }

  /** Messages in a row. Of those that come in, the lengths of their addresses are of interest before. */
  #messages(
    row: number,
    tag: number,
    type: PointerType & { kind: 'mmsghdr' },
    address: number,
    subject: Subject,
    mem: UserMemory,
  ): void {
    const out = type.dir === 'inout';
    const isEntry = out && !(tag & ON_RETURN);
    const count = isEntry ? subject.args[2]! : length(type.length, subject);
    const looked = Math.min(count, MAX_MESSAGES);
    this.#whole(row, tag, address, looked * MMSGHDR.size, mem);
    if (isEntry) return;
    for (let i = 0; i < looked; i++) {
      const at = address + i * MMSGHDR.size;
      if (mem.peek(at + MMSGHDR.at.msg_len.offset, this.#scratch, 0, 4) !== 4) return;
      const received = this.#view.getInt32(0, true);
      this.#message(row, tag, i * MESSAGE_PARTS, out, at, received, mem);
    }
  }

  /**
   * A msghdr with its address, buffers and control data, as parts from `first` on; `received` bytes fill the buffers where
   * it comes out.
   */
  #message(
    row: number,
    tag: number,
    first: number,
    out: boolean,
    address: number,
    received: number,
    mem: UserMemory,
  ): void {
    if (mem.peek(address, this.#scratch, 0, MSGHDR.size) !== MSGHDR.size) return;
    const { msg_name, msg_namelen, msg_iov, msg_iovlen, msg_control, msg_controllen } = MSGHDR.at;
    const name = this.#word(msg_name.offset);
    const nameLength = this.#view.getInt32(msg_namelen.offset, true);
    const iov = this.#word(msg_iov.offset);
    const count = this.#word(msg_iovlen.offset);
    const control = this.#word(msg_control.offset);
    const controlLength = this.#word(msg_controllen.offset);
    const part = (sub: number) => tag | ((first + sub) << 4);
    if (name !== 0 && nameLength > 0) this.#whole(row, part(1), name, Math.min(nameLength, 128), mem);
    if (controlLength > 0) this.#whole(row, part(3), control, Math.min(controlLength, PATH_MAX), mem);
    if (iov === 0 || !(count >= 0 && count < MAX_COUNT)) return;
    const looked = Math.min(count, MAX_ELEMENTS, Math.max(1, this.limit));
    const bytes = looked * IOVEC.size;
    if (mem.peek(iov, this.#scratch, 0, bytes) !== bytes) return;
    const columns = this.#columns;
    const at = columns.reserve(bytes);
    columns.arena.set(this.#scratch.subarray(0, bytes), at);
    columns.addPayload(row, part(2), bytes, count);
    let left = out ? received : Infinity;
    for (let i = 0; i < looked; i++) {
      const base = this.#word(i * IOVEC.size);
      const size = Math.min(this.#word(i * IOVEC.size + 8), left);
      left -= size;
      if (base !== 0 && size >= 0) this.#bytes(row, part(4 + i), base, size, mem);
    }
  }

  /** A length, or the room there was for it. */
  #fitting({ length: of, room }: PointerType & { kind: 'text' | 'bytes' }, subject: Subject): number {
    return room === undefined ? length(of, subject) : Math.min(length(of, subject), subject.args[room]!);
  }

  #length(type: PointerType & { kind: 'bytes' }, subject: Subject, mem: UserMemory): number {
    const { length: of } = type;
    if (typeof of !== 'object' || !('at' in of)) return this.#fitting(type, subject);
    const at = subject.args[of.at]!;
    return mem.peek(at, this.#scratch, 0, 4) === 4 ? this.#view.getInt32(0, true) : -1;
  }

  #bytes(row: number, tag: number, address: number, size: number, mem: UserMemory): void {
    if (size < 0) return;
    const kept = Math.min(size, this.limit);
    const columns = this.#columns;
    const at = columns.reserve(kept);
    if (mem.peek(address, columns.arena, at, kept) === kept) columns.addPayload(row, tag, kept, size);
  }

  /** All of `size` bytes, as far as an array may be long. */
  #whole(row: number, tag: number, address: number, size: number, mem: UserMemory): void {
    if (!(size >= 0 && size <= PATH_MAX)) return;
    const columns = this.#columns;
    const at = columns.reserve(size);
    if (mem.peek(address, columns.arena, at, size) === size) columns.addPayload(row, tag, size, size);
  }

  /** A long, and up to `size` bytes behind it; the long alone, with a length of 0, where these cannot be read. */
  #msgbuf(row: number, tag: number, address: number, size: number, mem: UserMemory): void {
    if (size < 0) return;
    const kept = LONG + Math.min(size, this.limit);
    const columns = this.#columns;
    const at = columns.reserve(kept);
    // strace reads the structure first, which has a character and padding.
    if (mem.peek(address, this.#scratch, 0, 2 * LONG) !== 2 * LONG) return;
    const got = mem.peek(address, columns.arena, at, kept);
    if (got === kept) columns.addPayload(row, tag, kept, LONG + Math.min(size, MAX_TOLD));
    else columns.addPayload(row, tag, LONG, 0);
  }

  #string(row: number, tag: number, address: number, limit: number, mem: UserMemory): void {
    const columns = this.#columns;
    const start = columns.reserve(0);
    let read = 0;
    while (read <= limit) {
      const want = Math.min(STRING_CHUNK, limit + 1 - read);
      columns.reserve(read + want);
      const { arena } = columns;
      const got = mem.peek(address + read, arena, start + read, want);
      const end = arena.subarray(start + read, start + read + got).indexOf(0);
      if (end >= 0) {
        columns.addPayload(row, tag, read + end, read + end);
        return;
      }
      if (got < want) return;
      read += got;
    }
    columns.addPayload(row, tag, limit, limit + 1);
  }

  /** Bytes up to `size` that a NUL ends sooner; the NUL itself is not kept. */
  #text(row: number, tag: number, address: number, size: number, mem: UserMemory): void {
    if (size < 0) return;
    const kept = Math.min(size, PATH_MAX);
    const columns = this.#columns;
    const at = columns.reserve(kept);
    const got = mem.peek(address, columns.arena, at, kept);
    const end = columns.arena.subarray(at, at + got).indexOf(0);
    if (end >= 0) columns.addPayload(row, tag, end, end);
    else if (got === kept) columns.addPayload(row, tag, kept, size);
  }

  #array(
    row: number,
    tag: number,
    type: PointerType & { kind: 'array' },
    address: number,
    count: number,
    mem: UserMemory,
  ): void {
    if (!(count >= 0 && count < MAX_COUNT)) return;
    const size = elementSize(type.of);
    const kept = Math.min(count, Math.max(1, this.limit)) * size;
    const columns = this.#columns;
    const at = columns.reserve(kept);
    if (mem.peek(address, columns.arena, at, kept) === kept)
      columns.addPayload(row, tag, kept, Math.min(count * size, MAX_TOLD));
  }

  #iovec(
    row: number,
    tag: number,
    type: PointerType & { kind: 'iovec' },
    address: number,
    count: number,
    ret: number,
    mem: UserMemory,
  ): void {
    if (!(count >= 0 && count < MAX_COUNT)) return;
    const looked = Math.min(count, MAX_ELEMENTS, Math.max(1, this.limit));
    const bytes = looked * IOVEC.size;
    if (mem.peek(address, this.#scratch, 0, bytes) !== bytes) return;
    const columns = this.#columns;
    const at = columns.reserve(bytes);
    columns.arena.set(this.#scratch.subarray(0, bytes), at);
    columns.addPayload(row, tag, bytes, count);
    // A call that failed has moved nothing, and what is another process's is not here.
    if (type.bare || ret < 0) return;
    let left = type.dir === 'out' ? ret : Infinity;
    for (let i = 0; i < looked; i++) {
      const base = this.#word(i * IOVEC.size);
      const size = Math.min(this.#word(i * IOVEC.size + 8), left);
      left -= size;
      if (base !== 0 && size >= 0) this.#bytes(row, tag | ((i + 1) << 4), base, size, mem);
    }
  }

  #strings(row: number, tag: number, address: number, brief: boolean, mem: UserMemory): void {
    const columns = this.#columns;
    let count = 0;
    for (; ; count++) {
      if (mem.peek(address + 8 * count, this.#scratch, 0, 8) !== 8) return;
      const pointer = this.#word(0);
      if (pointer === 0) break;
      if (!brief && count < MAX_ELEMENTS)
        this.#string(row, tag | ((count + 1) << 4), pointer, this.limit, mem);
    }
    columns.addPayload(row, tag, 0, count);
  }

  /** Counts the entries of a buffer that getdents64 filled; nothing of them is kept. */
  #dirents(row: number, tag: number, address: number, size: number, mem: UserMemory): void {
    let count = 0;
    const { d_reclen } = DIRENT64.at;
    for (let at = 0; at < size && count < MAX_DIRENTS; count++) {
      if (mem.peek(address + at, this.#scratch, 0, DIRENT64.size) !== DIRENT64.size) return;
      const step = this.#view.getUint16(d_reclen.offset, true);
      if (step === 0) return;
      at += step;
    }
    this.#columns.addPayload(row, tag, 0, count);
  }

  /** Length of a socket address: an argument where it goes in, an int in memory where it comes out. */
  #addressLength(type: PointerType & { kind: 'sockaddr' }, subject: Subject, mem: UserMemory): number {
    const given = length(type.length, subject);
    if (type.dir === 'in') return given > 0x7fffffff ? -1 : Math.min(given, 128);
    return mem.peek(given, this.#scratch, 0, 4) === 4 ? Math.min(this.#view.getInt32(0, true), 128) : -1;
  }

  #word(at: number): number {
    return this.#view.getInt32(at + 4, true) * 0x1_0000_0000 + this.#view.getUint32(at, true);
  }
}

function length(of: Length, { args, ret }: Subject): number {
  if (of === 'ret') return ret;
  if ('fixed' in of) return of.fixed;
  return args['arg' in of ? of.arg : of.at]!;
}
