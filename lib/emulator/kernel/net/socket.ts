import { EFAULT } from '../../../abi/errno';
import { O_NONBLOCK, O_RDWR } from '../../../abi/fcntl';
import { FIONREAD, SIOCATMARK, TIOCOUTQ } from '../../../abi/ioctl';
import * as W from '../../../abi/poll';
import {
  AF_INET,
  AF_INET6,
  AF_NETLINK,
  AF_UNIX,
  IPPROTO_ICMP,
  IPPROTO_ICMPV6,
  SOCK_DGRAM,
  SOCK_RAW,
  SOCK_STREAM,
} from '../../../abi/socket';
import { S_IFSOCK, SOCKFS_MAGIC } from '../../../abi/stat';
import { rootDentry } from '../../vfs/dentry';
import { fput, OpenFile } from '../../vfs/file';
import { PlainInode } from '../../vfs/inode';
import type { File, FileOperations, Inode, SuperBlock } from '../../vfs/types';
import { sendUrgent } from '../fs/fasync';
import { int32 } from '../fs/uaccess';
import { numberFor } from '../pid_namespace';
import type { IovIter, KernelServices, Result, SocketRow, Task, WaitQueue } from '../types';
import { NO_ID, shownGid, shownUid } from '../user_namespace';
import type { Address } from './address';
import { deviceIoctl } from './devices';
import type { NetNamespace } from './namespace';
import { atMark, readable, type Urgent } from './urgent';

/** struct ucred. */
export interface Ucred {
  pid: number;
  uid: number;
  gid: number;
}

/** What was sent at once: struct sk_buff. */
export interface Packet {
  readonly bytes: Uint8Array;
  /** Bytes of a stream that have been read already. */
  at: number;
  readonly from: Address | undefined;
  /** Open files on their way (SCM_RIGHTS). */
  files: File[];
  readonly cred: Ucred;
  /** Of a packet of IP: how many hops it had left. */
  readonly ttl?: number;
  /** When it came, in ns of real time, if anybody wants to know. */
  stamp?: number;
}

/** SO_TIMESTAMP and SO_TIMESTAMPNS as options are kept. */
export const STAMPED = '1/29';
export const STAMPED_NS = '1/35';

export type SocketState = 'unconnected' | 'listening' | 'connecting' | 'connected' | 'closed';

/** Sent towards the socket, or away from it: RCV_SHUTDOWN and SEND_SHUTDOWN. */
export const SHUTDOWN = { RCV: 1, SEND: 2, BOTH: 3 } as const;

/** net.core.wmem_default, and what TCP's buffer grows to on a fast path: net.ipv4.tcp_wmem. */
const UNIX_BUFFER = 212_992;
const TCP_BUFFER = 2_626_560;

/** Memory of a packet: struct sk_buff, and its bytes with struct skb_shared_info in a block of the allocator's. */
function trueSize(length: number): number {
  return 256 + 2 ** Math.max(9, Math.ceil(Math.log2(length + 320)));
}

/** A socket: struct sock. Bytes wait with the receiver. */
export class Socket {
  state: SocketState = 'unconnected';
  local: Address | undefined;
  /** Of a datagram socket: where it sends to, and from where alone it receives. */
  remote: Address | undefined;
  peer: Socket | undefined;
  readonly queue: Packet[] = [];
  /** It began its connection. */
  active = false;
  /** Bytes of a stream that came, and that have been read, since it began. */
  received = 0;
  consumed = 0;
  /** The byte out of band that has not been passed yet. */
  urgent: Urgent | undefined;
  /** Sends SIGURG to whoever owns the socket's file. */
  sendUrgent: (() => void) | undefined;
  /** Types of ICMP that a raw socket is not to see, as bits: ICMP_FILTER. */
  filter: Uint32Array | undefined;
  /** Bytes held back: TCP_CORK, and MSG_MORE of datagrams. */
  held: Uint8Array[] = [];
  /** Bytes in the queue, with what packets take besides. */
  queued = 0;
  shutdown = 0;
  /** An error that the next call tells (SO_ERROR). */
  error = 0;
  /** Sockets that wait to be accepted, and how many may. */
  readonly backlog: Socket[] = [];
  maxBacklog = 0;
  /** The node of a bound path. */
  node: Inode | undefined;
  cred: Ucred;
  peerCred: Ucred = { pid: 0, uid: 0xffffffff, gid: 0xffffffff };
  readonly options = {
    reuseAddress: false,
    reusePort: false,
    passCredentials: false,
    keepAlive: false,
    broadcast: false,
    oobInline: false,
    noDelay: false,
    cork: false,
    v6Only: false,
    lingerOn: false,
    linger: 0,
    sendBuffer: 0,
    receiveBuffer: 0,
    receiveTimeout: 0,
    sendTimeout: 0,
    lowWater: 1,
    priority: 0,
    /** Options that are kept and have no effect here, by level and number. */
    other: new Map<string, number>(),
  };
  /** The network that it was made in. */
  readonly net: NetNamespace;
  readonly wait: WaitQueue;
  /** Those who send to it and found no room. */
  readonly space: WaitQueue;

