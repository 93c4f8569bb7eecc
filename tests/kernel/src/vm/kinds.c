#include "kernel.h"
#define VALIDATE 3
int main(int argc, char **argv, char **envp) {
  long f = K(open, "f", O_RDWR | O_CREAT, 0600);
  K(ftruncate, f, 4096);
  R(mmap, 0, 4096, PROT_READ, VALIDATE | MAP_ANONYMOUS, -1, 0);
  R(mmap, 0, 4096, PROT_READ, VALIDATE | 0x80000, f, 0);
  say("%d\n", K(mmap, 0, 4096, PROT_READ, VALIDATE | MAP_POPULATE | MAP_NORESERVE, f, 0) > 0);
  long low = K(mmap, 0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
  long next = K(mmap, 0, 8192, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
  say("%d %d\n", low > 0 && low < 0x80000000, next > 0 && next < 0x80000000);
  R(mmap, 0, 0x80000000, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_32BIT, -1, 0);
  R(mmap, 0x20000000, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
  return 0;
}
