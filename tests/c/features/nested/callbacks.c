// Addresses of nested functions: callbacks that know the variables of their caller.
#include <stdio.h>
#include <stdlib.h>
static int apply(int (*f)(int), int x) { return f(x); }
static void each(int n, void (*f)(int, int)) {
  for (int i = 0; i < n; i++) f(i, i * i);
}
static int sum(int n) {
  int total = 0;
  void add(int i, int square) {
    total += square;
    if (i == 2) printf("two %d\n", total);
  }
  each(n, add);
  return total;
}
static void sort(int *v, int n, int down) {
  int compared = 0;
  int compare(const void *p, const void *q) {
    int x = *(const int *)p, y = *(const int *)q;
    compared++;
    return down ? (y > x) - (y < x) : (x > y) - (x < y);
  }
  qsort(v, n, sizeof *v, compare);
  printf("%d:", compared > 0);
  for (int i = 0; i < n; i++) printf(" %d", v[i]);
  puts("");
}
static int levels(int depth) {
  int local = depth;
  int get(void) { return local; }
  int (*p)(void) = get;
  if (depth == 0) return p();
  int inner = levels(depth - 1);
  return inner * 3 + p();
}
int main(void) {
  int k = 3;
  int plain(int x) { return x * x; }
  int scaled(int x) { return x * k; }
  printf("%d %d", apply(plain, 5), apply(scaled, 5));
  k = 7;
  printf(" %d\n", apply(scaled, 5));
  printf("%d\n", sum(5));
  int v[] = {5, 2, 8, 1, 9};
  sort(v, 5, 1);
  sort(v, 5, 0);
  printf("%d\n", levels(4));
  int (*choice[])(int) = {plain, scaled};
  for (int i = 0; i < 4; i++) printf("%d ", choice[i % 2](i + 1));
  puts("");
  return 0;
}
