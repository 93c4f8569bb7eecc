#include <stdio.h>
struct s {
  unsigned char c;
  short h;
  float f;
  double d;
  char *p;
  int v[2];
};
int main(void) {
  struct s s = {255, 32767, 1.5f, 2.5, "text", {1, 2}}, *p = &s;
  s.c++;
  p->h++;
  ++s.f;
  p->d--;
  s.p++;
  printf("%d %d %g %g %s\n", s.c, s.h, s.f, s.d, s.p);
  printf("%d %d ", s.v[0]++, --s.v[1]);
  printf("%d %d\n", s.v[0], s.v[1]);
  int i = 5;
  int j = i++ * 2;
  j += --i;
  printf("%d %d\n", i, j);
  long long l = -1;
  l++;
  printf("%lld\n", l--);
  unsigned u = 0;
  u--;
  printf("%u\n", u);
  int v[] = {1, 2, 3, 4}, *q = v;
  *q++ = 9;
  *++q = 8;
  printf("%d %d %d %d\n", v[0], v[1], v[2], *q--);
  printf("%d\n", *q);
  _Bool b = 0;
  b++;
  b++;
  printf("%d\n", b);
}
