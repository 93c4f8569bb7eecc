import type { Kernel } from './kernel/kernel';
import type { TaskStruct } from './kernel/task';
import type { VirtualAddress } from './mm/pagetable';
import { PTE } from './mm/pagetable';
import { PAGE_SIZE } from './mm/physical';

/**
 * Where a run is to stop: before the user instruction at an address, or at one of several; when a system call has come
 * in and its handler has not begun; after the instruction that changes a register (by number in encoding order) of the
 * process that runs now, or bytes of its memory; when a task has the processor again, or is no more.
 */
export type Until =
  | { at: VirtualAddress | ReadonlySet<VirtualAddress> }
  | { call: true }
  | { register: number }
  | { address: VirtualAddress; length: number }
  | { turn: TaskStruct };

/** Looks whether what is watched has changed since the last look. */
export type Watch = () => boolean;

/** A watch for the task that runs now, or undefined when `until` is none that has to look after every instruction. */
export function watchFor(kernel: Kernel, until: Until): Watch | undefined {
  const { current: task, cpu } = kernel;
  if ('register' in until) {
    const { register } = until;
    const value = () => `${cpu.gprHi(register)} ${cpu.gprLo(register)}`;
    let before = value();
    return () => {
      // In the kernel the registers are its own.
      if (cpu.cpl !== 3 || kernel.current !== task) return false;
      const now = value();
      const changed = now !== before;
      before = now;
      return changed;
    };
  }
  if ('address' in until) {
    if (task === undefined) return undefined;
    const { mm } = task;
    const value = () => peek(kernel, mm.root, until.address, until.length).join();
    let before = value();
    return () => {
      const now = value();
      const changed = now !== before;
      before = now;
      return changed;
    };
  }
  return undefined;
}

/** Bytes of an address space as they are, without touching anything; what is not mapped counts as -1. */
export function peek(kernel: Kernel, root: number, address: VirtualAddress, length: number): number[] {
  const { phys, directories } = kernel;
  const bytes: number[] = [];
  for (let va = address; va < address + length; va++) {
    const { pfn, flags } = directories.tables.lookup(root, va);
    const offset = va - Math.floor(va / PAGE_SIZE) * PAGE_SIZE;
    bytes.push(flags & PTE.P ? phys.u8[phys.offset(pfn) + offset] : -1);
  }
  return bytes;
}
