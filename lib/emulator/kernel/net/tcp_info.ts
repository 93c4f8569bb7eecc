import { stateOf } from './proc';
import { SHUTDOWN, type Socket } from './socket';

/** Offsets in struct tcp_info, as Linux 6.18 has it: linux/tcp.h. */
const AT = {
  STATE: 0,
  OPTIONS: 5,
  WINDOW_SCALES: 6,
  RTO: 8,
  ATO: 12,
  SND_MSS: 16,
  RCV_MSS: 20,
  UNACKED: 24,
  SACKED: 28,
  PMTU: 60,
  RCV_SSTHRESH: 64,
  RTT: 68,
  RTTVAR: 72,
  SND_SSTHRESH: 76,
  SND_CWND: 80,
  ADVMSS: 84,
  REORDERING: 88,
  RCV_SPACE: 96,
  PACING_RATE: 104,
  MAX_PACING_RATE: 112,
  BYTES_ACKED: 120,
  BYTES_RECEIVED: 128,
  NOTSENT: 144,
  MIN_RTT: 148,
  BYTES_SENT: 200,
  SND_WND: 228,
  RCV_WND: 232,
} as const;
const SIZE = 280;

/** What a connection over the loopback starts with, in units of struct tcp_info: times are microseconds. */
const LOOPBACK = {
  [AT.RTO]: 204_000,
  [AT.SND_MSS]: 32_768,
  [AT.RCV_MSS]: 536,
  [AT.PMTU]: 65_535,
  [AT.RCV_SSTHRESH]: 65_495,
  [AT.RTT]: 20,
  [AT.RTTVAR]: 10,
  [AT.ADVMSS]: 65_483,
  [AT.RCV_SPACE]: 65_495,
  [AT.MIN_RTT]: 20,
  [AT.SND_WND]: 65_536,
  [AT.RCV_WND]: 65_536,
} as const;
/** Time stamps, selective acknowledgements and window scaling, by 2^10 either way. */
const OPTIONS = 7;
const WINDOW_SCALES = 0xaa;
const DELAYED_ACK = 40_000;
const INITIAL_WINDOW = 10;
const REORDERING = 3;
const NO_THRESHOLD = 0x7fffffff;

/** tcp_get_info. Nothing is lost on the loopback, and every acknowledgement comes at once. */
export function tcpInfo(socket: Socket): Uint8Array {
  const bytes = new Uint8Array(SIZE);
  const view = new DataView(bytes.buffer);
  const word = (at: number, value: number) => view.setUint32(at, value, true);
  const long = (at: number, value: number) => view.setBigUint64(at, BigInt(value), true);
  bytes[AT.STATE] = stateOf(socket);
  word(AT.SND_CWND, INITIAL_WINDOW);
  word(AT.REORDERING, REORDERING);
  view.setBigUint64(AT.PACING_RATE, 2n ** 64n - 1n, true);
  view.setBigUint64(AT.MAX_PACING_RATE, 2n ** 64n - 1n, true);
  if (socket.state === 'listening') {
    word(AT.UNACKED, socket.backlog.length);
    word(AT.SACKED, socket.maxBacklog);
    return bytes;
  }
  word(AT.SND_SSTHRESH, NO_THRESHOLD);
  const { peer } = socket;
  if (peer === undefined && socket.remote === undefined) return unconnected(bytes, view);
  for (const [at, value] of Object.entries(LOOPBACK)) word(Number(at), value);
  bytes[AT.OPTIONS] = OPTIONS;
  bytes[AT.WINDOW_SCALES] = WINDOW_SCALES;
  if (socket.received > 0) word(AT.ATO, DELAYED_ACK);
  const sent = peer?.received ?? 0;
  // Each end of a connection counts as a byte: who began it has had its beginning acknowledged.
  long(AT.BYTES_ACKED, sent + (socket.active ? 1 : 0));
  long(AT.BYTES_RECEIVED, socket.received + (socket.shutdown & SHUTDOWN.RCV ? 1 : 0));
  long(AT.BYTES_SENT, sent);
  word(
    AT.NOTSENT,
    socket.held.reduce((sum, { length }) => sum + length, 0),
  );
  view.setBigUint64(AT.PACING_RATE, BigInt(2 * INITIAL_WINDOW * LOOPBACK[AT.SND_MSS]) * 50_000n, true);
  return bytes;
}

/** tcp_init_sock. */
function unconnected(bytes: Uint8Array, view: DataView): Uint8Array {
  view.setUint32(AT.RTO, 1_000_000, true);
  view.setUint32(AT.SND_MSS, 536, true);
  view.setUint32(AT.RTTVAR, 250_000, true);
  view.setUint32(AT.MIN_RTT, 0xffffffff, true);
  return bytes;
}
