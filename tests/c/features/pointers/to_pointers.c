#include <stdio.h>
#include <stdlib.h>
struct list {
  int n;
  struct list *next;
};
static void insert(struct list **at, int n) {
  while (*at && (*at)->n < n) at = &(*at)->next;
  struct list *e = malloc(sizeof *e);
  *e = (struct list){n, *at};
  *at = e;
}
static void drop(struct list **at, int n) {
  for (; *at; at = &(*at)->next)
    if ((*at)->n == n) {
      struct list *e = *at;
      *at = e->next;
      free(e);
      return;
    }
}
static struct list *reverse(struct list *l) {
  struct list *r = 0;
  while (l) {
    struct list *n = l->next;
    l->next = r;
    r = l;
    l = n;
  }
  return r;
}
int main(void) {
  struct list *l = 0;
  int v[] = {5, 2, 8, 1, 9, 3};
  for (int i = 0; i < 6; i++) insert(&l, v[i]);
  drop(&l, 8);
  drop(&l, 1);
  drop(&l, 100);
  for (struct list *e = l = reverse(l); e; e = e->next) printf("%d ", e->n);
  puts("");
  char *words[] = {"b", "a", 0}, **w = words;
  while (*w) printf("%s", *w++);
  puts("");
}
