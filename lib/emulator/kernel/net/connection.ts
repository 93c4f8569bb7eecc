import * as E from '../../../abi/errno';
import { O_CLOEXEC, O_NONBLOCK } from '../../../abi/fcntl';
import { AF_UNIX, AF_UNSPEC } from '../../../abi/socket';
import type { File } from '../../vfs/types';
import { installFile } from '../fs/anon';
import type { Result, Task } from '../types';
import { type Address, addressBytes, putAddress } from './address';
import { autobindInet, bindInet, destination, findInet, forgetInet, unreachable } from './inet';
import { bindNetlink, connectNetlink, forgetNetlink, type NetlinkAddress } from './netlink';
import { bindPackets, connectPackets, forgetPackets } from './raw';
import { credOf, purge, SHUTDOWN, Socket, type SockFs, shownFamily } from './socket';
import { uncork } from './transfer';
import { autobind, bindUnix, findUnix, forgetUnix } from './unix';

const NO_ADDRESS: Address = { family: AF_UNIX, name: '' };

/** Implements the part of bind(2) behind the address. */
export function bind(task: Task, socket: Socket, address: Address): number {
  if (socket.netlink) return 'groups' in address ? bindNetlink(task, socket, address) : -E.EINVAL;
  if ('groups' in address) return -E.EAFNOSUPPORT;
  if (address.family === AF_UNIX) return bindUnix(task, socket, address.name);
  if (address.family === AF_UNSPEC) return -E.EAFNOSUPPORT;
  if (socket.raw || socket.ping) return bindPackets(socket, address);
  if (socket.local !== undefined || socket.state !== 'unconnected') return -E.EINVAL;
  return bindInet(task, socket, address);
}

/** net.core.somaxconn. */
const SOMAXCONN = 4096;

/** inet_listen and unix_listen. */
export function listen(task: Task, socket: Socket, backlog: number): number {
  if (socket.datagram) return -E.EOPNOTSUPP;
  if (socket.unix && socket.local === undefined) return -E.EINVAL;
  if (socket.state !== 'unconnected' && socket.state !== 'listening') return -E.EINVAL;
  if (socket.local === undefined) {
    const error = autobindInet(socket, undefined);
    if (error < 0) return error;
  }
  socket.state = 'listening';
  socket.maxBacklog = Math.min(backlog >>> 0, SOMAXCONN);
  socket.cred = credOf(task);
  if (socket.unix) socket.peerCred = socket.cred;
  return 0;
}

/** The address family AF_UNSPEC undoes a datagram socket's connection. */
function disconnect(socket: Socket): number {
  socket.remote = undefined;
  socket.peer = undefined;
  return 0;
}

export function connect(task: Task, socket: Socket, file: File, address: Address): Result {
  if (socket.netlink) return connectNetlink(task, socket, address);
  if ('groups' in address) return -E.EAFNOSUPPORT;
  if (socket.datagram) return connectDatagram(task, socket, address);
  if (address.family === AF_UNSPEC) return -E.EAFNOSUPPORT;
  if (address.family !== AF_UNIX) {
    if (socket.state === 'connected') return -E.EISCONN;
    if (socket.state === 'closed') return -E.ECONNABORTED;
    if (socket.state === 'connecting') return -E.EALREADY;
    return connectInet(task, socket, file, address);
  }
  const listener = findUnix(task, socket, address.name);
  if (typeof listener === 'number') return listener;
  if (listener.state !== 'listening' || listener.shutdown & SHUTDOWN.RCV) return -E.ECONNREFUSED;
  if (socket.state === 'connected') return -E.EISCONN;
  if (socket.state !== 'unconnected') return -E.EINVAL;
  if (listener.backlog.length <= listener.maxBacklog) {
    establish(task, socket, listener, listener.local ?? NO_ADDRESS);
    return 0;
  }
  if (file.flags & O_NONBLOCK) return -E.EAGAIN;
  return {
    queues: [listener.wait],
    why: 'a listening socket to accept',
    again: () => connect(task, socket, file, address),
  };
}

