/* The elementary functions of long double, from what x87 computes to 64 bits (SDM vol. 1, 8.3.6 to 8.3.11): fyl2x, f2xm1, fpatan,
   fprem. Where an argument's error would grow, it is split in two parts first. Double and float are these, rounded. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <math.h>
#include "bits.h"

#define LN2 0.693147180559945309417232121458176568L
#define LN2_HIGH 0x1.62e42fefp-1L
#define LN2_LOW 0x1.473de6af278ece60p-34L
#define LOG2E 1.442695040888963407359924681001892137L
#define PI 3.141592653589793238462643383279502884L

/* C11 7.12.1: 0/0 and 1/0 raise the flag. */
long double __domain(long double x) {
  errno = EDOM;
  return (x - x) / 0.0L;
}

long double __pole(long double sign) {
  errno = ERANGE;
  return sign / 0.0L;
}

static long double log2_of(long double scale, long double x) { return __fyl2x(scale, x); }

/* Near 1 the logarithm of 1 + d is taken from d. */
static long double log_by(long double scale, long double x) {
  long double d = x - 1;
  if (fabsl(d) < 0.29L) return __fyl2xp1(scale, d);
  return log2_of(scale, x);
}

static long double logarithm(long double scale, long double x) {
  if (isnan(x)) return x + x;
  if (x == 0) return __pole(-1);
  if (x < 0) {
    errno = EDOM;
    return 0.0L / 0.0L;
  }
  return x == HUGE_VALL ? x : log_by(scale, x);
}

long double log2l(long double x) { return logarithm(1, x); }
long double logl(long double x) { return logarithm(LN2, x); }
long double log10l(long double x) { return logarithm(0.301029995663981195213738894724493027L, x); }

long double log1pl(long double x) {
  if (isnan(x)) return x + x;
  if (x == -1) return __pole(-1);
  if (x < -1) {
    errno = EDOM;
    return 0.0L / 0.0L;
  }
  if (x == HUGE_VALL || x == 0) return x;
  if (fabsl(x) < 0.29L) return __fyl2xp1(LN2, x);
  return log2_of(LN2, 1 + x);
}

/* 2^(whole + part), |part| at most 1. */
static long double power_of_two(long double whole, long double part) {
  return __fscale(whole, __f2xm1(part) + 1);
}

long double exp2l(long double x) {
  if (isnan(x) || x == HUGE_VALL) return x;
  if (x == -HUGE_VALL) return 0;
  if (x > 20000) x = 20000;
  if (x < -20000) x = -20000;
  long double whole = rintl(x);
  return power_of_two(whole, x - whole);
}

/* e^(x + low): x = k ln 2 + r, ln 2 in two parts so that r is exact; e^r - 1 = 2^(r log2 e) - 1, with what the product lost. */
static long double expm1_reduced(long double r, long double low) {
  long double high = (long double)(float)r, rest = r - high + low;
  static const long double a = 0x1.715476p+0L, b = 0x1.4ae0bf85ddf43ff6p-26L;
  long double product = high * a, lost = rest * LOG2E + high * b, sum = product + lost;
  long double error = lost - (sum - product), y = __f2xm1(sum);
  return y + (1 + y) * error * LN2;
}

static long double exp_sum(long double x, long double low, int shift) {
  long double k = rintl(x * LOG2E);
  long double r = x - k * LN2_HIGH;
  long double y = 1 + expm1_reduced(r, low - k * LN2_LOW);
  k += shift;
  return __fscale(k, y);
}

long double expl(long double x) {
  if (isnan(x) || x == HUGE_VALL) return x;
  if (x == -HUGE_VALL) return 0;
  if (x > 12000) x = 12000;
  if (x < -12000) x = -12000;
  return exp_sum(x, 0, 0);
}

long double expm1l(long double x) {
  if (isnan(x) || x == HUGE_VALL || x == 0) return x;
  if (fabsl(x) < 0.34L) return expm1_reduced(x, 0);
  if (x < -50) return -1 + 0x1p-80L;
  if (x > 70) return expl(x);
  long double k = rintl(x * LOG2E), y = expm1_reduced(x - k * LN2_HIGH, -k * LN2_LOW), scale = scalbnl(1, (int)k);
  return (scale - 1) + scale * y;
}

