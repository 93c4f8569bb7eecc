import {
  EACCES,
  EBADF,
  EEXIST,
  EINVAL,
  ENODEV,
  ENOMEM,
  EOPNOTSUPP,
  EOVERFLOW,
  EPERM,
} from '../../../abi/errno';
import { F_SEAL_FUTURE_WRITE, F_SEAL_WRITE, O_ACCMODE, O_RDONLY, O_WRONLY } from '../../../abi/fcntl';
import * as M from '../../../abi/mman';
import { MS_NOEXEC } from '../../../abi/mount';
import { READ_IMPLIES_EXEC } from '../../../abi/process';
import { ACCESS } from '../../mm/pagetable';
import { PAGE_SIZE } from '../../mm/physical';
import { TmpfsFile } from '../../vfs/tmpfs_file';
import type { File } from '../../vfs/types';
import { CAP_SYS_RAWIO, capable } from '../capable';
import { mountFlags } from '../fs/mount_flags';
import { isPageAligned, MMAP_MIN_ADDR, pageUp, STACK_GUARD_GAP, TASK_SIZE_MAX } from '../layout';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { FileBacking, SharedMemory } from './backing';
import { FAULT, handleFault } from './fault';
import { mayExpand } from './limits';
import type { MmStruct } from './mm_struct';
import { type Backing, VM, Vma } from './vma';

/** vm.max_map_count. */
const MAX_MAP_COUNT = 65530;

/** Implements mmap(2). */
export function mmap(task: TaskStruct, [addr, length, prot, flags, fd, offset]: readonly number[]): Result {
  if (!isPageAligned(offset)) return -EINVAL;
  let file: File | undefined;
  if ((flags & M.MAP_ANONYMOUS) === 0) {
    file = task.files.get(fd);
    if (file === undefined) return -EBADF;
  } else if (flags & M.MAP_HUGETLB) {
    return -ENOMEM;
  }
  // do_mmap: what may be read may be executed, where the file's mount has nothing against it.
  if (prot & M.PROT_READ && task.personality & READ_IMPLIES_EXEC && !isNoexec(task, file))
    prot |= M.PROT_EXEC;
  return doMmap(task, { addr, length, prot, flags, file, offset });
}

/** What do_mmap is asked for. */
export interface MmapRequest {
  addr: number;
  length: number;
  prot: number;
  flags: number;
  file: File | undefined;
  offset: number;
  /** The address space, where it is not yet the task's: that of a program which is being loaded. */
  mm?: MmStruct;
  /** The file may be opened to write, and yet the mapping is not to be made writable: shmat with SHM_RDONLY. */
  readOnly?: boolean;
  /** Makes what stands for the file, where that is more than its pages. */
  backing?: (writable: boolean) => Backing;
}

const isNoexec = (task: TaskStruct, file: File | undefined): boolean =>
  file !== undefined && (mountFlags(task, file.dentry) & MS_NOEXEC) !== 0;

/** MAP_HUGE_2MB and MAP_HUGE_1GB. */
const HUGE_SIZES = (21 << 26) | (30 << 26);
/** Flags that MAP_SHARED_VALIDATE lets pass: LEGACY_MAP_MASK of linux/mman.h. */
const LEGACY_FLAGS =
  M.MAP_SHARED |
  M.MAP_PRIVATE |
  M.MAP_FIXED |
  M.MAP_ANONYMOUS |
  M.MAP_DENYWRITE |
  M.MAP_EXECUTABLE |
  M.MAP_GROWSDOWN |
  M.MAP_LOCKED |
  M.MAP_NORESERVE |
  M.MAP_POPULATE |
  M.MAP_NONBLOCK |
  M.MAP_STACK |
  M.MAP_HUGETLB |
  M.MAP_32BIT |
  HUGE_SIZES;

