import { EFAULT, EINVAL } from '../../../abi/errno';
import { GRND_INSECURE, GRND_NONBLOCK, GRND_RANDOM, PER_LINUX32 } from '../../../abi/process';
import { encode, SYSINFO, UTSNAME } from '../../../abi/structs';
import { PAGE_SIZE } from '../../mm/physical';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** PER_MASK: bits of personality(2) that tell a system, beside its flags. */
const PER_MASK = 0xff;

/** Implements uname(2). */
function uname(task: TaskStruct, [addr]: readonly number[]): Result {
  const { sysname, release, version } = task.kernel.uname;
  const machine = (task.personality & PER_MASK) === PER_LINUX32 ? 'i686' : task.kernel.uname.machine;
  const { nodename, domainname } = task.nsproxy.uts;
  const uts = encode(UTSNAME, {
    sysname: text(sysname),
    nodename: text(nodename),
    release: text(release),
    version: text(version),
    machine: text(machine),
    domainname: text(domainname),
  });
  return task.mem.copyOut(addr, uts) ? 0 : -EFAULT;
}

/** SI_LOAD_SHIFT less the fraction that the kernel keeps. */
const LOAD_SHIFT = 16 - 11;

/** Implements sysinfo(2). */
function sysinfo(task: TaskStruct, [addr]: readonly number[]): Result {
  const { phys } = task.kernel;
  const info = encode(SYSINFO, {
    uptime: Math.floor(task.kernel.monotonic() / 1e9),
    loads: task.kernel.loads.map((load) => load << LOAD_SHIFT),
    totalram: phys.frames * PAGE_SIZE,
    freeram: (phys.frames - phys.used) * PAGE_SIZE,
    procs: task.kernel.taskCount,
    mem_unit: 1,
  });
  return task.mem.copyOut(addr, info) ? 0 : -EFAULT;
}

/** Most bytes one call gives: MAX_RW_COUNT. */
const MAX_RANDOM = 0x7ffff000;
const CHUNK = 4096;

/** Implements getrandom(2). The bytes come from the machine's seed. */
function getrandom(task: TaskStruct, [addr, length, flags]: readonly number[]): Result {
  if (flags & ~(GRND_NONBLOCK | GRND_RANDOM | GRND_INSECURE)) return -EINVAL;
  if ((flags & (GRND_INSECURE | GRND_RANDOM)) === (GRND_INSECURE | GRND_RANDOM)) return -EINVAL;
  const wanted = Math.min(length, MAX_RANDOM);
  const chunk = new Uint8Array(Math.min(wanted, CHUNK));
  let done = 0;
  while (done < wanted) {
    const n = Math.min(wanted - done, CHUNK);
    task.kernel.random(chunk);
    const copied = task.mem.write(addr + done, chunk, 0, n);
    done += copied;
    if (copied < n) return done > 0 ? done : -EFAULT;
  }
  return done;
}

/** Implements getcpu(2): all processors are on one node. */
function getcpu(task: TaskStruct, [cpu, node]: readonly number[]): Result {
  const put = (addr: number, value: number) =>
    addr === 0 || task.mem.copyOut(addr, Uint8Array.of(value, 0, 0, 0));
  return put(cpu, task.kernel.sched.active.id) && put(node, 0) ? 0 : -EFAULT;
}

export const systemRows = [
  full('uname', uname),
  full('sysinfo', sysinfo),
  full('getrandom', getrandom),
  full('getcpu', getcpu),
  full('sync', () => 0),
];
