// Arithmetic on void and function pointers, sizeof of void, binary constants, \e, dollars, __extension__.
#include <stdio.h>
static int add(int a, int b) { return a + b; }
int main(void) {
  int values[4] = {1, 2, 3, 4};
  void *p = values;
  p += sizeof(int);
  printf("%d\n", *(int *)p);
  p = p + 2 * sizeof(int);
  printf("%d %ld\n", *(int *)p--, (long)(p - (void *)values));
  printf("%zu %zu\n", sizeof(void), sizeof(add));
  int total$ = 0b1011 + 0B100;
  __extension__ int plain = __extension__ 5;
  printf("%d %d %d\n", total$, '\e', plain);
  int (*f)(int, int) = &add;
  printf("%d %d %d\n", (*f)(1, 2), (****f)(3, 4), f == add);
  printf("%zu %zu %zu\n", __alignof__(double), __alignof__(char), _Alignof(long double));
  long l = (long)(char *)f;
  printf("%d\n", l != 0);
  return ({ int x = 3; x * 2; });
}
