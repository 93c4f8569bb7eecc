// Functions that take a locale, that of C.
#define _GNU_SOURCE
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <wchar.h>
#include <wctype.h>
int main(void) {
  locale_t c = newlocale(LC_ALL_MASK, "C", 0);
  char *end, out[64];
  wchar_t *wend;
  struct tm tm = { .tm_year = 126, .tm_mon = 4, .tm_mday = 6, .tm_wday = 3 };
  double e = strtod_l("1.5e3x", &end, c);
  printf("%g %g %Lg\n", e, strtof_l("0x1p4", 0, c), strtold_l("-2,5", 0, c));
  printf("%s %ld %llu %lx %lld\n", end, strtol_l("077", 0, 0, c), strtoull_l("-1", 0, 10, c), strtoul_l("ff", 0, 16, c), strtoll_l("z", 0, 36, c));
  printf("%d %d %d\n", strcasecmp_l("Hello", "hELLO", c), strncasecmp_l("abcX", "ABCy", 3, c), strcasecmp_l("a", "B", c) < 0);
  printf("%d %d %d %d\n", !!iswalpha_l(L'q', c), !!iswdigit_l(L'q', c), (int)towupper_l(L'q', c), !!iswctype_l(L' ', wctype_l("space", c), c));
  printf("%zu %s\n", strftime_l(out, sizeof out, "%A %d %B %Y", &tm, c), out);
  printf("%s %d %d\n", nl_langinfo_l(RADIXCHAR, c), wcscasecmp_l(L"AB", L"ab", c), wcscoll_l(L"a", L"b", c) < 0);
  double d = wcstod_l(L"2.25!", &wend, c);
  printf("%g %ls %ld\n", d, wend, wcstol_l(L"-12", 0, 10, c));
  printf("%zu %d\n", strxfrm_l(out, "abc", sizeof out, c), INT_WIDTH + LONG_WIDTH + INTMAX_WIDTH + INT_FAST16_WIDTH + CHAR_WIDTH);
  freelocale(c);
  return 0;
}
