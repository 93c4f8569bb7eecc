import { EDOM, EFAULT, EINVAL, ENOPROTOOPT, EOPNOTSUPP, EPERM } from '../../../abi/errno';
import * as L from '../../../abi/netlink';
import * as N from '../../../abi/socket';
import { CAP_NET_ADMIN, capable } from '../capable';
import type { Task } from '../types';
import { filterWords } from './raw';
import type { Socket } from './socket';
import { encodeUcred } from './socket';
import { tcpInfo } from './tcp_info';
import { uncork } from './transfer';

/** Options by number that are a switch here. */
const SWITCHES: Readonly<
  Record<number, 'reuseAddress' | 'reusePort' | 'passCredentials' | 'keepAlive' | 'broadcast' | 'oobInline'>
> = {
  [N.SO_REUSEADDR]: 'reuseAddress',
  [N.SO_REUSEPORT]: 'reusePort',
  [N.SO_PASSCRED]: 'passCredentials',
  [N.SO_KEEPALIVE]: 'keepAlive',
  [N.SO_BROADCAST]: 'broadcast',
  [N.SO_OOBINLINE]: 'oobInline',
};

/** net.core.wmem_max and rmem_max, doubled for bookkeeping; SOCK_MIN_SNDBUF and SOCK_MIN_RCVBUF. */
const BUFFER_MAX = 212_992 * 2;
const SEND_MIN = 4608;
const RECEIVE_MIN = 2304;

/** Options of IP, IPv6 and TCP that are kept and told back, with the value they start with. */
const KEPT: ReadonlyMap<string, number> = new Map([
  ['0/1', 0],
  ['0/2', 64],
  ['0/8', 0],
  ['0/10', 0],
  ['0/11', 0],
  ['0/12', 0],
  ['0/13', 0],
  ['0/15', 0],
  ['0/24', 0],
  ['6/4', 7200],
  ['6/5', 75],
  ['6/6', 9],
  ['6/7', 6],
  ['6/9', 0],
  ['6/12', 1],
  ['6/18', 0],
  ['41/16', 64],
  ['41/25', 0],
  ['41/49', 0],
  ['41/51', 0],
  ['41/66', 0],
  ['41/67', 0],
  ['1/1', 0],
  ['1/5', 0],
  ['1/11', 0],
  ['1/14', 0],
  ['1/29', 0],
  ['1/35', 0],
  ['1/36', 0],
]);
const SOL_IP = 0;
/** Options of netlink that are a switch. */
const NETLINK_SWITCHES = new Set([
  L.NETLINK_PKTINFO,
  L.NETLINK_BROADCAST_ERROR,
  L.NETLINK_NO_ENOBUFS,
  L.NETLINK_CAP_ACK,
  L.NETLINK_EXT_ACK,
  L.NETLINK_GET_STRICT_CHK,
]);

const IP_TTL = '0/2';
const IPV6_V6ONLY = 26;

const seconds = (view: DataView, at: number): number =>
  view.getUint32(at, true) + view.getInt32(at + 4, true) * 2 ** 32;

/** SO_RCVTIMEO and SO_SNDTIMEO: a timeval in ns, or a negative errno. */
function timeout(bytes: Uint8Array): number {
  if (bytes.length < 16) return -EINVAL;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const usec = seconds(view, 8);
  if (usec < 0 || usec >= 1e6) return -EDOM;
  return Math.max(0, seconds(view, 0) * 1e9 + usec * 1e3);
}

