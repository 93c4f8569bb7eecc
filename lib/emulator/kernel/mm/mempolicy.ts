/** Memory policy of a machine with one node: mm/mempolicy.c. Policies are kept and told, and all memory is node 0's. */
import { EFAULT, EINVAL, ENODEV, ENOENT, EOPNOTSUPP, EPERM, ESRCH } from '../../../abi/errno';
import * as P from '../../../abi/mempolicy';
import { ACCESS } from '../../mm/pagetable';
import { PAGE_SIZE } from '../../mm/physical';
import { CAP_SYS_NICE, capable } from '../capable';
import { isPageAligned, pageUp, TASK_SIZE_MAX } from '../layout';
import { findTask } from '../pid_namespace';
import { mayAccess } from '../ptrace/attach';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { FAULT, handleFault } from './fault';
import type { MemoryPolicy, NodeMask } from './policy';

const NODE_0: NodeMask = 1n;
const BITS_PER_LONG = 64;

/** get_nodes: a negative errno when nodes are asked for that no kernel has. */
function readNodes(task: TaskStruct, addr: number, maxnode: number): NodeMask | number {
  const bits = maxnode - 1;
  if (bits === 0 || addr === 0) return 0n;
  if (bits < 0 || bits > PAGE_SIZE * 8) return -EINVAL;
  const words = Math.ceil(bits / BITS_PER_LONG);
  const bytes = task.mem.copyIn(addr, words * 8);
  if (bytes === undefined) return -EFAULT;
  let mask = 0n;
  new BigUint64Array(bytes.buffer).forEach((word, i) => {
    mask |= word << BigInt(i * BITS_PER_LONG);
  });
  mask = BigInt.asUintN(bits, mask);
  return mask >> BigInt(P.MAX_NUMNODES) === 0n ? mask : -EINVAL;
}

/** copy_nodes_to_user: a word of nodes, as many as a machine with one node tells of, and zeros behind it. */
function writeNodes(task: TaskStruct, addr: number, maxnode: number, mask: NodeMask): number {
  const words = Math.ceil((maxnode - 1) / BITS_PER_LONG);
  if (words * 8 > PAGE_SIZE) return -EINVAL;
  const told = new BigUint64Array(words);
  if (words > 0) told[0] = mask;
  return task.mem.copyOut(addr, new Uint8Array(told.buffer)) ? 0 : -EFAULT;
}

const keepsAsked = (flags: number): boolean =>
  (flags & (P.MPOL_F_STATIC_NODES | P.MPOL_F_RELATIVE_NODES)) !== 0;

/** sanitize_mpol_flags: a mode and its flags apart, or a negative errno. */
function modeOf(asked: number): { mode: number; flags: number } | number {
  const flags = asked & P.MPOL_MODE_FLAGS;
  const mode = (asked & ~P.MPOL_MODE_FLAGS) >>> 0;
  if (mode >= P.MPOL_MAX) return -EINVAL;
  if (flags & P.MPOL_F_STATIC_NODES && flags & P.MPOL_F_RELATIVE_NODES) return -EINVAL;
  const balances = mode === P.MPOL_BIND || mode === P.MPOL_PREFERRED_MANY;
  return flags & P.MPOL_F_NUMA_BALANCING && !balances ? -EINVAL : { mode, flags };
}

/** mpol_new and mpol_set_nodemask: a policy, undefined for the default one, or a negative errno. */
function newPolicy(mode: number, flags: number, asked: NodeMask): MemoryPolicy | undefined | number {
  if (mode === P.MPOL_DEFAULT) return asked === 0n ? undefined : -EINVAL;
  const local = mode === P.MPOL_LOCAL || (mode === P.MPOL_PREFERRED && asked === 0n);
  if (local)
    return asked !== 0n || keepsAsked(flags) ? -EINVAL : { mode: P.MPOL_LOCAL, flags, nodes: 0n, asked };
  // Relative nodes are counted around those there are, so that any of them is node 0.
  const nodes = asked !== 0n && flags & P.MPOL_F_RELATIVE_NODES ? NODE_0 : asked & NODE_0;
  return nodes === 0n ? -EINVAL : { mode, flags, nodes, asked };
}

