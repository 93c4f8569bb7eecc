import type { PhysicalMemory } from '../../mm/physical';
import { PAGE_SIZE } from '../../mm/physical';
import { fget, fput } from '../../vfs/file';
import { TmpfsFile } from '../../vfs/tmpfs_file';
import type { File, Path } from '../../vfs/types';
import type { Backing } from './vma';

/** Pages of a file, through its page cache. */
export class FileBacking implements Backing {
  readonly key: object;
  readonly path: Path;

  /** Takes a reference to the file. */
  constructor(
    private readonly file: File,
    private readonly writes = false,
  ) {
    fget(file);
    this.count(1);
    this.key = file.inode;
    this.path = { dentry: file.dentry };
  }

  get pages(): number {
    return Math.ceil(this.file.inode.size / PAGE_SIZE);
  }

  get secret(): boolean {
    return this.file.fops.secret === true;
  }

  page(index: number): number {
    return this.file.fops.page?.(this.file.inode, index) ?? 0;
  }

  ref(): void {
    fget(this.file);
    this.count(1);
  }

  unref(): void {
    this.count(-1);
    fput(this.file);
  }

  /** i_mmap and i_mmap_writable: truncation and sealing ask for them. */
  private count(by: number): void {
    const { inode } = this.file;
    if (!(inode instanceof TmpfsFile)) return;
    inode.mappings += by;
    if (this.writes) inode.writableMappings += by;
  }
}

/** Memory that a mapping shares with the children of fork, and with nothing else: what shmem_zero_setup makes. */
export class SharedMemory implements Backing {
  readonly key = this;
  readonly path = undefined;
  private readonly frames = new Map<number, number>();
  private refs = 1;

  constructor(
    private readonly phys: PhysicalMemory,
    readonly pages: number,
  ) {}

  page(index: number): number {
    let pfn = this.frames.get(index);
    if (pfn === undefined) {
      pfn = this.phys.alloc();
      this.frames.set(index, pfn);
    }
    return pfn;
  }

  ref(): void {
    this.refs++;
  }

  unref(): void {
    if (--this.refs > 0) return;
    for (const pfn of this.frames.values()) this.phys.unref(pfn);
    this.frames.clear();
  }
}

/** Frames of the kernel's own: the vDSO and the vvar page. */
export class KernelPages implements Backing {
  readonly key = this;
  readonly path = undefined;

  constructor(private readonly frames: readonly number[]) {}

  get pages(): number {
    return this.frames.length;
  }

  page(index: number): number {
    return this.frames[index] ?? 0;
  }

  ref(): void {}

  unref(): void {}
}
