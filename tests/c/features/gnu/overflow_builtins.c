// __builtin_add_overflow and kin with types of all widths; clrsb, parity, ffs, rotates, bswap, bit reversal.
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
int main(void) {
  int i; unsigned u; long l; unsigned char c; short s; int8_t b;
  printf("%d", __builtin_add_overflow(INT_MAX, 1, &i)); printf(" %d\n", i);
  printf("%d", __builtin_sub_overflow(3u, 5u, &u)); printf(" %u\n", u);
  printf("%d", __builtin_mul_overflow(LONG_MAX / 2, 3L, &l)); printf(" %ld\n", l);
  printf("%d", __builtin_add_overflow(200, 100, &c)); printf(" %d\n", c);
  printf("%d", __builtin_mul_overflow(-200, 200, &s)); printf(" %d\n", s);
  printf("%d", __builtin_sub_overflow(-100, 28, &b)); printf(" %d\n", b);
  printf("%d", __builtin_add_overflow(-1L, 1u, &u)); printf(" %u\n", u);
  printf("%d", __builtin_mul_overflow(-1, -1, &u)); printf(" %u\n", u);
  printf("%d", __builtin_add_overflow(ULONG_MAX, -1, &l)); printf(" %ld\n", l);
  printf("%d", __builtin_sadd_overflow(INT_MIN, -1, &i)); printf(" %d\n", i);
  unsigned long ul;
  printf("%d", __builtin_umull_overflow(1ul << 33, 1ul << 31, &ul)); printf(" %lu\n", ul);
  printf("%d %d\n", __builtin_mul_overflow_p(100, 3, (signed char)0), __builtin_add_overflow_p(1, 2, 0));
  printf("%d %d %d\n", __builtin_clrsb(-1), __builtin_clrsb(1), __builtin_clrsbl(-256L));
  printf("%d %d %d %d\n", __builtin_ffs(0), __builtin_ffs(40), __builtin_ffsl(1L << 40), __builtin_parity(0x7));
  printf("%d %d %d\n", __builtin_popcountll(0xf0f0f0f0f0f0ull), __builtin_clzll(1), __builtin_ctzl(1ul << 50));
  printf("%x %x %lx\n", __builtin_bswap16(0x1234), __builtin_bswap32(0x12345678), __builtin_bswap64(0x123456789abcdef0ull));
  uint32_t x = 0x80000001;
  printf("%x %x\n", x << 7 | x >> 25, x >> 3 | x << 29);
  return 0;
}
