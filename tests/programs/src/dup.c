/* Descriptors that share a position, flags of descriptors and of files. */
#include "sys.h"

void start(u64 *stack) {
  (void)stack;
  long fd = open("file", O_CREAT | O_RDWR | O_TRUNC, 0644);
  long other = dup(fd);
  show("dup", other);
  write(fd, "abc", 3);
  show("shared", lseek(other, 0, SEEK_CUR));
  show("dup2", dup2(fd, 9));
  show("dup2 same", dup2(fd, fd));
  show("dup2 bad", dup2(77, 5));
  show("dup bad", dup(-1));
  show("F_DUPFD", fcntl(fd, 0, 20));
  show("F_DUPFD_CLOEXEC", fcntl(fd, 1030, 20));
  show("F_GETFD", fcntl(21, 1, 0));
  show("F_GETFD", fcntl(20, 1, 0));
  show("F_SETFD", fcntl(20, 2, 1));
  show("F_GETFD", fcntl(20, 1, 0));
  show_hex("F_GETFL", (u64)fcntl(fd, 3, 0));
  show("F_SETFL", fcntl(fd, 4, O_APPEND));
  show_hex("F_GETFL", (u64)fcntl(9, 3, 0));
  show("F_DUPFD bad", fcntl(fd, 0, -1));
  show("bad command", fcntl(fd, 999, 0));
  show("close", close(fd));
  show("still", write(other, "d", 1));
  show("dup2 stdout", dup2(1, 30));
  write(30, "through 30\n", 11);
  exit(0);
}
