#include <stdio.h>
#include <stdlib.h>

enum colour { RED, GREEN };
struct point { int x, y; unsigned low : 3; };
static long counter = 41;


static int leaf(int depth, const char *name) {
  int local = depth * 2;
  if (depth == 3)
    abort();
  return local + (int)name[0];
}

static int recurse(int n) {
  struct point p = { n, n + 1, 5 };
  enum colour c = GREEN;
  double half = n / 2.0;
  int many[n + 2];
  many[0] = c + (int)half;
  counter++;
  int r = leaf(n, "name");
  return r + recurse(n + 1) + p.x + many[0];
}

int main(int argc, char **argv) {
  printf("start %d\n", argc);
  fflush(stdout);
  return recurse(1);
}
