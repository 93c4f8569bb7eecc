/** Headers of IP and ICMP, as far as sockets of SOCK_RAW see them: RFC 791, 792, 4443. */
import { type AF_INET, AF_INET6 } from '../../../abi/socket';
import { isV4 } from './address';

/** What goes over the loopback between sockets that see packets. */
export interface IpPacket {
  readonly family: typeof AF_INET | typeof AF_INET6;
  readonly protocol: number;
  readonly from: string;
  readonly to: string;
  /** The header of IPv4; that of IPv6 no socket is shown. */
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  readonly ttl: number;
}

/** struct iphdr without options. */
export const IPHDR = {
  SIZE: 20,
  TOS: 1,
  LENGTH: 2,
  ID: 4,
  FRAGMENT: 6,
  TTL: 8,
  PROTOCOL: 9,
  CHECK: 10,
  FROM: 12,
  TO: 16,
};
const VERSION_4 = 0x45;
/** IP_DF: what is sent finds out how large packets may be, what the kernel answers does not. */
export const DONT_FRAGMENT = 0x4000;

/** struct icmphdr, and the types that are known here. */
export const ICMP = { SIZE: 8, CODE: 1, CHECK: 2, ID: 4, ECHO_REPLY: 0, ECHO: 8 } as const;
export const ICMPV6 = { ECHO: 128, ECHO_REPLY: 129 } as const;

/** The internet checksum: RFC 1071. */
export function checksum(...pieces: readonly Uint8Array[]): number {
  let sum = 0;
  for (const bytes of pieces) {
    for (let at = 0; at + 1 < bytes.length; at += 2) sum += (bytes[at] << 8) | bytes[at + 1];
    if (bytes.length & 1) sum += bytes[bytes.length - 1] << 8;
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

/** The bytes of an address. */
export function addressOf(ip: string): Uint8Array {
  if (isV4(ip)) return Uint8Array.from(ip.split('.'), Number);
  return Uint8Array.from(ip.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** A header of IPv4 for `length` bytes behind it. */
export function ipHeader(
  { from, to, protocol, ttl }: Omit<IpPacket, 'header' | 'body' | 'family'>,
  length: number,
  id: number,
  fragment: number,
  tos = 0,
): Uint8Array {
  const header = new Uint8Array(IPHDR.SIZE);
  const view = new DataView(header.buffer);
  header[0] = VERSION_4;
  header[IPHDR.TOS] = tos;
  view.setUint16(IPHDR.LENGTH, IPHDR.SIZE + length);
  view.setUint16(IPHDR.ID, id);
  view.setUint16(IPHDR.FRAGMENT, fragment);
  header[IPHDR.TTL] = ttl;
  header[IPHDR.PROTOCOL] = protocol;
  header.set(addressOf(from), IPHDR.FROM);
  header.set(addressOf(to), IPHDR.TO);
  view.setUint16(IPHDR.CHECK, checksum(header));
  return header;
}

/** The same message with a right checksum; ICMPv6 counts the addresses too. */
export function withChecksum(
  packet: Pick<IpPacket, 'family' | 'protocol' | 'from' | 'to' | 'body'>,
): Uint8Array {
  const body = packet.body.slice();
  const view = new DataView(body.buffer);
  view.setUint16(ICMP.CHECK, 0);
  const pseudo = new Uint8Array(packet.family === AF_INET6 ? 40 : 0);
  if (packet.family === AF_INET6) {
    pseudo.set(addressOf(packet.from));
    pseudo.set(addressOf(packet.to), 16);
    new DataView(pseudo.buffer).setUint32(32, body.length);
    pseudo[39] = packet.protocol;
  }
  view.setUint16(ICMP.CHECK, checksum(pseudo, body));
  return body;
}
