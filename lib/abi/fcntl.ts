import { flags, names } from './xlat';

// open(2): fcntl.h, asm-generic/fcntl.h.
export const O_RDONLY = 0;
export const O_WRONLY = 0o1;
export const O_RDWR = 0o2;
export const O_ACCMODE = 0o3;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_NOCTTY = 0o400;
export const O_TRUNC = 0o1000;
export const O_APPEND = 0o2000;
export const O_NONBLOCK = 0o4000;
export const O_SYNC = 0o4010000;
export const __O_SYNC = 0o4000000;
export const O_DSYNC = 0o10000;
export const O_DIRECT = 0o40000;
export const O_LARGEFILE = 0o100000;
export const O_NOFOLLOW = 0o400000;
export const O_NOATIME = 0o1000000;
export const O_CLOEXEC = 0o2000000;
export const O_PATH = 0o10000000;
export const O_TMPFILE = 0o20200000;
export const __O_TMPFILE = 0o20000000;
export const O_DIRECTORY = 0o200000;
export const FASYNC = 0o20000;

const accessModes = names('O_???', { O_RDONLY, O_WRONLY, O_RDWR, O_ACCMODE });
const openBits = {
  O_CREAT,
  O_EXCL,
  O_NOCTTY,
  O_TRUNC,
  O_APPEND,
  O_NONBLOCK,
  O_SYNC,
  __O_SYNC,
  O_DSYNC,
  O_DIRECT,
  O_LARGEFILE,
  O_NOFOLLOW,
  O_NOATIME,
  O_CLOEXEC,
  O_PATH,
  O_TMPFILE,
  __O_TMPFILE,
  O_DIRECTORY,
  FASYNC,
};
/** Flags of open, openat, F_GETFL and F_SETFL: the low two bits are an access mode. */
export const OPEN_FLAGS = flags('O_???', openBits, { mask: O_ACCMODE, names: accessModes });
/** Flags of pipe2 and dup3: the same bits without an access mode. */
export const FILE_FLAGS = flags('O_???', openBits);

export const RESOLVE_NO_XDEV = 1;
export const RESOLVE_NO_MAGICLINKS = 2;
export const RESOLVE_NO_SYMLINKS = 4;
export const RESOLVE_BENEATH = 8;
export const RESOLVE_IN_ROOT = 0x10;
export const RESOLVE_CACHED = 0x20;
export const RESOLVE_FLAGS = flags('RESOLVE_???', {
  RESOLVE_NO_XDEV,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
  RESOLVE_BENEATH,
  RESOLVE_IN_ROOT,
  RESOLVE_CACHED,
});

// access(2).
export const F_OK = 0;
export const X_OK = 1;
export const W_OK = 2;
export const R_OK = 4;
export const ACCESS_MODES = flags('?_OK', { F_OK, R_OK, W_OK, X_OK });

// lseek(2).
export const SEEK_SET = 0;
export const SEEK_CUR = 1;
export const SEEK_END = 2;
export const SEEK_DATA = 3;
export const SEEK_HOLE = 4;
export const WHENCE = names('SEEK_???', { SEEK_SET, SEEK_CUR, SEEK_END, SEEK_DATA, SEEK_HOLE });

// The *at() calls: linux/fcntl.h.
export const AT_FDCWD = -100;
export const AT_SYMLINK_NOFOLLOW = 0x100;
export const AT_REMOVEDIR = 0x200;
export const AT_EACCESS = 0x200;
export const AT_SYMLINK_FOLLOW = 0x400;
export const AT_NO_AUTOMOUNT = 0x800;
export const AT_EMPTY_PATH = 0x1000;
export const AT_STATX_SYNC_AS_STAT = 0;
export const AT_STATX_FORCE_SYNC = 0x2000;
export const AT_STATX_DONT_SYNC = 0x4000;
export const AT_STATX_SYNC_TYPE = 0x6000;
export const AT_RECURSIVE = 0x8000;
/** Bits of most calls that look a name up. */
export const AT_BITS = {
  AT_SYMLINK_NOFOLLOW,
  AT_REMOVEDIR,
  AT_SYMLINK_FOLLOW,
  AT_NO_AUTOMOUNT,
  AT_EMPTY_PATH,
  AT_RECURSIVE,
};
export const AT_LOOKUP_FLAGS = flags('AT_???', AT_BITS);
export const AT_ACCESS_FLAGS = flags('AT_???', { AT_SYMLINK_NOFOLLOW, AT_EACCESS, AT_EMPTY_PATH });
export const AT_HANDLE_FLAGS = flags('AT_???', { AT_SYMLINK_FOLLOW, AT_EMPTY_PATH });
/** name_to_handle_at(2): bytes of a handle, at most. */
export const MAX_HANDLE_SZ = 128;
/** Newer than strace 6.1. */
export const AT_HANDLE_MNT_ID_UNIQUE = 1;
export const AT_HANDLE_CONNECTABLE = 2;
export const AT_HANDLE_FID = 0x200;
export const AT_STATX_FLAGS = flags('AT_???', AT_BITS, {
  mask: AT_STATX_SYNC_TYPE,
  names: names('AT_STATX_???', {
    AT_STATX_SYNC_AS_STAT,
    AT_STATX_FORCE_SYNC,
    AT_STATX_DONT_SYNC,
    'AT_STATX_FORCE_SYNC|AT_STATX_DONT_SYNC': AT_STATX_SYNC_TYPE,
  }),
});

