// <x86intrin.h> and <cpuid.h>: time stamps, fences, bits, carries, CRC, what the processor says of itself.
#include <cpuid.h>
#include <stdio.h>
#include <string.h>
#include <x86intrin.h>
int main(void) {
  unsigned a, b, c, d, aux;
  char vendor[13] = "";
  printf("%d", __get_cpuid(0, &a, &b, &c, &d));
  memcpy(vendor, &b, 4); memcpy(vendor + 4, &d, 4); memcpy(vendor + 8, &c, 4);
  printf(" %d\n", strcmp(vendor, "GenuineIntel") == 0 || strcmp(vendor, "AuthenticAMD") == 0);
  __cpuid(1, a, b, c, d);
  printf("%d %d %d\n", !!(d & bit_SSE2), !!(d & bit_CMOV), __get_cpuid(0xffff, &a, &b, &c, &d));
  unsigned long long t0 = __rdtsc();
  _mm_lfence();
  unsigned long long t1 = __rdtscp(&aux);
  printf("%d\n", t1 > t0);
  _mm_mfence(); _mm_sfence(); _mm_pause(); _mm_clflush(&t0); _mm_prefetch((char *)&t0, _MM_HINT_T0);
  printf("%x %llx %d %lld\n", _bswap(0x11223344), (unsigned long long)_bswap64(1), __bsrd(1000), (long long)__bsfq(1LL << 40));
  printf("%x %llx\n", _rotl(0x80000001u, 4), (unsigned long long)_lrotr(1, 1));
  unsigned long long sum, high;
  unsigned char carry = _addcarry_u64(0, ~0ull, 2, &sum);
  printf("%d %llu\n", carry, sum);
  carry = _addcarry_u64(carry, 5, 6, &sum);
  printf("%d %llu\n", carry, sum);
  (void)high;
  return 0;
}
