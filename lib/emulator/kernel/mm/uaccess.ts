import { EFAULT, ENAMETOOLONG } from '../../../abi/errno';
import { ACCESS, pfnOf } from '../../mm/pagetable';
import { PAGE_SIZE } from '../../mm/physical';
import { byteString, stringAt } from '../../vfs/bytes';
import { accessOk, TASK_SIZE_MAX } from '../layout';
import type { IovIter, UserMemory } from '../types';
import { FAULT, handleFault } from './fault';
import { UserIter } from './iov_iter';
import type { MmStruct } from './mm_struct';
import { VM_ACCESS } from './vma';

const CACHE_MASK = 15;
/** Bytes that are copied sooner one by one than a view of them is made. */
const FEW = 32;

/** copy_from_user and copy_to_user for one address space: arch/x86/lib/usercopy_64.c. */
export class UserAccess implements UserMemory {
  private readonly u8: Uint8Array;
  private readonly single: UserIter;
  /** Buffers that a sleeping call goes on with, where snapshots find them. */
  kept?: UserIter;

  constructor(
    readonly mm: MmStruct,
    /** RLIMIT_STACK, for stacks that grow under a copy. */
    private readonly stackLimit: () => number,
  ) {
    this.u8 = mm.context.phys.u8;
    this.single = new UserIter(this);
  }

  read(addr: number, dst: Uint8Array, offset: number, length: number): number {
    let done = 0;
    while (done < length) {
      const va = addr + done;
      const at = this.readable(va);
      if (at < 0) break;
      const n = Math.min(length - done, PAGE_SIZE - (va % PAGE_SIZE));
      if (n <= FEW) for (let i = 0; i < n; i++) dst[offset + done + i] = this.u8[at + i];
      else dst.set(this.u8.subarray(at, at + n), offset + done);
      done += n;
    }
    this.mm.context.work.bytesIn += done;
    return done;
  }

  peek(addr: number, dst: Uint8Array, offset: number, length: number): number {
    let done = 0;
    while (done < length) {
      const va = addr + done;
      const at = this.visible(va);
      if (at < 0) break;
      const n = Math.min(length - done, PAGE_SIZE - (va % PAGE_SIZE));
      if (n === 1) dst[offset + done] = this.u8[at];
      else dst.set(this.u8.subarray(at, at + n), offset + done);
      done += n;
    }
    return done;
  }

  write(addr: number, src: Uint8Array, offset: number, length: number): number {
    let done = 0;
    while (done < length) {
      const va = addr + done;
      const at = this.writable(va);
      if (at < 0) break;
      const n = Math.min(length - done, PAGE_SIZE - (va % PAGE_SIZE));
      if (n <= FEW) for (let i = 0; i < n; i++) this.u8[at + i] = src[offset + done + i];
      else if (n === src.length) this.u8.set(src, at);
      else this.u8.set(src.subarray(offset + done, offset + done + n), at);
      done += n;
    }
    this.mm.context.work.bytesOut += done;
    return done;
  }

  clear(addr: number, length: number): number {
    let done = 0;
    while (done < length) {
      const va = addr + done;
      const at = this.writable(va);
      if (at < 0) break;
      const n = Math.min(length - done, PAGE_SIZE - (va % PAGE_SIZE));
      this.u8.fill(0, at, at + n);
      done += n;
    }
    this.mm.context.work.bytesZeroed += done;
    return done;
  }

  readString(addr: number, max: number): Uint8Array | number {
    const parts: Uint8Array[] = [];
    let length = 0;
    while (length < max) {
      const va = addr + length;
      const at = this.readable(va);
      if (at < 0) return -EFAULT;
      const n = Math.min(max - length, PAGE_SIZE - (va % PAGE_SIZE));
      const end = this.u8.subarray(at, at + n).indexOf(0);
      parts.push(this.u8.slice(at, at + (end < 0 ? n : end)));
      length += end < 0 ? n : end;
      if (end >= 0) return parts.length === 1 ? parts[0] : concat(parts, length);
    }
    return -ENAMETOOLONG;
  }

