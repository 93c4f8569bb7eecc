/* Binary floating point as decimal digits, exactly. */
#ifndef INTERNAL_DECIMAL_H
#define INTERNAL_DECIMAL_H

#include <stdint.h>

/* A finite value m * 2^e; m is 0 only for zero. */
struct binary {
  uint64_t m;
  int e, negative, kind; /* kind: FP_NAN, FP_INFINITE, FP_ZERO, FP_SUBNORMAL, FP_NORMAL of <math.h> */
};

/* x87's 80 bits: 63:0 significand with its leading 1, 78:64 exponent, 79 sign (SDM vol. 1, 4.2.2). */
union extended {
  long double value;
  struct {
    uint64_t m;
    uint16_t se;
  } bits;
};

struct binary __binary(long double);
/* Bytes of digits, and words to work in, that __digits needs for this value. */
int __digits_room(struct binary);
int __digits_work(struct binary);
/* Writes the exact digits of m * 2^e without zeros at either end: 0.ddd * 10^*point. Gives their count. */
int __digits(struct binary, char *digits, uint32_t *work, int *point);
/* Rounds digits to `keep` (which may be negative) by the rounding mode; gives the new count and may move the point. */
int __digits_round(char *digits, int count, int keep, int negative, int *point);

/* Which format a conversion rounds to. */
struct format {
  int bits, lowest, highest; /* bits of significand; exponents of the last bit of a subnormal and of the leading bit */
};
extern const struct format __float_format, __double_format, __extended_format;
/* strtod(3) for a format; sets errno to ERANGE as it says. */
long double __parse_float(const char *s, char **end, const struct format *);

#endif