/** Implements set_mempolicy(2). */
function setMempolicy(task: TaskStruct, [mode, addr, maxnode]: readonly number[]): Result {
  const asked = modeOf(mode);
  if (typeof asked === 'number') return asked;
  const nodes = readNodes(task, addr, maxnode);
  if (typeof nodes === 'number') return nodes;
  const policy = newPolicy(asked.mode, asked.flags, nodes);
  if (typeof policy === 'number') return policy;
  task.mempolicy = policy;
  return 0;
}

/** Implements get_mempolicy(2). */
function getMempolicy(task: TaskStruct, args: readonly number[]): Result {
  const [modeAddr, nodesAddr, maxnode, addr, flags] = args;
  if (nodesAddr !== 0 && maxnode < 1) return -EINVAL;
  const told = describe(task, addr, flags);
  if (typeof told === 'number') return told;
  if (modeAddr !== 0 && !task.mem.copyOut(modeAddr, int(told.value))) return -EFAULT;
  return nodesAddr === 0 ? 0 : writeNodes(task, nodesAddr, maxnode, told.nodes);
}

/** do_get_mempolicy. */
function describe(
  task: TaskStruct,
  addr: number,
  flags: number,
): { value: number; nodes: NodeMask } | number {
  if (flags < 0 || flags > 7) return -EINVAL;
  if (flags & P.MPOL_F_MEMS_ALLOWED)
    return flags === P.MPOL_F_MEMS_ALLOWED ? { value: 0, nodes: NODE_0 } : -EINVAL;
  const byAddress = (flags & P.MPOL_F_ADDR) !== 0;
  const area = byAddress ? task.mm.vmas.at(addr) : undefined;
  if (byAddress ? area === undefined : addr !== 0) return byAddress ? -EFAULT : -EINVAL;
  const policy = byAddress ? area?.policy : task.mempolicy;
  const nodes = policy === undefined ? 0n : keepsAsked(policy.flags) ? policy.asked : policy.nodes;
  if ((flags & P.MPOL_F_NODE) === 0)
    return { value: policy === undefined ? P.MPOL_DEFAULT : policy.mode | policy.flags, nodes };
  if (byAddress) {
    // lookup_node makes the page present.
    const fault = handleFault(task.mm, addr, ACCESS.READ, task.process.stackLimit);
    return fault === FAULT.OK ? { value: 0, nodes } : -EFAULT;
  }
  const turns = policy?.mode === P.MPOL_INTERLEAVE || policy?.mode === P.MPOL_WEIGHTED_INTERLEAVE;
  return turns ? { value: 0, nodes } : -EINVAL;
}

const int = (value: number): Uint8Array => new Uint8Array(Int32Array.of(value).buffer);

/** The end of a range of pages, or a negative errno when it wraps around. */
function endOf(addr: number, length: number): number {
  return addr < 0 || length < 0 ? -EINVAL : addr + pageUp(length);
}

/** Implements mbind(2). */
function mbind(task: TaskStruct, args: readonly number[]): Result {
  const [addr, length, mode, nodesAddr, maxnode, flags] = args;
  const asked = modeOf(mode);
  if (typeof asked === 'number') return asked;
  const nodes = readNodes(task, nodesAddr, maxnode);
  if (typeof nodes === 'number') return nodes;
  if (flags & ~(P.MPOL_MF_STRICT | P.MPOL_MF_MOVE | P.MPOL_MF_MOVE_ALL)) return -EINVAL;
  if (flags & P.MPOL_MF_MOVE_ALL && !capable(task.cred, CAP_SYS_NICE)) return -EPERM;
  if (!isPageAligned(addr)) return -EINVAL;
  const end = endOf(addr, length);
  if (end < 0 || end === addr) return Math.min(end, 0);
  const policy = newPolicy(asked.mode, asked.flags, nodes);
  if (typeof policy === 'number') return policy;
  const { vmas } = task.mm;
  if (end > TASK_SIZE_MAX || !covered(task, addr, end)) return -EFAULT;
  vmas.split(addr);
  vmas.split(end);
  for (const area of vmas.overlapping(addr, end)) area.policy = policy;
  vmas.mergeAround(addr, end);
  return 0;
}

