import * as E from '../../../abi/errno';
import { AT_FDCWD, O_CLOEXEC, O_RDWR } from '../../../abi/fcntl';
import * as M from '../../../abi/mount_api';
import { byteString, bytesOf } from '../../vfs/bytes';
import { LOOKUP } from '../../vfs/namei';
import { parseTmpfsOptions, TMPFS_OPTIONS } from '../../vfs/tmpfs_options';
import type { Dentry, File, FileOperations, SuperBlock } from '../../vfs/types';
import { CAP_SYS_ADMIN, capable } from '../capable';
import { partial } from '../row';
import type { TaskStruct } from '../task';
import type { IovIter, Result, Task } from '../types';
import { installFile } from './anon';
import { fdget, userPath } from './uaccess';

/** may_mount, and hook_sb_mount of landlock(7), after which the tree stays as it is. */
export const mayMount = ({ cred, nsproxy }: Task): boolean =>
  cred.landlock === undefined && capable(cred, CAP_SYS_ADMIN, nsproxy.mnt.user);

/** A filesystem that is being set up, or given other settings: struct fs_context. */
export class FsContext {
  /** create: it takes settings; ready: it is there to be mounted; reconfigure: it is mounted already. */
  phase: 'create' | 'ready' | 'reconfigure' | 'failed' = 'create';
  source = 'none';
  readOnly = false;
  readonly options: string[] = [];
  /** What went wrong, as read(2) tells it. */
  readonly messages: string[] = [];
  made: { sb: SuperBlock & { root: Dentry }; data: string } | undefined;
  /** The filesystem that is to be changed. */
  sb: SuperBlock | undefined;

  constructor(readonly type: string) {}

  fail(message: string): number {
    this.messages.push(`e ${this.type}: ${message}\n`);
    return -E.EINVAL;
  }
}

const contextOf = (file: File): FsContext => file.state as FsContext;

function read(file: File, iter: IovIter): Result {
  const { messages } = contextOf(file);
  const [first] = messages;
  if (first === undefined) return -E.ENODATA;
  const bytes = bytesOf(first);
  if (bytes.length > iter.count) return -E.EMSGSIZE;
  messages.shift();
  return iter.copyTo(bytes, 0, bytes.length) < bytes.length ? -E.EFAULT : bytes.length;
}

const FS_CONTEXT: FileOperations = { read };

function give(task: TaskStruct, context: FsContext, cloexec: boolean): Result {
  const file = task.kernel.vfs.anon.create('[fscontext]', 'fscontext', FS_CONTEXT, context, O_RDWR);
  return installFile(task, file, cloexec ? O_CLOEXEC : 0);
}

/** The context behind a descriptor, for fsconfig and fsmount. */
export function contextAt(task: Task, fd: number): FsContext | number {
  const file = fdget(task, fd);
  if (file === undefined) return -E.EBADF;
  return file.fops === FS_CONTEXT ? contextOf(file) : -E.EINVAL;
}

/** Longest name of a type, and of a setting and its value. */
const PAGE = 4096;
const LONGEST = 256;

function readText(task: TaskStruct, addr: number, most: number): string | number {
  const text = task.mem.readString(addr, most);
  if (typeof text === 'number') return text === -E.ENAMETOOLONG ? -E.EINVAL : text;
  return byteString(text);
}

/** Implements fsopen(2). */
function fsopen(task: TaskStruct, [nameAddr, flags]: readonly number[]): Result {
  if (!mayMount(task)) return -E.EPERM;
  if (flags & ~M.FSOPEN_CLOEXEC) return -E.EINVAL;
  const name = readText(task, nameAddr, PAGE);
  if (typeof name === 'number') return name;
  if (!['tmpfs', 'proc', 'sysfs'].includes(name)) return -E.ENODEV;
  return give(task, new FsContext(name), (flags & M.FSOPEN_CLOEXEC) !== 0);
}

/** Implements fspick(2). */
function fspick(task: TaskStruct, [dirfd, name, flags]: readonly number[]): Result {
  if (!mayMount(task)) return -E.EPERM;
  const known = M.FSPICK_CLOEXEC | M.FSPICK_SYMLINK_NOFOLLOW | M.FSPICK_NO_AUTOMOUNT | M.FSPICK_EMPTY_PATH;
  if (flags & ~known) return -E.EINVAL;
  const lookup =
    (flags & M.FSPICK_SYMLINK_NOFOLLOW ? 0 : LOOKUP.FOLLOW) |
    (flags & M.FSPICK_EMPTY_PATH ? LOOKUP.EMPTY : 0);
  const found = userPath(task, dirfd, name, lookup);
  if (typeof found === 'number') return found;
  const mounted = task.nsproxy.mnt.rootedAt(found);
  if (mounted === undefined) return -E.EINVAL;
  const context = new FsContext(mounted.sb.type);
  context.phase = 'reconfigure';
  context.sb = mounted.sb;
  context.readOnly = mounted.sb.readOnly === true;
  return give(task, context, (flags & M.FSPICK_CLOEXEC) !== 0);
}