/** do_mmap: checks in Linux' order, then maps. Answers the address. */
export function doMmap(task: TaskStruct, request: MmapRequest): Result {
  const { prot, flags, file, offset, mm = task.mm } = request;
  if (request.length === 0) return -EINVAL;
  const length = pageUp(request.length);
  if (length > TASK_SIZE_MAX) return -ENOMEM;
  if (offset < 0 || (offset + length) / PAGE_SIZE >= 2 ** 52) return -EOVERFLOW;
  if (mm.vmas.count > MAX_MAP_COUNT) return -ENOMEM;
  const addr = getUnmappedArea(mm, request.addr, length, flags, capable(task.cred, CAP_SYS_RAWIO));
  if (addr < 0) return addr;
  // file_mmap_ok: no file is longer than MAX_LFS_FILESIZE, 2^63 - 1.
  if (file !== undefined && (offset + length) / PAGE_SIZE > 2 ** 51 - 1) return -EOVERFLOW;
  const type = flags & M.MAP_TYPE;
  const shared = type === M.MAP_SHARED || type === M.MAP_SHARED_VALIDATE;
  if (!shared && type !== M.MAP_PRIVATE) return -EINVAL;
  // Only files can say whether they know a flag, and those here know no others.
  if (type === M.MAP_SHARED_VALIDATE) {
    if (file === undefined) return -EINVAL;
    if (flags & ~(LEGACY_FLAGS | M.MAP_SHARED_VALIDATE)) return -EOPNOTSUPP;
  }
  let may = VM.MAYREAD | VM.MAYWRITE | VM.MAYEXEC;
  if (file !== undefined) {
    const mode = file.flags & O_ACCMODE;
    if (shared && prot & M.PROT_WRITE && mode === O_RDONLY) return -EACCES;
    if (mode === O_WRONLY) return -EACCES;
    if (isNoexec(task, file)) {
      if (prot & M.PROT_EXEC) return -EPERM;
      may &= ~VM.MAYEXEC;
    }
    if (file.fops.page === undefined) return -ENODEV;
    if (file.fops.secret && !shared) return -EINVAL;
    if (shared && (mode === O_RDONLY || request.readOnly)) may &= ~VM.MAYWRITE;
    if (
      shared &&
      file.inode instanceof TmpfsFile &&
      file.inode.seals & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)
    ) {
      if (prot & M.PROT_WRITE) return -EPERM;
      may &= ~VM.MAYWRITE;
    }
  }
  const access = protectionFlags(prot);
  const grows = flags & M.MAP_GROWSDOWN ? VM.GROWSDOWN : 0;
  if (grows && (shared || file !== undefined)) return -EINVAL;
  if (
    !shared &&
    access & VM.WRITE &&
    (flags & M.MAP_NORESERVE) === 0 &&
    length / PAGE_SIZE > mm.context.phys.frames
  )
    return -ENOMEM;
  if (!mayExpand(task, access | (shared ? VM.SHARED : 0), length)) return -ENOMEM;

  if (mm.vmas.isSealed(addr, addr + length)) return -EPERM;
  unmapRange(mm, addr, addr + length);
  const writable = (may & VM.MAYWRITE) !== 0;
  const backing = request.backing?.(writable) ?? backingOf(mm, file, shared, writable, length);
  const hidden = file?.fops.secret ? VM.LOCKED | VM.DONTDUMP : 0;
  const kind = hidden | grows | (shared ? VM.SHARED : 0) | (flags & M.MAP_NORESERVE ? VM.NORESERVE : 0);
  const vma = new Vma(
    addr,
    addr + length,
    access | may | kind | accounted(access | kind),
    backing,
    offset / PAGE_SIZE,
  );
  mm.vmas.insert(vma);
  if (flags & (M.MAP_POPULATE | M.MAP_LOCKED)) populate(task, addr, addr + length);
  return addr;
}

/** VM_ACCOUNT where it is due: accountable_mapping. */
const accounted = (flags: number): number =>
  (flags & (VM.NORESERVE | VM.SHARED | VM.WRITE)) === VM.WRITE ? VM.ACCOUNT : 0;

function backingOf(
  mm: MmStruct,
  file: File | undefined,
  shared: boolean,
  writable: boolean,
  length: number,
): Backing | undefined {
  if (file !== undefined) return new FileBacking(file, shared && writable);
  return shared ? new SharedMemory(mm.context.phys, length / PAGE_SIZE) : undefined;
}

