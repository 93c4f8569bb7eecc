import * as E from '../../../abi/errno';
import { O_CLOEXEC, O_NONBLOCK } from '../../../abi/fcntl';
import * as N from '../../../abi/socket';
import { encode, getField, TIMESPEC } from '../../../abi/structs';
import { sideTable } from '../../snapshot/side_table';
import { fput } from '../../vfs/file';
import type { File } from '../../vfs/types';
import { installFile } from '../fs/anon';
import { accessOk, fdget, full, int32, MAX_RW_COUNT, partial } from '../fs/uaccess';
import type { Args, KernelServices, Result, Task } from '../types';
import { type Address, addressBytes, copyAddress, parseAddress, putAddress } from './address';
import { accept, bind, close, connect, listen, pair, shutdown } from './connection';
import { MSGHDR, receiveMessage, sendMessage } from './message';
import { KERNEL_ADDRESS } from './netlink';
import { getOption, setOption } from './options';
import { ShownSocket } from './proc';
import { createPing, createRaw } from './raw';
import { credOf, Socket, SockFs, shownFamily } from './socket';
import { type Incoming, receive, send } from './transfer';

const sockfsOf = sideTable<KernelServices, SockFs>();

/** The machine's filesystem of sockets. */
function sockfs(kernel: KernelServices): SockFs {
  let fs = sockfsOf.get(kernel);
  if (fs === undefined) {
    fs = new SockFs(kernel, {
      receive: (socket, file, iter, task) => receive(task, socket, file, iter, 0, nothing()),
      send: (socket, file, iter, task) => send(task, socket, file, iter, 0, { files: [] }),
      close,
      show: (socket, ino) => new ShownSocket(socket, ino),
    });
    sockfsOf.set(kernel, fs);
  }
  return fs;
}

const nothing = (): Incoming => ({ from: undefined, files: [], cred: undefined, flags: 0 });

/** sockfd_lookup. */
function lookup(task: Task, fd: number): { socket: Socket; file: File } | number {
  const file = fdget(task, fd);
  if (file === undefined) return -E.EBADF;
  const socket = sockfs(task.kernel).find(file);
  if (socket === undefined) return -E.ENOTSOCK;
  task.kernel.work.kind = 'socket';
  return { socket, file };
}

/** Calls `then` with the socket of a descriptor. */
function on(task: Task, fd: number, then: (socket: Socket, file: File) => Result): Result {
  const found = lookup(task, fd);
  return typeof found === 'number' ? found : then(found.socket, found.file);
}

/** AF_MAX of linux/socket.h. */
const AF_MAX = 46;
const TYPE_MASK = 15;
const SOCK_MAX = 11;

/** Protocols of netlink that are there: routes, users' own, sockets, and devices that come and go. */
const NETLINK_PROTOCOLS = new Set([
  N.NETLINK_ROUTE,
  N.NETLINK_USERSOCK,
  N.NETLINK_SOCK_DIAG,
  N.NETLINK_KOBJECT_UEVENT,
]);

/** __sock_create: which protocols there are. */
function create(task: Task, family: number, typeAndFlags: number, protocol: number): Socket | number {
  const type = typeAndFlags & TYPE_MASK;
  if (typeAndFlags & ~(TYPE_MASK | N.SOCK_CLOEXEC | N.SOCK_NONBLOCK)) return -E.EINVAL;
  if (family < 0 || family >= AF_MAX) return -E.EAFNOSUPPORT;
  if (type >= SOCK_MAX) return -E.EINVAL;
  if (family === N.AF_UNIX) {
    if (protocol !== 0 && protocol !== N.AF_UNIX) return -E.EPROTONOSUPPORT;
    if (type !== N.SOCK_STREAM && type !== N.SOCK_DGRAM && type !== N.SOCK_SEQPACKET && type !== N.SOCK_RAW)
      return -E.ESOCKTNOSUPPORT;
    return new Socket(task.kernel, family, type === N.SOCK_RAW ? N.SOCK_DGRAM : type, 0, task);
  }
  if (family === N.AF_NETLINK) {
    if (type !== N.SOCK_RAW && type !== N.SOCK_DGRAM) return -E.ESOCKTNOSUPPORT;
    if (!NETLINK_PROTOCOLS.has(protocol)) return -E.EPROTONOSUPPORT;
    return new Socket(task.kernel, family, type, protocol, task);
  }
  if (family !== N.AF_INET && family !== N.AF_INET6) return -E.EAFNOSUPPORT;
  if (protocol < 0 || protocol >= 256 + 7) return -E.EINVAL;
  if (type === N.SOCK_RAW) return createRaw(task, family, protocol);
  const echo = family === N.AF_INET6 ? N.IPPROTO_ICMPV6 : N.IPPROTO_ICMP;
  if (type === N.SOCK_DGRAM && protocol === echo) return createPing(task, family);
  const own = type === N.SOCK_STREAM ? N.IPPROTO_TCP : type === N.SOCK_DGRAM ? N.IPPROTO_UDP : -1;
  if (own < 0) return -E.ESOCKTNOSUPPORT;
  if (protocol !== 0 && protocol !== own) return -E.EPROTONOSUPPORT;
  return new Socket(task.kernel, family, type, own, task);
}

