import { EFAULT, EFBIG, ENOSPC, ENXIO, EOPNOTSUPP, EPERM } from '../../abi/errno';
import {
  F_SEAL_FUTURE_WRITE,
  F_SEAL_GROW,
  F_SEAL_SEAL,
  F_SEAL_SHRINK,
  F_SEAL_WRITE,
  FALLOC_FL_KEEP_SIZE,
  FALLOC_FL_PUNCH_HOLE,
  SEEK_DATA,
  SEEK_HOLE,
} from '../../abi/fcntl';
import { SIGXFSZ } from '../../abi/signal';
import type { IovIter, Task } from '../kernel/types';
import { PAGE_SIZE } from '../mm/physical';
import { BaseInode, type InodeInit, stampChange, touchAtime } from './inode';
import { MAX_FILE_SIZE, seekIn, setPosition } from './llseek';
import { PageCache, type Source } from './page_cache';
import { removePrivileges } from './permission';
import type { Tmpfs } from './tmpfs';
import type { File, FileOperations, Inode, InodeOperations } from './types';

/** A regular file on tmpfs: a page cache without anything behind it. */
export class TmpfsFile extends BaseInode {
  readonly pages: PageCache;
  /** Contents differ from what the machine was started with. */
  changed = true;
  /** F_SEAL_ bits: what may not be done any more. Files that were not made to be sealed cannot be. */
  seals = F_SEAL_SEAL;
  /** Areas that map it, and those of them that are shared and may be written. */
  mappings = 0;
  writableMappings = 0;
  private length = 0;
  /** A source that has not been asked how long it is. */
  private unmeasured: Source | undefined;

  constructor(
    readonly fs: Tmpfs,
    init: InodeInit,
  ) {
    super(fs, TMPFS_FILE_INODE, TMPFS_FILE, init);
    this.pages = new PageCache(fs.services, fs);
  }

  /** Gives the file contents from outside; they count as unchanged. */
  load(source: Source, length?: number): void {
    this.changed = false;
    if (typeof source === 'function' && length === undefined) this.unmeasured = source;
    else this.length = this.pages.load(source, length);
  }

  get size(): number {
    if (this.unmeasured !== undefined) {
      this.length = this.pages.load(this.unmeasured);
      this.unmeasured = undefined;
    }
    return this.length;
  }

  set size(size: number) {
    this.length = size;
    this.unmeasured = undefined;
  }

  override get blocks(): number {
    return this.pages.allocated * (PAGE_SIZE / 512);
  }

  /** Notes that the contents change now. */
  modified(): void {
    stampChange(this, this.fs.services);
    this.mtime.sec = this.ctime.sec;
    this.mtime.nsec = this.ctime.nsec;
    this.changed = true;
  }

  /** unmap_mapping_range: pages that are no longer the file's are taken out of page tables; private copies too, or not. */
  unmap(from: number, to: number, copies: boolean): void {
    if (this.mappings > 0) this.fs.services.unmapFile(this, from, to, copies);
  }

  /** All bytes of the file, for whoever looks from outside. */
  contents(): Uint8Array {
    const size = this.size;
    const bytes = new Uint8Array(size);
    const { phys } = this.fs.services;
    for (let index = 0; index * PAGE_SIZE < size; index++) {
      const pfn = this.pages.find(index);
      const start = phys.offset(pfn);
      const length = Math.min(PAGE_SIZE, size - index * PAGE_SIZE);
      if (pfn !== 0) bytes.set(phys.u8.subarray(start, start + length), index * PAGE_SIZE);
    }
    return bytes;
  }
}

function read(file: File, iter: IovIter, pos: number): number {
  const inode = file.inode as TmpfsFile;
  const services = inode.fs.services;
  const { phys, work } = services;
  work.ino = inode.ino;
  work.pos = pos;
  const size = inode.size;
  let at = pos;
  while (iter.count > 0 && at < size) {
    const index = Math.floor(at / PAGE_SIZE);
    const offset = at - index * PAGE_SIZE;
    const want = Math.min(PAGE_SIZE - offset, size - at, iter.count);
    const pfn = inode.pages.find(index);
    const done = pfn === 0 ? iter.clearTo(want) : iter.copyTo(phys.u8, phys.offset(pfn) + offset, want);
    work.pages++;
    at += done;
    if (done < want) {
      if (at === pos) return -EFAULT;
      break;
    }
  }
  touchAtime(inode, services.realtime());
  return at - pos;
}

/** generic_write_checks: RLIMIT_FSIZE cuts a write short, and forbids one that starts beyond it with SIGXFSZ. */
function underLimit(task: Task, pos: number): boolean {
  if (pos < task.fileSizeLimit) return true;
  task.signal(SIGXFSZ);
  return false;
}

