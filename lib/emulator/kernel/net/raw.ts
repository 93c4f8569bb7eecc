/**
 * Sockets that see packets: SOCK_RAW, and SOCK_DGRAM of ICMP, which sends echoes (raw(7), icmp(7)). What they send comes
 * back over the loopback, and an echo is answered as the kernel does: net/ipv4/raw.c, ping.c, icmp.c.
 */
import * as E from '../../../abi/errno';
import * as N from '../../../abi/socket';
import { sideTable } from '../../snapshot/side_table';
import { setting } from '../../vfs/procfs/sysctl';
import { CAP_NET_RAW, capable } from '../capable';
import type { IovIter, Task } from '../types';
import { type Address, ANY_V4, ANY_V6, isAny, isLocal } from './address';
import { destination, unreachable } from './inet';
import * as P from './ip';
import type { NetNamespace } from './namespace';
import { Socket } from './socket';
import type { Outgoing } from './transfer';

type InetAddress = Extract<Address, { ip: string }>;
type Family = InetAddress['family'];

/** The sockets of a network that see packets, and those that send echoes, whose number stands for a port. */
interface Packets {
  readonly raw: Set<Socket>;
  readonly ping: Set<Socket>;
  nextPing: number;
  nextId: number;
}

const packetsOf = sideTable<NetNamespace, Packets>();

function packets(net: NetNamespace): Packets {
  let found = packetsOf.get(net);
  if (found === undefined) {
    found = { raw: new Set(), ping: new Set(), nextPing: 1, nextId: 1 };
    packetsOf.set(net, found);
  }
  return found;
}

const icmpOf = (family: number) => (family === N.AF_INET6 ? N.IPPROTO_ICMPV6 : N.IPPROTO_ICMP);
const anyOf = (family: number) => (family === N.AF_INET6 ? ANY_V6 : ANY_V4);
const localOf = ({ local }: Socket): InetAddress | undefined => (local && 'ip' in local ? local : undefined);

/** ping_lookup: of several with one number, the one that came last. */
function pingSocket(net: NetNamespace, family: number, id: number, fits: (socket: Socket) => boolean) {
  const all = [...packets(net).ping].filter((one) => one.family === family && localOf(one)?.port === id);
  return all.reverse().find(fits);
}

/** inet_create for SOCK_RAW: whoever may see packets sees those of one protocol. */
export function createRaw(task: Task, family: Family, protocol: number): Socket | number {
  if (protocol === 0) return -E.EPROTONOSUPPORT;
  if (!capable(task.cred, CAP_NET_RAW, task.nsproxy.net.user)) return -E.EPERM;
  const socket = new Socket(task.kernel, family, N.SOCK_RAW, protocol, task);
  socket.local = { family, ip: anyOf(family), port: protocol };
  packets(socket.net).raw.add(socket);
  return socket;
}

/** ping_init_sock: echoes may be sent by the groups of net.ipv4.ping_group_range. */
export function createPing(task: Task, family: Family): Socket | number {
  const [low, high] = setting(task.kernel, 'net/ipv4/ping_group_range').split('\t').map(Number);
  const { egid, groups } = task.cred;
  if (![egid, ...groups].some((group) => group >= low && group <= high)) return -E.EACCES;
  return new Socket(task.kernel, family, N.SOCK_DGRAM, icmpOf(family), task);
}

/** raw_bind and ping_bind. */
export function bindPackets(socket: Socket, { ip, port }: InetAddress): number {
  if (socket.raw && socket.remote !== undefined) return -E.EINVAL;
  if (!isLocal(ip)) return -E.EADDRNOTAVAIL;
  if (socket.raw) {
    socket.local = { family: socket.family as Family, ip, port: socket.protocol };
    return 0;
  }
  if (socket.local !== undefined) return -E.EINVAL;
  return takePing(socket, ip, port);
}

function takePing(socket: Socket, ip: string, wanted: number): number {
  const table = packets(socket.net);
  let id = wanted;
  if (id === 0) {
    do id = table.nextPing++ & 0xffff;
    while (id === 0 || pingSocket(socket.net, socket.family, id, () => true) !== undefined);
  }
  table.ping.add(socket);
  socket.local = { family: socket.family as Family, ip, port: id };
  return 0;
}

