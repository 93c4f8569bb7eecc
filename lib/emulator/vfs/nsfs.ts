import { EINVAL, ENOTTY, EPERM } from '../../abi/errno';
import { O_RDONLY } from '../../abi/fcntl';
import * as P from '../../abi/process';
import { NSFS_MAGIC, S_IFREG } from '../../abi/stat';
import type { Task } from '../kernel/types';
import { rootDentry } from './dentry';
import { OpenFile } from './file';
import { PlainInode } from './inode';
import type { Dentry, File, FileOperations, SuperBlock } from './types';

/** The first namespaces and their inodes: linux/nsfs.h, enum init_ns_ino. */
const NAMESPACES: Readonly<Record<string, number>> = {
  cgroup: 0xeffffffb,
  ipc: 0xefffffff,
  mnt: 0xeffffff8,
  net: 0xeffffff9,
  pid: 0xeffffffc,
  time: 0xeffffffa,
  user: 0xeffffffd,
  uts: 0xeffffffe,
};

/** The flag of clone(2) that makes one of each kind. */
const CLONE_FLAG: Readonly<Record<string, number>> = {
  cgroup: P.CLONE_NEWCGROUP,
  ipc: P.CLONE_NEWIPC,
  mnt: P.CLONE_NEWNS,
  net: P.CLONE_NEWNET,
  pid: P.CLONE_NEWPID,
  time: P.CLONE_NEWTIME,
  user: P.CLONE_NEWUSER,
  uts: P.CLONE_NEWUTS,
};

/** ioctl_nsfs(2). */
const NS_GET_USERNS = 0xb701;
const NS_GET_PARENT = 0xb702;
const NS_GET_NSTYPE = 0xb703;

/** The namespaces of the machine, of which each kind has one: fs/nsfs.c. */
export class NsFs implements SuperBlock {
  readonly type = 'nsfs';
  readonly magic = NSFS_MAGIC;
  /** By kind: what the links of /proc/[pid]/ns lead to. */
  readonly namespaces: ReadonlyMap<string, Dentry>;
  private readonly fops: FileOperations = {
    ioctl: (file, request, _arg, task) => this.ioctl(file, request, task),
  };

  constructor(
    readonly dev: number,
    now: number,
  ) {
    this.namespaces = new Map(
      Object.entries(NAMESPACES).map(([kind, ino]) => {
        const inode = new PlainInode(this, {}, this.fops, { ino, mode: S_IFREG | 0o444, kind: 'proc', now });
        return [kind, rootDentry(`${kind}:[${ino}]`, inode)];
      }),
    );
  }

  /** The first namespaces have no parents; all are the first user namespace's. */
  private ioctl(file: File, request: number, task: Task): number {
    const kind = file.dentry.name.replace(/:.*/, '');
    switch (request) {
      case NS_GET_NSTYPE:
        return CLONE_FLAG[kind];
      case NS_GET_PARENT:
        return kind === 'user' || kind === 'pid' ? -EPERM : -EINVAL;
      case NS_GET_USERNS: {
        const user = kind === 'user' ? undefined : this.namespaces.get('user');
        return user === undefined ? -EPERM : task.files.install(new OpenFile(user, O_RDONLY), true);
      }
      default:
        return -ENOTTY;
    }
  }

  usage() {
    return { blocks: 0, blocksFree: 0, files: 0, filesFree: 0 };
  }
}