/** Implements setsockopt(2) behind the descriptor. */
export function setOption(
  task: Task,
  socket: Socket,
  level: number,
  name: number,
  addr: number,
  length: number,
): number {
  if (length < 0) return -EINVAL;
  if (socket.unix && level !== N.SOL_SOCKET) return -EOPNOTSUPP;
  if (length < 4) return -EINVAL;
  const bytes = task.mem.copyIn(addr, Math.min(length, 64));
  if (bytes === undefined) return -EFAULT;
  const value = new DataView(bytes.buffer).getInt32(0, true);
  const { options } = socket;
  if (level === N.SOL_SOCKET) {
    const key = SWITCHES[name];
    if (key !== undefined) {
      if (name === N.SO_PASSCRED && !socket.unix && !socket.netlink) return -EOPNOTSUPP;
      options[key] = value !== 0;
      return 0;
    }
    switch (name) {
      case N.SO_SNDBUF:
      case N.SO_RCVBUF: {
        const most = Math.min(value >>> 0, BUFFER_MAX / 2) * 2;
        if (name === N.SO_SNDBUF) options.sendBuffer = Math.max(SEND_MIN, most);
        else options.receiveBuffer = Math.max(RECEIVE_MIN, most);
        return 0;
      }
      case N.SO_LINGER:
        if (length < 8) return -EINVAL;
        options.lingerOn = value !== 0;
        options.linger = new DataView(bytes.buffer).getInt32(4, true);
        return 0;
      case N.SO_RCVTIMEO:
      case N.SO_SNDTIMEO: {
        const ns = timeout(bytes);
        if (ns < 0) return ns;
        if (name === N.SO_RCVTIMEO) options.receiveTimeout = ns;
        else options.sendTimeout = ns;
        return 0;
      }
      case N.SO_RCVLOWAT:
        options.lowWater = Math.max(1, value);
        return 0;
      case N.SO_PRIORITY:
        if ((value < 0 || value > 6) && !capable(task.cred, CAP_NET_ADMIN, socket.net.user)) return -EPERM;
        options.priority = value;
        return 0;
      case N.SO_TYPE:
      case N.SO_ERROR:
      case N.SO_DOMAIN:
      case N.SO_PROTOCOL:
      case N.SO_ACCEPTCONN:
      case N.SO_SNDLOWAT:
      case N.SO_PEERCRED:
        return -ENOPROTOOPT;
    }
  }
  if (socket.netlink) return setNetlinkOption(socket, level, name, value);
  if (socket.raw && isFilter(socket, level)) return setFilter(socket, name, bytes);
  if (socket.raw && level === SOL_IP && name === IP_HDRINCL) {
    options.other.set(`${level}/${name}`, value === 0 ? 0 : 1);
    return 0;
  }
  if (socket.raw && level === N.SOL_RAW && name === IPV6_CHECKSUM && socket.family === N.AF_INET6) {
    options.other.set(`${level}/${name}`, value);
    return 0;
  }
  if (level === N.SOL_IPV6 && name === IPV6_V6ONLY && socket.family === N.AF_INET6) {
    if (socket.local !== undefined) return -EINVAL;
    options.v6Only = value !== 0;
    return 0;
  }
  if (level === N.SOL_TCP && socket.datagram) return -ENOPROTOOPT;
  if (level === N.SOL_TCP && name === N.TCP_NODELAY) {
    options.noDelay = value !== 0;
    return 0;
  }
  if (level === N.SOL_TCP && name === N.TCP_CORK) {
    options.cork = value !== 0;
    if (!options.cork) uncork(socket);
    return 0;
  }
  if (level === N.SOL_IPV6 && socket.family !== N.AF_INET6) return -ENOPROTOOPT;
  const kept = `${level}/${name}`;
  if (!KEPT.has(kept)) return -ENOPROTOOPT;
  if (kept === IP_TTL && value !== -1 && (value < 1 || value > 255)) return -EINVAL;
  options.other.set(kept, value);
  return 0;
}

/** Filters are options of a level of their own, ICMP_FILTER and ICMPV6_FILTER, which has the same number. */
const ICMP_FILTER = 1;
const IP_HDRINCL = 3;
const isFilter = ({ family }: Socket, level: number): boolean =>
  level === (family === N.AF_INET6 ? N.SOL_ICMPV6 : N.SOL_RAW);

/** IPV6_CHECKSUM, of which ICMPv6 has its own, and which is taken all the same at this level: rawv6_setsockopt. */
const IPV6_CHECKSUM = 7;

/** raw_seticmpfilter. */
function setFilter(socket: Socket, name: number, bytes: Uint8Array): number {
  if (name !== ICMP_FILTER) return -ENOPROTOOPT;
  if (socket.protocol !== (socket.family === N.AF_INET6 ? N.IPPROTO_ICMPV6 : N.IPPROTO_ICMP))
    return -EOPNOTSUPP;
  const words = new Uint8Array(4 * filterWords(socket));
  words.set(bytes.subarray(0, words.length));
  socket.filter = new Uint32Array(words.buffer);
  return 0;
}

function filterOption(socket: Socket, name: number): Uint8Array | number {
  if (name !== ICMP_FILTER) return -ENOPROTOOPT;
  return new Uint8Array((socket.filter ?? new Uint32Array(filterWords(socket))).slice().buffer);
}

/** netlink_setsockopt. Groups may be joined: nothing is ever told to them. */
function setNetlinkOption(socket: Socket, level: number, name: number, value: number): number {
  if (level !== N.SOL_NETLINK) return -ENOPROTOOPT;
  if (name === L.NETLINK_ADD_MEMBERSHIP || name === L.NETLINK_DROP_MEMBERSHIP)
    return value === 0 || value > 32 ? -EINVAL : 0;
  if (!NETLINK_SWITCHES.has(name)) return -ENOPROTOOPT;
  socket.options.other.set(`${level}/${name}`, value === 0 ? 0 : 1);
  return 0;
}

