#include <stdio.h>
#include <stddef.h>
struct s { int a[4]; struct s *next; char c; };
extern struct s two;
struct s one = { { 1, 2, 3, 4 }, &two, 'x' }, two = { { 5 }, &one, 'y' };
int *inside = &one.a[2], *past = one.a + 4, *neg = &one.a[3] - 1;
char *member = &one.c; long diff = (char *)&((struct s *)0)->c - (char *)0;
size_t off = offsetof(struct s, a[3]);
void *self = &self; int (*fn)(const char *, ...) = printf; int **pp = &inside;
int main(void) {
  printf("%d %td %d %c %ld %zu %d %d\n", *inside, past - inside, *neg, *member, diff, off, self == &self, **pp);
  fn("%d %c\n", one.next->a[0], one.next->next->c);
}
