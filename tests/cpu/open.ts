import { Decoder } from '../../lib/emulator/cpu/decode/decoder';
import type { Inst } from '../../lib/emulator/cpu/decode/inst';
import { type Case, CODE, type Outcome } from './layout';

/** What a question leaves uncompared. `fault`: vector, error code and address; `pointers`: FOP, FIP and FDP. */
export type Aspect = 'all' | 'fault' | 'address' | 'x87' | 'pointers' | 'memory';

/** Where a case ended, on both processors. */
interface End {
  /** The instruction that raised what ended it here, if it is one. */
  inst: Inst | undefined;
  /** All instructions of the case. */
  insts: readonly Inst[];
  /** The bytes from where it ended here. */
  bytes: Uint8Array;
  real: Outcome;
  ours: Outcome;
  vendor: string;
}

/** Something that the manuals leave open, or in which the makers differ; ours is GenuineIntel. */
interface Question {
  readonly what: string;
  readonly source: string;
  readonly open: Aspect;
  when(end: End): boolean;
}

/** #SS #GP #PF #AC: exceptions that an access raises. */
const OF_ACCESS = new Set([12, 13, 14, 17]);
/** #UD and #GP. */
const DECODING = new Set([6, 13]);
/** #UD and #PF. */
const FETCHING = new Set([6, 14]);
const PREFIXES = new Set([0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3]);
const isRex = (byte: number) => (byte & 0xf0) === 0x40;
const beginsVex = (bytes: Uint8Array): boolean =>
  [0xc4, 0xc5, 0x62].includes(bytes.find((byte) => !PREFIXES.has(byte) && !isRex(byte)) ?? 0);
const bothOfAccess = ({ real, ours }: End) => OF_ACCESS.has(real.vector) && OF_ACCESS.has(ours.vector);
const is = ({ inst }: End, names: RegExp) => inst !== undefined && names.test(inst.encoding.mnemonic);
const has = ({ insts }: End, names: RegExp) => insts.some(({ encoding }) => names.test(encoding.mnemonic));
const isAmd = ({ vendor }: End) => vendor === 'AuthenticAMD';

