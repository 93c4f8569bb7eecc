#include <stdio.h>
struct s1 {
  char c;
};
struct s3 {
  char c[3];
};
struct s5 {
  int i;
  char c;
};
struct s8 {
  float a, b;
};
struct s12 {
  float a, b, c;
};
struct s16 {
  long a;
  double b;
};
struct s17 {
  char c[17];
};
struct s24 {
  double a, b, c;
};
static struct s1 f1(struct s1 s) {
  s.c++;
  return s;
}
static struct s3 f3(struct s3 s) {
  s.c[1]++;
  return s;
}
static struct s5 f5(struct s5 s) {
  s.i *= 2;
  return s;
}
static struct s8 f8(struct s8 s) {
  s.a += s.b;
  return s;
}
static struct s12 f12(struct s12 s) {
  s.c += s.a;
  return s;
}
static struct s16 f16(struct s16 s) {
  s.a += (long)s.b;
  return s;
}
static struct s17 f17(struct s17 s) {
  s.c[16] = 'z';
  return s;
}
static struct s24 f24(int n, struct s24 s, struct s16 t) {
  s.b += n + t.b;
  return s;
}
int main(void) {
  printf("%c %c %d %g %g %ld %c %g\n", f1((struct s1){'a'}).c, f3((struct s3){"abc"}).c[1],
         f5((struct s5){4, 'x'}).i, f8((struct s8){1, 2}).a, f12((struct s12){1, 2, 3}).c,
         f16((struct s16){5, 2.5}).a, f17((struct s17){"0123456789abcdef"}).c[16],
         f24(1, (struct s24){1, 2, 3}, (struct s16){1, .5}).b);
  struct s24 a = {1, 2, 3}, b = a, *p = &b;
  a.a = 9;
  *p = (a.b > 1 ? a : b);
  printf("%g %zu\n", b.a, sizeof(struct s5));
  struct s24 v[2] = {a, {4, 5, 6}};
  v[0] = v[1];
  printf("%g %g\n", v[0].c, (v[1] = a).a);
}
