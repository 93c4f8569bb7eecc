#include <stdio.h>
int main(void) {
  int a, b, n;
  char s[20], t[20], c;
  float f;
  double d;
  long l;
  unsigned u;
  short h;
  printf("%d ", scanf("%d %s %f", &a, s, &f));
  printf("%d %s %g\n", a, s, f);
  printf("%d ", scanf(" %[a-z] %c", s, &c));
  printf("%s %c\n", s, c);
  char line[50];
  fgets(line, 50, stdin);
  printf("%s", line);
  printf("%d ", scanf("%i %i %ld", &a, &b, &l));
  printf("%d %d %ld\n", a, b, l);
  printf("%d\n", scanf("%d", &a));
  printf("%d ", sscanf("12:34:56 rest", "%d:%d:%n%d", &a, &b, &n, &a));
  printf("%d %d %d\n", a, b, n);
  printf("%d ", sscanf("abc123", "%3s%2d%c", s, &a, &c));
  printf("%s %d %c\n", s, a, c);
  printf("%d ", sscanf("1.5e2 0x1p3", "%lf %f", &d, &f));
  printf("%g %g\n", d, f);
  printf("%d ", sscanf("x=10,y=20", "x=%d,y=%u", &a, &u));
  printf("%d %u\n", a, u);
  printf("%d\n", sscanf("", "%d", &a));
  printf("%d\n", sscanf("abc", "%d", &a));
  printf("%d ", sscanf("key = some value; more", "%[^ =] = %[^;]", s, t));
  printf("%s|%s\n", s, t);
  printf("%d ", sscanf("99 100", "%*d %hd", &h));
  printf("%d\n", h);
  printf("%d ", sscanf("ff 077 %", "%x %o %%", &u, &a));
  printf("%u %d\n", u, a);
}
