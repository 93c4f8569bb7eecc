import type { Kernel } from './kernel';
import type { TaskStruct } from './task';

/** Leaders of the processes of a group, dead ones left out. */
export function processesOf(kernel: Kernel, pgid: number): TaskStruct[] {
  return [...kernel.tasks()].filter((t) => t.pid === t.tgid && t.process.pgid === pgid);
}

/**
 * is_orphaned_pgrp: no member has a parent in another group of the same session, so that nobody would let it go on
 * once stopped. The first process counts as the child of a shell outside.
 */
export function isOrphaned(kernel: Kernel, pgid: number, without?: TaskStruct): boolean {
  return processesOf(kernel, pgid).every((task) => {
    if (task === without || !task.alive) return true;
    const { parent, process } = task;
    if (parent === undefined) return true;
    return parent.process.pgid === pgid || parent.process.sid !== process.sid;
  });
}
