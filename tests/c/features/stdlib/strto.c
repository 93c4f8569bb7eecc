#include <stdio.h>
#include <stdlib.h>
#include <errno.h>
#include <limits.h>
int main(void) {
  const char *v[] = {
      "42", "  -17abc", "0x1F", "077", "0b11", "", "  ", "9223372036854775808", "-9223372036854775809",
      "+5", "zz",       "0x",   "1e5"};
  for (unsigned i = 0; i < sizeof v / sizeof *v; i++) {
    char *e;
    errno = 0;
    long n = strtol(v[i], &e, 0);
    printf("%ld '%s' %d | ", n, e, errno == ERANGE);
    errno = 0;
    unsigned long u = strtoul(v[i], &e, 10);
    printf("%lu '%s' %d\n", u, e, errno == ERANGE);
  }
  printf("%ld %ld %lld\n", strtol("zz", 0, 36), strtol("1010", 0, 2), strtoll("-7fffffffffffffff", 0, 16));
  const char *d[] = {"3.14", "1e400", "-1e-400", "inf", "NaN", "0x1.8p1", ".5.", "1e", "infinity!", "-0"};
  for (unsigned i = 0; i < sizeof d / sizeof *d; i++) {
    char *e;
    errno = 0;
    double x = strtod(d[i], &e);
    printf("%g '%s' %d\n", x, e, errno == ERANGE);
  }
  printf("%d %ld %g %d\n", atoi("12x"), atol("-9"), atof("2.5e3"), abs(-3));
  div_t q = div(-7, 2);
  ldiv_t l = ldiv(7, -2);
  printf("%d %d %ld %ld\n", q.quot, q.rem, l.quot, l.rem);
}