const QUESTIONS: readonly Question[] = [
  {
    what: 'which of several faults of one instruction with two operands in memory comes first',
    source: 'SDM vol. 3, section 6.9',
    open: 'fault',
    when: (end) => bothOfAccess(end) && is(end, /^(movsb?|cmpsb?|cmpxchg16b)$/),
  },
  {
    what: 'whether a call finds a bad target or a bad stack first',
    source: 'SDM vol. 3, section 6.9',
    open: 'fault',
    when: (end) => bothOfAccess(end) && is(end, /^call$/),
  },
  {
    what: 'whether a call to no canonical address has written the return address below the stack pointer',
    source: 'SDM vol. 2, "CALL": the check comes first; Intel was seen to write, AMD not',
    open: 'memory',
    when: (end) => end.real.vector === 13 && is(end, /^call$/),
  },
  {
    what: 'which of the many bytes of an image is the one that faults',
    source: 'no manual tells the order of FXSAVE, FNSAVE and their kin',
    open: 'address',
    when: (end) => is(end, /^(fldenv|fnstenv|frstor|fnsave|fxsave|fxrstor|xsave|xrstor|xsaveopt)$/),
  },
  {
    what: 'whether the first eight of ten bytes are stored when the rest faults',
    source: 'SDM vol. 3, section 8.1.1: such an access may be several; Intel was seen to store',
    open: 'memory',
    when: (end) => OF_ACCESS.has(end.real.vector) && end.inst?.operands[0]?.size === 't',
  },
  {
    what: 'at which byte a masked store faults, and whether it does with an empty mask',
    source: 'SDM vol. 2, "MASKMOVDQU": implementation specific',
    open: 'address',
    when: (end) => is(end, /^maskmov/),
  },
  {
    what: 'whether sixteen bytes that are stored by a mask are looked at for their alignment',
    source: 'SDM vol. 2, "MASKMOVDQU" does not tell',
    open: 'all',
    when: (end) => end.real.vector === 17 && has(end, /^maskmov/),
  },
  {
    what: 'whether the stack of the x87 unit is turned already when a store of an MMX register faults',
    source: 'SDM vol. 1, section 9.5 tells of instructions that end; Intel was seen to turn it',
    open: 'x87',
    when: (end) => end.inst?.encoding.family === 'mmx' && OF_ACCESS.has(end.real.vector),
  },
  {
    what: 'whether an x87 exception that forbids a store comes before a fault of its address',
    source: 'SDM vol. 3, table 6-2 does not tell; Intel was seen not to look at the address, AMD to look',
    open: 'all',
    when: (end) => isAmd(end) && OF_ACCESS.has(end.real.vector) && has(end, /^fb?i?stt?p?/),
  },
  {
    what: 'whether the pointers of the x87 unit are kept and saved while no exception is pending',
    source: 'APM vol. 2, section 11.4.4; SDM vol. 1, section 8.1.8',
    open: 'pointers',
    when: isAmd,
  },
  {
    what: 'the same, in an image in memory',
    source: 'APM vol. 2, section 11.4.4',
    open: 'all',
    when: (end) => isAmd(end) && has(end, /^(fnstenv|fnsave|fxsave)$/),
  },
  {
    what: 'which of several NaNs a dot product takes',
    source: 'SDM vol. 2, "DPPS" and "DPPD", leave the order of the sum open',
    open: 'all',
    when: (end) => isAmd(end) && has(end, /^dpp[sd]$/),
  },
  {
    what: 'repeated instructions with 32-bit addresses: cut registers; flags after a page fault',
    source: 'SDM vol. 2, "REP" tells of the flags; the rest was seen',
    open: 'all',
    when: (end) =>
      isAmd(end) &&
      end.insts.some(({ repeat, encoding, addressSize }) => {
        const faults = encoding.rep === 'repz' && end.real.vector === 14;
        return repeat !== 0 && encoding.rep !== '' && (addressSize === 4 || faults);
      }),
  },
  {
    what: 'whether an instruction is too long or undefined, where it is both',
    source: 'SDM vol. 3, table 6-2: of one class',
    open: 'fault',
    when: ({ inst, real, ours }) =>
      inst === undefined && DECODING.has(real.vector) && DECODING.has(ours.vector),
  },
  {
    what: 'whether the byte after fifteen is fetched',
    source: 'SDM vol. 2, section 2.3.11, tells of the limit alone',
    open: 'fault',
    when: ({ inst, real, ours }) => inst === undefined && real.vector === 14 && ours.vector === 13,
  },
  {
    what: 'how much of an undefined instruction is fetched',
    source: 'SDM vol. 3, table 6-2, tells of an order between fetching and decoding, and not how far',
    open: 'fault',
    when: (end) => isAmd(end) && end.inst === undefined && end.real.vector === 6,
  },
  {
    what: 'how much is fetched of what begins as VEX or EVEX do, where the extension is not there',
    source: 'SDM vol. 2, section 2.3: the real one has AVX, ours does not announce it',
    open: 'fault',
    when: ({ inst, real, ours, bytes }) =>
      inst === undefined && FETCHING.has(real.vector) && FETCHING.has(ours.vector) && beginsVex(bytes),
  },
  {
    what: 'the bit MM of MXCSR, which AMD has alone',
    source: 'APM vol. 1, section 4.2.2',
    open: 'all',
    when: (end) => (end.real.mxcsr & 0x20000) !== 0,
  },
  {
    what: 'pause with REX.B, which exchanges r8 on AMD',
    source: 'SDM vol. 2, "PAUSE"; APM vol. 3, "NOP"',
    open: 'all',
    when: (end) => isAmd(end) && has(end, /^pause$/),
  },
  {
    what: 'hints with a register for 0F 0D, movsxd of 16 bits and undefined opcodes at the end of a page',
    source: 'SDM vol. 2, "NOP", "MOVSXD", "UD"; APM vol. 3, "PREFETCH", "MOVSXD", "UD0"',
    open: 'all',
    when: (end) => isAmd(end) && has(end, /^(nop|movsxd|ud[01])$/),
  },
];

/** What the outcome of a case says nothing about. */
export function openAspects(test: Case, real: Outcome, ours: Outcome, vendor: string): ReadonlySet<Aspect> {
  const decoder = new Decoder();
  const decode = (offset: number) => decoder.decode(test.code, offset, CODE + test.offset + offset);
  const insts = test.steps
    .filter(({ offset }) => offset < test.code.length)
    .map(({ offset }) => decode(offset))
    .filter((inst): inst is Inst => inst.encoding !== undefined);
  const at = Number(ours.rip) - CODE - test.offset;
  const last = at >= 0 && at < test.code.length ? decode(at) : undefined;
  const inst = last?.encoding === undefined ? undefined : last;
  const bytes = test.code.subarray(Math.max(0, Math.min(at, test.code.length)));
  const end: End = { inst, insts, bytes, real, ours, vendor };
  return new Set(QUESTIONS.filter((q) => q.when(end)).map((q) => q.open));
}
