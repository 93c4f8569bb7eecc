/* The parts of floating values. */
#ifndef MATH_BITS_H
#define MATH_BITS_H

#include <stdint.h>

union float_bits {
  float x;
  uint32_t u;
};
union double_bits {
  double x;
  uint64_t u;
};
union extended_bits {
  long double x;
  struct {
    uint64_t m;
    uint16_t se;
  } b;
};

/* x87's instructions, y below x on its stack: instructions.c. */
long double __frndint(long double), __f2xm1(long double), __fsqrt(long double), __fsin(long double), __fcos(long double);
long double __fyl2x(long double y, long double x), __fyl2xp1(long double y, long double x);
long double __fpatan(long double y, long double x), __fscale(long double n, long double x);
long double __fprem(long double y, long double x, unsigned short *), __fprem1(long double y, long double x, unsigned short *);
long __fistp(long double);

/* errno of a result: C11 7.12.1. */
long double __domain(long double);
long double __pole(long double);

#endif
