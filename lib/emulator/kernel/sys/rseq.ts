import { EBUSY, EFAULT, EINVAL, EPERM } from '../../../abi/errno';
import { RSEQ_FLAG_UNREGISTER } from '../../../abi/process';
import { SI_KERNEL, SIGSEGV } from '../../../abi/signal';
import { accessOk, TASK_SIZE_MAX } from '../layout';
import { REG } from '../ptregs';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';

/** Fields of struct rseq: linux/rseq.h. */
const RSEQ = { CPU_ID_START: 0, CS: 8, FLAGS: 16, NODE_ID: 20 } as const;
/** Bytes up to rseq.end, and what the first version of the structure took: AT_RSEQ_FEATURE_SIZE and its alignment. */
export const RSEQ_FEATURE_SIZE = 28;
export const RSEQ_SIZE = 32;
/** Fields of struct rseq_cs. */
const CS = { VERSION: 0, FLAGS: 4, START: 8, LENGTH: 16, ABORT: 24, SIZE: 32 } as const;
const CPU_ID_UNINITIALIZED = -1;

/** What a thread has registered with rseq(2). */
export interface Rseq {
  readonly address: number;
  readonly length: number;
  /** Stands before every abort handler. */
  readonly signature: number;
  /** The thread has lost the processor, or was asked to act as if it had. */
  preempted: boolean;
}

/** Implements rseq(2). */
function rseq(task: TaskStruct, [address, length, flags, signature]: readonly number[]): Result {
  const { rseq: old } = task;
  if (flags & RSEQ_FLAG_UNREGISTER) {
    if (flags !== RSEQ_FLAG_UNREGISTER || old?.address !== address || old.length !== length) return -EINVAL;
    if (old.signature !== signature) return -EPERM;
    if (!putIds(task, old, 0, CPU_ID_UNINITIALIZED)) return -EFAULT;
    task.rseq = undefined;
    return 0;
  }
  if (flags !== 0) return -EINVAL;
  if (old !== undefined) {
    if (old.address !== address || old.length !== length) return -EINVAL;
    return old.signature === signature ? -EBUSY : -EPERM;
  }
  if (length < RSEQ_SIZE || address % RSEQ_SIZE !== 0) return -EINVAL;
  if (!accessOk(address, length) || !task.mem.copyOut(address + RSEQ.CS, new Uint8Array(8))) return -EFAULT;
  task.rseq = { address, length, signature, preempted: false };
  rseqPreempt(task);
  return 0;
}

/** rseq_preempt: the way back to user mode has something to do. */
export function rseqPreempt(task: TaskStruct): void {
  if (task.rseq === undefined) return;
  task.rseq.preempted = true;
  task.exitWork = true;
}

/** rseq_handle_notify_resume: an unfinished critical section starts over, and the numbers of the processor are told. */
export function rseqResume(task: TaskStruct): void {
  const { rseq } = task;
  if (!rseq?.preempted) return;
  rseq.preempted = false;
  const { id: cpu } = task.kernel.sched.active;
  if (!abortSection(task, rseq) || !putIds(task, rseq, cpu, cpu)) refuse(task);
}

/** rseq_signal_deliver: a handler interrupts a critical section for good. */
export function rseqSignal(task: TaskStruct): void {
  if (task.rseq !== undefined && !abortSection(task, task.rseq)) refuse(task);
}

function refuse(task: TaskStruct): void {
  task.kernel.signals.force(task, { signo: SIGSEGV, code: SI_KERNEL, pid: 0, uid: 0, address: 0 });
}

/** cpu_id_start, cpu_id, node_id and mm_cid; there is one node, and a processor runs one thread at a time. */
function putIds(task: TaskStruct, { address }: Rseq, start: number, cpu: number): boolean {
  return (
    task.mem.copyOut(address + RSEQ.CPU_ID_START, new Uint8Array(Int32Array.of(start, cpu).buffer)) &&
    task.mem.copyOut(address + RSEQ.NODE_ID, new Uint8Array(Int32Array.of(0, start).buffer))
  );
}

/** rseq_ip_fixup. False when what the thread has put there makes no sense. */
function abortSection(task: TaskStruct, { address, signature }: Rseq): boolean {
  const { mem, regs } = task;
  const head = mem.copyIn(address + RSEQ.CS, RSEQ.NODE_ID - RSEQ.CS);
  if (head === undefined) return false;
  const pointer = word(head, 0);
  if (pointer === 0) return true;
  const section = mem.copyIn(pointer, CS.SIZE);
  if (section === undefined) return false;
  const [start, length, abort] = [CS.START, CS.LENGTH, CS.ABORT].map((at) => word(section, at));
  const user = (at: number) => at >= 0 && at < TASK_SIZE_MAX;
  if (!user(start) || !user(length) || !user(start + length) || !user(abort)) return false;
  const inside = (at: number) => at >= start && at < start + length;
  if (word32(section, CS.VERSION) !== 0 || inside(abort)) return false;
  const before = mem.copyIn(abort - 4, 4);
  if (before === undefined || word32(before, 0) !== signature) return false;
  if (inside(regs.get(REG.IP))) {
    if (word32(section, CS.FLAGS) !== 0 || word32(head, RSEQ.FLAGS - RSEQ.CS) !== 0) return false;
    regs.set(REG.IP, abort);
  }
  return mem.copyOut(address + RSEQ.CS, new Uint8Array(8));
}

const view = ({ buffer, byteOffset, length }: Uint8Array) => new DataView(buffer, byteOffset, length);
const word32 = (bytes: Uint8Array, at: number): number => view(bytes).getUint32(at, true);
const word = (bytes: Uint8Array, at: number): number =>
  view(bytes).getInt32(at + 4, true) * 2 ** 32 + word32(bytes, at);

export const rseqRows = [full('rseq', rseq)];
