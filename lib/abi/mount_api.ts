import { AT_BITS, AT_EMPTY_PATH, AT_NO_AUTOMOUNT, AT_RECURSIVE, AT_SYMLINK_NOFOLLOW } from './fcntl';
import { MS_PRIVATE, MS_SHARED, MS_SLAVE, MS_UNBINDABLE } from './mount';
import type { DependentType, PointerType, ValueType } from './signature';
import { addr, bytesIn, depends, dirfd, fd, int, path, str } from './signature';
import { flags, names } from './xlat';

// fsopen(2) and its kin: linux/mount.h, fcntl.h.
export const FSOPEN_CLOEXEC = 1;
export const FSMOUNT_CLOEXEC = 1;

export const FSPICK_CLOEXEC = 1;
export const FSPICK_SYMLINK_NOFOLLOW = 2;
export const FSPICK_NO_AUTOMOUNT = 4;
export const FSPICK_EMPTY_PATH = 8;

export const FSCONFIG = {
  SET_FLAG: 0,
  SET_STRING: 1,
  SET_BINARY: 2,
  SET_PATH: 3,
  SET_PATH_EMPTY: 4,
  SET_FD: 5,
  CMD_CREATE: 6,
  CMD_RECONFIGURE: 7,
  CMD_CREATE_EXCL: 8,
} as const;

export const MOUNT_ATTR_RDONLY = 1;
export const MOUNT_ATTR_NOSUID = 2;
export const MOUNT_ATTR_NODEV = 4;
export const MOUNT_ATTR_NOEXEC = 8;
export const MOUNT_ATTR__ATIME = 0x70;
export const MOUNT_ATTR_NOATIME = 0x10;
export const MOUNT_ATTR_STRICTATIME = 0x20;
export const MOUNT_ATTR_NODIRATIME = 0x80;
export const MOUNT_ATTR_IDMAP = 0x100000;
export const MOUNT_ATTR_NOSYMFOLLOW = 0x200000;

/** Of each end of move_mount: follow links, cross automounts, an empty name. */
export const MOVE_MOUNT_F_SYMLINKS = 1;
export const MOVE_MOUNT_F_AUTOMOUNTS = 2;
export const MOVE_MOUNT_F_EMPTY_PATH = 4;
export const MOVE_MOUNT_T_SYMLINKS = 0x10;
export const MOVE_MOUNT_T_AUTOMOUNTS = 0x20;
export const MOVE_MOUNT_T_EMPTY_PATH = 0x40;
export const MOVE_MOUNT_SET_GROUP = 0x100;

export const OPEN_TREE_CLONE = 1;
export const OPEN_TREE_CLOEXEC = 0o2000000;

export const FSOPEN_FLAGS = flags('FSOPEN_???', { FSOPEN_CLOEXEC });
export const FSMOUNT_FLAGS = flags('FSMOUNT_???', { FSMOUNT_CLOEXEC });
export const FSPICK_FLAGS = flags('FSPICK_???', {
  FSPICK_CLOEXEC,
  FSPICK_SYMLINK_NOFOLLOW,
  FSPICK_NO_AUTOMOUNT,
  FSPICK_EMPTY_PATH,
});
/** As strace 6.1 knows them. */
export const FSCONFIG_COMMANDS = names('FSCONFIG_???', {
  FSCONFIG_SET_FLAG: FSCONFIG.SET_FLAG,
  FSCONFIG_SET_STRING: FSCONFIG.SET_STRING,
  FSCONFIG_SET_BINARY: FSCONFIG.SET_BINARY,
  FSCONFIG_SET_PATH: FSCONFIG.SET_PATH,
  FSCONFIG_SET_PATH_EMPTY: FSCONFIG.SET_PATH_EMPTY,
  FSCONFIG_SET_FD: FSCONFIG.SET_FD,
  FSCONFIG_CMD_CREATE: FSCONFIG.CMD_CREATE,
  FSCONFIG_CMD_RECONFIGURE: FSCONFIG.CMD_RECONFIGURE,
});
const mountAttributes = {
  MOUNT_ATTR_RDONLY,
  MOUNT_ATTR_NOSUID,
  MOUNT_ATTR_NODEV,
  MOUNT_ATTR_NOEXEC,
  MOUNT_ATTR_NOATIME,
  MOUNT_ATTR_STRICTATIME,
  MOUNT_ATTR_NODIRATIME,
};
export const FSMOUNT_ATTRIBUTES = flags('MOUNT_ATTR_???', mountAttributes);
export const MOUNT_ATTRIBUTES = flags('MOUNT_ATTR_???', {
  ...mountAttributes,
  MOUNT_ATTR_IDMAP,
  MOUNT_ATTR_NOSYMFOLLOW,
});
export const MOVE_MOUNT_FLAGS = flags('MOVE_MOUNT_???', {
  MOVE_MOUNT_F_SYMLINKS,
  MOVE_MOUNT_F_AUTOMOUNTS,
  MOVE_MOUNT_F_EMPTY_PATH,
  MOVE_MOUNT_T_SYMLINKS,
  MOVE_MOUNT_T_AUTOMOUNTS,
  MOVE_MOUNT_T_EMPTY_PATH,
  MOVE_MOUNT_SET_GROUP,
});
export const MOUNT_SETATTR_FLAGS = flags('AT_???', {
  AT_SYMLINK_NOFOLLOW,
  AT_NO_AUTOMOUNT,
  AT_EMPTY_PATH,
  AT_RECURSIVE,
});
export const OPEN_TREE_FLAGS = flags('OPEN_TREE_???', { OPEN_TREE_CLONE, OPEN_TREE_CLOEXEC, ...AT_BITS });

/** Bytes that a binary value may have: fs/fsopen.c. */
const MOST_BINARY = 2 ** 20;
/** What fsconfig's key and value are, by its command; of others strace tells where they lie. */
const FSCONFIG_ARGUMENTS: Readonly<Record<number, readonly (ValueType | PointerType)[]>> = {
  [FSCONFIG.SET_FLAG]: [str, addr],
  [FSCONFIG.SET_STRING]: [str, str],
  [FSCONFIG.SET_BINARY]: [str, addr],
  [FSCONFIG.SET_PATH]: [str, path],
  [FSCONFIG.SET_PATH_EMPTY]: [str, path],
  [FSCONFIG.SET_FD]: [str, addr],
};
/** Third and fourth argument of fsconfig, `index` from 0. */
export const fsconfigArg = (index: number): DependentType =>
  depends((args) => {
    const [, command, , , length = 0] = args;
    const isBinary = index === 1 && command === FSCONFIG.SET_BINARY;
    if (isBinary && length >= 0 && length <= MOST_BINARY) return bytesIn(4);
    return (FSCONFIG_ARGUMENTS[command!] ?? [addr, addr])[index];
  });
/** Its fifth. */
export const fsconfigAux = depends(([, command]) => {
  if (command === FSCONFIG.SET_PATH || command === FSCONFIG.SET_PATH_EMPTY) return dirfd;
  return command === FSCONFIG.SET_FD ? fd : int;
}, 'i32');

/** mount_setattr's propagation. */
export const PROPAGATIONS = names('MS_???', {
  MS_UNBINDABLE,
  MS_PRIVATE,
  MS_SLAVE,
  MS_SHARED,
});
