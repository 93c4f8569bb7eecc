// Random numbers through printf and strtod; the seed and the count are arguments.
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned long s;

static unsigned long next(void) {
  s ^= s << 13;
  s ^= s >> 7;
  return s ^= s << 17;
}

static double random_double(void) {
  union {
    unsigned long u;
    double x;
  } v = { next() };
  switch (next() % 4) {
  case 0:
    return v.x;
  case 1:
    return (double)(long)(next() % 2000001 - 1000000) / 1000;
  case 2:
    return (double)(next() >> (next() & 63));
  default:
    v.u &= ~(~0UL >> 1) | (next() & next() & ~0UL >> 1);
    return v.x;
  }
}

static long double random_long(void) {
  union {
    struct {
      unsigned long m;
      unsigned short e;
    } b;
    long double x;
  } v = { { next() | 1UL << 63, (unsigned short)next() } };
  if (next() % 3) v.b.e = (unsigned short)(16383 + (int)(next() % 200) - 100);
  return v.x;
}

int main(int argc, char **argv) {
  static char text[20000];
  s = argc > 1 ? strtoul(argv[1], 0, 10) * 2654435769UL + 1 : 1;
  for (int n = argc > 2 ? atoi(argv[2]) : 1000; n; n--) {
    char format[32], *end;
    int precision = (int)(next() % 8 ? next() % 24 : next() % 400);
    const char *flags[] = { "", "-", "+", " ", "#", "0", "+0", "-#" };
    double d = random_double();
    long double ld = random_long();
    if (isnan(d)) d = 1;
    if (isnan(ld)) ld = 1;
    int width = (int)(next() % 40);
    char c = "eEfFgGaA"[next() % 8];
    if (next() % 4)
      sprintf(format, "%%%s%d.%d%c", flags[next() % 8], width, precision, c);
    else
      sprintf(format, "%%%s%d%c", flags[next() % 8], width, c);
    sprintf(text, format, d);
    printf("%s %s|", format, text);
    memmove(strchr(format, 0), strchr(format, 0) - 1, 2);
    format[strlen(format) - 2] = 'L';
    sprintf(text, format, ld);
    printf("%s %s|", format, text);
    /* Digits with a random exponent, and the middle of two doubles with a tail. */
    int k = 0, digits = (int)(next() % 40) + 1;
    if (next() % 3) {
      for (int i = 0; i < digits; i++) text[k++] = (char)('0' + next() % 10);
      if (next() & 1) text[next() % (unsigned)k] = '.';
      sprintf(text + k, "e%d", (int)(next() % 700) - 350);
    } else {
      union {
        double x;
        unsigned long u;
      } v = { fabs(d) };
      v.u++;
      sprintf(text, "%.*Le", (int)(next() % 60) + 10, ((long double)v.x + (long double)fabs(d)) / 2);
      if (strstr(text, "inf")) strcpy(text, "1e400");
    }
    errno = 0;
    double x = strtod(text, &end);
    printf("%s %a %d %td|", text, x, errno, end - text);
    errno = 0;
    float f = strtof(text, 0);
    printf("%a %d|", f, errno);
    sprintf(strchr(text, 'e') ? strchr(text, 'e') : text, "e%d", (int)(next() % 9900) - 4950);
    errno = 0;
    long double l = strtold(text, 0);
    printf("%La %d\n", l, errno);
  }
  return 0;
}
