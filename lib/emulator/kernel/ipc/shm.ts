import { EACCES, EFAULT, EINVAL, ENOMEM, ENOSPC, EPERM } from '../../../abi/errno';
import { O_RDWR } from '../../../abi/fcntl';
import * as I from '../../../abi/ipc';
import { MAP_FIXED, MAP_SHARED, PROT_EXEC, PROT_READ, PROT_WRITE } from '../../../abi/mman';
import { S_IFREG } from '../../../abi/stat';
import { encode } from '../../../abi/structs';
import { PAGE_SIZE } from '../../mm/physical';
import { rootDentry } from '../../vfs/dentry';
import { fput, OpenFile } from '../../vfs/file';
import { TmpfsFile } from '../../vfs/tmpfs_file';
import type { File } from '../../vfs/types';
import { CAP_IPC_LOCK, capable } from '../capable';
import { isPageAligned } from '../layout';
import { FileBacking } from '../mm/backing';
import { doMmap, unmapRange } from '../mm/mmap';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import {
  IpcIds,
  type IpcObject,
  mayControl,
  newIpcObject,
  nowSeconds,
  permitted,
  stat,
  updatePerm,
  withPerm,
} from './ids';

/** A shared memory segment: struct shmid_kernel. */
export interface ShmSegment extends IpcObject {
  readonly size: number;
  readonly file: File;
  attaches: number;
  atime: number;
  dtime: number;
  ctime: number;
  readonly creator: number;
  lastPid: number;
}

/** linux/shm.h: SHMMNI, SHMMAX and SHMALL as sysctl shows them. */
const SHMMNI = 4096;
const SHMMAX = 2 ** 64 - 2 ** 24;

export type ShmIds = IpcIds<ShmSegment>;
export const newShmIds = (): ShmIds => new IpcIds<ShmSegment>(SHMMNI);

/** Pages of a segment in one address space: it counts how often the segment is mapped. */
class ShmBacking extends FileBacking {
  constructor(
    readonly segment: ShmSegment,
    writes: boolean,
    private readonly ids: ShmIds,
    private readonly user: () => TaskStruct | undefined,
  ) {
    super(segment.file, writes);
    this.opened();
  }

  override ref(): void {
    super.ref();
    this.opened();
  }

  /** shm_close: the last one to let go of a removed segment ends it. */
  override unref(): void {
    super.unref();
    const { segment } = this;
    segment.attaches--;
    this.touch('dtime');
    if (segment.attaches === 0 && segment.mode & I.SHM_DEST) destroy(this.ids, segment);
  }

  private opened(): void {
    this.segment.attaches++;
    this.touch('atime');
  }

  private touch(which: 'atime' | 'dtime'): void {
    const task = this.user();
    if (task === undefined) return;
    this.segment[which] = nowSeconds(task);
    this.segment.lastPid = task.tgid;
  }
}

/** shm_destroy. */
function destroy(ids: ShmIds, segment: ShmSegment): void {
  ids.remove(segment);
  fput(segment.file);
}

/** newseg. */
function newSegment(task: TaskStruct, key: number, size: number, flags: number): ShmSegment | number {
  if (size < 1 || size > SHMMAX) return -EINVAL;
  const pages = Math.ceil(size / PAGE_SIZE);
  if (pages * PAGE_SIZE >= 2 ** 63) return -ENOSPC;
  // No huge pages are set aside; of other sizes than 2 MB there are none.
  const log = (flags >>> 26) & 0x3f;
  if (flags & I.SHM_HUGETLB) return log === 0 || log === 21 ? -ENOMEM : -EINVAL;
  const inode = task.kernel.vfs.memory.inode(S_IFREG | (flags & 0o777), task.cred.euid, task.cred.egid);
  if (!(inode instanceof TmpfsFile)) return -ENOSPC;
  inode.nlink = 0;
  inode.size = pages * PAGE_SIZE;
  const dentry = rootDentry(`/SYSV${(key >>> 0).toString(16).padStart(8, '0')}`, inode);
  dentry.deleted = true;
  return {
    ...newIpcObject(task, key, flags),
    size,
    file: new OpenFile(dentry, O_RDWR),
    attaches: 0,
    atime: 0,
    dtime: 0,
    ctime: nowSeconds(task),
    creator: task.tgid,
    lastPid: 0,
  };
}

/** Implements shmget(2). */
function shmget(task: TaskStruct, [key, size, flags]: readonly number[]): Result {
  const { shm } = task.nsproxy.ipc;
  const make = () => newSegment(task, key, size, flags);
  return shm.get(task, key, flags, (segment) => size <= segment.size, make);
}

/** Implements shmat(2): do_shmat. */
function shmat(task: TaskStruct, [id, address, flags]: readonly number[]): Result {
  if (id < 0) return -EINVAL;
  let addr = address;
  let where = MAP_SHARED;
  if (addr !== 0) {
    if (!isPageAligned(addr)) {
      if ((flags & I.SHM_RND) === 0) return -EINVAL;
      addr = Math.floor(addr / PAGE_SIZE) * PAGE_SIZE;
      if (addr === 0 && flags & I.SHM_REMAP) return -EINVAL;
    }
    where |= MAP_FIXED;
  } else if (flags & I.SHM_REMAP) return -EINVAL;
  const readOnly = (flags & I.SHM_RDONLY) !== 0;
  const exec = (flags & I.SHM_EXEC) !== 0;
  const prot = PROT_READ | (readOnly ? 0 : PROT_WRITE) | (exec ? PROT_EXEC : 0);
  const { shm } = task.nsproxy.ipc;
  const segment = shm.find(id);
  if (typeof segment === 'number') return segment;
  if (!permitted(segment, 0o444 | (readOnly ? 0 : 0o222) | (exec ? 0o111 : 0), task.cred)) return -EACCES;
  const { size, file } = segment;
  if (addr !== 0 && (flags & I.SHM_REMAP) === 0) {
    if (addr < 0 || task.mm.vmas.overlapping(addr, addr + size).length > 0) return -EINVAL;
  }
  const { kernel } = task;
  const backing = (writes: boolean) => new ShmBacking(segment, writes, shm, () => kernel.current);
  const request = { addr, length: size, prot, flags: where, file, offset: 0, readOnly, backing };
  const at = doMmap(task, request);
  return at === -EINVAL || at === -EPERM ? -EINVAL : at;
}

