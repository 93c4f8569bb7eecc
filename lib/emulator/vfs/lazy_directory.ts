import { BaseInode, type InodeInit } from './inode';
import type { Dentry, FileOperations, InodeOperations, SuperBlock } from './types';

/** A directory's names, which are found when somebody first asks for one of them. */
export class LazyChildren extends Map<string, Dentry> {
  /** @param find adds them; undefined once that has been done */
  constructor(private find: (() => void) | undefined) {
    super();
  }

  /** Nobody has asked yet. */
  get waiting(): boolean {
    return this.find !== undefined;
  }

  ask(): void {
    const { find } = this;
    this.find = undefined;
    find?.();
  }

  override get(name: string): Dentry | undefined {
    this.ask();
    return super.get(name);
  }
  override has(name: string): boolean {
    this.ask();
    return super.has(name);
  }
  override set(name: string, dentry: Dentry): this {
    this.ask();
    return super.set(name, dentry);
  }
  override delete(name: string): boolean {
    this.ask();
    return super.delete(name);
  }
  override get size(): number {
    this.ask();
    return super.size;
  }
  override values() {
    this.ask();
    return super.values();
  }
}

/** The inode of such a directory: its length is what its names take, and asking for it asks for them. */
export class LazyDirectoryInode extends BaseInode {
  private length: number;

  constructor(
    sb: SuperBlock,
    operations: { ops: InodeOperations; fops: FileOperations },
    init: InodeInit & { size: number },
    private readonly names: () => LazyChildren,
  ) {
    super(sb, operations.ops, operations.fops, init);
    this.length = init.size;
  }

  get size(): number {
    this.names().ask();
    return this.length;
  }
  set size(size: number) {
    this.length = size;
  }
}
