/** One argument of a call as strace prints it. */
import { CAP_VERSIONS } from '../abi/capability';
import { ERRNO } from '../abi/errno';
import { AT_FDCWD } from '../abi/fcntl';
import { PERSONALITIES } from '../abi/process';
import type { ArgType, PointerType, ValueType } from '../abi/signature';
import { elementSize, GROWN, readArg } from '../abi/signature';
import type { Struct } from '../abi/structs';
import {
  CAP_DATA,
  CLONE_ARGS,
  FILE_HANDLE,
  IFCONF,
  IFREQ,
  IO_URING_PARAMS,
  IOVEC,
  LANDLOCK_RULESET_ATTR,
  SIGSET_ARGPACK,
  TIMESPEC,
  TIMEVAL,
} from '../abi/structs';
import { requestsText } from './aio';
import { ifconfText, ifreqText } from './ifreq';
import { iocText } from './ioctl';
import { messagesText, messageText } from './message';
import { quote, quoteHex } from './quote';
import type { Payload, Row } from './read';
import { registerSetText } from './regset';
import { sockaddrText } from './sockaddr';
import { fileTime, structText } from './structs';
import { waitStatus } from './wait';
import {
  address,
  dateComment,
  decimal,
  device,
  enumName,
  fileMode,
  flagNames,
  hex,
  ioPriority,
  maskWord,
  octal,
  signalName,
  signalSet,
} from './words';

/** Elements of an array that strace shows without -v. */
const SHOWN = 32;
/** Calls whose bytes are no text. */
const IN_HEX: ReadonlySet<string> = new Set(['getrandom', 'fsconfig']);

/** The type that argument `arg` has in this call; undefined when it is not part of it. */
export function typeOf(row: Row, arg: number): ValueType | PointerType | undefined {
  const type = row.call?.args[arg]?.type as ArgType;
  return type.kind === 'depends' ? type.on(row.args) : type;
}

/** True for what can only be printed when the call has returned. */
export function waitsForReturn(type: ValueType | PointerType): boolean {
  if (!('dir' in type) || type.dir === 'in') return false;
  return type.dir === 'out' || type.kind === 'msghdr' || type.kind === 'mmsghdr';
}

/** Text of argument `arg`. */
export function argText(row: Row, arg: number, type: ValueType | PointerType): string {
  return 'dir' in type ? pointerText(row, arg, type) : valueText(row, arg, type);
}

function valueText(row: Row, arg: number, type: ValueType): string {
  const lo = row.lo(arg);
  const value = readArg(type.width, row.abi, lo, row.hi(arg));
  const wide = row.abi === 0 && type.width !== 'i32' && type.width !== 'u32';
  const hi = wide ? row.hi(arg) : 0;
  if (row.name === 'ioprio_set' && arg === 2) return ioPriority(value);
  switch (type.kind) {
    case 'dec':
      return wide ? decimal(lo, hi, type.width === 'long' && !type.unsigned) : String(value);
    case 'hex':
      return hex(lo, hi);
    case 'oct':
    case 'mode':
      return octal(lo & 0xffff);
    case 'filemode':
      return fileMode(lo & 0xffff);
    case 'fd':
      return String(value);
    case 'dirfd':
      return value === AT_FDCWD ? 'AT_FDCWD' : String(value);
    case 'uid':
      return value === 0xffffffff ? '-1' : String(value);
    case 'signal':
      return signalName(value);
    case 'dev':
      return device(value);
    case 'flags':
      // personality(0xffffffff) only asks.
      return type.set === PERSONALITIES && lo === 0xffffffff ? hex(lo) : flagNames(type.set, lo, hi);
    case 'enum':
      return row.call?.args[arg]?.name === 'request'
        ? iocText(type.set, lo)
        : enumName(type.set, value, lo, hi);
    case 'address':
      return address(lo, hi);
  }
}

function pointerText(row: Row, arg: number, type: PointerType): string {
  const hi = row.abi === 0 ? row.hi(arg) : 0;
  const pointer = address(row.lo(arg), hi);
  const before = type.dir === 'out' ? undefined : row.payload(arg, false);
  const after = type.dir === 'in' ? undefined : row.payload(arg, true);
  if (type.dir === 'inout') return inOut(row, arg, type, pointer, before, after);
  const payload = before ?? after;
  return payload ? pointee(row, arg, type, payload, pointer) : emptyOr(type, row, pointer);
}

