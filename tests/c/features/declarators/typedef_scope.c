#include <stdio.h>
typedef int T;
typedef T U;
struct T { T T; };
static T f(T T) { return T + 1; }
int main(void) {
  T x = 1;
  { double T = 2.5; printf("%g %zu\n", T, sizeof(T)); }
  struct T s = { 4 };
  printf("%d %d %d\n", f(x), s.T, (int)sizeof(U));
  enum { U = 9 };
  printf("%d\n", U);
  for (T T = 0; T < 2; T++) printf("%d ", T);
  T: puts("label");
}
