// The order in which gcc takes arguments: last first, variables whose address is not taken at the very end.
#include <stdio.h>
static int counter;
static int next(void) { return ++counter; }
static int show(const char *s) { printf("%s ", s); return 0; }
static void three(int a, int b, int c) { printf("%d %d %d\n", a, b, c); }
int main(void) {
  int i = 5;
  three(i, i++, ++i);
  three(i = 1, i, i += 2);
  three(next(), next(), next());
  three(show("a"), show("b"), show("c"));
  int taken = 1, *p = &taken;
  three(taken, taken++, *p);
  printf("%d %d\n", i++, i);
  int stack[4] = {1, 2, 3, 4}, top = 4;
#define POP() stack[--top]
  printf("%d %d\n", POP(), POP());
  long wide = 3;
  printf("%ld %d\n", wide, (int)wide++);
  return 0;
}
