import type { Registers } from '../registers';
import { STATE } from '../state';
import { gprField, type Identity, type Machine, setLow } from './machine';
import { CR4_OSXSAVE, XCR0_KNOWN, XSAVE_BYTES } from './xsave';

/** Feature bits of the instructions that are here; the rest stay 0. SDM vol. 2, "CPUID", and AMD's APM vol. 3, appendix E. */
const bits = (...positions: number[]): number => positions.reduce((sum, n) => sum | (1 << n), 0) >>> 0;

/** FPU TSC MSR PAE CX8 PGE CMOV CLFSH MMX FXSR SSE SSE2. */
export const LEAF_1_EDX = bits(0, 4, 5, 6, 8, 13, 15, 19, 23, 24, 25, 26);
/** SSE3 SSSE3 CX16 PCID SSE4.1 SSE4.2 MOVBE POPCNT XSAVE RDRAND; OSXSAVE is what CR4 has. */
const LEAF_1_ECX = bits(0, 9, 13, 17, 19, 20, 22, 23, 26, 30);
const OSXSAVE = bits(27);
/** Leaf 0xD, subleaf 1: XSAVEOPT, XSAVEC, XGETBV with ECX = 1. */
const LEAF_D_1_EAX = bits(0, 1, 2);
/** FSGSBASE BMI1 FDP_EXCPTN_ONLY SMEP BMI2 ERMS "FCS and FDS deprecated" RDSEED ADX. */
const LEAF_7_EBX = bits(0, 3, 6, 7, 8, 9, 13, 18, 19);
/** RDPID. */
const LEAF_7_ECX = bits(22);
/** LAHF ABM PREFETCHW. */
const EXTENDED_ECX = bits(0, 5, 8);
/** SYSCALL NX RDTSCP LM. */
const EXTENDED_EDX = bits(11, 20, 27, 29);
const CLFLUSH_LINE = 64;
const ADDRESS_BITS = (48 << 8) | 40;
/** The time-stamp counter runs at one rate whatever happens. */
const INVARIANT_TSC = bits(8);
/** The highest basic leaf. */
const HIGHEST = 0xd;

interface Cache {
  readonly level: number;
  readonly kilobytes: number;
  readonly ways: number;
}
/** The data caches of the measured machine, whose borders the cost model has: cost/transfer.ts. */
const L1: Cache = { level: 1, kilobytes: 48, ways: 12 };
const L2: Cache = { level: 2, kilobytes: 2048, ways: 16 };
/** How leaf 0x80000006 writes sixteen ways. SDM vol. 2, "CPUID". */
const SIXTEEN_WAYS = 8;

/** Leaf 4 for one cache: type (1 data, 3 unified) and level, self-initialising; line and ways; sets. */
function cacheParameters({ level, kilobytes, ways }: Cache): Answer {
  const sets = (kilobytes * 1024) / (ways * CLFLUSH_LINE);
  const type = level === 1 ? 1 : 3;
  return [type | (level << 5) | (1 << 8), ((ways - 1) << 22) | (CLFLUSH_LINE - 1), sets - 1, 0];
}

/** Leaf 0xB: one thread a core, then one core a package. SDM vol. 2, "CPUID", extended topology. */
function topology(subleaf: number): Answer {
  const types = [1, 2];
  return subleaf < types.length ? [0, 1, (types[subleaf] << 8) | subleaf, 0] : [0, 0, subleaf & 0xff, 0];
}

type Answer = readonly [eax: number, ebx: number, ecx: number, edx: number];

function text(s: string, at: number): number {
  let word = 0;
  for (let i = 0; i < 4; i++) word |= (s.charCodeAt(at + i) || 0) << (8 * i);
  return word >>> 0;
}

/** What CPUID answers for a leaf and its subleaf; what there is nothing to tell of is zero. */
export function cpuid(leaf: number, subleaf: number, identity: Identity, osxsave: boolean): Answer {
  const { vendor, brand, signature } = identity;
  switch (leaf) {
    case 0:
      return [HIGHEST, text(vendor, 0), text(vendor, 8), text(vendor, 4)];
    case 1:
      return [
        signature,
        (1 << 16) | ((CLFLUSH_LINE / 8) << 8),
        (LEAF_1_ECX | (osxsave ? OSXSAVE : 0)) >>> 0,
        LEAF_1_EDX,
      ];
    case 2:
      // Not in descriptors: ask leaf 4. Prefetches take 64 bytes.
      return [0x00feff01, 0xf0, 0, 0];
    case 4:
      return subleaf === 0 ? cacheParameters(L1) : subleaf === 1 ? cacheParameters(L2) : [0, 0, 0, 0];
    case 0xb:
      return topology(subleaf);
    case 0xd:
      // The components there are, and the room that they take: both are in the legacy area.
      if (subleaf === 0) return [XCR0_KNOWN, XSAVE_BYTES, XSAVE_BYTES, 0];
      return subleaf === 1 ? [LEAF_D_1_EAX, XSAVE_BYTES, 0, 0] : [0, 0, 0, 0];
    case 7:
      return subleaf === 0 ? [0, LEAF_7_EBX, LEAF_7_ECX, 0] : [0, 0, 0, 0];
    case 0x80000000:
      return [0x80000008, 0, 0, 0];
    case 0x80000001:
      return [0, 0, EXTENDED_ECX, EXTENDED_EDX];
    case 0x80000002:
    case 0x80000003:
    case 0x80000004: {
      const at = (leaf - 0x80000002) * 16;
      return [text(brand, at), text(brand, at + 4), text(brand, at + 8), text(brand, at + 12)];
    }
    case 0x80000006:
      return [0, 0, (L2.kilobytes << 16) | (SIXTEEN_WAYS << 12) | CLFLUSH_LINE, 0];
    case 0x80000007:
      return [0, 0, 0, INVARIANT_TSC];
    case 0x80000008:
      return [ADDRESS_BITS, 0, 0, 0];
    default:
      return [0, 0, 0, 0];
  }
}

/** Whether the system uses XSAVE and its kin. */
export const hasOsxsave = (registers: Registers): boolean => (registers.get(STATE.CR4) & CR4_OSXSAVE) !== 0;

export function executeCpuid(m: Machine): void {
  const { registers } = m;
  const [leaf, subleaf] = [registers.get(gprField(0)), registers.get(gprField(1))];
  const answer = cpuid(leaf, subleaf, m.identity, hasOsxsave(registers));
  [0, 3, 1, 2].forEach((register, i) => {
    setLow(m, register, answer[i]);
  });
}