/** ip4_datagram_connect: where to, and from where alone. */
export function connectPackets(socket: Socket, address: InetAddress): number {
  const to = destination(address);
  const lost = unreachable(socket, to.ip);
  if (lost < 0) return lost;
  if (socket.ping && socket.local === undefined) takePing(socket, anyOf(socket.family), 0);
  const local = localOf(socket);
  if (local !== undefined && isAny(local.ip)) socket.local = { ...local, ip: to.ip };
  socket.remote = to;
  return 0;
}

/** The socket is closed. */
export function forgetPackets(socket: Socket): void {
  const { raw, ping } = packets(socket.net);
  raw.delete(socket);
  ping.delete(socket);
}

/** Longest packet there is. */
const MOST = 0xffff;
/** IP_TOS, IP_TTL and IP_HDRINCL of ip(7), IPV6_UNICAST_HOPS of ipv6(7), as options are kept. */
const TOS = '0/1';
const TTL = '0/2';
const HEADER_INCLUDED = '0/3';
const HOPS = '41/16';
const DEFAULT_TTL = 64;

/** raw_sendmsg and ping_v4_sendmsg. */
export function sendPackets(socket: Socket, iter: IovIter, flags: number, out: Outgoing): number {
  if (iter.count > MOST) return -E.EMSGSIZE;
  if (flags & N.MSG_OOB) return -E.EOPNOTSUPP;
  const target = out.to ?? socket.remote;
  if (target === undefined) return -E.EDESTADDRREQ;
  if (!('ip' in target)) return -E.EAFNOSUPPORT;
  const length = iter.count;
  if (socket.ping && length < P.ICMP.SIZE) return -E.EINVAL;
  const { ip: to } = destination(target);
  const lost = unreachable(socket, to);
  if (lost < 0) return lost;
  const bytes = new Uint8Array(length);
  if (iter.copyFrom(bytes, 0, length) < length) return -E.EFAULT;
  if (socket.ping) {
    const echo = socket.family === N.AF_INET6 ? P.ICMPV6.ECHO : P.ICMP.ECHO;
    if (bytes[0] !== echo || bytes[P.ICMP.CODE] !== 0) return -E.EINVAL;
    if (socket.local === undefined) takePing(socket, anyOf(socket.family), 0);
    new DataView(bytes.buffer).setUint16(P.ICMP.ID, localOf(socket)?.port ?? 0);
  }
  const made = makePacket(socket, to, bytes);
  if (typeof made === 'number') return made;
  receivePacket(socket.net, made, socket);
  return length;
}

/** The packet that a socket sends: with a header, unless it brings its own. */
function makePacket(socket: Socket, to: string, bytes: Uint8Array): P.IpPacket | number {
  const family = socket.family as Family;
  const { other } = socket.options;
  const own = localOf(socket)?.ip ?? anyOf(family);
  const from = isAny(own) ? to : own;
  const { protocol } = socket;
  if (family === N.AF_INET6) {
    const hops = other.get(HOPS) ?? -1;
    const packet = { family, protocol, from, to, body: bytes, ttl: hops < 0 ? DEFAULT_TTL : hops };
    if (protocol === icmpOf(family) && bytes.length < P.ICMP.SIZE / 2) return -E.EINVAL;
    const body = protocol === icmpOf(family) ? P.withChecksum(packet) : bytes;
    return { ...packet, header: new Uint8Array(0), body };
  }
  const id = nextId(socket.net);
  if (protocol === N.IPPROTO_RAW || other.get(HEADER_INCLUDED)) return ownHeader(bytes, from, id);
  const ttl = other.get(TTL) ?? -1;
  const packet = { family, protocol, from, to, body: bytes, ttl: ttl < 0 ? DEFAULT_TTL : ttl };
  const body = socket.ping ? P.withChecksum(packet) : bytes;
  const header = P.ipHeader(packet, body.length, id, P.DONT_FRAGMENT, other.get(TOS) ?? 0);
  return { ...packet, header, body };
}

function nextId(net: NetNamespace): number {
  const table = packets(net);
  table.nextId = (table.nextId + 1) & 0xffff;
  return table.nextId;
}

