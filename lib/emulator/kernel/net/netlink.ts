import * as E from '../../../abi/errno';
import * as L from '../../../abi/netlink';
import { AF_NETLINK, MSG_OOB, NETLINK_ROUTE, NETLINK_SOCK_DIAG, SOL_NETLINK } from '../../../abi/socket';
import { sideTable } from '../../snapshot/side_table';
import { CAP_NET_ADMIN, capable } from '../capable';
import { numberFor } from '../pid_namespace';
import type { IovIter, Result, Task } from '../types';
import type { Address } from './address';
import type { NetNamespace } from './namespace';
import { type Answer, aligned, concatenated, int32, message, type Request } from './netlink_message';
import { routeRequest } from './rtnetlink';
import { diagRequest } from './sock_diag';
import type { Socket } from './socket';
import type { Outgoing } from './transfer';

export type NetlinkAddress = Extract<Address, { groups: number }>;

/** The kernel's end of every protocol. */
export const KERNEL_ADDRESS: NetlinkAddress = { family: AF_NETLINK, pid: 0, groups: 0 };

/** Ports of a network, by protocol and number. */
const portsOf = sideTable<NetNamespace, Map<string, Socket>>();

function ports(net: NetNamespace): Map<string, Socket> {
  let found = portsOf.get(net);
  if (found === undefined) {
    found = new Map();
    portsOf.set(net, found);
  }
  return found;
}

const key = ({ protocol }: Socket, pid: number) => `${protocol}/${pid}`;

const localOf = ({ local }: Socket): NetlinkAddress | undefined =>
  local !== undefined && 'groups' in local ? local : undefined;

/** Ports that the kernel gives when the process has used its own number already count down from here. */
const FIRST_SPARE = -4096;

/** netlink_autobind: the process's number, or one that nobody has. */
function autobind(task: Task, socket: Socket): void {
  if (socket.local !== undefined) return;
  let pid = numberFor(task, task.tgid);
  for (let spare = FIRST_SPARE; ports(socket.net).has(key(socket, pid)); spare--) pid = spare >>> 0;
  take(socket, pid, 0);
}

function take(socket: Socket, pid: number, groups: number): void {
  ports(socket.net).set(key(socket, pid), socket);
  socket.local = { family: AF_NETLINK, pid, groups };
}

/** netlink_bind. Nothing is ever told to groups: the machine's one device does not change. */
export function bindNetlink(task: Task, socket: Socket, { pid, groups }: NetlinkAddress): number {
  const bound = localOf(socket);
  if (bound !== undefined) {
    if (pid !== bound.pid) return -E.EINVAL;
    socket.local = { ...bound, groups };
    return 0;
  }
  if (pid === 0) autobind(task, socket);
  else if (ports(socket.net).has(key(socket, pid))) return -E.EADDRINUSE;
  else take(socket, pid, 0);
  socket.local = { family: AF_NETLINK, pid: localOf(socket)?.pid ?? 0, groups };
  return 0;
}

/** netlink_connect: whom send(2) speaks to. */
export function connectNetlink(task: Task, socket: Socket, to: Address): number {
  if (!('groups' in to)) {
    socket.remote = undefined;
    return 0;
  }
  if ((to.pid !== 0 || to.groups !== 0) && !capable(task.cred, CAP_NET_ADMIN, socket.net.user))
    return -E.EPERM;
  autobind(task, socket);
  socket.remote = to;
  return 0;
}

/** The socket is closed: its port is free. */
export function forgetNetlink(socket: Socket): void {
  const local = localOf(socket);
  if (local !== undefined) ports(socket.net).delete(key(socket, local.pid));
}

