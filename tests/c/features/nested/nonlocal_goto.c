/* A goto out of a nested function, past any number of calls, to a label that a function around declares. */
#include <stdio.h>
#include <stdlib.h>

static int depth;

static int find(const int *list, int n, int wanted) {
  __label__ found, missing;
  volatile int steps = 0;
  int where = -1;
  void search(int from, int to) {
    depth++;
    steps++;
    if (from == to) return;
    int middle = (from + to) / 2;
    if (list[middle] == wanted) {
      where = middle;
      goto found;
    }
    if (list[middle] > wanted) search(from, middle);
    else search(middle + 1, to);
    depth--;
    if (depth == 0) goto missing;
  }
  search(0, n);
  printf("came back after %d\n", steps);
missing:
  printf("missing after %d\n", steps);
  return -1;
found:
  printf("at %d after %d, depth %d\n", where, steps, depth);
  return where;
}

/* By a pointer through the library, and to the outermost of three. */
static int smallest(int *list, int n) {
  __label__ out;
  int calls = 0, seen = 0;
  int inner(int limit) {
    int compare(const void *a, const void *b) {
      calls++;
      int x = *(const int *)a, y = *(const int *)b;
      if (x == limit || y == limit) {
        seen = limit;
        goto out;
      }
      return x < y ? -1 : x > y;
    }
    qsort(list, n, sizeof *list, compare);
    return calls;
  }
  printf("sorted in some calls: %d\n", inner(-1) > 0);
  inner(list[0]);
  printf("not here\n");
out:
  printf("left with %d\n", seen);
  return seen;
}

/* Registers that a callee may not change are as they were for the caller. */
static long sum(long a, long b, long c, long d, long e) {
  __label__ again;
  int left = 5;
  long total = 0;
  void more(void) {
    total += a * b + c * d + e;
    if (--left > 0) goto again;
  }
again:
  total++;
  more();
  return total + a + b + c + d + e;
}

/* The block that declares the label is in a loop; a nested function's own label of the same name is its own. */
static int loop(void) {
  int count = 0;
  for (int i = 0; i < 4; i++) {
    __label__ next;
    void skip(int odd) {
      if (odd) goto next;
      void own(void) {
        __label__ next;
        goto next;
      next:
        count += 100;
      }
      own();
    }
    skip(i & 1);
    count++;
  next:;
  }
  return count;
}

static int address(int k) {
  __label__ one, two;
  void *choose(int n) { return n ? &&one : &&two; }
  goto *choose(k);
one:
  return 1;
two:
  return 2;
}

int main(void) {
  int list[] = {1, 3, 5, 7, 9, 11, 13, 15, 17};
  for (int i = 0; i < 20; i += 3) {
    depth = 0;
    printf("%d\n", find(list, 9, i));
  }
  int mixed[] = {5, 3, 9, 1, 7};
  printf("%d\n", smallest(mixed, 5));
  long a = 1, b = 2, c = 3, d = 4, e = 5;
  for (int i = 0; i < 3; i++) a += sum(a, b, c, d, e), b += 3, c ^= a, d -= b, e += d;
  printf("%ld %ld %ld %ld %ld\n", a, b, c, d, e);
  printf("%d\n", loop());
  printf("%d %d\n", address(0), address(1));
  return 0;
}