const ints = (...values: number[]): Uint8Array => new Uint8Array(Int32Array.from(values).buffer);

function timeval(ns: number): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(ns / 1e9), true);
  view.setUint32(8, Math.floor((ns % 1e9) / 1e3), true);
  return bytes;
}

function socketOption(task: Task, socket: Socket, name: number): Uint8Array | number {
  const { options } = socket;
  const key = SWITCHES[name];
  if (key !== undefined)
    return name === N.SO_PASSCRED && !socket.unix && !socket.netlink
      ? -EOPNOTSUPP
      : ints(options[key] ? 1 : 0);
  switch (name) {
    case N.SO_TYPE:
      return ints(socket.type);
    case N.SO_DOMAIN:
      return ints(socket.family);
    case N.SO_PROTOCOL:
      return ints(socket.protocol);
    case N.SO_ERROR:
      return ints(socket.takeError());
    case N.SO_ACCEPTCONN:
      return ints(socket.state === 'listening' ? 1 : 0);
    case N.SO_SNDBUF:
      return ints(options.sendBuffer);
    case N.SO_RCVBUF:
      return ints(options.receiveBuffer);
    case N.SO_LINGER:
      return ints(options.lingerOn ? 1 : 0, options.linger);
    case N.SO_RCVTIMEO:
      return timeval(options.receiveTimeout);
    case N.SO_SNDTIMEO:
      return timeval(options.sendTimeout);
    case N.SO_RCVLOWAT:
      return ints(options.lowWater);
    case N.SO_SNDLOWAT:
      return ints(1);
    case N.SO_PRIORITY:
      return ints(options.priority);
    case N.SO_PEERCRED:
      return encodeUcred(task, socket.peerCred);
    default:
      return kept(socket, N.SOL_SOCKET, name);
  }
}

function kept(socket: Socket, level: number, name: number): Uint8Array | number {
  const key = `${level}/${name}`;
  const value = socket.options.other.get(key) ?? KEPT.get(key);
  return value === undefined ? -ENOPROTOOPT : ints(value);
}

function protocolOption(socket: Socket, level: number, name: number): Uint8Array | number {
  if (socket.netlink) {
    if (level !== N.SOL_NETLINK || !NETLINK_SWITCHES.has(name)) return -ENOPROTOOPT;
    return ints(socket.options.other.get(`${level}/${name}`) ?? 0);
  }
  if (socket.raw && isFilter(socket, level)) return filterOption(socket, name);
  if (socket.raw && level === SOL_IP && name === IP_HDRINCL)
    return ints(socket.options.other.get(`${level}/${name}`) ?? 0);
  if (level === N.SOL_TCP && !socket.datagram) {
    if (name === N.TCP_NODELAY) return ints(socket.options.noDelay ? 1 : 0);
    if (name === N.TCP_CORK) return ints(socket.options.cork ? 1 : 0);
    if (name === N.TCP_MAXSEG) return ints(socket.state === 'connected' ? 65_483 : 536);
    if (name === N.TCP_INFO) return tcpInfo(socket);
  }
  if (level === N.SOL_TCP && socket.datagram) return -EOPNOTSUPP;
  if (level === N.SOL_IPV6) {
    if (socket.family !== N.AF_INET6) return -EOPNOTSUPP;
    if (name === IPV6_V6ONLY) return ints(socket.options.v6Only ? 1 : 0);
  }
  if (level !== N.SOL_TCP && level !== N.SOL_IPV6 && level !== SOL_IP) return -EOPNOTSUPP;
  return kept(socket, level, name);
}

/** Implements getsockopt(2) behind the descriptor. */
export function getOption(
  task: Task,
  socket: Socket,
  level: number,
  name: number,
  addr: number,
  lengthAddr: number,
): number {
  if (socket.unix && level !== N.SOL_SOCKET) return -EOPNOTSUPP;
  const given = task.mem.copyIn(lengthAddr, 4);
  if (given === undefined) return -EFAULT;
  const room = new DataView(given.buffer).getInt32(0, true);
  if (room < 0) return -EINVAL;
  const value =
    level === N.SOL_SOCKET ? socketOption(task, socket, name) : protocolOption(socket, level, name);
  if (typeof value === 'number') return value;
  const told = value.subarray(0, Math.min(room, value.length));
  if (!task.mem.copyOut(addr, told)) return -EFAULT;
  return task.mem.copyOut(lengthAddr, ints(told.length)) ? 0 : -EFAULT;
}
