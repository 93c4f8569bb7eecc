// Functions nested in nested ones; records, arrays of variable length, and arguments on the stack that they
// reach.
#include <stdio.h>
#include <string.h>
static int apply(int (*f)(int), int x) { return f(x); }
static int deep(int a) {
  int b = a * 2;
  int level1(int c) {
    int d = c + b;
    int level2(int e) {
      int level3(int f) { return a * 1000 + b * 100 + d * 10 + e + f; }
      a++;
      d += e;
      return level3(1) + apply(level3, 2);
    }
    int r = level2(5) + apply(level2, 7);
    return r + d;
  }
  int x = level1(3);
  return x + a;
}
static int matrix(int n, int m) {
  int cells[n][m];
  int get(int i, int j) { return cells[i][j] + (int)(sizeof cells[0] / sizeof(int)); }
  void set(int value) {
    for (int i = 0; i < n; i++)
      for (int j = 0; j < m; j++) cells[i][j] = value + i * m + j;
  }
  set(100);
  int t = 0;
  for (int i = 0; i < n; i++) t += get(i, m - 1 - i);
  return t;
}
struct item {
  int x, y;
  double d;
  char text[40];
};
static struct item change(struct item s, int i, double d, long j, long k, long l, long m, long o) {
  struct item make(int add) {
    struct item t = s;
    t.x += add + i;
    t.d += d + j + k + l + m + o;
    strcat(t.text, "!");
    return t;
  }
  struct item r = make(3);
  s.y = 50;
  return r.x > 0 ? make(r.y) : r;
}
static int in_loop(void) {
  int t = 0;
  for (int i = 0; i < 4; i++) {
    int here = i * i;
    int both(int x) { return x + here + i; }
    t = both(t) * 2;
  }
  return t;
}
int main(void) {
  printf("%d\n", deep(4));
  printf("%d\n", matrix(3, 5));
  struct item s = change((struct item){1, 2, 3.5, "hey"}, 4, 0.25, 1, 2, 3, 4, 5);
  printf("%d %d %g %s\n", s.x, s.y, s.d, s.text);
  printf("%d\n", in_loop());
  return 0;
}
