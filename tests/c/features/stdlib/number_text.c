// ecvt, fcvt, gcvt, a64l, strtod's corners, strtol with bases, div, labs, atof, imaxabs, strtoumax.
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
int main(void) {
  int point, sign; char text[40], *end;
  printf("%s", ecvt(-1234.5678, 6, &point, &sign)); printf(" %d %d\n", point, sign);
  printf("%s", fcvt(0.0004567, 6, &point, &sign)); printf(" %d %d\n", point, sign);
  printf("%s %s %s\n", gcvt(1e10, 5, text), gcvt(0.1, 3, text + 20), gcvt(1e-7, 4, text));
  printf("%ld %s\n", a64l("./zZ"), l64a(123456));
  printf("%g", strtod("  -1.5e-3xyz", &end)); printf(" %s\n", end);
  printf("%a %g\n", strtod("0x1.fp4", NULL), strtod("1e400", &end)); printf("%d\n", errno == ERANGE);
  printf("%.17g %.17g\n", strtod("0.1", 0), strtod("123456789012345678901234567890", 0));
  errno = 0;
  printf("%ld", strtol("7fffffffffffffffff", &end, 16)); printf(" %d %d\n", errno == ERANGE, *end);
  printf("%ld %ld %ld %lu\n", strtol("zz", 0, 36), strtol("0b11", &end, 0), strtol("-0777", 0, 0), strtoul("-1", 0, 10));
  div_t d = div(-17, 5); ldiv_t l = ldiv(17, -5); lldiv_t q = lldiv(-17, -5);
  printf("%d %d %ld %ld %lld %lld\n", d.quot, d.rem, l.quot, l.rem, q.quot, q.rem);
  printf("%" PRIdMAX " %" PRIuMAX " %" PRIx64 "\n", imaxabs(-5), strtoumax("18446744073709551615", 0, 10), (uint64_t)255);
  printf("%d %ld %lld %g\n", atoi("  42abc"), atol("-99999999999"), llabs(-5ll), atof("3.25e1"));
  char *subs[] = {"ro", "size", NULL}, opts[] = "ro,size=5,other", *o = opts, *v;
  while (*o) { int k = getsubopt(&o, subs, &v); printf("%d(%s) ", k, v ? v : "-"); }
  puts("");
  return 0;
}