long double exp10l(long double x) {
  if (isnan(x) || x == HUGE_VALL) return x;
  if (x == -HUGE_VALL) return 0;
  if (x > 6000) x = 6000;
  if (x < -6000) x = -6000;
  /* 2^(x log2 10), both in two parts. */
  static const long double a = 0xd49a78p-22L, b = 0x979a3715fc9257eep-87L;
  long double high = (long double)(float)x, low = x - high;
  long double lead = high * a, trail = high * b + low * (a + b), whole = rintl(lead + trail);
  return power_of_two(whole, (lead - whole) + trail);
}

long double atan2l(long double y, long double x) { return __fpatan(y, x); }

long double atanl(long double x) { return atan2l(x, 1); }

long double sqrtl(long double x) {
  if (x < 0) {
    errno = EDOM;
    return 0.0L / 0.0L;
  }
  return __fsqrt(x);
}

long double asinl(long double x) {
  if (isnan(x)) return x + x;
  if (fabsl(x) > 1) {
    errno = EDOM;
    return 0.0L / 0.0L;
  }
  return atan2l(x, sqrtl((1 - x) * (1 + x)));
}

long double acosl(long double x) {
  if (isnan(x)) return x + x;
  if (fabsl(x) > 1) {
    errno = EDOM;
    return 0.0L / 0.0L;
  }
  return 2 * atan2l(sqrtl(1 - x), sqrtl(1 + x));
}

long double sinhl(long double x) {
  if (!isfinite(x) || x == 0) return x;
  long double a = fabsl(x), e;
  if (a < 22) {
    e = expm1l(a);
    e = 0.5L * (e + e / (e + 1));
  } else
    e = exp_sum(a < 12000 ? a : 12000, 0, -1);
  return copysignl(e, x);
}

long double coshl(long double x) {
  long double a = fabsl(x), e;
  if (isnan(x)) return x + x;
  if (a < 22) {
    e = expl(a);
    return 0.5L * (e + 1 / e);
  }
  return isinf(a) ? a : exp_sum(a < 12000 ? a : 12000, 0, -1);
}

long double tanhl(long double x) {
  if (isnan(x) || x == 0) return x;
  long double a = fabsl(x), e = a > 30 ? HUGE_VALL : expm1l(2 * a);
  return copysignl(a > 30 ? 1 : e / (e + 2), x);
}

long double asinhl(long double x) {
  if (!isfinite(x) || x == 0) return x;
  long double a = fabsl(x), r;
  if (a > 0x1p34L)
    r = logl(a) + LN2;
  else
    r = log1pl(a + a * a / (1 + sqrtl(1 + a * a)));
  return copysignl(r, x);
}

long double acoshl(long double x) {
  if (isnan(x)) return x + x;
  if (x < 1) {
    errno = EDOM;
    return 0.0L / 0.0L;
  }
  if (x > 0x1p34L) return logl(x) + LN2;
  long double t = x - 1;
  return log1pl(t + sqrtl(2 * t + t * t));
}

long double atanhl(long double x) {
  if (isnan(x)) return x + x;
  long double a = fabsl(x);
  if (a > 1) {
    errno = EDOM;
    return 0.0L / 0.0L;
  }
  if (a == 1) return __pole(x);
  if (x == 0) return x;
  return copysignl(0.5L * log1pl(2 * a / (1 - a)), x);
}

long double cbrtl(long double x) {
  if (!isfinite(x) || x == 0) return x;
  int e;
  long double m = frexpl(fabsl(x), &e);
  int rest = e % 3;
  if (rest < 0) rest += 3;
  m = ldexpl(m, rest);
  e = (e - rest) / 3;
  long double y = exp2l(log2l(m) / 3);
  /* One step of Newton brings the last bits. */
  y -= (y - m / (y * y)) / 3;
  return copysignl(ldexpl(y, e), x);
}