/** Areas lie everywhere in [start, end). */
function covered(task: TaskStruct, start: number, end: number): boolean {
  let at = start;
  for (const area of task.mm.vmas.overlapping(start, end)) {
    if (area.start > at) return false;
    at = area.end;
  }
  return at >= end;
}

/** Implements set_mempolicy_home_node(2). */
function setHomeNode(task: TaskStruct, [addr, length, node, flags]: readonly number[]): Result {
  if (!isPageAligned(addr) || flags !== 0 || node !== 0) return -EINVAL;
  const end = endOf(addr, length);
  if (end < 0 || end === addr) return Math.min(end, 0);
  let answer = -ENOENT;
  for (const { policy } of task.mm.vmas.overlapping(addr, end)) {
    if (policy === undefined) continue;
    if (policy.mode !== P.MPOL_BIND && policy.mode !== P.MPOL_PREFERRED_MANY) return -EOPNOTSUPP;
    answer = 0;
  }
  return answer;
}

/** Whose memory a call is about, or a negative errno. */
function target(task: TaskStruct, pid: number): TaskStruct | number {
  const found = pid === 0 ? task : findTask(task, pid);
  if (found === undefined) return -ESRCH;
  return mayAccess(task, found) ? found : -EPERM;
}

/** Implements migrate_pages(2): there is nowhere else for a page to go. */
function migratePages(task: TaskStruct, [pid, maxnode, oldAddr, newAddr]: readonly number[]): Result {
  const from = readNodes(task, oldAddr, maxnode);
  if (typeof from === 'number') return from;
  const to = readNodes(task, newAddr, maxnode);
  if (typeof to === 'number') return to;
  const whose = target(task, pid);
  if (typeof whose === 'number') return whose;
  if ((to & ~NODE_0) !== 0n && !capable(task.cred, CAP_SYS_NICE)) return -EPERM;
  return (to & NODE_0) === 0n ? -EINVAL : 0;
}

/** Implements move_pages(2): tells where pages are. */
function movePages(task: TaskStruct, args: readonly number[]): Result {
  const [pid, count, pages, nodes, status, flags] = args;
  if (flags & ~(P.MPOL_MF_MOVE | P.MPOL_MF_MOVE_ALL)) return -EINVAL;
  if (flags & P.MPOL_MF_MOVE_ALL && !capable(task.cred, CAP_SYS_NICE)) return -EPERM;
  const whose = target(task, pid);
  if (typeof whose === 'number') return whose;
  for (let i = 0; i < count; i++) {
    const pointer = task.mem.copyIn(pages + i * 8, 8);
    if (pointer === undefined) return -EFAULT;
    const addr = Number(new BigInt64Array(pointer.buffer)[0]);
    if (nodes !== 0) {
      const node = task.mem.copyIn(nodes + i * 4, 4);
      if (node === undefined) return -EFAULT;
      if (new Int32Array(node.buffer)[0] !== 0) return -ENODEV;
    }
    if (!task.mem.copyOut(status + i * 4, int(whereIs(whose, addr)))) return -EFAULT;
  }
  return 0;
}

/** The node of a page, or why it has none: -EFAULT for no memory and for the page of zeros that all share. */
function whereIs({ mm }: TaskStruct, addr: number): number {
  if (mm.vmas.at(addr) === undefined) return -EFAULT;
  const { directories, zeroPage } = mm.context;
  const { flags, pfn } = directories.tables.lookup(mm.root, addr - (addr % PAGE_SIZE));
  if (flags === 0) return -ENOENT;
  return pfn === zeroPage ? -EFAULT : 0;
}

export const mempolicyRows = [
  full('set_mempolicy', setMempolicy),
  full('get_mempolicy', getMempolicy),
  full('mbind', mbind),
  full('set_mempolicy_home_node', setHomeNode),
  full('migrate_pages', migratePages),
  full('move_pages', movePages),
];
