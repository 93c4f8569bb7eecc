#include <stdio.h>
enum perm { NONE, READ = 1 << 0, WRITE = 1 << 1, EXEC = 1 << 2, ALL = READ | WRITE | EXEC };
enum { COUNT = sizeof "five" };
static const char *show(enum perm p) {
  static char b[4];
  b[0] = p & READ ? 'r' : '-';
  b[1] = p & WRITE ? 'w' : '-';
  b[2] = p & EXEC ? 'x' : '-';
  return b;
}
int main(void) {
  enum perm p = READ;
  p |= EXEC;
  puts(show(p));
  p ^= ALL;
  puts(show(p));
  p = p & ~WRITE;
  printf("%d %d\n", p == NONE, COUNT);
  for (enum perm q = NONE; q <= ALL; q++) printf("%s ", show(q));
  puts("");
  enum { A = -1, B = 1u } e = A;
  printf("%d %d\n", e < 0, e + B);
}
