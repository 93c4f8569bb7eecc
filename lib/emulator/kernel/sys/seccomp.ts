import { EACCES, EFAULT, EINVAL, ENOSYS, EOPNOTSUPP } from '../../../abi/errno';
import { PTRACE_EVENT_SECCOMP } from '../../../abi/ptrace';
import { SIGKILL, SIGSYS } from '../../../abi/signal';
import { CAP_SYS_ADMIN, capable } from '../capable';
import { ptraceEvent, tracesEvent } from '../ptrace/stop';
import { REG } from '../ptregs';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { type Listener, NOTIF_SIZES, newListener, openListener } from './seccomp_notify';

/** One instruction of classic BPF: struct sock_filter. */
interface Instruction {
  code: number;
  jt: number;
  jf: number;
  k: number;
}

/** Filters of a task, the newest first: all run, and the strictest answer counts. */
export interface SeccompFilter {
  readonly program: readonly Instruction[];
  readonly before: SeccompFilter | undefined;
  /** Who answers for SECCOMP_RET_USER_NOTIF. */
  readonly listener?: Listener;
}

/** What seccomp(2) has done to a task. */
export interface SeccompState {
  strict: boolean;
  filter: SeccompFilter | undefined;
}

const MODE = { STRICT: 0, FILTER: 1, ACTION_AVAIL: 2, NOTIF_SIZES: 3 } as const;
/** Answers of filters, from the strictest on: linux/seccomp.h. */
export const RET = {
  KILL_PROCESS: 0x80000000,
  KILL_THREAD: 0,
  TRAP: 0x30000,
  ERRNO: 0x50000,
  USER_NOTIF: 0x7fc00000,
  TRACE: 0x7ff00000,
  LOG: 0x7ffc0000,
  ALLOW: 0x7fff0000,
} as const;
const ACTION_MASK = 0xffff0000;

/** Flags of SECCOMP_SET_MODE_FILTER; LOG, SPEC_ALLOW and WAIT_KILLABLE_RECV change nothing here. */
const FLAG = {
  TSYNC: 1,
  LOG: 2,
  SPEC_ALLOW: 4,
  NEW_LISTENER: 8,
  TSYNC_ESRCH: 16,
  WAIT_KILLABLE_RECV: 32,
} as const;

const BPF_MAXINSNS = 4096;
const DATA_SIZE = 64;

/** Calls that strict mode allows: read, write, exit, rt_sigreturn. */
const STRICT_CALLS: readonly number[] = [0, 1, 60, 15];

export function setStrict(task: TaskStruct): Result {
  if (task.seccomp !== undefined) return task.seccomp.strict ? 0 : -EINVAL;
  task.seccomp = { strict: true, filter: undefined };
  return 0;
}

// Codes that seccomp_check_filter lets through: class, size or operation, and source.
const LD = 0;
const LDX = 1;
const ST = 2;
const STX = 3;
const ALU = 4;
const JMP = 5;
const RETURN = 6;
const MISC = 7;

/** seccomp_check_filter and bpf_check_classic. */
function checked(program: readonly Instruction[]): boolean {
  return (
    program.every(({ code, jt, jf, k }, at) => {
      const left = program.length - at - 1;
      switch (code & 7) {
        case LD:
          return (
            (code === 0x20 && k % 4 === 0 && k < DATA_SIZE) ||
            code === 0 ||
            code === 0x80 ||
            (code === 0x60 && k < 16)
          );
        case LDX:
          return code === 1 || code === 0x81 || (code === 0x61 && k < 16);
        case ST:
        case STX:
          return (code === ST || code === STX) && k < 16;
        case ALU: {
          const op = code & 0xf0;
          if (op > 0xa0) return false;
          if ((op === 0x30 || op === 0x90) && (code & 8) === 0) return k !== 0;
          return !((op === 0x60 || op === 0x70) && (code & 8) === 0) || k < 32;
        }
        case JMP:
          if ((code & 0xf0) === 0) return k < left;
          return (code & 0xf0) <= 0x40 && jt < left && jf < left;
        case RETURN:
          return code === 6 || code === 0x16;
        case MISC:
          return code === 7 || code === 0x87;
        default:
          return false;
      }
    }) && (program[program.length - 1].code & 7) === RETURN
  );
}

