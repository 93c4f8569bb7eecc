import type { KernelServices } from '../../kernel/types';
import { packets } from '../procfs/net_counts';
import { directory, file, lines, type ProcNode } from '../procfs/node';
import { cpuList } from '../procfs/pid_stat';
import { tree } from '../procfs/sysctl';
import { memoryCaches } from './caches';

/** The top of /sys: sysfs(5), as far as programs ask it about processors, memory and interfaces. */
export function sysRoot(kernel: KernelServices): ProcNode {
  const { cpus } = kernel;
  const files: Record<string, ProcNode> = {
    block: directory({}),
    bus: directory({}),
    'class/block': directory({}),
    'class/net/lo': directory({ ...lines(LOOPBACK), statistics: loopbackStatistics() }),
    'class/tty/tty': directory(lines({ dev: '5:0' })),
    'class/tty/console': directory(lines({ dev: '5:1' })),
    'class/tty/ptmx': directory(lines({ dev: '5:2' })),
    'dev/block': directory({}),
    'dev/char': directory({}),
    'devices/system/clocksource/clocksource0': directory(
      lines({ available_clocksource: 'tsc ', current_clocksource: 'tsc' }),
    ),
    'devices/system/node': nodes(kernel),
    firmware: directory({}),
    'fs/cgroup': directory({}),
    'kernel/mm/transparent_hugepage': directory(
      lines({
        defrag: 'always defer defer+madvise madvise [never]',
        enabled: 'always madvise [never]',
        hpage_pmd_size: 2097152,
        shmem_enabled: 'always within_size advise [never] deny force',
        use_zero_page: 1,
      }),
    ),
    module: directory({}),
    power: directory({}),
  };
  const present = cpuList(cpus);
  Object.assign(
    files,
    under('devices/system/cpu', {
      ...lines({
        isolated: '',
        kernel_max: 8191,
        modalias: 'cpu:type:x86',
        offline: '',
        online: present,
        possible: present,
        present,
      }),
      'smt/active': file(() => '0\n'),
      'smt/control': file(() => 'notsupported\n'),
      'vulnerabilities/meltdown': file(() => (kernel.pti ? 'Mitigation: PTI\n' : 'Not affected\n')),
    }),
  );
  for (let cpu = 0; cpu < cpus; cpu++)
    Object.assign(files, under(`devices/system/cpu/cpu${cpu}`, processor(kernel, cpu)));
  return tree(files);
}

const under = (prefix: string, files: Record<string, ProcNode>) =>
  Object.fromEntries(Object.entries(files).map(([name, node]) => [`${prefix}/${name}`, node]));

/** A mask of processors in hex, and the list of the same. */
const mask = (first: number, count = 1) => (((1 << count) - 1) * 2 ** first).toString(16);

/** One processor: cores of one package, without threads. */
function processor(kernel: KernelServices, cpu: number): Record<string, ProcNode> {
  const { cpus } = kernel;
  const all = mask(0, cpus);
  const own = mask(cpu);
  return {
    topology: directory(
      lines({
        cluster_id: 65535,
        core_cpus: own,
        core_cpus_list: cpu,
        core_id: cpu,
        core_siblings: all,
        core_siblings_list: cpuList(cpus),
        die_cpus: all,
        die_cpus_list: cpuList(cpus),
        die_id: 0,
        package_cpus: all,
        package_cpus_list: cpuList(cpus),
        physical_package_id: 0,
        thread_siblings: own,
        thread_siblings_list: cpu,
      }),
    ),
    ...under('cache', memoryCaches(kernel, cpu)),
    ...(cpu > 0 && { online: file(() => '1\n') }),
  };
}

/** The one node of memory. */
function nodes(kernel: KernelServices): ProcNode {
  const { cpus } = kernel;
  const node0 = directory(lines({ cpulist: cpuList(cpus), cpumap: mask(0, cpus), distance: 10 }));
  return directory({
    ...lines({ has_cpu: 0, has_memory: 0, has_normal_memory: 0, online: 0, possible: 0 }),
    node0,
  });
}

/** netstat_show: rtnl_link_stats64 by name. Nothing goes wrong on this device. */
function loopbackStatistics(): ProcNode {
  const never =
    'collisions multicast rx_compressed rx_crc_errors rx_dropped rx_errors rx_fifo_errors rx_frame_errors ' +
    'rx_length_errors rx_missed_errors rx_nohandler rx_over_errors tx_aborted_errors tx_carrier_errors ' +
    'tx_compressed tx_dropped tx_errors tx_fifo_errors tx_heartbeat_errors tx_window_errors';
  return directory({
    ...lines(Object.fromEntries(never.split(' ').map((name) => [name, 0]))),
    rx_bytes: file((reader) => `${packets(reader.nsproxy.net).bytes}\n`),
    rx_packets: file((reader) => `${packets(reader.nsproxy.net).packets}\n`),
    tx_bytes: file((reader) => `${packets(reader.nsproxy.net).bytes}\n`),
    tx_packets: file((reader) => `${packets(reader.nsproxy.net).packets}\n`),
  });
}

/** /sys/class/net/lo: ARPHRD_LOOPBACK is 772; IFF_UP, IFF_LOOPBACK. */
const LOOPBACK = {
  addr_assign_type: 0,
  addr_len: 6,
  address: '00:00:00:00:00:00',
  broadcast: '00:00:00:00:00:00',
  carrier: 1,
  carrier_changes: 0,
  carrier_down_count: 0,
  carrier_up_count: 0,
  dev_id: '0x0',
  dev_port: 0,
  dormant: 0,
  flags: '0x9',
  ifindex: 1,
  iflink: 1,
  link_mode: 0,
  mtu: 65536,
  netdev_group: 0,
  operstate: 'unknown',
  proto_down: 0,
  tx_queue_len: 1000,
  type: 772,
};