/* Squares in parts are not needed when the larger argument is scaled to about 1. */
long double hypotl(long double x, long double y) {
  if (isinf(x) || isinf(y)) return HUGE_VALL;
  if (isnan(x) || isnan(y)) return x + y;
  long double a = fabsl(x), b = fabsl(y);
  if (a < b) {
    long double t = a;
    a = b;
    b = t;
  }
  if (b == 0) return a;
  int e;
  frexpl(a, &e);
  a = ldexpl(a, -e);
  b = ldexpl(b, -e);
  /* a^2 in two parts: the error of the square is added to b's. */
  long double high = (long double)(float)a, low = a - high;
  long double r = sqrtl(a * a + b * b);
  /* One correction by the residue, whose large terms cancel exactly. */
  long double rh = (long double)(float)r, rl = r - rh;
  long double residue = (rh - high) * (rh + high) + 2 * (rh * rl - high * low) + (rl - low) * (rl + low) - b * b;
  return ldexpl(r - residue / (2 * r), e);
}

/* fprem1 and fprem go on until bit C2 is clear; C0 C3 C1 are the last bits of the quotient. */
static long double remainder_by(long double x, long double y, int nearest, int *quotient) {
  unsigned short s;
  do x = nearest ? __fprem1(y, x, &s) : __fprem(y, x, &s);
  while (s & 0x400);
  *quotient = (s >> 8 & 1) << 2 | (s >> 14 & 1) << 1 | (s >> 9 & 1);
  return x;
}

long double fmodl(long double x, long double y) {
  int q;
  if (isnan(x) || isnan(y)) return x + y;
  if (isinf(x) || y == 0) {
    errno = EDOM;
    return 0.0L / 0.0L;
  }
  return remainder_by(x, y, 0, &q);
}

long double remquol(long double x, long double y, int *q) {
  *q = 0;
  if (isnan(x) || isnan(y)) return x + y;
  if (isinf(x) || y == 0) return 0.0L / 0.0L;
  long double r = remainder_by(x, y, 1, q);
  if (signbit(x) != signbit(y)) *q = -*q;
  return r;
}

long double remainderl(long double x, long double y) {
  int q;
  if (!isnan(x) && !isnan(y) && (isinf(x) || y == 0)) errno = EDOM;
  return remquol(x, y, &q);
}

/* Arguments of the circular functions: x - n pi/2 with pi/2 in parts of 33 bits, while n has few bits; larger ones by the bits of
   2/pi that matter (M. Payne, R. Hanek, 1983): x = m 2^e, and whole multiples of 4 in m 2^e 2/pi are dropped. */
extern const uint32_t __two_over_pi[520];