function connectDatagram(task: Task, socket: Socket, address: Exclude<Address, NetlinkAddress>): number {
  if (address.family === AF_UNSPEC) return disconnect(socket);
  if (address.family === AF_UNIX) {
    const other = findUnix(task, socket, address.name);
    if (typeof other === 'number') return other;
    if (other.peer !== undefined && other.peer !== socket) return -E.EPERM;
    if (socket.options.passCredentials) autobind(socket);
    socket.remote = other.local;
    socket.peer = other;
    socket.state = 'connected';
    other.wait.wakeAll();
    return 0;
  }
  if (socket.raw || socket.ping) return connectPackets(socket, address);
  const to = destination(address);
  const lost = unreachable(socket, to.ip);
  if (lost < 0) return lost;
  const error = autobindInet(socket, to.ip);
  if (error < 0) return error;
  socket.remote = to;
  return 0;
}

type InetAddress = Extract<Address, { ip: string }>;

/** tcp_v4_connect: over the loopback the answer comes at once, but a call that may not sleep does not see it. */
function connectInet(task: Task, socket: Socket, file: File, address: InetAddress): Result {
  if (socket.state === 'listening') return -E.EISCONN;
  const to = destination(address);
  const lost = unreachable(socket, to.ip);
  if (lost < 0) return lost;
  const bound = autobindInet(socket, to.ip);
  if (bound < 0) return bound;
  const listener = findInet(socket, to, socket.local);
  const nonblock = (file.flags & O_NONBLOCK) !== 0;
  if (listener === undefined) {
    socket.net.counts.refused++;
    if (!nonblock) return -E.ECONNREFUSED;
    socket.error = E.ECONNREFUSED;
    socket.state = 'closed';
    socket.wait.wakeAll();
    return -E.EINPROGRESS;
  }
  if (listener.backlog.length <= listener.maxBacklog) {
    establish(task, socket, listener, to);
    return nonblock ? -E.EINPROGRESS : 0;
  }
  if (nonblock) {
    socket.state = 'connecting';
    return -E.EINPROGRESS;
  }
  return {
    queues: [listener.wait],
    why: 'a listening socket to accept',
    again: () => connectInet(task, socket, file, address),
  };
}

/** Both ends of a connection: one is the caller's, the other waits to be accepted. */
function establish(task: Task, socket: Socket, listener: Socket, to: Address): void {
  if (!socket.unix) socket.net.counts.connections++;
  const other = new Socket(listener.kernel, listener.family, listener.type, listener.protocol, task);
  other.cred = listener.cred;
  if (socket.unix && socket.options.passCredentials) autobind(socket);
  other.local = to;
  other.remote = socket.local;
  socket.remote = to;
  Object.assign(other.options, listener.options, { other: new Map(listener.options.other) });
  pair(socket, other);
  socket.active = true;
  socket.cred = credOf(task);
  socket.peerCred = listener.cred;
  other.peerCred = socket.cred;
  listener.backlog.push(other);
  listener.wait.wakeAll();
  socket.wait.wakeAll();
}

/** Connects two sockets to one another. */
export function pair(one: Socket, other: Socket): void {
  one.peer = other;
  other.peer = one;
  one.state = 'connected';
  other.state = 'connected';
}

