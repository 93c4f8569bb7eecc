#include <stdio.h>
#include <alloca.h>
#include <string.h>
struct list { struct list *next; int n; };
int main(void) {
  struct list *l = 0;
  for (int i = 0; i < 10; i++) { struct list *e = alloca(sizeof *e); e->n = i; e->next = l; l = e; }
  int s = 0; for (struct list *e = l; e; e = e->next) s = s * 3 + e->n;
  char *t = __builtin_alloca(20); strcpy(t, "on the stack");
  printf("%d %s %d\n", s, t, (int)((unsigned long)t % 16));
}
