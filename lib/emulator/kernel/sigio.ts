import { F_OWNER_PGRP, F_OWNER_TID } from '../../abi/fcntl';
import { SI_KERNEL, SIGIO } from '../../abi/signal';
import type { Kernel } from './kernel';
import { processesOf } from './pgrp';
import type { SigInfo } from './signal';
import type { FileOwner } from './types';

/** What happened to a file, as siginfo_t tells it: POLL_IN and its kin, poll's events, and the descriptor. */
export interface Happening {
  readonly code: number;
  readonly band: number;
  readonly fd: number;
}

/** si_band and si_fd in siginfo_t. */
const BAND = 16;
const FD = 24;
const SIGINFO_SIZE = 128;

/** send_sigio: to a thread, a process or a group, as far as the owner may send them signals (sigio_perm); without particulars, send_sigurg. */
export function sendSigio(
  kernel: Kernel,
  owner: FileOwner,
  signo: number,
  what: Happening | undefined,
): void {
  const { type, pid, uid, euid } = owner;
  const one = kernel.task(pid);
  const targets = type === F_OWNER_PGRP ? processesOf(kernel, pid) : one === undefined ? [] : [one];
  for (const target of targets) {
    const { cred } = target;
    const may = euid === 0 || [euid, uid].some((id) => id === cred.suid || id === cred.uid);
    if (!may) continue;
    const info = signo === 0 || what === undefined ? plain(signo || SIGIO) : told(signo, what);
    if (type === F_OWNER_TID) kernel.signals.sendThread(target, info);
    else kernel.signals.send(target, info);
  }
}

const plain = (signo: number): SigInfo => ({ signo, code: SI_KERNEL, pid: 0, uid: 0, address: 0 });

function told(signo: number, { code, band, fd }: Happening): SigInfo {
  const raw = new Uint8Array(SIGINFO_SIZE);
  const view = new DataView(raw.buffer);
  view.setInt32(BAND, band, true);
  view.setInt32(FD, fd, true);
  return { signo, code, pid: 0, uid: 0, address: 0, raw };
}
