import type { KernelServices, Task } from '../../kernel/types';
import { cpuinfo } from './cpuinfo';
import { directory, file, link, type ProcNode } from './node';
import { pidDirectory } from './pid';
import { sysctl } from './sysctl';
import * as system from './system';

/** The top of /proc: files about the machine, and a directory for every process. */
export function procRoot(kernel: KernelServices): ProcNode {
  const fixed: Record<string, ProcNode> = {
    cgroups: file(() => '#subsys_name\thierarchy\tnum_cgroups\tenabled\n'),
    cmdline: file(() => '\n'),
    cpuinfo: file(() => cpuinfo(kernel)),
    devices: file(() => system.devices()),
    diskstats: file(() => ''),
    filesystems: file(() => system.filesystems()),
    interrupts: file(() => system.interrupts(kernel)),
    loadavg: file(() => system.loadavg(kernel)),
    locks: file(() => ''),
    meminfo: file(() => system.meminfo(kernel)),
    modules: file(() => ''),
    mounts: link(() => 'self/mounts'),
    net: link(() => 'self/net'),
    partitions: file(() => 'major minor  #blocks  name\n\n'),
    self: link((reader) => String(reader.tgid)),
    stat: file(() => system.stat(kernel)),
    swaps: file(() => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'),
    sys: sysctl(kernel),
    'thread-self': link((reader) => `${reader.tgid}/task/${reader.pid}`),
    tty: directory({ drivers: file(() => system.ttyDrivers()) }),
    uptime: file(() => system.uptime(kernel)),
    version: file(() => system.version(kernel)),
    vmstat: file(() => system.vmstat(kernel)),
  };
  return {
    kind: 'directory',
    mode: 0o555,
    names: () => [...Object.keys(fixed), ...processes(kernel).map((task) => String(task.pid))],
    find: (name) => (Object.hasOwn(fixed, name) ? fixed[name] : processDirectory(kernel, name)),
  };
}

/** Thread group leaders, by pid. */
function processes(kernel: KernelServices): Task[] {
  return [...kernel.tasks()].filter((task) => task.pid === task.tgid).sort((a, b) => a.pid - b.pid);
}

/** Threads that do not lead a group can be looked up too, but are not listed. */
function processDirectory(kernel: KernelServices, name: string): ProcNode | undefined {
  const task = /^[1-9]\d*$/.test(name) ? kernel.task(Number(name)) : undefined;
  return task && pidDirectory(task, true);
}
