import * as E from '../../../abi/errno';
import { O_NONBLOCK } from '../../../abi/fcntl';
import { SIGPIPE } from '../../../abi/signal';
import * as N from '../../../abi/socket';
import { SOCK_SEQPACKET } from '../../../abi/socket';
import { fget, fput } from '../../vfs/file';
import type { File } from '../../vfs/types';
import type { IovIter, Result, Task } from '../types';
import type { Address } from './address';
import { autobindInet, destination, findInet, unreachable } from './inet';
import { sendNetlink } from './netlink';
import { concatenated } from './netlink_message';
import { sendPackets } from './raw';
import { credOf, type Packet, SHUTDOWN, type Socket, type Ucred } from './socket';
import { autobind, findUnix } from './unix';
import { becomeUrgent, beforeUrgent, passUrgent, receiveUrgent } from './urgent';

/** What goes with the bytes: where to, and open files and credentials from control messages. */
export interface Outgoing {
  to?: Address;
  files: File[];
  cred?: Ucred;
}

/** What came with the bytes. */
export interface Incoming {
  from: Address | undefined;
  files: File[];
  cred: Ucred | undefined;
  /** MSG_TRUNC and MSG_EOR. */
  flags: number;
  /** Hops that a packet had left, and when it came. */
  ttl?: number;
  stamp?: number;
}

/** Largest piece of a stream that one packet holds. */
const PIECE = 65_536;
/** Largest UDP datagram over IPv4, and the largest a Unix socket takes. */
const UDP_MAX = 65_507;

function broken(task: Task, flags: number): number {
  if ((flags & N.MSG_NOSIGNAL) === 0) task.signal(SIGPIPE);
  return -E.EPIPE;
}

const nonblocking = (file: File, flags: number): boolean =>
  (file.flags & O_NONBLOCK) !== 0 || (flags & N.MSG_DONTWAIT) !== 0;

function packet(bytes: Uint8Array, task: Task, from: Address | undefined, out: Outgoing): Packet {
  return { bytes, at: 0, from, files: out.files.map(fget), cred: out.cred ?? credOf(task) };
}

/** When a sleep for a socket ends: SO_RCVTIMEO and SO_SNDTIMEO. A call with such an end is not restarted. */
function sleepTime(task: Task, timeout: number): { deadline?: number; interrupted?: number } {
  return timeout > 0 ? { deadline: task.kernel.monotonic() + timeout, interrupted: -E.EINTR } : {};
}

/** sendmsg of a protocol. */
export function send(
  task: Task,
  socket: Socket,
  file: File,
  iter: IovIter,
  flags: number,
  out: Outgoing,
): Result {
  if (socket.netlink) return sendNetlink(task, socket, iter, flags, out);
  if (socket.raw || socket.ping) return sendPackets(socket, iter, flags, out);
  if (flags & N.MSG_OOB && (socket.unix || socket.datagram)) return -E.EOPNOTSUPP;
  return socket.stream
    ? sendStream(task, socket, file, iter, flags, out)
    : sendDatagram(task, socket, file, iter, flags, out);
}

