// sscanf: sets, widths, assignment suppression, %n, hex floats, %m, pointers, failures.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
int main(void) {
  char a[32], b[32]; int i, j, n; unsigned u; double d; float f; long l; short h; signed char c; char *m;
  printf("%d", sscanf("key = value # comment", "%[a-z] = %[^#]", a, b)); printf(" <%s> <%s>\n", a, b);
  printf("%d", sscanf("2024-02-29T12:34", "%4d-%2d-%*dT%n%d", &i, &j, &n, &h)); printf(" %d %d %d\n", i, j, n);
  printf("%d", sscanf("0x1f 017 9", "%i %i %i", &i, &j, &n)); printf(" %d %d %d\n", i, j, n);
  printf("%d", sscanf("ff 1e3 0x1.8p2", "%x %lf %f", &u, &d, &f)); printf(" %u %g %g\n", u, d, f);
  printf("%d", sscanf("-129 70000 12345678901", "%hhd %hd %ld", &c, &h, &l)); printf(" %d %d %ld\n", c, h, l);
  printf("%d", sscanf("abc]def", "%[]abc]%s", a, b)); printf(" %s %s\n", a, b);
  printf("%d", sscanf("a-b", "%[a-]%s", a, b)); printf(" %s %s\n", a, b);
  printf("%d", sscanf("  xyz", "%3c%c", a, b)); printf(" [%.3s][%c]\n", a, b[0]);
  printf("%d\n", sscanf("", "%d", &i));
  printf("%d\n", sscanf("x", "%d", &i));
  printf("%d\n", sscanf("5%", "%d%%%n", &i, &n)); printf("%d\n", n);
  printf("%d", sscanf("allocated rest", "%ms", &m)); printf(" %s\n", m); free(m);
  printf("%d", sscanf("nan inf -infinity", "%lf %f %*f", &d, &f)); printf(" %d %d\n", d != d, f > 1e30f);
  printf("%d", sscanf("12:34:56", "%d:%d:%d%d", &i, &j, &n, &n)); printf(" %d %d\n", i, j);
  printf("%d", sscanf("99999999999999999999", "%ld", &l)); printf(" %ld\n", l);
  return 0;
}
