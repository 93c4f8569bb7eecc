/** One call as a line of strace. */
import { ERRNO } from '../abi/errno';
import {
  F_GET_SEALS,
  F_GETFD,
  F_GETFL,
  FCNTL_COMMANDS,
  FD_FLAGS,
  OPEN_FLAGS,
  SEAL_FLAGS,
} from '../abi/fcntl';
import { MCE_POLICIES, SECURE_BITS, SPECULATION_STATES } from '../abi/prctl';
import {
  CLONE_CHILD_CLEARTID,
  CLONE_CHILD_SETTID,
  CLONE_FLAGS,
  CLONE_PARENT_SETTID,
  CLONE_PIDFD,
  CLONE_SETTLS,
  CSIGNAL,
  DUMPABLE,
  PERSONALITIES,
  PR_GET_DUMPABLE,
  PR_GET_SECUREBITS,
  PR_GET_SPECULATION_CTRL,
  PR_MCE_KILL_GET,
  SCHED_POLICIES,
} from '../abi/process';
import { TIMESPEC, TIMEVAL } from '../abi/structs';
import type { EnumSet } from '../abi/xlat';
import { argText, fdSet, typeOf, waitsForReturn } from './args';
import { Row, STATUS } from './read';
import { readyPolls, structText } from './structs';
import type { TraceColumns } from './types';
import {
  address,
  dateComment,
  decimal,
  enumName,
  flagNames,
  hex,
  ioPriority,
  octal,
  signalName,
  signalSet,
} from './words';

/** Column at which strace puts the result. */
const RESULT_COLUMN = 39;

/** The two halves of a call: what is known when it is made, and what its return adds. */
export interface CallParts {
  /** `wait4(-1, ` or the whole `write(1, "x", 1`. */
  readonly before: string;
  readonly after: string;
  /** `= 1`, without the padding. */
  readonly result: string;
}

/** Spells the call of one row. */
export function callParts(trace: TraceColumns, index: number): CallParts {
  const row = new Row(trace, index);
  const [before, after] = halves(row);
  return { before: `${row.name}(${before}`, after: `${after})`, result: resultText(row) };
}

/** The call of one row as one line, without its process. */
export function callText(trace: TraceColumns, index: number): string {
  const { before, after, result } = callParts(trace, index);
  return aligned(before + after, result);
}

/** Pads to strace's column for results; `taken` is what stands before on the line. */
export function aligned(call: string, result: string, taken = 0): string {
  return `${call.padEnd(RESULT_COLUMN - taken)} = ${result}`;
}

function halves(row: Row): [before: string, after: string] {
  if (!row.call) return [Array.from({ length: 6 }, (_, i) => hex(row.lo(i), row.hi(i))).join(', '), ''];
  if (row.name === 'clone') return [cloneArgs(row), ''];
  if (row.name === 'rt_sigreturn' || row.name === 'sigreturn')
    return [`{mask=${signalSet(row.payload(0, true)?.bytes ?? new Uint8Array(8))}}`, ''];
  const before: string[] = [];
  const after: string[] = [];
  row.call.args.forEach((_, arg) => {
    const type = typeOf(row, arg);
    if (!type) return;
    const into = after.length > 0 || waitsForReturn(type) ? after : before;
    into.push(argText(row, arg, type));
  });
  const first = before.join(', ');
  return [after.length > 0 && first ? `${first}, ` : first, after.join(', ')];
}

/** clone prints its arguments by name, the stack before the flags, and only those that the flags use. */
function cloneArgs(row: Row): string {
  const [flags = 0] = row.args;
  const at = (arg: number) => address(row.lo(arg), row.hi(arg));
  const signal = row.lo(0) & CSIGNAL;
  const bits = (row.lo(0) & ~CSIGNAL) >>> 0;
  const names = [
    ...(bits || row.hi(0) ? [flagNames(CLONE_FLAGS, bits, row.hi(0))] : []),
    ...(signal ? [signalName(signal)] : []),
  ];
  const parts = [`child_stack=${at(1)}`, `flags=${names.join('|') || '0'}`];
  if (flags & (CLONE_PARENT_SETTID | CLONE_PIDFD)) {
    const stored = row.payload(2, true);
    const value = stored && new DataView(stored.bytes.buffer, stored.bytes.byteOffset).getInt32(0, true);
    parts.push(`parent_tid=${value === undefined ? at(2) : `[${value}]`}`);
  }
  if (flags & CLONE_SETTLS) parts.push(`tls=${at(4)}`);
  if (flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)) parts.push(`child_tidptr=${at(3)}`);
  return parts.join(', ');
}

