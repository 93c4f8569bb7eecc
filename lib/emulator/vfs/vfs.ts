import { EINVAL, ENODEV } from '../../abi/errno';
import { MS_RELATIME } from '../../abi/mount';
import { makedev, PROC_SUPER_MAGIC, S_IFCHR, SYSFS_MAGIC } from '../../abi/stat';
import type { PidNamespace } from '../kernel/pid_namespace';
import type { KernelServices, Task } from '../kernel/types';
import { UserNamespace } from '../kernel/user_namespace';
import { AnonInodes } from './anon_inodes';
import { characterDevices, specialFiles } from './devices';
import { MountNamespace, type NewMount } from './mount_namespace';
import { type NamespaceInode, NsFs, stand } from './nsfs';
import { PipeFs } from './pipefs';
import { NodeFs } from './procfs/node_fs';
import { procRoot } from './procfs/root';
import { Ptys } from './pty';
import { RootBuilder, type RootEntry } from './root_builder';
import { SerialTty, TTY_S0, TTY_USB0 } from './serial';
import { sysRoot } from './sysfs/tree';
import { type SpecialFiles, Tmpfs, type TmpfsOptions } from './tmpfs';
import { parseTmpfsOptions, shownTmpfsOptions } from './tmpfs_options';
import { Tty } from './tty';
import type { Dentry, Path, SuperBlock } from './types';
import type { SerialPlug } from './uart';

export interface VfsOptions {
  /** What is there at the start, besides /dev, /proc and /tmp. */
  entries?: Iterable<RootEntry>;
  /** Pages that the files of one filesystem may take before ENOSPC. */
  maxPages: number;
  /** What the serial lines are plugged into. */
  serial?: SerialPlug;
}

/** Numbers of filesystems without a device, which Linux gives out in the order they are set up. */
const DEV = {
  root: makedev(0, 20),
  dev: makedev(0, 6),
  pts: makedev(0, 21),
  shm: makedev(0, 22),
  proc: makedev(0, 23),
  sys: makedev(0, 24),
};
const PIPE_DEV = makedev(0, 15);
const ANON_DEV = makedev(0, 16);
const MEMORY_DEV = makedev(0, 1);
const NAMESPACE_DEV = makedev(0, 4);
/** Group of terminals: option gid=5 of devpts. */
const TTY_GID = 5;

const DEV_LINKS = [
  ['fd', '/proc/self/fd'],
  ['stdin', '/proc/self/fd/0'],
  ['stdout', '/proc/self/fd/1'],
  ['stderr', '/proc/self/fd/2'],
] as const;

/** A mount that has no place yet: fsmount(2), open_tree(2). */
export type DetachedMount = NewMount;

/** The machine's tree of files: a tmpfs at /, with /dev, /dev/pts, /dev/shm, /proc and /sys mounted on it. */
export class Vfs {
  readonly root: Path;
  /** Adds files from outside and lists what changed. */
  readonly files: RootBuilder;
  readonly tty: Tty;
  readonly ptys: Ptys;
  /** Serial lines: ttyS0 and ttyUSB0. */
  readonly lines: readonly SerialTty[];
  readonly pipes: PipeFs;
  readonly anon: AnonInodes;
  readonly namespaces: NsFs;
  /** The user namespace of the first process. */
  readonly firstUser: UserNamespace;
  /** Files of memfd_create(2), which no name leads to. */
  readonly memory: Tmpfs;
  /** What is mounted, as the first processes see it. */
  readonly mounts: MountNamespace;
  /** Filesystems whose files take memory. */
  readonly inMemory = new Set<Tmpfs>();
  /** Filesystems that have been unmounted somewhere, and that somebody may still reach. */
  readonly unmounted = new Set<SuperBlock>();
  /** Mounts that are in no namespace, which descriptors hold, by their roots. */
  readonly detached = new Map<Dentry, DetachedMount>();
  /** Mount namespaces that no process is in, but that open files stand for. */
  readonly heldMounts = new Set<MountNamespace>();
  private readonly special: SpecialFiles;
  private nextDevice = DEV.sys + 1;

