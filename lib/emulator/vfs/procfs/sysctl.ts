import { EACCES, EINVAL } from '../../../abi/errno';
import type { KernelServices } from '../../kernel/types';
import { PAGE_SIZE } from '../../mm/physical';
import { PIPE_MAX_SIZE } from '../pipe';
import { directory, file, type ProcNode, writable } from './node';

/** Largest pid plus one: PID_MAX_DEFAULT of include/linux/threads.h. */
const PID_MAX = 32768;
/** NR_OPEN of fs/file.c. */
const NR_OPEN = 1048576;

/**
 * Settings that can be read, and written by root, with the values that Linux starts with (Documentation/admin-guide/
 * sysctl). What the machine does not hang on them keeps what was written.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  'fs/aio-max-nr': '65536',
  'fs/file-max': '9223372036854775807',
  'fs/lease-break-time': '45',
  'fs/leases-enable': '1',
  'fs/mount-max': '100000',
  'fs/nr_open': `${NR_OPEN}`,
  'fs/overflowgid': '65534',
  'fs/overflowuid': '65534',
  'fs/pipe-max-size': `${PIPE_MAX_SIZE}`,
  'fs/pipe-user-pages-hard': '0',
  'fs/pipe-user-pages-soft': '16384',
  'fs/protected_fifos': '0',
  'fs/protected_hardlinks': '1',
  'fs/protected_regular': '0',
  'fs/protected_symlinks': '0',
  'fs/suid_dumpable': '0',
  'fs/epoll/max_user_watches': '1048576',
  'fs/inotify/max_queued_events': '16384',
  'fs/inotify/max_user_instances': '128',
  'fs/inotify/max_user_watches': '1048576',
  'fs/mqueue/msg_default': '10',
  'fs/mqueue/msg_max': '10',
  'fs/mqueue/msgsize_default': '8192',
  'fs/mqueue/msgsize_max': '8192',
  'fs/mqueue/queues_max': '256',
  'kernel/core_pattern': 'core',
  'kernel/core_uses_pid': '0',
  'kernel/dmesg_restrict': '0',
  'kernel/io_uring_disabled': '0',
  'kernel/kptr_restrict': '0',
  'kernel/msgmax': '8192',
  'kernel/msgmnb': '16384',
  'kernel/msgmni': '32000',
  'kernel/overflowgid': '65534',
  'kernel/overflowuid': '65534',
  'kernel/panic': '0',
  'kernel/perf_event_paranoid': '2',
  'kernel/pid_max': `${PID_MAX}`,
  'kernel/printk': '7\t4\t1\t7',
  'kernel/randomize_va_space': '0',
  'kernel/sched_rr_timeslice_ms': '100',
  'kernel/sched_rt_period_us': '1000000',
  'kernel/sched_rt_runtime_us': '950000',
  'kernel/sem': '32000\t1024000000\t500\t32000',
  'kernel/shmall': '18446744073692774399',
  'kernel/shmmax': '18446744073692774399',
  'kernel/shmmni': '4096',
  'kernel/sysctl_writes_strict': '1',
  'kernel/tainted': '0',
  'kernel/unprivileged_bpf_disabled': '2',
  'net/core/optmem_max': '131072',
  'net/core/rmem_default': '212992',
  'net/core/rmem_max': '212992',
  'net/core/somaxconn': '4096',
  'net/core/wmem_default': '212992',
  'net/core/wmem_max': '212992',
  'net/ipv4/ip_forward': '0',
  'net/ipv4/ip_local_port_range': '32768\t60999',
  'net/ipv4/ip_unprivileged_port_start': '1024',
  'net/ipv4/ping_group_range': '1\t0',
  'net/ipv4/tcp_fin_timeout': '60',
  'net/ipv4/tcp_keepalive_time': '7200',
  'net/ipv4/tcp_rmem': '4096\t131072\t6291456',
  'net/ipv4/tcp_wmem': '4096\t16384\t4194304',
  'net/ipv6/bindv6only': '0',
  'net/ipv6/conf/all/disable_ipv6': '0',
  'net/unix/max_dgram_qlen': '10',
  'user/max_user_namespaces': '0',
  'vm/dirty_background_ratio': '10',
  'vm/dirty_ratio': '20',
  'vm/drop_caches': '0',
  'vm/max_map_count': '65530',
  'vm/min_free_kbytes': '0',
  'vm/mmap_min_addr': '4096',
  'vm/nr_hugepages': '0',
  'vm/overcommit_memory': '0',
  'vm/overcommit_ratio': '50',
  'vm/swappiness': '60',
  'vm/vfs_cache_pressure': '100',
};

/** /proc/sys: proc_sys(5). */
export function sysctl(kernel: KernelServices): ProcNode {
  const { uname } = kernel;
  const text = (value: () => string | number) => file(() => `${value()}\n`);
  const fixed: Record<string, ProcNode> = {
    'fs/file-nr': text(() => `${openFiles(kernel)}\t0\t${setting(kernel, 'fs/file-max')}`),
    'kernel/arch': text(() => uname.machine),
    'kernel/cap_last_cap': text(() => 40),
    'kernel/domainname': utsName('domainname'),
    'kernel/hostname': utsName('nodename'),
    'kernel/ngroups_max': text(() => 65536),
    'kernel/osrelease': text(() => uname.release),
    'kernel/ostype': text(() => uname.sysname),
    'kernel/random/boot_id': text(() => bootId(kernel)),
    'kernel/random/entropy_avail': text(() => 256),
    'kernel/random/poolsize': text(() => 256),
    'kernel/random/uuid': text(() => uuid(kernel)),
    // One thread for every eight stacks' worth of memory: set_max_threads.
    'kernel/threads-max': text(() => Math.floor((kernel.phys.frames * PAGE_SIZE) / (8 * 16384))),
    'kernel/version': text(() => uname.version),
  };
  for (const path of Object.keys(SETTINGS)) fixed[path] = writableSetting(kernel, path);
  return tree(fixed);
}

