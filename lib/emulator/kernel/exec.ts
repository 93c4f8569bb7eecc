import {
  E2BIG,
  EACCES,
  EFAULT,
  EINVAL,
  ELIBBAD,
  ELOOP,
  ENOENT,
  ENOEXEC,
  ENOMEM,
  ETXTBSY,
} from '../../abi/errno';
import { AT_EMPTY_PATH, AT_FDCWD, AT_SYMLINK_NOFOLLOW, PATH_MAX } from '../../abi/fcntl';
import { LANDLOCK } from '../../abi/landlock';
import { MS_NOEXEC, MS_NOSUID } from '../../abi/mount';
import { READ_IMPLIES_EXEC } from '../../abi/process';
import { PTRACE_EVENT_EXEC } from '../../abi/ptrace';
import { SI_USER, SIGSEGV, SIGTRAP } from '../../abi/signal';
import { S_IFMT, S_IFREG, S_ISGID, S_ISUID, S_IXGRP } from '../../abi/stat';
import { ElfError } from '../../elf';
import { OutOfFrames } from '../mm/physical';
import { byteString } from '../vfs/bytes';
import { LOOKUP, lookupPath } from '../vfs/namei';
import { MAY_EXEC, permission } from '../vfs/permission';
import type { Dentry } from '../vfs/types';
import { Binary, ExecFailure } from './binary';
import { loadElf } from './binfmt_elf';
import { parseScript } from './binfmt_script';
import { afterExec, CAP_SYS_PTRACE, capable, type FileIds, type Unsafe } from './capable';
import { commitCreds } from './cred';
import { doExit, release } from './exit';
import { clearFpu } from './fpu';
import { mountFlags } from './fs/mount_flags';
import type { Kernel } from './kernel';
import { landlocked } from './landlock/domain';
import { SELECTOR } from './layout';
import { MmStruct } from './mm/mm_struct';
import { UserAccess } from './mm/uaccess';
import { ptraceEvent } from './ptrace/stop';
import { REG } from './ptregs';
import { copyStrings, type Strings } from './stack';
import type { TaskStruct } from './task';
import { deleteTimers } from './time/posix_timers';
import type { Credentials, Result } from './types';
import { NO_ID, numberOf } from './user_namespace';

/** Longest single argument, and the least room that all of them have: linux/binfmts.h, linux/limits.h. */
const MAX_ARG_STRLEN = 32 * 4096;
const ARG_MAX = 131072;
/** Three quarters of _STK_LIM: the most room. */
const ARG_LIMIT = 6 * 2 ** 20;
/** How many #! lines may lead to one another: bprm->recursion_depth. */
const MAX_INTERPRETERS = 5;
const IF_FLAG = 0x202;

/** Implements execve(2). */
export function execve(task: TaskStruct, [pathname, argv, envp]: readonly number[]): Result {
  return execveat(task, [AT_FDCWD, pathname, argv, envp, 0]);
}

/** Implements execveat(2). */
export function execveat(task: TaskStruct, [dirfd, pathname, argv, envp, flags]: readonly number[]): Result {
  const name = task.mem.readString(pathname, PATH_MAX);
  if (typeof name === 'number') return name;
  if (name.length === 0 && (flags & AT_EMPTY_PATH) === 0) return -ENOENT;
  if (flags & ~(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW)) return -EINVAL;
  const follow =
    (flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP.FOLLOW) | (flags & AT_EMPTY_PATH ? LOOKUP.EMPTY : 0);
  const dentry = lookupPath(task, dirfd, byteString(name), follow);
  if (typeof dentry === 'number') return dentry;
  if (flags & AT_SYMLINK_NOFOLLOW && (dentry.inode.mode & S_IFMT) === 0o120000) return -ELOOP;
  const file = openExecutable(task, dentry);
  if (typeof file === 'number') return file;
  file.close();
  const limit = argumentLimit(task);
  const args = readStrings(task, argv, limit);
  if (typeof args === 'number') return args;
  const env = readStrings(task, envp, limit);
  if (typeof env === 'number') return env;
  const oldPid = task.pid;
  const error = doExecve(task, dentry, { filename: name, argv: args, envp: env });
  return error < 0 ? error : tellTracer(task, oldPid);
}

