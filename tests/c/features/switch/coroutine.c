#include <stdio.h>
#define begin static int state = 0; switch (state) { case 0:
#define yield(x) do { state = __LINE__; return x; case __LINE__:; } while (0)
#define finish }
static int next(void) {
  static int i, j;
  begin
  for (i = 1; i < 4; i++) for (j = 0; j < i; j++) yield(i * 10 + j);
  yield(99);
  finish
  return -1;
}
int main(void) { int n; while ((n = next()) >= 0) printf("%d ", n); puts(""); }