/** SECCOMP_SET_MODE_FILTER: the program lies at `addr` as struct sock_fprog. */
export function setFilter(task: TaskStruct, flags: number, addr: number): Result {
  if (flags & ~0x3f) return -EINVAL;
  // A descriptor and the number of a thread that could not follow are one answer.
  if (flags & FLAG.TSYNC && flags & FLAG.NEW_LISTENER && !(flags & FLAG.TSYNC_ESRCH)) return -EINVAL;
  if (flags & FLAG.WAIT_KILLABLE_RECV && !(flags & FLAG.NEW_LISTENER)) return -EINVAL;
  if (task.seccomp?.strict) return -EINVAL;
  const head = task.mem.copyIn(addr, 16);
  if (head === undefined) return -EFAULT;
  const view = new DataView(head.buffer);
  const length = view.getUint16(0, true);
  const at = view.getUint32(8, true) + view.getInt32(12, true) * 2 ** 32;
  if (length === 0 || length > BPF_MAXINSNS) return -EINVAL;
  if (!task.noNewPrivileges && !capable(task.cred, CAP_SYS_ADMIN, task.cred.userns)) return -EACCES;
  const bytes = task.mem.copyIn(at, length * 8);
  if (bytes === undefined) return -EFAULT;
  const code = new DataView(bytes.buffer);
  const program = Array.from({ length }, (_, i) => ({
    code: code.getUint16(i * 8, true),
    jt: code.getUint8(i * 8 + 2),
    jf: code.getUint8(i * 8 + 3),
    k: code.getUint32(i * 8 + 4, true),
  }));
  if (!checked(program)) return -EINVAL;
  const listener = flags & FLAG.NEW_LISTENER ? newListener(task, task.seccomp?.filter) : undefined;
  if (typeof listener === 'number') return listener;
  const fd = listener === undefined ? 0 : openListener(task, listener);
  if (typeof fd === 'number' && fd < 0) return fd;
  const targets = flags & FLAG.TSYNC ? [...task.process.threads] : [task];
  for (const thread of targets)
    thread.seccomp = { strict: false, filter: { program, before: thread.seccomp?.filter, listener } };
  return fd;
}

/** Implements seccomp(2). */
function seccomp(task: TaskStruct, [operation, flags, addr]: readonly number[]): Result {
  switch (operation) {
    case MODE.STRICT:
      return flags !== 0 || addr !== 0 ? -EINVAL : setStrict(task);
    case MODE.FILTER:
      return setFilter(task, flags, addr);
    case MODE.ACTION_AVAIL: {
      if (flags !== 0) return -EINVAL;
      const bytes = task.mem.copyIn(addr, 4);
      if (bytes === undefined) return -EFAULT;
      const action = new DataView(bytes.buffer).getUint32(0, true);
      return AVAILABLE.includes(action) ? 0 : -EOPNOTSUPP;
    }
    case MODE.NOTIF_SIZES: {
      if (flags !== 0) return -EINVAL;
      const sizes = Uint16Array.from(NOTIF_SIZES);
      return task.mem.copyOut(addr, new Uint8Array(sizes.buffer)) ? 0 : -EFAULT;
    }
    default:
      return -EINVAL;
  }
}

const AVAILABLE: readonly number[] = [
  RET.KILL_PROCESS,
  RET.KILL_THREAD,
  RET.TRAP,
  RET.ERRNO,
  RET.LOG,
  RET.ALLOW,
  RET.TRACE,
  RET.USER_NOTIF,
];

/** Runs one program over struct seccomp_data, given as sixteen words. */
function run(program: readonly Instruction[], data: Uint32Array): number {
  let a = 0;
  let x = 0;
  const scratch = new Uint32Array(16);
  for (let pc = 0; ; pc++) {
    const { code, jt, jf, k } = program[pc];
    const source = code & 8 ? x : k;
    switch (code & 7) {
      case LD:
        a = code === 0x20 ? data[k / 4] : code === 0x80 ? DATA_SIZE : code === 0x60 ? scratch[k] : k;
        break;
      case LDX:
        x = code === 0x81 ? DATA_SIZE : code === 0x61 ? scratch[k] : k;
        break;
      case ST:
        scratch[k] = a;
        break;
      case STX:
        scratch[k] = x;
        break;
      case ALU: {
        const op = code & 0xf0;
        if ((op === 0x30 || op === 0x90) && source === 0) return RET.KILL_THREAD;
        a = alu(op, a, source);
        break;
      }
      case JMP: {
        const op = code & 0xf0;
        if (op === 0) pc += k;
        else {
          const holds =
            op === 0x10
              ? a === source
              : op === 0x20
                ? a > source
                : op === 0x30
                  ? a >= source
                  : (a & source) !== 0;
          pc += holds ? jt : jf;
        }
        break;
      }
      case RETURN:
        return (code === 0x16 ? a : k) >>> 0;
      default:
        if (code === 7) x = a;
        else a = x;
    }
  }
}

