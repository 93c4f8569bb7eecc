#include <stdio.h>
enum { A, B = 5, C, D = -3, E, F = C * 2, G = sizeof(int), H = 'a', BIG = 0x80000000, HUGE_ = 0x100000000 };
enum e { X = 1, Y = X << 4, Z = X | Y };
typedef enum { OFF, ON } sw;
static enum e next(enum e v) { return v == X ? Y : v == Y ? Z : X; }
int main(void) {
  printf("%d %d %d %d %d %d %d %ld\n", A, B, C, D, E, F, H, (long)HUGE_);
  printf("%zu %zu %d\n", sizeof(enum e), sizeof(BIG), BIG > 0);
  enum e v = X;
  for (int i = 0; i < 4; i++) printf("%d ", v = next(v));
  sw s = ON;
  s = !s;
  printf("%d %d\n", s, (enum e)17 == Z);
  int t[Z + 1];
  printf("%zu\n", sizeof t / sizeof *t);
}
