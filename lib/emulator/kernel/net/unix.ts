import { EADDRINUSE, ECONNREFUSED, EINVAL, EPROTOTYPE } from '../../../abi/errno';
import { AT_FDCWD } from '../../../abi/fcntl';
import { AF_UNIX } from '../../../abi/socket';
import { S_IFMT, S_IFSOCK } from '../../../abi/stat';
import { sideTable } from '../../snapshot/side_table';
import { origin } from '../../vfs/bind';
import { LOOKUP, lookupPath, Walk } from '../../vfs/namei';
import { MAY_EXEC, MAY_WRITE, permission } from '../../vfs/permission';
import type { Inode } from '../../vfs/types';
import type { Task } from '../types';
import type { NetNamespace } from './namespace';
import type { Socket } from './socket';

/** Abstract names of a network, and sockets by the node of their path. */
const abstractNames = sideTable<NetNamespace, Map<string, Socket>>();
const byNode = sideTable<Inode, Socket>();

function namesOf(net: NetNamespace): Map<string, Socket> {
  let names = abstractNames.get(net);
  if (names === undefined) {
    names = new Map();
    abstractNames.set(net, names);
  }
  return names;
}

/** How many names each network has made up. */
const autobound = sideTable<NetNamespace, { count: number }>();

/** unix_abstract_hash: each type of socket has names of its own. */
const key = ({ type }: Socket, name: string): string => `${type}${name}`;

/** unix_autobind: an abstract name of five hex digits. */
export function autobind(socket: Socket): void {
  if (socket.local !== undefined) return;
  const names = namesOf(socket.net);
  const bound = autobound.get(socket.net) ?? { count: 0 };
  autobound.set(socket.net, bound);
  let name: string;
  do name = `\0${(++bound.count & 0xfffff).toString(16).padStart(5, '0')}`;
  while (names.has(key(socket, name)));
  names.set(key(socket, name), socket);
  socket.local = { family: AF_UNIX, name };
}

/** unix_bind. */
export function bindUnix(task: Task, socket: Socket, name: string): number {
  if (name === '') {
    if (socket.local !== undefined) return -EINVAL;
    autobind(socket);
    return 0;
  }
  if (name[0] === '\0') {
    if (socket.local !== undefined) return -EINVAL;
    const names = namesOf(socket.net);
    if (names.has(key(socket, name))) return -EADDRINUSE;
    names.set(key(socket, name), socket);
  } else {
    const node = makeNode(task, name, socket);
    if (typeof node === 'number') return node;
    byNode.set(node, socket);
    socket.node = node;
  }
  socket.local = { family: AF_UNIX, name };
  return 0;
}

function makeNode(task: Task, name: string, socket: Socket): Inode | number {
  const walk = new Walk(task);
  const start = walk.start(AT_FDCWD, name);
  if (typeof start === 'number') return start;
  const error = walk.toParent(start, name);
  if (error < 0) return error;
  if (walk.lastKind !== 'name') return -EADDRINUSE;
  const found = walk.entry();
  if (typeof found === 'number') return found;
  if (found) return -EADDRINUSE;
  const may = permission(walk.dir.inode, MAY_WRITE | MAY_EXEC, task.cred);
  if (may < 0) return may;
  if (socket.local !== undefined) return -EINVAL;
  const mode = S_IFSOCK | (0o777 & ~task.fs.umask);
  const made = walk.dir.inode.ops.mknod?.(origin(walk.dir), walk.last, mode, 0, task) ?? -EINVAL;
  if (made < 0) return made;
  const entry = walk.entry();
  return entry === undefined || typeof entry === 'number' ? -EINVAL : entry.inode;
}

/** unix_find_other: the socket that a name leads to. */
export function findUnix(task: Task, socket: Socket, name: string): Socket | number {
  let found: Socket | undefined;
  if (name[0] === '\0') found = namesOf(socket.net).get(key(socket, name));
  else {
    const dentry = lookupPath(task, AT_FDCWD, name, LOOKUP.FOLLOW);
    if (typeof dentry === 'number') return dentry;
    const may = permission(dentry.inode, MAY_WRITE, task.cred);
    if (may < 0) return may;
    if ((dentry.inode.mode & S_IFMT) !== S_IFSOCK) return -ECONNREFUSED;
    found = byNode.get(dentry.inode);
  }
  if (found === undefined) return -ECONNREFUSED;
  return found.type === socket.type ? found : -EPROTOTYPE;
}

/** The socket is closed: its name is free; a path stays, and leads nowhere. */
export function forgetUnix(socket: Socket): void {
  if (socket.local?.family === AF_UNIX && socket.local.name[0] === '\0') {
    const names = namesOf(socket.net);
    const own = key(socket, socket.local.name);
    if (names.get(own) === socket) names.delete(own);
  }
  if (socket.node !== undefined) byNode.delete(socket.node);
}
