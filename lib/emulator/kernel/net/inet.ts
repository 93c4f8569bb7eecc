import { EACCES, EADDRINUSE, EADDRNOTAVAIL, EAGAIN, ENETUNREACH } from '../../../abi/errno';
import { AF_INET, AF_INET6 } from '../../../abi/socket';
import { sideTable } from '../../snapshot/side_table';
import { CAP_NET_BIND_SERVICE, capable } from '../capable';
import type { Task } from '../types';
import { type Address, ANY_V4, ANY_V6, isAny, isLocal, isV4, LOOPBACK_V6 } from './address';
import type { NetNamespace } from './namespace';
import type { Socket } from './socket';

type InetAddress = Extract<Address, { ip: string }>;

/** Sockets by port, of streams and of datagrams. */
interface Ports {
  readonly stream: Map<number, Set<Socket>>;
  readonly datagram: Map<number, Set<Socket>>;
  next: number;
}

const portsOf = sideTable<NetNamespace, Ports>();

function ports(socket: Socket): Ports {
  let found = portsOf.get(socket.net);
  if (found === undefined) {
    found = { stream: new Map(), datagram: new Map(), next: FIRST_EPHEMERAL };
    portsOf.set(socket.net, found);
  }
  return found;
}

const tableOf = (socket: Socket): Map<number, Set<Socket>> =>
  socket.datagram ? ports(socket).datagram : ports(socket).stream;

/** net.ipv4.ip_local_port_range. */
const FIRST_EPHEMERAL = 32_768;
const LAST_EPHEMERAL = 60_999;
/** net.ipv4.ip_unprivileged_port_start. */
const UNPRIVILEGED = 1024;

/** Whether two bound addresses of one port get in each other's way. */
function overlap(a: Socket, ip: string, v6Only: boolean, family: number): boolean {
  if (a.local === undefined || !('ip' in a.local)) return false;
  const other = a.local.ip;
  if (other === ip) return true;
  const sees4 = (f: number, only: boolean, address: string) =>
    isV4(address) || (f === AF_INET6 && address === ANY_V6 && !only);
  const sees6 = (f: number, address: string) => f === AF_INET6 && !(isV4(address) && !isAny(address));
  const both4 = sees4(a.family, a.options.v6Only, other) && sees4(family, v6Only, ip);
  const both6 = sees6(a.family, other) && sees6(family, ip);
  return (both4 || both6) && (isAny(other) || isAny(ip));
}

/** inet_csk_bind_conflict and udp_lib_lport_inuse. */
function conflicts(socket: Socket, ip: string, port: number): boolean {
  for (const other of tableOf(socket).get(port) ?? []) {
    if (other === socket || !overlap(other, ip, socket.options.v6Only, socket.family)) continue;
    const [mine, theirs] = [socket.options, other.options];
    if (mine.reusePort && theirs.reusePort && socket.cred.uid === other.cred.uid) continue;
    if (mine.reuseAddress && theirs.reuseAddress && other.state !== 'listening') continue;
    return true;
  }
  return false;
}

/** A port nobody uses, or 0. */
function freePort(socket: Socket, ip: string): number {
  const state = ports(socket);
  for (let tried = FIRST_EPHEMERAL; tried <= LAST_EPHEMERAL; tried++) {
    const port = state.next;
    state.next = port === LAST_EPHEMERAL ? FIRST_EPHEMERAL : port + 1;
    if (!conflicts(socket, ip, port) && (tableOf(socket).get(port)?.size ?? 0) === 0) return port;
  }
  return 0;
}

/** inet_bind. */
export function bindInet(task: Task, socket: Socket, address: InetAddress): number {
  const { ip } = address;
  if (!isLocal(ip) || (ip === LOOPBACK_V6 && !socket.net.up)) return -EADDRNOTAVAIL;
  if (
    address.port > 0 &&
    address.port < UNPRIVILEGED &&
    !capable(task.cred, CAP_NET_BIND_SERVICE, socket.net.user)
  )
    return -EACCES;
  const port = address.port || freePort(socket, ip);
  if (port === 0) return -EADDRINUSE;
  if (conflicts(socket, ip, port)) return -EADDRINUSE;
  take(socket, { family: socket.family as InetAddress['family'], ip, port });
  return 0;
}

function take(socket: Socket, address: InetAddress): void {
  const table = tableOf(socket);
  let set = table.get(address.port);
  if (set === undefined) {
    set = new Set();
    table.set(address.port, set);
  }
  set.add(socket);
  socket.local = address;
}

/** inet_autobind: a port of its own, on the address that leads to `ip`. */
export function autobindInet(socket: Socket, ip: string | undefined): number {
  const from = ip ?? (socket.family === AF_INET6 ? ANY_V6 : ANY_V4);
  if (socket.local === undefined) {
    const port = freePort(socket, from);
    if (port === 0) return -EAGAIN;
    take(socket, { family: socket.family as InetAddress['family'], ip: from, port });
  } else if (ip !== undefined && 'ip' in socket.local && isAny(socket.local.ip))
    socket.local = { ...socket.local, ip };
  return 0;
}

/** The wildcard as a destination is the machine itself. */
export function destination(address: InetAddress): InetAddress {
  if (address.ip === ANY_V4) return { ...address, ip: '127.0.0.1' };
  return address.ip === ANY_V6 ? { ...address, ip: LOOPBACK_V6 } : address;
}

/** Why nothing can be sent to an address, or 0: there is no route, or the machine has no such address (yet). */
export function unreachable({ net }: Socket, ip: string): number {
  if (!isLocal(ip)) return -ENETUNREACH;
  if (net.up) return 0;
  return ip === LOOPBACK_V6 ? -EADDRNOTAVAIL : -ENETUNREACH;
}

/** Who receives what is sent to an address: a listener, or the datagram socket that fits best. */
export function findInet(socket: Socket, to: InetAddress, from: Address | undefined): Socket | undefined {
  let best: Socket | undefined;
  let score = 0;
  for (const other of tableOf(socket).get(to.port) ?? []) {
    const { local } = other;
    if (local === undefined || !('ip' in local)) continue;
    if (!socket.datagram && other.state !== 'listening') continue;
    const exact = local.ip === to.ip;
    const v4 = isV4(to.ip);
    const wild = v4
      ? local.ip === ANY_V4 || (local.ip === ANY_V6 && !other.options.v6Only)
      : local.ip === ANY_V6 && other.family === AF_INET6;
    if (!exact && !wild) continue;
    if (other.datagram && other.remote !== undefined && !sameAddress(other.remote, from)) continue;
    const points =
      (exact ? 4 : 0) + (other.remote !== undefined ? 2 : 0) + (other.family === AF_INET ? 1 : 0) + 1;
    if (points > score) {
      best = other;
      score = points;
    }
  }
  return best;
}

function sameAddress(a: Address, b: Address | undefined): boolean {
  return b !== undefined && 'ip' in a && 'ip' in b && a.ip === b.ip && a.port === b.port;
}

/** The socket is closed: its port is free. */
export function forgetInet(socket: Socket): void {
  if (socket.local === undefined || !('port' in socket.local)) return;
  const table = tableOf(socket);
  const set = table.get(socket.local.port);
  set?.delete(socket);
  if (set?.size === 0) table.delete(socket.local.port);
}
