#include "kernel.h"
#define SEALS 1034
int main(int argc, char **argv, char **envp) {
  long fd = R(memfd_create, "name", 2), plain = R(memfd_create, "", 0);
  R(memfd_create, "x", 64); R(memfd_create, 8, 0);
  R(write, fd, "hello", 5); R(ftruncate, fd, 8192);
  struct stat st; K(fstat, fd, &st); say("%o %ld nlink %d\n", st.st_mode, st.st_size, (int)st.st_nlink);
  R(fcntl, fd, SEALS, 0); R(fcntl, plain, SEALS, 0); R(fcntl, plain, 1033, 4);
  char *p = (char *)K(mmap, 0, 8192, 3, MAP_SHARED, fd, 0);
  say("%c\n", p[0]); p[4096] = 'x';
  R(fcntl, fd, 1033, 8);
  R(fcntl, fd, 1033, 2); R(ftruncate, fd, 10); R(ftruncate, fd, 10000);
  R(fcntl, fd, 1033, 4); R(ftruncate, fd, 20000); R(pwrite64, fd, "x", 1, 20000); R(pwrite64, fd, "y", 1, 5);
  R(fallocate, fd, 0, 0, 30000);
  K(munmap, p, 8192);
  R(fcntl, fd, 1033, 8); R(write, fd, "x", 1); R(fallocate, fd, 3, 0, 4096);
  say("map %e\n", K(mmap, 0, 4096, 3, MAP_SHARED, fd, 0)); 
  say("map ro %d\n", (long)K(mmap, 0, 4096, 1, MAP_SHARED, fd, 0) > 0);
  R(fcntl, fd, 1033, 1); R(fcntl, fd, 1033, 2); R(fcntl, fd, SEALS, 0); R(fcntl, fd, 1033, 1 << 20);
  int q[2]; K(pipe, q); R(fcntl, q[0], SEALS, 0);
  char link[64] = {0}; K(readlink, "/proc/self/fd/3", link, 63); say("%s\n", link);
  return 0;
}