/** What fsconfig's arguments have to be for each command. */
function wellFormed(command: number, key: number, value: number, aux: number): boolean {
  switch (command) {
    case M.FSCONFIG.SET_FLAG:
      return key !== 0 && value === 0 && aux === 0;
    case M.FSCONFIG.SET_STRING:
      return key !== 0 && value !== 0 && aux === 0;
    case M.FSCONFIG.SET_BINARY:
      return key !== 0 && value !== 0 && aux > 0 && aux <= 1024 * 1024;
    case M.FSCONFIG.SET_PATH:
    case M.FSCONFIG.SET_PATH_EMPTY:
      return key !== 0 && value !== 0 && (aux === AT_FDCWD || aux >= 0);
    case M.FSCONFIG.SET_FD:
      return key !== 0 && value === 0 && aux >= 0;
    default:
      return key === 0 && value === 0 && aux === 0;
  }
}

/** Implements fsconfig(2). */
function fsconfig(task: TaskStruct, [fd, command, key, value, aux]: readonly number[]): Result {
  if (fd < 0) return -E.EINVAL;
  if (command > M.FSCONFIG.CMD_CREATE_EXCL) return -E.EOPNOTSUPP;
  if (!wellFormed(command, key, value, aux)) return -E.EINVAL;
  const context = contextAt(task, fd);
  if (typeof context === 'number') return context;
  switch (command) {
    case M.FSCONFIG.CMD_CREATE:
    case M.FSCONFIG.CMD_CREATE_EXCL:
      return create(task, context);
    case M.FSCONFIG.CMD_RECONFIGURE:
      return reconfigure(task, context);
    default:
      return set(task, context, command, key, value);
  }
}

function set(task: TaskStruct, context: FsContext, command: number, key: number, value: number): number {
  const name = readText(task, key, LONGEST);
  if (typeof name === 'number') return name;
  const text = command === M.FSCONFIG.SET_STRING ? readText(task, value, LONGEST) : undefined;
  if (typeof text === 'number') return text;
  if (context.phase !== 'create' && context.phase !== 'reconfigure') return -E.EBUSY;
  if (text === undefined && command === M.FSCONFIG.SET_FLAG && (name === 'ro' || name === 'rw')) {
    context.readOnly = name === 'ro';
    return 0;
  }
  if (name === 'source' && text !== undefined) {
    context.source = text;
    return 0;
  }
  if (context.type !== 'tmpfs' || !TMPFS_OPTIONS.includes(name))
    return context.fail(`Unknown parameter '${name}'`);
  const option = text === undefined ? name : `${name}=${text}`;
  if (parseTmpfsOptions(option, task.kernel.phys.frames) === undefined)
    return context.fail(`Bad value for '${name}'`);
  context.options.push(option);
  return 0;
}

/** vfs_cmd_create. */
function create(task: TaskStruct, context: FsContext): number {
  if (context.phase !== 'create') return -E.EBUSY;
  const made = task.kernel.vfs.filesystem(context.type, context.options.join(','), task);
  if (typeof made === 'number') {
    context.phase = 'failed';
    return made;
  }
  if (context.readOnly) made.sb.readOnly = true;
  context.made = made;
  context.phase = 'ready';
  return 0;
}

/** vfs_cmd_reconfigure. */
function reconfigure(task: TaskStruct, context: FsContext): number {
  const { sb, readOnly, options } = context;
  if (context.phase !== 'reconfigure' || sb === undefined) return -E.EBUSY;
  const shown = task.kernel.vfs.reconfigure(sb, options.join(','), readOnly);
  if (typeof shown === 'number') {
    context.phase = 'failed';
    return shown;
  }
  if (options.length > 0) for (const one of task.nsproxy.mnt.mounts) if (one.sb === sb) one.data = shown;
  options.length = 0;
  return 0;
}

export const fsContextRows = [
  partial('fsopen', fsopen, 'tmpfs, proc and sysfs alone'),
  partial('fsconfig', fsconfig, 'settings that are strings and flags'),
  partial('fspick', fspick, 'tmpfs, proc and sysfs alone'),
];
