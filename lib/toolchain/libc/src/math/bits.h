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

/* errno of a result: C11 7.12.1. */
long double __domain(long double);
long double __pole(long double);
long double __ranged(long double result, int largest_exponent, int smallest_exponent);

#endif