/** netlink_sendmsg. */
export function sendNetlink(
  task: Task,
  socket: Socket,
  iter: IovIter,
  flags: number,
  { to }: Outgoing,
): Result {
  if (flags & MSG_OOB) return -E.EOPNOTSUPP;
  if (iter.count === 0) return -E.ENODATA;
  const given = to !== undefined && 'groups' in to ? to : undefined;
  if (
    given !== undefined &&
    (given.pid !== 0 || given.groups !== 0) &&
    !capable(task.cred, CAP_NET_ADMIN, socket.net.user)
  )
    return -E.EPERM;
  autobind(task, socket);
  if (iter.count > socket.options.sendBuffer - 32) return -E.EMSGSIZE;
  const bytes = new Uint8Array(iter.count);
  if (iter.copyFrom(bytes, 0, bytes.length) < bytes.length) return -E.EFAULT;
  const remote = socket.remote !== undefined && 'groups' in socket.remote ? socket.remote : KERNEL_ADDRESS;
  const { pid } = given ?? remote;
  const from = localOf(socket);
  if (pid !== 0) {
    const other = ports(socket.net).get(key(socket, pid));
    if (other === undefined) return -E.ECONNREFUSED;
    other.deliver({
      bytes,
      at: 0,
      from,
      files: [],
      cred: { pid: task.tgid, uid: task.cred.euid, gid: task.cred.egid },
    });
    return bytes.length;
  }
  if (socket.protocol !== NETLINK_ROUTE && socket.protocol !== NETLINK_SOCK_DIAG) return -E.ECONNREFUSED;
  const mayChange = capable(task.cred, CAP_NET_ADMIN, socket.net.user);
  for (const answer of answers(bytes, from?.pid ?? 0, socket, mayChange)) deliverFromKernel(socket, answer);
  return bytes.length;
}

function deliverFromKernel(socket: Socket, bytes: Uint8Array): void {
  socket.deliver({ bytes, at: 0, from: KERNEL_ADDRESS, files: [], cred: { pid: 0, uid: 0, gid: 0 } });
}

/** What a protocol of the kernel says to one request. */
function answerTo(request: Request, { protocol, net }: Socket, mayChange: boolean): Answer {
  return protocol === NETLINK_SOCK_DIAG ? diagRequest(request, net) : routeRequest(request, net, mayChange);
}

/** netlink_rcv_skb: what the kernel says to each request in what was sent. Every element is one packet. */
function* answers(bytes: Uint8Array, pid: number, socket: Socket, mayChange: boolean): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + L.NLMSGHDR.SIZE <= bytes.length; ) {
    const length = view.getUint32(at, true);
    if (length < L.NLMSGHDR.SIZE || at + length > bytes.length) return;
    const type = view.getUint16(at + L.NLMSGHDR.TYPE, true);
    const flags = view.getUint16(at + L.NLMSGHDR.FLAGS, true);
    const seq = view.getUint32(at + L.NLMSGHDR.SEQ, true);
    const request = bytes.subarray(at, at + length);
    at += aligned(length);
    let answer: Answer = 0;
    if (flags & L.NLM_F_REQUEST && type >= L.NLMSG_MIN_TYPE)
      answer = answerTo({ type, flags, body: request.subarray(L.NLMSGHDR.SIZE) }, socket, mayChange);
    if (typeof answer !== 'number') {
      const dump = (flags & L.NLM_F_DUMP) === L.NLM_F_DUMP;
      const each = answer.map((one) => message(one.type, dump ? L.NLM_F_MULTI : 0, seq, pid, one.body));
      if (each.length > 0) yield concatenated(each);
      if (dump) yield message(L.NLMSG_DONE, L.NLM_F_MULTI, seq, pid, int32(0));
      if (dump || (flags & L.NLM_F_ACK) === 0) continue;
    }
    const error = typeof answer === 'number' ? answer : 0;
    if (error === 0 && (flags & L.NLM_F_ACK) === 0) continue;
    // netlink_ack: the header of the request, and all of it if something was wrong with it.
    const whole = error !== 0 && !socket.options.other.get(`${SOL_NETLINK}/${L.NETLINK_CAP_ACK}`);
    const told = whole ? request : request.subarray(0, L.NLMSGHDR.SIZE);
    const body = concatenated([int32(error), told]);
    yield message(L.NLMSG_ERROR, whole ? 0 : L.NLM_F_CAPPED, seq, pid, body);
  }
}