static int reduce_large(long double x, long double *high, long double *low) {
  union extended_bits v = { fabsl(x) };
  int e = v.b.se - 16383 - 63;
  /* The window of 192 bits of 2/pi that begins two bits above the units of the product. */
  int first = e - 2 < 0 ? 0 : e - 2;
  uint32_t window[7];
  for (int i = 0; i < 7; i++) {
    int at = first / 32 + i, shift = first % 32;
    window[i] = shift ? __two_over_pi[at] << shift | __two_over_pi[at + 1] >> (32 - shift) : __two_over_pi[at];
  }
  /* m * window, modulo the top: words from the lowest, the product's top 64 bits being m's surplus. */
  uint64_t carry = 0;
  uint32_t product[9] = { 0 };
  for (int half = 0; half < 2; half++) {
    uint64_t m = half ? v.b.m >> 32 : v.b.m & 0xffffffff;
    carry = 0;
    for (int i = 6; i >= 0; i--) {
      int to = i + 2 - half;
      carry += m * window[i] + product[to];
      product[to] = (uint32_t)carry;
      carry >>= 32;
    }
    product[1 - half] = (uint32_t)carry;
  }
  /* The product has its point after 64 + e - first bits: below that the fraction. */
  int point = 64 + e - first, word = point / 32, bit = point % 32;
  uint64_t f[3];
  for (int i = 0; i < 3; i++) {
    uint64_t w[3];
    for (int k = 0; k < 3; k++) {
      int at = word + 2 * i + k;
      w[k] = at >= 0 && at < 9 ? product[at] : 0;
    }
    f[i] = bit ? w[0] << (32 + bit) | w[1] << bit | w[2] >> (32 - bit) : w[0] << 32 | w[1];
  }
  int n = 0;
  for (int i = 1; i <= 2; i++) {
    int at = point - i;
    if (at >= 0 && product[at / 32] >> (31 - at % 32) & 1) n |= 1 << (i - 1);
  }
  int up = f[0] >> 63 != 0;
  if (up) {
    n++;
    f[0] = ~f[0];
    f[1] = ~f[1];
  }
  /* The fraction times pi/2, in two parts. */
  long double a = scalbnl((long double)f[0], -64), b = scalbnl((long double)f[1], -128);
  long double t = a + b;
  b -= t - a;
  long double th = (long double)(float)t, tl = t - th + b;
  static const long double ph = 0x1.921fb6p+0L, pl = -0x1.777a5cf72cece676p-25L;
  long double lead = th * ph, trail = tl * ph + th * pl + tl * pl;
  *high = lead + trail;
  *low = trail - (*high - lead);
  if (up) {
    *high = -*high;
    *low = -*low;
  }
  if (x < 0) {
    *high = -*high;
    *low = -*low;
    n = -n;
  }
  return n & 3;
}

static int reduce(long double x, long double *high, long double *low) {
  static const long double p1 = 0x1.921fb544p+0L, p2 = 0x1.0b4611a6p-34L, p3 = 0x1.3198a2e037073450p-69L;
  if (fabsl(x) > 0x1p30L) return reduce_large(x, high, low);
  long double n = rintl(x * 0.636619772367581343075535053490057448L);
  long double a = x - n * p1, b = n * p2;
  long double h = a - b, l = (a - h) - b;
  long double c = n * p3, h2 = h - c;
  l += (h - h2) - c;
  *high = h2 + l;
  *low = (h2 - *high) + l;
  return (int)((long)n & 3);
}

static long double sine(long double x) { return __fsin(x); }

static long double cosine(long double x) { return __fcos(x); }

static long double circular(long double x, int quarter) {
  long double high, low;
  if (!isfinite(x)) {
    if (!isnan(x)) errno = EDOM;
    return x - x;
  }
  if (x == 0) return quarter ? 1 : x;
  int n = reduce(x, &high, &low) + quarter;
  long double s = n & 1 ? cosine(high) - sine(high) * low : sine(high) + cosine(high) * low;
  return n & 2 ? -s : s;
}

long double sinl(long double x) { return circular(x, 0); }
long double cosl(long double x) { return circular(x, 1); }

void sincosl(long double x, long double *s, long double *c) {
  *s = sinl(x);
  *c = cosl(x);
}

long double tanl(long double x) {
  if (!isfinite(x) || x == 0) return x == 0 ? x : circular(x, 0);
  return sinl(x) / cosl(x);
}

/* x^y = 2^(y log2 x). The logarithm is needed to 64 + 15 bits: x = 2^k c, with log2 of c's leading bits and of the rest apart. */
static int is_odd(long double y) { return fabsl(y) < 0x1p63L && truncl(y) == y && ((long)y & 1); }