/** raw_send_hdrinc: length and checksum are the kernel's, source and number only where they are 0. */
function ownHeader(bytes: Uint8Array, own: string, id: number): P.IpPacket | number {
  const size = (bytes[0] & 15) * 4;
  if (bytes.length < P.IPHDR.SIZE || size < P.IPHDR.SIZE || size > bytes.length) return -E.EINVAL;
  const header = bytes.slice(0, size);
  const view = new DataView(header.buffer);
  const place = (at: number) => header.subarray(at, at + 4).join('.');
  view.setUint16(P.IPHDR.LENGTH, bytes.length);
  if (place(P.IPHDR.FROM) === ANY_V4) header.set(P.addressOf(own), P.IPHDR.FROM);
  if (view.getUint16(P.IPHDR.ID) === 0) view.setUint16(P.IPHDR.ID, id);
  view.setUint16(P.IPHDR.CHECK, 0);
  view.setUint16(P.IPHDR.CHECK, P.checksum(header));
  return {
    family: N.AF_INET,
    protocol: header[P.IPHDR.PROTOCOL],
    from: place(P.IPHDR.FROM),
    to: place(P.IPHDR.TO),
    header,
    body: bytes.slice(size),
    ttl: header[P.IPHDR.TTL],
  };
}

/** icmp_filter and its kin: what a socket has asked not to see. */
function filtered({ filter, protocol, family }: Socket, { body: [type] }: P.IpPacket): boolean {
  if (filter === undefined || protocol !== icmpOf(family)) return false;
  return type >> 5 < filter.length && ((filter[type >> 5] >>> (type & 31)) & 1) !== 0;
}

/** ip_local_deliver: every socket that wants the packet has it, then the kernel answers. */
function receivePacket(net: NetNamespace, packet: P.IpPacket, sender: Socket): void {
  const { family, protocol, from, to, header, body } = packet;
  const table = packets(net);
  const isFor = (socket: Socket): boolean => {
    const local = localOf(socket);
    const remote = socket.remote && 'ip' in socket.remote ? socket.remote : undefined;
    return (
      (local === undefined || isAny(local.ip) || local.ip === to) &&
      (remote === undefined || remote.ip === from)
    );
  };
  const give = (socket: Socket, bytes: Uint8Array): void => {
    if (socket.queued >= socket.options.receiveBuffer || socket.state === 'closed') return;
    const source: InetAddress = { family, ip: from, port: 0 };
    socket.deliver({ bytes, at: 0, from: source, files: [], cred: sender.cred, ttl: packet.ttl });
  };
  for (const socket of table.raw) {
    if (socket.family !== family || socket.protocol !== protocol) continue;
    if (!isFor(socket) || filtered(socket, packet)) continue;
    const whole = new Uint8Array(header.length + body.length);
    whole.set(header);
    whole.set(body, header.length);
    give(socket, whole);
  }
  if (protocol !== icmpOf(family) || body.length < P.ICMP.SIZE) return;
  const v6 = family === N.AF_INET6;
  const [echo, reply] = v6 ? [P.ICMPV6.ECHO, P.ICMPV6.ECHO_REPLY] : [P.ICMP.ECHO, P.ICMP.ECHO_REPLY];
  if (body[0] === reply) {
    const id = new DataView(body.buffer, body.byteOffset).getUint16(P.ICMP.ID);
    const socket = pingSocket(net, family, id, isFor);
    if (socket !== undefined) give(socket, body);
  }
  if (body[0] !== echo || (P.checksum(body) !== 0 && !v6)) return;
  const answer = {
    family,
    protocol,
    from: to,
    to: from,
    ttl: DEFAULT_TTL,
    body: Uint8Array.of(reply, ...body.subarray(1)),
  };
  const checked = P.withChecksum(answer);
  const back = v6 ? header : P.ipHeader(answer, checked.length, nextId(net), 0);
  receivePacket(net, { ...answer, body: checked, header: back }, sender);
}

/** The number of words of a filter: types of ICMP that count are below 32, of ICMPv6 below 256. */
export const filterWords = ({ family }: Socket): number => (family === N.AF_INET6 ? 8 : 1);
