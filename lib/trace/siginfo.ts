/** siginfo_t, whose meaning hangs on who sent the signal and on which it is: sigaction(2). */
import { ERRNO } from '../abi/errno';
import * as G from '../abi/signal';
import { SYSCALLS } from '../abi/syscalls';
import type { EnumSet } from '../abi/xlat';
import { address, clockTicks, decimal, hex, signalName } from './words';

const CODES: Readonly<Record<number, EnumSet>> = {
  [G.SIGILL]: G.ILL_CODES,
  [G.SIGFPE]: G.FPE_CODES,
  [G.SIGSEGV]: G.SEGV_CODES,
  [G.SIGBUS]: G.BUS_CODES,
  [G.SIGTRAP]: G.TRAP_CODES,
  [G.SIGCHLD]: G.CLD_CODES,
  [G.SIGIO]: G.POLL_CODES,
  [G.SIGSYS]: G.SYS_CODES,
};
const FAULTS = new Set([G.SIGILL, G.SIGFPE, G.SIGSEGV, G.SIGBUS, G.SIGTRAP]);

/** Offsets in siginfo_t: asm-generic/siginfo.h. Members of the union overlap. */
const AT = { signo: 0, errno: 4, code: 8, pid: 16, uid: 20, status: 24, utime: 32, stime: 40 } as const;
const FAULT_AT = { addr: 16, lsb: 24, lower: 32, upper: 40 } as const;
const TIMER_AT = { id: 16, overrun: 20 } as const;
const POLL_AT = { band: 16, fd: 24 } as const;
const SYS_AT = { call: 16, nr: 24, arch: 28 } as const;
const VALUE_AT = 24;

/** AUDIT_ARCH_X86_64 and AUDIT_ARCH_I386: linux/audit.h. */
const ARCHITECTURES = new Map([
  [0xc000003e, 'AUDIT_ARCH_X86_64'],
  [0x40000003, 'AUDIT_ARCH_I386'],
]);

/** The 128 bytes of a siginfo_t. */
export function siginfoText(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const i32 = (at: number) => view.getInt32(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  const pointer = (at: number) => address(u32(at), u32(at + 4));
  const signo = i32(AT.signo);
  if (signo === 0) return '{}';
  const code = i32(AT.code);
  const own = CODES[signo]?.names.get(code);
  const name = G.SI_CODES.names.get(code) ?? own ?? hex(code >>> 0);
  const parts = [`si_signo=${signalName(signo)}`, `si_code=${name}`];
  const errno = i32(AT.errno);
  if (errno !== 0) parts.push(`si_errno=${ERRNO.get(errno)?.name ?? errno}`);
  const source = [`si_pid=${i32(AT.pid)}`, `si_uid=${u32(AT.uid)}`];
  const value = [`si_int=${i32(VALUE_AT)}`, `si_ptr=${pointer(VALUE_AT)}`];
  const hasValue = u32(VALUE_AT) !== 0 || u32(VALUE_AT + 4) !== 0;
  if (code === G.SI_USER || code === G.SI_TKILL) parts.push(...source);
  else if (code === G.SI_TIMER) {
    parts.push(`si_timerid=${hex(u32(TIMER_AT.id))}`, `si_overrun=${i32(TIMER_AT.overrun)}`, ...value);
  } else if (code < 0) parts.push(...source, ...(hasValue ? value : []));
  else if (signo === G.SIGCHLD) {
    const status = i32(AT.status);
    parts.push(...source, `si_status=${code === G.CLD_EXITED ? status : signalName(status)}`);
    parts.push(`si_utime=${time(u32, AT.utime)}`, `si_stime=${time(u32, AT.stime)}`);
  } else if (FAULTS.has(signo)) {
    parts.push(`si_addr=${pointer(FAULT_AT.addr)}`);
    if (signo === G.SIGSEGV && code === G.SEGV_BNDERR)
      parts.push(`si_lower=${pointer(FAULT_AT.lower)}`, `si_upper=${pointer(FAULT_AT.upper)}`);
    if (signo === G.SIGSEGV && code === G.SEGV_PKUERR) parts.push(`si_pkey=${u32(FAULT_AT.lower)}`);
  } else if (signo === G.SIGIO && own !== undefined) {
    parts.push(`si_band=${decimal(u32(POLL_AT.band), u32(POLL_AT.band + 4), true)}`);
  } else if (signo === G.SIGSYS) {
    const nr = i32(SYS_AT.nr);
    const call = SYSCALLS.get(nr);
    parts.push(
      `si_call_addr=${pointer(SYS_AT.call)}`,
      `si_syscall=${call ? `__NR_${call.name}` : nr}`,
      `si_arch=${ARCHITECTURES.get(u32(SYS_AT.arch)) ?? hex(u32(SYS_AT.arch))}`,
    );
  } else {
    if (i32(AT.pid) !== 0 || u32(AT.uid) !== 0) parts.push(...source);
    if (hasValue) parts.push(...value);
  }
  return `{${parts.join(', ')}}`;
}

const time = (u32: (at: number) => number, at: number) => clockTicks(u32(at), u32(at + 4));
