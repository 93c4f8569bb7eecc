import { SI_KERNEL, SIGKILL } from '../../../abi/signal';
import { PAGE_SIZE } from '../../mm/physical';
import type { Kernel } from '../kernel';
import type { TaskStruct } from '../task';
import { VM } from './vma';

/** LOG_WARNING and LOG_ERR of syslog(3). */
const WARNING = 4;
const ERROR = 3;
/** Whoever has this oom_score_adj is never killed: OOM_SCORE_ADJ_MIN. */
const NEVER = -1000;
const kilobytes = (pages: number): string => `${(pages * PAGE_SIZE) / 1024}kB`;

/**
 * Memory is nearly full: out_of_memory. The largest process is killed, and its memory taken at once (oom_reap_task), unless it is the one that asks, which ends on its way back to user mode.
 */
export function outOfMemory(kernel: Kernel): void {
  const { current } = kernel;
  if (current?.process.oomKilled) return;
  const victim = selectVictim(kernel);
  if (victim === undefined) return;
  if (current !== undefined) {
    const { comm, process } = current;
    const adjust = process.adjustable.oomScoreAdj;
    const mask = 'gfp_mask=0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO)';
    kernel.log.print(WARNING, `${comm} invoked oom-killer: ${mask}, order=0, oom_score_adj=${adjust}`);
  }
  kill(kernel, victim);
  if (victim.mm !== current?.mm) reap(victim);
}

/** select_bad_process. */
function selectVictim(kernel: Kernel): TaskStruct | undefined {
  let worst: TaskStruct | undefined;
  let most = 0;
  for (const task of kernel.tasks()) {
    if (task.pid !== task.tgid || !task.alive || task.process.oomKilled || task.process.unkillable) continue;
    const points = badness(task, kernel.phys.frames);
    if (points > most) [worst, most] = [task, points];
  }
  return worst;
}

/** oom_badness: pages and tables, and what oom_score_adj makes of them. */
function badness({ mm, process, proc }: TaskStruct, total: number): number {
  const adjust = process.adjustable.oomScoreAdj;
  if (adjust === NEVER) return 0;
  return Math.max(1, mm.rss + proc.pageTables() + (adjust * total) / 1000);
}

/** __oom_kill_process. */
function kill(kernel: Kernel, victim: TaskStruct): void {
  const { mm, comm, cred, process, proc } = victim;
  let pages = 0;
  const resident = { anonymous: 0, file: 0, shmem: 0 };
  for (const area of proc.mappings()) {
    pages += (area.end - area.start) / PAGE_SIZE;
    const { anonymous, file, shmem } = area.resident();
    resident.anonymous += anonymous;
    resident.file += file;
    resident.shmem += shmem;
  }
  kernel.log.print(
    ERROR,
    `Out of memory: Killed process ${victim.tgid} (${comm}) total-vm:${kilobytes(pages)}, ` +
      `anon-rss:${kilobytes(resident.anonymous)}, file-rss:${kilobytes(resident.file)}, ` +
      `shmem-rss:${kilobytes(resident.shmem)}, UID:${cred.uid} pgtables:${kilobytes(proc.pageTables())} ` +
      `oom_score_adj:${process.adjustable.oomScoreAdj}`,
  );
  const note = `the machine's memory is full (${(kernel.phys.frames * PAGE_SIZE) / 2 ** 20} MiB), and this was the largest process; give it more in the settings`;
  const info = { signo: SIGKILL, code: SI_KERNEL, pid: 0, uid: 0, address: 0, note };
  // Others that have the memory too go with it.
  for (const task of kernel.tasks()) {
    if (!task.alive || task.mm !== mm || task.process.oomKilled) continue;
    task.process.oomKilled = true;
    kernel.totals.oomKills++;
    kernel.signals.send(task, info);
  }
}

/** __oom_reap_task_mm: what is its own goes before it has ended. */
function reap({ mm }: TaskStruct): void {
  for (const { start, end, flags } of mm.vmas) if ((flags & VM.SHARED) === 0) mm.unmapPages(start, end);
}
