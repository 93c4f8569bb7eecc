import * as G from '../../abi/signal';
import type { EnumSet } from '../../abi/xlat';
import type { TraceEvent } from '../kernel/listener';

const CODES: Readonly<Record<number, EnumSet>> = {
  [G.SIGILL]: G.ILL_CODES,
  [G.SIGFPE]: G.FPE_CODES,
  [G.SIGSEGV]: G.SEGV_CODES,
  [G.SIGBUS]: G.BUS_CODES,
  [G.SIGTRAP]: G.TRAP_CODES,
  [G.SIGCHLD]: G.CLD_CODES,
};

const FAULTS = new Set([G.SIGILL, G.SIGFPE, G.SIGSEGV, G.SIGBUS, G.SIGTRAP]);

/** The line strace writes for something that is not a call. */
export function eventText(event: TraceEvent): string {
  switch (event.kind) {
    case 'exited':
      return `+++ exited with ${event.status} +++`;
    case 'killed':
      return `+++ killed by ${signalName(event.signal)}${event.core ? ' (core dumped)' : ''} +++`;
    case 'stopped':
      return `--- stopped by ${signalName(event.signal)} ---`;
    case 'signal':
      return `--- ${signalName(event.signal)} {${siginfo(event).join(', ')}} ---`;
  }
}

/** SIGHUP to SIGSYS, SIGRTMIN, SIGRT_1, ... or the number. */
export function signalName(signal: number): string {
  const name = G.SIGNALS.names.get(signal);
  if (name) return name;
  return signal > G.SIGRTMIN && signal <= G.NSIG ? `SIGRT_${signal - G.SIGRTMIN}` : String(signal);
}

function siginfo(event: TraceEvent & { kind: 'signal' }): string[] {
  const { signal, code, address, pid = 0, uid = 0, status = 0 } = event;
  // Codes of 0 and below, and SI_KERNEL, mean the same for every signal.
  const own = code > 0 && code < G.SI_KERNEL ? CODES[signal] : undefined;
  const name = (own ?? G.SI_CODES).names.get(code) ?? String(code);
  const fields = [`si_signo=${signalName(signal)}`, `si_code=${name}`];
  if (own && FAULTS.has(signal)) fields.push(`si_addr=${hex(address)}`);
  else if (own && signal === G.SIGCHLD) {
    const how = code === G.CLD_EXITED ? String(status) : signalName(status);
    fields.push(`si_pid=${pid}`, `si_uid=${uid}`, `si_status=${how}`, 'si_utime=0', 'si_stime=0');
  } else if (code === G.SI_USER || code === G.SI_TKILL) fields.push(`si_pid=${pid}`, `si_uid=${uid}`);
  else if (code === G.SI_KERNEL && FAULTS.has(signal)) fields.push(`si_addr=${hex(address)}`);
  return fields;
}

function hex(address: number): string {
  if (address === 0) return 'NULL';
  return `0x${BigInt.asUintN(64, BigInt(address)).toString(16)}`;
}