/** A tree of directories from files by path. */
export function tree(files: Readonly<Record<string, ProcNode>>): ProcNode {
  const entries: Record<string, ProcNode> = {};
  const below = new Map<string, Record<string, ProcNode>>();
  for (const [path, node] of Object.entries(files)) {
    const slash = path.indexOf('/');
    if (slash < 0) entries[path] = node;
    else {
      const name = path.slice(0, slash);
      const inner = below.get(name) ?? {};
      inner[path.slice(slash + 1)] = node;
      below.set(name, inner);
    }
  }
  for (const [name, inner] of below) entries[name] = tree(inner);
  return directory(entries);
}

/** The value of a setting. */
export function setting(kernel: KernelServices, path: string): string {
  return kernel.sysctls.get(path) ?? SETTINGS[path];
}

/** Whole numbers, as many as there are; words where the value is one. */
function writableSetting(kernel: KernelServices, path: string): ProcNode {
  const numbers = SETTINGS[path].split('\t');
  const isNumber = numbers.every((value) => /^\d+$/.test(value));
  return writable(
    () => `${setting(kernel, path)}\n`,
    (text, writer) => {
      if (writer.cred.euid !== 0) return -EACCES;
      const values = text.trim().split(/\s+/);
      if (isNumber && (values.length > numbers.length || !values.every((v) => /^-?\d+$/.test(v))))
        return -EINVAL;
      const kept = isNumber ? [...values, ...numbers.slice(values.length)].join('\t') : text.trim();
      kernel.sysctls.set(path, kept);
      return 0;
    },
  );
}

function utsName(field: 'nodename' | 'domainname'): ProcNode {
  return writable(
    ({ nsproxy }) => `${nsproxy.uts[field]}\n`,
    (text, writer) => {
      if (writer.cred.euid !== 0) return -EACCES;
      writer.nsproxy.uts[field] = text.trim().slice(0, 64);
      return 0;
    },
  );
}

/** Open files of all processes, counted once each. */
function openFiles(kernel: KernelServices): number {
  const open = new Set<unknown>();
  for (const task of kernel.tasks()) for (const [, file] of task.files.entries()) open.add(file);
  return open.size;
}

/** Drawn when it is first asked for. */
function bootId(kernel: KernelServices): string {
  const path = 'kernel/random/boot_id';
  const id = kernel.sysctls.get(path) ?? uuid(kernel);
  kernel.sysctls.set(path, id);
  return id;
}

/** A random UUID: RFC 9562, version 4. */
function uuid(kernel: KernelServices): string {
  const bytes = new Uint8Array(16);
  kernel.random(bytes);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
