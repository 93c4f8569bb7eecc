import type { Dentry, Inode } from './types';

/**
 * A part of the tree that is seen in another place too: what mount(2) makes with MS_BIND. The names below it are seen as
 * dentries of their own, which know the way up to the directory that it covers, and that take all else from those behind.
 */
export class Bind {
  private readonly views = new Map<Dentry, BoundDentry>();
  readonly root: BoundDentry;

  constructor(
    /** What it shows. */
    readonly source: Dentry,
    /** The directory, or the file, that it covers; nothing where it is the root of all. */
    public over: Dentry | undefined,
  ) {
    this.root = this.view(source);
  }

  /** The dentry that stands for one behind. Those that a filesystem makes anew at each look have none to be kept. */
  view(behind: Dentry): BoundDentry {
    const known = this.views.get(behind);
    if (known !== undefined) return known;
    const made = new BoundDentry(this, behind);
    const kept = behind === this.source || behind.parent.children?.get(behind.name) === behind;
    if (kept) this.views.set(behind, made);
    return made;
  }
}

/** A dentry as it is seen through a bind mount. */
export class BoundDentry implements Dentry {
  mounted: number | undefined = undefined;

  constructor(
    readonly bind: Bind,
    readonly behind: Dentry,
  ) {}

  private get isRoot(): boolean {
    return this.behind === this.bind.source;
  }
  get name(): string {
    return this.isRoot ? (this.bind.over?.name ?? '') : this.behind.name;
  }
  get parent(): Dentry {
    if (!this.isRoot) return this.bind.view(this.behind.parent);
    const { over } = this.bind;
    return over === undefined || over.parent === over ? this : over.parent;
  }
  get inode(): Inode {
    return this.behind.inode;
  }
  get children(): Map<string, Dentry> | undefined {
    return this.behind.children;
  }
  get deleted(): boolean {
    return this.behind.deleted === true;
  }
}

/** The dentry that a filesystem knows. */
export const origin = (dentry: Dentry): Dentry => (dentry instanceof BoundDentry ? dentry.behind : dentry);

/** A dentry of the filesystem as it is seen from where its directory was seen. */
export const seenFrom = (dir: Dentry, found: Dentry): Dentry =>
  dir instanceof BoundDentry ? dir.bind.view(found) : found;
