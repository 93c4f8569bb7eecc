import type { Dentry } from '../vfs/types';
import type { TaskStruct } from './task';
import type { Task } from './types';
import type { UserNamespace } from './user_namespace';

/** include/linux/pid_namespace.h. */
export const MAX_PID_NS_LEVEL = 32;

/**
 * The numbers that processes have for those of one namespace: struct pid_namespace. All else in the kernel knows a
 * process by its number in the first, which is not kept here.
 */
export class PidNamespace {
  readonly level: number;
  /** Its first process, which becomes the parent of orphans; when it ends, so do all others: child_reaper. */
  reaper: TaskStruct | undefined;
  /** Nobody can be made in it any more. */
  ended = false;
  private last = 0;
  private readonly numbers = new Map<number, number>();
  private readonly pids = new Map<number, number>();

  constructor(
    /** The file that stands for it in /proc/[pid]/ns. */
    readonly file: Dentry,
    readonly user: UserNamespace,
    readonly parent?: PidNamespace,
  ) {
    this.level = parent === undefined ? 0 : parent.level + 1;
  }

  /** Gives a process a number here and in all above but the first; those asked for begin with the one here: alloc_pid. */
  add(pid: number, [wanted, ...above]: readonly number[] = []): void {
    if (this.parent === undefined) return;
    this.parent.add(pid, above);
    let number = wanted ?? this.last + 1;
    while (wanted === undefined && this.pids.has(number)) number++;
    if (wanted === undefined) this.last = number;
    this.numbers.set(pid, number);
    this.pids.set(number, pid);
  }

  /** Its number here, 0 if it is not seen from here: pid_nr_ns. */
  see(pid: number): number {
    return this.parent === undefined ? pid : (this.numbers.get(pid) ?? 0);
  }

  /** Whose number here this is, or -1: find_pid_ns. */
  find(number: number): number {
    return this.parent === undefined ? number : (this.pids.get(number) ?? -1);
  }

  /** This namespace is `other`, or within it. */
  within(other: PidNamespace): boolean {
    return this === other || (this.parent?.within(other) ?? false);
  }
}

/** find_task_by_vpid: the task that a process means by a number. */
export const findTask = <T>(
  { kernel, pidNamespace }: { kernel: { task(pid: number): T | undefined }; pidNamespace: PidNamespace },
  number: number,
): T | undefined => kernel.task(pidNamespace.find(number));

/** pid_vnr: what a process calls the one whose pid this is. */
export const numberFor = (task: Pick<Task, 'pidNamespace'>, pid: number): number =>
  task.pidNamespace.see(pid);

/** A process's numbers in its own namespace and those above it up to the one that looks, which comes first: NSpid. */
export function numbersFrom(looker: PidNamespace, { pidNamespace }: Task, pid: number): number[] {
  const numbers: number[] = [];
  for (let at: PidNamespace | undefined = pidNamespace; at !== undefined; at = at.parent) {
    numbers.unshift(at.see(pid));
    if (at === looker) break;
  }
  return numbers;
}
