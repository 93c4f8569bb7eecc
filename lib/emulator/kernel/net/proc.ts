import { AF_INET6 } from '../../../abi/socket';
import type { SocketRow } from '../types';
import type { Address } from './address';
import { SHUTDOWN, type Socket, type SocketEntry } from './socket';

/** States of TCP (net/tcp_states.h), and of sockets with names (linux/net.h). */
const TCP = { ESTABLISHED: 1, SYN_SENT: 2, FIN_WAIT2: 5, CLOSE: 7, CLOSE_WAIT: 8, LISTEN: 10 } as const;
const SS = { UNCONNECTED: 1, CONNECTING: 2, CONNECTED: 3 } as const;

/** An open socket as /proc/net finds it. */
export class ShownSocket implements SocketEntry {
  constructor(
    readonly socket: Socket,
    readonly ino: number,
  ) {}

  /** Its row; none for a socket of TCP or UDP that no table of the kernel holds yet. */
  get row(): SocketRow | undefined {
    const { socket, ino } = this;
    const { local, peer, state, type } = socket;
    const listening = state === 'listening';
    const common = { type, listening, uid: socket.cred.uid, ino };
    const receiveQueue = listening ? socket.backlog.length : bytesIn(socket);
    const sendQueue = listening ? socket.maxBacklog : 0;
    if (socket.unix) {
      const stage =
        peer !== undefined ? SS.CONNECTED : state === 'connecting' ? SS.CONNECTING : SS.UNCONNECTED;
      const name = local !== undefined && 'name' in local ? local.name.replace('\0', '@') : '';
      return { ...common, table: 'unix', local: name, remote: '', state: stage, sendQueue, receiveQueue };
    }
    if (socket.raw || socket.ping) return undefined;
    if (local === undefined || socket.netlink || (socket.stream && peer === undefined && !listening))
      return undefined;
    const v6 = socket.family === AF_INET6;
    const remote = socket.remote ?? peer?.local;
    return {
      ...common,
      table: socket.datagram ? (v6 ? 'udp6' : 'udp') : v6 ? 'tcp6' : 'tcp',
      local: shown(local, v6),
      remote: shown(remote, v6),
      state: stateOf(socket),
      sendQueue,
      receiveQueue,
    };
  }
}

/** Bytes that wait to be read. */
export function bytesIn({ queue, unix, stream, shutdown }: Socket): number {
  // The end of what TCP was sent counts as one more, until it is reached.
  const end = stream && !unix && queue.length > 0 && shutdown & SHUTDOWN.RCV ? 1 : 0;
  return queue.reduce((sum, packet) => sum + packet.bytes.length - packet.at, end);
}

/** The state of TCP that a socket counts as. */
export function stateOf(socket: Socket): number {
  if (socket.datagram) return socket.remote === undefined ? TCP.CLOSE : TCP.ESTABLISHED;
  if (socket.state === 'listening') return TCP.LISTEN;
  if (socket.state === 'connecting') return TCP.SYN_SENT;
  if (socket.shutdown === SHUTDOWN.BOTH || socket.state === 'unconnected') return TCP.CLOSE;
  if (socket.shutdown & SHUTDOWN.SEND) return TCP.FIN_WAIT2;
  return socket.shutdown & SHUTDOWN.RCV ? TCP.CLOSE_WAIT : TCP.ESTABLISHED;
}

/** Words of the address as the processor holds them, in hex, and the port. */
function shown(address: Address | undefined, v6: boolean): string {
  const ip = address !== undefined && 'ip' in address ? address.ip : '';
  const port = address !== undefined && 'port' in address ? address.port : 0;
  const hex = (value: number, width: number) => value.toString(16).toUpperCase().padStart(width, '0');
  let bytes: number[];
  if (ip.includes('.')) {
    const four = ip.split('.').map(Number);
    bytes = v6 ? [...Array(10).fill(0), 255, 255, ...four] : four;
  } else if (ip === '') bytes = Array(v6 ? 16 : 4).fill(0);
  else bytes = (ip.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  let text = '';
  for (let word = 0; word < bytes.length; word += 4)
    for (let i = 3; i >= 0; i--) text += hex(bytes[word + i], 2);
  return `${text}:${hex(port, 4)}`;
}