function sendStream(
  task: Task,
  socket: Socket,
  file: File,
  iter: IovIter,
  flags: number,
  out: Outgoing,
  before = 0,
): Result {
  let done = before;
  if (out.to !== undefined && socket.unix) return socket.state === 'connected' ? -E.EISCONN : -E.EOPNOTSUPP;
  if (socket.error !== 0 && done === 0) {
    const error = socket.takeError();
    return error === E.EPIPE ? broken(task, flags) : -error;
  }
  const { peer } = socket;
  if (socket.shutdown & SHUTDOWN.SEND || socket.state === 'closed') return done || broken(task, flags);
  if (socket.state !== 'connected' || peer === undefined)
    return done || (socket.unix ? -E.ENOTCONN : broken(task, flags));
  if (peer.state === 'closed') {
    if (socket.unix) return done || broken(task, flags);
    // TCP finds out by the reset that answers the first segment.
    const lost = iter.count;
    socket.error = E.EPIPE;
    socket.shutdown = SHUTDOWN.BOTH;
    socket.state = 'closed';
    socket.wait.wakeAll();
    return done + lost;
  }
  let { files } = out;
  while (iter.count > 0) {
    if (peer.shutdown & SHUTDOWN.RCV && socket.unix) return done || broken(task, flags);
    if (!socket.hasRoom(peer)) {
      if (nonblocking(file, flags)) return done || -E.EAGAIN;
      const rest = iter.keep();
      return {
        queues: [peer.space, socket.wait],
        why: 'room in a socket',
        ...sleepTime(task, socket.options.sendTimeout),
        ...(done > 0 ? { interrupted: done } : {}),
        again: (timedOut) =>
          timedOut ? done || -E.EAGAIN : sendStream(task, socket, file, rest, flags, { ...out, files }, done),
      };
    }
    const bytes = new Uint8Array(Math.min(iter.count, PIECE));
    const copied = iter.copyFrom(bytes, 0, bytes.length);
    if (copied < bytes.length && copied === 0) return done || -E.EFAULT;
    if (socket.options.cork && (flags & N.MSG_OOB) === 0) hold(socket, bytes.subarray(0, copied));
    else peer.deliver(packet(bytes.subarray(0, copied), task, socket.local, { ...out, files }));
    files = [];
    done += copied;
    if (flags & N.MSG_OOB && iter.count === 0) becomeUrgent(peer, bytes[copied - 1]);
    if (copied < bytes.length) break;
  }
  return done;
}

/** The largest segment over the loopback, and how long less than one is held back: TCP_CORK of tcp(7). */
const MSS = 65_483;
const CORK_NS = 200e6;

function hold(socket: Socket, bytes: Uint8Array): void {
  const { kernel, held } = socket;
  if (held.length === 0) kernel.startTimer(kernel.monotonic() + CORK_NS, () => uncork(socket));
  held.push(bytes);
  if (held.reduce((sum, { length }) => sum + length, 0) >= MSS) uncork(socket);
}

/** Sends what was held back. */
export function uncork(socket: Socket): void {
  const { peer, held, local, cred } = socket;
  socket.held = [];
  if (held.length === 0 || peer === undefined || peer.state === 'closed') return;
  peer.deliver({ bytes: concatenated(held), at: 0, from: local, files: [], cred });
}

/** Who gets a datagram. */
function receiver(task: Task, socket: Socket, to: Address | undefined): Socket | number {
  if (socket.type === SOCK_SEQPACKET) {
    if (to !== undefined) return socket.state === 'connected' ? -E.EISCONN : -E.EOPNOTSUPP;
    return socket.state === 'connected' && socket.peer ? socket.peer : -E.ENOTCONN;
  }
  if (socket.unix) {
    if (to?.family === N.AF_UNIX) return findUnix(task, socket, to.name);
    if (socket.peer === undefined) return -E.ENOTCONN;
    if (socket.peer.state === 'closed') {
      socket.peer = undefined;
      socket.remote = undefined;
      return -E.ECONNREFUSED;
    }
    return socket.peer;
  }
  const target = to ?? socket.remote;
  if (target === undefined) return -E.EDESTADDRREQ;
  if (!('ip' in target)) return -E.EAFNOSUPPORT;
  if (target.port === 0) return -E.EINVAL;
  const exact = destination(target);
  const lost = unreachable(socket, exact.ip);
  if (lost < 0) return lost;
  const error = autobindInet(socket, undefined);
  if (error < 0) return error;
  const local = socket.local;
  const from = local && 'ip' in local ? { ...local, ip: exact.ip } : local;
  const found = findInet(socket, exact, from);
  if (found !== undefined) return found;
  socket.net.counts.noPort++;
  // ICMP says that nobody is there: a connected socket tells at the next call.
  if (socket.remote !== undefined) {
    socket.error = E.ECONNREFUSED;
    socket.wait.wakeAll();
  }
  return 0;
}