/** Implements accept4(2) behind the descriptor. */
export function accept(
  task: Task,
  sockfs: SockFs,
  file: File,
  [addr, lengthAddr, flags]: readonly number[],
): Result {
  const listener = sockfs.find(file);
  if (listener === undefined) return -E.ENOTSOCK;
  if (listener.datagram) return -E.EOPNOTSUPP;
  if (listener.state !== 'listening') return -E.EINVAL;
  const socket = listener.backlog.shift();
  if (socket !== undefined) {
    listener.wait.wakeAll();
    if (addr !== 0) {
      const from = addressBytes(socket.remote ?? NO_ADDRESS, shownFamily(socket));
      const error = putAddress(task, from, addr, lengthAddr);
      if (error < 0) {
        close(socket);
        return error;
      }
    }
    return installFile(task, sockfs.open(socket, flags), flags & O_CLOEXEC);
  }
  if (listener.shutdown & SHUTDOWN.RCV) return -E.EINVAL;
  if (file.flags & O_NONBLOCK) return -E.EAGAIN;
  const timeout = listener.options.receiveTimeout;
  const deadline = timeout > 0 ? task.kernel.monotonic() + timeout : undefined;
  const sleep = (): Result => ({
    queues: [listener.wait],
    deadline,
    why: 'a connection to accept',
    again: (timedOut) => {
      if (listener.backlog.length === 0 && !(listener.shutdown & SHUTDOWN.RCV))
        return timedOut ? -E.EAGAIN : sleep();
      return accept(task, sockfs, file, [addr, lengthAddr, flags]);
    },
  });
  return sleep();
}

/** Implements shutdown(2) behind the descriptor. */
export function shutdown(socket: Socket, how: number): number {
  if (socket.netlink) return -E.EOPNOTSUPP;
  if (how < 0 || how > 2) return -E.EINVAL;
  const bits = how + 1;
  if (!socket.unix) {
    if (socket.state === 'listening') {
      if (bits & SHUTDOWN.RCV) {
        for (const waiting of socket.backlog.splice(0)) close(waiting);
        socket.state = 'unconnected';
        socket.wait.wakeAll();
      }
      return 0;
    }
    if (socket.datagram) {
      if (socket.remote === undefined) return -E.ENOTCONN;
    } else if (socket.state !== 'connected') {
      // The socket remembers it all the same: inet_shutdown.
      socket.shutdown |= bits;
      return -E.ENOTCONN;
    }
  }
  if (bits & SHUTDOWN.SEND) uncork(socket);
  socket.shutdown |= bits;
  const { peer } = socket;
  if (peer !== undefined && peer.peer === socket && !socket.datagram) {
    if (bits & SHUTDOWN.SEND) peer.shutdown |= SHUTDOWN.RCV;
    // A TCP peer is not told that nobody reads.
    if (bits & SHUTDOWN.RCV && socket.unix) peer.shutdown |= SHUTDOWN.SEND;
  }
  socket.changed();
  return 0;
}

/** The last file of a socket is gone: unix_release_sock and tcp_close. */
export function close(socket: Socket): void {
  // Whoever closes without having read, or with SO_LINGER and no time, resets the connection.
  const { lingerOn, linger } = socket.options;
  if (socket.stream) uncork(socket);
  const unread = socket.queue.length > 0 || (!socket.unix && lingerOn && linger === 0);
  const { peer } = socket;
  if (socket.unix) forgetUnix(socket);
  else if (socket.netlink) forgetNetlink(socket);
  else if (socket.raw || socket.ping) forgetPackets(socket);
  else forgetInet(socket);
  for (const waiting of socket.backlog.splice(0)) close(waiting);
  if (peer !== undefined && peer.peer === socket && !socket.datagram) {
    if (socket.unix) {
      peer.shutdown = SHUTDOWN.BOTH;
      if (unread) peer.error = E.ECONNRESET;
    } else {
      peer.shutdown |= SHUTDOWN.RCV;
      if (unread) {
        peer.error = E.ECONNRESET;
        peer.shutdown = SHUTDOWN.BOTH;
        peer.state = 'closed';
      } else if (peer.shutdown & SHUTDOWN.SEND) peer.state = 'closed';
    }
  }
  socket.state = 'closed';
  socket.shutdown = SHUTDOWN.BOTH;
  purge(socket);
  socket.changed();
}
