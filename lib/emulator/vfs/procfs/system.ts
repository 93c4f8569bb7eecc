/** Files of /proc about the whole machine. */
import type { KernelServices, Task } from '../../kernel/types';
import { PAGE_SIZE } from '../../mm/physical';
import { total } from './pid_maps';

/** USER_HZ: times in /proc are in hundredths of a second. */
const TICK_NS = 1e7;
/** THREAD_SIZE of x86-64 in pages. */
const STACK_PAGES = 4;

/** ns as clock ticks of user space. */
export function clockTicks(ns: number): number {
  return Math.floor(ns / TICK_NS);
}

/** Types of filesystems, none of which is on a device. */
export function filesystems(): string {
  const types = ['sysfs', 'tmpfs', 'proc', 'devtmpfs', 'sockfs', 'pipefs', 'devpts', 'mqueue'];
  return types.map((type) => `nodev\t${type}\n`).join('');
}

/** Drivers of character devices by major number. */
export function devices(): string {
  const rows = [
    '  1 mem',
    '  4 ttyS',
    '  5 /dev/tty',
    '  5 /dev/console',
    '  5 /dev/ptmx',
    '128 ptm',
    '136 pts',
  ];
  return `Character devices:\n${rows.join('\n')}\n\nBlock devices:\n`;
}

/** tty_drivers: the driver's name, its devices, major and minor numbers, and what they are. */
export function ttyDrivers(): string {
  const rows = [
    ['/dev/tty', '/dev/tty', '       5 ', '      0', ' system:/dev/tty'],
    ['/dev/console', '/dev/console', '   5 ', '      1', ' system:console'],
    ['/dev/ptmx', '/dev/ptmx', '      5 ', '      2', ' system'],
    ['serial', '/dev/ttyS', '      4 ', '  64-95', ' serial'],
    ['pty_slave', '/dev/pts', '      136 ', '0-1048575', ' pty:slave'],
    ['pty_master', '/dev/ptm', '      128 ', '0-1048575', ' pty:master'],
  ];
  return rows
    .map(([name, path, numbers, minors, what]) => `${name.padEnd(20)} ${path}${numbers}${minors}${what}\n`)
    .join('');
}

const isRunning = (task: Task) => task.proc.state === 'R';

function counts(kernel: KernelServices) {
  const tasks = [...kernel.tasks()];
  return { tasks: tasks.length, running: tasks.filter(isRunning).length };
}

/** Averages, tasks that run and all tasks, and the last pid. */
export function loadavg(kernel: KernelServices): string {
  const averages = kernel.loads.map((load) => ((load + 10) / 2048).toFixed(3).slice(0, -1));
  const { tasks, running } = counts(kernel);
  const last = [...kernel.tasks()].reduce((pid, task) => Math.max(pid, task.pid), 0);
  return `${averages.join(' ')} ${running}/${tasks} ${last}\n`;
}

/** Pages by use. Files live in tmpfs, so all cached pages are shared memory. */
function memory(kernel: KernelServices) {
  const { phys, vfs } = kernel;
  const leaders = [...kernel.tasks()].filter((task) => task.pid === task.tgid);
  let anonymous = 0;
  let mapped = 0;
  let tables = 0;
  for (const { proc } of leaders) {
    const pages = total(proc.mappings());
    anonymous += pages.anonymous;
    mapped += pages.file + pages.shmem;
    tables += proc.pageTables();
  }
  let shmem = 0;
  for (const { pages } of vfs.inMemory) shmem += pages;
  return {
    total: phys.frames,
    free: phys.frames - phys.used,
    anonymous: Math.min(anonymous, phys.used),
    mapped,
    shmem,
    tables,
    stacks: STACK_PAGES * counts(kernel).tasks,
  };
}