// fcntl(2).
export const F_DUPFD = 0;
export const F_GETFD = 1;
export const F_SETFD = 2;
export const F_GETFL = 3;
export const F_SETFL = 4;
export const F_GETLK = 5;
export const F_SETLK = 6;
export const F_SETLKW = 7;
export const F_SETOWN = 8;
export const F_GETOWN = 9;
export const F_SETSIG = 10;
export const F_GETSIG = 11;
export const F_GETLK64 = 12;
export const F_SETLK64 = 13;
export const F_SETLKW64 = 14;
export const F_SETOWN_EX = 15;
export const F_GETOWN_EX = 16;
export const F_GETOWNER_UIDS = 17;
// Owners of F_SETOWN_EX: a thread, a process, a group of processes.
export const F_OWNER_TID = 0;
export const F_OWNER_PID = 1;
export const F_OWNER_PGRP = 2;
export const F_OFD_GETLK = 36;
export const F_OFD_SETLK = 37;
export const F_OFD_SETLKW = 38;
export const F_SETLEASE = 1024;
export const F_GETLEASE = 1025;
export const F_NOTIFY = 1026;
export const F_CANCELLK = 1029;
export const F_DUPFD_CLOEXEC = 1030;
export const F_SETPIPE_SZ = 1031;
export const F_GETPIPE_SZ = 1032;
export const F_ADD_SEALS = 1033;
export const F_GET_SEALS = 1034;
export const F_GET_RW_HINT = 1035;
export const F_SET_RW_HINT = 1036;
export const F_GET_FILE_RW_HINT = 1037;
export const F_SET_FILE_RW_HINT = 1038;
export const FCNTL_COMMANDS = names('F_???', {
  F_DUPFD,
  F_GETFD,
  F_SETFD,
  F_GETFL,
  F_SETFL,
  F_GETLK,
  F_SETLK,
  F_SETLKW,
  F_SETOWN,
  F_GETOWN,
  F_SETSIG,
  F_GETSIG,
  F_GETLK64,
  F_SETLK64,
  F_SETLKW64,
  F_SETOWN_EX,
  F_GETOWN_EX,
  F_GETOWNER_UIDS,
  F_OFD_GETLK,
  F_OFD_SETLK,
  F_OFD_SETLKW,
  F_SETLEASE,
  F_GETLEASE,
  F_NOTIFY,
  F_CANCELLK,
  F_DUPFD_CLOEXEC,
  F_SETPIPE_SZ,
  F_GETPIPE_SZ,
  F_ADD_SEALS,
  F_GET_SEALS,
});

export const FD_CLOEXEC = 1;
export const FD_FLAGS = flags('FD_???', { FD_CLOEXEC });

export const F_RDLCK = 0;
export const F_WRLCK = 1;
export const F_UNLCK = 2;
export const F_EXLCK = 4;
export const F_SHLCK = 8;
export const LOCK_TYPES = names('F_???', { F_RDLCK, F_WRLCK, F_UNLCK, F_EXLCK, F_SHLCK });

export const F_SEAL_SEAL = 1;
export const F_SEAL_SHRINK = 2;
export const F_SEAL_GROW = 4;
export const F_SEAL_WRITE = 8;
export const F_SEAL_FUTURE_WRITE = 16;
export const SEAL_FLAGS = flags('F_SEAL_???', {
  F_SEAL_SEAL,
  F_SEAL_SHRINK,
  F_SEAL_GROW,
  F_SEAL_WRITE,
  F_SEAL_FUTURE_WRITE,
});

export const DN_ACCESS = 1;
export const DN_MODIFY = 2;
export const DN_CREATE = 4;
export const DN_DELETE = 8;
export const DN_RENAME = 0x10;
export const DN_ATTRIB = 0x20;
export const DN_MULTISHOT = 0x80000000;
export const NOTIFY_FLAGS = flags('DN_???', {
  DN_ACCESS,
  DN_MODIFY,
  DN_CREATE,
  DN_DELETE,
  DN_RENAME,
  DN_ATTRIB,
  DN_MULTISHOT,
});

