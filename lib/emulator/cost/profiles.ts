import { CALL_PRICES } from './calls';
import type { Profile } from './profile';

/** MOV CR3, about 100 cycles at entry and at exit: kernel documentation, x86/pti.rst. */
const MOV_CR3 = 100;
/** Same-ring IRET, about 230 cycles: LKML, March 2015. */
const IRET = 230;
/** Bare round trip through an interrupt gate, 610 cycles (blitz/kernel_entry_benchmark), without its IRET. */
const EXCEPTION = 610 - IRET;

/** rdtsc 8.3 ns and rdtscp 13.6 ns, measured on the reference machine. */
const CLOCK = { rdtsc: 30, rdtscp: 50 };

/** The vDSO's clock takes about 14 cycles beside rdtscp: 64 cycles in all on the reference machine. */
const VDSO_REST = 14;

const HANDLERS = 'Prices of handlers, of copying and of page faults are those of measured-vm.';
const CLOCKS = 'Prices of rdtsc and rdtscp are those of measured-vm.';
const GATES =
  'Exceptions and iretq: 610 cycles a bare round trip (blitz/kernel_entry_benchmark), iretq 230 (LKML, 2015).';
const nominal = (what: string) => `Frequency: ${what}; the source gives cycles only.`;

const bare = (roundTrip: number, movCr3 = MOV_CR3): Profile['trap'] => ({
  roundTrip,
  movCr3,
  exception: EXCEPTION,
  iret: IRET,
  softwareInterrupt: 0,
});

/** The round trip on a machine where a call that does something was timed: the handler's share is priced apart. */
function without(call: string, cycles: number): number {
  const price = CALL_PRICES.get(call);
  if (!price) throw new Error(`${call} has no price`);
  return cycles - price.cycles;
}

const GARLOFF = 'getppid as K. Garloff of OTC timed it in 2018';

/** getppid without PTI, with PTI and PCID, with PTI and no PCID: two servers, one table. */
const garloff = (
  id: string,
  title: string,
  ghz: number,
  cycles: readonly [number, number, number],
): Profile[] => {
  const profile = (suffix: string, what: string, total: number, pti: boolean, pcid: boolean): Profile => ({
    name: `${id}${suffix}`,
    title: `${title}, ${what}`,
    description: `${total} cycles a system call: ${GARLOFF}.`,
    assumptions: [HANDLERS, CLOCKS, GATES, nominal('the base frequency Intel lists')],
    ghz,
    tscGhz: ghz,
    pti,
    pcid,
    // With PTI two writes of CR3 and the TLB misses that follow them are what the figure rose by.
    trap: bare(without('getppid', total), pti ? (total - cycles[0]) / 2 : MOV_CR3),
    timed: { call: 'getppid', cycles: total },
    clock: CLOCK,
  });
  return [
    profile('', 'PTI off', cycles[0], false, true),
    profile('-pti', 'PTI on with PCID', cycles[1], true, true),
    profile('-pti-nopcid', 'PTI on without PCID', cycles[2], true, false),
  ];
};

const MEASURED: Profile = {
  name: 'measured-vm',
  title: 'Xeon 3.65 GHz, Linux 6.18, in a virtual machine, PTI off',
  description:
    'The reference machine: every call was timed on it. A KVM guest inside another, so page faults, TLB flushes, fork ' +
    'and int 0x80 cost more than on bare metal; the syscall path does not.',
  assumptions: ['Calls that were not timed have the price of the nearest one that was.'],
  ghz: 3.65,
  tscGhz: 2.6,
  pti: false,
  pcid: true,
  trap: {
    roundTrip: 264,
    movCr3: MOV_CR3,
    exception: EXCEPTION,
    iret: IRET,
    // getpid by int 0x80 took 26,392 cycles; what delivery, iretq, the code between and getpid itself do not cover.
    softwareInterrupt: 25_710,
  },
  clock: CLOCK,
};

const SKYLAKE = garloff('skylake-sp', 'Skylake-SP Xeon Gold 6161', 2.2, [120, 520, 1150]);

