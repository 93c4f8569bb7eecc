#include <stdio.h>
struct p { int x, y; };
static int sum(const int *v, int n) { int s = 0; while (n--) s += *v++; return s; }
static struct p *at = &(struct p){ 3, 4 };
static int area(struct p p) { return p.x * p.y; }
int main(void) {
  printf("%d %d\n", sum((int[]){ 1, 2, 3 }, 3), area((struct p){ .y = 5, .x = 6 }));
  printf("%d %d\n", at->x, at->y);
  int *v[3];
  for (int i = 0; i < 3; i++) { v[i] = (int[2]){ i, i * i }; if (i) printf("%d ", v[i][1]); }
  struct p q = (struct p){ 1 }; (struct p){ 7, 8 }.x;
  printf("%d %d %zu %s\n", q.x, q.y, sizeof (int[]){ 1, 2 }, (char[]){ "mutable" });
  (&q)->x = (int){ 9 }; ++(int){ 1 };
  printf("%d\n", q.x);
}