function sendDatagram(
  task: Task,
  socket: Socket,
  file: File,
  iter: IovIter,
  flags: number,
  out: Outgoing,
): Result {
  if (!socket.unix && iter.count > UDP_MAX) return -E.EMSGSIZE;
  if (socket.unix && iter.count > socket.options.sendBuffer - 32) return -E.EMSGSIZE;
  if (socket.error !== 0) return -socket.takeError();
  if (socket.shutdown & SHUTDOWN.SEND) return broken(task, flags);
  const to = receiver(task, socket, out.to);
  if (typeof to === 'number' && to < 0) return to;
  if (socket.unix && socket.options.passCredentials) autobind(socket);
  const bytes = new Uint8Array(iter.count);
  if (typeof to === 'number') return bytes.length;
  if (to.state === 'closed' || to.shutdown & SHUTDOWN.RCV)
    return socket.unix ? broken(task, flags) : bytes.length;
  if (socket.unix && to.datagram && to.peer !== undefined && to.peer !== socket) return -E.EPERM;
  if (to !== socket && !socket.hasRoom(to)) {
    if (nonblocking(file, flags)) return -E.EAGAIN;
    const rest = iter.keep();
    return {
      queues: [to.space, socket.wait],
      why: 'room in a socket',
      ...sleepTime(task, socket.options.sendTimeout),
      again: (timedOut) => (timedOut ? -E.EAGAIN : sendDatagram(task, socket, file, rest, flags, out)),
    };
  }
  if (iter.copyFrom(bytes, 0, bytes.length) < bytes.length) return -E.EFAULT;
  // UDP makes one datagram of what is sent with MSG_MORE and what follows.
  if (!socket.unix && (flags & N.MSG_MORE || socket.options.cork)) {
    socket.held.push(bytes);
    return bytes.length;
  }
  const whole = concatenated([...socket.held, bytes]);
  socket.held = [];
  let from = socket.local;
  if (from && 'ip' in from && to.local && 'ip' in to.local) {
    const target = out.to ?? socket.remote;
    if (target && 'ip' in target) from = { ...from, ip: destination(target).ip };
  }
  to.deliver(packet(whole, task, from, out));
  return bytes.length;
}

/** recvmsg of a protocol. `info` is filled in when something came. */
export function receive(
  task: Task,
  socket: Socket,
  file: File,
  iter: IovIter,
  flags: number,
  info: Incoming,
): Result {
  const urgent = (flags & N.MSG_OOB) !== 0;
  if (urgent && (socket.unix || socket.netlink)) return -E.EOPNOTSUPP;
  if (flags & N.MSG_ERRQUEUE) return -E.EAGAIN;
  if (socket.unix && !socket.datagram && socket.state === 'unconnected')
    return socket.stream ? -E.EINVAL : -E.ENOTCONN;
  if (!socket.unix && socket.stream && (socket.state === 'unconnected' || socket.state === 'listening'))
    return -E.ENOTCONN;
  if (socket.state === 'listening') return -E.EINVAL;
  // A datagram has no such byte: UDP does not look at the flag.
  if (urgent && socket.stream) return receiveUrgent(socket, iter, flags, info);
  return socket.stream
    ? receiveStream(task, socket, file, iter, flags, info, 0)
    : receiveDatagram(task, socket, file, iter, flags, info);
}

function note(first: Packet, info: Incoming, peek: boolean): void {
  info.from = first.from;
  info.cred = first.cred;
  info.ttl = first.ttl;
  info.stamp = first.stamp;
  if (first.files.length === 0) return;
  info.files.push(...(peek ? first.files.map(fget) : first.files));
  if (!peek) first.files = [];
}

const differs = (a: Ucred, b: Ucred): boolean => a.pid !== b.pid || a.uid !== b.uid || a.gid !== b.gid;

