import { ENOENT } from '../../../abi/errno';
import { O_ACCMODE, O_CLOEXEC, O_RDONLY, O_WRONLY } from '../../../abi/fcntl';
import type { Task } from '../../kernel/types';
import { bytesOf } from '../bytes';
import { pathName } from '../dentry';
import type { File, Path } from '../types';
import { directory, file, type ProcNode } from './node';
import { limits, maps, mounts, stat, statm, status } from './pid_files';

/** /proc/[pid]: proc_pid(5). `leader` has the directory of its threads too. */
export function pidDirectory(task: Task, leader: boolean): ProcNode {
  const entries: Record<string, ProcNode> = {
    ...(leader && { task: threadsDirectory(task) }),
    fd: fdDirectory(task, 0o500, (fd) => jump(() => task.files.get(fd), descriptorMode(task, fd))),
    fdinfo: fdDirectory(task, 0o555, (fd) => file(() => fdinfo(task, fd), 0o400)),
    environ: file(() => task.proc.environ(), 0o400),
    auxv: file(() => task.proc.auxv(), 0o400),
    status: file(() => status(task)),
    limits: file(() => limits(task)),
    comm: file(() => `${task.comm}\n`, 0o644),
    cmdline: file(() => task.proc.cmdline()),
    stat: file(() => stat(task)),
    statm: file(() => statm(task)),
    maps: file((reader) => bytesOf(maps(task, reader))),
    mounts: file((reader) => bytesOf(mounts(reader))),
    cwd: jump(() => task.fs.cwd),
    root: jump(() => task.fs.root),
    exe: jump(() => task.proc.exe),
  };
  return directory(entries, { uid: task.cred.euid, gid: task.cred.egid });
}

function threadsDirectory(leader: Task): ProcNode {
  const threads = () => [...leader.kernel.tasks()].filter((task) => task.tgid === leader.tgid);
  return {
    kind: 'directory',
    mode: 0o555,
    names: () => threads().map((task) => String(task.pid)),
    find: (name) => {
      const task = threads().find((thread) => String(thread.pid) === name);
      return task && pidDirectory(task, false);
    },
  };
}

function fdDirectory(task: Task, mode: number, node: (fd: number) => ProcNode): ProcNode {
  return {
    kind: 'directory',
    mode,
    names: () => Array.from(task.files.entries(), ([fd]) => String(fd)),
    find: (name) => (/^\d+$/.test(name) && task.files.get(Number(name)) ? node(Number(name)) : undefined),
  };
}

/** Permissions of fd/N say how the file is open. */
function descriptorMode(task: Task, fd: number): number {
  const access = (task.files.get(fd)?.flags ?? 0) & O_ACCMODE;
  return 0o100 | (access !== O_WRONLY ? 0o400 : 0) | (access !== O_RDONLY ? 0o200 : 0);
}

/** A link to an object that may be gone by the time it is followed. */
function jump(object: () => Path | File | undefined, mode = 0o777): ProcNode {
  return {
    kind: 'jump',
    mode,
    target: (reader) => {
      const found = object();
      return found ? pathName(found.dentry, reader.fs.root.dentry).name : -ENOENT;
    },
    follow: () => {
      const found = object();
      return found ? { dentry: found.dentry } : -ENOENT;
    },
  };
}

function fdinfo(task: Task, fd: number): string | number {
  const open = task.files.get(fd);
  if (!open) return -ENOENT;
  const flags = open.flags | (task.files.cloexec(fd) ? O_CLOEXEC : 0);
  return `pos:\t${open.pos}\nflags:\t0${flags.toString(8)}\nmnt_id:\t${mountId(task, open)}\nino:\t${open.inode.ino}\n`;
}

function mountId(task: Task, open: File): number {
  return task.kernel.vfs.mounts.findIndex((mount) => mount.sb === open.inode.sb) + 1;
}
