/* Calls that fail, each for its own reason. */
#include "sys.h"

void start(u64 *stack) {
  (void)stack;
  char buf[8];
  show("ENOENT", open("/no/such/file", O_RDONLY, 0));
  show("ENOTDIR", open("/dev/null/x", O_RDONLY, 0));
  show("EISDIR", open("/tmp", O_WRONLY, 0));
  show("EFAULT path", open((char *)16, O_RDONLY, 0));
  show("EBADF read", read(42, buf, 1));
  show("EBADF write", write(42, buf, 1));
  show("EBADF mode", write(open("/dev/zero", O_RDONLY, 0), buf, 1));
  show("EBADF mode", read(open("/dev/null", O_WRONLY, 0), buf, 1));
  show("EFAULT read", read(open("/dev/zero", O_RDONLY, 0), (void *)0xdead0000, 8));
  show("EFAULT write", write(1, (void *)0xdead0000, 8));
  show("EISDIR read", read(open("/", O_RDONLY | O_DIRECTORY, 0), buf, 8));
  show("ENOENT empty", open("", O_RDONLY, 0));
  show("ENOTDIR flag", open("/dev/null", O_RDONLY | O_DIRECTORY, 0));
  show("ENOSYS", sys0(999));
  show("ENOSYS", sys0(-1));
  show("EINVAL whence", lseek(0, 0, 77));
  show("EINVAL clock", clock_gettime(77, buf));
  show("EFAULT clock", clock_gettime(1, (void *)8));
  show("EINVAL getrandom", getrandom(buf, 4, 64));
  show("EINVAL pipe2", sys2(293, buf, 1));
  show("EFAULT pipe", pipe((int *)8));
  show("ECHILD", wait4(-1, 0, 0, 0));
  show("EINVAL wait", wait4(-1, 0, 0x8000, 0));
  show("zero count", read(0, 0, 0));
  show("null", write(open("/dev/null", O_WRONLY, 0), buf, 8));
  exit(0);
}
