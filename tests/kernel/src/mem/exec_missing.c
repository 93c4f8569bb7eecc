// A jump to a page that may not be executed: what is wrong with the page itself comes first.
#include "kernel.h"
static void jump(int fd, int prot, int offset, int touch) {
  long pid = K(fork);
  if (pid == 0) {
    char *p = (char *)K(mmap, 0, 8192, prot, MAP_PRIVATE | (fd < 0 ? MAP_ANONYMOUS : 0), fd, 0);
    if (touch) (void)*(volatile char *)(p + offset);
    ((void (*)(void))(p + offset))();
    K(exit_group, 0);
  }
  int status = 0;
  K(wait4, pid, &status, 0, 0);
  say("signal %d\n", status & 0x7f);
}
int main(int argc, char **argv, char **envp) {
  long fd = K(open, "file", O_RDWR | O_CREAT, 0644);
  K(ftruncate, fd, 100);
  say("end of all files %e\n", K(mmap, 0, 4096, PROT_READ, MAP_PRIVATE, fd, 0x7ffffffffffff000));
  say("just before %d\n", K(mmap, 0, 4096, PROT_READ, MAP_PRIVATE, fd, 0x7fffffffffffe000) > 0);
  jump(fd, PROT_READ, 0, 0);
  jump(fd, PROT_READ, 0, 1);
  jump(fd, PROT_READ, 4096, 0);
  jump(fd, PROT_NONE, 0, 0);
  jump(fd, PROT_NONE, 4096, 0);
  jump(-1, PROT_READ, 0, 0);
  jump(-1, PROT_READ | PROT_WRITE, 0, 1);
  jump(-1, PROT_NONE, 0, 0);
  return 0;
}