/** VM_READ and so on of PROT_READ and so on: the bits are the same. */
export function protectionFlags(prot: number): number {
  return prot & (M.PROT_READ | M.PROT_WRITE | M.PROT_EXEC);
}

/** Where MAP_32BIT has its mappings, from the bottom up: find_start_end. */
const LOW_BEGIN = 0x40000000;
const LOW_END = 0x80000000;

/** __get_unmapped_area: where a mapping goes, or a negative errno. */
function getUnmappedArea(
  mm: MmStruct,
  hint: number,
  length: number,
  flags: number,
  privileged: boolean,
): number {
  if (flags & (M.MAP_FIXED | M.MAP_FIXED_NOREPLACE)) {
    if (!(hint >= 0 && hint <= TASK_SIZE_MAX - length)) return -ENOMEM;
    if (!isPageAligned(hint)) return -EINVAL;
    if (hint < MMAP_MIN_ADDR && !privileged) return -EPERM;
    if (flags & M.MAP_FIXED_NOREPLACE && mm.vmas.overlapping(hint, hint + length).length > 0) return -EEXIST;
    return hint;
  }
  if (flags & M.MAP_32BIT) {
    if (length > LOW_END) return -ENOMEM;
    const start = pageUp(hint);
    if (hint > 0 && start <= LOW_END - length && mm.vmas.isFree(start, start + length, STACK_GUARD_GAP))
      return start;
    const low = mm.vmas.findGapAbove(length, LOW_BEGIN, LOW_END, STACK_GUARD_GAP);
    return low >= 0 ? low : -ENOMEM;
  }
  if (hint > 0 && hint < TASK_SIZE_MAX) {
    const start = Math.max(pageUp(hint), MMAP_MIN_ADDR);
    if (start <= TASK_SIZE_MAX - length && mm.vmas.isFree(start, start + length, STACK_GUARD_GAP))
      return start;
  }
  return findFree(mm, length);
}

/** Free room below the mmap base, or else above it. */
export function findFree(mm: MmStruct, length: number): number {
  const below = mm.vmas.findGapBelow(length, MMAP_MIN_ADDR, mm.mmapBase, STACK_GUARD_GAP);
  if (below >= 0) return below;
  const above = mm.vmas.findGapBelow(length, mm.mmapBase, TASK_SIZE_MAX, STACK_GUARD_GAP);
  return above >= 0 ? above : -ENOMEM;
}

/** Implements munmap(2). */
export function munmap(task: TaskStruct, [addr, length]: readonly number[]): Result {
  if (!isPageAligned(addr) || addr < 0 || addr > TASK_SIZE_MAX || length > TASK_SIZE_MAX - addr)
    return -EINVAL;
  if (length === 0) return -EINVAL;
  if (task.mm.vmas.count >= MAX_MAP_COUNT) return -ENOMEM;
  if (task.mm.vmas.isSealed(addr, addr + pageUp(length))) return -EPERM;
  unmapRange(task.mm, addr, addr + pageUp(length));
  return 0;
}

/** do_vmi_munmap: takes areas and their pages away. */
export function unmapRange(mm: MmStruct, start: number, end: number): void {
  if (mm.vmas.overlapping(start, end).length === 0) return;
  mm.noteSize();
  const areas = mm.vmas.remove(start, end);
  mm.unmapPages(start, end);
  for (const vma of areas) vma.backing?.unref();
}

/** mm_populate: makes pages present as if they had been touched; what cannot be is left. */
export function populate(task: TaskStruct, start: number, end: number): void {
  for (let va = start; va < end; va += PAGE_SIZE) {
    const vma = task.mm.vmas.at(va);
    const write = vma !== undefined && (vma.flags & (VM.WRITE | VM.SHARED)) === VM.WRITE;
    const { tables } = task.mm.context.directories;
    if (tables.lookup(task.mm.root, va).flags !== 0) continue;
    if (handleFault(task.mm, va, write ? ACCESS.WRITE : ACCESS.READ, task.process.stackLimit) !== FAULT.OK)
      return;
  }
}
