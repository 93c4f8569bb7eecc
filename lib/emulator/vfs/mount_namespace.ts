import type { Dentry, SuperBlock } from './types';

/** A mounted filesystem: a line of /proc/mounts. */
export interface Mount {
  readonly id: number;
  /** The filesystem's root, and the directory that it covers; undefined for the first. */
  readonly at: Dentry;
  readonly over: Dentry | undefined;
  readonly sb: SuperBlock;
  readonly source: string;
  /** Options of the mount, and of the filesystem. */
  readonly options: string;
  readonly data: string;
}

/** Numbers of mounts are the machine's, whatever namespace they are in. */
export interface MountIds {
  next: number;
}

/**
 * What is mounted where, as the processes of one namespace see it. A filesystem is mounted in one place: its root knows
 * the way up, and nothing else has to.
 */
export class MountNamespace {
  private readonly byPlace = new Map<Dentry, Mount>();

  constructor(
    /** The file that stands for it in /proc/[pid]/ns. */
    readonly file: Dentry,
    private readonly ids: MountIds,
    readonly mounts: Mount[] = [],
  ) {
    for (const mount of mounts) if (mount.over) this.cover(mount.over, mount);
  }

  /** copy_mnt_ns: the same mounts, which change apart from now on. */
  copy(file: Dentry): MountNamespace {
    return new MountNamespace(file, this.ids, [...this.mounts]);
  }

  /** Mounts the filesystem of `at` on a directory, or as the first. */
  add(over: Dentry | undefined, at: Dentry, what: Pick<Mount, 'sb' | 'source' | 'options' | 'data'>): void {
    const mount: Mount = { id: this.ids.next++, at, over, ...what };
    this.mounts.push(mount);
    if (over === undefined) return;
    at.name = over.name;
    at.parent = over.parent === over ? at : over.parent;
    this.cover(over, mount);
  }

  private cover(over: Dentry, mount: Mount): void {
    this.byPlace.set(over, mount);
    over.mounted = (over.mounted ?? 0) + 1;
  }

  remove(mount: Mount): void {
    const { over } = mount;
    this.mounts.splice(this.mounts.indexOf(mount), 1);
    if (over === undefined) return;
    this.byPlace.delete(over);
    over.mounted = (over.mounted ?? 1) - 1;
  }

  /** Something is mounted on the directory. */
  covers(dentry: Dentry): boolean {
    return this.byPlace.has(dentry);
  }

  /** The innermost filesystem mounted on a directory. */
  cross(dentry: Dentry): Dentry {
    let at = dentry;
    while (at.mounted) {
      const mount = this.byPlace.get(at);
      if (mount === undefined) break;
      at = mount.at;
    }
    return at;
  }

  /** The mount whose root this is. */
  rootedAt(dentry: Dentry): Mount | undefined {
    return this.mounts.find(({ at }) => at === dentry);
  }

  of(sb: SuperBlock): Mount | undefined {
    return this.mounts.find((mount) => mount.sb === sb);
  }

  /** Other mounts on directories of this one. */
  below(mount: Mount): Mount[] {
    return this.mounts.filter((other) => other !== mount && other.over?.inode.sb === mount.sb);
  }
}
