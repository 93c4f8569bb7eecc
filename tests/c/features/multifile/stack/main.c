#include <stdio.h>
#include "stack.h"
int main(void) {
  struct stack *s = stack_new();
  for (int i = 0; i < 20; i++) stack_push(s, i * i);
  int n = 0;
  while (!stack_empty(s)) n = n * 3 % 1000003 + stack_pop(s);
  printf("%d %d\n", n, stack_pop(s));
  stack_free(s);
}
