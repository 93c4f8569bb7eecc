#ifndef _CPUID_H
#define _CPUID_H

/* gcc's <cpuid.h>: what the processor says of itself. SDM vol. 2, "CPUID". */
#define bit_SSE3 (1 << 0)
#define bit_PCLMUL (1 << 1)
#define bit_SSSE3 (1 << 9)
#define bit_FMA (1 << 12)
#define bit_CMPXCHG16B (1 << 13)
#define bit_SSE4_1 (1 << 19)
#define bit_SSE4_2 (1 << 20)
#define bit_MOVBE (1 << 22)
#define bit_POPCNT (1 << 23)
#define bit_AES (1 << 25)
#define bit_XSAVE (1 << 26)
#define bit_OSXSAVE (1 << 27)
#define bit_AVX (1 << 28)
#define bit_F16C (1 << 29)
#define bit_RDRND (1 << 30)
#define bit_CMPXCHG8B (1 << 8)
#define bit_CMOV (1 << 15)
#define bit_MMX (1 << 23)
#define bit_FXSAVE (1 << 24)
#define bit_SSE (1 << 25)
#define bit_SSE2 (1 << 26)
#define bit_LAHF_LM (1 << 0)
#define bit_LM (1 << 29)
#define bit_FSGSBASE (1 << 0)
#define bit_BMI (1 << 3)
#define bit_AVX2 (1 << 5)
#define bit_BMI2 (1 << 8)
#define bit_AVX512F (1 << 16)
#define bit_RDSEED (1 << 18)
#define bit_ADX (1 << 19)
#define bit_SHA (1 << 29)

#define signature_AMD_ebx 0x68747541
#define signature_AMD_ecx 0x444d4163
#define signature_AMD_edx 0x69746e65
#define signature_INTEL_ebx 0x756e6547
#define signature_INTEL_ecx 0x6c65746e
#define signature_INTEL_edx 0x49656e69

#define __cpuid(level, a, b, c, d) __asm__ __volatile__("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "0"(level))
#define __cpuid_count(level, count, a, b, c, d) \
  __asm__ __volatile__("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "0"(level), "2"(count))

/* The highest level of a range, which begins at 0 or 0x80000000; 0 when there is no such range. */
static __inline unsigned __get_cpuid_max(unsigned __range, unsigned *__signature) {
  unsigned __a, __b, __c, __d;
  __cpuid(__range, __a, __b, __c, __d);
  if (__signature) *__signature = __b;
  return __a;
}

static __inline int __get_cpuid(unsigned __level, unsigned *__a, unsigned *__b, unsigned *__c, unsigned *__d) {
  unsigned __max = __get_cpuid_max(__level & 0x80000000, 0);
  if (__max == 0 || __max < __level) return 0;
  __cpuid(__level, *__a, *__b, *__c, *__d);
  return 1;
}

static __inline int __get_cpuid_count(unsigned __level, unsigned __count, unsigned *__a, unsigned *__b, unsigned *__c,
                                      unsigned *__d) {
  unsigned __max = __get_cpuid_max(__level & 0x80000000, 0);
  if (__max == 0 || __max < __level) return 0;
  __cpuid_count(__level, __count, *__a, *__b, *__c, *__d);
  return 1;
}

static __inline void __cpuidex(int __info[4], int __leaf, int __subleaf) {
  __cpuid_count(__leaf, __subleaf, __info[0], __info[1], __info[2], __info[3]);
}

#endif
