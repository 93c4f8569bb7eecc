/* lseek in every direction, beyond the end too, and on what cannot seek. */
#include "sys.h"

void start(u64 *stack) {
  (void)stack;
  char buf[32];
  int fds[2];
  long fd = open("file", O_CREAT | O_RDWR | O_TRUNC, 0644);
  write(fd, "0123456789", 10);
  show("cur", lseek(fd, 0, SEEK_CUR));
  show("set", lseek(fd, 3, SEEK_SET));
  show("read", read(fd, buf, 4));
  write(1, buf, 4);
  put("\n");
  show("end", lseek(fd, -2, SEEK_END));
  show("cur", lseek(fd, -8, SEEK_CUR));
  show("before", lseek(fd, -1, SEEK_SET));
  show("whence", lseek(fd, 0, 9));
  show("beyond", lseek(fd, 6, SEEK_END));
  show("write", write(fd, "X", 1));
  show("size", lseek(fd, 0, SEEK_END));
  lseek(fd, 8, SEEK_SET);
  show("hole", read(fd, buf, 32));
  for (int i = 0; i < 9; i++) show("byte", buf[i]);
  show("data", lseek(fd, 0, 3));
  pipe(fds);
  show("pipe", lseek(fds[0], 0, SEEK_SET));
  show("bad", lseek(99, 0, SEEK_SET));
  show("big", lseek(fd, 1L << 40, SEEK_SET));
  exit(0);
}
