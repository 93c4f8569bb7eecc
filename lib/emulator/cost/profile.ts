/** A machine to be priced: everything about it that costs differ by. Cycles are core cycles. */
export interface Profile {
  readonly name: string;
  readonly title: string;
  /** What the figures are and where they come from, for the reader. */
  readonly description: string;
  /** Which of its figures are not its own: borrowed, or assumed. Empty when all were measured on it. */
  readonly assumptions: readonly string[];
  /** Core frequency, cycles a nanosecond. */
  readonly ghz: number;
  /** Frequency of the time-stamp counter. */
  readonly tscGhz: number;
  /** Kernel page-table isolation: the entry code that switches CR3 is used. */
  readonly pti: boolean;
  /** Whether the processor keeps TLB entries apart by PCID, so that a CR3 switch need not flush. */
  readonly pcid: boolean;
  readonly trap: TrapCosts;
  /** The call that its source timed, where that was not one that does nothing. */
  readonly timed?: { readonly call: string; readonly cycles: number };
  readonly clock: ClockCosts;
}

export interface TrapCosts {
  /** E: one `syscall`, through the kernel's entry and exit code and back, for a number that does not exist. */
  readonly roundTrip: number;
  /** One MOV to CR3, where page tables are switched. */
  readonly movCr3: number;
  /** Delivering an exception or interrupt through the IDT, and returning from it. */
  readonly exception: number;
  readonly iret: number;
  /** What `int n` costs beyond delivery: an exit to the hypervisor where the processor is virtualised. */
  readonly softwareInterrupt: number;
}

export interface ClockCosts {
  readonly rdtsc: number;
  readonly rdtscp: number;
}
