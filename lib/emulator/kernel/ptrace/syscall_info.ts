import * as P from '../../../abi/ptrace';
import { REG } from '../ptregs';
import type { TaskStruct } from '../task';
import type { Ptrace } from './state';

/** AUDIT_ARCH_X86_64 and AUDIT_ARCH_I386. */
const ARCH = [0xc000003e, 0x40000003] as const;
const ARGUMENTS = [
  [REG.DI, REG.SI, REG.DX, REG.R10, REG.R8, REG.R9],
  [REG.BX, REG.CX, REG.DX, REG.SI, REG.DI, REG.BP],
] as const;
/** struct ptrace_syscall_info up to its union, and with each of its members. */
const SIZE = { HEAD: 24, ENTRY: 80, EXIT: 33, SECCOMP: 84 } as const;

/** struct ptrace_syscall_info for where a tracee stands. */
export function callInfo(task: TaskStruct, { stop, message }: Ptrace): Uint8Array {
  const { regs, call } = task;
  const words = new Uint32Array(SIZE.SECCOMP / 4);
  const put = (word: number, reg: number) => words.set([regs.lo(reg), regs.hi(reg)], word);
  const bytes = new Uint8Array(words.buffer);
  words[1] = ARCH[call.abi];
  put(2, REG.IP);
  put(4, REG.SP);
  const seccomp = stop?.kind === 'event' && stop.code >> 8 === P.PTRACE_EVENT_SECCOMP;
  if (stop?.kind === 'syscall-entry' || seccomp) {
    bytes[0] = seccomp ? P.PTRACE_SYSCALL_INFO_SECCOMP : P.PTRACE_SYSCALL_INFO_ENTRY;
    put(6, REG.ORIG_AX);
    for (const [i, reg] of ARGUMENTS[call.abi].entries()) put(8 + i * 2, reg);
    if (!seccomp) return bytes.subarray(0, SIZE.ENTRY);
    words[20] = message;
    return bytes;
  }
  if (stop?.kind !== 'syscall-exit') return bytes.subarray(0, SIZE.HEAD);
  bytes[0] = P.PTRACE_SYSCALL_INFO_EXIT;
  put(6, REG.AX);
  const ax = regs.get(REG.AX);
  bytes[32] = ax < 0 && ax >= -4095 ? 1 : 0;
  return bytes.subarray(0, SIZE.EXIT);
}