function resultText(row: Row): string {
  if (row.status === STATUS.NEVER || row.status === STATUS.RUNNING) return '?';
  const { ret } = row;
  if (row.failed || row.status === STATUS.INTERRUPTED) {
    const error = ERRNO.get(-ret);
    const value = row.status === STATUS.INTERRUPTED ? '?' : '-1';
    return error ? `${value} ${error.name} (${error.text})` : `-1 (errno ${-ret})`;
  }
  const lo = row.trace.retLo[row.row]!;
  const hi = row.trace.retHi[row.row]!;
  switch (row.call?.result) {
    case 'hex':
      return row.name === 'personality'
        ? `${hex(lo, hi)} (${flagNames(PERSONALITIES, lo, hi)})`
        : hex(lo, hi);
    case 'oct':
      return octal(ret);
    default:
      return remarked(row, decimal(lo, hi, false));
  }
}

/** Results that strace explains in brackets. */
function remarked(row: Row, value: string): string {
  const { name } = row;
  switch (name) {
    case 'time':
      return dateComment(value) === '' ? value : `${value} (${dateComment(value).slice(4, -3)})`;
    case 'fcntl':
      return fcntlResult(row, value);
    case 'modify_ldt':
      return ldtResult(value);
    case 'ioprio_get':
      return `${value} (${ioPriority(row.ret)})`;
    case 'sched_getscheduler':
      return `${value} (${enumName(SCHED_POLICIES, row.ret)})`;
    case 'rt_sigtimedwait':
      return row.ret > 0 ? `${value} (${signalName(row.ret)})` : value;
    case 'prctl':
      return prctlResult(row, value);
    case 'poll':
    case 'ppoll':
      return pollResult(row, value);
    case 'recvmmsg':
      return messagesResult(row, value);
    case 'select':
    case 'pselect6':
      return selectResult(row, value);
    default:
      return value;
  }
}

/** The kernel makes an unsigned int of the result, of 0 and more and of an error (arch/x86/kernel/ldt.c). */
function ldtResult(value: string): string {
  const error = ERRNO.get(2 ** 32 - Number(value));
  return error ? `${value} ${error.name} (${error.text})` : value;
}

function fcntlResult(row: Row, value: string): string {
  const command = row.args[1]!;
  if (!FCNTL_COMMANDS.names.has(command)) return value;
  // O_RDONLY is a name for 0, which the others have none for.
  if (row.ret === 0) return command === F_GETFL ? `0 (flags ${flagNames(OPEN_FLAGS, 0)})` : value;
  if (command === F_GETFL) return `${hex(row.ret)} (flags ${flagNames(OPEN_FLAGS, row.ret)})`;
  if (command === F_GETFD) return `${hex(row.ret)} (flags ${flagNames(FD_FLAGS, row.ret)})`;
  if (command === F_GET_SEALS) return `${hex(row.ret)} (seals ${flagNames(SEAL_FLAGS, row.ret)})`;
  return value;
}

/** Options of prctl whose answer is one of a set. */
const PRCTL_ANSWERS = new Map<number, EnumSet>([
  [PR_GET_DUMPABLE, DUMPABLE],
  [PR_MCE_KILL_GET, MCE_POLICIES],
]);

function prctlResult(row: Row, value: string): string {
  const option = row.args[0]!;
  if (option === PR_GET_SPECULATION_CTRL)
    return row.ret === 0 ? value : `${hex(row.ret)} (${flagNames(SPECULATION_STATES, row.ret)})`;
  if (option === PR_GET_SECUREBITS)
    return row.ret === 0 ? value : `${hex(row.ret)} (${flagNames(SECURE_BITS, row.ret)})`;
  const names = PRCTL_ANSWERS.get(option);
  return names ? `${value} (${enumName(names, row.ret)})` : value;
}

function pollResult(row: Row, value: string): string {
  if (row.ret === 0) return `${value} (Timeout)`;
  const ready = row.payload(0, true);
  const left = row.name === 'ppoll' ? row.payload(2, true) : undefined;
  const parts = [
    ...(ready ? [readyPolls(ready.bytes)] : []),
    ...(left ? [`left ${structText(TIMESPEC, left.bytes)}`] : []),
  ];
  return parts.length > 0 ? `${value} (${parts.join(', ')})` : value;
}

function messagesResult(row: Row, value: string): string {
  if (row.ret === 0) return `${value} (Timeout)`;
  const left = row.payload(4, true);
  return left ? `${value} (left ${structText(TIMESPEC, left.bytes)})` : value;
}

function selectResult(row: Row, value: string): string {
  if (row.ret === 0) return `${value} (Timeout)`;
  const parts: string[] = [];
  ['in', 'out', 'except'].forEach((word, i) => {
    const set = row.payload(i + 1, true);
    const text = set && fdSet(set.bytes, row.args[0]!);
    if (text && text !== '[]') parts.push(`${word} ${text}`);
  });
  const left = row.payload(4, true);
  if (left) parts.push(`left ${structText(row.name === 'select' ? TIMEVAL : TIMESPEC, left.bytes)}`);
  return parts.length > 0 ? `${value} (${parts.join(', ')})` : value;
}
