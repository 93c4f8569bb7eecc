import type { VirtualAddress } from '../mm/pagetable';
import type { Keeper } from '../snapshot/keeper';

/** General registers in encoding order. */
export const GPR = [
  'rax',
  'rcx',
  'rdx',
  'rbx',
  'rsp',
  'rbp',
  'rsi',
  'rdi',
  'r8',
  'r9',
  'r10',
  'r11',
  'r12',
  'r13',
  'r14',
  'r15',
] as const;

/** Virtual time is counted in ticks, so that an instruction can cost less than a core cycle. */
export const TICKS_PER_CYCLE = 64;

/** Why `run` came back. */
export const EXIT = {
  /** The tick limit was reached; rip is at an instruction boundary. */
  LIMIT: 0,
  /** `vmcall` at CPL 0: the kernel's handlers take over; rip is after it. */
  VMCALL: 1,
  /** `hlt` at CPL 0: nothing to do until an interrupt. */
  HLT: 2,
  /** A fault could not be delivered (no IDT entry, stack not mapped): the machine is dead. */
  TRIPLE_FAULT: 3,
  /** One instruction was stepped, or a breakpoint was reached. */
  STOP: 4,
  /** A `vmcall` has been served in its place: what `Cpu.serve` answered was SERVICE.COME_OUT. */
  SERVED: 5,
} as const;

/** What `Cpu.serve` makes of a `vmcall`. */
export const SERVICE = {
  /** It has been served, and the processor goes on with the state that it now has. */
  GO_ON: 0,
  /** It has been served; `run` comes back with EXIT.SERVED. */
  COME_OUT: 1,
  /** Nothing has happened; `run` comes back with EXIT.VMCALL. */
  NOT: 2,
} as const;
export type Service = (typeof SERVICE)[keyof typeof SERVICE];

/** The part of a machine profile that the processor itself needs: what instructions cost, in ticks. */
export interface InstructionCosts {
  /** Ticks for one encoding (`Encoding.id`), register form; memory operands cost `load` and `store` more. */
  readonly byEncoding: Float64Array;
  readonly load: number;
  readonly store: number;
  /** Ticks added by a LOCK prefix, and by xchg with memory. */
  readonly lock?: number;
  /** Ticks added by delivering an exception or interrupt through the IDT. */
  readonly exception: number;
  /** TSC frequency over core frequency: rdtsc answers cycles times this. */
  readonly tscPerCycle: number;
}

/** What somebody wants to see of runs. */
export interface Observed {
  /** Addresses in user mode before which runs stop. */
  readonly breakpoints: ReadonlySet<VirtualAddress>;
  /** Whether executions are counted. */
  readonly counting: boolean;
}

/** Places in Cpu.times: now, when the last `syscall` or `int n` left CPL 3, and when CPL 3 was last entered. */
export const TIME = { NOW: 0, TRAP: 1, RETURN: 2 } as const;

/** One x86-64 processor in long mode. Registers live in the WebAssembly.Memory between runs. */
export interface Cpu extends Keeper {
  /**
   * Runs until virtual time reaches `untilTicks` or something leaves the processor; answers an EXIT.
   * Exceptions, `int n`, `iretq`, `syscall` and `sysretq` happen inside, through IDT and MSRs in guest memory.
   */
  run(untilTicks: number): number;
  /**
   * Serves a `vmcall` of code that runs often in its place, which is quicker than to come back for it. `times` is as at
   * an exit, and everything may be changed as after one.
   */
  serve: () => Service;
  /** Makes the bytes that it keeps in memory 0 again: it is not used any more. */
  wipe(): void;
  /** Runs exactly one instruction (an exception it raises is delivered). */
  step(): number;
  /**
   * Makes runs stop (EXIT.STOP) before user instructions at breakpoints, and counts how often each user instruction is
   * executed. All code is translated anew for it; without either, nothing is paid.
   */
  observe(observed: Observed): void;
  /** Counts by address, since counting began. */
  executions(): ReadonlyMap<VirtualAddress, number>;
  /** Page tables of the current address space have changed in [start, end), whole pages: old translations go. */
  flushRange(start: VirtualAddress, end: VirtualAddress): void;
  /** What CPUID answers: eax, ebx, ecx, edx. */
  cpuid(leaf: number, subleaf: number): readonly [eax: number, ebx: number, ecx: number, edx: number];
  /** Virtual time in ticks since boot; exact below 2^53. Assign to charge time that code did not execute. */
  ticks: number;
  /** Lets so many ticks pass that code did not execute: a whole number below 2^30. */
  spend(ticks: number): void;
  /** Virtual times in ticks as of the last exit, by TIME. They are in an array, as a number that a getter answers is made anew each time. */
  readonly times: Float64Array;
  /** Instructions retired at CPL 3, and in all. */
  readonly userInstructions: number;
  readonly instructions: number;

