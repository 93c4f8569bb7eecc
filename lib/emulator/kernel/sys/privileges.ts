import { EFAULT, EINVAL, EPERM, ESRCH } from '../../../abi/errno';
import { ALL_CAPABILITIES, CAP_LAST, CAP_SETPCAP, capable, SECBIT } from '../capable';
import { findTask, numberFor } from '../pid_namespace';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';

/** 0 none, 1 strict, 2 a filter: PR_GET_SECCOMP. */
export const seccompMode = (task: TaskStruct): number =>
  task.seccomp === undefined ? 0 : task.seccomp.strict ? 1 : 2;

/** Versions of struct __user_cap_header_struct, and 32-bit words of each set. */
const VERSIONS: Readonly<Record<number, number>> = { 429392688: 1, 537333798: 2, 537396514: 2 };
const VERSION_3 = 0x20080522;

function header(task: TaskStruct, addr: number): { words: number; pid: number } | number {
  const bytes = task.mem.copyIn(addr, 8);
  if (bytes === undefined) return -EFAULT;
  const view = new DataView(bytes.buffer);
  const words = VERSIONS[view.getUint32(0, true)];
  if (words !== undefined) return { words, pid: view.getInt32(4, true) };
  task.mem.copyOut(addr, new Uint8Array(Uint32Array.of(VERSION_3).buffer));
  return -EINVAL;
}

/** Word `i` of a set. */
const word = (set: bigint, i: number): number => Number((set >> BigInt(32 * i)) & 0xffffffffn);

/** Implements capget(2). */
function capget(task: TaskStruct, [headerAddr, dataAddr]: readonly number[]): Result {
  const head = header(task, headerAddr);
  // A version of nobody's and no data is how the version is asked for.
  if (typeof head === 'number') return head === -EINVAL && dataAddr === 0 ? 0 : head;
  if (head.pid < 0) return -EINVAL;
  const target = head.pid === 0 ? task : findTask(task, head.pid);
  if (target === undefined) return -ESRCH;
  if (dataAddr === 0) return 0;
  const { effective, permitted, inheritable } = target.cred.caps;
  const data = new Uint32Array(head.words * 3);
  for (let i = 0; i < head.words; i++)
    data.set([word(effective, i), word(permitted, i), word(inheritable, i)], i * 3);
  return task.mem.copyOut(dataAddr, new Uint8Array(data.buffer)) ? 0 : -EFAULT;
}

const subset = (set: bigint, of: bigint): boolean => (set & ~of) === 0n;

/** Implements capset(2): cap_capset of security/commoncap.c. */
function capset(task: TaskStruct, [headerAddr, dataAddr]: readonly number[]): Result {
  const head = header(task, headerAddr);
  if (typeof head === 'number') return head;
  if (head.pid !== 0 && head.pid !== numberFor(task, task.pid)) return -EPERM;
  const bytes = task.mem.copyIn(dataAddr, head.words * 12);
  if (bytes === undefined) return -EFAULT;
  const words = new Uint32Array(bytes.buffer);
  const asked = (set: number): bigint => {
    const high = head.words > 1 ? BigInt(words[3 + set]) : 0n;
    return (BigInt(words[set]) | (high << 32n)) & ALL_CAPABILITIES;
  };
  const [effective, permitted, inheritable] = [asked(0), asked(1), asked(2)];
  const { cred } = task;
  const { caps } = cred;
  if (!capable(cred, CAP_SETPCAP, cred.userns) && !subset(inheritable, caps.inheritable | caps.permitted))
    return -EPERM;
  if (!subset(inheritable, caps.inheritable | caps.bounding)) return -EPERM;
  if (!subset(permitted, caps.permitted) || !subset(effective, permitted)) return -EPERM;
  const ambient = caps.ambient & permitted & inheritable;
  task.cred = { ...cred, caps: { ...caps, effective, permitted, inheritable, ambient } };
  return 0;
}

const bit = (cap: number): bigint => 1n << BigInt(cap);
const valid = (cap: number): boolean => cap >= 0 && cap <= CAP_LAST;

/** PR_CAPBSET_READ. */
export const readBounding = ({ cred }: TaskStruct, cap: number): number =>
  valid(cap) ? Number((cred.caps.bounding >> BigInt(cap)) & 1n) : -EINVAL;

/** PR_CAPBSET_DROP. */
export function dropBounding(task: TaskStruct, cap: number): number {
  const { cred } = task;
  if (!capable(cred, CAP_SETPCAP, cred.userns)) return -EPERM;
  if (!valid(cap)) return -EINVAL;
  task.cred = { ...cred, caps: { ...cred.caps, bounding: cred.caps.bounding & ~bit(cap) } };
  return 0;
}

/** All secure bits of linux/securebits.h, and those among them that lock another. */
const SECURE_BITS = 0xff;
const SECURE_LOCKS = 0xaa;

/** PR_SET_SECUREBITS. */
export function setSecureBits(task: TaskStruct, bits: number): number {
  const { cred } = task;
  const old = cred.securebits;
  const locked = ((old & SECURE_LOCKS) >> 1) & (old ^ bits);
  if (locked || old & SECURE_LOCKS & ~bits || bits & ~SECURE_BITS || !capable(cred, CAP_SETPCAP, cred.userns))
    return -EPERM;
  task.cred = { ...cred, securebits: bits };
  return 0;
}

/** PR_SET_KEEPCAPS. */
export function setKeepCapabilities(task: TaskStruct, on: number): number {
  if (on !== 0 && on !== 1) return -EINVAL;
  const { cred } = task;
  if (cred.securebits & (SECBIT.KEEP_CAPS << 1)) return -EPERM;
  const rest = cred.securebits & ~SECBIT.KEEP_CAPS;
  task.cred = { ...cred, securebits: on === 0 ? rest : rest | SECBIT.KEEP_CAPS };
  return 0;
}

const PR_CAP_AMBIENT_IS_SET = 1;
const PR_CAP_AMBIENT_RAISE = 2;
const PR_CAP_AMBIENT_LOWER = 3;
const PR_CAP_AMBIENT_CLEAR_ALL = 4;

/** PR_CAP_AMBIENT. */
export function ambient(task: TaskStruct, what: number, cap: number, rest: readonly number[]): number {
  const { cred } = task;
  const { caps } = cred;
  const set = (next: bigint): number => {
    task.cred = { ...cred, caps: { ...caps, ambient: next } };
    return 0;
  };
  if (rest.some((value) => value !== 0)) return -EINVAL;
  if (what === PR_CAP_AMBIENT_CLEAR_ALL) return cap === 0 ? set(0n) : -EINVAL;
  if (!valid(cap)) return -EINVAL;
  switch (what) {
    case PR_CAP_AMBIENT_IS_SET:
      return (caps.ambient & bit(cap)) === 0n ? 0 : 1;
    case PR_CAP_AMBIENT_RAISE:
      if ((caps.permitted & caps.inheritable & bit(cap)) === 0n) return -EPERM;
      return cred.securebits & SECBIT.NO_CAP_AMBIENT_RAISE ? -EPERM : set(caps.ambient | bit(cap));
    case PR_CAP_AMBIENT_LOWER:
      return set(caps.ambient & ~bit(cap));
    default:
      return -EINVAL;
  }
}

export const privilegeRows = [full('capget', capget), full('capset', capset)];