/** Implements shmdt(2): takes away every area of the segment that was attached at `addr`. */
function shmdt(task: TaskStruct, [addr]: readonly number[]): Result {
  if (!isPageAligned(addr)) return -EINVAL;
  const { mm } = task;
  const first = [...mm.vmas].find(
    (vma) =>
      vma.start >= addr && vma.backing instanceof ShmBacking && (vma.start - addr) / PAGE_SIZE === vma.pgoff,
  );
  if (first === undefined) return -EINVAL;
  const { segment } = first.backing as ShmBacking;
  const end = addr + Math.ceil(segment.size / PAGE_SIZE) * PAGE_SIZE;
  for (const { start, end: stop, pgoff, backing } of mm.vmas.overlapping(addr, end)) {
    const same = backing instanceof ShmBacking && backing.segment === segment;
    if (same && (start - addr) / PAGE_SIZE === pgoff) unmapRange(mm, start, stop);
  }
  return 0;
}

function encodeSegment(segment: ShmSegment): Uint8Array {
  return withPerm(
    segment,
    encode(I.SHMID_DS, {
      shm_segsz: segment.size,
      shm_atime: segment.atime,
      shm_dtime: segment.dtime,
      shm_ctime: segment.ctime,
      shm_cpid: segment.creator,
      shm_lpid: segment.lastPid,
      shm_nattch: segment.attaches,
    }),
  );
}

const SHM_INFO_VALUES = {
  shmmax: SHMMAX,
  shmmin: 1,
  shmmni: SHMMNI,
  shmseg: SHMMNI,
  shmall: SHMMAX,
};

/** Implements shmctl(2). */
function shmctl(task: TaskStruct, [id, command, buf]: readonly number[]): Result {
  const { shm } = task.nsproxy.ipc;
  if (command < 0 || id < 0) return -EINVAL;
  switch (command) {
    case I.IPC_INFO:
      return task.mem.copyOut(buf, encode(I.SHMINFO, SHM_INFO_VALUES)) ? shm.highest : -EFAULT;
    case I.SHM_INFO: {
      let total = 0;
      let resident = 0;
      for (const { size, file } of shm) {
        total += Math.ceil(size / PAGE_SIZE);
        resident += (file.inode as TmpfsFile).pages.allocated;
      }
      const usage = { used_ids: shm.size, shm_tot: total, shm_rss: resident };
      return task.mem.copyOut(buf, encode(I.SHM_USAGE, usage)) ? shm.highest : -EFAULT;
    }
    case I.IPC_STAT:
      return stat(task, shm.find(id), buf, encodeSegment);
    case I.SHM_STAT:
    case I.SHM_STAT_ANY: {
      const segment = shm.at(id) ?? -EINVAL;
      const result = stat(task, segment, buf, encodeSegment, command === I.SHM_STAT_ANY);
      return result === 0 && typeof segment !== 'number' ? segment.id : result;
    }
    case I.IPC_SET:
    case I.IPC_RMID:
      return control(task, id, command, buf);
    case I.SHM_LOCK:
    case I.SHM_UNLOCK: {
      const segment = shm.find(id);
      if (typeof segment === 'number') return segment;
      if (
        !capable(task.cred, CAP_IPC_LOCK) &&
        task.cred.euid !== segment.uid &&
        task.cred.euid !== segment.cuid
      )
        return -EPERM;
      segment.mode = command === I.SHM_LOCK ? segment.mode | I.SHM_LOCKED : segment.mode & ~I.SHM_LOCKED;
      return 0;
    }
    default:
      return -EINVAL;
  }
}

function control(task: TaskStruct, id: number, command: number, buf: number): Result {
  const { shm } = task.nsproxy.ipc;
  let bytes: Uint8Array | undefined;
  if (command === I.IPC_SET) {
    bytes = task.mem.copyIn(buf, I.IPC_PERM.size + I.SHMID_DS.size);
    if (bytes === undefined) return -EFAULT;
  }
  const segment = shm.find(id);
  if (typeof segment === 'number') return segment;
  const error = mayControl(segment, task.cred);
  if (error !== 0) return error;
  if (bytes !== undefined) {
    const updated = updatePerm(segment, bytes);
    if (updated === 0) segment.ctime = nowSeconds(task);
    return updated;
  }
  // do_shm_rmid: a segment in use stays until the last one lets go of it, and no key leads to it any more.
  if (segment.attaches > 0) {
    segment.mode |= I.SHM_DEST;
    shm.hide(segment);
  } else destroy(shm, segment);
  return 0;
}

export const shmRows = [
  full('shmget', shmget),
  full('shmat', shmat),
  full('shmdt', shmdt),
  full('shmctl', shmctl),
];