  constructor(
    readonly kernel: KernelServices,
    readonly family: number,
    readonly type: number,
    readonly protocol: number,
    task: Task,
  ) {
    this.net = task.nsproxy.net;
    this.wait = kernel.waitQueue('a socket');
    this.space = kernel.waitQueue('room in a socket');
    this.cred = credOf(task);
    const tcp = family !== AF_UNIX && type === SOCK_STREAM;
    this.options.sendBuffer = tcp ? 16_384 : UNIX_BUFFER;
    this.options.receiveBuffer = tcp ? 131_072 : UNIX_BUFFER;
  }

  get stream(): boolean {
    return this.type === SOCK_STREAM;
  }

  get datagram(): boolean {
    return this.type === SOCK_DGRAM || this.netlink || this.raw;
  }

  /** Whoever reads from it wants to know when packets came. */
  get stamped(): boolean {
    const { other } = this.options;
    return (other.get(STAMPED) ?? 0) !== 0 || (other.get(STAMPED_NS) ?? 0) !== 0;
  }

  /** It sees packets of IP with their headers. */
  get raw(): boolean {
    return this.type === SOCK_RAW && (this.family === AF_INET || this.family === AF_INET6);
  }

  /** It sends echoes of ICMP. */
  get ping(): boolean {
    return this.type === SOCK_DGRAM && (this.protocol === IPPROTO_ICMP || this.protocol === IPPROTO_ICMPV6);
  }

  get unix(): boolean {
    return this.family === AF_UNIX;
  }

  /** Its messages go to the kernel and come from it, whether it is of SOCK_RAW or SOCK_DGRAM. */
  get netlink(): boolean {
    return this.family === AF_NETLINK;
  }

  /** True when a sender has room for another packet on its way to `to`. */
  hasRoom(to: Socket): boolean {
    if (this.unix && !this.stream) {
      // Those who are connected to one another are held up by their buffer alone.
      const crowded = to.peer !== this && to.queue.length > MAX_DGRAM_QUEUE;
      return !crowded && to.queued < this.options.sendBuffer;
    }
    if (this.datagram) return true;
    const limit = this.unix ? this.options.sendBuffer : Math.max(TCP_BUFFER, this.options.sendBuffer);
    return to.queued < limit;
  }

  /** Puts a packet into the queue. */
  deliver(packet: Packet): void {
    this.count(packet.bytes.length);
    if (this.stamped) packet.stamp = this.kernel.preciseRealtime();
    this.queue.push(packet);
    this.received += packet.bytes.length;
    this.queued += trueSize(packet.bytes.length);
    this.wait.wakeAll(W.POLLIN | W.POLLRDNORM | W.POLLRDBAND);
  }

  private count(bytes: number): void {
    if (this.unix || this.netlink || this.raw || this.ping) return;
    const { counts } = this.net;
    counts.bytes += bytes;
    if (this.stream) counts.segments++;
    else counts.datagrams++;
  }

  /** The first packet has been taken. */
  drop(): void {
    const packet = this.queue.shift();
    if (packet !== undefined) this.queued -= trueSize(packet.bytes.length);
  }

  /** sock_wfree and its write_space: whoever sends to it has room again. */
  roomMade(): void {
    this.space.wakeAll();
    const { peer } = this;
    if (peer?.mayWrite) peer.wait.wakeAll(W.POLLOUT | W.POLLWRNORM | W.POLLWRBAND);
  }

  /** POLLOUT: a Unix socket wants three quarters of its buffer free. */
  get mayWrite(): boolean {
    const { peer } = this;
    if (peer === undefined || this.datagram) return true;
    return this.unix ? peer.queued * 4 <= this.options.sendBuffer : this.hasRoom(peer);
  }

  /** Takes SO_ERROR. */
  takeError(): number {
    const { error } = this;
    this.error = 0;
    return error;
  }

  /** Everybody who watches looks again: senders to it too. */
  changed(): void {
    this.wait.wakeAll();
    this.space.wakeAll();
    this.peer?.wait.wakeAll();
    this.peer?.space.wakeAll();
  }
}

/** net.unix.max_dgram_qlen. */
const MAX_DGRAM_QUEUE = 10;

/** struct ucred as a process is shown it: cred_to_ucred. */
export function encodeUcred(task: Task, { pid, uid, gid }: Ucred): Uint8Array {
  const { cred } = task;
  // Of a socket without a peer there are none.
  const nobody = uid === NO_ID;
  const ids = nobody ? [NO_ID, NO_ID] : [shownUid(cred, uid), shownGid(cred, gid)];
  return new Uint8Array(Uint32Array.of(numberFor(task, pid), ...ids).buffer);
}

export function credOf(task: Task): Ucred {
  return { pid: task.tgid, uid: task.cred.euid, gid: task.cred.egid };
}

