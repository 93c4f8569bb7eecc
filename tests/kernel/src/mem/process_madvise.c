/* Advice about another process's memory: process_madvise(2). Since Linux 6.13. */
#include "hosted.h"
#include <sys/syscall.h>
#include <sys/uio.h>
static long advise(int fd, struct iovec *v, int n, int advice, int flags) {
  return syscall(SYS_process_madvise, fd, v, n, advice, flags);
}
int main(void) {
  char *at = mmap(0, 4 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(at + 3 * 4096, 4096), at[0] = 1, at[4096] = 2;
  struct iovec v[] = {{at, 4096}, {at + 4096, 4096}, {at + 8192, 8192}, {at + 1, 4096}};
  int self = syscall(SYS_pidfd_open, getpid(), 0);
  TRY(advise(self, v, 1, MADV_DONTNEED, 0));
  SAY("%d %d\n", at[0], at[4096]);
  TRY(advise(self, v, 2, MADV_WILLNEED, 0)), TRY(advise(self, v, 0, MADV_WILLNEED, 0));
  TRY(advise(self, v + 3, 1, MADV_COLD, 0)), TRY(advise(self, v, 1, 12345, 0)), TRY(advise(self, v, 1, MADV_COLD, 1));
  TRY(advise(0, v, 1, MADV_COLD, 0)), TRY(advise(-1, v, 1, MADV_COLD, 0)), TRY(advise(self, (void *)1, 1, MADV_COLD, 0));
  pid_t pid = fork();
  if (!pid) for (;;) pause();
  int other = syscall(SYS_pidfd_open, pid, 0);
  TRY(advise(other, v, 2, MADV_COLD, 0)), TRY(advise(other, v, 1, MADV_DONTNEED, 0)), TRY(advise(other, v, 1, MADV_PAGEOUT, 0));
  kill(pid, SIGKILL), reap(pid);
  TRY(advise(other, v, 1, MADV_COLD, 0));
  return 0;
}
