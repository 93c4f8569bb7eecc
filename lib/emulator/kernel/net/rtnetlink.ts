import * as E from '../../../abi/errno';
import * as L from '../../../abi/netlink';
import { AF_INET, AF_INET6 } from '../../../abi/socket';
import { ARPHRD_LOOPBACK, LOOPBACK } from './devices';
import { type Answer, attribute, concatenated, int32, type Request } from './netlink_message';

type Object = Exclude<Answer, number>[number];

/** IFF_UP, IFF_LOOPBACK, IFF_RUNNING and IFF_LOWER_UP. */
const LINK_FLAGS = 0x10049;
const byte = (value: number): Uint8Array => Uint8Array.of(value);
const text = (value: string): Uint8Array => new TextEncoder().encode(`${value}\0`);
/** struct ifa_cacheinfo: no end to its life, and as old as the machine. */
const FOREVER = new Uint8Array(Uint32Array.of(0xffffffff, 0xffffffff, 0, 0).buffer);
const STATS_SIZE = 96;
const STATS64_SIZE = 200;

/** struct ifinfomsg and rtnl_fill_ifinfo's attributes, as far as the device has something to tell. */
const LINK: Object = {
  type: L.RTM_NEWLINK,
  body: concatenated([
    Uint8Array.of(0, 0, ARPHRD_LOOPBACK & 0xff, ARPHRD_LOOPBACK >> 8),
    int32(LOOPBACK.index),
    int32(LINK_FLAGS),
    int32(0),
    attribute(L.IFLA_IFNAME, text(LOOPBACK.name)),
    attribute(L.IFLA_TXQLEN, int32(LOOPBACK.queueLength)),
    attribute(L.IFLA_OPERSTATE, byte(0)),
    attribute(L.IFLA_LINKMODE, byte(0)),
    attribute(L.IFLA_MTU, int32(LOOPBACK.mtu)),
    attribute(L.IFLA_MIN_MTU, int32(0)),
    attribute(L.IFLA_MAX_MTU, int32(0)),
    attribute(L.IFLA_GROUP, int32(0)),
    attribute(L.IFLA_PROMISCUITY, int32(0)),
    attribute(L.IFLA_NUM_TX_QUEUES, int32(1)),
    attribute(L.IFLA_NUM_RX_QUEUES, int32(1)),
    attribute(L.IFLA_CARRIER, byte(1)),
    attribute(L.IFLA_CARRIER_CHANGES, int32(0)),
    attribute(L.IFLA_PROTO_DOWN, byte(0)),
    attribute(L.IFLA_ADDRESS, new Uint8Array(6)),
    attribute(L.IFLA_BROADCAST, new Uint8Array(6)),
    attribute(L.IFLA_STATS64, new Uint8Array(STATS64_SIZE)),
    attribute(L.IFLA_STATS, new Uint8Array(STATS_SIZE)),
    attribute(L.IFLA_QDISC, text('noqueue')),
  ]),
};

/** struct ifaddrmsg of an address of the device. */
function address(family: number, prefix: number, attributes: readonly Uint8Array[]): Object {
  const head = Uint8Array.of(family, prefix, L.IFA_F_PERMANENT, L.RT_SCOPE_HOST);
  return { type: L.RTM_NEWADDR, body: concatenated([head, int32(LOOPBACK.index), ...attributes]) };
}

const V6 = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
const V4 = Uint8Array.from(LOOPBACK.address);
const PERMANENT = attribute(L.IFA_FLAGS, int32(L.IFA_F_PERMANENT));

const ADDRESSES: readonly Object[] = [
  address(AF_INET, 8, [
    attribute(L.IFA_ADDRESS, V4),
    attribute(L.IFA_LOCAL, V4),
    attribute(L.IFA_LABEL, text(LOOPBACK.name)),
    PERMANENT,
    attribute(L.IFA_CACHEINFO, FOREVER),
  ]),
  address(AF_INET6, 128, [attribute(L.IFA_ADDRESS, V6), attribute(L.IFA_CACHEINFO, FOREVER), PERMANENT]),
];