/** Ready events: unix_poll, tcp_poll and datagram_poll. */
function pollSocket(file: File): number {
  const socket = socketOf(file);
  const { state, shutdown, queue } = socket;
  if (state === 'listening') return socket.backlog.length > 0 ? W.POLLIN | W.POLLRDNORM : 0;
  let events = socket.error !== 0 ? W.POLLERR : 0;
  if (shutdown === SHUTDOWN.BOTH || state === 'closed') events |= W.POLLHUP;
  if (shutdown & SHUTDOWN.RCV) events |= W.POLLRDHUP | W.POLLIN | W.POLLRDNORM;
  // A byte out of band that stands next is none to be read.
  const waits =
    queue.length > 0 &&
    !(atMark(socket) && !socket.options.oobInline && socket.received - socket.consumed < 2);
  if (waits) events |= W.POLLIN | W.POLLRDNORM;
  if (socket.urgent?.taken === false) events |= W.POLLPRI;
  if (state === 'connecting') return events;
  if (!socket.datagram && state === 'unconnected') return events | W.POLLHUP | W.POLLOUT | W.POLLWRNORM;
  if (socket.mayWrite) events |= W.POLLOUT | W.POLLWRNORM | (socket.unix ? W.POLLWRBAND : 0);
  return events;
}

function ioctl(file: File, request: number, arg: number, task: Task): number {
  const socket = socketOf(file);
  let value = 0;
  if (request === FIONREAD) {
    const [first] = socket.queue;
    if (socket.stream) value = readable(socket);
    else value = first?.bytes.length ?? 0;
  } else if (request === SIOCATMARK && socket.stream && !socket.unix) value = atMark(socket) ? 1 : 0;
  else if (request === TIOCOUTQ) value = socket.unix ? (socket.peer?.queued ?? 0) : 0;
  else return deviceIoctl(task, socket, request, arg);
  return task.mem.copyOut(arg, int32(value)) ? 0 : -EFAULT;
}

/** What reads and writes on a socket's file do, and what closing it does; filled in by calls.ts. */
export interface SocketOperations {
  receive(socket: Socket, file: File, iter: IovIter, task: Task): Result;
  send(socket: Socket, file: File, iter: IovIter, task: Task): Result;
  close(socket: Socket): void;
  /** What /proc/net shows of an open socket. */
  show(socket: Socket, ino: number): SocketEntry;
}

/** A socket as tables of the kernel find it. */
export interface SocketEntry {
  readonly socket: Socket;
  readonly ino: number;
  readonly row: SocketRow | undefined;
}

/** The filesystem of sockets. */
export class SockFs implements SuperBlock {
  readonly type = 'sockfs';
  readonly magic = SOCKFS_MAGIC;
  readonly dev = 8;
  private inodes = 0;
  private readonly fops: FileOperations;
  /** What /proc/net shows of each open file. */
  private readonly entries = new Map<File, SocketEntry>();

  constructor(
    private readonly kernel: KernelServices,
    private readonly operations: SocketOperations,
  ) {
    this.fops = {
      read: (file, iter, _pos, task) => operations.receive(socketOf(file), file, iter, task),
      write: (file, iter, _pos, task) => operations.send(socketOf(file), file, iter, task),
      poll: pollSocket,
      queues: (file) => [socketOf(file).wait],
      async: true,
      ioctl,
      release: (file) => {
        const entry = this.entries.get(file);
        if (entry !== undefined) socketOf(file).net.sockets.delete(entry);
        this.entries.delete(file);
        operations.close(socketOf(file));
      },
    };
  }

  usage() {
    return { blocks: 0, blocksFree: 0, files: 0, filesFree: 0 };
  }

  /** A file for a socket; `flags` may have O_NONBLOCK. */
  open(socket: Socket, flags: number): File {
    const ino = ++this.inodes;
    const inode = new PlainInode(this, {}, this.fops, {
      ino,
      mode: S_IFSOCK | 0o777,
      kind: 'socket',
      uid: socket.cred.uid,
      gid: socket.cred.gid,
      now: this.kernel.realtime(),
    });
    const file = new OpenFile(rootDentry(`socket:[${ino}]`, inode), O_RDWR | (flags & O_NONBLOCK));
    file.state = socket;
    socket.sendUrgent = () => sendUrgent(this.kernel, file);
    const entry = this.operations.show(socket, ino);
    this.entries.set(file, entry);
    socket.net.sockets.add(entry);
    return file;
  }

  /** The socket of a file, if it is one of these. */
  find(file: File): Socket | undefined {
    return file.fops === this.fops ? socketOf(file) : undefined;
  }
}

export const socketOf = (file: File): Socket => file.state as Socket;

/** Lets go of packets that nobody will read. */
export function purge(socket: Socket): void {
  for (const packet of socket.queue) for (const file of packet.files) fput(file);
  socket.queue.length = 0;
  socket.queued = 0;
}

/** The family in which a socket shows an address. */
export const shownFamily = (socket: Socket): number =>
  socket.family === AF_INET6 ? AF_INET6 : socket.family;