/** /proc/meminfo. There is no swap, and nothing is dirty or written back. */
export function meminfo(kernel: KernelServices): string {
  const pages = memory(kernel);
  const committed = [...kernel.tasks()]
    .filter((task) => task.pid === task.tgid)
    .reduce((sum, { proc }) => {
      let bytes = 0;
      for (const { start, end, write, shared } of proc.mappings()) if (write && !shared) bytes += end - start;
      return sum + bytes / PAGE_SIZE;
    }, pages.shmem);
  const rows: Record<string, number> = {
    MemTotal: pages.total,
    MemFree: pages.free,
    MemAvailable: pages.free,
    Buffers: 0,
    Cached: pages.shmem,
    SwapCached: 0,
    Active: pages.anonymous + pages.shmem,
    Inactive: 0,
    'Active(anon)': pages.anonymous + pages.shmem,
    'Inactive(anon)': 0,
    'Active(file)': 0,
    'Inactive(file)': 0,
    Unevictable: 0,
    Mlocked: 0,
    SwapTotal: 0,
    SwapFree: 0,
    Dirty: 0,
    Writeback: 0,
    AnonPages: pages.anonymous,
    Mapped: pages.mapped,
    Shmem: pages.shmem,
    KReclaimable: 0,
    Slab: 0,
    SReclaimable: 0,
    SUnreclaim: 0,
    KernelStack: pages.stacks,
    PageTables: pages.tables,
    NFS_Unstable: 0,
    Bounce: 0,
    WritebackTmp: 0,
    CommitLimit: Math.floor(pages.total / 2),
    Committed_AS: committed,
  };
  const kib = (count: number) => String((count * PAGE_SIZE) / 1024).padStart(8);
  const row = (name: string, value: string, unit = ' kB') => `${`${name}:`.padEnd(16)}${value}${unit}\n`;
  return (
    Object.entries(rows)
      .map(([name, count]) => row(name, kib(count)))
      .join('') +
    `VmallocTotal:   ${VMALLOC_KIB} kB\n` +
    row('VmallocUsed', kib(0)) +
    row('VmallocChunk', kib(0)) +
    row('AnonHugePages', kib(0)) +
    ['Total', 'Free', 'Rsvd', 'Surp'].map((name) => row(`HugePages_${name}`, '       0', '')).join('') +
    row('Hugepagesize', '    2048')
  );
}

/** VMALLOC_END - VMALLOC_START with four levels of tables: Documentation/arch/x86/x86_64/mm.rst, 32 TiB less one. */
const VMALLOC_KIB = 34359738367;

/** /proc/vmstat, as far as there is something to tell. */
export function vmstat(kernel: KernelServices): string {
  const pages = memory(kernel);
  let minor = 0;
  let major = 0;
  for (const { proc } of kernel.tasks()) {
    minor += proc.faults.minor;
    major += proc.faults.major;
  }
  const rows = {
    nr_free_pages: pages.free,
    nr_inactive_anon: 0,
    nr_active_anon: pages.anonymous + pages.shmem,
    nr_inactive_file: 0,
    nr_active_file: 0,
    nr_unevictable: 0,
    nr_anon_pages: pages.anonymous,
    nr_mapped: pages.mapped,
    nr_file_pages: pages.shmem,
    nr_dirty: 0,
    nr_writeback: 0,
    nr_shmem: pages.shmem,
    nr_kernel_stack: (pages.stacks * PAGE_SIZE) / 1024,
    nr_page_table_pages: pages.tables,
    pgpgin: 0,
    pgpgout: 0,
    pswpin: 0,
    pswpout: 0,
    pgfault: minor + major,
    pgmajfault: major,
    oom_kill: kernel.totals.oomKills,
  };
  return Object.entries(rows)
    .map(([name, value]) => `${name} ${value}\n`)
    .join('');
}

/** /proc/stat. Processors share the time of the machine evenly. */
export function stat(kernel: KernelServices): string {
  const { user, system, idle } = kernel.cpuTime;
  const row = (name: string, share: number) =>
    `${name} ${[user, 0, system, idle, 0, 0, 0, 0, 0, 0].map((ns) => clockTicks(ns / share)).join(' ')}\n`;
  const { interrupts, switches, forks } = kernel.totals;
  const { running } = counts(kernel);
  return [
    row('cpu ', 1),
    ...Array.from({ length: kernel.cpus }, (_, cpu) => row(`cpu${cpu}`, kernel.cpus)),
    `intr ${interrupts}\nctxt ${switches}\nbtime ${kernel.bootTime}\nprocesses ${forks}\n`,
    `procs_running ${running}\nprocs_blocked 0\n`,
    `softirq ${interrupts} 0 ${interrupts} 0 0 0 0 0 0 0 0\n`,
  ].join('');
}

/** /proc/interrupts: the timer is the machine's only one. */
export function interrupts(kernel: KernelServices): string {
  const heads = Array.from({ length: kernel.cpus }, (_, cpu) => `CPU${cpu}`.padEnd(11));
  const cells = (count: number) =>
    Array.from({ length: kernel.cpus }, (_, cpu) => ` ${String(cpu === 0 ? count : 0).padStart(10)}`).join(
      '',
    );
  return (
    `           ${heads.join('')}\n` +
    `NMI:${cells(0)}   Non-maskable interrupts\n` +
    `LOC:${cells(kernel.totals.interrupts)}   Local timer interrupts\n` +
    `ERR:${cells(0).slice(0, 11)}\nMIS:${cells(0).slice(0, 11)}\n`
  );
}

export function uptime(kernel: KernelServices): string {
  const seconds = (ns: number) => (Math.floor(ns / TICK_NS) / 100).toFixed(2);
  return `${seconds(kernel.monotonic())} ${seconds(kernel.cpuTime.idle)}\n`;
}

export function version({ uname }: KernelServices): string {
  return `${uname.sysname} version ${uname.release} ${uname.version}\n`;
}
