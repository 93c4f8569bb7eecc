import * as E from '../../../abi/errno';
import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_SYMLINK_NOFOLLOW,
  XATTR_CREATE,
  XATTR_REPLACE,
} from '../../../abi/fcntl';
import { S_IFDIR, S_IFMT, S_IFREG } from '../../../abi/stat';
import { sideTable } from '../../snapshot/side_table';
import { byteString, bytesOf } from '../../vfs/bytes';
import { stampChange } from '../../vfs/inode';
import { LOOKUP } from '../../vfs/namei';
import { isGuarded, MAY_READ, MAY_WRITE, ownsInode, permission } from '../../vfs/permission';
import type { Inode } from '../../vfs/types';
import { CAP_SYS_ADMIN, capable } from '../capable';
import type { Args, Handler, Result, Task } from '../types';
import { fdget, full, userPath } from './uaccess';

/** Longest name and value: XATTR_NAME_MAX, XATTR_SIZE_MAX. */
const NAME_MAX = 255;
const SIZE_MAX = 65_536;

/** Extended attributes by inode, in the order they were set. */
const attributes = sideTable<Inode, Map<string, Uint8Array>>();

/** Which inode a call is about: by name, links followed or not, or by descriptor. */
type Target = (task: Task, where: number) => Inode | number;

const named =
  (flags: number): Target =>
  (task, addr) => {
    const found = userPath(task, AT_FDCWD, addr, flags);
    return typeof found === 'number' ? found : found.inode;
  };
const TARGETS: readonly (readonly [prefix: string, target: Target])[] = [
  ['', named(LOOKUP.FOLLOW)],
  ['l', named(0)],
  // By descriptor AT_FDCWD is the current directory, as in the *at forms that serve these calls too.
  ['f', (task, fd) => (fd === AT_FDCWD ? task.fs.cwd.dentry.inode : (fdget(task, fd)?.inode ?? -E.EBADF))],
];

function nameAt(task: Task, addr: number): string | number {
  const bytes = task.mem.readString(addr, NAME_MAX + 1);
  if (typeof bytes === 'number') return bytes === -E.EFAULT ? bytes : -E.ERANGE;
  return bytes.length === 0 ? -E.ERANGE : byteString(bytes);
}

/** xattr_permission, and which namespaces there are: user, trusted and security; system needs ACLs. */
function allowed(task: Task, inode: Inode, name: string, mask: number): number {
  const dot = name.indexOf('.');
  const space = dot < 0 ? '' : name.slice(0, dot);
  const type = inode.mode & S_IFMT;
  const write = mask === MAY_WRITE;
  if (write && isGuarded(inode)) return -E.EPERM;
  if (space === 'trusted') return capable(task.cred, CAP_SYS_ADMIN) ? 0 : write ? -E.EPERM : -E.ENODATA;
  if (space === 'security') return write && !capable(task.cred, CAP_SYS_ADMIN) ? -E.EPERM : 0;
  if (space === 'user') {
    if (dot === name.length - 1) return -E.EINVAL;
    if (type !== S_IFREG && type !== S_IFDIR) return write ? -E.EPERM : -E.ENODATA;
    if (type === S_IFDIR && (inode.mode & 0o1000) !== 0 && write && !ownsInode(inode, task.cred))
      return -E.EPERM;
  }
  const error = permission(inode, mask, task.cred);
  if (error < 0) return error;
  return space === 'user' ? 0 : -E.EOPNOTSUPP;
}

function set(task: Task, inode: Inode, name: string, value: Uint8Array, flags: number): number {
  const error = allowed(task, inode, name, MAY_WRITE);
  if (error < 0) return error;
  let map = attributes.get(inode);
  const exists = map?.has(name) ?? false;
  if (flags & XATTR_CREATE && exists) return -E.EEXIST;
  if (flags & XATTR_REPLACE && !exists) return -E.ENODATA;
  if (map === undefined) {
    map = new Map();
    attributes.set(inode, map);
  }
  map.set(name, value);
  stampChange(inode, task.kernel);
  return 0;
}

function setxattr(target: Target): Handler {
  return (task, [where, nameAddr, valueAddr, size, flags]) => {
    if (flags & ~(XATTR_CREATE | XATTR_REPLACE)) return -E.EINVAL;
    const name = nameAt(task, nameAddr);
    if (typeof name === 'number') return name;
    if (size > SIZE_MAX) return -E.E2BIG;
    const value = task.mem.copyIn(valueAddr, size);
    if (value === undefined) return -E.EFAULT;
    const inode = target(task, where);
    return typeof inode === 'number' ? inode : set(task, inode, name, value, flags);
  };
}

