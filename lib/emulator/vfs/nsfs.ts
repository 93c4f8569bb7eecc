import { EINVAL, ENOTTY, EPERM } from '../../abi/errno';
import { O_RDONLY } from '../../abi/fcntl';
import * as P from '../../abi/process';
import { NSFS_MAGIC, S_IFREG } from '../../abi/stat';
import { PidNamespace } from '../kernel/pid_namespace';
import type { KernelServices, Task } from '../kernel/types';
import type { UserNamespace } from '../kernel/user_namespace';
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
export const CLONE_FLAG: Readonly<Record<string, number>> = {
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

/** The number of the first namespace that is made later: PROC_DYNAMIC_FIRST, as far as nobody else has taken one. */
const DYNAMIC_FIRST = 0xf0000000;

/** The file that stands for a namespace, which is whatever its kind keeps. */
export class NamespaceInode extends PlainInode {
  /** The namespace itself, for kinds that there can be several of. */
  namespace: Namespace | undefined;

  constructor(
    sb: SuperBlock,
    readonly type: string,
    fops: FileOperations,
    init: { ino: number; now: number },
  ) {
    super(sb, {}, fops, { ...init, mode: S_IFREG | 0o444, kind: 'proc' });
  }
}

/** What a namespace of any kind is: its file, and the user namespace that it belongs to. */
export interface Namespace {
  readonly file: Dentry;
  /** Absent for user namespaces, which belong to their parent. */
  readonly user?: UserNamespace;
  readonly parent?: Namespace;
}

/** Gives the file of a namespace what it stands for. */
export function stand<T extends Namespace>(namespace: T): T {
  (namespace.file.inode as NamespaceInode).namespace = namespace;
  return namespace;
}

/** Files of namespaces: fs/nsfs.c. Each kind has a first one. */
export class NsFs implements SuperBlock {
  readonly type = 'nsfs';
  readonly magic = NSFS_MAGIC;
  /** The first ones by kind. */
  readonly namespaces: ReadonlyMap<string, Dentry>;
  closed: (() => void) | undefined = undefined;
  private next = DYNAMIC_FIRST;
  private readonly fops: FileOperations = {
    ioctl: (file, request, _arg, task) => this.ioctl(file, request, task),
  };

  constructor(
    readonly dev: number,
    private readonly services: Pick<KernelServices, 'realtime'>,
  ) {
    this.namespaces = new Map(Object.entries(NAMESPACES).map(([kind, ino]) => [kind, this.file(kind, ino)]));
  }

  first(kind: string): Dentry {
    const file = this.namespaces.get(kind);
    if (file === undefined) throw new Error(`there are no namespaces of kind ${kind}`);
    return file;
  }

  /** The file of a new namespace. */
  make(kind: string): Dentry {
    return this.file(kind, this.next++);
  }

  private file(kind: string, ino: number): Dentry {
    const inode = new NamespaceInode(this, kind, this.fops, { ino, now: this.services.realtime() });
    return rootDentry(`${kind}:[${ino}]`, inode);
  }

  private ioctl(file: File, request: number, task: Task): number {
    const { type: kind, namespace } = file.inode as NamespaceInode;
    switch (request) {
      case NS_GET_NSTYPE:
        return CLONE_FLAG[kind];
      case NS_GET_PARENT:
        return kind === 'user' || kind === 'pid' ? this.openParent(namespace?.parent, task) : -EINVAL;
      case NS_GET_USERNS:
        return this.openParent(kind === 'user' ? namespace?.parent : namespace?.user, task);
      default:
        return -ENOTTY;
    }
  }

  /** ns_get_owner and pidns_get_parent: nobody looks beyond the namespaces that they are in. */
  private openParent(found: Namespace | undefined, task: Task): number {
    const open = ({ file }: Namespace) => task.files.install(new OpenFile(file, O_RDONLY), true);
    if (found === undefined) return -EPERM;
    if (found instanceof PidNamespace) return found.within(task.pidNamespace) ? open(found) : -EPERM;
    for (let at: Namespace | undefined = found; at !== undefined; at = at.parent)
      if (at === task.cred.userns) return open(found);
    return -EPERM;
  }

  usage() {
    return { blocks: 0, blocksFree: 0, files: 0, filesFree: 0 };
  }
}
