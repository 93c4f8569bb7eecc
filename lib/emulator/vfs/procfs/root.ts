import { ENOENT } from '../../../abi/errno';
import type { PidNamespace } from '../../kernel/pid_namespace';
import type { KernelServices } from '../../kernel/types';
import { cpuinfo } from './cpuinfo';
import { directory, file, link, type ProcNode } from './node';
import { pidDirectory } from './pid';
import { sysctl } from './sysctl';
import * as system from './system';

/** The top of /proc: files about the machine, and a directory for every process. */
export function procRoot(kernel: KernelServices, pids: () => PidNamespace): ProcNode {
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
    self: link((reader) => numbered(pids(), reader.tgid, (tgid) => tgid)),
    stat: file(() => system.stat(kernel)),
    swaps: file(() => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'),
    sys: sysctl(kernel),
    'thread-self': link((reader) =>
      numbered(pids(), reader.tgid, (tgid) => `${tgid}/task/${pids().see(reader.pid)}`),
    ),
    tty: directory({ drivers: file(() => system.ttyDrivers()) }),
    uptime: file(() => system.uptime(kernel)),
    version: file(() => system.version(kernel)),
    vmstat: file(() => system.vmstat(kernel)),
  };
  return {
    kind: 'directory',
    mode: 0o555,
    names: () => [...Object.keys(fixed), ...processes(kernel, pids())],
    find: (name) => (Object.hasOwn(fixed, name) ? fixed[name] : processDirectory(kernel, pids(), name)),
  };
}

/** What a link says with a number of the namespace that /proc was mounted for; nothing for who is not in it. */
const numbered = (pids: PidNamespace, tgid: number, text: (number: string) => string): string | number =>
  pids.see(tgid) === 0 ? -ENOENT : text(String(pids.see(tgid)));

/** Numbers of thread group leaders. */
function processes(kernel: KernelServices, pids: PidNamespace): string[] {
  const numbers = [...kernel.tasks()].map((task) => (task.pid === task.tgid ? pids.see(task.pid) : 0));
  return numbers
    .filter((number) => number > 0)
    .sort((a, b) => a - b)
    .map(String);
}

/** Threads that do not lead a group can be looked up too, but are not listed. */
function processDirectory(kernel: KernelServices, pids: PidNamespace, name: string): ProcNode | undefined {
  const task = /^[1-9]\d*$/.test(name) ? kernel.task(pids.find(Number(name))) : undefined;
  return task && pidDirectory({ task, pids }, true);
}