function write(file: File, iter: IovIter, pos: number, task: Task): number {
  if (iter.count === 0) return 0;
  const limit = task.fileSizeLimit;
  if (pos + iter.count > limit) {
    if (!underLimit(task, pos)) return -EFBIG;
    return fill(file, iter, pos, task, limit - pos);
  }
  return fill(file, iter, pos, task, iter.count);
}

/** Copies at most `count` bytes into the pages. */
function fill(file: File, iter: IovIter, pos: number, task: Task, count: number): number {
  const inode = file.inode as TmpfsFile;
  if (inode.seals & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)) return -EPERM;
  if (inode.seals & F_SEAL_GROW && pos + count > inode.size) return -EPERM;
  if (pos + count > MAX_FILE_SIZE) return -EFBIG;
  const end = pos + count;
  const { phys, work } = inode.fs.services;
  work.ino = inode.ino;
  work.pos = pos;
  inode.modified();
  removePrivileges(inode, task.cred);
  let at = pos;
  let error = 0;
  while (at < end) {
    const index = Math.floor(at / PAGE_SIZE);
    const offset = at - index * PAGE_SIZE;
    const want = Math.min(PAGE_SIZE - offset, end - at);
    const pfn = inode.pages.obtain(index);
    if (pfn < 0) {
      error = -ENOSPC;
      break;
    }
    phys.written(pfn);
    const done = iter.copyFrom(phys.u8, phys.offset(pfn) + offset, want);
    work.pages++;
    at += done;
    // shmem_write_end: the file reaches to where the page was prepared, even if nothing could be copied into it.
    if (at > inode.size) inode.size = at;
    if (done < want) {
      error = -EFAULT;
      break;
    }
  }
  return at === pos ? error : at - pos;
}

/** shmem_file_llseek: pages that were never written are holes. */
function llseek(file: File, offset: number, whence: number): number {
  const inode = file.inode as TmpfsFile;
  if (whence !== SEEK_DATA && whence !== SEEK_HOLE) return seekIn(file, offset, whence, inode.size);
  const size = inode.size;
  if (offset < 0 || offset >= size) return -ENXIO;
  let index = Math.floor(offset / PAGE_SIZE);
  if (whence === SEEK_DATA) {
    index = inode.pages.nextData(index);
    if (index < 0 || index * PAGE_SIZE >= size) return -ENXIO;
  } else {
    while (index * PAGE_SIZE < size && inode.pages.hasData(index)) index++;
  }
  return setPosition(file, Math.min(Math.max(offset, index * PAGE_SIZE), size));
}

/** shmem_fallocate: allocates pages, or makes a hole of them. */
function fallocate(file: File, mode: number, offset: number, length: number): number {
  const inode = file.inode as TmpfsFile;
  const end = offset + length;
  if (mode & ~(FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE)) return -EOPNOTSUPP;
  if (mode & FALLOC_FL_PUNCH_HOLE) {
    if (inode.seals & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)) return -EPERM;
    const first = Math.ceil(offset / PAGE_SIZE);
    const last = Math.floor(end / PAGE_SIZE);
    if (first > last) {
      inode.pages.clear(offset, end);
    } else {
      inode.pages.clear(offset, first * PAGE_SIZE);
      inode.pages.clear(last * PAGE_SIZE, end);
      inode.unmap(first, last, false);
      inode.pages.punch(first, last);
    }
    inode.modified();
    return 0;
  }
  if (inode.seals & F_SEAL_GROW && end > inode.size) return -EPERM;
  for (let index = Math.floor(offset / PAGE_SIZE); index * PAGE_SIZE < end; index++) {
    if (!inode.pages.reserve(index)) return -ENOSPC;
  }
  if (!(mode & FALLOC_FL_KEEP_SIZE) && end > inode.size) inode.size = end;
  inode.modified();
  return 0;
}

function truncate(inode: Inode, size: number): number {
  const file = inode as TmpfsFile;
  if (size > MAX_FILE_SIZE) return -EFBIG;
  if (size < file.size && file.seals & F_SEAL_SHRINK) return -EPERM;
  if (size > file.size && file.seals & F_SEAL_GROW) return -EPERM;
  // Pages beyond the end may be there from fallocate.
  if (size <= file.size) {
    file.pages.truncate(size);
    file.unmap(Math.ceil(size / PAGE_SIZE), Number.POSITIVE_INFINITY, true);
  }
  file.size = size;
  file.modified();
  return 0;
}

/** The frame that mmap maps: holes are filled, as the page may be written through the mapping. */
function page(inode: Inode, index: number): number {
  const file = inode as TmpfsFile;
  if (index * PAGE_SIZE >= file.size) return 0;
  const pfn = file.pages.obtain(index);
  return pfn < 0 ? -ENOSPC : pfn;
}

const TMPFS_FILE: FileOperations = { read, write, llseek, fallocate, page };

const TMPFS_FILE_INODE: InodeOperations = {
  truncate,
  evict(inode) {
    const file = inode as TmpfsFile;
    file.pages.truncate(0);
    file.fs.inodes--;
  },
};
