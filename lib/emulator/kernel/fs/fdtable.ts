import { EBADF, EMFILE } from '../../../abi/errno';
import { fget, fput } from '../../vfs/file';
import { releaseLocks } from '../../vfs/locks';
import type { File } from '../../vfs/types';
import type { FdTable } from '../types';

/** Soft limit of RLIMIT_NOFILE that init gives its children: INR_OPEN_CUR of include/uapi/linux/fs.h. */
const OPEN_MAX = 1024;
/** Numbers that a table has room for at first: NR_OPEN_DEFAULT of include/linux/fdtable.h. */
const NR_OPEN_DEFAULT = 64;

/** struct files_struct: the descriptors of a process. Threads share one; fork copies it. */
export class FilesStruct implements FdTable {
  noFile = OPEN_MAX;
  maxFds = NR_OPEN_DEFAULT;
  /** Tasks that share the table. */
  users = 1;
  private readonly open: (File | undefined)[] = [];
  /** No descriptor below it is free. */
  private lowest = 0;
  private readonly closeOnExec = new Set<number>();

  get(fd: number): File | undefined {
    return this.open[fd];
  }

  free(from = 0): number {
    let fd = Math.max(from, this.lowest);
    while (this.open[fd] !== undefined) fd++;
    if (from <= this.lowest) this.lowest = fd;
    return fd < this.noFile ? fd : -EMFILE;
  }

  install(file: File, cloexec: boolean, from = 0): number {
    const fd = this.free(from);
    if (fd >= 0) this.put(fd, file, cloexec);
    return fd;
  }

  replace(fd: number, file: File, cloexec: boolean): number {
    const old = this.open[fd];
    this.put(fd, file, cloexec);
    if (old) this.drop(old);
    return fd;
  }

  close(fd: number): number {
    const file = this.open[fd];
    if (!file) return -EBADF;
    this.open[fd] = undefined;
    if (fd < this.lowest) this.lowest = fd;
    this.closeOnExec.delete(fd);
    this.drop(file);
    return 0;
  }

  cloexec(fd: number): boolean {
    return this.closeOnExec.has(fd);
  }

  setCloexec(fd: number, on: boolean): void {
    if (on) this.closeOnExec.add(fd);
    else this.closeOnExec.delete(fd);
  }

  *entries(): Iterable<[fd: number, file: File]> {
    for (const [fd, file] of this.open.entries()) if (file) yield [fd, file];
  }

  /** The table of a fork's child: the same open files under the same numbers. */
  clone(): FilesStruct {
    const copy = new FilesStruct();
    copy.noFile = this.noFile;
    for (const [fd, file] of this.entries()) copy.put(fd, fget(file), this.cloexec(fd));
    return copy;
  }

  /** What execve does: descriptors with FD_CLOEXEC go. */
  exec(): void {
    for (const fd of [...this.closeOnExec].sort((a, b) => a - b)) this.close(fd);
  }

  /** The process has ended. */
  closeAll(): void {
    for (const [fd] of this.entries()) this.close(fd);
  }

  /** Closing any descriptor of a file gives up the process's record locks on it: fcntl_locking(2). */
  private drop(file: File): void {
    file.async?.closed();
    releaseLocks(file.inode, this);
    fput(file);
  }

  private put(fd: number, file: File, cloexec: boolean): void {
    while (this.open.length < fd) this.open.push(undefined);
    while (this.maxFds <= fd) this.maxFds *= 2;
    this.open[fd] = file;
    this.setCloexec(fd, cloexec);
  }
}
