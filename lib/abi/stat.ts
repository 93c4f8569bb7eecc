import { flags, names } from './xlat';

// File types and permissions: linux/stat.h.
export const S_IFMT = 0o170000;
export const S_IFSOCK = 0o140000;
export const S_IFLNK = 0o120000;
export const S_IFREG = 0o100000;
export const S_IFBLK = 0o60000;
export const S_IFDIR = 0o40000;
export const S_IFCHR = 0o20000;
export const S_IFIFO = 0o10000;
export const FILE_TYPES = names('S_IF???', {
  S_IFREG,
  S_IFSOCK,
  S_IFIFO,
  S_IFLNK,
  S_IFDIR,
  S_IFBLK,
  S_IFCHR,
});

export const S_ISUID = 0o4000;
export const S_ISGID = 0o2000;
export const S_ISVTX = 0o1000;
export const S_IRWXU = 0o700;
export const S_IRUSR = 0o400;
export const S_IWUSR = 0o200;
export const S_IXUSR = 0o100;
export const S_IRWXG = 0o70;
export const S_IRGRP = 0o40;
export const S_IWGRP = 0o20;
export const S_IXGRP = 0o10;
export const S_IRWXO = 0o7;
export const S_IROTH = 0o4;
export const S_IWOTH = 0o2;
export const S_IXOTH = 0o1;
/** The bits of a mode above the nine permissions, as strace names them. */
export const MODE_BITS = flags('S_???', { S_ISUID, S_ISGID, S_ISVTX });

// getdents64(2): dirent.h.
export const DT_UNKNOWN = 0;
export const DT_FIFO = 1;
export const DT_CHR = 2;
export const DT_DIR = 4;
export const DT_BLK = 6;
export const DT_REG = 8;
export const DT_LNK = 10;
export const DT_SOCK = 12;
export const DT_WHT = 14;
export const DIRENT_TYPES = names('DT_???', {
  DT_UNKNOWN,
  DT_FIFO,
  DT_CHR,
  DT_DIR,
  DT_BLK,
  DT_REG,
  DT_LNK,
  DT_SOCK,
  DT_WHT,
});

// statx(2): linux/stat.h.
export const STATX_TYPE = 1;
export const STATX_MODE = 2;
export const STATX_NLINK = 4;
export const STATX_UID = 8;
export const STATX_GID = 0x10;
export const STATX_ATIME = 0x20;
export const STATX_MTIME = 0x40;
export const STATX_CTIME = 0x80;
export const STATX_INO = 0x100;
export const STATX_SIZE = 0x200;
export const STATX_BLOCKS = 0x400;
export const STATX_BASIC_STATS = 0x7ff;
export const STATX_BTIME = 0x800;
export const STATX_ALL = 0xfff;
export const STATX_MNT_ID = 0x1000;
export const STATX_DIOALIGN = 0x2000;
export const STATX_MASK = flags('STATX_???', {
  STATX_ALL,
  STATX_BASIC_STATS,
  STATX_TYPE,
  STATX_MODE,
  STATX_NLINK,
  STATX_UID,
  STATX_GID,
  STATX_ATIME,
  STATX_MTIME,
  STATX_CTIME,
  STATX_INO,
  STATX_SIZE,
  STATX_BLOCKS,
  STATX_BTIME,
  STATX_MNT_ID,
  STATX_DIOALIGN,
});
export const STATX_ATTR_COMPRESSED = 4;
export const STATX_ATTR_IMMUTABLE = 0x10;
export const STATX_ATTR_APPEND = 0x20;
export const STATX_ATTR_NODUMP = 0x40;
export const STATX_ATTR_ENCRYPTED = 0x800;
export const STATX_ATTR_AUTOMOUNT = 0x1000;
export const STATX_ATTR_MOUNT_ROOT = 0x2000;
export const STATX_ATTR_VERITY = 0x100000;
export const STATX_ATTR_DAX = 0x200000;
export const STATX_ATTRIBUTES = flags('STATX_ATTR_???', {
  STATX_ATTR_COMPRESSED,
  STATX_ATTR_IMMUTABLE,
  STATX_ATTR_APPEND,
  STATX_ATTR_NODUMP,
  STATX_ATTR_ENCRYPTED,
  STATX_ATTR_AUTOMOUNT,
  STATX_ATTR_MOUNT_ROOT,
  STATX_ATTR_VERITY,
  STATX_ATTR_DAX,
});

// statfs(2): linux/magic.h, linux/statfs.h.
export const TMPFS_MAGIC = 0x1021994;
export const EXT4_SUPER_MAGIC = 0xef53;
export const PROC_SUPER_MAGIC = 0x9fa0;
export const SYSFS_MAGIC = 0x62656572;
export const DEVPTS_SUPER_MAGIC = 0x1cd1;
export const PIPEFS_MAGIC = 0x50495045;
export const SOCKFS_MAGIC = 0x534f434b;
export const ANON_INODE_FS_MAGIC = 0x9041934;
export const NSFS_MAGIC = 0x6e736673;
export const OVERLAYFS_SUPER_MAGIC = 0x794c7630;
export const CGROUP2_SUPER_MAGIC = 0x63677270;
export const RAMFS_MAGIC = 0x858458f6;
export const XFS_SUPER_MAGIC = 0x58465342;
export const BTRFS_SUPER_MAGIC = 0x9123683e;
export const FS_MAGIC = names('???_SUPER_MAGIC', {
  TMPFS_MAGIC,
  EXT2_SUPER_MAGIC: EXT4_SUPER_MAGIC,
  PROC_SUPER_MAGIC,
  SYSFS_MAGIC,
  DEVPTS_SUPER_MAGIC,
  PIPEFS_MAGIC,
  SOCKFS_MAGIC,
  ANON_INODE_FS_MAGIC,
  NSFS_MAGIC,
  OVERLAYFS_SUPER_MAGIC,
  CGROUP2_SUPER_MAGIC,
  RAMFS_MAGIC,
  XFS_SUPER_MAGIC,
  BTRFS_SUPER_MAGIC,
});
export const ST_RDONLY = 1;
export const ST_NOSUID = 2;
export const ST_NODEV = 4;
export const ST_NOEXEC = 8;
export const ST_SYNCHRONOUS = 0x10;
export const ST_VALID = 0x20;
export const ST_MANDLOCK = 0x40;
export const ST_NOATIME = 0x400;
export const ST_NODIRATIME = 0x800;
export const ST_RELATIME = 0x1000;
export const ST_NOSYMFOLLOW = 0x2000;
export const STATFS_FLAGS = flags('ST_???', {
  ST_VALID,
  ST_RDONLY,
  ST_NOSUID,
  ST_NODEV,
  ST_NOEXEC,
  ST_SYNCHRONOUS,
  ST_MANDLOCK,
  ST_NOATIME,
  ST_NODIRATIME,
  ST_RELATIME,
  ST_NOSYMFOLLOW,
});

/** Device number as user space sees it in st_dev and st_rdev: sys/sysmacros.h, makedev(3). */
export function makedev(major: number, minor: number): number {
  return (minor & 0xff) + (major & 0xfff) * 0x100 + (minor >>> 8) * 0x100000;
}

/** Major number of a device. */
export function major(dev: number): number {
  return Math.floor(dev / 0x100) & 0xfff;
}

/** Minor number of a device. */
export function minor(dev: number): number {
  return (dev & 0xff) + ((Math.floor(dev / 0x100000) & 0xfff) << 8);
}
