#include "stack.h"
#include <stdlib.h>
struct stack {
  int *v;
  unsigned n, size;
};
struct stack *stack_new(void) {
  return calloc(1, sizeof(struct stack));
}
void stack_push(struct stack *s, int x) {
  if (s->n == s->size) s->v = realloc(s->v, (s->size = s->size * 2 + 1) * sizeof *s->v);
  s->v[s->n++] = x;
}
int stack_pop(struct stack *s) { return s->n ? s->v[--s->n] : -1; }
int stack_empty(const struct stack *s) { return !s->n; }
void stack_free(struct stack *s) {
  free(s->v);
  free(s);
}
