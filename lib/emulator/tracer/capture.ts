import type { Length, PointerType } from '../../abi/signature';
import { DIRENT64, IOVEC } from '../../abi/structs';
import type { UserMemory } from '../kernel/types';
import type { GrowingColumns } from './columns';

/** Longest path Linux looks at, NUL included. */
const PATH_MAX = 4096;
/** Elements of an iovec or argv that are looked at. */
const MAX_ELEMENTS = 64;
const MAX_DIRENTS = 65_536;
/** Counts from here on overflow what any list could be; strace shows an address. */
const MAX_COUNT = 2 ** 58;
const STRING_CHUNK = 64;

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
        this.#bytes(row, tag, address, length(type.length, subject), mem);
        break;
      case 'path':
        this.#string(row, tag, address, PATH_MAX, mem);
        break;
      case 'string':
        this.#string(row, tag, address, this.limit, mem);
        break;
      case 'text':
        this.#text(row, tag, address, length(type.length, subject), mem);
        break;
      case 'struct':
        this.#whole(row, tag, address, type.struct.size, mem);
        break;
      case 'int':
      case 'wstatus':
        this.#whole(row, tag, address, 4, mem);
        break;
      case 'off':
        this.#whole(row, tag, address, 8, mem);
        break;
      case 'sigset':
        this.#whole(row, tag, address, Math.min(128, length(type.length, subject)), mem);
        break;
      case 'fdset':
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
      case 'dirents':
        this.#dirents(row, tag, address, length(type.length, subject), mem);
        break;
    }
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
    const size = sizeOf(type.of);
    const kept = Math.min(count, Math.max(1, this.limit)) * size;
    const columns = this.#columns;
    const at = columns.reserve(kept);
    if (mem.peek(address, columns.arena, at, kept) === kept) columns.addPayload(row, tag, kept, count * size);
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
    if (type.dir === 'in') return Math.min(given, 128);
    return mem.peek(given, this.#scratch, 0, 4) === 4 ? Math.min(this.#view.getInt32(0, true), 128) : -1;
  }

  #word(at: number): number {
    return this.#view.getInt32(at + 4, true) * 0x1_0000_0000 + this.#view.getUint32(at, true);
  }
}

function length(of: Length, { args, ret }: Subject): number {
  if (of === 'ret') return ret;
  return 'fixed' in of ? of.fixed : args[of.arg]!;
}

function sizeOf(element: (PointerType & { kind: 'array' })['of']): number {
  if (typeof element === 'object') return element.size;
  return element === 'u64' || element === 'ptr' ? 8 : 4;
}
