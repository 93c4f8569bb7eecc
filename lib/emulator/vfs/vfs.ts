import { makedev, PROC_SUPER_MAGIC, S_IFCHR, SYSFS_MAGIC } from '../../abi/stat';
import type { KernelServices } from '../kernel/types';
import { AnonInodes } from './anon_inodes';
import { mount } from './dentry';
import { characterDevices, specialFiles } from './devices';
import { NsFs } from './nsfs';
import { PipeFs } from './pipefs';
import { NodeFs } from './procfs/node_fs';
import { procRoot } from './procfs/root';
import { Ptys } from './pty';
import { RootBuilder, type RootEntry } from './root_builder';
import { SerialTty, TTY_S0, TTY_USB0 } from './serial';
import { sysRoot } from './sysfs/tree';
import { Tmpfs } from './tmpfs';
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

/** A line of /proc/mounts. */
export interface Mount {
  at: Dentry;
  sb: SuperBlock;
  source: string;
  /** Options of the mount, and of the filesystem. */
  options: string;
  data: string;
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
  /** Files of memfd_create(2), which no name leads to. */
  readonly memory: Tmpfs;
  readonly mounts: readonly Mount[];

  constructor(kernel: KernelServices, options: VfsOptions) {
    this.tty = new Tty(kernel, '/dev/pts/0', (bytes) => kernel.console.write(1, bytes));
    this.ptys = new Ptys(kernel);
    this.pipes = new PipeFs(kernel, PIPE_DEV);
    this.anon = new AnonInodes(kernel, ANON_DEV);
    this.namespaces = new NsFs(NAMESPACE_DEV, kernel.realtime());
    this.lines = [TTY_S0, TTY_USB0].map((kind) => new SerialTty(kernel, kind, options.serial ?? 'open'));
    const devices = characterDevices(this.tty, this.ptys, this.lines);
    const special = specialFiles(devices);
    const tmpfs = (dev: number, type: string, mode: number) =>
      new Tmpfs(kernel, { dev, special, maxPages: options.maxPages, type, mode });

    this.memory = tmpfs(MEMORY_DEV, 'tmpfs', 0o1777);
    const rootFs = tmpfs(DEV.root, 'tmpfs', 0o755);
    this.root = { dentry: rootFs.root };
    this.files = new RootBuilder(rootFs.root);
    const mounts: Mount[] = [
      { at: rootFs.root, sb: rootFs, source: 'tmpfs', options: 'rw,relatime', data: '' },
    ];
    this.mounts = mounts;
    const mountAt = (path: string, sb: SuperBlock & { root: Dentry }, data = '') => {
      mount(this.files.directory(path), sb.root);
      mounts.push({ at: sb.root, sb, source: sb.type, options: 'rw,relatime', data });
    };

    mountAt('/dev', tmpfs(DEV.dev, 'devtmpfs', 0o755), 'mode=755');
    mountAt('/dev/pts', tmpfs(DEV.pts, 'devpts', 0o755), 'gid=5,mode=620,ptmxmode=000');
    mountAt('/dev/shm', tmpfs(DEV.shm, 'tmpfs', 0o1777));
    const proc = { type: 'proc', magic: PROC_SUPER_MAGIC, dev: DEV.proc };
    mountAt('/proc', new NodeFs(kernel, { ...proc, root: procRoot(kernel) }));
    const sys = { type: 'sysfs', magic: SYSFS_MAGIC, dev: DEV.sys };
    mountAt('/sys', new NodeFs(kernel, { ...sys, root: sysRoot(kernel) }));
    for (const { name, mode, major, minor, kind } of devices) {
      this.files.node(`/dev/${name}`, S_IFCHR | mode, makedev(major, minor), kind === 'tty' ? TTY_GID : 0);
    }
    for (const [name, symlink] of DEV_LINKS) this.files.add({ path: `/dev/${name}`, symlink });
    this.ptys.directory = this.files.directory('/dev/pts');
    this.files.add({ path: '/tmp', directory: true, mode: 0o1777 });
    for (const entry of options.entries ?? []) this.files.add(entry);
  }
}