/** Takes what the queue has; a stream's pieces run together unless files or credentials came between. */
function drain(socket: Socket, iter: IovIter, flags: number, info: Incoming, before: number): number {
  const peek = (flags & N.MSG_PEEK) !== 0;
  let done = 0;
  let freed = false;
  let seq = socket.consumed;
  for (let i = 0; iter.count > 0 && i < socket.queue.length; ) {
    const next = socket.queue[i];
    // A read ends before a byte out of band, and the next one begins behind it.
    const { most, skip } = beforeUrgent(socket, seq);
    if (seq === socket.urgent?.seq && done > 0) break;
    if (before + done > 0) {
      const strange =
        socket.options.passCredentials && info.cred !== undefined && differs(info.cred, next.cred);
      if (next.files.length > 0 || strange || info.files.length > 0) break;
    }
    note(next, info, peek);
    const from = next.at + (skip ? 1 : 0);
    const want = Math.min(iter.count, next.bytes.length - from, most);
    const copied = flags & N.MSG_TRUNC && !socket.unix ? want : iter.copyTo(next.bytes, from, want);
    if (copied < want) return done || -E.EFAULT;
    done += copied;
    seq += copied + (skip ? 1 : 0);
    if (peek) {
      if (copied < next.bytes.length - from) break;
      i++;
      continue;
    }
    next.at = from + copied;
    socket.consumed = seq;
    passUrgent(socket);
    if (next.at < next.bytes.length) continue;
    socket.drop();
    freed = true;
  }
  if (freed) socket.roomMade();
  return done;
}

function receiveStream(
  task: Task,
  socket: Socket,
  file: File,
  iter: IovIter,
  flags: number,
  info: Incoming,
  before: number,
): Result {
  const wanted = iter.count;
  const got = drain(socket, iter, flags, info, before);
  const done = before + Math.max(0, got);
  if (got < 0) return before || got;
  const enough =
    flags & N.MSG_WAITALL && (flags & N.MSG_PEEK) === 0
      ? got === wanted
      : done >= Math.min(socket.options.lowWater, wanted + before);
  if (wanted === got || (enough && done > 0) || info.files.length > 0) return done;
  if (socket.error !== 0 && done === 0) {
    const error = socket.takeError();
    return error === E.EPIPE ? 0 : -error;
  }
  if (socket.shutdown & SHUTDOWN.RCV || socket.state === 'closed') return done;
  if (nonblocking(file, flags)) return done || -E.EAGAIN;
  const rest = iter.keep();
  return {
    queues: [socket.wait],
    why: 'data on a socket',
    ...sleepTime(task, socket.options.receiveTimeout),
    ...(done > 0 ? { interrupted: done } : {}),
    again: (timedOut) =>
      timedOut ? done || -E.EAGAIN : receiveStream(task, socket, file, rest, flags, info, done),
  };
}

function receiveDatagram(
  task: Task,
  socket: Socket,
  file: File,
  iter: IovIter,
  flags: number,
  info: Incoming,
): Result {
  const [first] = socket.queue;
  if (first !== undefined) {
    const peek = (flags & N.MSG_PEEK) !== 0;
    const want = Math.min(iter.count, first.bytes.length);
    const copied = iter.copyTo(first.bytes, 0, want);
    if (copied < want) return -E.EFAULT;
    note(first, info, peek);
    if (want < first.bytes.length) info.flags |= N.MSG_TRUNC;
    if (!peek) {
      socket.drop();
      socket.roomMade();
    }
    return flags & N.MSG_TRUNC ? first.bytes.length : want;
  }
  if (socket.error !== 0) return -socket.takeError();
  // __skb_try_recv_datagram looks at the queue alone; only whoever would wait learns of a shutdown.
  const nonblock = nonblocking(file, flags);
  if (socket.shutdown & SHUTDOWN.RCV && !(nonblock && socket.datagram)) return 0;
  if (nonblock) return -E.EAGAIN;
  const rest = iter.keep();
  return {
    queues: [socket.wait],
    why: 'a datagram',
    ...sleepTime(task, socket.options.receiveTimeout),
    again: (timedOut) => (timedOut ? -E.EAGAIN : receiveDatagram(task, socket, file, rest, flags, info)),
  };
}

/** Files that came and that nobody could take. */
export function dropFiles(info: Incoming): void {
  for (const file of info.files.splice(0)) fput(file);
}
