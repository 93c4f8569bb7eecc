/* x87's instructions as functions (SDM vol. 1, 8.3). Operands go through memory, so the register stack is empty at every call, as
   the ABI has it. */
#include "bits.h"

#define ONE(name, instruction) \
  long double name(long double x) { \
    long double r; \
    __asm__ volatile("fldt %1\n\t" instruction "\n\tfstpt %0" : "=m"(r) : "m"(x)); \
    return r; \
  }
/* y in st(1) below x in st(0); the result takes the place of both. */
#define TWO(name, instruction) \
  long double name(long double y, long double x) { \
    long double r; \
    __asm__ volatile("fldt %1\n\tfldt %2\n\t" instruction "\n\tfstpt %0" : "=m"(r) : "m"(y), "m"(x)); \
    return r; \
  }

ONE(__frndint, "frndint")
ONE(__f2xm1, "f2xm1")
ONE(__fsqrt, "fsqrt")
ONE(__fsin, "fsin")
ONE(__fcos, "fcos")
TWO(__fyl2x, "fyl2x")
TWO(__fyl2xp1, "fyl2xp1")
TWO(__fpatan, "fpatan")
TWO(__fscale, "fscale\n\tfstp %%st(1)")

long __fistp(long double x) {
  long n;
  __asm__ volatile("fldt %1\n\tfistpll %0" : "=m"(n) : "m"(x));
  return n;
}

/* One step of a remainder; the status word tells whether it is the last (C2 clear) and the quotient's last bits. */
long double __fprem(long double y, long double x, unsigned short *status) {
  long double r;
  unsigned short s;
  __asm__ volatile("fldt %2\n\tfldt %3\n\tfprem\n\tfnstsw %1\n\tfstpt %0\n\tfstp %%st(0)" : "=m"(r), "=m"(s) : "m"(y), "m"(x));
  *status = s;
  return r;
}

long double __fprem1(long double y, long double x, unsigned short *status) {
  long double r;
  unsigned short s;
  __asm__ volatile("fldt %2\n\tfldt %3\n\tfprem1\n\tfnstsw %1\n\tfstpt %0\n\tfstp %%st(0)" : "=m"(r), "=m"(s) : "m"(y), "m"(x));
  *status = s;
  return r;
}
