import { gprField, type Identity, type Machine, setLow } from './machine';

/** Feature bits of the instructions that are here; the rest stay 0. SDM vol. 2, "CPUID", and AMD's APM vol. 3, appendix E. */
const bits = (...positions: number[]): number => positions.reduce((sum, n) => sum | (1 << n), 0) >>> 0;

/** FPU TSC MSR PAE CX8 PGE CMOV CLFSH MMX FXSR SSE SSE2. */
export const LEAF_1_EDX = bits(0, 4, 5, 6, 8, 13, 15, 19, 23, 24, 25, 26);
/** SSE3 SSSE3 CX16 PCID SSE4.1 SSE4.2 MOVBE POPCNT RDRAND. */
const LEAF_1_ECX = bits(0, 9, 13, 17, 19, 20, 22, 23, 30);
/** FSGSBASE BMI1 SMEP BMI2 ERMS RDSEED ADX. */
const LEAF_7_EBX = bits(0, 3, 7, 8, 9, 18, 19);
/** RDPID. */
const LEAF_7_ECX = bits(22);
/** LAHF ABM PREFETCHW. */
const EXTENDED_ECX = bits(0, 5, 8);
/** SYSCALL NX RDTSCP LM. */
const EXTENDED_EDX = bits(11, 20, 27, 29);
const CLFLUSH_LINE = 64;
const ADDRESS_BITS = (48 << 8) | 40;

type Answer = readonly [eax: number, ebx: number, ecx: number, edx: number];

function text(s: string, at: number): number {
  let word = 0;
  for (let i = 0; i < 4; i++) word |= (s.charCodeAt(at + i) || 0) << (8 * i);
  return word >>> 0;
}

/** What CPUID answers for a leaf and its subleaf. Leaves beyond the highest, and subleaves of 7, answer as zero. */
export function cpuid(leaf: number, subleaf: number, identity: Identity): Answer {
  const { vendor, brand, signature } = identity;
  switch (leaf) {
    case 0:
      return [7, text(vendor, 0), text(vendor, 8), text(vendor, 4)];
    case 1:
      return [signature, (1 << 16) | ((CLFLUSH_LINE / 8) << 8), LEAF_1_ECX, LEAF_1_EDX];
    case 7:
      return subleaf === 0 ? [0, LEAF_7_EBX, LEAF_7_ECX, 0] : [0, 0, 0, 0];
    case 0x80000000:
      return [0x80000008, text(vendor, 0), text(vendor, 8), text(vendor, 4)];
    case 0x80000001:
      return [signature, 0, EXTENDED_ECX, EXTENDED_EDX];
    case 0x80000002:
    case 0x80000003:
    case 0x80000004: {
      const at = (leaf - 0x80000002) * 16;
      return [text(brand, at), text(brand, at + 4), text(brand, at + 8), text(brand, at + 12)];
    }
    case 0x80000008:
      return [ADDRESS_BITS, 0, 0, 0];
    default:
      return [0, 0, 0, 0];
  }
}

export function executeCpuid(m: Machine): void {
  const answer = cpuid(m.registers.get(gprField(0)), m.registers.get(gprField(1)), m.identity);
  [0, 3, 1, 2].forEach((register, i) => {
    setLow(m, register, answer[i]);
  });
}
