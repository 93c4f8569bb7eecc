import { EBADF, EFAULT, EINVAL, ENOENT, ENOTDIR } from '../../../abi/errno';
import { S_IFMT } from '../../../abi/stat';
import { DIRENT64, putField } from '../../../abi/structs';
import { touchAtime } from '../../vfs/inode';
import { isDirectory } from '../../vfs/namei';
import type { File } from '../../vfs/types';
import type { Args, Result, Task } from '../types';
import { fdget, full } from './uaccess';

interface Entry {
  name: string;
  ino: number;
  mode: number;
}

/** One layout of entries: struct linux_dirent64, or the old struct linux_dirent. */
interface Layout {
  /** Bytes before the name. */
  head: number;
  /** Bytes after the name's NUL: the old layout keeps the type there. */
  tail: number;
  type: (recordLength: number) => number;
}

const NEW: Layout = { head: 19, tail: 0, type: () => DIRENT64.at.d_type.offset };
const OLD: Layout = { head: 18, tail: 1, type: (length) => length - 1 };

/** All names as they were when reading began at the start: a position is an index into them. */
function snapshot(task: Task, file: File): Entry[] {
  if (file.pos === 0 || !Array.isArray(file.state)) {
    const { dentry } = file;
    const { inode, parent } = dentry;
    const entries: Entry[] = [
      { name: '.', ino: inode.ino, mode: inode.mode },
      { name: '..', ino: parent.inode.ino, mode: parent.inode.mode },
    ];
    for (const { name, inode: child } of inode.ops.list?.(dentry, task) ?? []) {
      entries.push({ name, ino: child.ino, mode: child.mode });
    }
    file.state = entries;
  }
  return file.state as Entry[];
}

function read(task: Task, [fd, addr, count]: Args, layout: Layout): Result {
  const file = fdget(task, fd);
  if (!file) return -EBADF;
  task.kernel.work.kind = file.inode.kind;
  if (!isDirectory(file.inode)) return -ENOTDIR;
  if (file.dentry.deleted) return -ENOENT;
  const entries = snapshot(task, file);
  let done = 0;
  for (; file.pos < entries.length; file.pos++) {
    const record = encodeEntry(entries[file.pos], file.pos + 1, layout);
    if (done + record.length > count) {
      if (done === 0) return -EINVAL;
      break;
    }
    if (!task.mem.copyOut(addr + done, record)) return done || -EFAULT;
    done += record.length;
  }
  touchAtime(file.inode, task.kernel.realtime());
  return done;
}

function encodeEntry({ name, ino, mode }: Entry, next: number, layout: Layout): Uint8Array {
  const length = Math.ceil((layout.head + name.length + 1 + layout.tail) / 8) * 8;
  const record = new Uint8Array(length);
  const view = new DataView(record.buffer);
  putField(view, 0, DIRENT64.at.d_ino, ino);
  putField(view, 0, DIRENT64.at.d_off, next);
  putField(view, 0, DIRENT64.at.d_reclen, length);
  for (let i = 0; i < name.length; i++) record[layout.head + i] = name.charCodeAt(i);
  // DT_ values are the file types of a mode, shifted: dirent.h, IFTODT.
  record[layout.type(length)] = (mode & S_IFMT) >>> 12;
  return record;
}

/** Implements getdents64(2). EINVAL when not even one entry fits. */
export function getdents64(task: Task, args: Args): Result {
  return read(task, args, NEW);
}

/** Implements getdents(2). */
export function getdents(task: Task, args: Args): Result {
  return read(task, args, OLD);
}

export const readdirRows = [full('getdents64', getdents64), full('getdents', getdents)];