/** An empty list prints as one, whatever its address; other memory that could not be read prints as its address. */
function emptyOr(type: PointerType, row: Row, pointer: string): string {
  if (pointer === 'NULL') return 'NULL';
  if (
    type.kind === 'array' &&
    typeof type.length === 'object' &&
    ('arg' in type.length
      ? row.args[type.length.arg] === 0
      : 'fixed' in type.length && type.length.fixed === 0)
  )
    return '[]';
  return pointer;
}

function inOut(
  row: Row,
  arg: number,
  type: PointerType,
  pointer: string,
  before: Payload | undefined,
  after: Payload | undefined,
): string {
  if (!before) return emptyOr(type, row, pointer);
  if (type.kind === 'msghdr') return messageText(row, arg, before.bytes, after?.bytes);
  if (type.kind === 'mmsghdr') return after ? messagesText(row, arg, before.bytes, after) : pointer;
  if (type.kind === 'regset') return registerSetText(row, arg, before.bytes, after?.bytes);
  if (type.kind === 'handle') return askedHandle(row, before.bytes, after?.bytes);
  if (type.kind === 'struct' && type.struct === IFCONF)
    return ifconfText(before.bytes, after && { conf: after.bytes, list: row.payload(arg, true, 1)?.bytes });
  if (type.kind === 'struct' && type.struct === IFREQ)
    return ifreqText(row.lo(1), before.bytes, after?.bytes);
  if (type.kind === 'struct' && type.struct === IO_URING_PARAMS && !after) return asked(type, before.bytes);
  const first = pointee(row, arg, type, before, pointer);
  if (!after) return first;
  const last = pointee(row, arg, type, after, pointer);
  if (row.name === 'io_uring_setup') return last;
  switch (type.kind) {
    // The length of a socket address: both when they differ.
    case 'int':
      return first === last ? first : `[${first.slice(1, -1)} => ${last.slice(1, -1)}]`;
    case 'off':
      return row.ret > 0 && row.name === 'sendfile' ? `${first} => ${last}` : first;
    // A lock asked for is answered in place.
    case 'struct':
      if (row.name === 'clone3') return first + cloned(row, arg);
      return row.name === 'fcntl' ? `${last.slice(0, -1)}, l_pid=${lockPid(after)}}` : first;
    default:
      return first;
  }
}

/** io_uring_params of a call that failed: only what the caller asks for. */
function asked(type: PointerType & { kind: 'struct' }, bytes: Uint8Array): string {
  const request = bytes.slice();
  const { offset, size } = type.struct.at.features!;
  request.fill(0, offset, offset + size);
  return structText(type.struct, request);
}

/** Sets of capabilities, of as many words as the version in the header says. */
function capabilities(row: Row, bytes: Uint8Array): string {
  const header = row.payload(0, false);
  const version = header && new DataView(header.bytes.buffer, header.bytes.byteOffset).getUint32(0, true);
  if (version === undefined) return address(row.lo(1), row.hi(1));
  const sets = bytes.slice();
  if ((CAP_VERSIONS.get(version)?.words ?? 1) === 1) sets.fill(0, CAP_DATA.size / 2);
  return structText(CAP_DATA, sets);
}

/** pselect6's mask, where its length is right, and its length. */
function argpack(row: Row, arg: number, bytes: Uint8Array): string {
  const mask = row.payload(arg, false, 1);
  const text = structText(SIGSET_ARGPACK, bytes);
  return mask ? text.replace(/sigmask=\w+/, `sigmask=${signalSet(mask.bytes)}`) : text;
}

/** clone_args with the ids it is to take. */
function cloneArgs(row: Row, arg: number, bytes: Uint8Array): string {
  const ids = row.payload(arg, false, 3);
  let text = structText(CLONE_ARGS, bytes);
  if (ids) {
    const view = new DataView(ids.bytes.buffer, ids.bytes.byteOffset, ids.bytes.byteLength);
    const list = Array.from({ length: ids.bytes.length / 4 }, (_, i) => view.getInt32(4 * i, true));
    text = text.replace(/set_tid=\w+/, `set_tid=[${list.join(', ')}]`);
  }
  return text;
}

