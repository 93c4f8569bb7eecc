/** Requests of io_submit(2) with what they point to. */
import * as A from '../abi/aio';
import { RWF_FLAGS } from '../abi/fcntl';
import { POLL_FLAGS } from '../abi/poll';
import { IOCB, IOVEC } from '../abi/structs';
import { Fields } from './fields';
import { quote } from './quote';
import type { Payload, Row } from './read';
import { address, decimal, flagNames, ioPriority } from './words';

/** Sub-indices of each request's parts: itself, its buffer or its iovec, and that one's buffers. */
const PART = { REQUEST: 1, BUFFER: 2, BUFFERS: 3, ALL: 64 } as const;

/** The list that argument `arg` points to. */
export function requestsText(row: Row, arg: number, { bytes, length }: Payload): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let i = 0; 8 * (i + 1) <= bytes.length; i++) {
    const part = (sub: number) => row.payload(arg, false, i * PART.ALL + sub);
    const request = part(PART.REQUEST);
    const pointer = address(view.getUint32(8 * i, true), view.getUint32(8 * i + 4, true));
    parts.push(request ? `{${requestText(new Fields(IOCB, request.bytes), part)}}` : pointer);
  }
  if (length > parts.length) parts.push('...');
  return `[${parts.join(', ')}]`;
}

/** What aio_reqprio means is said by a flag. */
function priority(s: Fields): string[] {
  const value = s.number('aio_reqprio');
  if (s.number('aio_flags') & A.IOCB_FLAG_IOPRIO) return [`aio_reqprio=${ioPriority(value & 0xffff)}`];
  return value === 0 ? [] : [`aio_reqprio=${value}`];
}

type Part = (sub: number) => Payload | undefined;

/** One request, without its buffers where there is no `part`. */
export function requestText(s: Fields, part?: Part): string {
  const code = s.number('aio_lio_opcode');
  const name = A.IOCB_COMMANDS.names.get(code);
  return [
    `aio_data=${s.hex('aio_data')}`,
    ...(s.number('aio_key') === 0 ? [] : [`aio_key=${s.dec('aio_key')}`]),
    ...(s.number('aio_rw_flags') === 0
      ? []
      : [`aio_rw_flags=${flagNames(RWF_FLAGS, s.number('aio_rw_flags'))}`]),
    `aio_lio_opcode=${name ?? `${code} /* ${A.IOCB_COMMANDS.unknown} */`}`,
    ...priority(s),
    `aio_fildes=${s.number('aio_fildes') | 0}`,
    ...(part ? transferText(s, code, part) : []),
  ].join(', ');
}

function transferText(s: Fields, code: number, part: Part): string[] {
  if (code === A.IOCB_CMD_POLL)
    return [`aio_buf=${flagNames(POLL_FLAGS, s.word('aio_buf')[0])}`, ...notification(s)];
  const several = code === A.IOCB_CMD_PREADV || code === A.IOCB_CMD_PWRITEV;
  if (code !== A.IOCB_CMD_PREAD && code !== A.IOCB_CMD_PWRITE && !several) return [];
  const buffer = part(PART.BUFFER);
  const shown = buffer && (several ? buffersText(buffer, part) : textOf(buffer));
  return [
    `aio_buf=${shown ?? s.address('aio_buf')}`,
    ...(several ? [] : [`aio_nbytes=${s.dec('aio_nbytes')}`]),
    `aio_offset=${s.dec('aio_offset')}`,
    ...notification(s),
  ];
}

/** Which eventfd is told, if any. */
function notification(s: Fields): string[] {
  const flags = s.number('aio_flags');
  const told = s.number('aio_resfd');
  const shown = flags & A.IOCB_FLAG_RESFD ? String(told | 0) : s.hex('aio_resfd');
  return [
    ...(flags === 0 ? [] : [`aio_flags=${flagNames(A.IOCB_FLAGS, flags)}`]),
    ...(flags & A.IOCB_FLAG_RESFD || told !== 0 ? [`aio_resfd=${shown}`] : []),
  ];
}

const textOf = ({ bytes, length }: Payload) => quote(bytes, length > bytes.length);

function buffersText({ bytes, length }: Payload, part: Part): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number): [number, number] => [view.getUint32(at, true), view.getUint32(at + 4, true)];
  const parts: string[] = [];
  for (let i = 0; (i + 1) * IOVEC.size <= bytes.length; i++) {
    const held = part(PART.BUFFERS + i);
    const base = held ? textOf(held) : address(...word(i * IOVEC.size));
    parts.push(`{iov_base=${base}, iov_len=${decimal(...word(i * IOVEC.size + 8), false)}}`);
  }
  if (length > parts.length) parts.push('...');
  return `[${parts.join(', ')}]`;
}
