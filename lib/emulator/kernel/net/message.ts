import { EBADF, EFAULT, EINVAL, EMSGSIZE, ENOBUFS, EPERM, ESRCH, ETOOMANYREFS } from '../../../abi/errno';
import { IOV_MAX } from '../../../abi/fcntl';
import * as N from '../../../abi/socket';
import { encode, TIMESPEC, TIMEVAL } from '../../../abi/structs';
import { fput } from '../../vfs/file';
import type { File } from '../../vfs/types';
import { CAP_SETGID, CAP_SETUID, CAP_SYS_ADMIN, capable } from '../capable';
import { importIovec } from '../fs/iovec';
import { int32 } from '../fs/uaccess';
import type { IovIter, Result, Task } from '../types';
import { gidOf, NO_ID, OVERFLOW_ID, uidOf } from '../user_namespace';
import { addressBytes, copyAddress, parseAddress } from './address';
import { encodeUcred, type Socket, STAMPED, STAMPED_NS, shownFamily, type Ucred } from './socket';
import { dropFiles, type Incoming, type Outgoing, receive, send } from './transfer';

/** struct user_msghdr, and struct mmsghdr with the length behind it. */
export const MSGHDR = { SIZE: 56, NAMELEN: 8, CONTROLLEN: 40, FLAGS: 48 } as const;
/** Control messages of AF_UNIX. */
const SCM_RIGHTS = 1;
const SCM_CREDENTIALS = 2;
const CMSG_HEADER = 16;
/** Most descriptors in one message: SCM_MAX_FD. */
const SCM_MAX_FD = 253;

interface Header {
  name: number;
  nameLength: number;
  iter: IovIter;
  control: number;
  controlLength: number;
}

/** copy_msghdr_from_user. */
function readHeader(task: Task, addr: number): Header | number {
  const bytes = task.mem.copyIn(addr, MSGHDR.SIZE);
  if (bytes === undefined) return -EFAULT;
  const view = new DataView(bytes.buffer);
  const u64 = (at: number) => view.getUint32(at, true) + view.getInt32(at + 4, true) * 2 ** 32;
  const nameLength = view.getInt32(MSGHDR.NAMELEN, true);
  if (nameLength < 0) return -EINVAL;
  if (u64(24) > IOV_MAX) return -EMSGSIZE;
  const iter = importIovec(task, u64(16), u64(24));
  if (typeof iter === 'number') return iter;
  return {
    name: u64(0),
    nameLength: Math.min(nameLength, 128),
    iter,
    control: u64(32),
    controlLength: u64(40),
  };
}

const align = (n: number): number => Math.ceil(n / 8) * 8;

const NOBODY: Ucred = { pid: 0, uid: OVERFLOW_ID, gid: OVERFLOW_ID };

/** scm_send: descriptors and credentials out of the control messages; a negative errno. */
function readControl(task: Task, bytes: Uint8Array, out: Outgoing): number {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + CMSG_HEADER <= bytes.length; ) {
    const length = view.getUint32(at, true);
    if (length < CMSG_HEADER || at + length > bytes.length) return -EINVAL;
    const level = view.getInt32(at + 8, true);
    const type = view.getInt32(at + 12, true);
    const data = at + CMSG_HEADER;
    if (level === N.SOL_SOCKET) {
      if (type === SCM_RIGHTS) {
        const error = readRights(task, view, data, Math.floor((length - CMSG_HEADER) / 4), out.files);
        if (error < 0) return error;
      } else if (type === SCM_CREDENTIALS) {
        if (length !== CMSG_HEADER + 12) return -EINVAL;
        const cred = {
          pid: task.pidNamespace.find(view.getInt32(data, true)),
          uid: uidOf(task.cred, view.getUint32(data + 4, true)),
          gid: gidOf(task.cred, view.getUint32(data + 8, true)),
        };
        const error = checkCredentials(task, cred);
        if (error < 0) return error;
        out.cred = cred;
      } else return -EINVAL;
    }
    at += align(length);
  }
  return 0;
}

function readRights(task: Task, view: DataView, at: number, count: number, files: File[]): number {
  if (count > SCM_MAX_FD) return -EINVAL;
  for (let i = 0; i < count; i++) {
    const file = task.files.get(view.getInt32(at + i * 4, true));
    if (file === undefined) return -EBADF;
    files.push(file);
  }
  return files.length > SCM_MAX_FD ? -ETOOMANYREFS : 0;
}

/** scm_check_creds: only root may be somebody else. */
function checkCredentials(task: Task, { pid, uid, gid }: Ucred): number {
  const { cred } = task;
  const { userns } = cred;
  if (uid === NO_ID || gid === NO_ID) return -EINVAL;
  if (pid !== task.tgid && !capable(cred, CAP_SYS_ADMIN, task.nsproxy.pid.user)) return -EPERM;
  if (!capable(cred, CAP_SETUID, userns)) {
    if (uid !== cred.uid && uid !== cred.euid && uid !== cred.suid) return -EPERM;
  }
  if (!capable(cred, CAP_SETGID, userns)) {
    if (gid !== cred.gid && gid !== cred.egid && gid !== cred.sgid) return -EPERM;
  }
  return task.kernel.task(pid) === undefined ? -ESRCH : 0;
}

