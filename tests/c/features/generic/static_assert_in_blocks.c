// _Static_assert as a declaration among statements, in loops, in macros; a function's name as a statement.
#include <assert.h>
#include <stdio.h>
#define CHECK(c)            \
  do {                      \
    static_assert((c), #c); \
  } while (0)
#define SIZED(type, n)                           \
  ({                                             \
    _Static_assert(sizeof(type) == (n), "size"); \
    (n);                                         \
  })
static int unused(int x) { return x; }
int main(void) {
  _Static_assert(sizeof(int) == 4, "int");
  int n = 0;
  for (int i = 0; i < 3; i++) {
    static_assert(1 + 1 == 2);
    n += i;
    _Static_assert((16 & 15) == 0, "mask");
  }
  if (n) CHECK(sizeof(char) == 1);
  switch (n) {
    case 3:;
      _Static_assert(3 < 4, "case");
      n += SIZED(long, 8);
  }
  (void)unused;
  unused;
  (void)&unused;
  struct {
    int a;
    _Static_assert(sizeof(short) == 2, "short");
    int b;
  } s = {1, 2};
  printf("%d %d\n", n, s.a + s.b);
  return 0;
}
