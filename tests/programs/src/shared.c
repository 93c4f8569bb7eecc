/* A file mapped shared, read, written and cut: one set of pages. */
#include "sys.h"

#define ftruncate(fd, n) sys2(77, fd, n)
#define pread(fd, buf, n, off) sys4(17, fd, buf, n, off)
#define pwrite(fd, buf, n, off) sys4(18, fd, buf, n, off)

void start(u64 *stack) {
  (void)stack;
  char buf[16];
  long fd = open("file", O_CREAT | O_RDWR, 0600);
  show("ftruncate", ftruncate(fd, 10000));
  char *p = (char *)mmap(0, 12288, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  char *q = (char *)mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 4096);
  show("hole", p[5000]);
  memcpy(p + 5000, "through", 7);
  show("pread", pread(fd, buf, 7, 5000));
  write(1, buf, 7);
  put("\n");
  show("private sees", q[904]);
  q[904] = 'T';
  show("shared keeps", p[5000]);
  show("pwrite", pwrite(fd, "W", 1, 5001));
  show("mapped", p[5001]);
  show("private keeps", q[905]);
  close(fd);
  p[0] = 'x';
  fd = open("file", O_RDWR, 0);
  show("read", read(fd, buf, 1));
  show("first", buf[0]);
  show("end", lseek(fd, 0, SEEK_END));
  exit(0);
}