function alu(op: number, a: number, b: number): number {
  switch (op) {
    case 0x00:
      return (a + b) >>> 0;
    case 0x10:
      return (a - b) >>> 0;
    case 0x20:
      return Math.imul(a, b) >>> 0;
    case 0x30:
      return Math.floor(a / b);
    case 0x40:
      return (a | b) >>> 0;
    case 0x50:
      return (a & b) >>> 0;
    case 0x60:
      return b > 31 ? 0 : (a << b) >>> 0;
    case 0x70:
      return b > 31 ? 0 : a >>> b;
    case 0x80:
      return -a >>> 0;
    case 0x90:
      return a % b;
    default:
      return (a ^ b) >>> 0;
  }
}

/** AUDIT_ARCH_X86_64 and AUDIT_ARCH_I386. */
const ARCH = [0xc000003e, 0x40000003] as const;
/** A call that is about to be made: which, and its six arguments in halves. */
interface Asked {
  abi: 0 | 1;
  nr: number;
  lo: Uint32Array;
  hi: Uint32Array;
}

/** SYS_SECCOMP: si_code of SIGSYS. */
const SYS_SECCOMP = 1;

/**
 * __secure_computing: what filters say of a call before it is made. Undefined lets it be made; anything else is its
 * answer. A tracer is asked first where a filter wants it, and `again` then makes the call as the registers are by then;
 * absent, the tracer has been asked.
 */
export function secureComputing(
  task: TaskStruct,
  { abi, nr, lo, hi }: Asked,
  again: (() => Result) | undefined,
): Result | undefined {
  const { seccomp: state, kernel } = task;
  if (state === undefined) return undefined;
  if (state.strict) {
    if (STRICT_CALLS.includes(nr)) return undefined;
    kernel.signals.forceFatal(task, SIGKILL, `call ${nr} is not allowed by seccomp's strict mode`);
    return -ENOSYS;
  }
  const ip = task.regs.get(REG.IP);
  const data = new Uint32Array(16);
  data.set([nr, ARCH[abi], ip >>> 0, Math.floor(ip / 2 ** 32) >>> 0]);
  for (let i = 0; i < 6; i++) data.set([lo[i], hi[i]], 4 + i * 2);
  let action: number = RET.ALLOW;
  let chosen: SeccompFilter | undefined;
  for (let filter = state.filter; filter !== undefined; filter = filter.before) {
    const answer = run(filter.program, data);
    // Compared as signed numbers, so that killing the process comes first.
    if ((answer & ACTION_MASK) < (action & ACTION_MASK)) {
      action = answer;
      chosen = filter;
    }
  }
  const value = action & 0xffff;
  switch ((action & ACTION_MASK) >>> 0) {
    case RET.ALLOW:
    case RET.LOG:
      return undefined;
    case RET.ERRNO:
      return -Math.min(value, 4095);
    case RET.TRACE:
      if (again === undefined) return undefined;
      return tracesEvent(task, PTRACE_EVENT_SECCOMP)
        ? ptraceEvent(task, PTRACE_EVENT_SECCOMP, value, again)
        : -ENOSYS;
    case RET.USER_NOTIF:
      // The supervisor lets the call be made.
      if (again === undefined) return undefined;
      return chosen?.listener?.notify(task, new Uint8Array(data.buffer), again) ?? -ENOSYS;
    case RET.TRAP: {
      const raw = new Uint8Array(128);
      const view = new DataView(raw.buffer);
      view.setInt32(4, value, true);
      view.setInt32(8, SYS_SECCOMP, true);
      view.setUint32(16, ip >>> 0, true);
      view.setUint32(20, Math.floor(ip / 2 ** 32) >>> 0, true);
      view.setInt32(24, nr, true);
      view.setUint32(28, ARCH[abi], true);
      kernel.signals.force(task, { signo: SIGSYS, code: SYS_SECCOMP, pid: 0, uid: 0, address: ip, raw });
      // syscall_rollback: rax keeps the number for the handler to see.
      return nr;
    }
    default:
      kernel.signals.forceFatal(task, SIGSYS, `call ${nr} is not allowed by a seccomp filter`, true);
      return nr;
  }
}

export const seccompRows = [full('seccomp', seccomp)];
