#include <stdio.h>
typedef char (*(*T)(void))[5];
static char text[5] = "four";
static char (*get(void))[5] { return &text; }
int (a), (*(b)), ((c)[2]);
static int (twice)(int(x)) { return (x) * 2; }
int main(void) {
  T t = get;
  a = 3; b = &a; c[1] = 7;
  printf("%s %d %d %d %d\n", *t(), a, *b, c[1], (twice)(21));
  const int *const volatile p = &a;
  int *restrict r = &a;
  printf("%d %d\n", *p, *r);
}
