/* A FIFO: opening waits for the other end, and a pipe through it carries data between processes. */
#include "sys.h"

#define mknod(path, mode, dev) sys3(133, path, mode, dev)
#define O_NONBLOCK 04000

void start(u64 *stack) {
  (void)stack;
  char buf[16];
  int status;
  show("mkfifo", mknod("queue", 010600, 0));
  show("no reader", open("queue", O_WRONLY | O_NONBLOCK, 0));
  long pid = fork();
  if (pid == 0) {
    long fd = open("queue", O_WRONLY, 0);
    write(fd, "hello", 5);
    exit(7);
  }
  long fd = open("queue", O_RDONLY, 0);
  show("fd", fd);
  show("read", read(fd, buf, 16));
  write(1, buf, 5);
  put("\n");
  wait4(pid, &status, 0, 0);
  show("status", status);
  show("end", read(fd, buf, 16));
  show("lseek", lseek(fd, 0, SEEK_SET));
  exit(0);
}