/** Machine profiles, the default first. */
export const PROFILES: readonly Profile[] = [
  MEASURED,
  {
    ...MEASURED,
    name: 'measured-vm-strace',
    title: 'The same machine, the program under strace',
    description:
      'measured-vm with 6.08 us added to every call, the median of what strace added there (5.6 to 7.7 us).',
    assumptions: [...MEASURED.assumptions, 'Every call is slowed alike.'],
    trap: { ...MEASURED.trap, roundTrip: 264 + 6080 * MEASURED.ghz },
  },
  ...SKYLAKE,
  {
    ...SKYLAKE[1]!,
    name: 'skylake-sp-pti-ibrs',
    title: 'Skylake-SP Xeon Gold 6161, PTI on with PCID, early IBRS',
    description: `${520 + 2240} cycles a system call: 2,240 more than with PTI alone; ${GARLOFF}.`,
    trap: { ...SKYLAKE[1]!.trap, roundTrip: without('getppid', 520 + 2240) },
    timed: { call: 'getppid', cycles: 520 + 2240 },
  },
  ...garloff('broadwell', 'Broadwell Xeon E5-2667 v4', 3.2, [140, 580, 900]),
  {
    name: 'skylake-2018',
    title: 'Skylake, 2018, all mitigations of the time',
    description: '632 cycles (to 730) for a number that does not exist: uarch-bench, issue 34.',
    assumptions: [HANDLERS, CLOCKS, GATES, nominal('2.6 GHz is assumed')],
    ghz: 2.6,
    tscGhz: 2.6,
    pti: true,
    pcid: true,
    trap: bare(632),
    clock: CLOCK,
  },
  {
    name: 'kaby-lake',
    title: 'Kaby Lake Core i3-7100, Linux 6.6',
    description: '250 ns a system call: clearlinux, issue 3168.',
    assumptions: [HANDLERS, CLOCKS, GATES, 'Frequency: 3.9 GHz as Intel lists it. PTI is assumed to be on.'],
    ghz: 3.9,
    tscGhz: 3.9,
    pti: true,
    pcid: true,
    trap: bare(250 * 3.9),
    clock: CLOCK,
  },
  {
    name: 'coffee-lake',
    title: 'Coffee Lake Core i7-9700, no PTI',
    description:
      '210 cycles measured, 175 after the correction by .83 that the author gives: mode-switch-stat, issue 1.',
    assumptions: [HANDLERS, CLOCKS, GATES, nominal('the base frequency Intel lists')],
    ghz: 3,
    tscGhz: 3,
    pti: false,
    pcid: true,
    trap: bare(175),
    clock: CLOCK,
  },
  {
    name: 'zen2',
    title: 'Zen 2 Ryzen 5 3600',
    description:
      '249 cycles measured, 206 after the correction by .83 that the author gives: mode-switch-stat, issue 1.',
    assumptions: [HANDLERS, CLOCKS, GATES, nominal('the base frequency AMD lists')],
    ghz: 3.6,
    tscGhz: 3.6,
    pti: false,
    pcid: true,
    trap: bare(206),
    clock: CLOCK,
  },
  {
    name: 'zen3',
    title: 'Zen 3 Threadripper Pro 5975WX',
    description: 'gettid in 48.7 ns, the clock through the vDSO in 20.7 ns: azat, gist 622fa1f9.',
    assumptions: [HANDLERS, GATES, 'Frequency: the base frequency AMD lists, 3.6 GHz.'],
    ghz: 3.6,
    tscGhz: 3.6,
    pti: false,
    pcid: true,
    trap: bare(without('gettid', 48.7 * 3.6)),
    timed: { call: 'gettid', cycles: 48.7 * 3.6 },
    clock: { rdtsc: CLOCK.rdtsc, rdtscp: 20.7 * 3.6 - VDSO_REST },
  },
  {
    name: 'gvisor-kvm',
    title: 'gVisor on KVM, Xeon W-2135',
    description:
      '408 ns a system call, the clock through the vDSO in 41 ns: gVisor, pull requests 7370 and 6857.',
    assumptions: [HANDLERS, GATES, 'Frequency: the base frequency Intel lists, 3.7 GHz.'],
    ghz: 3.7,
    tscGhz: 3.7,
    pti: false,
    pcid: true,
    trap: bare(408 * 3.7),
    clock: { rdtsc: CLOCK.rdtsc, rdtscp: 41 * 3.7 - VDSO_REST },
  },
];

/** The profile a machine has unless told otherwise. */
export const DEFAULT_PROFILE = MEASURED.name;

/** A profile by name. Throws with the names there are. */
export function profile(name: string = DEFAULT_PROFILE): Profile {
  const found = PROFILES.find((p) => p.name === name);
  if (found) return found;
  throw new Error(`unknown machine profile '${name}'; there are ${PROFILES.map((p) => p.name).join(', ')}`);
}