long double powl(long double x, long double y) {
  if (y == 0 || x == 1) return 1;
  if (isnan(x) || isnan(y)) return x + y;
  int odd = is_odd(y), integer = truncl(y) == y;
  long double a = fabsl(x);
  if (a == 1 && (x > 0 || integer || isinf(y))) return x < 0 && odd ? -1 : 1;
  if (isinf(y)) return (a > 1) == (y > 0) ? HUGE_VALL : 0;
  if (x == 0) return y < 0 ? __pole(odd ? copysignl(1, x) : 1) : odd ? x : 0;
  if (isinf(x)) return y > 0 ? (odd ? x : HUGE_VALL) : odd ? copysignl(0, x) : 0;
  if (x < 0 && !integer) {
    errno = EDOM;
    return 0.0L / 0.0L;
  }
  int k;
  long double m = frexpl(a, &k);
  if (m < 0.70710678118654752440L) {
    m *= 2;
    k--;
  }
  /* log m = 2 atanh s, s = (m - 1) / (m + 1), in two parts: s = sh + sl. */
  long double top = m - 1, bottom = m + 1, s = top / bottom;
  long double sh = (long double)(float)s;
  long double bh = (long double)(float)bottom, bl = m - (bh - 1);
  long double sl = (top - sh * bh - sh * bl) / bottom;
  /* 2 s + 2 (s^3/3 + s^5/5 + ...): the first term is exact in two parts. */
  long double z = s * s, sum = 0;
  for (int i = 31; i >= 5; i -= 2) sum = z * (1.0L / i + sum);
  /* The cubic term in two parts too. */
  long double sh3 = sh * sh * sh;
  long double s3 = (3 * sh * sh * sl + 3 * sh * sl * sl) / 3;
  long double cube = sh3 / 3, ch = (long double)(float)cube, cl = (sh3 - 3 * ch) / 3 + s3;
  long double lh = 2 * (sh + ch), ll = 2 * (sl + cl + s * z * sum) + 2 * ((sh - lh / 2) + ch);
  /* log2 in two parts: times log2 e = lh (a + b). */
  static const long double ea = 0x1.715476p+0L, eb = 0x1.4ae0bf85ddf43ff6p-26L;
  long double th = (long double)(float)lh, tl = lh - th + ll;
  long double gh = th * ea, gl = tl * LOG2E + th * eb;
  /* y (k + gh + gl) */
  long double yh = (long double)(float)y, yl = y - yh;
  if (fabsl(y) > 0x1p80L) {
    yh = y;
    yl = 0;
  }
  long double lead = k + gh, trail = (k - lead) + gh + gl;
  long double leadh = (long double)(float)lead, leadl = lead - leadh + trail;
  long double ph = yh * leadh, pl = yh * leadl + yl * (lead + trail);
  long double total = ph + pl;
  if (total > 20000 || total < -20000) {
    long double r = total > 0 ? HUGE_VALL : 0;
    errno = ERANGE;
    return x < 0 && odd ? -r : r;
  }
  long double whole = rintl(total), part = (ph - whole) + pl;
  long double r = power_of_two(whole, part);
  if (isinf(r) || r == 0) errno = ERANGE;
  return x < 0 && odd ? -r : r;
}

long double fmal(long double x, long double y, long double z) {
  /* The product in two parts of 64 bits (T. J. Dekker, 1971); then the sum of three. */
  if (!isfinite(x) || !isfinite(y) || !isfinite(z) || x == 0 || y == 0) return x * y + z;
  int ex, ey, ez;
  long double a = frexpl(x, &ex), b = frexpl(y, &ey);
  static const long double split = 0x1p32L + 1;
  long double t = a * split, ah = t - (t - a), al = a - ah;
  t = b * split;
  long double bh = t - (t - b), bl = b - bh;
  long double p = a * b, q = ((ah * bh - p) + ah * bl + al * bh) + al * bl;
  int e = ex + ey;
  if (z == 0) return scalbnl(p, e) + scalbnl(q, e);
  frexpl(z, &ez);
  if (ez - e > 200) return z + copysignl(scalbnl(1, ez - 140), p);
  if (ez - e < -200) return scalbnl(p + q, e);
  long double w = scalbnl(z, -e), s = p + w, v = s - p, lost = (p - (s - v)) + (w - v);
  long double low = lost + q, error = q - (low - lost);
  error += lost - (low - (low - lost));
  /* What the low part lost makes it odd, so that the last sum rounds right. */
  if (error != 0) {
    union extended_bits u = { low };
    if (!(u.b.m & 1)) low = nextafterl(low, error > 0 ? HUGE_VALL : -HUGE_VALL);
  }
  return scalbnl(s + low, e);
}
