/* C11 7.22.1.3: correctly rounded in every rounding mode. Short numbers are one exact product or quotient (W. D. Clinger, 1990);
   the others are compared with integers of any length. */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fenv.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "../internal/decimal.h"

const struct format __float_format = { 24, -149, 127 };
const struct format __double_format = { 53, -1074, 1023 };
const struct format __extended_format = { 64, -16445, 16383 };

/* An integer as limbs of 32 bits, the lowest first. */
struct big {
  uint32_t *limb;
  int n;
};

static void multiply_add(struct big *b, uint32_t factor, uint32_t add) {
  uint64_t carry = add;
  for (int i = 0; i < b->n; i++) {
    carry += (uint64_t)b->limb[i] * factor;
    b->limb[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry) b->limb[b->n++] = (uint32_t)carry;
}

static void times_power_of_ten(struct big *b, int power) {
  for (; power >= 9; power -= 9) multiply_add(b, 1000000000U, 0);
  uint32_t rest = 1;
  while (power--) rest *= 10;
  if (rest > 1) multiply_add(b, rest, 0);
}

static void shift_left(struct big *b, int by) {
  int limbs = by / 32, bits = by % 32;
  uint32_t carry = 0;
  if (!b->n) return;
  if (bits) {
    for (int i = 0; i < b->n; i++) {
      uint32_t t = b->limb[i];
      b->limb[i] = t << bits | carry;
      carry = t >> (32 - bits);
    }
    if (carry) b->limb[b->n++] = carry;
  }
  if (limbs) {
    memmove(b->limb + limbs, b->limb, (size_t)b->n * sizeof(uint32_t));
    memset(b->limb, 0, (size_t)limbs * sizeof(uint32_t));
    b->n += limbs;
  }
}

static int bits_of(const struct big *b) { return b->n ? 32 * b->n - __builtin_clz(b->limb[b->n - 1]) : 0; }

static int compare(const struct big *a, const struct big *b) {
  if (a->n != b->n) return a->n < b->n ? -1 : 1;
  for (int i = a->n; i--;)
    if (a->limb[i] != b->limb[i]) return a->limb[i] < b->limb[i] ? -1 : 1;
  return 0;
}

static void subtract(struct big *a, const struct big *b) {
  int64_t borrow = 0;
  for (int i = 0; i < a->n; i++) {
    borrow += (int64_t)a->limb[i] - (i < b->n ? b->limb[i] : 0);
    a->limb[i] = (uint32_t)borrow;
    borrow >>= 32;
  }
  while (a->n && !a->limb[a->n - 1]) a->n--;
}

/* What lies below the last bit of a significand, in halves of that bit. */
enum { NOTHING, BELOW_HALF, HALF, ABOVE_HALF };

/* m * 2^e and what is missing, rounded to the format; m is 0 or has its top bit set. */
static long double assemble(uint64_t m, int sticky, int e, int negative, const struct format *to) {
  union extended u;
  u.value = 0;
  int drop = 64 - to->bits, mode = fegetround(), inexact, up;
  if (!m && !sticky) return negative ? -u.value : u.value;
  /* e is that of the last of 64 bits. Below the smallest exponent more bits go. */
  int tiny = e + 64 - to->bits < to->lowest;
  if (tiny) drop = to->lowest - e;
  uint64_t kept, half;
  if (drop > 64) {
    kept = 0;
    sticky |= m != 0;
    half = 0;
    inexact = 1;
    up = 0;
  } else {
    uint64_t below = drop == 64 ? m : drop ? m & ((1UL << drop) - 1) : 0;
    kept = drop == 64 ? 0 : m >> drop;
    half = drop ? 1UL << (drop - 1) : 0;
    inexact = below || sticky;
    up = drop ? below >= half && (below > half || sticky || (kept & 1))
              : sticky == ABOVE_HALF || (sticky == HALF && (kept & 1));
  }
  if (mode == FE_UPWARD) up = inexact && !negative;
  if (mode == FE_DOWNWARD) up = inexact && negative;
  if (mode == FE_TOWARDZERO) up = 0;
  e += drop;
  if (up && ++kept == 0) {
    kept = 1UL << 63;
    e++;
  }
  if (!kept) {
    errno = ERANGE;
    return negative ? -0.0L : 0.0L;
  }
  int lead = __builtin_clzl(kept);
  if (e + 63 - lead > to->highest) {
    errno = ERANGE;
    if (mode == FE_TOWARDZERO || mode == (negative ? FE_UPWARD : FE_DOWNWARD)) {
      u.bits.m = ~0UL << (64 - to->bits);
      u.bits.se = (uint16_t)(to->highest + 16383);
      return negative ? -u.value : u.value;
    }
    return negative ? -HUGE_VALL : HUGE_VALL;
  }
  if (tiny && inexact && 64 - lead < to->bits) errno = ERANGE;
  u.bits.m = kept << lead;
  int biased = e + 63 - lead + 16383;
  if (biased < 1) {
    u.bits.m >>= 1 - biased;
    biased = 0;
  }
  u.bits.se = (uint16_t)(biased | negative << 15);
  return u.value;
}

/* The top 64 bits of a big integer, whether more follows, and the exponent of the last of them. */
static uint64_t top_bits(const struct big *b, int *sticky, int *e) {
  int bits = bits_of(b);
  uint64_t m = 0;
  *e = bits - 64;
  for (int i = 0; i < 3; i++) {
    int at = b->n - 1 - i;
    uint64_t limb = at >= 0 ? b->limb[at] : 0;
    int place = at * 32 - *e;
    if (place >= 64 || place <= -32) continue;
    m |= place >= 0 ? limb << place : limb >> -place;
  }
  if (*e <= 0) return m;
  /* The first bit that is dropped, and whether any after it is set. */
  int half = *e - 1, more = *sticky || (b->limb[half / 32] & ((1U << half % 32) - 1));
  for (int i = 0; i < half / 32; i++) more |= b->limb[i] != 0;
  *sticky = b->limb[half / 32] >> half % 32 & 1 ? more ? ABOVE_HALF : HALF : more ? BELOW_HALF : NOTHING;
  return m;
}

/* digits * 10^power, digits being `count` of them. */
static long double decimal(const char *digits, int count, int power, int sticky, int negative, const struct format *to) {
  int room = (count + (power > 0 ? power : 0)) / 9 + 8;
  int under = power < 0 ? -power / 9 + 8 : 0;
  int e;
  if (power >= 0) {
    uint32_t limbs[room];
    struct big b = { limbs, 0 };
    for (int i = 0; i < count; i++) multiply_add(&b, 10, (uint32_t)(digits[i] - '0'));
    times_power_of_ten(&b, power);
    uint64_t m = top_bits(&b, &sticky, &e);
    return assemble(m, sticky, e, negative, to);
  }
  /* The quotient of two integers, the first moved so that the quotient has 64 or 65 bits: found bit by bit. */
  uint32_t below[under + 4], above[(room > under ? room : under) + 8];
  struct big a = { above, 0 }, d = { below, 1 };
  below[0] = 1;
  for (int i = 0; i < count; i++) multiply_add(&a, 10, (uint32_t)(digits[i] - '0'));
  times_power_of_ten(&d, -power);
  int shift = bits_of(&d) - bits_of(&a);
  if (shift > 0)
    shift_left(&a, shift);
  else
    shift_left(&d, -shift);
  if (compare(&a, &d) < 0) {
    shift_left(&a, 1);
    shift++;
  }
  uint64_t m = 0;
  for (int i = 0; i < 64; i++) {
    m <<= 1;
    if (compare(&a, &d) >= 0) {
      subtract(&a, &d);
      m |= 1;
    }
    shift_left(&a, 1);
  }
  /* The remainder was doubled: it is compared with half the divisor. */
  int order = a.n ? compare(&a, &d) : -1;
  if (order > 0 || (order == 0 && sticky))
    sticky = ABOVE_HALF;
  else
    sticky = order == 0 ? HALF : a.n || sticky ? BELOW_HALF : NOTHING;
  return assemble(m, sticky, -shift - 63, negative, to);
}

static const double tens[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                               1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

/* As many digits as can matter: past these a number lies between the same neighbours whatever follows. */
static int most_digits(const struct format *to) { return to->bits == 64 ? 11520 : to->bits == 53 ? 780 : 120; }

static long double parse_decimal(const char **at, int negative, const struct format *to) {
  const char *p = *at, *first = 0;
  int point = 0, after = 0, count = 0, most = most_digits(to);
  long power = 0;
  /* Where the digits are, and how many count. */
  for (;; p++) {
    if (*p == '.' && !point) {
      point = 1;
      continue;
    }
    if (!isdigit((unsigned char)*p)) break;
    if (!first && *p != '0') first = p;
    if (first) count++;
    if (point) after++;
  }
  const char *last = p;
  power = -(long)after;
  if ((*p | 32) == 'e') {
    const char *q = p + 1;
    int minus = 0;
    if (*q == '+' || *q == '-') minus = *q++ == '-';
    if (isdigit((unsigned char)*q)) {
      long e = 0;
      for (; isdigit((unsigned char)*q); q++)
        if (e < 100000000) e = e * 10 + (*q - '0');
      power += minus ? -e : e;
      p = q;
    }
  }
  *at = p;
  if (!first) return negative ? -0.0L : 0.0L;
  /* Zeros at the end belong to the power. */
  while (last > first && (last[-1] == '0' || last[-1] == '.')) {
    if (last[-1] == '0') {
      power++;
      count--;
    }
    last--;
  }
  if (count + power > 5000) return assemble(1UL << 63, 0, 20000, negative, to);
  if (count + power < -5020) return assemble(1UL << 63, 0, -20000, negative, to);
  if (count <= 19) {
    uint64_t n = 0;
    for (const char *q = first; q < last; q++)
      if (*q != '.') n = n * 10 + (uint64_t)(*q - '0');
    if (to->bits == 53 && n <= 1UL << 53 && power >= -22 && power <= 22) {
      double x = (double)n;
      x = power < 0 ? x / tens[-power] : x * tens[power];
      return negative ? -x : x;
    }
  }
  int kept = count < most ? count : most, sticky = count > most;
  char digits[kept];
  int n = 0;
  for (const char *q = first; n < kept; q++)
    if (*q != '.') digits[n++] = *q;
  return decimal(digits, kept, (int)(power + (count - kept)), sticky, negative, to);
}

static long double parse_hex(const char **at, int negative, const struct format *to) {
  const char *p = *at;
  uint64_t m = 0;
  int point = 0, more = 0, tail = -1;
  long e = 0;
  for (;; p++) {
    if (*p == '.' && !point) {
      point = 1;
      continue;
    }
    unsigned char c = (unsigned char)*p;
    if (!isxdigit(c)) break;
    unsigned digit = (unsigned)(isdigit(c) ? c - '0' : (c | 32) - 'a' + 10);
    if (point) e -= 4;
    if (m >> 60) {
      /* Full: the first figure that does not fit tips the rounding, the others only when it is in the middle. */
      int room = m ? __builtin_clzl(m) : 0;
      e += 4 - room;
      if (tail >= 0)
        more |= digit != 0;
      else {
        if (room) m = m << room | digit >> (4 - room);
        tail = (int)(digit << room & 15);
      }
    } else
      m = m << 4 | digit;
  }
  if ((*p | 32) == 'p') {
    const char *q = p + 1;
    int minus = 0;
    if (*q == '+' || *q == '-') minus = *q++ == '-';
    if (isdigit((unsigned char)*q)) {
      long x = 0;
      for (; isdigit((unsigned char)*q); q++)
        if (x < 100000000) x = x * 10 + (*q - '0');
      e += minus ? -x : x;
      p = q;
    }
  }
  *at = p;
  if (!m) return negative ? -0.0L : 0.0L;
  int lead = __builtin_clzl(m);
  m <<= lead;
  e -= lead;
  if (e > 40000) e = 40000;
  if (e < -40000) e = -40000;
  int rest = tail > 8 || (tail == 8 && more) ? ABOVE_HALF : tail == 8 ? HALF : tail > 0 || more ? BELOW_HALF : NOTHING;
  return assemble(m, rest, (int)e, negative, to);
}

long double __parse_float(const char *s, char **end, const struct format *to) {
  const char *p = s;
  int negative = 0;
  long double x;
  while (isspace((unsigned char)*p)) p++;
  if (*p == '+' || *p == '-') negative = *p++ == '-';
  if (!strncasecmp(p, "inf", 3)) {
    p += strncasecmp(p, "infinity", 8) ? 3 : 8;
    x = negative ? -HUGE_VALL : HUGE_VALL;
  } else if (!strncasecmp(p, "nan", 3)) {
    p += 3;
    if (*p == '(') {
      const char *q = p + 1;
      while (isalnum((unsigned char)*q) || *q == '_') q++;
      if (*q == ')') p = q + 1;
    }
    x = __builtin_nanl("");
    if (negative) x = -x;
  } else if (*p == '0' && (p[1] | 32) == 'x' &&
             (isxdigit((unsigned char)p[2]) || (p[2] == '.' && isxdigit((unsigned char)p[3])))) {
    p += 2;
    x = parse_hex(&p, negative, to);
  } else if (isdigit((unsigned char)*p) || (*p == '.' && isdigit((unsigned char)p[1])))
    x = parse_decimal(&p, negative, to);
  else {
    p = s;
    x = 0;
  }
  if (end) *end = (char *)p;
  return x;
}

double strtod(const char *restrict s, char **restrict end) { return (double)__parse_float(s, end, &__double_format); }

float strtof(const char *restrict s, char **restrict end) { return (float)__parse_float(s, end, &__float_format); }

long double strtold(const char *restrict s, char **restrict end) { return __parse_float(s, end, &__extended_format); }

double atof(const char *s) { return strtod(s, 0); }
