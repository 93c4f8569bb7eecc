import { EFAULT, EINVAL, EIO, ESRCH } from '../../../abi/errno';
import * as P from '../../../abi/ptrace';
import { SIGKILL } from '../../../abi/signal';
import { FX_SIZE } from '../fpu';
import { findTask } from '../pid_namespace';
import { REG } from '../ptregs';
import { partial } from '../row';
import { encodeSigInfo } from '../signal_frame';
import { TASK, type TaskStruct } from '../task';
import type { Result } from '../types';
import { XSTATE_SIZE } from '../xstate';
import { attach, traceMe } from './attach';
import { DebugRegisters } from './debug_registers';
import { readTracee, writeTracee } from './memory';
import {
  DEBUG_REGISTERS,
  getRegister,
  readFpu,
  readRegisters,
  readXstate,
  setRegister,
  USER_REGS_SIZE,
  USER_SIZE,
  writeFpu,
  writeRegisters,
  writeXstate,
} from './regs';
import { detach, resume } from './resume';
import type { Going, Ptrace } from './state';
import { requestTrap } from './stop';
import { callInfo } from './syscall_info';

/** What a request on a stopped tracee is given. */
interface Request {
  task: TaskStruct;
  tracee: TaskStruct;
  ptrace: Ptrace;
  addr: number;
  data: number;
}

type Handler = (request: Request) => Result;

const SIGINFO_SIZE = 128;

/** The word in the fourth argument, exactly. */
const dataWord = ({ regs }: TaskStruct): [lo: number, hi: number] => [regs.lo(REG.R10), regs.hi(REG.R10)];

const putWord = (task: TaskStruct, addr: number, lo: number, hi: number): number =>
  task.mem.copyOut(addr, new Uint8Array(Uint32Array.of(lo, hi).buffer)) ? 0 : -EFAULT;

function peekData({ task, tracee, addr, data }: Request): Result {
  const word = new Uint8Array(8);
  if (readTracee(tracee, addr, word) !== 8) return -EIO;
  return task.mem.copyOut(data, word) ? 0 : -EFAULT;
}

function pokeData({ task, tracee, addr }: Request): Result {
  const word = new Uint8Array(Uint32Array.from(dataWord(task)).buffer);
  return writeTracee(tracee, addr, word) === 8 ? 0 : -EIO;
}

/** Registers, debug registers, and the rest of struct user, which is zero here. */
function peekUser({ task, tracee, ptrace, addr, data }: Request): Result {
  if (addr % 8 !== 0 || addr < 0 || addr >= USER_SIZE) return -EIO;
  const [lo, hi] =
    addr < USER_REGS_SIZE ? getRegister(tracee, addr / 8) : halves(debugRegister(ptrace, addr));
  return putWord(task, data, lo, hi);
}

function pokeUser({ task, tracee, ptrace, addr }: Request): Result {
  if (addr % 8 !== 0 || addr < 0 || addr >= USER_SIZE) return -EIO;
  const [lo, hi] = dataWord(task);
  if (addr < USER_REGS_SIZE) return setRegister(tracee, addr / 8, lo, hi);
  if (addr < DEBUG_REGISTERS) return -EIO;
  ptrace.debug ??= new DebugRegisters();
  return ptrace.debug.write((addr - DEBUG_REGISTERS) / 8, (hi | 0) * 2 ** 32 + (lo >>> 0));
}

const debugRegister = ({ debug }: Ptrace, addr: number): number =>
  addr < DEBUG_REGISTERS ? 0 : (debug ?? UNTOUCHED).read((addr - DEBUG_REGISTERS) / 8);
const UNTOUCHED: Pick<DebugRegisters, 'read'> = new DebugRegisters();

const halves = (value: number): [lo: number, hi: number] => [value >>> 0, Math.floor(value / 2 ** 32) >>> 0];

const goOn =
  (going: Going): Handler =>
  ({ tracee, ptrace, data }) =>
    resume(tracee, ptrace, going, data);

function setOptions({ ptrace, data }: Request): Result {
  if (data & ~P.PTRACE_O_MASK || data < 0 || data > 0xffffffff) return -EINVAL;
  ptrace.options = data;
  return 0;
}

