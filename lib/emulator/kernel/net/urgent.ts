import { EFAULT, EINVAL } from '../../../abi/errno';
import { POLLPRI } from '../../../abi/poll';
import { MSG_OOB, MSG_PEEK, MSG_TRUNC } from '../../../abi/socket';
import type { IovIter } from '../types';
import type { Socket } from './socket';
import type { Incoming } from './transfer';

/** The byte of a stream that was sent out of band: tcp(7). There is one at most; a later one takes its place. */
export interface Urgent {
  /** Where it lies in the stream. */
  readonly seq: number;
  readonly byte: number;
  /** It has been read by itself. */
  taken: boolean;
}

/** tcp_check_urg: the last byte that has been delivered is urgent. */
export function becomeUrgent(socket: Socket, byte: number): void {
  const { urgent, received } = socket;
  const old = urgent?.seq === socket.consumed && !socket.options.oobInline;
  // Whoever stands at an earlier one without having read on has passed it.
  if (old && socket.consumed !== received - 1) skipByte(socket);
  socket.urgent = { seq: received - 1, byte, taken: false };
  socket.sendUrgent?.();
  socket.wait.wakeAll(POLLPRI);
}

/** Takes one byte off the stream unread. */
function skipByte(socket: Socket): void {
  const [first] = socket.queue;
  first.at++;
  socket.consumed++;
  if (first.at === first.bytes.length) socket.drop();
}

/** How much may be read from `seq` on before the urgent byte, and whether the byte at `seq` is to be left out. */
export function beforeUrgent({ urgent, options }: Socket, seq: number): { most: number; skip: boolean } {
  const ahead = urgent === undefined ? -1 : urgent.seq - seq;
  if (ahead > 0) return { most: ahead, skip: false };
  return { most: Number.POSITIVE_INFINITY, skip: ahead === 0 && !options.oobInline };
}

/** The stream has been read up to `seq`: a mark behind it is no more. */
export function passUrgent(socket: Socket): void {
  if (socket.urgent !== undefined && socket.consumed > socket.urgent.seq) socket.urgent = undefined;
}

/** sockatmark(3): SIOCATMARK. */
export const atMark = ({ urgent, consumed }: Socket): boolean => urgent?.seq === consumed;

/** tcp_inq: bytes that a read would find. */
export function readable({ urgent, options, consumed, received }: Socket): number {
  const stops = urgent !== undefined && !options.oobInline && urgent.seq >= consumed;
  return (stops ? urgent.seq : received) - consumed;
}

/** tcp_recv_urg: recv with MSG_OOB. */
export function receiveUrgent(socket: Socket, iter: IovIter, flags: number, info: Incoming): number {
  const { urgent } = socket;
  if (socket.options.oobInline || urgent === undefined || urgent.taken) return -EINVAL;
  if ((flags & MSG_PEEK) === 0) urgent.taken = true;
  info.flags |= MSG_OOB;
  if (iter.count === 0) {
    info.flags |= MSG_TRUNC;
    return 0;
  }
  return iter.copyTo(Uint8Array.of(urgent.byte), 0, 1) === 1 ? 1 : -EFAULT;
}
