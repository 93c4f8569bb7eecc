import { EADDRNOTAVAIL, EFAULT, ENODEV, ENOTTY, EPERM } from '../../../abi/errno';
import * as S from '../../../abi/ioctl';
import { AF_INET } from '../../../abi/socket';
import { CAP_NET_ADMIN, capable } from '../capable';
import { int32 } from '../fs/uaccess';
import type { Task } from '../types';
import type { NetNamespace } from './namespace';
import type { Socket } from './socket';

/** The one network device there is: netdevice(7). */
export const LOOPBACK = {
  name: 'lo',
  index: 1,
  mtu: 65_536,
  address: [127, 0, 0, 1],
  mask: [255, 0, 0, 0],
  queueLength: 1000,
} as const;
export const ARPHRD_LOOPBACK = 772;

/** struct ifreq: a name of 16 bytes, and what is asked; struct ifconf: a length, and at 8 where the answers go. */
const IFREQ = { NAME: 0, NAME_SIZE: 16, VALUE: 16, SIZE: 40 } as const;
const IFCONF = { BUFFER: 8, SIZE: 16 } as const;

const short = (value: number): Uint8Array => Uint8Array.of(value & 0xff, value >> 8);
/** struct sockaddr_in. */
const socketAddress = (address: readonly number[]): Uint8Array =>
  Uint8Array.from([...short(AF_INET), 0, 0, ...address, ...new Array(8).fill(0)]);

/** What is put into an ifreq for each request, and whether only sockets of IPv4 know it. */
const ANSWERS: ReadonlyMap<number, { value: Uint8Array; inet?: true }> = new Map([
  [S.SIOCGIFADDR, { value: socketAddress(LOOPBACK.address), inet: true }],
  [S.SIOCGIFDSTADDR, { value: socketAddress(LOOPBACK.address), inet: true }],
  [S.SIOCGIFBRDADDR, { value: socketAddress([0, 0, 0, 0]), inet: true }],
  [S.SIOCGIFNETMASK, { value: socketAddress(LOOPBACK.mask), inet: true }],
  [S.SIOCGIFMETRIC, { value: int32(0) }],
  [S.SIOCGIFMTU, { value: int32(LOOPBACK.mtu) }],
  [S.SIOCGIFHWADDR, { value: Uint8Array.from([...short(ARPHRD_LOOPBACK), ...new Array(14).fill(0)]) }],
  [S.SIOCGIFINDEX, { value: int32(LOOPBACK.index) }],
  [S.SIOCGIFTXQLEN, { value: int32(LOOPBACK.queueLength) }],
  [S.SIOCGIFMAP, { value: new Uint8Array(24) }],
]);

/** dev_ioctl and devinet_ioctl: a request about a network device, through a socket of `family`. */
export function deviceIoctl(task: Task, { family, net }: Socket, request: number, arg: number): number {
  if (request === S.SIOCGIFCONF) return listDevices(task, net, arg);
  if (request === S.SIOCSIFFLAGS) return setFlags(task, net, arg);
  const answer = request === S.SIOCGIFFLAGS ? { value: short(net.flags) } : ANSWERS.get(request);
  const inet = answer !== undefined && 'inet' in answer;
  if (request !== S.SIOCGIFNAME && (answer === undefined || (inet && family !== AF_INET))) return -ENOTTY;
  const ifreq = task.mem.copyIn(arg, IFREQ.SIZE);
  if (ifreq === undefined) return -EFAULT;
  if (answer === undefined) {
    if (new DataView(ifreq.buffer, ifreq.byteOffset).getInt32(IFREQ.VALUE, true) !== LOOPBACK.index)
      return -ENODEV;
    ifreq.set(nameOf(LOOPBACK.name), IFREQ.NAME);
  } else {
    if (nameIn(ifreq) !== LOOPBACK.name) return -ENODEV;
    if (inet && !net.addressed) return -EADDRNOTAVAIL;
    ifreq.set(answer.value, IFREQ.VALUE);
  }
  return task.mem.copyOut(arg, ifreq) ? 0 : -EFAULT;
}

/** SIOCSIFFLAGS. */
function setFlags(task: Task, net: NetNamespace, arg: number): number {
  const ifreq = task.mem.copyIn(arg, IFREQ.SIZE);
  if (ifreq === undefined) return -EFAULT;
  if (!capable(task.cred, CAP_NET_ADMIN, net.user)) return -EPERM;
  if (nameIn(ifreq) !== LOOPBACK.name) return -ENODEV;
  net.change(new DataView(ifreq.buffer, ifreq.byteOffset).getInt16(IFREQ.VALUE, true));
  return 0;
}

/** SIOCGIFCONF: an ifreq with its address for each device, as many as there is room for; without a buffer, their size. */
function listDevices(task: Task, net: NetNamespace, arg: number): number {
  const ifconf = task.mem.copyIn(arg, IFCONF.SIZE);
  if (ifconf === undefined) return -EFAULT;
  const view = new DataView(ifconf.buffer, ifconf.byteOffset);
  const buffer = Number(view.getBigInt64(IFCONF.BUFFER, true));
  let length: number = net.addressed ? IFREQ.SIZE : 0;
  if (buffer !== 0) {
    if (view.getInt32(0, true) < IFREQ.SIZE) length = 0;
    const ifreq = new Uint8Array(IFREQ.SIZE);
    ifreq.set(nameOf(LOOPBACK.name), IFREQ.NAME);
    ifreq.set(socketAddress(LOOPBACK.address), IFREQ.VALUE);
    if (length > 0 && !task.mem.copyOut(buffer, ifreq)) return -EFAULT;
  }
  return task.mem.copyOut(arg, int32(length)) ? 0 : -EFAULT;
}

function nameOf(name: string): Uint8Array {
  const bytes = new Uint8Array(IFREQ.NAME_SIZE);
  new TextEncoder().encodeInto(name, bytes);
  return bytes;
}
function nameIn(ifreq: Uint8Array): string {
  const bytes = ifreq.subarray(IFREQ.NAME, IFREQ.NAME + IFREQ.NAME_SIZE);
  const end = bytes.indexOf(0);
  return String.fromCharCode(...bytes.subarray(0, end < 0 ? bytes.length : end));
}