// flock(2).
export const LOCK_SH = 1;
export const LOCK_EX = 2;
export const LOCK_NB = 4;
export const LOCK_UN = 8;
export const LOCK_MAND = 32;
export const LOCK_RW = 192;
export const FLOCK_FLAGS = flags('LOCK_???', { LOCK_SH, LOCK_EX, LOCK_NB, LOCK_UN, LOCK_MAND, LOCK_RW });

// fallocate(2), posix_fadvise(2), sync_file_range(2), renameat2(2), splice(2), preadv2(2), close_range(2).
export const FALLOC_FL_KEEP_SIZE = 1;
export const FALLOC_FL_PUNCH_HOLE = 2;
export const FALLOC_FL_NO_HIDE_STALE = 4;
export const FALLOC_FL_COLLAPSE_RANGE = 8;
export const FALLOC_FL_ZERO_RANGE = 0x10;
export const FALLOC_FL_INSERT_RANGE = 0x20;
export const FALLOC_FL_UNSHARE_RANGE = 0x40;
export const FALLOCATE_FLAGS = flags('FALLOC_FL_???', {
  FALLOC_FL_KEEP_SIZE,
  FALLOC_FL_PUNCH_HOLE,
  FALLOC_FL_NO_HIDE_STALE,
  FALLOC_FL_COLLAPSE_RANGE,
  FALLOC_FL_ZERO_RANGE,
  FALLOC_FL_INSERT_RANGE,
  FALLOC_FL_UNSHARE_RANGE,
});
export const POSIX_FADV_NORMAL = 0;
export const POSIX_FADV_RANDOM = 1;
export const POSIX_FADV_SEQUENTIAL = 2;
export const POSIX_FADV_WILLNEED = 3;
export const POSIX_FADV_DONTNEED = 4;
export const POSIX_FADV_NOREUSE = 5;
export const FADVISE = names('POSIX_FADV_???', {
  POSIX_FADV_NORMAL,
  POSIX_FADV_RANDOM,
  POSIX_FADV_SEQUENTIAL,
  POSIX_FADV_WILLNEED,
  POSIX_FADV_DONTNEED,
  POSIX_FADV_NOREUSE,
});
export const SYNC_FILE_RANGE_WAIT_BEFORE = 1;
export const SYNC_FILE_RANGE_WRITE = 2;
export const SYNC_FILE_RANGE_WAIT_AFTER = 4;
export const SYNC_RANGE_FLAGS = flags('SYNC_FILE_RANGE_???', {
  SYNC_FILE_RANGE_WAIT_BEFORE,
  SYNC_FILE_RANGE_WRITE,
  SYNC_FILE_RANGE_WAIT_AFTER,
});
export const RENAME_NOREPLACE = 1;
export const RENAME_EXCHANGE = 2;
export const RENAME_WHITEOUT = 4;
export const RENAME_FLAGS = flags('RENAME_??', { RENAME_NOREPLACE, RENAME_EXCHANGE, RENAME_WHITEOUT });
export const SPLICE_F_MOVE = 1;
export const SPLICE_F_NONBLOCK = 2;
export const SPLICE_F_MORE = 4;
export const SPLICE_F_GIFT = 8;
export const SPLICE_FLAGS = flags('SPLICE_F_???', {
  SPLICE_F_MOVE,
  SPLICE_F_NONBLOCK,
  SPLICE_F_MORE,
  SPLICE_F_GIFT,
});
export const RWF_HIPRI = 1;
export const RWF_DSYNC = 2;
export const RWF_SYNC = 4;
export const RWF_NOWAIT = 8;
export const RWF_APPEND = 16;
export const RWF_FLAGS = flags('RWF_???', { RWF_HIPRI, RWF_DSYNC, RWF_SYNC, RWF_NOWAIT, RWF_APPEND });
export const CLOSE_RANGE_UNSHARE = 2;
export const CLOSE_RANGE_CLOEXEC = 4;
export const CLOSE_RANGE_FLAGS = flags('CLOSE_RANGE_???', { CLOSE_RANGE_UNSHARE, CLOSE_RANGE_CLOEXEC });

// setxattr(2).
export const XATTR_CREATE = 1;
export const XATTR_REPLACE = 2;
export const XATTR_FLAGS = flags('XATTR_???', { XATTR_CREATE, XATTR_REPLACE });

/** Longest path with its NUL, and longest name: linux/limits.h. */
export const PATH_MAX = 4096;
export const NAME_MAX = 255;
export const IOV_MAX = 1024;

/** For calls whose only flag it is. */
export const CLOSE_ON_EXEC = flags('', { O_CLOEXEC });
