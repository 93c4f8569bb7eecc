// Functions that return before they call anything, in loops, through several doors, with arguments on the
// stack.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int calls;
__attribute__((noinline)) static int work(int x) {
  calls++;
  return x * 3 + 1;
}
__attribute__((noinline)) static double real(double x) {
  calls++;
  return x / 2;
}
static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
static int ackermann(int m, int n) {
  if (m == 0) return n + 1;
  if (n == 0) return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}
__attribute__((noinline)) static long doors(long a, long b, const char *s) {
  if (!s) return a;
  if (a < 0) return b;
  if (*s == 'x') return a - b;
  long t = work(a) + work(b);
  while (*s) t += work(*s++);
  return t + a + b;
}
__attribute__((noinline)) static int search(const int *v, int n, int x) {
  for (int i = 0; i < n; i++)
    if (v[i] == x) return i;
  return work(n) + n;
}
__attribute__((noinline)) static int in_loop(int n) {
  int t = 0;
  for (int i = 0; i < n; i++) {
    if (i % 3 == 0) continue;
    if (t > 1000) return -t;
    t += work(i);
  }
  return t;
}
__attribute__((noinline)) static double floats(double a, double b, int n) {
  if (n == 0) return a * b;
  double c = a + b, d = a - b;
  return real(c) * real(d) + c * d + n;
}
__attribute__((noinline)) static int many(int a, int b, int c, int d, int e, int f, int g, int h) {
  if (g == h) return a + g;
  int local[20];
  for (int i = 0; i < 20; i++) local[i] = work(i) + h;
  return local[a] + local[b] + c + d + e + f + g;
}
__attribute__((noinline)) static void nothing(int *p) {
  if (!p) return;
  if (*p > 3) {
    *p = 3;
    return;
  }
  *p = work(*p);
}
__attribute__((noinline)) static int switched(int n) {
  switch (n) {
    case 0:
      return 5;
    case 1:
      return work(1);
    case 2:
      n += work(2);
    case 3:
      return n + work(n);
    case 4:
      return 4;
    case 5:
      return -1;
    default:
      return n;
  }
}
struct tree {
  struct tree *left, *right;
  int key;
};
static struct tree *insert(struct tree *t, int key) {
  if (!t) {
    t = calloc(1, sizeof *t);
    t->key = key;
    return t;
  }
  if (key < t->key)
    t->left = insert(t->left, key);
  else
    t->right = insert(t->right, key);
  return t;
}
static int depth(const struct tree *t) {
  if (!t) return 0;
  int l = depth(t->left), r = depth(t->right);
  return 1 + (l > r ? l : r);
}
int main(void) {
  printf("%d %d\n", fibonacci(15), ackermann(2, 3));
  printf("%ld %ld %ld %ld\n", doors(5, 6, NULL), doors(-5, 6, "a"), doors(5, 6, "xa"), doors(5, 6, "abc"));
  int v[] = {4, 8, 15, 16, 23, 42};
  printf("%d %d\n", search(v, 6, 16), search(v, 6, 7));
  printf("%d %d\n", in_loop(10), in_loop(100));
  printf("%g %g\n", floats(1.5, 2.5, 0), floats(1.5, 2.5, 3));
  printf("%d %d\n", many(1, 2, 3, 4, 5, 6, 7, 7), many(1, 2, 3, 4, 5, 6, 7, 8));
  int n = 2, m = 9;
  nothing(NULL);
  nothing(&n);
  nothing(&m);
  printf("%d %d\n", n, m);
  for (int i = 0; i < 8; i++) printf("%d ", switched(i));
  struct tree *t = NULL;
  for (int i = 0; i < 50; i++) t = insert(t, i * 37 % 50);
  printf("%d %d\n", depth(t), calls);
  return 0;
}