/** A structure, and what its caller has beyond what is known of it. */
function withMore(row: Row, arg: number, { size: known }: Struct, text: string, size: number): string {
  const more = row.payload(arg, false, GROWN);
  if (!more) return text;
  const rest = quoteHex(more.bytes, more.length > more.bytes.length);
  return `${text.slice(0, -1)}, /* bytes ${known}..${size - 1} */ ${rest}}`;
}

/** What clone3 stored: ` => {parent_tid=[12]}`. */
function cloned(row: Row, arg: number): string {
  const stored = ['parent_tid', 'pidfd'].flatMap((name, i) => {
    const payload = row.payload(arg, true, i + 1);
    if (!payload) return [];
    const value = new DataView(payload.bytes.buffer, payload.bytes.byteOffset).getInt32(0, true);
    return [`${name}=[${value}]`];
  });
  return stored.length > 0 ? ` => {${stored.join(', ')}}` : '';
}

/** struct file_handle; `room` is told for its length. */
function handleText(bytes: Uint8Array, room = ''): string {
  const { at, size } = FILE_HANDLE;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(at.handle_bytes.offset, true);
  const type = view.getInt32(at.handle_type.offset, true);
  const handle = quoteHex(bytes.subarray(size), bytes.length < size + length);
  return `{handle_bytes=${room || length}, handle_type=${type}, f_handle=${handle}}`;
}

/** A handle that is asked for: how much room it has, and needs, and what it is where it fits. */
function askedHandle(row: Row, before: Uint8Array, after: Uint8Array | undefined): string {
  const room = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const needed = after && room(after) !== room(before) ? ` => ${room(after)}` : '';
  const length = `${room(before)}${needed}`;
  return after && row.ret === 0 ? handleText(after, length) : `{handle_bytes=${length}}`;
}

function lockPid({ bytes }: Payload): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getInt32(24, true);
}

function pointee(row: Row, arg: number, type: PointerType, payload: Payload, pointer: string): string {
  const { bytes, length } = payload;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type.kind) {
    case 'bytes':
      if (row.name === 'getsockopt' && length === 4 && bytes.length === 4)
        return `[${view.getInt32(0, true)}]`;
      return (IN_HEX.has(row.name) ? quoteHex : quote)(bytes, length > bytes.length);
    case 'path':
    case 'string':
    case 'text':
      return quote(bytes, length > bytes.length);
    case 'struct':
      if (type.struct === SIGSET_ARGPACK) return argpack(row, arg, bytes);
      if (type.struct === CAP_DATA) return capabilities(row, bytes);
      if (type.struct === LANDLOCK_RULESET_ATTR && row.args[1]! > LANDLOCK_RULESET_ATTR.size)
        return structText(type.struct, bytes).replace('}', ', ...}');
      return withMore(
        row,
        arg,
        type.struct,
        type.struct === CLONE_ARGS ? cloneArgs(row, arg, bytes) : structText(type.struct, bytes),
        length,
      );
    case 'int':
      return `[${view.getInt32(0, true)}]`;
    case 'off':
      return `[${decimal(view.getUint32(0, true), view.getUint32(4, true), row.name !== 'sendfile')}]`;
    case 'wstatus':
      return row.ret > 0 ? `[${waitStatus(view.getInt32(0, true))}]` : pointer;
    case 'sigset':
      return signalSet(bytes);
    case 'sockaddr':
      return bytes.length >= 2 ? sockaddrText(bytes) : pointer;
    case 'fdset':
      return fdSet(bytes, row.args[0]!);
    case 'msgbuf': {
      const mtype = decimal(view.getUint32(0, true), view.getUint32(4, true), true);
      if (length > 0) return `{mtype=${mtype}, mtext=${quote(bytes.subarray(8), length > bytes.length)}}`;
      const text = row.hi(arg) * 2 ** 32 + row.lo(arg) + 8;
      return `{mtype=${mtype}, mtext=${address(text >>> 0, Math.floor(text / 2 ** 32))}}`;
    }
    case 'dirents':
      return `${pointer} /* ${length} entries */`;
    case 'msghdr':
      return messageText(row, arg, undefined, bytes);
    case 'mmsghdr':
      return messagesText(row, arg, undefined, payload);
    case 'iocbs':
      return requestsText(row, arg, payload);
    case 'handle':
      return handleText(bytes);
    case 'regset':
      return registerSetText(row, arg, bytes, undefined);
    case 'iovec':
      return iovecText(row, arg, type.dir === 'out', payload);
    case 'strings':
      return type.brief ? `${pointer} /* ${plural(length, 'var')} */` : stringsText(row, arg, length);
    case 'array':
      return arrayText(row, type, payload, view);
  }
}

