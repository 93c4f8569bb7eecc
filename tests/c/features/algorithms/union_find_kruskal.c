#include <stdio.h>
#include <stdlib.h>
struct edge {
  int u, v, w;
};
static int p[100], r[100];
static int find(int x) { return p[x] == x ? x : (p[x] = find(p[x])); }
static int unite(int a, int b) {
  a = find(a);
  b = find(b);
  if (a == b) return 0;
  if (r[a] < r[b]) {
    int t = a;
    a = b;
    b = t;
  }
  p[b] = a;
  r[a] += r[a] == r[b];
  return 1;
}
static int cmp(const void *a, const void *b) {
  const struct edge *x = a, *y = b;
  return x->w != y->w ? x->w - y->w : x->u != y->u ? x->u - y->u : x->v - y->v;
}
int main(void) {
  static struct edge e[1000];
  int m = 0;
  for (int i = 0; i < 100; i++) {
    p[i] = i;
    for (int k = 1; k <= 10; k++) e[m++] = (struct edge){i, (i * k + 7) % 100, (i * 31 + k * 17) % 101};
  }
  qsort(e, m, sizeof *e, cmp);
  long total = 0;
  int n = 0;
  for (int i = 0; i < m; i++)
    if (unite(e[i].u, e[i].v)) total += e[i].w, n++;
  printf("%ld %d\n", total, n);
}
