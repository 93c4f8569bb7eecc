#include <stdio.h>
typedef __int128 i128;
typedef unsigned __int128 u128;

#define MAX ((i128)(~(u128)0 >> 1))
static const i128 values[] = {
  0, 1, -1, 2, -2, 3, 255, -128, 0x7fffffff, -0x80000000LL, 0xffffffffLL, 0x100000000LL, 0x7fffffffffffffffLL,
  -0x7fffffffffffffffLL - 1, (i128)1 << 64, -((i128)1 << 64), ((i128)1 << 64) - 1, (i128)1 << 63, (i128)3 << 62,
  (i128)1 << 126, -((i128)1 << 126), MAX, -MAX, -MAX - 1, MAX / 3, -MAX / 5, (i128)0x123456789abcdef << 40,
};
#define COUNT ((int)(sizeof values / sizeof *values))

static unsigned long long sum;
static void add(u128 x) { sum = sum * 0x100000001b3ULL ^ (unsigned long long)x ^ (unsigned long long)(x >> 64) * 31; }

#define ONE(op, A, B, R) \
  do { \
    R r = 0; \
    int lost = __builtin_##op##_overflow((A)values[i], (B)values[j], &r); \
    if (lost != __builtin_##op##_overflow_p((A)values[i], (B)values[j], (R)0)) printf("%s differs\n", #op); \
    add((u128)r); \
    add(lost); \
    count += lost; \
  } while (0)
#define ALL(A, B, R) \
  do { \
    int count = 0; \
    sum = 0; \
    for (int i = 0; i < COUNT; i++) \
      for (int j = 0; j < COUNT; j++) { \
        ONE(add, A, B, R); \
        ONE(sub, A, B, R); \
        ONE(mul, A, B, R); \
      } \
    printf("%s %s %s: %d %llx\n", #A, #B, #R, count, sum); \
  } while (0)

int main(void) {
  ALL(i128, i128, i128);
  ALL(u128, u128, u128);
  ALL(i128, u128, i128);
  ALL(u128, i128, u128);
  ALL(i128, i128, u128);
  ALL(u128, u128, i128);
  ALL(i128, long, long);
  ALL(long, long, i128);
  ALL(unsigned long, unsigned long, u128);
  ALL(unsigned, i128, signed char);
  ALL(long, unsigned long, u128);
  ALL(u128, short, unsigned short);
  return 0;
}