/** ptrace_event of exec; a tracer that attached and did not ask for it sees a SIGTRAP. */
function tellTracer(task: TaskStruct, oldPid: number): Result {
  const { ptrace, kernel } = task;
  if (ptrace === undefined) return 0;
  // flush_ptrace_hw_breakpoint: they were in the program before.
  ptrace.debug = undefined;
  if ((ptrace.options & (1 << PTRACE_EVENT_EXEC)) === 0 && !ptrace.seized) {
    const info = { signo: SIGTRAP, code: SI_USER, pid: task.tgid, uid: task.cred.uid, address: 0 };
    kernel.signals.sendThread(task, info);
  }
  return ptraceEvent(task, PTRACE_EVENT_EXEC, oldPid, () => 0);
}

function argumentLimit(task: TaskStruct): number {
  return Math.max(ARG_MAX, Math.min(ARG_LIMIT, task.process.stackLimit / 4));
}

/** A NULL-terminated array of strings; a null array counts as empty, as Linux has it. */
function readStrings(task: TaskStruct, array: number, limit: number): Uint8Array[] | number {
  const strings: Uint8Array[] = [];
  if (array === 0) return strings;
  const pointer = new Uint8Array(8);
  const view = new DataView(pointer.buffer);
  for (let total = 0; ; array += 8) {
    if (task.mem.read(array, pointer, 0, 8) !== 8) return -EFAULT;
    const at = view.getInt32(4, true) * 2 ** 32 + view.getUint32(0, true);
    if (at === 0) return strings;
    const text = task.mem.readString(at, MAX_ARG_STRLEN);
    if (typeof text === 'number') return text === -EFAULT ? -EFAULT : -E2BIG;
    total += text.length + 9;
    if (total > limit) return -E2BIG;
    strings.push(text);
  }
}

/** do_execveat_common: puts a program into the task. 0, or a negative errno with the task as it was. */
export function doExecve(task: TaskStruct, dentry: Dentry, strings: Strings): number {
  if (strings.argv.length === 0) strings = { ...strings, argv: [new Uint8Array(0)] };
  let binary = openExecutable(task, dentry);
  if (typeof binary === 'number') return binary;
  for (let depth = 0; ; depth++) {
    const script = parseScript(binary.read(0, 256));
    if (script === undefined) break;
    binary.close();
    if (typeof script === 'number') return script;
    if (depth === MAX_INTERPRETERS) return -ELOOP;
    const head = script.argument ? [script.interpreter, script.argument] : [script.interpreter];
    strings = {
      ...strings,
      filename: script.interpreter,
      argv: [...head, strings.filename, ...strings.argv.slice(1)],
    };
    const next = lookupPath(task, AT_FDCWD, byteString(script.interpreter), LOOKUP.FOLLOW);
    if (typeof next === 'number') return next;
    binary = openExecutable(task, next);
    if (typeof binary === 'number') return binary;
  }
  try {
    return runBinary(task, binary, strings);
  } finally {
    binary.close();
  }
}

function openExecutable(task: TaskStruct, dentry: Dentry): Binary | number {
  const { inode } = dentry;
  if ((inode.mode & S_IFMT) !== S_IFREG || mountFlags(task, dentry) & MS_NOEXEC) return -EACCES;
  const error = permission(inode, MAY_EXEC, task.cred) || landlocked(task, dentry, LANDLOCK.EXECUTE);
  if (error < 0) return error;
  return inode.writers > 0 ? -ETXTBSY : new Binary(task.kernel.phys, dentry);
}

