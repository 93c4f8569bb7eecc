import { EACCES, EEXIST, EFAULT, EIDRM, EINVAL, ENOENT, ENOSPC, EPERM } from '../../../abi/errno';
import { IPC_CREAT, IPC_EXCL, IPC_PERM, IPC_PRIVATE } from '../../../abi/ipc';
import { encode, getField } from '../../../abi/structs';
import { CAP_IPC_OWNER, CAP_SYS_ADMIN, capable } from '../capable';
import type { TaskStruct } from '../task';
import type { Credentials } from '../types';

/** What segments, sets and queues have in common: struct kern_ipc_perm. */
export interface IpcObject {
  id: number;
  key: number;
  uid: number;
  gid: number;
  cuid: number;
  cgid: number;
  mode: number;
  seq: number;
  /** IPC_RMID took its id away. */
  removed: boolean;
}

/** Ids are an index with a sequence number above it: ipcmni_seq_shift. */
const SEQ_SHIFT = 15;
const MAX_INDEX = 2 ** SEQ_SHIFT;
const MAX_SEQ = 2 ** (31 - SEQ_SHIFT);
/** Indices are given out round at least this many: ipc_min_cycle. */
const MIN_CYCLE = 64;

/** The objects of one kind: struct ipc_ids. */
export class IpcIds<T extends IpcObject> {
  private readonly byIndex = new Map<number, T>();
  private readonly byKey = new Map<number, T>();
  private nextIndex = 0;
  private lastIndex = -1;
  private seq = 0;

  constructor(private readonly limit: number) {}

  get size(): number {
    return this.byIndex.size;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.byIndex.values();
  }

  /** The highest index in use, or 0. */
  get highest(): number {
    return Math.max(0, ...this.byIndex.keys());
  }

  /** ipc_addid: gives a new object its id; -ENOSPC when there are too many. */
  add(object: T): number {
    if (this.size >= this.limit) return -ENOSPC;
    const round = Math.min(Math.max(Math.floor((this.size * 3) / 2), MIN_CYCLE), this.limit, MAX_INDEX);
    let index = this.nextIndex < round ? this.nextIndex : 0;
    while (this.byIndex.has(index)) index = (index + 1) % round;
    this.nextIndex = index + 1;
    if (index <= this.lastIndex) this.seq = (this.seq + 1) % MAX_SEQ;
    this.lastIndex = index;
    object.seq = this.seq;
    object.id = this.seq * MAX_INDEX + index;
    this.byIndex.set(index, object);
    if (object.key !== IPC_PRIVATE) this.byKey.set(object.key, object);
    return object.id;
  }

  /** ipc_obtain_object_check: -EINVAL when the index is free, -EIDRM when another has it now. */
  find(id: number): T | number {
    if (id < 0) return -EINVAL;
    const object = this.byIndex.get(id % MAX_INDEX);
    if (object === undefined) return -EINVAL;
    return object.id === id ? object : -EIDRM;
  }

  at(index: number): T | undefined {
    return this.byIndex.get(index % MAX_INDEX);
  }

  remove(object: T): void {
    object.removed = true;
    this.byIndex.delete(object.id % MAX_INDEX);
    this.hide(object);
  }

  /** ipc_set_key_private: it is not found by its key any more. */
  hide(object: T): void {
    if (this.byKey.get(object.key) === object) this.byKey.delete(object.key);
    object.key = IPC_PRIVATE;
  }

  /** ipcget: the object of a key, checked by `fits`, or a new one made by `make`. */
  get(
    task: TaskStruct,
    key: number,
    flags: number,
    fits: (object: T) => boolean,
    make: () => T | number,
  ): number {
    const found = key === IPC_PRIVATE ? undefined : this.byKey.get(key);
    if (found !== undefined) {
      if (flags & IPC_CREAT && flags & IPC_EXCL) return -EEXIST;
      if (!fits(found)) return -EINVAL;
      return permitted(found, flags, task.cred) ? found.id : -EACCES;
    }
    if (key !== IPC_PRIVATE && (flags & IPC_CREAT) === 0) return -ENOENT;
    const made = make();
    return typeof made === 'number' ? made : this.add(made);
  }
}

/** The owner's part of a new object. */
export function newIpcObject(task: TaskStruct, key: number, flags: number): IpcObject {
  const { euid, egid } = task.cred;
  const mode = flags & 0o777;
  return { id: 0, key, uid: euid, gid: egid, cuid: euid, cgid: egid, mode, seq: 0, removed: false };
}

/** ipcperms: whether the rights in any of three octal digits of `flags` are granted. */
export function permitted(object: IpcObject, flags: number, cred: Credentials): boolean {
  const { uid, cuid, gid, cgid, mode } = object;
  const requested = (flags >> 6) | (flags >> 3) | flags;
  const inGroup = (id: number) => cred.egid === id || cred.groups.includes(id);
  let granted = mode;
  if (cred.euid === cuid || cred.euid === uid) granted >>= 6;
  else if (inGroup(cgid) || inGroup(gid)) granted >>= 3;
  return (requested & ~granted & 7) === 0 || capable(cred, CAP_IPC_OWNER);
}

/** ipcctl_obtain_check: IPC_SET and IPC_RMID are for the owner, the creator and root. */
export function mayControl({ uid, cuid }: IpcObject, cred: Credentials): 0 | number {
  return capable(cred, CAP_SYS_ADMIN) || cred.euid === uid || cred.euid === cuid ? 0 : -EPERM;
}

/** struct ipc64_perm. */
export function encodePerm(object: IpcObject): Uint8Array {
  const { key, uid, gid, cuid, cgid, mode, seq } = object;
  return encode(IPC_PERM, { key, uid, gid, cuid, cgid, mode, seq });
}

/** ipc_update_perm: owner and mode as IPC_SET gives them; -EINVAL for an id that is none. */
export function updatePerm(object: IpcObject, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer);
  const uid = getField(view, 0, IPC_PERM.at.uid);
  const gid = getField(view, 0, IPC_PERM.at.gid);
  if (uid === NO_ID || gid === NO_ID) return -EINVAL;
  object.uid = uid;
  object.gid = gid;
  object.mode = (object.mode & ~0o777) | (getField(view, 0, IPC_PERM.at.mode) & 0o777);
  return 0;
}
const NO_ID = 0xffffffff;

/** A structure of a kind with its struct ipc64_perm in front. */
export function withPerm(object: IpcObject, rest: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(IPC_PERM.size + rest.length);
  bytes.set(encodePerm(object));
  bytes.set(rest, IPC_PERM.size);
  return bytes;
}

/** Seconds since 1970, as the structures have them. */
export const nowSeconds = (task: TaskStruct): number => Math.floor(task.kernel.realtime() / 1e9);

/**
 * IPC_STAT and its kin: copies an object's status to the caller. `anybody`: the read permission is not asked for.
 *
 * @param found the object, or the error that looking for it gave
 */
export function stat<T extends IpcObject>(
  { mem, cred }: TaskStruct,
  found: T | number,
  buf: number,
  encodeStatus: (object: T) => Uint8Array,
  anybody = false,
): number {
  if (typeof found === 'number') return found;
  if (!anybody && !permitted(found, 0o444, cred)) return -EACCES;
  return mem.copyOut(buf, encodeStatus(found)) ? 0 : -EFAULT;
}