  /** Low and high halves of general register `n` (encoding order), unsigned. */
  gprLo(n: number): number;
  gprHi(n: number): number;
  setGpr(n: number, lo: number, hi: number): void;
  /** A register that holds a virtual address, as a signed number. */
  gprAddress(n: number): VirtualAddress;
  setGprAddress(n: number, va: VirtualAddress): void;
  rip: VirtualAddress;
  /** RFLAGS, complete (lazily kept flags are worked out). */
  rflags: number;
  /** Current privilege level, 0 or 3: CS.RPL. Selectors in CS and SS follow it. */
  readonly cpl: number;
  cs: number;
  ss: number;
  fsBase: VirtualAddress;
  gsBase: VirtualAddress;
  kernelGsBase: VirtualAddress;
  cr2: VirtualAddress;
  /** CR0 and CR4, their low 32 bits. */
  cr0: number;
  cr4: number;
  /** State components that are in use: XSETBV. */
  xcr0: number;
  /** The x87, MMX and SSE state itself, as the 512 bytes that FXSAVE64 writes. */
  readonly fx: Uint8Array;
  /** The whole register: root pfn in bits 12 to 51, PCID in bits 0 to 11. Assigning flushes as MOV to CR3 does. */
  cr3: number;
  /** Sets CR3 under CR4.PCIDE; `kept` is its no-flush bit: what is cached under the PCID stays. */
  switchCr3(value: number, kept: boolean): void;
  /** Model-specific registers by number (SDM vol. 4): EFER STAR LSTAR CSTAR FMASK FS_BASE GS_BASE KERNEL_GS_BASE TSC_AUX. */
  rdmsr(msr: number): VirtualAddress;
  wrmsr(msr: number, value: VirtualAddress): void;
  /** Base and limit of the descriptor tables; the task register's TSS gives RSP0 and IST. */
  setIdt(base: VirtualAddress, limit: number): void;
  setGdt(base: VirtualAddress, limit: number): void;
  setTss(base: VirtualAddress): void;
  /** Sets where the numbers of RDRAND begin. */
  seedRandom(seed: number): void;
  /** The x87, MMX and SSE state as FXSAVE64 writes it: the 416 bytes of it that mean something. */
  fxImage(): Uint8Array;
  /** Takes that state from an image; answers false when FXRSTOR64 would refuse it. */
  setFxImage(image: Uint8Array): boolean;

  /** Raises an external interrupt now, if RFLAGS.IF allows; answers whether it was taken. */
  interrupt(vector: number): boolean;
  /** Forgets the translation of one page of the current address space (INVLPG), or of all. Needed after a PTE loses rights. */
  invlpg(va: VirtualAddress): void;
  flushTlb(): void;
  /** The last exception delivered that user code caused, for messages: vector, error code, rip and up to 15 bytes. */
  readonly lastFault: Fault | undefined;
  /** After EXIT.TRIPLE_FAULT: what could not be delivered, in words. */
  readonly deadBecause: string;
}

/** An exception as it was raised. */
export interface Fault {
  vector: number;
  errorCode: number;
  rip: VirtualAddress;
  /** CR2 for a page fault. */
  address: VirtualAddress;
  /** Bytes at rip, as far as they could be read. */
  readonly bytes: Uint8Array;
  /** Mnemonic where it was decoded, for #UD notes. */
  mnemonic: string;
}
