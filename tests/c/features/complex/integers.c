/* Complex integers: arithmetic of each width, conversions, arguments and results, constants. */
#include <complex.h>
#include <stdarg.h>
#include <stdio.h>

#define SHOW(z) printf("%s = (%lld, %lld) %zu\n", #z, (long long)__real__(z), (long long)__imag__(z), sizeof(z))

#define TRY(name, type)                                                                  \
  static _Complex type name(_Complex type a, _Complex type b, int by) {                  \
    SHOW(a + b);                                                                         \
    SHOW(a - b);                                                                         \
    SHOW(a * b);                                                                         \
    SHOW(a / b);                                                                         \
    SHOW(-a);                                                                            \
    SHOW(~a);                                                                            \
    SHOW(a + by);                                                                        \
    SHOW(by - a);                                                                        \
    SHOW(a * by);                                                                        \
    SHOW(a / by);                                                                        \
    SHOW(by / b);                                                                        \
    SHOW((_Complex short)a);                                                             \
    SHOW((long)b);                                                                       \
    printf("%d %d %d %g %g\n", a == b, a != b, !a, creal(a + .5), cimag(a * 1.5));       \
    a += b;                                                                              \
    SHOW(a);                                                                             \
    a /= by;                                                                             \
    SHOW(a);                                                                             \
    SHOW(a++);                                                                           \
    SHOW(--a);                                                                           \
    __imag__ a = 7;                                                                      \
    return a;                                                                            \
  }

TRY(chars, char)
TRY(uchars, unsigned char)
TRY(shorts, short)
TRY(ints, int)
TRY(uints, unsigned)
TRY(longs, long)
TRY(ulongs, unsigned long long)
TRY(wide, __int128)

struct pair {
  _Complex short z;
  int n;
};
static struct pair passed(struct pair p, _Complex int z, _Complex long l, double d) {
  p.z += z;
  p.n += __imag__ l + (int)d;
  return p;
}

static void list(int n, ...) {
  va_list args;
  va_start(args, n);
  while (n-- > 0) {
    _Complex int z = va_arg(args, _Complex int);
    SHOW(z);
    _Complex long l = va_arg(args, _Complex long);
    SHOW(l);
  }
  va_end(args);
}

_Complex int constant = 3 + 4i;
_Complex long quotient = (17 + 23i) / (2 - 3il);
_Complex unsigned char wrapped = 300 + 257i;
_Complex double mixed = 2 * (1 - 2i) + .5;
typedef _Complex int words __attribute__((mode(CDI)));
typedef _Complex float extended __attribute__((mode(XC)));

int main(void) {
  for (int i = -9; i < 10; i += 3)
    for (int j = -5; j < 6; j += 5) {
      if (i * 7 + 1 == 0 && j == 0) continue;
      int by = i + 1;
      SHOW(chars(i * 11 + j * 1i, i * 7 + 1 + j * 2i, by));
      SHOW(uchars(i * 11 + j * 1i, i * 7 + 1 + j * 2i, by));
      SHOW(shorts(i * 1111 + j * 3i, i * 7 + 1 + j * 2i, by));
      SHOW(ints(i * 11111 + j * 345i, i * 7 + 1 + j * 2i, by));
      SHOW(uints(i * 11111 + j * 345i, i * 7 + 1 + j * 2i, by));
      SHOW(longs(i * 111111111L + j * 345i, i * 7 + 1 + j * 2i, by));
      SHOW(ulongs(i * 111111111L + j * 345i, i * 7 + 1 + j * 2i, by));
      SHOW(wide(i * 111111111L + j * 345i, i * 7 + 1 + j * 2i, by));
    }
  struct pair p = passed((struct pair){1 + 2i, 3}, 4 + 5i, 6 + 7il, 8.5);
  SHOW(p.z);
  printf("%d\n", p.n);
  list(2, 1 + 2i, 3 + 4il, 5 - 6i, -7 - 8il);
  SHOW(constant);
  SHOW(quotient);
  SHOW(wrapped);
  printf("%g %g\n", creal(mixed), cimag(mixed));
  printf("%zu %zu %zu %zu\n", sizeof(2i), sizeof(0x2lui), sizeof(words), sizeof(extended));
  printf("%d\n", _Generic(1i, _Complex int : 1, _Complex double : 2, default : 3));
  return 0;
}
