/* %e %f %g %a (C11 7.21.6.1p8), with correct rounding at any precision. */
#include <fenv.h>
#include <math.h>
#include <string.h>
#include "../internal/decimal.h"
#include "printf.h"

static int exponent_text(char *to, char letter, int e, int least) {
  char text[8];
  int n = 0, k = 0;
  unsigned u = e < 0 ? -(unsigned)e : (unsigned)e;
  do text[n++] = (char)('0' + u % 10);
  while (u /= 10);
  while (n < least) text[n++] = '0';
  to[k++] = letter;
  to[k++] = e < 0 ? '-' : '+';
  while (n) to[k++] = text[--n];
  return k;
}

/* Digits from place `from` on, `n` of them; places outside those that there are hold 0. */
static void digits_out(struct sink *out, const char *digits, int count, int from, int n) {
  if (from < 0 && n > 0) {
    int zeros = -from < n ? -from : n;
    __sink_pad(out, '0', zeros);
    from += zeros;
    n -= zeros;
  }
  if (from < count && n > 0) {
    int have = count - from < n ? count - from : n;
    __sink(out, digits + from, (size_t)have);
    n -= have;
  }
  __sink_pad(out, '0', n);
}

static void hex_float(struct sink *out, const struct spec *s, struct binary b, const char *sign, int is_long) {
  int upper = s->conversion == 'A', precision = s->precision, e = 0;
  const char *figures = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  char text[40], tail[10];
  uint64_t m = b.m;
  if (m) {
    e = b.e + 63;
    if (is_long)
      /* long double shows its whole first figure: 1.m would lose the x87's explicit bit. */
      e -= 3;
    else {
      if (b.kind == FP_SUBNORMAL || !(m >> 63)) {
        int shift = __builtin_clzl(m);
        m <<= shift;
        e -= shift;
      }
      /* Subnormal doubles are shown as 0x0.m p-1022, as glibc shows them. */
      if (e < -1022) {
        int shift = -1022 - e;
        m >>= shift;
        e = -1022;
      }
    }
  }
  /* First figure, then 15 (long double) or 13 (double) more. */
  int first = is_long ? (int)(m >> 60) : (int)(m >> 63);
  uint64_t rest = is_long ? m << 4 : m << 1;
  int places = is_long ? 15 : 13;
  if (precision >= 0 && precision < places) {
    uint64_t unit = precision ? 1UL << (64 - 4 * precision) : 0;
    uint64_t below = precision ? rest & (unit - 1) : rest, half = precision ? unit >> 1 : 1UL << 63;
    int odd = precision ? (rest & unit) != 0 : first & 1, up = 0;
    switch (fegetround()) {
    case FE_TONEAREST:
      up = below > half || (below == half && odd);
      break;
    case FE_UPWARD:
      up = below && !b.negative;
      break;
    case FE_DOWNWARD:
      up = below && b.negative;
      break;
    }
    rest -= below;
    if (up) {
      if (!precision)
        first++;
      else if ((rest += unit) == 0)
        first++;
      if (first == 16) {
        first = 1;
        e += 4;
      }
    }
  }
  int n = 0, have = 0;
  for (uint64_t r = rest; r; r <<= 4) have++;
  int shown = precision >= 0 ? precision : have;
  text[n++] = figures[first];
  if (shown || s->flags & ALTERNATE) text[n++] = '.';
  int figure_count = shown < places ? shown : places;
  for (int i = 0; i < figure_count; i++, rest <<= 4) text[n++] = figures[rest >> 60];
  int k = exponent_text(tail, upper ? 'P' : 'p', e, 1), zeros = shown - figure_count;
  int length = (int)strlen(sign) + 2 + n + zeros + k;
  if (!(s->flags & (LEFT | ZERO))) __sink_pad(out, ' ', s->width - length);
  __sink(out, sign, strlen(sign));
  __sink(out, upper ? "0X" : "0x", 2);
  if ((s->flags & (LEFT | ZERO)) == ZERO) __sink_pad(out, '0', s->width - length);
  __sink(out, text, (size_t)n);
  __sink_pad(out, '0', zeros);
  __sink(out, tail, (size_t)k);
  if (s->flags & LEFT) __sink_pad(out, ' ', s->width - length);
}

static void special(struct sink *out, const struct spec *s, const char *sign, const char *word) {
  int length = (int)strlen(sign) + 3;
  if (!(s->flags & LEFT)) __sink_pad(out, ' ', s->width - length);
  __sink(out, sign, strlen(sign));
  __sink(out, word, 3);
  if (s->flags & LEFT) __sink_pad(out, ' ', s->width - length);
}

void __print_float(struct sink *out, const struct spec *s, long double x, int is_long) {
  struct binary b = __binary(x);
  const char *sign = b.negative ? "-" : s->flags & PLUS ? "+" : s->flags & SPACE ? " " : "";
  int upper = s->conversion < 'a', precision = s->precision, point;
  char letter = s->conversion | 32, tail[10];
  if (b.kind == FP_NAN) {
    special(out, s, sign, upper ? "NAN" : "nan");
    return;
  }
  if (b.kind == FP_INFINITE) {
    special(out, s, sign, upper ? "INF" : "inf");
    return;
  }
  if (letter == 'a') {
    hex_float(out, s, b, sign, is_long);
    return;
  }
  uint32_t work[__digits_work(b)];
  char digits[__digits_room(b) + 1];
  int count = __digits(b, digits, work, &point);
  if (precision < 0) precision = 6;
  int trim = 0;
  if (letter == 'g') {
    if (!precision) precision = 1;
    count = __digits_round(digits, count, precision, b.negative, &point);
    int e = count ? point - 1 : 0;
    trim = !(s->flags & ALTERNATE);
    if (e < -4 || e >= precision) {
      letter = 'e';
      precision--;
      if (trim && precision > count - 1) precision = count ? count - 1 : 0;
    } else {
      letter = 'f';
      precision -= e + 1;
      if (trim && precision > count - point) precision = count > point ? count - point : 0;
      if (!count && trim) precision = 0;
    }
  } else if (letter == 'e')
    count = __digits_round(digits, count, precision < 20000 ? precision + 1 : 20000, b.negative, &point);
  else {
    int keep = point + (precision < 20000 ? precision : 20000);
    count = __digits_round(digits, count, keep, b.negative, &point);
  }
  int k = letter == 'e' ? exponent_text(tail, upper ? 'E' : 'e', count ? point - 1 : 0, 2) : 0;
  int whole = letter == 'e' || point < 1 || !count ? 1 : point;
  int dot = precision > 0 || s->flags & ALTERNATE;
  int length = (int)strlen(sign) + whole + dot + precision + k;
  if (!(s->flags & (LEFT | ZERO))) __sink_pad(out, ' ', s->width - length);
  __sink(out, sign, strlen(sign));
  if ((s->flags & (LEFT | ZERO)) == ZERO) __sink_pad(out, '0', s->width - length);
  if (!count) {
    __sink_pad(out, '0', 1);
    if (dot) __sink(out, ".", 1);
    __sink_pad(out, '0', precision);
  } else {
    /* Place 0 of the digits is the first; the units are at place point - 1. */
    int units = letter == 'e' ? 0 : point - 1;
    digits_out(out, digits, count, units - whole + 1, whole);
    if (dot) __sink(out, ".", 1);
    digits_out(out, digits, count, units + 1, precision);
  }
  __sink(out, tail, (size_t)k);
  if (s->flags & LEFT) __sink_pad(out, ' ', s->width - length);
}
