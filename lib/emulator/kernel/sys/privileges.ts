import { EFAULT, EINVAL, EPERM, ESRCH } from '../../../abi/errno';
import { partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';

/** CAP_CHECKPOINT_RESTORE, the last capability there is. */
export const CAP_LAST = 40;

/** 0 none, 1 strict, 2 a filter: PR_GET_SECCOMP. */
export const seccompMode = (task: TaskStruct): number =>
  task.seccomp === undefined ? 0 : task.seccomp.strict ? 1 : 2;

/** Versions of struct __user_cap_header_struct, and 32-bit words of each set. */
const VERSIONS: Readonly<Record<number, number>> = { 429392688: 1, 537333798: 2, 537396514: 2 };
const VERSION_3 = 0x20080522;
/** Bits of all capabilities in the second word. */
const HIGH = 2 ** (CAP_LAST - 31) - 1;

function header(task: TaskStruct, addr: number): { words: number; pid: number } | number {
  const bytes = task.mem.copyIn(addr, 8);
  if (bytes === undefined) return -EFAULT;
  const view = new DataView(bytes.buffer);
  const words = VERSIONS[view.getUint32(0, true)];
  if (words !== undefined) return { words, pid: view.getInt32(4, true) };
  task.mem.copyOut(addr, new Uint8Array(Uint32Array.of(VERSION_3).buffer));
  return -EINVAL;
}

/** Implements capget(2): root has all capabilities, others none. */
function capget(task: TaskStruct, [headerAddr, dataAddr]: readonly number[]): Result {
  const head = header(task, headerAddr);
  // A version of nobody's and no data is how the version is asked for.
  if (typeof head === 'number') return head === -EINVAL && dataAddr === 0 ? 0 : head;
  if (head.pid < 0) return -EINVAL;
  const target = head.pid === 0 ? task : task.kernel.task(head.pid);
  if (target === undefined) return -ESRCH;
  if (dataAddr === 0) return 0;
  const all = target.cred.euid === 0;
  const data = new Uint32Array(head.words * 3);
  for (let i = 0; i < head.words; i++) {
    const bits = all ? (i === 0 ? 0xffffffff : HIGH) : 0;
    data.set([bits, bits, 0], i * 3);
  }
  return task.mem.copyOut(dataAddr, new Uint8Array(data.buffer)) ? 0 : -EFAULT;
}

/** Implements capset(2): giving up none is all that can be done. */
function capset(task: TaskStruct, [headerAddr, dataAddr]: readonly number[]): Result {
  const head = header(task, headerAddr);
  if (typeof head === 'number') return head;
  if (head.pid !== 0 && head.pid !== task.pid) return -EPERM;
  const bytes = task.mem.copyIn(dataAddr, head.words * 12);
  if (bytes === undefined) return -EFAULT;
  const asked = new Uint32Array(bytes.buffer);
  return task.cred.euid !== 0 && asked.some((bits) => bits !== 0) ? -EPERM : 0;
}

export const privilegeRows = [
  partial('capget', capget, 'root has all, others none'),
  partial('capset', capset, 'accepted, and changes nothing'),
];
