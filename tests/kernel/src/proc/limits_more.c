/* Resource limits as programs meet them: descriptors, file size, processes, CPU time, core, prlimit of another. */
#include "hosted.h"
#include <sys/resource.h>
static void xfsz(int sig) { SAY("got %s\n", sigabbrev_np(sig)); }
int main(void) {
  struct rlimit r;
  setrlimit(RLIMIT_NOFILE, &(struct rlimit){8, 20});
  int last = -1;
  for (int fd; (fd = open("/dev/null", O_RDONLY)) >= 0; last = fd);
  SAY("last %d, then %s\n", last, strerrorname_np(errno));
  TRY(dup(0));
  TRY(dup2(0, 8));
  TRY(fcntl(0, F_DUPFD, 8));
  TRY(fcntl(0, F_DUPFD, 7));
  TRY(pipe((int[2]){0}));
  close(7);
  TRY(pipe((int[2]){0}));
  TRY(setrlimit(RLIMIT_NOFILE, &(struct rlimit){20, 20}));
  TRY(dup2(0, 19));
  for (int i = 3; i < 20; i++) close(i);
  int fd = open("f", O_CREAT | O_RDWR, 0600);
  signal(SIGXFSZ, xfsz);
  setrlimit(RLIMIT_FSIZE, &(struct rlimit){1000, 1000000});
  static char buffer[2000];
  TRY(write(fd, buffer, 900));
  TRY(write(fd, buffer, 900));
  TRY(write(fd, buffer, 1));
  TRY(pwrite(fd, buffer, 10, 5000));
  TRY(ftruncate(fd, 2000));
  TRY(ftruncate(fd, 1000));
  TRY(fallocate(fd, 0, 0, 3000));
  pid_t pid = fork();
  if (pid == 0) { signal(SIGXFSZ, SIG_DFL); if (pwrite(fd, buffer, 10, 5000) < 0) _exit(1); _exit(0); }
  reap(pid);
  setrlimit(RLIMIT_FSIZE, &(struct rlimit){1000000, 1000000});
  pid = fork();
  if (pid == 0) {
    setrlimit(RLIMIT_CPU, &(struct rlimit){1, 2});
    for (;;);
  }
  reap(pid);
  pid = fork();
  if (pid == 0) {
    if (setgid(4321) || setuid(4321)) _exit(9);
    TRY(setrlimit(RLIMIT_NOFILE, &(struct rlimit){20, 30}));
    TRY(setrlimit(RLIMIT_NOFILE, &(struct rlimit){20, 20}));
    TRY(setrlimit(RLIMIT_NPROC, &(struct rlimit){1, 1}));
    TRY(fork());
    TRY(nice(-5));
    TRY(getrlimit(RLIMIT_NPROC, &r));
    SAY("%ld\n", (long)r.rlim_cur);
    _exit(0);
  }
  reap(pid);
  pid = fork();
  if (pid == 0) { pause(); _exit(0); }
  struct rlimit old;
  TRY(prlimit(pid, RLIMIT_NOFILE, &(struct rlimit){5, 6}, &old));
  TRY(prlimit(pid, RLIMIT_NOFILE, 0, &r));
  SAY("%ld %ld\n", (long)r.rlim_cur, (long)r.rlim_max);
  TRY(prlimit(999999, RLIMIT_NOFILE, 0, &r));
  TRY(prlimit(pid, 99, 0, &r));
  kill(pid, SIGKILL);
  reap(pid);
  return 0;
}
