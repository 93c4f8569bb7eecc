/* cachestat: pages of a file that are in memory. Since Linux 6.5. */
#include "hosted.h"
#define SYS_CACHESTAT 451
struct range { unsigned long off, len; };
struct stat_of { unsigned long cache, dirty, writeback, evicted, recently; };
static void ask(int fd, unsigned long off, unsigned long len) {
  struct stat_of s = {9, 9, 9, 9, 9};
  long answer = syscall(SYS_CACHESTAT, fd, &(struct range){off, len}, &s, 0);
  if (answer) SAY("%s\n", strerrorname_np(errno));
  else SAY("%lu+%lu: %lu in memory, %lu %lu %lu\n", off, len, s.cache, s.writeback, s.evicted, s.recently);
}
int main(void) {
  int fd = memfd_create("f", 0), pipes[2];
  static char page[4096] = "x";
  ask(fd, 0, 0);
  for (int i = 0; i < 5; i++) pwrite(fd, page, 4096, i * 8192);
  ask(fd, 0, 0), ask(fd, 0, 4096), ask(fd, 4096, 4096), ask(fd, 4095, 2), ask(fd, 8191, 2), ask(fd, 8192, 16384), ask(fd, 100000, 5), ask(fd, 1, 0);
  ftruncate(fd, 8192), ask(fd, 0, 0);
  pipe(pipes), ask(pipes[0], 0, 0), ask(99, 0, 0);
  TRY(syscall(SYS_CACHESTAT, fd, 8, page, 0)), TRY(syscall(SYS_CACHESTAT, fd, page, 8, 0)), TRY(syscall(SYS_CACHESTAT, fd, page, page, 1));
  pid_t pid = fork();
  if (pid == 0) nap(1000), _exit(0);
  int p = syscall(SYS_pidfd_open, pid, 0);
  TRY(syscall(448, p, 0)), TRY(syscall(448, p, 1)), TRY(syscall(448, fd, 0)), TRY(syscall(448, 99, 0));
  kill(pid, SIGKILL), waitid(P_PID, pid, &(siginfo_t){0}, WEXITED | WNOWAIT);
  TRY(syscall(448, p, 0)), reap(pid), TRY(syscall(448, p, 0));
}
