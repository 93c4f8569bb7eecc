import { major, minor } from '../../../abi/stat';
import type { Mapping, Task } from '../../kernel/types';
import { PAGE_SIZE } from '../../mm/physical';
import { pathName } from '../dentry';
import { clockTicks } from './system';

/** Column of a mapping's name: seq_setwidth of fs/proc/task_mmu.c. */
const NAME_COLUMN = 73;

/** /proc/[pid]/maps, as a byte string. */
export function maps(task: Task, reader: Task): string {
  let text = '';
  for (const area of task.proc.mappings()) text += `${mapLine(area, reader)}\n`;
  return text;
}

function mapLine(area: Mapping, reader: Task): string {
  const inode = area.file?.dentry.inode;
  const hex = (value: number, width: number) => unsignedHex(value).padStart(width, '0');
  const rights = `${area.read ? 'r' : '-'}${area.write ? 'w' : '-'}${area.exec ? 'x' : '-'}${area.shared ? 's' : 'p'}`;
  const device = inode ? `${hex(major(inode.dev), 2)}:${hex(minor(inode.dev), 2)}` : '00:00';
  const head = `${hex(area.start, 8)}-${hex(area.end, 8)} ${rights} ${hex(area.offset, 8)} ${device} ${inode?.ino ?? 0} `;
  const name = area.file ? pathName(area.file.dentry, reader.fs.root.dentry).name : area.name;
  return name === '' ? head : head.padEnd(NAME_COLUMN) + name.replaceAll('\n', '\\012');
}

/** Addresses of the upper half are negative numbers here. */
function unsignedHex(value: number): string {
  return value < 0 ? (BigInt(value) + (1n << 64n)).toString(16) : value.toString(16);
}

/** Pages of address space, by what they hold. */
function sizes(task: Task) {
  let total = 0;
  let text = 0;
  let data = 0;
  let stack = 0;
  for (const { start, end, write, exec, shared, name } of task.proc.mappings()) {
    const pages = (end - start) / PAGE_SIZE;
    total += pages;
    if (name === '[stack]') stack += pages;
    else if (write && !shared) data += pages;
    else if (exec && name === '') text += pages;
  }
  return { total, text, data, stack };
}

/** /proc/[pid]/statm: total, resident, shared, text, lib, data, dirty, in pages. */
export function statm(task: Task): string {
  const { total, text, data, stack } = sizes(task);
  return `${total} ${task.proc.rss} 0 ${text} 0 ${data + stack} 0\n`;
}

/** /proc/[pid]/stat: the 52 fields of proc_pid_stat(5). What the machine does not keep is 0. */
export function stat(task: Task): string {
  const { proc } = task;
  const fields = [
    task.pid,
    `(${task.comm})`,
    proc.state,
    task.ppid,
    proc.pgid,
    proc.sid,
    task.tty ? 34816 : 0,
    task.tty ? proc.pgid : -1,
    0,
    0,
    0,
    0,
    0,
    clockTicks(proc.utime),
    clockTicks(proc.stime),
    0,
    0,
    20,
    0,
    proc.threads,
    0,
    clockTicks(proc.startTime),
    sizes(task).total * PAGE_SIZE,
    proc.rss,
    '18446744073709551615',
    ...Array(12).fill(0),
    17,
    0,
    0,
    0,
    0,
    0,
    0,
    ...Array(8).fill(0),
  ];
  return `${fields.join(' ')}\n`;
}

const STATE_NAMES = { R: 'running', S: 'sleeping', Z: 'zombie', T: 'stopped' } as const;

/** /proc/[pid]/status: the fields that programs read. */
export function status(task: Task): string {
  const { proc, cred } = task;
  const { total, text, data, stack } = sizes(task);
  const kib = (pages: number) => `${String((pages * PAGE_SIZE) / 1024).padStart(8)} kB`;
  const rows: [string, string | number][] = [
    ['Name', task.comm],
    ['Umask', `0${task.fs.umask.toString(8).padStart(3, '0')}`],
    ['State', `${proc.state} (${STATE_NAMES[proc.state]})`],
    ['Tgid', task.tgid],
    ['Ngid', 0],
    ['Pid', task.pid],
    ['PPid', task.ppid],
    ['TracerPid', 0],
    ['Uid', [cred.uid, cred.euid, cred.suid, cred.fsuid].join('\t')],
    ['Gid', [cred.gid, cred.egid, cred.egid, cred.egid].join('\t')],
    ['FDSize', 64],
    ['VmSize', kib(total)],
    ['VmRSS', kib(proc.rss)],
    ['VmData', kib(data)],
    ['VmStk', kib(stack)],
    ['VmExe', kib(text)],
    ['Threads', proc.threads],
  ];
  return rows.map(([name, value]) => `${name}:\t${value}\n`).join('');
}

/** /proc/[pid]/limits: the limit on descriptors, which is the one that file calls enforce. */
export function limits(task: Task): string {
  const row = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(i === 0 ? 26 : 21)).join('');
  const { noFile } = task.files;
  const rows = [
    ['Limit', 'Soft Limit', 'Hard Limit', 'Units'],
    ['Max open files', `${noFile}`, `${noFile}`, 'files'],
  ];
  return rows.map((cells) => `${row(cells)}\n`).join('');
}

/** /proc/[pid]/mounts, as a byte string. */
export function mounts(reader: Task): string {
  const root = reader.fs.root.dentry;
  return reader.kernel.vfs.mounts
    .map(({ at, sb, source, options }) => `${source} ${pathName(at, root).name} ${sb.type} ${options} 0 0\n`)
    .join('');
}
