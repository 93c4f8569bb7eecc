/* ecvt(3), fcvt(3), gcvt(3): a number's digits without its point. */
#define _GNU_SOURCE
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Digits beyond these say nothing of a double. */
#define DIGITS 17

static char digits[DIGITS + 330];

/* The digits of a text such as -1.5e+03 or 0.004; `point` counts those before the point. */
static char *collect(const char *text, int *point) {
  char *to = digits;
  int before = 0, seen = 0;
  const char *p = text;
  for (; *p && *p != 'e'; p++) {
    if (*p == '.')
      seen = 1;
    else {
      *to++ = *p;
      before += !seen;
    }
  }
  *to = 0;
  *point = before + (*p ? atoi(p + 1) : 0);
  return digits;
}

char *ecvt(double x, int n, int *restrict point, int *restrict sign) {
  char text[64];
  *sign = signbit(x) && !isnan(x);
  if (!isfinite(x)) return *point = 0, strcpy(digits, isnan(x) ? "nan" : *sign ? "-inf" : "inf");
  if (n > DIGITS) n = DIGITS;
  if (n <= 0) return *point = 0, strcpy(digits, "");
  snprintf(text, sizeof text, "%.*e", n - 1, fabs(x));
  collect(text, point);
  if (x == 0) *point = 1;
  return digits;
}

char *fcvt(double x, int n, int *restrict point, int *restrict sign) {
  char text[DIGITS + 330];
  *sign = signbit(x) && !isnan(x);
  if (!isfinite(x)) return *point = 0, strcpy(digits, isnan(x) ? "nan" : *sign ? "-inf" : "inf");
  if (n > DIGITS) n = DIGITS;
  snprintf(text, sizeof text, "%.*f", n > 0 ? n : 0, fabs(x));
  collect(text, point);
  /* Zeros before the first digit are told by the place of the point. */
  if (x != 0 && fabs(x) < 1) {
    size_t zeros = strspn(digits, "0");
    if (digits[zeros]) {
      memmove(digits, digits + zeros, strlen(digits + zeros) + 1);
      *point -= (int)zeros;
    }
  }
  return digits;
}

char *gcvt(double x, int n, char *to) {
  sprintf(to, "%.*g", n > DIGITS ? DIGITS : n, x);
  return to;
}