  readName(addr: number, max: number): string | number {
    const at = this.readable(addr);
    const most = Math.min(max, PAGE_SIZE - (addr % PAGE_SIZE));
    let length = 0;
    if (at >= 0) while (length < most && this.u8[at + length] !== 0) length++;
    if (at >= 0 && length < most) return stringAt(this.u8, at, length);
    const bytes = this.readString(addr, max);
    return typeof bytes === 'number' ? bytes : byteString(bytes);
  }

  copyIn(addr: number, length: number): Uint8Array | undefined {
    if (!accessOk(addr, length)) return undefined;
    const bytes = new Uint8Array(length);
    return this.read(addr, bytes, 0, length) === length ? bytes : undefined;
  }

  copyOut(addr: number, bytes: Uint8Array): boolean {
    if (bytes.length === 0) return true;
    return accessOk(addr, bytes.length) && this.write(addr, bytes, 0, bytes.length) === bytes.length;
  }

  iter(addr: number, length: number): IovIter {
    return this.single.over(addr, length);
  }

  iterVec(segments: readonly { addr: number; length: number }[]): IovIter {
    return new UserIter(this, segments);
  }

  /** Byte offset in the memory of a user byte that may be read, faulted in if need be; -1 when it may not. */
  private readable(va: number): number {
    const { readTag, readAt } = this.mm;
    const page = Math.floor(va / PAGE_SIZE);
    const slot = page & CACHE_MASK;
    if (readTag[slot] === page) return readAt[slot] + (va - page * PAGE_SIZE);
    return this.miss(va, page, ACCESS.READ, readTag, readAt);
  }

  /** Where a byte is, or would be if it were read, without a fault; -1 when it may not be read. */
  private visible(va: number): number {
    const { readTag, readAt } = this.mm;
    const page = Math.floor(va / PAGE_SIZE);
    const inPage = va - page * PAGE_SIZE;
    const slot = page & CACHE_MASK;
    if (readTag[slot] === page) return readAt[slot] + inPage;
    const vma = va >= 0 && va < TASK_SIZE_MAX ? this.mm.vmas.at(va) : undefined;
    if (vma === undefined || (vma.flags & VM_ACCESS) === 0) return -1;
    const { phys, directories, zeroPage } = this.mm.context;
    const entry = directories.tables.entryIndex(this.mm.root, page * PAGE_SIZE);
    const pfn =
      entry >= 0 && phys.u32[entry] !== 0
        ? pfnOf(phys.u32[entry], phys.u32[entry + 1])
        : vma.backing === undefined
          ? zeroPage
          : vma.backing.page(vma.index(page * PAGE_SIZE));
    return pfn > 0 ? phys.offset(pfn) + inPage : -1;
  }

  private writable(va: number): number {
    const { writeTag, writeAt } = this.mm;
    const { phys } = this.mm.context;
    const page = Math.floor(va / PAGE_SIZE);
    const slot = page & CACHE_MASK;
    const at =
      writeTag[slot] === page
        ? writeAt[slot] + (va - page * PAGE_SIZE)
        : this.miss(va, page, ACCESS.WRITE, writeTag, writeAt);
    if (at >= 0) phys.written((at - phys.base) >>> 12);
    return at;
  }

  private miss(va: number, page: number, access: number, tag: number[], at: number[]): number {
    const { phys, directories } = this.mm.context;
    if (!(va >= 0 && va < TASK_SIZE_MAX)) return -1;
    let entry = directories.tables.walk(this.mm.root, va, access, true);
    if (entry < 0) {
      if (handleFault(this.mm, va, access, this.stackLimit()) !== FAULT.OK) return -1;
      entry = directories.tables.walk(this.mm.root, va, access, true);
      if (entry < 0) return -1;
    }
    const slot = page & CACHE_MASK;
    tag[slot] = page;
    at[slot] = phys.base + (phys.u32[entry] >>> 12) * PAGE_SIZE;
    return at[slot] + (va - page * PAGE_SIZE);
  }
}

function concat(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