const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

function arrayText(
  row: Row,
  type: PointerType & { kind: 'array' },
  { bytes, length }: Payload,
  view: DataView,
): string {
  const { of } = type;
  const size = elementSize(of);
  if (row.name === 'sched_getaffinity' || row.name === 'sched_setaffinity') return cpuSet(bytes);
  const shown = Math.min(SHOWN, bytes.length / size);
  const parts: string[] = [];
  for (let i = 0; i < shown; i++) parts.push(element(row, of, bytes, view, i * size));
  if (length > shown * size) parts.push('...');
  return `[${parts.join(', ')}]`;
}

function element(
  row: Row,
  of: (PointerType & { kind: 'array' })['of'],
  bytes: Uint8Array,
  view: DataView,
  at: number,
): string {
  // mincore: the lowest bit says that a page is there.
  if (of === 'u8') return String(view.getUint8(at) & 1);
  if (of === 'i32') return String(view.getInt32(at, true));
  if (of === 'u32') return String(view.getUint32(at, true));
  if (of === 'mask') return maskWord(view.getUint32(at, true), view.getUint32(at + 4, true));
  if (of === 'status') return statusText(view.getInt32(at, true));
  if (of === 'x64') return hex(view.getUint32(at, true), view.getUint32(at + 4, true));
  if (of === 'ptr') return address(view.getUint32(at, true), view.getUint32(at + 4, true));
  if (of === 'u64') {
    const isTime = row.name === 'time';
    const value = decimal(view.getUint32(at, true), view.getUint32(at + 4, true), isTime);
    return isTime ? value + dateComment(value) : value;
  }
  if ('kind' in of) {
    const word = view.getUint32(at, true);
    return of.kind === 'flags' ? flagNames(of, word) : enumName(of, word);
  }
  const isFileTime = (of === TIMESPEC || of === TIMEVAL) && row.name.startsWith('u');
  return isFileTime ? fileTime(of, bytes, at) : structText(of, bytes, at);
}

/** A number, or the name of an errno. */
function statusText(value: number): string {
  const error = value < 0 ? ERRNO.get(-value) : undefined;
  return error ? `-${error.name}` : String(value);
}

function iovecText(row: Row, arg: number, out: boolean, { bytes, length }: Payload): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let i = 0; i * IOVEC.size < bytes.length; i++) {
    const at = i * IOVEC.size;
    const buffer = row.payload(arg, out, i + 1);
    const base = buffer
      ? quote(buffer.bytes, buffer.length > buffer.bytes.length)
      : address(view.getUint32(at, true), view.getUint32(at + 4, true));
    parts.push(
      `{iov_base=${base}, iov_len=${decimal(view.getUint32(at + 8, true), view.getUint32(at + 12, true), false)}}`,
    );
  }
  if (length > parts.length) parts.push('...');
  return `[${parts.join(', ')}]`;
}

function stringsText(row: Row, arg: number, count: number): string {
  const parts: string[] = [];
  for (let i = 0; i < Math.min(count, SHOWN); i++) {
    const text = row.payload(arg, false, i + 1);
    if (!text) break;
    parts.push(quote(text.bytes, text.length > text.bytes.length));
  }
  if (count > parts.length) parts.push('...');
  return `[${parts.join(', ')}]`;
}

/** Descriptors below `limit` that are in a select set: `[3 7]`. */
export function fdSet(bytes: Uint8Array, limit: number): string {
  const members: number[] = [];
  for (let fd = 0; fd < Math.min(limit, bytes.length * 8); fd++)
    if (bytes[fd >> 3]! & (1 << (fd & 7))) members.push(fd);
  return `[${members.join(' ')}]`;
}

function cpuSet(bytes: Uint8Array): string {
  return fdSet(bytes, bytes.length * 8);
}
