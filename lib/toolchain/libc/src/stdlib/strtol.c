/* C11 7.22.1.4, 7.22.1.2; 7.8.2.3 strtoimax. */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

/* The magnitude and sign of the number at s; `most` is where magnitudes end, ERANGE past it. */
static unsigned long convert(const char *s, char **end, int base, int is_signed) {
  const char *p = s, *start;
  int negative = 0, over = 0;
  unsigned long n = 0;
  if (base < 0 || base == 1 || base > 36) {
    errno = EINVAL;
    if (end) *end = (char *)s;
    return 0;
  }
  while (isspace((unsigned char)*p)) p++;
  if (*p == '+' || *p == '-') negative = *p++ == '-';
  if ((base == 0 || base == 16) && *p == '0' && (p[1] | 32) == 'x' && isxdigit((unsigned char)p[2])) {
    p += 2;
    base = 16;
  } else if (base == 0)
    base = *p == '0' ? 8 : 10;
  for (start = p;; p++) {
    unsigned char c = (unsigned char)*p;
    int digit = isdigit(c) ? c - '0' : isalpha(c) ? (c | 32) - 'a' + 10 : 36;
    if (digit >= base) break;
    if (__builtin_mul_overflow(n, (unsigned long)base, &n) || __builtin_add_overflow(n, (unsigned long)digit, &n)) over = 1;
  }
  if (end) *end = (char *)(p == start ? s : p);
  unsigned long most = is_signed ? (unsigned long)LONG_MAX + (unsigned long)negative : ULONG_MAX;
  if (over || n > most) {
    errno = ERANGE;
    return is_signed ? most : ULONG_MAX;
  }
  return negative ? -n : n;
}

long strtol(const char *restrict s, char **restrict end, int base) { return (long)convert(s, end, base, 1); }

unsigned long strtoul(const char *restrict s, char **restrict end, int base) { return convert(s, end, base, 0); }

long long strtoll(const char *restrict s, char **restrict end, int base) { return strtol(s, end, base); }

unsigned long long strtoull(const char *restrict s, char **restrict end, int base) { return strtoul(s, end, base); }

intmax_t strtoimax(const char *restrict s, char **restrict end, int base) { return strtol(s, end, base); }

uintmax_t strtoumax(const char *restrict s, char **restrict end, int base) { return strtoul(s, end, base); }

int atoi(const char *s) { return (int)strtol(s, 0, 10); }

long atol(const char *s) { return strtol(s, 0, 10); }

long long atoll(const char *s) { return strtol(s, 0, 10); }
