import * as M from '../../abi/mount';
import type { UserNamespace } from '../kernel/user_namespace';
import { Bind, BoundDentry, origin } from './bind';
import { pin } from './dentry';
import type { Dentry, SuperBlock } from './types';

/** A mounted filesystem, or a part of one in a second place: a line of /proc/mounts. Replaced in its list, or copied. */
export interface Mount {
  readonly id: number;
  /** Its root, and the directory that it covers; undefined for the first. */
  readonly at: Dentry;
  readonly over: Dentry | undefined;
  readonly sb: SuperBlock;
  readonly source: string;
  /** MS_RDONLY, MS_NOSUID and whatever else holds for this mount alone. */
  flags: number;
  /** Options of the filesystem. */
  data: string;
  /** It shows a part of the tree that is mounted elsewhere. */
  readonly bind?: Bind;
  /** The groups of peers that it shares with, and that it only receives from: mount_namespaces(7). */
  shared?: number;
  master?: number;
  unbindable?: boolean;
  /** It came from another user's namespace, which its new owner does not undo: MNT_LOCKED. */
  readonly locked?: boolean;
}

/** Numbers of mounts and of groups of peers are the machine's, whatever namespace they are in. */
export interface MountIds {
  next: number;
  nextGroup: number;
}

/** What a new mount is besides its place. */
export type NewMount = Pick<Mount, 'sb' | 'source' | 'flags' | 'data' | 'bind'>;

/** What is mounted where, as the processes of one namespace see it. */
export class MountNamespace {
  private readonly byPlace = new Map<Dentry, Mount>();

  constructor(
    /** The file that stands for it in /proc/[pid]/ns. */
    readonly file: Dentry,
    readonly user: UserNamespace,
    private readonly ids: MountIds,
    readonly mounts: Mount[] = [],
  ) {
    for (const mount of mounts) if (mount.over) this.cover(mount.over, mount);
  }

  /** copy_mnt_ns: the same mounts, which change apart from now on. */
  copy(file: Dentry, user: UserNamespace): MountNamespace {
    const { ids, mounts } = this;
    const copies = mounts.map((mount) => ({ ...mount, id: ids.next++ }));
    // What another user's namespace shares, this one only receives: CL_SHARED_TO_SLAVE.
    if (user !== this.user)
      for (const copy of copies)
        Object.assign(copy, { master: copy.shared ?? copy.master, shared: undefined, locked: true });
    return new MountNamespace(file, user, ids, copies);
  }

  /** Mounts the filesystem of `at` on a directory, or as the first. */
  add(over: Dentry | undefined, at: Dentry, what: NewMount): Mount {
    const { sb, source, flags, data, bind } = what;
    const mount: Mount = { id: this.ids.next++, at, over, sb, source, flags, data, bind };
    this.mounts.push(mount);
    if (over !== undefined) this.place(mount, over);
    return mount;
  }

  /** Shows what is at `source` at `over` too. */
  bind(over: Dentry, source: Dentry, from: Mount): Mount {
    const bind = new Bind(origin(source), over);
    const mount = this.add(over, bind.root, { ...from, bind });
    mount.shared = from.shared;
    mount.master = from.master;
    return mount;
  }

  /** The root knows the way up from now on. */
  private place({ at, bind }: Mount, over: Dentry | undefined): void {
    if (bind !== undefined) bind.over = over;
    else {
      at.name = over?.name ?? '';
      at.parent = over === undefined || over.parent === over ? at : over.parent;
    }
    if (over === undefined) return;
    pin(origin(over));
    const mount = this.mounts.find((one) => one.at === at);
    if (mount !== undefined) this.cover(over, mount);
  }

  private cover(over: Dentry, mount: Mount): void {
    this.byPlace.set(over, mount);
    over.mounted = (over.mounted ?? 0) + 1;
  }

  private uncover(over: Dentry): void {
    this.byPlace.delete(over);
    over.mounted = (over.mounted ?? 1) - 1;
  }

  remove(mount: Mount): void {
    this.mounts.splice(this.mounts.indexOf(mount), 1);
    if (mount.over !== undefined) this.uncover(mount.over);
  }

  /** Moves a mount to another directory, or makes it the first: MS_MOVE and pivot_root(2). */
  move(mount: Mount, over: Dentry | undefined): Mount {
    const moved = { ...mount, over };
    this.mounts[this.mounts.indexOf(mount)] = moved;
    if (mount.over !== undefined) this.uncover(mount.over);
    this.place(moved, over);
    return moved;
  }

  /** A new group of peers: MS_SHARED. */
  newGroup(): number {
    return this.ids.nextGroup++;
  }

  /** How many mounts here share with one: its group of peers. */
  peers({ shared }: Mount): number {
    return shared === undefined ? 0 : this.mounts.filter((other) => other.shared === shared).length;
  }

  /** The first filesystem's mount. */
  get first(): Mount {
    return this.mounts.find(({ over }) => over === undefined) ?? this.mounts[0];
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
      if (mount === undefined || mount.at === at) break;
      at = mount.at;
    }
    return at;
  }

  /** The mount whose root this is. */
  rootedAt(dentry: Dentry): Mount | undefined {
    return this.mounts.find(({ at }) => at === dentry);
  }

  /** The mount that a dentry is seen through. */
  of(dentry: Dentry): Mount | undefined {
    const { sb } = dentry.inode;
    if (dentry instanceof BoundDentry) return this.mounts.find((mount) => mount.bind === dentry.bind);
    return this.mounts.find((mount) => mount.sb === sb && mount.bind === undefined);
  }

  /** What is there cannot be changed by this way: mnt_want_write, whose answer is EROFS. */
  readOnly(dentry: Dentry): boolean {
    const mount = this.of(dentry);
    return mount !== undefined && ((mount.flags & M.MS_RDONLY) !== 0 || mount.sb.readOnly === true);
  }

  /** Other mounts on directories of this one. */
  below(mount: Mount): Mount[] {
    return this.mounts.filter((other) => other !== mount && other.over && this.of(other.over) === mount);
  }

  /** A mount with all that is mounted below it, the deepest first. */
  subtree(mount: Mount): Mount[] {
    return [...this.below(mount).flatMap((one) => this.subtree(one)), mount];
  }
}