/** Reserved for the kernel's own use: linux/socket.h. */
const MSG_CMSG_COMPAT = 0x80000000;

const fileFlags = (type: number): number => type & (N.SOCK_NONBLOCK | N.SOCK_CLOEXEC);

/** Implements socket(2). */
function socket(task: Task, [family, type, protocol]: Args): Result {
  const made = create(task, family, type, protocol);
  if (typeof made === 'number') return made;
  return installFile(task, sockfs(task.kernel).open(made, fileFlags(type)), fileFlags(type) & O_CLOEXEC);
}

/** Implements socketpair(2). */
function socketpair(task: Task, [family, type, protocol, addr]: Args): Result {
  const { files, kernel } = task;
  if (type & ~(TYPE_MASK | N.SOCK_CLOEXEC | N.SOCK_NONBLOCK)) return -E.EINVAL;
  // Where the descriptors go is tried before there are any.
  if (!task.mem.copyOut(addr, new Uint8Array(8))) return -E.EFAULT;
  const one = create(task, family, type, protocol);
  if (typeof one === 'number') return one;
  const other = create(task, family, type, protocol);
  if (typeof other === 'number') return other;
  if (family !== N.AF_UNIX) return -E.EOPNOTSUPP;
  pair(one, other);
  one.peerCred = credOf(task);
  other.peerCred = credOf(task);
  const flags = fileFlags(type);
  const opened = [one, other].map((end) => sockfs(kernel).open(end, flags));
  const fds = opened.map((file) => files.install(file, (flags & O_CLOEXEC) !== 0));
  if (fds[0] < 0 || fds[1] < 0) {
    for (const [i, fd] of fds.entries())
      if (fd >= 0) files.close(fd);
      else fput(opened[i]);
    return -E.EMFILE;
  }
  if (task.mem.copyOut(addr, new Uint8Array(Int32Array.from(fds).buffer))) return 0;
  for (const fd of fds) files.close(fd);
  return -E.EFAULT;
}

function withAddress(
  task: Task,
  [fd, addr, length]: Args,
  then: (socket: Socket, file: File, address: Address) => Result,
): Result {
  return on(task, fd, (found, file) => {
    const bytes = copyAddress(task, addr, length);
    if (typeof bytes === 'number') return bytes;
    const address = parseAddress(bytes, found.family);
    return typeof address === 'number' ? address : then(found, file, address);
  });
}

/** What a socket without an address shows. */
function unnamed(socketFound: Socket): Address {
  if (socketFound.unix) return { family: N.AF_UNIX, name: '' };
  if (socketFound.netlink) return KERNEL_ADDRESS;
  return { family: N.AF_INET, ip: socketFound.family === N.AF_INET ? '0.0.0.0' : '0'.repeat(32), port: 0 };
}

/** Implements getsockname(2). */
function getsockname(task: Task, [fd, addr, length]: Args): Result {
  return on(task, fd, (found) =>
    putAddress(task, addressBytes(found.local ?? unnamed(found), shownFamily(found)), addr, length),
  );
}

