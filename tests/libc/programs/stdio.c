// The printf, scanf and stream functions on what is hard in them.
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void) {
  int a, b, n;
  long l;
  double d;
  float f;
  long double ld;
  char s[64], t[64], *m;
  printf("%d %i %5d|%-5d|%05d|%+d|% d|%.3d|%x|%#X|%o|%#o|%u\n", 1, -2, 3, 4, 5, 6, 7, 8, 255, 255, 8, 8, UINT_MAX);
  printf("%hhd %hd %ld %lld %jd %zd %td\n", 300, 70000, LONG_MIN, LLONG_MAX, INTMAX_MIN, (ssize_t)-1, (ptrdiff_t)5);
  printf("%s|%10s|%-10s|%.2s|%c|%%|%p|%s\n", "abc", "abc", "abc", "abc", 'x', (void *)0x1234, (char *)0);
  printf("%f %e %g %a %F %E %G %A\n", 1.5, 1.5, 1.5, 1.5, 1e10, 1e-10, 1e20, 0.1);
  printf("%.0f %.0f %.0f %.0f %.1f %.20f\n", 0.5, 1.5, 2.5, 3.5, 0.25, 0.1);
  printf("%g %g %g %g %g %#g %.3g\n", 100000.0, 1000000.0, 0.0001, 0.00001, 0.0, 1.0, 1234.0);
  printf("%Lf %Le %Lg %La\n", 1.25L, 1e4000L, 3.5e-4000L, 0.1L);
  printf("%f %e %g %F\n", 1.0 / 0.0, -1.0 / 0.0, 0.0 / 0.0 * -1, 1.0 / 0.0);
  printf("%.3a %.0a %a %a\n", 1.999, 1.5, 5e-324, -0.0);
  printf("%2$s %1$d %3$*4$d\n", 1, "two", 3, 5);
  printf("%-*d|%.*f\n", 6, 7, 2, 3.14159);
  printf("%n%d%n", &n, 12345, &b);
  a = n;
  printf(" %d %d %'d\n", a, b, 1234567);
  printf("%.1000f\n", 5e-324);
  printf("%.50g %.40Lg\n", 1e300, 1e-4940L);
  n = snprintf(s, 5, "%s", "abcdefgh");
  printf("%s %d\n", s, n);
  errno = ENOENT;
  printf("%m\n");
  n = sscanf("12 0x1f 077 -5 abc 3.25e2 xyz%", "%d %i %i %ld %3s %lf %[a-z]%%%n", &a, &b, &n, &l, s, &d, t, &n);
  printf("%d %d %d %ld %s %g %s\n", n, a, b, l, s, d, t);
  n = sscanf("1e 5", "%f", &f);
  printf("%d\n", n);
  n = sscanf("0x1.8p3 nan inf", "%f %lf %Lf", &f, &d, &ld);
  printf("%d %g %g %Lg\n", n, f, d, ld);
  n = sscanf("  word rest", "%ms %c%c", &m, s, t);
  printf("%d %s %c%c\n", n, m, *s, *t);
  printf("%d %d %d\n", sscanf("", "%d", &a), sscanf("x", "%d", &a), sscanf("5", "%d%d", &a, &b));
  printf("%d\n", sscanf("123456", "%2d%3d", &a, &b));
  printf("%d %d\n", a, b);
  FILE *file = tmpfile();
  fprintf(file, "one\ntwo\nthree\n");
  rewind(file);
  char *line = 0;
  size_t room = 0;
  while ((l = getline(&line, &room, file)) > 0) printf("%ld %s", l, line);
  printf("%d\n", feof(file));
  fseek(file, 4, SEEK_SET);
  printf("%c %ld ", fgetc(file), ftell(file));
  ungetc('Z', file);
  printf("%c %ld ", fgetc(file), ftell(file));
  fseek(file, -2, SEEK_END);
  printf("%c %ld\n", fgetc(file), ftell(file));
  fseek(file, 0, SEEK_SET);
  fputs("ONE", file);
  fseek(file, 0, SEEK_SET);
  printf("%s", fgets(s, 64, file));
  fclose(file);
  size_t size;
  file = open_memstream(&m, &size);
  fprintf(file, "%d-%s", 42, "mem");
  fclose(file);
  printf("%s %zu\n", m, size);
  file = fmemopen("hello world", 11, "r");
  printf("%d %s %s\n", fscanf(file, "%s %s", s, t), s, t);
  fclose(file);
  file = popen("echo from a shell; exit 3", "r");
  printf("%s", fgets(s, 64, file));
  printf("%d\n", pclose(file) >> 8);
  puts(strerror(EAGAIN));
  printf("%s %s\n", strerror(12345), strsignal(11));
  fprintf(stderr, "to %s\n", "stderr");
  return 7;
}
