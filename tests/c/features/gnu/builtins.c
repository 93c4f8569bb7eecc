#include <stdio.h>
#include <limits.h>
int main(void) {
  unsigned v[] = {1, 0x80, 0x12345678, 0xffffffff};
  for (int i = 0; i < 4; i++)
    printf("%d %d %d %d %d %x\n", __builtin_clz(v[i]), __builtin_ctz(v[i]), __builtin_popcount(v[i]),
           __builtin_parity(v[i]), __builtin_ffs(v[i]), __builtin_bswap32(v[i]));
  printf("%d %d %d\n", __builtin_clzll(1ULL << 40), __builtin_ctzl(1UL << 33), __builtin_popcountll(-1));
  printf("%x %llx %d %d\n", __builtin_bswap16(0x1234),
         (unsigned long long)__builtin_bswap64(0x0102030405060708), __builtin_clrsb(-1), __builtin_ffsl(0));
  int r;
  long l;
  unsigned char c;
  printf("%d", __builtin_add_overflow(INT_MAX, 1, &r));
  printf(" %d %d", r, __builtin_mul_overflow(1L << 62, 2, &l));
  printf(" %d", __builtin_sub_overflow(3, 5, &c));
  printf(" %d %d\n", c, __builtin_mul_overflow_p(3, 100, (signed char)0));
  printf("%d %d %g\n", __builtin_expect(v[0] == 1, 1), __builtin_constant_p(3 + 4), __builtin_inf());
  printf("%zu %d %d\n", __builtin_strlen("abc"), __builtin_memcmp("a", "b", 1) < 0, __builtin_abs(-4));
  printf("%d %d\n", __builtin_isnan(__builtin_nan("")), __builtin_choose_expr(1, 5, "no"));
}
