import { EAFNOSUPPORT, EFAULT, EINVAL } from '../../../abi/errno';
import { SOCKADDR_NL } from '../../../abi/netlink';
import { AF_INET, AF_INET6, AF_NETLINK, AF_UNIX, AF_UNSPEC } from '../../../abi/socket';
import type { Task } from '../types';

/** Where a socket is: a name of AF_UNIX as a byte string (abstract ones begin with NUL), or an address and port. */
export type Address =
  | { readonly family: typeof AF_UNIX; readonly name: string }
  /** `ip` as text: four numbers for IPv4, also where it came mapped into IPv6; 32 hex digits for IPv6. */
  | { readonly family: typeof AF_INET | typeof AF_INET6; readonly ip: string; readonly port: number }
  /** A port of netlink, which is a process's number mostly, and multicast groups as bits. */
  | { readonly family: typeof AF_NETLINK; readonly pid: number; readonly groups: number }
  | { readonly family: typeof AF_UNSPEC };

export const ANY_V4 = '0.0.0.0';
export const ANY_V6 = '0'.repeat(32);
export const LOOPBACK_V6 = `${'0'.repeat(31)}1`;
const MAPPED = `${'0'.repeat(20)}ffff`;

/** Sizes of struct sockaddr_un, sockaddr_in and sockaddr_in6, of the least of the last, and of sockaddr_storage. */
const UN_SIZE = 110;
const IN_SIZE = 16;
const IN6_SIZE = 28;
const IN6_LEAST = 24;
const STORAGE = 128;

/** move_addr_to_kernel. */
export function copyAddress(task: Task, addr: number, length: number): Uint8Array | number {
  if (length < 0 || length > STORAGE) return -EINVAL;
  return task.mem.copyIn(addr, length) ?? -EFAULT;
}

/** A socket address for a socket of `family`; a negative errno when it is none. */
export function parseAddress(bytes: Uint8Array, family: number): Address | number {
  if (bytes.length < 2) return -EINVAL;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const given = view.getUint16(0, true);
  if (family === AF_UNIX) {
    if (given !== AF_UNIX || bytes.length > UN_SIZE) return -EINVAL;
    const path = bytes.subarray(2);
    const end = path[0] === 0 ? path.length : path.indexOf(0);
    const name = path.subarray(0, end < 0 ? path.length : end);
    return { family: AF_UNIX, name: String.fromCharCode(...name) };
  }
  if (given === AF_UNSPEC) return { family: AF_UNSPEC };
  if (family === AF_NETLINK) {
    if (bytes.length < SOCKADDR_NL.SIZE || given !== AF_NETLINK) return -EINVAL;
    const [pid, groups] = [SOCKADDR_NL.PID, SOCKADDR_NL.GROUPS].map((at) => view.getUint32(at, true));
    return { family: AF_NETLINK, pid, groups };
  }
  if (family === AF_INET) {
    if (bytes.length < IN_SIZE) return -EINVAL;
    if (given !== AF_INET) return -EAFNOSUPPORT;
    return { family: AF_INET, ip: bytes.subarray(4, 8).join('.'), port: view.getUint16(2) };
  }
  if (bytes.length < IN6_LEAST) return -EINVAL;
  if (given !== AF_INET6) return -EAFNOSUPPORT;
  const hex = [...bytes.subarray(8, 24)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const mapped = hex.startsWith(MAPPED);
  const ip = mapped ? bytes.subarray(20, 24).join('.') : hex;
  return { family: AF_INET6, ip, port: view.getUint16(2) };
}

/** A socket address as a socket of `family` shows it: an IPv4 one is mapped into IPv6. */
export function addressBytes(address: Address, family: number): Uint8Array {
  if (address.family === AF_UNIX) {
    const { name } = address;
    // A path has its NUL with it; an abstract name has none, and no name nothing at all.
    const ends = name !== '' && name[0] !== '\0';
    const bytes = new Uint8Array(2 + name.length + (ends ? 1 : 0));
    bytes[0] = AF_UNIX;
    for (let i = 0; i < name.length; i++) bytes[2 + i] = name.charCodeAt(i);
    return bytes;
  }
  if (address.family === AF_UNSPEC) return Uint8Array.of(0, 0);
  if (address.family === AF_NETLINK)
    return new Uint8Array(Uint32Array.of(AF_NETLINK, address.pid, address.groups).buffer);
  const { ip, port } = address;
  const bytes = new Uint8Array(family === AF_INET6 ? IN6_SIZE : IN_SIZE);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, family, true);
  view.setUint16(2, port);
  const v4 = isV4(ip);
  if (family === AF_INET) bytes.set(ip.split('.').map(Number), 4);
  else if (v4 && ip !== ANY_V4) {
    view.setUint16(18, 0xffff);
    bytes.set(ip.split('.').map(Number), 20);
  } else if (!v4) for (let i = 0; i < 16; i++) bytes[8 + i] = Number.parseInt(ip.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

export const isV4 = (ip: string): boolean => ip.includes('.');
export const isAny = (ip: string): boolean => ip === ANY_V4 || ip === ANY_V6;
/** Addresses of the loopback interface, and the ones that stand for all. */
export const isLocal = (ip: string): boolean => isAny(ip) || ip === LOOPBACK_V6 || ip.startsWith('127.');

/** move_addr_to_user: as much of the address as there is room for, and its full length. 0 or a negative errno. */
export function putAddress(task: Task, bytes: Uint8Array, addr: number, lengthAddr: number): number {
  const given = task.mem.copyIn(lengthAddr, 4);
  if (given === undefined) return -EFAULT;
  const room = new DataView(given.buffer).getInt32(0, true);
  if (room < 0) return -EINVAL;
  if (!task.mem.copyOut(addr, bytes.subarray(0, Math.min(room, bytes.length)))) return -EFAULT;
  const length = new Uint8Array(Int32Array.of(bytes.length).buffer);
  return task.mem.copyOut(lengthAddr, length) ? 0 : -EFAULT;
}
