/* What compilers call for products and quotients of complex numbers, with the meaning that C11 annex G.5.1 gives to infinities. */
#include <complex.h>
#include <float.h>
#include <math.h>

#define UNIT(x) copysign(isinf(x) ? 1 : 0, x)

/* The product when the plain formula gave two NaNs. */
#define PRODUCT(REAL, MAKE)                                        \
  int again = 0;                                                   \
  if (isinf(a) || isinf(b)) {                                      \
    a = UNIT(a), b = UNIT(b), again = 1;                           \
    if (isnan(c)) c = copysign(0, c);                              \
    if (isnan(d)) d = copysign(0, d);                              \
  }                                                                \
  if (isinf(c) || isinf(d)) {                                      \
    c = UNIT(c), d = UNIT(d), again = 1;                           \
    if (isnan(a)) a = copysign(0, a);                              \
    if (isnan(b)) b = copysign(0, b);                              \
  }                                                                \
  if (!again && (isinf(a * c) || isinf(b * d) || isinf(a * d) || isinf(b * c))) { \
    if (isnan(a)) a = copysign(0, a);                              \
    if (isnan(b)) b = copysign(0, b);                              \
    if (isnan(c)) c = copysign(0, c);                              \
    if (isnan(d)) d = copysign(0, d);                              \
    again = 1;                                                     \
  }                                                                \
  if (again) return MAKE((REAL)INFINITY * (a * c - b * d), (REAL)INFINITY * (a * d + b * c)); \
  return MAKE(a * c - b * d, a * d + b * c);

float complex __mulsc3(float, float, float, float);
double complex __muldc3(double, double, double, double);
long double complex __mulxc3(long double, long double, long double, long double);
float complex __divsc3(float, float, float, float);
double complex __divdc3(double, double, double, double);
long double complex __divxc3(long double, long double, long double, long double);

float complex __mulsc3(float a, float b, float c, float d) { PRODUCT(float, CMPLXF) }
double complex __muldc3(double a, double b, double c, double d) { PRODUCT(double, CMPLX) }
long double complex __mulxc3(long double a, long double b, long double c, long double d) { PRODUCT(long double, CMPLXL) }

/* What a quotient is that came to two NaNs. */
#define QUOTIENT_OF_INFINITIES(REAL, MAKE)                                                              \
  if (isnan(x) && isnan(y)) {                                                                           \
    if (c == 0 && d == 0 && (!isnan(a) || !isnan(b)))                                                   \
      return MAKE(copysign((REAL)INFINITY, c) * a, copysign((REAL)INFINITY, c) * b);                    \
    if ((isinf(a) || isinf(b)) && isfinite(c) && isfinite(d)) {                                         \
      a = UNIT(a), b = UNIT(b);                                                                         \
      return MAKE((REAL)INFINITY * (a * c + b * d), (REAL)INFINITY * (b * c - a * d));                  \
    }                                                                                                   \
    if ((isinf(c) || isinf(d)) && isfinite(a) && isfinite(b)) {                                         \
      c = UNIT(c), d = UNIT(d);                                                                         \
      return MAKE(0 * (a * c + b * d), 0 * (b * c - a * d));                                            \
    }                                                                                                   \
  }                                                                                                     \
  return MAKE(x, y);

/* In double nothing of the plain formula is lost. */
float complex __divsc3(float a, float b, float c, float d) {
  double size = (double)c * c + (double)d * d;
  float x = ((double)a * c + (double)b * d) / size, y = ((double)b * c - (double)a * d) / size;
  QUOTIENT_OF_INFINITIES(float, CMPLXF)
}

/* R. L. Smith's division (1962), scaled where it would leave the range or lose bits of a tiny dividend: M. Baudin and R. L.
   Smith, "A robust complex division in Scilab" (2012). `ratio` is that of the smaller part of the divisor to the larger. */
#define SMITH(REAL, MIN, MAX, EPSILON)                                            \
  REAL fit = (MAX) / 2, tiny = (MIN), up = 1 / (EPSILON), roomy = fit / up, x, y; \
  int turned = fabsl(c) < fabsl(d);                                               \
  REAL larger = fabsl(turned ? d : c);                                            \
  if (larger >= fit)                                                              \
    a /= 2, b /= 2, c /= 2, d /= 2;                                               \
  else if (larger < (EPSILON) ||                                                  \
           (larger < roomy && fminl(fabsl(a), fabsl(b)) < tiny && fmaxl(fabsl(a), fabsl(b)) < roomy)) \
    a *= up, b *= up, c *= up, d *= up;                                           \
  REAL p = turned ? d : c, q = turned ? c : d, r = turned ? b : a, s = turned ? a : b; \
  REAL ratio = q / p, size = q * ratio + p;                                       \
  int small = fabsl(ratio) > tiny;                                                \
  REAL part = small ? r * ratio : q * (r / p);                                    \
  x = (small ? s * ratio + r : q * (s / p) + r) / size;                           \
  y = (turned ? part - s : s - part) / size;

double complex __divdc3(double a, double b, double c, double d) {
  SMITH(double, DBL_MIN, DBL_MAX, DBL_EPSILON)
  QUOTIENT_OF_INFINITIES(double, CMPLX)
}

long double complex __divxc3(long double a, long double b, long double c, long double d) {
  SMITH(long double, LDBL_MIN, LDBL_MAX, LDBL_EPSILON)
  QUOTIENT_OF_INFINITIES(long double, CMPLXL)
}
