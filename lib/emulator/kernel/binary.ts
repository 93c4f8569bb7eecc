import { PAGE_SIZE, type PhysicalMemory } from '../mm/physical';
import { fput, OpenFile } from '../vfs/file';
import type { Dentry, File } from '../vfs/types';

/** Thrown while a program is being loaded. */
export class ExecFailure extends Error {
  /** @param fatal Linux has taken the old program down by then, and kills the task */
  constructor(
    readonly errno: number,
    readonly fatal = false,
    message = '',
  ) {
    super(message);
  }
}

/** A program file, open while it is being loaded. Mappings take their own references. */
export class Binary {
  readonly file: File;

  constructor(
    private readonly phys: PhysicalMemory,
    readonly dentry: Dentry,
  ) {
    this.file = new OpenFile(dentry, 0);
  }

  get size(): number {
    return this.file.inode.size;
  }

  /** Bytes of the file, as far as it has them. */
  read(offset: number, length: number): Uint8Array {
    const { inode, fops } = this.file;
    const end = Math.min(inode.size, offset + length);
    const bytes = new Uint8Array(Math.max(0, end - offset));
    for (let at = offset; at < end; ) {
      const index = Math.floor(at / PAGE_SIZE);
      const to = Math.min(end, (index + 1) * PAGE_SIZE);
      const pfn = fops.page?.(inode, index) ?? 0;
      const start = this.phys.offset(pfn) + (at - index * PAGE_SIZE);
      if (pfn > 0) bytes.set(this.phys.u8.subarray(start, start + to - at), at - offset);
      at = to;
    }
    return bytes;
  }

  close(): void {
    fput(this.file);
  }
}
