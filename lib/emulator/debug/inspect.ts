import { GPR } from '../cpu/types';
import type { Kernel } from '../kernel/kernel';
import { pageDown } from '../kernel/layout';
import { REG } from '../kernel/ptregs';
import type { TaskStruct } from '../kernel/task';
import type { Mapping } from '../kernel/types';
import { PTE, pfnOf, type VirtualAddress } from '../mm/pagetable';
import { PAGE_SIZE } from '../mm/physical';

/**
 * Registers of a program, as user_regs_struct of ptrace(2) names them: orig_rax is the number of the call it is in, or
 * -1.
 */
export const REGISTERS = [...GPR, 'orig_rax', 'rip', 'eflags', 'cs', 'ss', 'fs_base', 'gs_base'] as const;
export type RegisterName = (typeof REGISTERS)[number];
export type RegisterValues = Record<RegisterName, bigint>;

/** Words of pt_regs by general register, in encoding order. */
const SAVED: Record<(typeof GPR)[number], number> = {
  rax: REG.AX,
  rcx: REG.CX,
  rdx: REG.DX,
  rbx: REG.BX,
  rsp: REG.SP,
  rbp: REG.BP,
  rsi: REG.SI,
  rdi: REG.DI,
  r8: REG.R8,
  r9: REG.R9,
  r10: REG.R10,
  r11: REG.R11,
  r12: REG.R12,
  r13: REG.R13,
  r14: REG.R14,
  r15: REG.R15,
};

const unsigned = (value: number): bigint => BigInt.asUintN(64, BigInt(value));
const joined = (hi: number, lo: number): bigint => (BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0);

/** The processor's registers, in whichever mode it is. */
export function processorRegisters({ cpu }: Kernel): RegisterValues {
  const values = GPR.map((name, n) => [name, joined(cpu.gprHi(n), cpu.gprLo(n))] as const);
  return {
    ...(Object.fromEntries(values) as Record<(typeof GPR)[number], bigint>),
    orig_rax: unsigned(-1),
    rip: unsigned(cpu.rip),
    eflags: unsigned(cpu.rflags),
    cs: unsigned(cpu.cs),
    ss: unsigned(cpu.ss),
    fs_base: unsigned(cpu.fsBase),
    gs_base: unsigned(cpu.cpl === 3 ? cpu.gsBase : cpu.kernelGsBase),
  };
}

/** A task's registers in user mode: the processor's, or what was saved when the task came into the kernel. */
export function userRegisters(kernel: Kernel, task: TaskStruct): RegisterValues {
  const { cpu } = kernel;
  const current = kernel.current === task;
  if (current && cpu.cpl === 3) return processorRegisters(kernel);
  const { regs, thread } = task;
  const word = (n: number) => joined(regs.hi(n), regs.lo(n));
  return {
    ...(Object.fromEntries(GPR.map((name) => [name, word(SAVED[name])])) as Record<
      (typeof GPR)[number],
      bigint
    >),
    orig_rax: word(REG.ORIG_AX),
    rip: word(REG.IP),
    eflags: word(REG.FLAGS),
    cs: word(REG.CS),
    ss: word(REG.SS),
    fs_base: unsigned(current ? cpu.fsBase : thread.fsBase),
    gs_base: unsigned(current ? cpu.kernelGsBase : thread.gsBase),
  };
}

/** Bytes of a program's memory. `mapped` has a 1 for each that is there; the others read as 0. */
export interface MemoryBytes {
  address: VirtualAddress;
  bytes: Uint8Array;
  mapped: Uint8Array;
}

/** Bytes as the program would find them: pages that it has not touched yet are theirs too, and stay untouched. */
export function readMemory(task: TaskStruct, address: VirtualAddress, length: number): MemoryBytes {
  const read = { address, bytes: new Uint8Array(length), mapped: new Uint8Array(length) };
  for (let at = address; at < address + length; ) {
    const page = pageDown(at);
    const end = Math.min(page + PAGE_SIZE, address + length);
    const bytes = pageBytes(task, page);
    if (bytes) {
      read.bytes.set(bytes.subarray(at - page, end - page), at - address);
      read.mapped.fill(1, at - address, end - address);
    }
    at = end;
  }
  return read;
}

const ZEROS = new Uint8Array(PAGE_SIZE);

function pageBytes({ kernel, mm }: TaskStruct, page: VirtualAddress): Uint8Array | undefined {
  const { phys } = kernel;
  const frame = (pfn: number) => phys.u8.subarray(phys.offset(pfn), phys.offset(pfn + 1));
  const at = kernel.directories.tables.entryIndex(mm.root, page);
  const low = at < 0 ? 0 : phys.u32[at];
  if (low & PTE.P) return low & PTE.US ? frame(pfnOf(low, phys.u32[at + 1])) : undefined;
  const vma = mm.vmas.at(page);
  if (vma === undefined) return undefined;
  if (low !== 0) return frame(pfnOf(low, phys.u32[at + 1]));
  if (vma.backing === undefined) return ZEROS;
  const index = vma.index(page);
  const pfn = index < vma.backing.pages ? vma.backing.page(index) : 0;
  return pfn > 0 ? frame(pfn) : undefined;
}

/** What is mapped where in a program's memory, as /proc/PID/maps has it. */
export function mappings(task: TaskStruct): Mapping[] {
  return [...task.proc.mappings()];
}
