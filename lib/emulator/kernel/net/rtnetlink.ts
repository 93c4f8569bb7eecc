import * as E from '../../../abi/errno';
import * as L from '../../../abi/netlink';
import { AF_INET, AF_INET6 } from '../../../abi/socket';
import { ARPHRD_LOOPBACK, LOOPBACK } from './devices';
import type { NetNamespace } from './namespace';
import { type Answer, attribute, concatenated, findAttribute, int32, type Request } from './netlink_message';

type Object = Exclude<Answer, number>[number];

const IFF_LOWER_UP = 0x10000;
/** IF_OPER_UNKNOWN and IF_OPER_DOWN of RFC 2863. */
const OPER = { UNKNOWN: 0, DOWN: 2 } as const;
const byte = (value: number): Uint8Array => Uint8Array.of(value);
const text = (value: string): Uint8Array => new TextEncoder().encode(`${value}\0`);
/** struct ifa_cacheinfo: no end to its life, and as old as the machine. */
const FOREVER = new Uint8Array(Uint32Array.of(0xffffffff, 0xffffffff, 0, 0).buffer);
const STATS_SIZE = 96;
const STATS64_SIZE = 200;

/** struct ifinfomsg and rtnl_fill_ifinfo's attributes, as far as the device has something to tell. */
const link = ({ up, flags }: NetNamespace): Object => ({
  type: L.RTM_NEWLINK,
  body: concatenated([
    Uint8Array.of(0, 0, ARPHRD_LOOPBACK & 0xff, ARPHRD_LOOPBACK >> 8),
    int32(LOOPBACK.index),
    int32(up ? flags | IFF_LOWER_UP : flags),
    int32(0),
    attribute(L.IFLA_IFNAME, text(LOOPBACK.name)),
    attribute(L.IFLA_TXQLEN, int32(LOOPBACK.queueLength)),
    attribute(L.IFLA_OPERSTATE, byte(up ? OPER.UNKNOWN : OPER.DOWN)),
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
    attribute(L.IFLA_QDISC, text(up ? 'noqueue' : 'noop')),
  ]),
});

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

/** Addresses and routes of IPv6 are there while the device is up, those of IPv4 from the first time on. */
const present =
  (objects: readonly Object[]) =>
  ({ up, addressed }: NetNamespace): readonly Object[] =>
    objects.filter(({ body: [family] }) => (family === AF_INET6 ? up : addressed));

/** Objects by the type that asks for them. Those of the internet have a family in their first byte. */
const DUMPS: ReadonlyMap<number, (net: NetNamespace) => readonly Object[]> = new Map([
  [L.RTM_GETLINK, (net) => [link(net)]],
  [L.RTM_GETADDR, present(ADDRESSES)],
  [L.RTM_GETROUTE, present(ROUTES)],
  [L.RTM_GETNEIGH, () => []],
]);

/** rtnetlink_rcv_msg: the network's one device can be looked at, and be taken up and down. */
export function routeRequest({ type, flags, body }: Request, net: NetNamespace, mayChange: boolean): Answer {
  if (body.length === 0) return 0;
  if ((type & L.RTM_KINDS) !== L.RTM_KIND_GET) {
    if (!mayChange) return -E.EPERM;
    if (type === L.RTM_NEWADDR) return addAddress(body, net);
    return type === L.RTM_NEWLINK || type === L.RTM_SETLINK ? setLink(body, net) : -E.EOPNOTSUPP;
  }
  if ((flags & L.NLM_F_DUMP) !== 0) {
    const [family] = body;
    const all = DUMPS.get(type)?.(net);
    if (all === undefined) return -E.EOPNOTSUPP;
    if (type === L.RTM_GETLINK || (family !== AF_INET && family !== AF_INET6)) return all;
    return all.filter((one) => one.body[0] === family);
  }
  return type === L.RTM_GETLINK ? getLink(body, net) : -E.EOPNOTSUPP;
}

/** struct ifinfomsg. */
const IFINFOMSG = { SIZE: 16, INDEX: 4, FLAGS: 8, CHANGE: 12 } as const;

/** rtnl_getlink. */
function getLink(body: Uint8Array, net: NetNamespace): Answer {
  const error = named(body);
  return error < 0 ? error : [link(net)];
}

/** do_setlink, for the flags that ifi_change selects; all of them when it selects none. */
function setLink(body: Uint8Array, net: NetNamespace): Answer {
  const error = named(body);
  if (error < 0) return error;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const [flags, change] = [view.getUint32(IFINFOMSG.FLAGS, true), view.getUint32(IFINFOMSG.CHANGE, true)];
  if (flags !== 0 || change !== 0)
    net.change(change === 0 ? flags : (flags & change) | (net.flags & ~change));
  return 0;
}

/** struct ifaddrmsg. */
const IFADDRMSG = { SIZE: 8, INDEX: 4 } as const;

/** inet_rtm_newaddr, for the address that the device gets by itself when it comes up. */
function addAddress(body: Uint8Array, net: NetNamespace): Answer {
  if (body.length < IFADDRMSG.SIZE) return -E.EINVAL;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  if (view.getInt32(IFADDRMSG.INDEX, true) !== LOOPBACK.index) return -E.ENODEV;
  const [family, prefix] = body;
  const local = findAttribute(body.subarray(IFADDRMSG.SIZE), L.IFA_LOCAL);
  if (family === AF_INET && local === undefined) return -E.EINVAL;
  const own = family === AF_INET && prefix === 8 && local?.every((byte, i) => byte === V4[i]);
  if (!own) return -E.EOPNOTSUPP;
  if (net.addressed) return -E.EEXIST;
  net.addressed = true;
  return 0;
}

/** 0 when a request means the device: by its number, or its name. */
function named(body: Uint8Array): number {
  if (body.length < IFINFOMSG.SIZE) return -E.EINVAL;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const index = view.getInt32(IFINFOMSG.INDEX, true);
  if (index > 0) return index === LOOPBACK.index ? 0 : -E.ENODEV;
  const name = linkName(body.subarray(IFINFOMSG.SIZE));
  if (name === undefined) return -E.EINVAL;
  return name === LOOPBACK.name ? 0 : -E.ENODEV;
}

/** IFLA_IFNAME among attributes. */
function linkName(attributes: Uint8Array): string | undefined {
  const name = findAttribute(attributes, L.IFLA_IFNAME);
  return name && String.fromCharCode(...name).replace(/\0.*$/, '');
}
