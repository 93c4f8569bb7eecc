#include <stdio.h>
#define container_of(p, t, m) ({ const __typeof__(((t *)0)->m) *_p = (p); (t *)((char *)_p - __builtin_offsetof(t, m)); })
struct node { int id; struct link { struct link *next; } link; };
int main(void) {
  int a = 5; typeof(a) b = 6; typeof(&a) p = &b; typeof(int[3]) v = { 1, 2, 3 }; typeof(v) w; w[2] = 9;
  const typeof(a) c = 8; __typeof__(c) *q = &c; typeof(typeof(char *)[2]) s = { "x", "y" };
  struct node n = { 42 };
  printf("%d %d %d %d %s %zu\n", *p, w[2], *q, container_of(&n.link, struct node, link)->id, s[1], sizeof w);
  printf("%d %d\n", __builtin_types_compatible_p(typeof(a), int), __builtin_types_compatible_p(typeof(q), int *));
  typeof(a++) z = 3; printf("%d %d\n", a, z);
}
