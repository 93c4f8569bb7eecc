#include <stdio.h>
struct s { unsigned long a : 24, b : 32, c : 31; long d : 24, e : 32; unsigned long long f : 3; unsigned char g : 7; };
int main(void) {
  struct s s = { .a = 1, .b = 1, .c = 1, .d = -1, .e = -2, .f = 1, .g = 1 };
  printf("%d %d %d %d %d %d %d\n", s.a - 2 < 0, s.b - 2 < 0, s.c - 2 < 0, s.d - 2 < 0, s.e - 2 < 0, s.f - 2 < 0, s.g - 2 < 0);
  printf("%zu %zu %zu\n", sizeof(s.a + 0), sizeof(s.b + 0), sizeof(+s.f));
  printf("%d %d\n", s.d == 0xffffffff, s.e > 1u);
}