/** Copies what was found to the user, or tells how long it is when no room was given. */
function give(task: Task, bytes: Uint8Array, addr: number, size: number): Result {
  if (size === 0) return bytes.length;
  if (bytes.length > size) return -E.ERANGE;
  return task.mem.copyOut(addr, bytes) ? bytes.length : -E.EFAULT;
}

function getxattr(target: Target): Handler {
  return (task, [where, nameAddr, addr, size]) => {
    const name = nameAt(task, nameAddr);
    if (typeof name === 'number') return name;
    const inode = target(task, where);
    if (typeof inode === 'number') return inode;
    const error = allowed(task, inode, name, MAY_READ);
    if (error < 0) return error;
    const value = attributes.get(inode)?.get(name);
    return value === undefined ? -E.ENODATA : give(task, value, addr, size);
  };
}

function listxattr(target: Target): Handler {
  return (task, [where, addr, size]) => {
    const inode = target(task, where);
    if (typeof inode === 'number') return inode;
    const names = [...(attributes.get(inode)?.keys() ?? [])];
    const shown = names.filter((name) => !name.startsWith('trusted.') || capable(task.cred, CAP_SYS_ADMIN));
    return give(task, bytesOf(shown.map((name) => `${name}\0`).join('')), addr, size);
  };
}

function removexattr(target: Target): Handler {
  return (task, [where, nameAddr]) => {
    const name = nameAt(task, nameAddr);
    if (typeof name === 'number') return name;
    const inode = target(task, where);
    if (typeof inode === 'number') return inode;
    const error = allowed(task, inode, name, MAY_WRITE);
    if (error < 0) return error;
    if (!attributes.get(inode)?.delete(name)) return -E.ENODATA;
    stampChange(inode, task.kernel);
    return 0;
  };
}

/** The target of the *at forms: their flags say whether a link or the descriptor itself is meant. */
function targetAt(dirfd: number, flags: number): Target {
  return (task, addr) => {
    const lookup =
      (flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP.FOLLOW) | (flags & AT_EMPTY_PATH ? LOOKUP.EMPTY : 0);
    const found = userPath(task, dirfd, addr, lookup);
    return typeof found === 'number' ? found : found.inode;
  };
}

const badAt = (flags: number): boolean => (flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)) !== 0;

/** struct xattr_args: value, size, flags. */
const XATTR_ARGS_SIZE = 16;

function xattrArgs(task: Task, addr: number, size: number): number[] | number {
  if (size < XATTR_ARGS_SIZE) return -E.EINVAL;
  if (size > 4096) return -E.E2BIG;
  const bytes = task.mem.copyIn(addr, size);
  if (bytes === undefined) return -E.EFAULT;
  if (bytes.subarray(XATTR_ARGS_SIZE).some((byte) => byte !== 0)) return -E.E2BIG;
  const view = new DataView(bytes.buffer);
  const value = view.getUint32(0, true) + view.getInt32(4, true) * 2 ** 32;
  return [value, view.getUint32(8, true), view.getUint32(12, true)];
}

/** Implements setxattrat(2). */
function setxattrat(task: Task, [dirfd, path, flags, name, args, size]: Args): Result {
  if (badAt(flags)) return -E.EINVAL;
  const how = xattrArgs(task, args, size);
  return typeof how === 'number' ? how : setxattr(targetAt(dirfd, flags))(task, [path, name, ...how]);
}

/** Implements getxattrat(2). */
function getxattrat(task: Task, [dirfd, path, flags, name, args, size]: Args): Result {
  if (badAt(flags)) return -E.EINVAL;
  const how = xattrArgs(task, args, size);
  if (typeof how === 'number') return how;
  return how[2] !== 0 ? -E.EINVAL : getxattr(targetAt(dirfd, flags))(task, [path, name, how[0], how[1]]);
}

export const xattrRows = [
  ...TARGETS.flatMap(([prefix, target]) => [
    full(`${prefix}setxattr`, setxattr(target)),
    full(`${prefix}getxattr`, getxattr(target)),
    full(`${prefix}listxattr`, listxattr(target)),
    full(`${prefix}removexattr`, removexattr(target)),
  ]),
  full('setxattrat', setxattrat),
  full('getxattrat', getxattrat),
  full('listxattrat', (task, [dirfd, path, flags, list, size]) =>
    badAt(flags) ? -E.EINVAL : listxattr(targetAt(dirfd, flags))(task, [path, list, size]),
  ),
  full('removexattrat', (task, [dirfd, path, flags, name]) =>
    badAt(flags) ? -E.EINVAL : removexattr(targetAt(dirfd, flags))(task, [path, name]),
  ),
];
