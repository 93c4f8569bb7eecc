import type { KernelServices } from '../../kernel/types';
import { PAGE_SIZE } from '../../mm/physical';

/** USER_HZ: times in /proc are in hundredths of a second. */
const TICK_NS = 1e7;

/** ns as clock ticks of user space. */
export function clockTicks(ns: number): number {
  return Math.floor(ns / TICK_NS);
}

export function cpuinfo(): string {
  return [
    'processor\t: 0',
    'vendor_id\t: GenuineIntel',
    'cpu family\t: 6',
    'physical id\t: 0',
    'siblings\t: 1',
    'core id\t\t: 0',
    'cpu cores\t: 1',
    'address sizes\t: 46 bits physical, 48 bits virtual',
    '\n',
  ].join('\n');
}

export function filesystems(): string {
  return ['proc', 'devtmpfs', 'tmpfs', 'pipefs', 'devpts'].map((type) => `nodev\t${type}\n`).join('');
}

/** No load is kept: the averages are zero; runnable and all tasks are counted now. */
export function loadavg(kernel: KernelServices): string {
  const tasks = [...kernel.tasks()];
  const running = tasks.filter((task) => task.proc.state === 'R').length;
  const last = tasks.reduce((pid, task) => Math.max(pid, task.pid), 0);
  return `0.00 0.00 0.00 ${running}/${tasks.length} ${last}\n`;
}

export function meminfo({ phys }: KernelServices): string {
  const kib = (pages: number) => String((pages * PAGE_SIZE) / 1024).padStart(8);
  const free = phys.frames - phys.used;
  const rows: [string, number][] = [
    ['MemTotal', phys.frames],
    ['MemFree', free],
    ['MemAvailable', free],
    ['Buffers', 0],
    ['Cached', 0],
    ['SwapCached', 0],
    ['SwapTotal', 0],
    ['SwapFree', 0],
  ];
  return rows.map(([name, pages]) => `${`${name}:`.padEnd(16)}${kib(pages)} kB\n`).join('');
}

export function stat(kernel: KernelServices): string {
  const tasks = [...kernel.tasks()];
  const sum = (pick: (task: (typeof tasks)[number]) => number) =>
    tasks.reduce((ns, task) => ns + pick(task), 0);
  const user = sum((task) => task.proc.utime);
  const system = sum((task) => task.proc.stime);
  const idle = Math.max(0, kernel.monotonic() - user - system);
  const cpu = [user, 0, system, idle, 0, 0, 0, 0, 0, 0].map(clockTicks).join(' ');
  const boot = Math.floor((kernel.realtime() - kernel.monotonic()) / 1e9);
  const running = tasks.filter((task) => task.proc.state === 'R').length;
  return `cpu  ${cpu}\ncpu0 ${cpu}\nbtime ${boot}\nprocesses ${tasks.length}\nprocs_running ${running}\nprocs_blocked 0\n`;
}

export function uptime(kernel: KernelServices): string {
  const seconds = (ns: number) => (Math.floor(ns / TICK_NS) / 100).toFixed(2);
  const busy = [...kernel.tasks()].reduce((ns, task) => ns + task.proc.utime + task.proc.stime, 0);
  const now = kernel.monotonic();
  return `${seconds(now)} ${seconds(Math.max(0, now - busy))}\n`;
}

export function version({ uname }: KernelServices): string {
  return `${uname.sysname} version ${uname.release} ${uname.version}\n`;
}