/** Implements getpeername(2). */
function getpeername(task: Task, [fd, addr, length]: Args): Result {
  return on(task, fd, (found) => {
    if (found.netlink)
      return putAddress(task, addressBytes(found.remote ?? KERNEL_ADDRESS, found.family), addr, length);
    const { remote } = found;
    const sends = remote !== undefined && 'port' in remote && remote.port !== 0;
    const connected = found.datagram && !found.unix ? sends : found.peer !== undefined;
    if (!connected || (!found.datagram && found.state !== 'connected' && !found.unix)) return -E.ENOTCONN;
    const name = found.unix ? (found.peer?.local ?? found.remote) : found.remote;
    return putAddress(task, addressBytes(name ?? unnamed(found), shownFamily(found)), addr, length);
  });
}

/** Implements sendto(2). */
function sendto(task: Task, [fd, buf, length, flags, addr, addrLength]: Args): Result {
  if (!accessOk(buf, Math.min(length, MAX_RW_COUNT))) return -E.EFAULT;
  return on(task, fd, (found, file) => {
    let to: Address | undefined;
    if (addr !== 0) {
      const bytes = copyAddress(task, addr, addrLength | 0);
      if (typeof bytes === 'number') return bytes;
      const parsed = parseAddress(bytes, found.family);
      if (typeof parsed === 'number') return parsed;
      if (parsed.family !== N.AF_UNSPEC) to = parsed;
    }
    return send(task, found, file, task.mem.iter(buf, Math.min(length, MAX_RW_COUNT)), flags, {
      to,
      files: [],
    });
  });
}

/** Implements recvfrom(2). */
function recvfrom(task: Task, [fd, buf, length, flags, addr, addrLength]: Args): Result {
  if (!accessOk(buf, Math.min(length, MAX_RW_COUNT))) return -E.EFAULT;
  return on(task, fd, (found, file) => {
    const info = nothing();
    const finish = (result: Result): Result => {
      if (typeof result !== 'number')
        return { ...result, again: (timedOut) => finish(result.again(timedOut)) };
      for (const unwanted of info.files.splice(0)) fput(unwanted);
      if (result < 0 || addr === 0) return result;
      const silent = found.stream && !found.unix;
      const name =
        info.from === undefined || silent ? new Uint8Array(0) : addressBytes(info.from, shownFamily(found));
      const error = putAddress(task, name, addr, addrLength);
      return error < 0 ? error : result;
    };
    return finish(
      receive(task, found, file, task.mem.iter(buf, Math.min(length, MAX_RW_COUNT)), flags, info),
    );
  });
}

/** Most messages of one sendmmsg or recvmmsg: UIO_MAXIOV. */
const MAX_MESSAGES = 1024;
const MMSGHDR_SIZE = MSGHDR.SIZE + 8;

/** Implements sendmmsg(2). */
function sendmmsg(task: Task, [fd, vector, count, flags]: Args): Result {
  return on(task, fd, (found, file) => {
    const wanted = Math.min(count, MAX_MESSAGES);
    const next = (i: number): Result => {
      if (i >= wanted) return i;
      const at = vector + i * MMSGHDR_SIZE;
      return after(sendMessage(task, found, file, at, flags), i, (sent) => {
        if (sent < 0) return i || sent;
        return task.mem.copyOut(at + MSGHDR.SIZE, int32(sent)) ? next(i + 1) : i || -E.EFAULT;
      });
    };
    return next(0);
  });
}

/** Goes on when a call that may sleep has answered; a signal ends it with what is done. */
function after(result: Result, done: number, then: (value: number) => Result): Result {
  if (typeof result === 'number') return then(result);
  const again = (timedOut: boolean) => after(result.again(timedOut), done, then);
  return done > 0 ? { ...result, again, interrupted: done } : { ...result, again };
}