/** ___sys_sendmsg. */
export function sendMessage(task: Task, socket: Socket, file: File, addr: number, flags: number): Result {
  const header = readHeader(task, addr);
  if (typeof header === 'number') return header;
  const out: Outgoing = { files: [] };
  if (header.name !== 0 && header.nameLength > 0) {
    const bytes = copyAddress(task, header.name, header.nameLength);
    if (typeof bytes === 'number') return bytes;
    const to = parseAddress(bytes, socket.family);
    if (typeof to === 'number') return to;
    if (to.family !== N.AF_UNSPEC) out.to = to;
  }
  if (header.controlLength > 0) {
    if (header.controlLength > 2 ** 31) return -ENOBUFS;
    const control = task.mem.copyIn(header.control, header.controlLength);
    if (control === undefined) return -EFAULT;
    if (socket.unix) {
      const error = readControl(task, control, out);
      if (error < 0) return error;
    }
  }
  return send(task, socket, file, header.iter, flags, out);
}

/** Control messages about packets, and the options that ask for them as they are kept: ip(7), ipv6(7), socket(7). */
const SO_TIMESTAMP = 29;
const SO_TIMESTAMPNS = 35;
const IP_TTL = 2;
const IPV6_HOPLIMIT = 52;
const RECEIVES_TTL = '0/12';
const RECEIVES_HOPS = '41/51';
const DEFAULT_TTL = 64;

/** A time as two words: seconds, and parts of one of so many ns. */
const time = (layout: typeof TIMESPEC | typeof TIMEVAL, ns: number, unit: number): Uint8Array => {
  const [{ name: seconds }, { name: rest }] = layout.fields;
  return encode(layout, { [seconds]: Math.floor(ns / 1e9), [rest]: Math.floor((ns % 1e9) / unit) });
};

/** put_cmsg and scm_detach_fds: what fits of the control messages. Answers bytes used. */
function writeControl(task: Task, socket: Socket, header: Header, info: Incoming, flags: number): number {
  let used = 0;
  const put = (type: number, data: Uint8Array, level: number = N.SOL_SOCKET): void => {
    const room = header.controlLength - used;
    if (room < CMSG_HEADER) {
      info.flags |= N.MSG_CTRUNC;
      return;
    }
    const length = Math.min(room, CMSG_HEADER + data.length);
    if (length < CMSG_HEADER + data.length) info.flags |= N.MSG_CTRUNC;
    const bytes = new Uint8Array(length);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, length, true);
    view.setInt32(8, level, true);
    view.setInt32(12, type, true);
    bytes.set(data.subarray(0, length - CMSG_HEADER), CMSG_HEADER);
    task.mem.copyOut(header.control + used, bytes);
    used += Math.min(room, align(length));
  };
  const { other } = socket.options;
  // sock_recv_timestamp: of a stream that has been joined there is none.
  if (info.stamp !== undefined && !(socket.stream && !socket.unix)) {
    if (other.get(STAMPED_NS)) put(SO_TIMESTAMPNS, time(TIMESPEC, info.stamp, 1));
    else if (other.get(STAMPED)) put(SO_TIMESTAMP, time(TIMEVAL, info.stamp, 1000));
  }
  if (socket.family === N.AF_INET && socket.datagram && other.get(RECEIVES_TTL))
    put(IP_TTL, int32(info.ttl ?? DEFAULT_TTL), N.SOL_IP);
  if (socket.family === N.AF_INET6 && socket.datagram && other.get(RECEIVES_HOPS))
    put(IPV6_HOPLIMIT, int32(info.ttl ?? DEFAULT_TTL), N.SOL_IPV6);
  if ((socket.unix || socket.netlink) && socket.options.passCredentials) {
    put(SCM_CREDENTIALS, encodeUcred(task, info.cred ?? NOBODY));
  }
  if (info.files.length === 0) return used;
  const room = Math.floor((header.controlLength - used - CMSG_HEADER) / 4);
  const fds: number[] = [];
  for (const file of info.files.splice(0)) {
    const fd = fds.length < room ? task.files.install(file, (flags & N.MSG_CMSG_CLOEXEC) !== 0) : -1;
    if (fd >= 0) fds.push(fd);
    else {
      fput(file);
      info.flags |= N.MSG_CTRUNC;
    }
  }
  if (fds.length > 0) put(SCM_RIGHTS, new Uint8Array(Int32Array.from(fds).buffer));
  return used;
}

/** ___sys_recvmsg. */
export function receiveMessage(task: Task, socket: Socket, file: File, addr: number, flags: number): Result {
  const header = readHeader(task, addr);
  if (typeof header === 'number') return header;
  const info: Incoming = { from: undefined, files: [], cred: undefined, flags: 0 };
  const finish = (result: Result): Result => {
    if (typeof result !== 'number') return { ...result, again: (timedOut) => finish(result.again(timedOut)) };
    if (result < 0) return result;
    let nameLength = 0;
    if (header.name !== 0) {
      // A stream of the internet has no addresses on its bytes.
      const silent = socket.stream && !socket.unix;
      const name =
        info.from === undefined || silent ? new Uint8Array(0) : addressBytes(info.from, shownFamily(socket));
      nameLength = name.length;
      if (!task.mem.copyOut(header.name, name.subarray(0, header.nameLength))) return -EFAULT;
    }
    const used = writeControl(task, socket, header, info, flags);
    dropFiles(info);
    const told = info.flags | (flags & N.MSG_CMSG_CLOEXEC);
    const ok =
      (header.name === 0 || task.mem.copyOut(addr + MSGHDR.NAMELEN, int32(nameLength))) &&
      task.mem.copyOut(addr + MSGHDR.FLAGS, int32(told)) &&
      task.mem.copyOut(addr + MSGHDR.CONTROLLEN, new Uint8Array(Uint32Array.of(used, 0).buffer));
    return ok ? result : -EFAULT;
  };
  return finish(receive(task, socket, file, header.iter, flags, info));
}
