// Types: all widths through casts, usual conversions, integer promotion in odd places, pointers to ints and
// back, bool, char signedness, sizes and alignments, typedef chains, function types, const casts.
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
typedef int number, *pointer, row[3], function(int);
typedef pointer list[2];
typedef row table[2];
typedef function *callback;
typedef struct tag tag;
struct tag {
  tag *self;
  number n;
};
static function negate;
static int negate(int x) { return -x; }
static callback pick(bool b) { return b ? negate : 0; }
static const volatile int cv = 5;
static long (*const wide[2])(long, char) = {0};
static char (*(*deep(int))[2])(void);
static char one(void) { return '1'; }
static char two(void) { return '2'; }
static char (*both[2])(void) = {one, two};
static char (*(*deep(int x))[2])(void) {
  (void)x;
  return &both;
}
int main(void) {
  long long big = 0x123456789abcdef0;
  printf("%d %d %d %d\n", (signed char)big, (unsigned char)big, (short)big, (int)big);
  printf("%u %u %lu\n", (unsigned char)-1, (unsigned short)-1, (unsigned long)-1);
  unsigned char uc = 200;
  signed char sc = -56;
  char c = 200;
  printf("%d %d %d %d\n", uc == sc, (unsigned char)sc == uc, c < 0, uc + uc);
  unsigned short us = 65535;
  printf("%d\n", (us + 1) == 65536);
  printf("%d %d %d\n", ~uc, -uc, !uc);
  printf("%d %d\n", sizeof(uc + uc) == sizeof(int), sizeof 'a' == sizeof(int));
  bool b = 0.1;
  bool b2 = (int)0.1;
  bool b3 = &b;
  printf("%d %d %d %zu\n", b, b2, b3, sizeof(bool));
  b += 5;
  b--;
  printf("%d\n", b);
  float f = 16777217;
  double d = 0.1f;
  printf("%.1f %d\n", f, d == 0.1);
  printf("%ld %lu %d\n", (long)-1.9, (unsigned long)1.8e19, (int)1e9);
  uintptr_t u = (uintptr_t)&big;
  printf("%d %d\n", *(long long *)u == big, (void *)u == &big);
  table t = {{1, 2, 3}, {4, 5, 6}};
  list l = {t[0], t[1]};
  row *r = t;
  printf("%d %d %zu %zu\n", l[1][2], (*(r + 1))[0], sizeof(table), sizeof(list));
  printf("%d %d %c %zu\n", pick(true)(4), pick(false) == NULL, (*deep(0))[1](), sizeof wide);
  tag self = {&self, 7};
  printf("%d\n", self.self->self->n);
  printf("%zu %zu %zu %zu\n", _Alignof(char), _Alignof(short), _Alignof(double), _Alignof(struct {
           char c;
           long double l;
         }));
  printf("%d %d\n", *(const int *)&cv,
         (int)offsetof(
             struct {
               char a;
               double b;
             },
             b));
  printf("%d %ld %d\n", INT_MIN / -2, LONG_MAX % 10, CHAR_BIT * (int)sizeof(intmax_t));
  int i = INT_MAX;
  i = (int)((unsigned)i + 1);
  printf("%d %d\n", i, i == INT_MIN);
  printf("%lld %llu\n", (long long)INT_MIN * 2, (unsigned long long)UINT_MAX << 1);
  return 0;
}
