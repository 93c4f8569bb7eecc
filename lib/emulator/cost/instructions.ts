import { ENCODINGS } from '../../isa/table';
import type { Encoding } from '../../isa/types';
import type { InstructionCosts } from '../cpu/types';
import { TICKS_PER_CYCLE } from '../cpu/types';
import type { Profile } from './profile';

/**
 * What instructions cost, in core cycles. An out-of-order core has no fixed price for one instruction; this is what an
 * ordinary one adds where nothing waits for it, four a cycle. Those that serialise or go to microcode were timed on the
 * reference machine: rdtsc 30, rdtscp 50, lfence 15, a locked instruction 18, pause 40, mfence 40.
 */
const ORDINARY = 0.25;

function of(cycles: number, mnemonics: string): Record<string, number> {
  return Object.fromEntries(mnemonics.split(' ').map((name) => [name, cycles]));
}

const BY_MNEMONIC: Readonly<Record<string, number>> = {
  // One a cycle: Intel's optimization manual, table of instruction throughput. Division by its latency for 32 bits.
  mul: 1,
  imul: 1,
  div: 12,
  idiv: 12,
  // These touch the stack as well as a register.
  push: 2 * ORDINARY,
  pop: 2 * ORDINARY,
  call: 2 * ORDINARY,
  ret: 2 * ORDINARY,
  leave: 2 * ORDINARY,
  enter: 4 * ORDINARY,
  // Cycles from one to the next, less the moves around it, as tests/bench/src/prices.c timed them on a Xeon of family 6,
  // model 207: the least of 4,000 runs of 64; two runs differed by a tenth at most.
  ...of(3, 'divss divps sqrtss sqrtps pcmpistri pcmpistrm'),
  ...of(4, 'divsd divpd pcmpestri'),
  ...of(5, 'pcmpestrm ldmxcsr'),
  ...of(6, 'sqrtsd sqrtpd'),
  ...of(
    1,
    'fld fild fst fstp fist fistp fisttp fxch fchs fabs fadd faddp fsub fsubp fsubr fsubrp fmul fmulp',
  ),
  ...of(2, 'fcom fcomp fcompp fucom fucomp fucompp fcomi fcomip fucomi fucomip ftst fxam fnstcw fnstsw'),
  ...of(4, 'fdiv fdivp fdivr fdivrp'),
  fldcw: 5,
  fsqrt: 7,
  fxtract: 8,
  frndint: 10,
  fscale: 12,
  fprem: 26,
  fbld: 27,
  fprem1: 28,
  fyl2x: 54,
  fyl2xp1: 57,
  f2xm1: 68,
  ...of(76, 'fninit fnstenv fxsave fxrstor'),
  // As many times dearer than FXSAVE and FXRSTOR as a Xeon was seen to make them.
  ...of(112, 'xsave xsaveopt xsavec'),
  xrstor: 144,
  fcos: 114,
  fldenv: 138,
  fsin: 138,
  fpatan: 141,
  fsincos: 150,
  fptan: 154,
  fnsave: 172,
  frstor: 194,
  fbstp: 264,
  lfence: 15,
  mfence: 40,
  pause: 40,
  cpuid: 100,
  xgetbv: 17,
};

/** A locked read-modify-write, less the instruction itself. */
const LOCK = 18 - 3 * ORDINARY;

/**
 * Instructions between `syscall` and `sysretq` in the kernel's entry code, and between a fault and `iretq`, as this
 * table prices them, in cycles.
 */
const ENTRY_PATH = { plain: 36, pti: 40 };
const FAULT_PATH = { plain: 36, pti: 40 };

/**
 * Prices of all encodings under a profile. Timed was the whole way from `syscall` to user mode: what the instructions
 * between do not cover is put on `syscall` and `sysretq` in equal parts, since nobody has timed them alone.
 */
export function instructionCosts(profile: Profile): InstructionCosts {
  const { trap, clock } = profile;
  const between = along(profile, ENTRY_PATH);
  const gate = Math.max(ORDINARY, (trap.roundTrip - between) / 2);
  const own: Readonly<Record<string, number>> = {
    syscall: gate,
    sysret: gate,
    iret: trap.iret,
    int: trap.softwareInterrupt,
    rdtsc: clock.rdtsc,
    rdtscp: clock.rdtscp,
    vmcall: 0,
  };
  const cycles = ENCODINGS.map((e) =>
    writesCr3(e) ? trap.movCr3 : (own[e.mnemonic] ?? BY_MNEMONIC[e.mnemonic] ?? ORDINARY),
  );
  return {
    byEncoding: Float64Array.from(cycles, ticks),
    load: ticks(ORDINARY),
    store: ticks(ORDINARY),
    lock: ticks(LOCK),
    exception: ticks(trap.exception),
    tscPerCycle: profile.tscGhz / profile.ghz,
  };
}

/** What a page fault costs on the way in and out, without the kernel's work on it. */
export function faultPath(profile: Profile): number {
  return profile.trap.exception + profile.trap.iret + along(profile, FAULT_PATH);
}

function along(profile: Profile, path: { plain: number; pti: number }): number {
  return profile.pti ? path.pti + 2 * profile.trap.movCr3 : path.plain;
}

function writesCr3(e: Encoding): boolean {
  return e.mnemonic === 'mov' && e.operands[0] === 'Cq';
}

const ticks = (cycles: number) => Math.round(cycles * TICKS_PER_CYCLE);
