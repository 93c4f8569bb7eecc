/* Calls that gcc takes for constants. */
#include <stdio.h>
#include <stdlib.h>

_Static_assert(__builtin_popcount(7) == 3 && __builtin_clz(1) == 31 && __builtin_bswap32(1) == 0x1000000, "");
_Static_assert(__builtin_abs(-3) == 3 && __builtin_labs(-3l) == 3, "");
_Static_assert(!__builtin_add_overflow_p(1, 2, (char)0), "");
_Static_assert(__builtin_add_overflow_p(2147483647, 1, 0), "");
_Static_assert(!__builtin_add_overflow_p(2147483647, 1, 0u), "");
_Static_assert(__builtin_sub_overflow_p(0u, 1, 0u) && __builtin_mul_overflow_p(1000, 1000, (short)0), "");
_Static_assert(sizeof(char[__builtin_strlen("abc")]) == 3, "");
static int order[] = {__builtin_strcmp("a", "a"), __builtin_strcmp("a", "b") < 0, __builtin_strcmp("ab", "a") > 0};
static double numbers[] = {
    __builtin_sqrt(2.0),    __builtin_fmax(1, 2),          __builtin_fmin(1, 2),   __builtin_floor(-2.5),
    __builtin_ceil(-2.5),   __builtin_copysign(1.0, -2.0), __builtin_trunc(-0.5),  __builtin_fabs(-3.5),
};
static unsigned long length = __builtin_strlen("hello"), rest = __builtin_strlen("hello" + 2), none = __builtin_strlen("");

int main(void) {
  for (unsigned i = 0; i < sizeof order / sizeof *order; i++) printf("%d\n", order[i]);
  for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) printf("%.17g\n", numbers[i]);
  printf("%lu %lu %lu\n", length, rest, none);
  switch (3) {
    case __builtin_ctz(8): printf("eight\n");
  }
  return 0;
}