function getSigInfo({ task, ptrace, data }: Request): Result {
  const info = ptrace.stop?.info;
  if (info === undefined) return -EINVAL;
  return task.mem.copyOut(data, encodeSigInfo(info)) ? 0 : -EFAULT;
}

function setSigInfo({ task, ptrace, data }: Request): Result {
  const raw = task.mem.copyIn(data, SIGINFO_SIZE);
  if (raw === undefined) return -EFAULT;
  const { stop } = ptrace;
  if (stop?.info === undefined) return -EINVAL;
  const view = new DataView(raw.buffer);
  const [signo, code] = [view.getInt32(0, true), view.getInt32(8, true)];
  stop.info = { signo, code, pid: view.getInt32(16, true), uid: view.getUint32(20, true), address: 0, raw };
  return 0;
}

/** PTRACE_PEEKSIGINFO: signals that wait, from number `off` on. */
function peekSigInfo({ task, tracee, addr, data }: Request): Result {
  const args = task.mem.copyIn(addr, 16);
  if (args === undefined) return -EFAULT;
  const view = new DataView(args.buffer);
  const [off, flags, count] = [view.getUint32(0, true), view.getUint32(8, true), view.getInt32(12, true)];
  if (flags & ~1 || count < 0) return -EINVAL;
  const queue = flags & 1 ? tracee.process.queue : tracee.pending.queue;
  const found = queue.slice(off, off + count);
  for (const [i, info] of found.entries())
    if (!task.mem.copyOut(data + i * SIGINFO_SIZE, encodeSigInfo(info))) return i || -EFAULT;
  return found.length;
}

function getSigMask({ task, tracee, addr, data }: Request): Result {
  if (addr !== 8) return -EINVAL;
  const { lo, hi } = tracee.pending.blocked;
  return putWord(task, data, lo, hi);
}

function setSigMask({ task, tracee, addr, data }: Request): Result {
  if (addr !== 8) return -EINVAL;
  const bytes = task.mem.copyIn(data, 8);
  if (bytes === undefined) return -EFAULT;
  const view = new DataView(bytes.buffer);
  tracee.pending.blocked.assign(view.getUint32(0, true), view.getUint32(4, true));
  tracee.exitWork = true;
  return 0;
}

/** A set of registers by its note type: what reads it, and what writes it. */
function regset(type: number) {
  if (type === P.NT_PRSTATUS)
    return { size: USER_REGS_SIZE, unit: 8, read: readRegisters, write: writeRegisters };
  if (type === P.NT_X86_XSTATE) return { size: XSTATE_SIZE, unit: 8, read: readXstate, write: writeXstate };
  if (type === P.NT_PRFPREG) return { size: FX_SIZE, unit: 4, read: readFpu, write: writeFpu };
  return undefined;
}

/** PTRACE_GETREGSET and PTRACE_SETREGSET. */
function withRegset({ task, tracee, addr, data }: Request, write: boolean): Result {
  const iov = task.mem.copyIn(data, 16);
  if (iov === undefined) return -EFAULT;
  const view = new DataView(iov.buffer);
  const base = view.getUint32(0, true) + view.getInt32(4, true) * 2 ** 32;
  const length = view.getUint32(8, true) + view.getUint32(12, true) * 2 ** 32;
  const set = regset(addr);
  if (set === undefined) return -EINVAL;
  if (length % set.unit !== 0) return -EINVAL;
  const size = Math.min(length, set.size);
  if (write) {
    const bytes = task.mem.copyIn(base, size);
    if (bytes === undefined) return -EFAULT;
    const error = set.write(tracee, bytes);
    if (error < 0) return error;
  } else if (!task.mem.copyOut(base, set.read(tracee).subarray(0, size))) return -EFAULT;
  return putWord(task, data + 8, size, 0);
}

function whole(size: number, write: (task: TaskStruct, bytes: Uint8Array) => number): Handler {
  return ({ task, tracee, data }) => {
    const bytes = task.mem.copyIn(data, size);
    return bytes === undefined ? -EIO : write(tracee, bytes);
  };
}

