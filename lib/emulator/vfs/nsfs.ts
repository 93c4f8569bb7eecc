import { NSFS_MAGIC, S_IFREG } from '../../abi/stat';
import { rootDentry } from './dentry';
import { PlainInode } from './inode';
import type { Dentry, SuperBlock } from './types';

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

/** The namespaces of the machine, of which each kind has one: fs/nsfs.c. */
export class NsFs implements SuperBlock {
  readonly type = 'nsfs';
  readonly magic = NSFS_MAGIC;
  /** By kind: what the links of /proc/[pid]/ns lead to. */
  readonly namespaces: ReadonlyMap<string, Dentry>;

  constructor(
    readonly dev: number,
    now: number,
  ) {
    this.namespaces = new Map(
      Object.entries(NAMESPACES).map(([kind, ino]) => {
        const inode = new PlainInode(this, {}, {}, { ino, mode: S_IFREG | 0o444, kind: 'proc', now });
        return [kind, rootDentry(`${kind}:[${ino}]`, inode)];
      }),
    );
  }

  usage() {
    return { blocks: 0, blocksFree: 0, files: 0, filesFree: 0 };
  }
}