/** struct rtmsg of a route in the local table, which leads to the device. */
function route(
  [family, prefix, scope, type]: readonly number[],
  ...attributes: readonly Uint8Array[]
): Object {
  const head = Uint8Array.of(family, prefix, 0, 0, L.RT_TABLE_LOCAL, L.RTPROT_KERNEL, scope, type);
  const table = attribute(L.RTA_TABLE, int32(L.RT_TABLE_LOCAL));
  const device = attribute(L.RTA_OIF, int32(LOOPBACK.index));
  return {
    type: L.RTM_NEWROUTE,
    body: concatenated([head, int32(0), table, ...attributes, device]),
  };
}

const SOURCE = attribute(L.RTA_PREFSRC, V4);

/** What the kernel itself enters for 127.0.0.1/8 and ::1/128. */
const ROUTES: readonly Object[] = [
  route(
    [AF_INET, 8, L.RT_SCOPE_HOST, L.RTN_LOCAL],
    attribute(L.RTA_DST, Uint8Array.of(127, 0, 0, 0)),
    SOURCE,
  ),
  route([AF_INET, 32, L.RT_SCOPE_HOST, L.RTN_LOCAL], attribute(L.RTA_DST, V4), SOURCE),
  route(
    [AF_INET, 32, L.RT_SCOPE_LINK, L.RTN_BROADCAST],
    attribute(L.RTA_DST, Uint8Array.of(127, 255, 255, 255)),
    SOURCE,
  ),
  route(
    [AF_INET6, 128, L.RT_SCOPE_UNIVERSE, L.RTN_LOCAL],
    attribute(L.RTA_DST, V6),
    attribute(L.RTA_PRIORITY, int32(0)),
  ),
];

/** Objects by the type that asks for them. Those of the internet have a family in their first byte. */
const DUMPS: ReadonlyMap<number, readonly Object[]> = new Map([
  [L.RTM_GETLINK, [LINK]],
  [L.RTM_GETADDR, ADDRESSES],
  [L.RTM_GETROUTE, ROUTES],
  [L.RTM_GETNEIGH, []],
]);

/** rtnetlink_rcv_msg: the machine's one device can be looked at, and not be changed. */
export function routeRequest({ type, flags, body }: Request, mayChange: boolean): Answer {
  if (body.length === 0) return 0;
  if ((type & L.RTM_KINDS) !== L.RTM_KIND_GET) return mayChange ? -E.EOPNOTSUPP : -E.EPERM;
  if ((flags & L.NLM_F_DUMP) !== 0) {
    const [family] = body;
    const all = DUMPS.get(type);
    if (all === undefined) return -E.EOPNOTSUPP;
    if (type === L.RTM_GETLINK || (family !== AF_INET && family !== AF_INET6)) return all;
    return all.filter((one) => one.body[0] === family);
  }
  return type === L.RTM_GETLINK ? getLink(body) : -E.EOPNOTSUPP;
}

/** struct ifinfomsg, and struct rtattr with a name behind it. */
const IFINFOMSG = { SIZE: 16, INDEX: 4 } as const;
const RTATTR_SIZE = 4;

/** rtnl_getlink: one device by its number or its name. */
function getLink(body: Uint8Array): Answer {
  if (body.length < IFINFOMSG.SIZE) return -E.EINVAL;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const index = view.getInt32(IFINFOMSG.INDEX, true);
  if (index > 0) return index === LOOPBACK.index ? [LINK] : -E.ENODEV;
  const name = linkName(body.subarray(IFINFOMSG.SIZE));
  if (name === undefined) return -E.EINVAL;
  return name === LOOPBACK.name ? [LINK] : -E.ENODEV;
}

/** IFLA_IFNAME among attributes. */
function linkName(attributes: Uint8Array): string | undefined {
  const view = new DataView(attributes.buffer, attributes.byteOffset, attributes.byteLength);
  for (let at = 0; at + RTATTR_SIZE <= attributes.length; ) {
    const length = view.getUint16(at, true);
    if (length < RTATTR_SIZE || at + length > attributes.length) return undefined;
    if (view.getUint16(at + 2, true) === L.IFLA_IFNAME)
      return String.fromCharCode(...attributes.subarray(at + RTATTR_SIZE, at + length)).replace(/\0.*$/, '');
    at += Math.ceil(length / L.NLMSG_ALIGNTO) * L.NLMSG_ALIGNTO;
  }
  return undefined;
}
