#include <stdio.h>
typedef int (*binary)(int, int);
static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
static binary choose(int n) { return n ? add : sub; }
static int (*(*pick(void))(int))(int, int) { static int (*(*p)(int))(int, int) = choose; return p; }
int (*table[2])(int, int) = { add, sub };
int (*(*rows[2])[2])(int, int) = { &table, &table };
int main(void) {
  printf("%d %d\n", choose(1)(2, 3), choose(0)(2, 3));
  printf("%d\n", pick()(1)(20, 22));
  printf("%d\n", (*rows[1])[1](9, 4));
  binary *p = table;
  printf("%d %d\n", (*p)(1, 1), (**++p)(1, 1));
  printf("%d\n", (add == *add) + (&add == add) + (***add == add));
}