/** Implements recvmmsg(2). The timeout is looked at after each message, as in Linux. */
function recvmmsg(task: Task, [fd, vector, count, flags, timeoutAddr]: Args): Result {
  let end = Number.POSITIVE_INFINITY;
  if (timeoutAddr !== 0) {
    const bytes = task.mem.copyIn(timeoutAddr, TIMESPEC.size);
    if (bytes === undefined) return -E.EFAULT;
    const view = new DataView(bytes.buffer);
    const sec = getField(view, 0, TIMESPEC.at.tv_sec);
    const nsec = getField(view, 0, TIMESPEC.at.tv_nsec);
    if (sec < 0 || nsec < 0 || nsec >= 1e9) return -E.EINVAL;
    end = task.kernel.monotonic() + sec * 1e9 + nsec;
  }
  return on(task, fd, (found, file) => {
    const wanted = Math.min(count, MAX_MESSAGES);
    const done = (messages: number): number =>
      messages === 0 || timeoutAddr === 0 || putTimeLeft(task, timeoutAddr, end) ? messages : -E.EFAULT;
    const next = (i: number): Result => {
      if (i >= wanted || (i > 0 && task.kernel.monotonic() >= end)) return done(i);
      const at = vector + i * MMSGHDR_SIZE;
      const how = (flags & ~N.MSG_WAITFORONE) | (i > 0 && flags & N.MSG_WAITFORONE ? N.MSG_DONTWAIT : 0);
      return after(receiveMessage(task, found, file, at, how), i, (got) => {
        if (got < 0) return done(i) || got;
        return task.mem.copyOut(at + MSGHDR.SIZE, int32(got)) ? next(i + 1) : done(i) || -E.EFAULT;
      });
    };
    return next(0);
  });
}

/** How much of a timeout is left, where the caller gave it. */
function putTimeLeft(task: Task, addr: number, end: number): boolean {
  const left = Math.max(0, end - task.kernel.monotonic());
  return task.mem.copyOut(addr, encode(TIMESPEC, { tv_sec: Math.floor(left / 1e9), tv_nsec: left % 1e9 }));
}

/** Implements accept4(2). */
function accept4(task: Task, [fd, addr, length, flags]: Args): Result {
  const file = fdget(task, fd);
  if (file === undefined) return -E.EBADF;
  if (flags & ~(N.SOCK_CLOEXEC | N.SOCK_NONBLOCK)) return -E.EINVAL;
  return accept(task, sockfs(task.kernel), file, [addr, length, flags & (O_NONBLOCK | O_CLOEXEC)]);
}

const LOOPBACK =
  'the only interface is the loopback; AF_NETLINK tells of it, and of sockets, and changes nothing; no AF_PACKET; raw sockets see ICMP and what others of them send';

export const netRows = [
  partial('socket', socket, LOOPBACK),
  full('socketpair', socketpair),
  full('bind', (task, args) => withAddress(task, args, (found, _file, to) => bind(task, found, to))),
  full('connect', (task, args) =>
    withAddress(task, args, (found, file, to) => connect(task, found, file, to)),
  ),
  full('listen', (task, [fd, backlog]) => on(task, fd, (found) => listen(task, found, backlog))),
  full('accept', (task, [fd, addr, length]) => accept4(task, [fd, addr, length, 0])),
  full('accept4', accept4),
  full('getsockname', getsockname),
  full('getpeername', getpeername),
  full('shutdown', (task, [fd, how]) => on(task, fd, (found) => shutdown(found, how))),
  partial('sendto', sendto, 'MSG_OOB of AF_UNIX'),
  partial('recvfrom', recvfrom, 'MSG_OOB of AF_UNIX, and MSG_ERRQUEUE'),
  partial(
    'sendmsg',
    (task, [fd, msg, flags]) =>
      flags & MSG_CMSG_COMPAT
        ? -E.EINVAL
        : on(task, fd, (found, file) => sendMessage(task, found, file, msg, flags)),
    'MSG_OOB of AF_UNIX; control messages of AF_INET',
  ),
  partial(
    'recvmsg',
    (task, [fd, msg, flags]) =>
      flags & MSG_CMSG_COMPAT
        ? -E.EINVAL
        : on(task, fd, (found, file) => receiveMessage(task, found, file, msg, flags)),
    'MSG_OOB of AF_UNIX, and MSG_ERRQUEUE',
  ),
  full('sendmmsg', sendmmsg),
  full('recvmmsg', recvmmsg),
  partial(
    'setsockopt',
    (task, [fd, level, name, addr, length]) =>
      on(task, fd, (found) => setOption(task, found, level, name, addr, length)),
    'options of filters, multicast and timestamps',
  ),
  partial(
    'getsockopt',
    (task, [fd, level, name, addr, length]) =>
      on(task, fd, (found) => getOption(task, found, level, name, addr, length)),
    'TCP_INFO has the figures of an idle loopback',
  ),
];
