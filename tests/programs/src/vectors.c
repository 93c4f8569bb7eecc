/* readv and writev: order, empty pieces, short reads, too many, bad addresses. */
#include "sys.h"

static struct iovec many[1025];

void start(u64 *stack) {
  (void)stack;
  char a[4] = {0}, b[8] = {0};
  struct iovec out[4] = {{"alpha ", 6}, {"", 0}, {"beta ", 5}, {"gamma\n", 6}};
  show("writev", writev(1, out, 4));
  show("none", writev(1, out, 0));
  show("many", writev(1, many, 1025));
  show("minus", writev(1, out, -1));
  long fd = open("file", O_CREAT | O_RDWR | O_TRUNC, 0644);
  writev(fd, out, 4);
  lseek(fd, 0, SEEK_SET);
  struct iovec in[2] = {{a, 4}, {b, 8}};
  show("readv", readv(fd, in, 2));
  write(1, a, 4), write(1, b, 8), put("\n");
  show("readv", readv(fd, in, 2));
  show("readv", readv(fd, in, 2));
  struct iovec bad[2] = {{a, 2}, {(void *)8, 4}};
  lseek(fd, 0, SEEK_SET);
  show("half", readv(fd, bad, 2));
  show("bad array", readv(fd, (struct iovec *)8, 1));
  exit(0);
}
