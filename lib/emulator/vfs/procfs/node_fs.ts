import { EFAULT, EINVAL, EIO, ENOENT } from '../../../abi/errno';
import { SEEK_CUR, SEEK_SET } from '../../../abi/fcntl';
import { S_IFDIR, S_IFLNK, S_IFREG } from '../../../abi/stat';
import type { IovIter, KernelServices, Task } from '../../kernel/types';
import { newDentry, rootDentry } from '../dentry';
import { DIRECTORY_FILE } from '../directory';
import { PlainInode } from '../inode';
import { setPosition } from '../llseek';
import type { Dentry, File, FileOperations, Inode, InodeOperations, SuperBlock } from '../types';
import type { ProcNode } from './node';

/** What one filesystem of this kind is. */
export interface NodeFsOptions {
  readonly type: string;
  readonly magic: number;
  readonly dev: number;
  readonly root: ProcNode;
}

/**
 * A filesystem of nodes that work out what they hold when somebody looks: proc(5) and sysfs(5). An inode is made for each
 * look.
 */
export class NodeFs implements SuperBlock {
  readonly type: string;
  readonly magic: number;
  readonly dev: number;
  readonly root: Dentry;

  constructor(
    private readonly kernel: KernelServices,
    { type, magic, dev, root }: NodeFsOptions,
  ) {
    this.type = type;
    this.magic = magic;
    this.dev = dev;
    this.root = rootDentry('', this.inode(root, '/', { uid: 0, gid: 0 }));
  }

  usage() {
    return { blocks: 0, blocksFree: 0, files: 0, filesFree: 0 };
  }

  /** An inode for a node. Its number comes from its path, so that it is the same at every look. */
  inode(node: ProcNode, path: string, owner: { uid: number; gid: number }): NodeInode {
    return new NodeInode(this, node, path, owner, this.kernel.realtime());
  }
}

const TYPES = { file: S_IFREG, object: S_IFREG, directory: S_IFDIR, link: S_IFLNK, jump: S_IFLNK } as const;

class NodeInode extends PlainInode {
  constructor(
    readonly fs: NodeFs,
    readonly node: ProcNode,
    readonly path: string,
    readonly owner: { uid: number; gid: number },
    now: number,
  ) {
    super(fs, OPERATIONS[node.kind], operationsOf(node), {
      ino: path === '/' ? 1 : hash(path),
      mode: TYPES[node.kind] | node.mode,
      kind: 'proc',
      nlink: node.kind === 'directory' ? 2 : 1,
      uid: owner.uid,
      gid: owner.gid,
      now,
    });
    if (node.kind === 'jump') this.size = node.size ?? 0;
  }

  child(name: string, task: Task): NodeInode | undefined {
    if (this.node.kind !== 'directory') return undefined;
    const node = this.node.find(name, task);
    return node && this.fs.inode(node, `${this.path}/${name}`, node.owner ?? this.owner);
  }
}

function operationsOf(node: ProcNode): FileOperations {
  if (node.kind === 'object') return node.operations;
  return node.kind === 'directory' ? DIRECTORY_FILE : NODE_FILE;
}

/** FNV-1a, in the range that Linux takes for the inodes of /proc. */
function hash(path: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < path.length; i++) h = Math.imul(h ^ path.charCodeAt(i), 0x01000193);
  return 0xf0000000 + (h & 0x0fffffff);
}

function contents(file: File, task: Task): Uint8Array | number {
  const { node } = file.inode as NodeInode;
  if (node.kind !== 'file') return -EINVAL;
  const made = node.content(task);
  return typeof made === 'string' ? encoder.encode(made) : made;
}

const encoder = new TextEncoder();

/** More than a page is written to no such file. */
const WRITE_MAX = 4095;

const NODE_FILE: FileOperations = {
  read(file: File, iter: IovIter, pos: number, task: Task): number {
    if (pos === 0 || file.state === undefined) {
      const made = contents(file, task);
      if (typeof made === 'number') return made;
      file.state = made;
    }
    const bytes = file.state as Uint8Array;
    const want = Math.min(iter.count, Math.max(0, bytes.length - pos));
    const done = iter.copyTo(bytes, pos, want);
    return done === 0 && want > 0 ? -EFAULT : done;
  },
  write(file: File, iter: IovIter, _pos: number, task: Task): number {
    const { node } = file.inode as NodeInode;
    if (node.kind !== 'file' || node.store === undefined) return -EIO;
    const bytes = new Uint8Array(Math.min(iter.count, WRITE_MAX));
    const length = iter.copyFrom(bytes, 0, bytes.length);
    if (length < bytes.length) return -EFAULT;
    const error = node.store(new TextDecoder().decode(bytes), task);
    return error < 0 ? error : length;
  },
  llseek(file: File, offset: number, whence: number): number {
    if (whence === SEEK_SET) return setPosition(file, offset);
    return whence === SEEK_CUR ? setPosition(file, file.pos + offset) : -EINVAL;
  },
};

const OPERATIONS: Record<ProcNode['kind'], InodeOperations> = {
  file: { truncate: () => 0 },
  object: { truncate: () => 0 },
  directory: {
    lookup(dir, name, task) {
      const kept = dir.children?.get(name);
      if (kept !== undefined) return kept;
      const inode = (dir.inode as NodeInode).child(name, task);
      return inode ? newDentry(dir, name, inode) : -ENOENT;
    },
    *list(dir, task) {
      const inode = dir.inode as NodeInode;
      if (inode.node.kind !== 'directory') return;
      for (const name of inode.node.names(task)) {
        const child = inode.child(name, task);
        if (child) yield { name, inode: child };
      }
    },
  },
  link: { readlink },
  jump: {
    readlink,
    follow(inode, task) {
      const { node } = inode as NodeInode;
      return node.kind === 'jump' ? node.follow(task) : -EINVAL;
    },
  },
};

function readlink(inode: Inode, task: Task): string | number {
  const { node } = inode as NodeInode;
  return node.kind === 'link' || node.kind === 'jump' ? node.target(task) : -EINVAL;
}
