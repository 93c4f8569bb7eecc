/* Exact decimal digits of a binary value: a row of base 10^9 limbs, doubled or halved as the exponent says. */
#include <fenv.h>
#include <math.h>
#include <string.h>
#include "../internal/decimal.h"

#define BASE 1000000000U

struct binary __binary(long double x) {
  union extended u = { x };
  struct binary b = { u.bits.m, (u.bits.se & 0x7fff) - 16383 - 63, u.bits.se >> 15, FP_NORMAL };
  if ((u.bits.se & 0x7fff) == 0x7fff)
    b.kind = u.bits.m << 1 ? FP_NAN : FP_INFINITE;
  else if (!b.m)
    b.kind = FP_ZERO;
  else if (!(u.bits.se & 0x7fff)) {
    b.kind = FP_SUBNORMAL;
    b.e = -16382 - 63;
  }
  return b;
}

/* Trailing zero bits only make work. */
static struct binary reduced(struct binary b) {
  int zeros = b.m ? __builtin_ctzl(b.m) : 0;
  b.m >>= zeros;
  b.e += zeros;
  return b;
}

/* 29 bits are fewer than 9 digits; a fraction of k bits has k decimal places. */
int __digits_work(struct binary b) {
  b = reduced(b);
  return b.e >= 0 ? 4 + b.e / 29 : 4 + (-b.e + 8) / 9;
}

int __digits_room(struct binary b) { return 9 * __digits_work(b) + 1; }

int __digits(struct binary b, char *digits, uint32_t *work, int *point) {
  b = reduced(b);
  *point = 0;
  if (!b.m) return 0;
  /* [low, high) are the limbs in use, the most significant first; `unit` is the index just after the units. */
  uint32_t *high, *low;
  int whole;
  if (b.e >= 0) {
    high = low = work + __digits_work(b);
    for (uint64_t m = b.m; m; m /= BASE) *--low = (uint32_t)(m % BASE);
    for (int left = b.e; left > 0;) {
      int step = left > 29 ? 29 : left;
      uint64_t carry = 0;
      for (uint32_t *p = high; p-- > low;) {
        uint64_t t = ((uint64_t)*p << step) + carry;
        *p = (uint32_t)(t % BASE);
        carry = t / BASE;
      }
      if (carry) *--low = (uint32_t)carry;
      left -= step;
    }
    whole = (int)(high - low);
  } else {
    low = high = work;
    uint32_t parts[3];
    int n = 0;
    for (uint64_t m = b.m; m; m /= BASE) parts[n++] = (uint32_t)(m % BASE);
    whole = n;
    while (n) *high++ = parts[--n];
    /* 10^9 is a multiple of 2^9: each shift by 9 adds at most one limb. */
    for (int left = -b.e; left > 0;) {
      int step = left > 9 ? 9 : left;
      uint32_t rest = 0, mask = (1U << step) - 1, scale = BASE >> step;
      for (uint32_t *p = low; p < high; p++) {
        uint32_t t = *p;
        *p = (t >> step) + rest;
        rest = (t & mask) * scale;
      }
      if (rest) *high++ = rest;
      if (!*low) {
        low++;
        whole--;
      }
      left -= step;
    }
  }
  char *d = digits;
  for (uint32_t *p = low; p < high; p++) {
    uint32_t limb = *p;
    for (int i = 8; i >= 0; i--, limb /= 10) d[i] = (char)('0' + limb % 10);
    d += 9;
  }
  int zeros = 0, count = (int)(d - digits);
  while (digits[zeros] == '0') zeros++;
  while (digits[count - 1] == '0') count--;
  count -= zeros;
  if (zeros) memmove(digits, digits + zeros, (size_t)count);
  *point = 9 * whole - zeros;
  return count;
}

int __digits_round(char *digits, int count, int keep, int negative, int *point) {
  if (keep >= count) return count;
  /* Digits end in one that is not 0, so what goes is 0 only when there is nothing. */
  int up, mode = fegetround();
  if (mode == FE_TONEAREST) {
    if (keep < 0)
      up = 0;
    else if (digits[keep] != '5' || keep + 1 < count)
      up = digits[keep] >= '5';
    else
      up = keep > 0 && (digits[keep - 1] & 1);
  } else
    up = count > 0 && mode == (negative ? FE_DOWNWARD : FE_UPWARD);
  if (keep < 0 && up) {
    /* The value is below the last place: one unit there. */
    *point -= keep;
    keep = 0;
  }
  if (keep < 0) keep = 0;
  if (!up) {
    while (keep && digits[keep - 1] == '0') keep--;
    return keep;
  }
  while (keep && digits[keep - 1] == '9') keep--;
  if (!keep) {
    digits[0] = '1';
    ++*point;
    return 1;
  }
  digits[keep - 1]++;
  return keep;
}
