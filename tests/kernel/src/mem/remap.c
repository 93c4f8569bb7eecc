#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  char *a = (char *)K(mmap, 0, 16384, 3, 0x22, -1, 0);
  a[0] = 'a';
  a[8192] = 'c';
  say("%d\n", (char *)K(mremap, a, 16384, 8192, 0, 0) == a);
  char *g = (char *)K(mremap, a, 8192, 1 << 20, 1, 0);
  say("%c %d\n", g[0], g[8192]);
  R(mremap, g + 1, 4096, 8192, 1, 0);
  R(mremap, g, 4096, 0, 1, 0);
  R(mremap, 4096, 4096, 8192, 1, 0);
  R(mremap, g, 4096, 8192, 2, 0);
  R(mremap, g, 1 << 20, 2 << 20, 64, 0);
  char *t = (char *)K(mmap, 0, 1 << 21, 3, 0x22, -1, 0);
  t[0] = 't';
  say("%d\n", (char *)K(mremap, g, 1 << 20, 1 << 20, 3, t) == t);
  say("%c\n", t[0]);
  R(mremap, t, 4096, 4096, 3, t + 1);
  R(mremap, t, 8192, 8192, 3, t + 4096);
  long brk = K(brk, 0);
  say("%d\n", K(brk, brk + 8192) == brk + 8192);
  *(char *)(brk + 8000) = 1;
  say("%d\n", K(brk, brk) == brk);
  say("%d\n", K(brk, 5) == brk);
  K(brk, brk + 8192);
  say("%d\n", *(char *)(brk + 8000));
  return 0;
}
