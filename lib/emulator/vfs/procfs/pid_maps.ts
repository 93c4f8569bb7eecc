/** /proc/[pid]/maps, smaps and statm: what an address space is made of. */
import { major, minor } from '../../../abi/stat';
import type { Mapping, Residency, Task } from '../../kernel/types';
import { PAGE_SIZE } from '../../mm/physical';
import { pathName } from '../dentry';

/** Column of a mapping's name: seq_setwidth of fs/proc/task_mmu.c. */
const NAME_COLUMN = 73;

/** Kilobytes of some pages, as a field of a list. */
export const kib = (pages: number): string => `${String((pages * PAGE_SIZE) / 1024).padStart(8)} kB`;

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

/** VmFlags of smaps: two letters a VM_ bit. */
const VM_FLAGS: readonly (readonly [bit: number, name: string])[] = [
  [0x1, 'rd'],
  [0x2, 'wr'],
  [0x4, 'ex'],
  [0x8, 'sh'],
  [0x10, 'mr'],
  [0x20, 'mw'],
  [0x40, 'me'],
  [0x80, 'ms'],
  [0x100, 'gd'],
  [0x400, 'pf'],
  [0x2000, 'lo'],
  [0x4000, 'io'],
  [0x8000, 'sr'],
  [0x10000, 'rr'],
  [0x20000, 'dc'],
  [0x40000, 'de'],
  [0x100000, 'ac'],
  [0x200000, 'nr'],
  [0x2000000, 'wf'],
  [0x4000000, 'dd'],
];

/** /proc/[pid]/smaps, as a byte string. */
export function smaps(task: Task, reader: Task): string {
  let text = '';
  for (const area of task.proc.mappings()) {
    const size = (area.end - area.start) / PAGE_SIZE;
    const flags = VM_FLAGS.filter(([bit]) => area.flags & bit).map(([, name]) => name);
    const locked = area.flags & 0x2000;
    text += `${mapLine(area, reader)}\n`;
    text += rows([
      ['Size', size],
      ['KernelPageSize', 1],
      ['MMUPageSize', 1],
    ]);
    text += residency(area.resident(), locked !== 0);
    text += `THPeligible:           0\nVmFlags: ${flags.map((flag) => `${flag} `).join('')}\n`;
  }
  return text;
}

/** /proc/[pid]/smaps_rollup: the sum over all areas. */
export function smapsRollup(task: Task): string {
  const areas = [...task.proc.mappings()];
  if (areas.length === 0) return '';
  const sum = total(areas);
  const hex = (value: number) => unsignedHex(value).padStart(8, '0');
  const head = `${hex(areas[0].start)}-${hex(areas[areas.length - 1].end)} ---p 00000000 00:00 0 `;
  return `${head.padEnd(NAME_COLUMN)}[rollup]\n${residency(sum, false, true)}`;
}

function residency(pages: Residency, locked: boolean, rollup = false): string {
  const { anonymous, file, shmem, proportional } = pages;
  const rss = anonymous + file + shmem;
  const floor = Math.floor(proportional * 4) / 4;
  return rows([
    ['Rss', rss],
    ['Pss', floor],
    ['Pss_Dirty', Math.min(floor, pages.privateDirty + pages.sharedDirty)],
    ...(rollup
      ? ([
          ['Pss_Anon', anonymous],
          ['Pss_File', file],
          ['Pss_Shmem', shmem],
        ] as const)
      : []),
    ['Shared_Clean', pages.sharedClean],
    ['Shared_Dirty', pages.sharedDirty],
    ['Private_Clean', pages.privateClean],
    ['Private_Dirty', pages.privateDirty],
    ['Referenced', rss],
    ['Anonymous', anonymous],
    ['KSM', 0],
    ['LazyFree', 0],
    ['AnonHugePages', 0],
    ['ShmemPmdMapped', 0],
    ['FilePmdMapped', 0],
    ['Shared_Hugetlb', 0],
    ['Private_Hugetlb', 0],
    ['Swap', 0],
    ['SwapPss', 0],
    ['Locked', locked ? floor : 0],
  ]);
}

const rows = (list: readonly (readonly [string, number])[]) =>
  list.map(([name, pages]) => `${`${name}:`.padEnd(16)}${kib(pages)}\n`).join('');

/** Residency of several areas. */
export function total(areas: Iterable<Mapping>): Residency {
  const sum: Residency = {
    anonymous: 0,
    file: 0,
    shmem: 0,
    proportional: 0,
    sharedClean: 0,
    sharedDirty: 0,
    privateClean: 0,
    privateDirty: 0,
  };
  for (const area of areas)
    for (const [name, pages] of Object.entries(area.resident())) sum[name as keyof Residency] += pages;
  return sum;
}

/** Pages of address space, by what they hold: mm->total_vm and its parts, and what task_mem works out from them. */
export interface Sizes {
  total: number;
  locked: number;
  text: number;
  library: number;
  data: number;
  stack: number;
}

export function sizes(task: Task): Sizes {
  const sum: Sizes = { total: 0, locked: 0, text: 0, library: 0, data: 0, stack: 0 };
  const { startCode, endCode } = task.proc.layout;
  let executable = 0;
  for (const { start, end, write, exec, shared, flags, name } of task.proc.mappings()) {
    const pages = (end - start) / PAGE_SIZE;
    sum.total += pages;
    if (flags & 0x2000) sum.locked += pages;
    if (name === '[stack]') sum.stack += pages;
    else if (write && !shared) sum.data += pages;
    else if (exec) executable += pages;
  }
  const text = Math.ceil(endCode / PAGE_SIZE) - Math.floor(startCode / PAGE_SIZE);
  sum.text = Math.min(text, executable);
  sum.library = executable - sum.text;
  return sum;
}

/** /proc/[pid]/statm: total, resident, shared, text, lib, data, dirty, in pages. */
export function statm(task: Task): string {
  const { total: all, text, data, stack } = sizes(task);
  const { anonymous, file, shmem } = total(task.proc.mappings());
  return `${all} ${anonymous + file + shmem} ${file + shmem} ${text} 0 ${data + stack} 0\n`;
}
