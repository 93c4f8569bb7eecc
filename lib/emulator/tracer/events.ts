import * as G from '../../abi/signal';
import { siginfoText } from '../../trace/siginfo';
import type { TraceEvent } from '../kernel/listener';

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
      return `--- ${signalName(event.signal)} ${siginfoText(event.siginfo())} ---`;
  }
}

/** SIGHUP to SIGSYS, SIGRTMIN, SIGRT_1, ... or the number. */
export function signalName(signal: number): string {
  const name = G.SIGNALS.names.get(signal);
  if (name) return name;
  return signal > G.SIGRTMIN && signal <= G.NSIG ? `SIGRT_${signal - G.SIGRTMIN}` : String(signal);
}