  constructor(
    private readonly kernel: KernelServices,
    private readonly options: VfsOptions,
  ) {
    this.tty = new Tty(kernel, '/dev/pts/0', (bytes) => kernel.console.write(1, bytes));
    this.ptys = new Ptys(kernel);
    this.pipes = new PipeFs(kernel, PIPE_DEV);
    this.anon = new AnonInodes(kernel, ANON_DEV);
    this.namespaces = new NsFs(NAMESPACE_DEV, kernel);
    this.lines = [TTY_S0, TTY_USB0].map((kind) => new SerialTty(kernel, kind, options.serial ?? 'open'));
    const devices = characterDevices(this.tty, this.ptys, this.lines, kernel.log);
    this.special = specialFiles(devices);
    const tmpfs = (dev: number, type: string, mode: number) =>
      this.newTmpfs({ dev, maxPages: options.maxPages, type, mode });

    this.memory = tmpfs(MEMORY_DEV, 'tmpfs', 0o1777);
    const rootFs = tmpfs(DEV.root, 'tmpfs', 0o755);
    this.root = { dentry: rootFs.root };
    this.firstUser = stand(new UserNamespace(this.namespaces.first('user')));
    this.mounts = new MountNamespace(this.namespaces.first('mnt'), this.firstUser, { next: 1, nextGroup: 1 });
    this.files = new RootBuilder(rootFs.root, this.mounts);
    this.mounts.add(undefined, rootFs.root, {
      sb: rootFs,
      source: 'tmpfs',
      flags: MS_RELATIME,
      data: '',
    });
    const mountAt = (path: string, sb: SuperBlock & { root: Dentry }, data = '') => {
      const what = { sb, source: sb.type, flags: MS_RELATIME, data };
      this.mounts.add(this.files.directory(path), sb.root, what);
    };

    mountAt('/dev', tmpfs(DEV.dev, 'devtmpfs', 0o755), 'mode=755');
    mountAt('/dev/pts', tmpfs(DEV.pts, 'devpts', 0o755), 'gid=5,mode=620,ptmxmode=000');
    mountAt('/dev/shm', tmpfs(DEV.shm, 'tmpfs', 0o1777));
    mountAt('/proc', this.procfs(DEV.proc));
    mountAt('/sys', this.sysfs(DEV.sys));
    for (const { name, mode, major, minor, kind } of devices) {
      this.files.node(`/dev/${name}`, S_IFCHR | mode, makedev(major, minor), kind === 'tty' ? TTY_GID : 0);
    }
    for (const [name, symlink] of DEV_LINKS) this.files.add({ path: `/dev/${name}`, symlink });
    this.ptys.directory = this.files.directory('/dev/pts');
    this.files.node('/dev/pts/ptmx', S_IFCHR, makedev(5, 2), 0);
    this.files.add({ path: '/tmp', directory: true, mode: 0o1777 });
    for (const entry of options.entries ?? []) this.files.add(entry);
  }

  private newTmpfs(options: Omit<TmpfsOptions, 'special'>): Tmpfs {
    const fs = new Tmpfs(this.kernel, { special: this.special, ...options });
    this.inMemory.add(fs);
    return fs;
  }

  /** A filesystem is mounted nowhere any more, and nobody is in it: what its files hold goes. */
  drop(sb: SuperBlock): void {
    if (!(sb instanceof Tmpfs)) return;
    sb.empty();
    this.inMemory.delete(sb);
  }

  /** The /proc of a pid namespace; of the first, which is made later, when there is none. */
  private procfs(dev: number, pids?: PidNamespace): NodeFs {
    const { kernel } = this;
    const root = procRoot(
      kernel,
      () => pids ?? ((this.namespaces.first('pid').inode as NamespaceInode).namespace as PidNamespace),
    );
    return new NodeFs(kernel, { type: 'proc', magic: PROC_SUPER_MAGIC, dev, root });
  }

  private sysfs(dev: number): NodeFs {
    const { kernel } = this;
    return new NodeFs(kernel, { type: 'sysfs', magic: SYSFS_MAGIC, dev, root: sysRoot(kernel) });
  }

  /**
   * A new filesystem for mount(2), and its options as they are shown: -ENODEV for a type that cannot be mounted again,
   * -EINVAL for options that it does not have.
   */
  filesystem(
    type: string,
    data: string,
    { cred: { fsuid, fsgid }, pidNamespace }: Task,
  ): { sb: SuperBlock & { root: Dentry }; data: string } | number {
    if (type === 'proc') return { sb: this.procfs(this.nextDevice++, pidNamespace), data: '' };
    if (type === 'sysfs') return { sb: this.sysfs(this.nextDevice++), data: '' };
    if (type !== 'tmpfs') return -ENODEV;
    const settings = parseTmpfsOptions(data, this.kernel.phys.frames);
    if (settings === undefined) return -EINVAL;
    const { mode = 0o1777, uid = fsuid, gid = fsgid, maxPages } = settings;
    const sb = this.newTmpfs({
      dev: this.nextDevice++,
      // A size of 0 is no limit.
      maxPages: maxPages === 0 ? this.kernel.phys.frames : (maxPages ?? this.options.maxPages),
      mode,
      maxInodes: settings.maxInodes,
    });
    sb.root.inode.uid = uid;
    sb.root.inode.gid = gid;
    sb.settings = { ...settings, mode, uid, gid };
    return { sb, data: shownTmpfsOptions(sb.settings) };
  }

  /** Gives a mounted filesystem other options, and answers how they are shown: MS_REMOUNT. */
  reconfigure(sb: SuperBlock, data: string, readOnly: boolean): string | number {
    if (!(sb instanceof Tmpfs)) {
      sb.readOnly = readOnly;
      return '';
    }
    const settings = parseTmpfsOptions(data, this.kernel.phys.frames);
    if (settings === undefined) return -EINVAL;
    const { maxPages } = settings;
    if (maxPages !== undefined && maxPages < sb.pages) return -EINVAL;
    const { maxInodes } = settings;
    if (maxInodes !== undefined && maxInodes !== 0 && maxInodes < sb.inodes) return -EINVAL;
    if (maxInodes !== undefined) sb.maxInodes = maxInodes;
    if (maxPages !== undefined) sb.maxPages = maxPages || this.kernel.phys.frames;
    sb.readOnly = readOnly;
    const { mode, uid, gid } = sb.root.inode;
    sb.settings = { ...sb.settings, ...settings, mode: mode & 0o7777, uid, gid };
    return shownTmpfsOptions(sb.settings);
  }
}
