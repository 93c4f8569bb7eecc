// Constant expressions wherever C wants one: array sizes, cases, bit-field widths, enumerators, static
// initialisers, _Static_assert, alignments, with casts, sizeof, conditionals, shifts, floats and offsets.
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
enum {
  A = 1 << 4,
  B = A | 3,
  C = -B,
  D = sizeof(int[B]) / sizeof(int),
  E = (A > B) ? 1 : 2,
  F = ~0u >> 28,
  G = 'a' + 1,
  H = (int)3.99,
  I = -7 / 2,
  J = -7 % 3,
  K = !A && B || C,
  L = (unsigned char)300,
  M = INT_MAX - 1 + 1,
  N = 07 + 0x1f + 0b11,
  O = (char)0x80 < 0,
  P = sizeof "text"
};
struct s {
  int a : A / 4, b : E;
  char c[B - A];
  _Alignas(1 << 3) int d;
};
static int sizes[sizeof(struct s)][E + 1];
static const double pi = 4 * 0.78539816339744830961, third = 1.0 / 3, half = 1 / 2 + .5;
static const float small = 1e-3f * 2;
static const unsigned long mask = ~0ul << 60 >> 4, wrapped = 0ul - 1;
static const int cmp = (0.1 + 0.2 == 0.3) * 10 + (0.1f + 0.2f == 0.3f);
static char *const where = (char *)&sizes[2] + offsetof(struct s, d), *nowhere = (char *)0 + 5;
static const long diff = &sizes[5][1] - &sizes[0][0];
static int (*const f)(const char *) = A ? puts : 0;
static const char *const text = "abc"
                                "def" +
                                2,
                         letter = "xyz"[1];
static const int64_t i64 = INT64_MIN, q = (int64_t)1 << 40 | 1;
static const uint8_t narrow = 1000, list[] = {[A - 15] = 1, [E] = 2};
static const _Bool yes = 0.5, no = (int)0.5;
_Static_assert(B == 19 && D == 19, "enumerators");
_Static_assert(sizeof(struct s) % 8 == 0 && offsetof(struct s, d) % 8 == 0, "layout");
_Static_assert((int)'\377' == -1 && L'\x100' == 256, "characters");
_Static_assert(_Generic(1 ? 1u : -1, unsigned : 1, default : 0) && -1 > 0u, "conversions");
static int which(int n) {
  switch (n) {
  case A + B:
    return 1;
  case C:
    return 2;
  case sizeof(long) * CHAR_BIT:
    return 3;
  case 'z' - 'a':
    return 4;
  case 1 + 99 - 99 + 6:
    return 5;
  default:
    return 0;
  }
}
int main(void) {
  printf("%d %d %d %d %d %d %d %d %d %d %d %d %d %d %d %d\n", A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P);
  printf("%zu %zu %.10f %.17g %g %g\n", sizeof(struct s), sizeof sizes, pi, third, half, small);
  printf("%lx %lx %d %td %td %ld %d\n", mask, wrapped, cmp, where - (char *)sizes, nowhere - (char *)0, diff,
         f == puts);
  printf("%s %c %ld %ld %d %zu %d %d\n", text, letter, (long)i64, (long)q, narrow, sizeof list, yes, no);
  printf("%d%d%d%d%d%d\n", which(35), which(-19), which(64), which(25), which(7), which(1));
  return 0;
}
