// A file mapped shared and private; msync, ftruncate, growing the file, reading back.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) {
  int fd = open("data", O_RDWR | O_CREAT | O_TRUNC, 0644);
  write(fd, "The quick brown fox", 19);
  char *p = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  char *q = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  printf("%.19s|%d\n", p, p[19]);
  memcpy(p + 4, "QUICK", 5);
  q[0] = 't';
  memcpy(q + 10, "BROWN", 5);
  printf("%d\n", msync(p, 4096, MS_SYNC));
  char buffer[32] = {0};
  pread(fd, buffer, sizeof buffer - 1, 0);
  printf("%s\n%.19s\n", buffer, q);
  ftruncate(fd, 9);
  struct stat st;
  fstat(fd, &st);
  printf("%ld %d\n", (long)st.st_size, p[12]);
  ftruncate(fd, 8192);
  char *r = mremap(p, 4096, 8192, MREMAP_MAYMOVE);
  r[5000] = 'x';
  pread(fd, buffer, 3, 4999);
  printf("%d %c %d\n", buffer[0], buffer[1], buffer[2]);
  munmap(r, 8192);
  munmap(q, 4096);
  close(fd);
  return unlink("data");
}
