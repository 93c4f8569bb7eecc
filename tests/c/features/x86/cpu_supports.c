// __builtin_cpu_supports and __builtin_cpu_is beside what CPUID says itself.
#include <cpuid.h>
#include <stdio.h>

static unsigned leaf(unsigned number, int where) {
  unsigned r[4];
  if (__get_cpuid_max(number & 0x80000000, 0) < number) return 0;
  __cpuid_count(number, 0, r[0], r[1], r[2], r[3]);
  return r[where];
}

#define SAME(name, number, where, bit) \
  printf("%s %d\n", name, !!__builtin_cpu_supports(name) == (leaf(number, where) >> bit & 1))

__attribute__((constructor)) static void early(void) {
  __builtin_cpu_init();
  printf("early %d\n", !!__builtin_cpu_supports("sse2"));
}

int main(void) {
  unsigned a, b, c, d;
  SAME("cmov", 1, 3, 15);
  SAME("mmx", 1, 3, 23);
  SAME("sse", 1, 3, 25);
  SAME("sse2", 1, 3, 26);
  SAME("sse3", 1, 2, 0);
  SAME("ssse3", 1, 2, 9);
  SAME("sse4.1", 1, 2, 19);
  SAME("sse4.2", 1, 2, 20);
  SAME("popcnt", 1, 2, 23);
  SAME("aes", 1, 2, 25);
  SAME("pclmul", 1, 2, 1);
  SAME("bmi", 7, 1, 3);
  SAME("bmi2", 7, 1, 8);
  __cpuid(0, a, b, c, d);
  printf("vendor %d %d\n", !!__builtin_cpu_is("intel") == (b == signature_INTEL_ebx), !!__builtin_cpu_is("amd") == (b == signature_AMD_ebx));
  printf("%d\n", __builtin_cpu_supports("avx512vbmi2") && !__builtin_cpu_supports("avx512f"));
  printf("%zu %d\n", sizeof __builtin_cpu_supports("avx2"), __builtin_cpu_supports("sse2"));
  return 0;
}
