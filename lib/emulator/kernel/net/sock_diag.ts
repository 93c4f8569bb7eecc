/** What sockets there are, as ss(8) asks: net/core/sock_diag.c, net/ipv4/inet_diag.c, net/unix/diag.c. */
import * as E from '../../../abi/errno';
import { NLM_F_DUMP } from '../../../abi/netlink';
import * as D from '../../../abi/sock_diag';
import * as N from '../../../abi/socket';
import { type Address, ANY_V4, ANY_V6, isV4 } from './address';
import { addressOf } from './ip';
import type { NetNamespace } from './namespace';
import { type Answer, attribute, findAttribute, int32, type Request } from './netlink_message';
import { bytesIn, stateOf } from './proc';
import type { Socket, SocketEntry } from './socket';
import { tcpInfo } from './tcp_info';

const words = (...values: number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A message of its fixed part and attributes. */
function message(head: Uint8Array, attributes: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(attributes.reduce((sum, { length }) => sum + length, head.length));
  bytes.set(head);
  let at = head.length;
  for (const one of attributes) {
    bytes.set(one, at);
    at += one.length;
  }
  return bytes;
}

/** AF_MAX of linux/socket.h. */
const AF_MAX = 46;

/** sock_diag_rcv_msg: dumps alone, as that is what is asked for. */
export function diagRequest({ type, flags, body }: Request, net: NetNamespace): Answer {
  const [family] = body;
  if (type !== D.SOCK_DIAG_BY_FAMILY || body.length < 2 || family >= AF_MAX) return -E.EINVAL;
  if (family !== N.AF_INET && family !== N.AF_INET6 && family !== N.AF_UNIX) return -E.ENOENT;
  if ((flags & NLM_F_DUMP) !== NLM_F_DUMP) return -E.EOPNOTSUPP;
  const all = family === N.AF_UNIX ? dumpUnix(body, net) : dumpInet(body, net);
  return typeof all === 'number' ? all : all.map((one) => ({ type: D.SOCK_DIAG_BY_FAMILY, body: one }));
}

/** What a socket counts as: the protocol it is asked by. */
function protocolOf(socket: Socket): number {
  if (socket.raw) return N.IPPROTO_RAW;
  return socket.ping ? -1 : socket.protocol;
}

function dumpInet(body: Uint8Array, net: NetNamespace): Uint8Array[] | number {
  if (body.length < D.INET_DIAG_REQ.SIZE) return -E.EINVAL;
  const protocol = body[D.INET_DIAG_REQ.PROTOCOL];
  const states = viewOf(body).getUint32(D.INET_DIAG_REQ.STATES, true);
  const code = findAttribute(body.subarray(D.INET_DIAG_REQ.SIZE), D.INET_DIAG_REQ_BYTECODE);
  const found: Uint8Array[] = [];
  for (const { socket, ino } of withWaiting(net)) {
    if (socket.family !== body[0] || protocolOf(socket) !== protocol || !isHashed(socket)) continue;
    if (((states >>> stateOf(socket)) & 1) === 0 || (code !== undefined && !passes(code, socket))) continue;
    found.push(describe(socket, ino, body[D.INET_DIAG_REQ.EXTENSIONS]));
  }
  return found;
}

/** The sockets that are open, and those of TCP that wait to be accepted, which have no file yet. */
function* withWaiting({ sockets }: NetNamespace): Generator<{ socket: Socket; ino: number }> {
  for (const { socket, ino } of sockets) {
    yield { socket, ino };
    for (const waiting of socket.backlog) yield { socket: waiting, ino: 0 };
  }
}

/** Tables of the kernel have sockets once they have a place. */
const isHashed = ({ local, peer }: Socket): boolean => local !== undefined || peer !== undefined;

const remoteOf = ({ remote, peer }: Socket): Address | undefined => remote ?? peer?.local;
const portOf = (address: Address | undefined) => (address && 'port' in address ? address.port : 0);

/** An address in sixteen bytes as a socket of `family` has it. */
function placed(address: Address | undefined, family: number): Uint8Array {
  const bytes = new Uint8Array(16);
  const any = family === N.AF_INET6 ? ANY_V6 : ANY_V4;
  const ip = address && 'ip' in address ? address.ip : any;
  const mapped = family === N.AF_INET6 && isV4(ip) && ip !== ANY_V4;
  if (mapped) bytes.set([0xff, 0xff], 10);
  if (ip !== ANY_V4) bytes.set(addressOf(ip), mapped ? 12 : 0);
  return bytes;
}

/** inet_sk_diag_fill. */
function describe(socket: Socket, ino: number, extensions: number): Uint8Array {
  const { family, local, options } = socket;
  const head = new Uint8Array(D.INET_DIAG_MSG.SIZE);
  const view = viewOf(head);
  const { ID, RQUEUE, WQUEUE, UID, INODE } = D.INET_DIAG_MSG;
  const listens = socket.state === 'listening';
  head[D.INET_DIAG_MSG.FAMILY] = family;
  head[D.INET_DIAG_MSG.STATE] = stateOf(socket);
  view.setUint16(ID + D.INET_DIAG_SOCKID.SPORT, portOf(local));
  view.setUint16(ID + D.INET_DIAG_SOCKID.DPORT, portOf(remoteOf(socket)));
  head.set(placed(local, family), ID + D.INET_DIAG_SOCKID.SRC);
  head.set(placed(remoteOf(socket), family), ID + D.INET_DIAG_SOCKID.DST);
  view.setUint32(ID + D.INET_DIAG_SOCKID.COOKIE, ino, true);
  view.setUint32(RQUEUE, listens ? socket.backlog.length : bytesIn(socket), true);
  view.setUint32(WQUEUE, listens ? socket.maxBacklog : 0, true);
  view.setUint32(UID, socket.cred.uid, true);
  view.setUint32(INODE, ino, true);
  const asked = (extension: number) => ((extensions >> (extension - 1)) & 1) !== 0;
  return message(head, [
    attribute(D.INET_DIAG_SHUTDOWN, Uint8Array.of(socket.shutdown)),
    ...(asked(D.INET_DIAG_TOS)
      ? [attribute(D.INET_DIAG_TOS, Uint8Array.of(options.other.get('0/1') ?? 0))]
      : []),
    ...(family === N.AF_INET6 && asked(D.INET_DIAG_TCLASS)
      ? [attribute(D.INET_DIAG_TCLASS, Uint8Array.of(options.other.get('41/67') ?? 0))]
      : []),
    ...(family === N.AF_INET6
      ? [attribute(D.INET_DIAG_SKV6ONLY, Uint8Array.of(options.v6Only ? 1 : 0))]
      : []),
    ...(socket.stream && asked(D.INET_DIAG_INFO) ? [attribute(D.INET_DIAG_INFO, tcpInfo(socket))] : []),
    ...(asked(D.INET_DIAG_SKMEMINFO) ? [attribute(D.INET_DIAG_SKMEMINFO, memory(socket))] : []),
  ]);
}

/** sk_get_meminfo: what waits to be read, and the buffers' sizes. */
function memory({ queued, options }: Socket): Uint8Array {
  const all = new Uint32Array(D.SK_MEMINFO.VARS);
  all[D.SK_MEMINFO.RMEM_ALLOC] = queued;
  all[D.SK_MEMINFO.RCVBUF] = options.receiveBuffer;
  all[D.SK_MEMINFO.SNDBUF] = options.sendBuffer;
  return new Uint8Array(all.buffer);
}

/** inet_diag_bc_run: a program that says which sockets are wanted; it jumps over its end by 4 to say no. */
function passes(code: Uint8Array, socket: Socket): boolean {
  const view = viewOf(code);
  const ports = { s: portOf(socket.local), d: portOf(remoteOf(socket)) };
  let at = 0;
  while (at >= 0 && at + D.BYTECODE.SIZE <= code.length) {
    const yes = code[at + 1];
    const no = view.getUint16(at + 2, true);
    const given =
      at + 2 * D.BYTECODE.SIZE <= code.length ? view.getUint16(at + D.BYTECODE.SIZE + 2, true) : 0;
    const holds = condition(code[at], given, code.subarray(at + D.BYTECODE.SIZE), ports, socket);
    const step = holds ? yes : no;
    if (step === 0) return false;
    at += step;
  }
  return at === code.length;
}

function condition(
  op: number,
  port: number,
  rest: Uint8Array,
  { s, d }: { s: number; d: number },
  socket: Socket,
): boolean {
  switch (op) {
    case D.BYTECODE.NOP:
      return true;
    case D.BYTECODE.S_EQ:
      return s === port;
    case D.BYTECODE.S_GE:
      return s >= port;
    case D.BYTECODE.S_LE:
      return s <= port;
    case D.BYTECODE.D_EQ:
      return d === port;
    case D.BYTECODE.D_GE:
      return d >= port;
    case D.BYTECODE.D_LE:
      return d <= port;
    // Whoever bound a socket said which port: what the kernel chose has none of its own.
    case D.BYTECODE.AUTO:
      return s >= FIRST_EPHEMERAL;
    case D.BYTECODE.S_COND:
      return isHost(rest, socket.local, s, socket.family);
    case D.BYTECODE.D_COND:
      return isHost(rest, remoteOf(socket), d, socket.family);
    // BYTECODE.JMP goes by `no`; no socket is bound to a device or marked.
    default:
      return false;
  }
}
const FIRST_EPHEMERAL = 32_768;

/** inet_diag_bc_run for a host: its port, and as many bits of its address as count. */
function isHost(cond: Uint8Array, address: Address | undefined, port: number, family: number): boolean {
  if (cond.length < D.HOSTCOND.ADDRESS) return false;
  const wanted = viewOf(cond).getInt32(D.HOSTCOND.PORT, true);
  if (wanted !== -1 && wanted !== port) return false;
  const bits = cond[D.HOSTCOND.PREFIX];
  if (bits === 0) return cond[D.HOSTCOND.FAMILY] === N.AF_UNSPEC || cond[D.HOSTCOND.FAMILY] === family;
  let bytes = placed(address, family);
  if (cond[D.HOSTCOND.FAMILY] === N.AF_INET && family === N.AF_INET6) {
    if (bytes[10] !== 0xff || bytes[11] !== 0xff) return false;
    bytes = bytes.subarray(12);
  } else if (cond[D.HOSTCOND.FAMILY] !== family) return false;
  const host = cond.subarray(D.HOSTCOND.ADDRESS);
  for (let bit = 0; bit < bits; bit++) {
    const mask = 0x80 >> (bit & 7);
    if (((bytes[bit >> 3] ^ host[bit >> 3]) & mask) !== 0) return false;
  }
  return true;
}

/** States of TCP by which sockets with names are told: net/tcp_states.h. */
const TCP_ESTABLISHED = 1;
const TCP_CLOSE = 7;
const TCP_LISTEN = 10;

function unixState({ state }: Socket): number {
  if (state === 'listening') return TCP_LISTEN;
  return state === 'connected' ? TCP_ESTABLISHED : TCP_CLOSE;
}

/** unix_diag_dump. */
function dumpUnix(body: Uint8Array, net: NetNamespace): Uint8Array[] | number {
  if (body.length < D.UNIX_DIAG_REQ.SIZE) return -E.EINVAL;
  const view = viewOf(body);
  const states = view.getUint32(D.UNIX_DIAG_REQ.STATES, true);
  const show = view.getUint32(D.UNIX_DIAG_REQ.SHOW, true);
  const numbers = new Map([...net.sockets].map(({ socket, ino }) => [socket, ino]));
  return [...net.sockets]
    .filter(({ socket }) => socket.unix && ((states >>> unixState(socket)) & 1) !== 0)
    .map((entry) => describeUnix(entry, show, numbers));
}

/** sk_diag_fill of net/unix/diag.c. */
function describeUnix({ socket, ino }: SocketEntry, show: number, numbers: Map<Socket, number>): Uint8Array {
  const { local, node, peer, backlog, state } = socket;
  const listens = state === 'listening';
  const head = new Uint8Array(D.UNIX_DIAG_MSG.SIZE);
  head[0] = N.AF_UNIX;
  head[D.UNIX_DIAG_MSG.TYPE] = socket.type;
  head[D.UNIX_DIAG_MSG.STATE] = unixState(socket);
  viewOf(head).setUint32(D.UNIX_DIAG_MSG.INODE, ino, true);
  viewOf(head).setUint32(D.UNIX_DIAG_MSG.COOKIE, ino, true);
  const parts: Uint8Array[] = [];
  const name = local && 'name' in local ? local.name : '';
  if (show & D.UDIAG_SHOW.NAME && name !== '') {
    const path = name[0] === '\0' ? name : `${name}\0`;
    parts.push(
      attribute(
        D.UNIX_DIAG.NAME,
        Uint8Array.from(path, (c) => c.charCodeAt(0)),
      ),
    );
  }
  if (show & D.UDIAG_SHOW.VFS && node !== undefined)
    parts.push(attribute(D.UNIX_DIAG.VFS, words(node.ino, node.dev)));
  if (show & D.UDIAG_SHOW.PEER && peer !== undefined)
    parts.push(attribute(D.UNIX_DIAG.PEER, int32(numbers.get(peer) ?? 0)));
  if (show & D.UDIAG_SHOW.ICONS && listens)
    parts.push(
      attribute(
        D.UNIX_DIAG.ICONS,
        words(...backlog.map(({ peer: from }) => (from && numbers.get(from)) ?? 0)),
      ),
    );
  if (show & D.UDIAG_SHOW.RQLEN)
    parts.push(
      attribute(
        D.UNIX_DIAG.RQLEN,
        listens ? words(backlog.length, socket.maxBacklog) : words(bytesIn(socket), 0),
      ),
    );
  if (show & D.UDIAG_SHOW.MEMINFO) parts.push(attribute(D.UNIX_DIAG.MEMINFO, memory(socket)));
  parts.push(attribute(D.UNIX_DIAG.SHUTDOWN, Uint8Array.of(socket.shutdown)));
  if (show & D.UDIAG_SHOW.UID) parts.push(attribute(D.UNIX_DIAG.UID, words(socket.cred.uid)));
  return message(head, parts);
}
