import { AT_FDCWD, O_RDONLY, O_RDWR, O_WRONLY } from '../../abi/fcntl';
import { bytesOf, fromText } from '../vfs/bytes';
import { fget, OpenFile } from '../vfs/file';
import { HostInput, hostOutput } from '../vfs/host_stream';
import { LOOKUP, lookupPath } from '../vfs/namei';
import type { FileOperations } from '../vfs/types';
import { doExecve } from './exec';
import { exitToUserMode } from './exit_work';
import { FilesStruct } from './fs/fdtable';
import type { Kernel } from './kernel';
import { MmStruct } from './mm/mm_struct';
import { makeTask } from './new_task';
import { SignalStruct } from './signal';
import { initialLimits } from './sys/rlimit';
import type { TaskStruct } from './task';
import type { Credentials } from './types';
import { resetWork } from './work';

/** The program that a machine runs. */
export interface Program {
  /** Absolute path of its file in the machine. */
  path: string;
  /** argv; the path alone when absent. */
  args?: readonly string[];
  /** Environment as NAME=value. */
  env?: readonly string[];
  /** Current directory; / when absent. */
  cwd?: string;
}

/** What the first process finds. */
export interface InitOptions {
  tty: boolean;
  /** Standard input is a pipe even where output goes to a terminal. */
  pipedInput: boolean;
  credentials: Credentials;
}

/** The host's end of standard input. */
export interface HostEnd {
  push(bytes: Uint8Array): void;
  end(): void;
}

/** Makes the first process and puts the program into it; a negative errno says why it cannot be. */
export function startInit(
  kernel: Kernel,
  program: Program,
  options: InitOptions,
): { input: HostEnd } | number {
  const pid = kernel.allocPid();
  const process = new SignalStruct(pid, pid, initialLimits(), kernel.waitQueue(`children of ${pid}`));
  const task = makeTask(kernel, {
    pid,
    tgid: pid,
    parent: undefined,
    mm: new MmStruct(kernel.mmContext),
    files: new FilesStruct(),
    fs: { root: kernel.vfs.root, cwd: kernel.vfs.root, umask: 0o022 },
    cred: options.credentials,
    nsproxy: kernel.namespaces,
    process,
  });
  if (program.cwd !== undefined) task.fs.cwd = { dentry: kernel.vfs.files.directory(program.cwd) };
  const terminal = options.tty ? openTerminal(kernel, task) : openOutputs(kernel, task);
  const input = terminal && !options.pipedInput ? terminal : openInput(kernel, task);
  const text = (s: string) => bytesOf(fromText(s));
  const dentry = lookupPath(task, AT_FDCWD, fromText(program.path), LOOKUP.FOLLOW);
  if (typeof dentry === 'number') return dentry;
  const error = doExecve(task, dentry, {
    filename: text(program.path),
    argv: (program.args ?? [program.path]).map(text),
    envp: (program.env ?? []).map(text),
  });
  if (error < 0 && !task.exitWork) return error;
  if (task.exitWork) exitToUserMode(kernel, task);
  else kernel.sched.enqueue(task);
  const { path, args = [path], env = [] } = program;
  kernel.tracer.started?.(task, { path, argv: args, envc: env.length });
  // What putting the program in cost is no call's.
  resetWork(kernel.work);
  return { input };
}

/** Standard streams are the terminal, which the process controls. */
function openTerminal(kernel: Kernel, task: TaskStruct): HostEnd {
  const { tty } = kernel.vfs;
  const file = new OpenFile(kernel.vfs.files.find('/dev/pts/0'), O_RDWR);
  file.state = tty;
  for (const fd of [0, 1, 2]) task.files.replace(fd, fd === 0 ? file : fget(file), false);
  tty.foreground = task.process.pgid;
  tty.session = task.process.sid;
  task.process.tty = file;
  return { push: (bytes) => tty.type(bytes), end: () => tty.close() };
}

/** Standard output and error are pipes whose other ends the host holds. */
function openOutputs(kernel: Kernel, task: TaskStruct): undefined {
  openPipe(kernel, task, 1, hostOutput(kernel, 1), O_WRONLY);
  openPipe(kernel, task, 2, hostOutput(kernel, 2), O_WRONLY);
}

/** Standard input is a pipe that the host writes to. */
function openInput(kernel: Kernel, task: TaskStruct): HostInput {
  const input = new HostInput(kernel, 'standard input');
  openPipe(kernel, task, 0, input.fops, O_RDONLY);
  return input;
}

function openPipe(kernel: Kernel, task: TaskStruct, fd: number, fops: FileOperations, flags: number): void {
  task.files.replace(fd, new OpenFile(kernel.vfs.pipes.dentry(fops, task.cred), flags), false);
}
