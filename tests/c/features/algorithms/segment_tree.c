#include <stdio.h>
#include <stdlib.h>
typedef struct {
  long sum;
  int min, max;
} node;
static node t[1 << 11];
static int a[1 << 10];
static node join(node x, node y) {
  node r = {x.sum + y.sum, x.min < y.min ? x.min : y.min, x.max > y.max ? x.max : y.max};
  return r;
}
static void build(int i, int l, int r) {
  if (l == r) {
    t[i] = (node){a[l], a[l], a[l]};
    return;
  }
  int m = (l + r) / 2;
  build(2 * i, l, m);
  build(2 * i + 1, m + 1, r);
  t[i] = join(t[2 * i], t[2 * i + 1]);
}
static node query(int i, int l, int r, int x, int y) {
  if (x <= l && r <= y) return t[i];
  int m = (l + r) / 2;
  if (y <= m) return query(2 * i, l, m, x, y);
  if (x > m) return query(2 * i + 1, m + 1, r, x, y);
  return join(query(2 * i, l, m, x, y), query(2 * i + 1, m + 1, r, x, y));
}
static void set(int i, int l, int r, int p, int v) {
  if (l == r) {
    t[i] = (node){v, v, v};
    return;
  }
  int m = (l + r) / 2;
  p <= m ? set(2 * i, l, m, p, v) : set(2 * i + 1, m + 1, r, p, v);
  t[i] = join(t[2 * i], t[2 * i + 1]);
}
int main(void) {
  int n = 1000;
  for (int i = 0; i < n; i++) a[i] = (i * 7919 + 13) % 1009 - 500;
  build(1, 0, n - 1);
  for (int k = 0; k < 5; k++) {
    node q = query(1, 0, n - 1, k * 100, k * 200 + 50);
    printf("%ld %d %d\n", q.sum, q.min, q.max);
    set(1, 0, n - 1, k * 110, 10000 * k);
  }
}