function runBinary(task: TaskStruct, binary: Binary, strings: Strings): number {
  const { kernel, process } = task;
  let mm: MmStruct;
  try {
    mm = new MmStruct(kernel.mmContext);
  } catch (error) {
    if (error instanceof OutOfFrames) return -ENOMEM;
    throw error;
  }
  const mem = new UserAccess(mm, () => task.process.stackLimit);
  const given = afterExec(task.cred, fileIds(task, binary.dentry), unsafe(task));
  let entry: number;
  let sp: number;
  try {
    const stack = copyStrings(mem, strings);
    if (stack === undefined) throw new ExecFailure(-E2BIG);
    const program = loadElf(task, mm, binary);
    kernel.vdso.map(mm);
    entry = program.start;
    sp = stack.finish(task, program, given);
  } catch (error) {
    mm.put();
    if (error instanceof ElfError) {
      kernel.execError = error.message;
      return -ENOEXEC;
    }
    if (error instanceof ExecFailure) return error.fatal ? die(task, error.message) : error.errno;
    throw error;
  }
  replace(task, mm, mem, binary.dentry);
  process.switches.dumpable = sameIds(task.cred) ? 1 : 0;
  commitCreds(task, given.cred);
  if (given.secure) task.parentDeathSignal = 0;
  task.comm = byteString(strings.filename).replace(/^.*\//, '').slice(0, 15);
  startThread(task, entry, sp);
  return 0;
}

/** bprm_fill_uid: the ids that the program's file makes it run with. */
function fileIds(task: TaskStruct, dentry: Dentry): FileIds {
  const { cred, noNewPrivileges } = task;
  const { mode, uid, gid } = dentry.inode;
  const { euid, egid } = cred;
  if (noNewPrivileges || mountFlags(task, dentry) & MS_NOSUID) return { euid, egid };
  // Ids without a number in the caller's namespace give nothing.
  const { uids, gids } = cred.userns;
  if (numberOf(uids, uid) === NO_ID || numberOf(gids, gid) === NO_ID) return { euid, egid };
  const sgid = S_ISGID | S_IXGRP;
  return { euid: mode & S_ISUID ? uid : euid, egid: (mode & sgid) === sgid ? gid : egid };
}

/** check_unsafe_exec, and whether the tracer may go on with a program that gets more. */
function unsafe(task: TaskStruct): Unsafe {
  const { kernel, fs, process, ptrace, noNewPrivileges } = task;
  const traced = ptrace !== undefined && !capable(ptrace.tracer.cred, CAP_SYS_PTRACE, task.cred.userns);
  let shared = false;
  for (const other of kernel.tasks()) if (other.fs === fs && other.process !== process) shared = true;
  return { noNewPrivileges, shared, traced };
}

const sameIds = ({ uid, gid, euid, egid }: Credentials): boolean => uid === euid && gid === egid;

/** Loading failed behind the point of no return. */
function die(task: TaskStruct, note: string): number {
  task.kernel.signals.forceFatal(task, SIGSEGV, note);
  return -ELIBBAD;
}

/** begin_new_exec: the old program's memory, threads, handlers and close-on-exec files go. */
function replace(task: TaskStruct, mm: MmStruct, mem: UserAccess, exe: Dentry): void {
  const { kernel, process } = task;
  killOtherThreads(kernel, task);
  const old = task.mm;
  task.mem = mem;
  if (kernel.current === task) kernel.loadTables(mm);
  old.put();
  const { vforkDone } = task;
  task.vforkDone = undefined;
  vforkDone?.();
  if (task.files.users > 1) {
    task.files.users--;
    task.files = task.files.clone();
  }
  task.files.exec();
  process.resetHandlers();
  process.hasExeced = true;
  deleteTimers(task);
  task.pending.altStack = { sp: 0, size: 0, flags: 2 };
  task.clearChildTid = 0;
  task.robustList = 0;
  task.rseq = undefined;
  task.personality &= ~READ_IMPLIES_EXEC;
  task.exe = { dentry: exe };
}

/** de_thread: the thread that execs is alone, and takes the place of the leader. */
function killOtherThreads(kernel: Kernel, task: TaskStruct): void {
  for (const thread of [...task.process.threads]) {
    if (thread === task) continue;
    if (thread.alive) doExit(kernel, thread, 0);
    if (thread.pid === task.tgid) becomeLeader(kernel, task, thread);
  }
}

function becomeLeader(kernel: Kernel, task: TaskStruct, leader: TaskStruct): void {
  task.parent = leader.parent;
  task.exitSignal = leader.exitSignal;
  for (const child of leader.children) {
    child.parent = task;
    task.children.add(child);
  }
  leader.children.clear();
  release(kernel, leader);
  kernel.removeTask(task);
  task.pid = task.tgid;
  kernel.addTask(task);
  task.parent?.children.add(task);
}

/** start_thread: registers as the ABI has them at a program's start, all else zero. */
function startThread(task: TaskStruct, ip: number, sp: number): void {
  const { kernel, regs, thread } = task;
  regs.clear();
  regs.set(REG.ORIG_AX, -1);
  regs.set(REG.IP, ip);
  regs.set(REG.SP, sp);
  regs.set(REG.CS, SELECTOR.USER_CS);
  regs.set(REG.SS, SELECTOR.USER_DS);
  regs.set(REG.FLAGS, IF_FLAG);
  thread.fsBase = 0;
  thread.gsBase = 0;
  clearFpu(thread.fx);
  if (kernel.current !== task) return;
  clearFpu(kernel.cpu.fx);
  kernel.cpu.fsBase = 0;
  kernel.cpu.kernelGsBase = 0;
}