function getSyscallInfo({ task, tracee, ptrace, addr, data }: Request): Result {
  const info = callInfo(tracee, ptrace);
  const length = Math.min(info.length, addr);
  return task.mem.copyOut(data, info.subarray(0, length)) ? info.length : -EFAULT;
}

/** PTRACE_LISTEN: a group stop goes on, and the tracer hears of its end. */
function listen({ ptrace }: Request): Result {
  const stop = ptrace.stop;
  if (!ptrace.seized || stop === undefined || stop.code >> 8 !== P.PTRACE_EVENT_STOP) return -EIO;
  ptrace.listening = true;
  return 0;
}

const HANDLERS: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [P.PTRACE_PEEKTEXT, peekData],
  [P.PTRACE_PEEKDATA, peekData],
  [P.PTRACE_PEEKUSER, peekUser],
  [P.PTRACE_POKETEXT, pokeData],
  [P.PTRACE_POKEDATA, pokeData],
  [P.PTRACE_POKEUSER, pokeUser],
  [P.PTRACE_CONT, goOn('cont')],
  [P.PTRACE_SYSCALL, goOn('syscall')],
  [P.PTRACE_SINGLESTEP, goOn('step')],
  [P.PTRACE_SYSEMU, goOn('sysemu')],
  [P.PTRACE_SYSEMU_SINGLESTEP, goOn('sysemu-step')],
  [P.PTRACE_DETACH, ({ tracee, ptrace, data }) => detach(tracee, ptrace, data)],
  [
    P.PTRACE_GETREGS,
    ({ task, tracee, data }) => (task.mem.copyOut(data, readRegisters(tracee)) ? 0 : -EFAULT),
  ],
  [P.PTRACE_SETREGS, whole(USER_REGS_SIZE, writeRegisters)],
  [P.PTRACE_GETFPREGS, ({ task, tracee, data }) => (task.mem.copyOut(data, readFpu(tracee)) ? 0 : -EFAULT)],
  [P.PTRACE_SETFPREGS, whole(FX_SIZE, writeFpu)],
  [P.PTRACE_SETOPTIONS, setOptions],
  [P.PTRACE_GETEVENTMSG, ({ task, ptrace, data }) => putWord(task, data, ptrace.message, 0)],
  [P.PTRACE_GETSIGINFO, getSigInfo],
  [P.PTRACE_SETSIGINFO, setSigInfo],
  [P.PTRACE_PEEKSIGINFO, peekSigInfo],
  [P.PTRACE_GETSIGMASK, getSigMask],
  [P.PTRACE_SETSIGMASK, setSigMask],
  [P.PTRACE_GETREGSET, (request) => withRegset(request, false)],
  [P.PTRACE_SETREGSET, (request) => withRegset(request, true)],
  [P.PTRACE_GET_SYSCALL_INFO, getSyscallInfo],
  [P.PTRACE_LISTEN, listen],
]);

/** Implements ptrace(2). All but the requests that start it are for the tracer of a task that stands still. */
function ptrace(task: TaskStruct, [request, pid, addr, data]: readonly number[]): Result {
  if (request === P.PTRACE_TRACEME) return traceMe(task);
  if (request === P.PTRACE_ATTACH || request === P.PTRACE_SEIZE)
    return attach(task, pid, request === P.PTRACE_SEIZE, addr, data);
  const tracee = findTask(task, pid);
  const state = tracee?.ptrace;
  if (tracee === undefined || state === undefined || state.tracer.process !== task.process) return -ESRCH;
  if (request === P.PTRACE_KILL) {
    const info = { signo: SIGKILL, code: 0, pid: task.tgid, uid: task.cred.uid, address: 0 };
    if (tracee.alive) task.kernel.signals.send(tracee, info);
    return 0;
  }
  if (request === P.PTRACE_INTERRUPT) {
    if (!tracee.alive) return -ESRCH;
    if (!state.seized) return -EIO;
    requestTrap(tracee, state);
    return 0;
  }
  if (tracee.state !== TASK.TRACED || state.listening) return -ESRCH;
  const handler = HANDLERS.get(request);
  if (handler === undefined) return -EIO;
  return handler({ task, tracee, ptrace: state, addr, data });
}

export const ptraceRows = [partial('ptrace', ptrace, 'filters of seccomp, and breakpoints on reading')];
