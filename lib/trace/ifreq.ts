/** struct ifreq, whose second half is what the request asks for: netdevice(7). */
import * as I from '../abi/ioctl';
import { IFCONF, IFREQ } from '../abi/structs';
import { flags } from '../abi/xlat';
import { Fields } from './fields';
import { quote } from './quote';
import { sockaddrText } from './sockaddr';
import { decimal, flagNames, hex } from './words';

const DEVICE_FLAGS = flags('IFF_???', {
  IFF_UP: 1,
  IFF_BROADCAST: 2,
  IFF_DEBUG: 4,
  IFF_LOOPBACK: 8,
  IFF_POINTOPOINT: 0x10,
  IFF_NOTRAILERS: 0x20,
  IFF_RUNNING: 0x40,
  IFF_NOARP: 0x80,
  IFF_PROMISC: 0x100,
  IFF_ALLMULTI: 0x200,
  IFF_MASTER: 0x400,
  IFF_SLAVE: 0x800,
  IFF_MULTICAST: 0x1000,
});
/** ARPHRD_ETHER and ARPHRD_LOOPBACK: linux/if_arp.h. */
const HARDWARE = new Map([
  [1, 'ARPHRD_ETHER'],
  [772, 'ARPHRD_LOOPBACK'],
]);
/** Bytes of an Ethernet address. */
const ADDRESS_LENGTH = 6;

type Value = (value: DataView, bytes: Uint8Array) => string;

const whole: Value = (value) => String(value.getInt32(0, true));
const socketAddress: Value = (_, bytes) => sockaddrText(bytes.subarray(0, 16));

/** What stands behind the name, by request. */
const VALUES: ReadonlyMap<number, readonly [name: string, text: Value]> = new Map([
  [I.SIOCGIFFLAGS, ['ifr_flags', (value: DataView) => flagNames(DEVICE_FLAGS, value.getUint16(0, true))]],
  [I.SIOCGIFADDR, ['ifr_addr', socketAddress]],
  [I.SIOCGIFDSTADDR, ['ifr_dstaddr', socketAddress]],
  [I.SIOCGIFBRDADDR, ['ifr_broadaddr', socketAddress]],
  [I.SIOCGIFNETMASK, ['ifr_netmask', socketAddress]],
  [I.SIOCGIFMETRIC, ['ifr_metric', whole]],
  [I.SIOCGIFMTU, ['ifr_mtu', whole]],
  [I.SIOCGIFHWADDR, ['ifr_hwaddr', hardwareAddress]],
  [I.SIOCGIFINDEX, ['ifr_ifindex', whole]],
  [I.SIOCGIFTXQLEN, ['ifr_qlen', whole]],
  [I.SIOCGIFMAP, ['ifr_map', map]],
]);

/** The ifreq of an ioctl as it was given, and as it came back where the request succeeded. */
export function ifreqText(request: number, before: Uint8Array, after: Uint8Array | undefined): string {
  if (request === I.SIOCGIFNAME) {
    const index = `ifr_ifindex=${view(before).getInt32(0, true)}`;
    return after ? `{${index}, ifr_name=${nameText(after)}}` : `{${index}}`;
  }
  const name = `ifr_name=${nameText(before)}`;
  const value = VALUES.get(request);
  if (!after || !value) return `{${name}}`;
  return `{${name}, ${value[0]}=${value[1](view(after), after.subarray(IFREQ.at.ifr_ifru.offset))}}`;
}

/** The ifconf of SIOCGIFCONF, and with what it lists where it succeeded. */
export function ifconfText(
  before: Uint8Array,
  after: { conf: Uint8Array; list: Uint8Array | undefined } | undefined,
): string {
  const given = new Fields(IFCONF, before);
  if (!after) return `{ifc_len=${listLength(given)}, ifc_buf=${given.address('ifc_buf')}}`;
  const s = new Fields(IFCONF, after.conf);
  const first = given.address('ifc_buf') === 'NULL' ? listLength(s) : listLength(given);
  const length = first === listLength(s) ? first : `${first} => ${listLength(s)}`;
  return `{ifc_len=${length}, ifc_buf=${after.list ? listText(after.list) : s.address('ifc_buf')}}`;
}

function listLength(s: Fields): string {
  const length = s.number('ifc_len');
  const count = length / IFREQ.size;
  return count > 0 && Number.isInteger(count)
    ? `${length} /* ${count} * sizeof(struct ifreq) */`
    : `${length}`;
}

function listText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at + IFREQ.size <= bytes.length; at += IFREQ.size) {
    const one = bytes.subarray(at, at + IFREQ.size);
    const address = socketAddress(view(one), one.subarray(IFREQ.at.ifr_ifru.offset));
    parts.push(`{ifr_name=${nameText(one)}, ifr_addr=${address}}`);
  }
  return `[${parts.join(', ')}]`;
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset + IFREQ.at.ifr_ifru.offset);

function nameText(bytes: Uint8Array): string {
  const { count } = IFREQ.at.ifr_name;
  const end = bytes.subarray(0, count).indexOf(0);
  return end < 0 ? quote(bytes.subarray(0, count - 1), true) : quote(bytes.subarray(0, end));
}

function hardwareAddress(value: DataView, bytes: Uint8Array): string {
  const family = value.getUint16(0, true);
  const digits = Array.from(bytes.subarray(2, 2 + ADDRESS_LENGTH), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return `{sa_family=${HARDWARE.get(family) ?? hex(family)}, sa_data=${digits.join(':')}}`;
}

/** struct ifmap. */
function map(value: DataView): string {
  const word = (at: number) => hex(value.getUint32(at, true), value.getUint32(at + 4, true));
  const small = [
    `base_addr=${hex(value.getUint16(16, true))}`,
    ...['irq', 'dma', 'port'].map((name, i) => `${name}=${decimal(value.getUint8(18 + i), 0, false)}`),
  ];
  return `{mem_start=${word(0)}, mem_end=${word(8)}, ${small.join(', ')}}`;
}
