/** Messages of sockets with all that they point to: sendmsg(2), cmsg(3). */
import { CMSG_CREDENTIALS, CMSG_RIGHTS, MSG_FLAGS, SCM_TYPES, SOL_SOCKET } from '../abi/socket';
import { SOCKET_LEVELS } from '../abi/socket_names';
import { CMSGHDR, IOVEC, MMSGHDR, MSGHDR, UCRED } from '../abi/structs';
import { Fields } from './fields';
import { quote } from './quote';
import type { Payload, Row } from './read';
import { sockaddrText } from './sockaddr';
import { structText } from './structs';
import { address, decimal, enumName, flagNames, hex } from './words';

/** Sub-indices of what a msghdr points to; buffers follow, and in a row the next message's after PARTS. */
export const MESSAGE = { NAME: 1, IOV: 2, CONTROL: 3, BUFFERS: 4, PARTS: 128 } as const;

/** Parts of control data that are shown. */
const MOST = 32;

/**
 * The msghdr that argument `arg` points to. Of one that a message comes into, `before` is what the caller gave; nothing
 * else is told of it when the call failed.
 */
export function messageText(
  row: Row,
  arg: number,
  before: Uint8Array | undefined,
  bytes: Uint8Array | undefined,
): string {
  const given = before && new Fields(MSGHDR, before).dec('msg_namelen');
  if (!bytes) return `{msg_namelen=${given}}`;
  return `{${fieldsText(row, arg, new Fields(MSGHDR, bytes), given, before !== undefined, 0)}}`;
}

/** Messages in a row; of those that a call took or gave, `msg_len` says how much. */
export function messagesText(
  row: Row,
  arg: number,
  before: Uint8Array | undefined,
  { bytes }: Payload,
): string {
  const parts: string[] = [];
  for (let i = 0; (i + 1) * MMSGHDR.size <= bytes.length; i++) {
    const at = i * MMSGHDR.size;
    const given = before && new Fields(MSGHDR, before, at).dec('msg_namelen');
    const header = fieldsText(row, arg, new Fields(MSGHDR, bytes, at), given, true, i * MESSAGE.PARTS);
    const length = i < row.ret ? `, msg_len=${new Fields(MMSGHDR, bytes, at).dec('msg_len')}` : '';
    parts.push(`{msg_hdr={${header}}${length}}`);
  }
  const count = before ? row.ret : row.args[2]!;
  if (count > parts.length) parts.push('...');
  return `[${parts.join(', ')}]`;
}

function fieldsText(
  row: Row,
  arg: number,
  s: Fields,
  given: string | undefined,
  onReturn: boolean,
  first: number,
): string {
  const part = (sub: number) => row.payload(arg, onReturn, first + sub);
  const name = part(MESSAGE.NAME);
  const control = part(MESSAGE.CONTROL);
  const length = s.dec('msg_namelen');
  const isEmpty = s.dec('msg_controllen') === '0';
  return [
    `msg_name=${name && name.bytes.length >= 2 ? sockaddrText(name.bytes) : s.address('msg_name')}`,
    `msg_namelen=${given === undefined || given === length ? length : `${given} => ${length}`}`,
    `msg_iov=${buffers(row, arg, onReturn, first) ?? s.address('msg_iov')}`,
    `msg_iovlen=${s.dec('msg_iovlen')}`,
    ...(isEmpty ? [] : [`msg_control=${control ? controlText(control.bytes) : s.address('msg_control')}`]),
    `msg_controllen=${s.dec('msg_controllen')}`,
    `msg_flags=${flagNames(MSG_FLAGS, s.number('msg_flags'))}`,
  ].join(', ');
}

function buffers(row: Row, arg: number, onReturn: boolean, first: number): string | undefined {
  const list = row.payload(arg, onReturn, first + MESSAGE.IOV);
  if (!list) return undefined;
  const view = new DataView(list.bytes.buffer, list.bytes.byteOffset, list.bytes.byteLength);
  const parts: string[] = [];
  for (let i = 0; (i + 1) * IOVEC.size <= list.bytes.length; i++) {
    const at = i * IOVEC.size;
    const buffer = row.payload(arg, onReturn, first + MESSAGE.BUFFERS + i);
    const base = buffer
      ? quote(buffer.bytes, buffer.length > buffer.bytes.length)
      : address(view.getUint32(at, true), view.getUint32(at + 4, true));
    const size = decimal(view.getUint32(at + 8, true), view.getUint32(at + 12, true), false);
    parts.push(`{iov_base=${base}, iov_len=${size}}`);
  }
  if (list.length > parts.length) parts.push('...');
  return `[${parts.join(', ')}]`;
}

/** A chain of control messages. */
function controlText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at + CMSGHDR.size <= bytes.length && parts.length < MOST; ) {
    const s = new Fields(CMSGHDR, bytes, at);
    const length = s.number('cmsg_len');
    const level = s.number('cmsg_level');
    const type = s.number('cmsg_type');
    const shown = level === SOL_SOCKET ? enumName(SCM_TYPES, type) : hex(type);
    const head = `cmsg_len=${s.dec('cmsg_len')}, cmsg_level=${enumName(SOCKET_LEVELS, level)}, cmsg_type=${shown}`;
    const data = bytes.subarray(at + CMSGHDR.size, Math.min(at + length, bytes.length));
    const text = data.length > 0 ? `, cmsg_data=${dataText(level, type, data)}` : '';
    parts.push(`{${head}${text}}`);
    if (length < CMSGHDR.size) break;
    at += Math.ceil(length / 8) * 8;
  }
  return `[${parts.join(', ')}]`;
}

function dataText(level: number, type: number, data: Uint8Array): string {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (level === SOL_SOCKET && type === CMSG_RIGHTS) {
    const files = Array.from({ length: Math.floor(data.length / 4) }, (_, i) => view.getInt32(4 * i, true));
    return `[${files.join(', ')}]`;
  }
  if (level === SOL_SOCKET && type === CMSG_CREDENTIALS && data.length >= UCRED.size)
    return structText(UCRED, data);
  return quote(data);
}
