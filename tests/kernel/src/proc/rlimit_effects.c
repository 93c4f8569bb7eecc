#include "hosted.h"
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
/* What each limit forbids, with which error. */
static int limit(int which, long soft, long hard) { return setrlimit(which, &(struct rlimit){soft, hard}); }
int main() {
  int p[2];
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  TRY(limit(RLIMIT_NOFILE, 6, 50));
  int a = TRY(open("f", O_CREAT | O_RDWR, 0644)), b = TRY(dup(a)), c = TRY(dup(a));
  TRY(dup(a));
  TRY(open("g", O_CREAT | O_RDWR, 0644));
  TRY(access("g", F_OK));
  TRY(pipe(p));
  TRY(socket(AF_UNIX, SOCK_STREAM, 0));
  TRY(fcntl(a, F_DUPFD, 6));
  TRY(fcntl(a, F_DUPFD, 5));
  TRY(dup2(a, 6));
  TRY(dup2(a, 40));
  TRY(dup3(a, 2000, 0));
  close(c);
  TRY(pipe(p));
  TRY(dup2(a, 5));
  close(5);
  close(b);
  TRY(pipe(p));
  struct pollfd set[8] = {{0}};
  TRY(poll(set, 7, 0));
  TRY(limit(RLIMIT_NOFILE, 60, 50));
  TRY(limit(RLIMIT_NOFILE, 50, 50));
  TRY(limit(99, 1, 1));
  TRY(getrlimit(99, &(struct rlimit){0, 0}));
  close(p[0]);
  close(p[1]);

  signal(SIGXFSZ, SIG_IGN);
  TRY(limit(RLIMIT_FSIZE, 10, 100));
  TRY(write(a, "0123456789abcdef", 16));
  TRY(write(a, "x", 1));
  TRY(ftruncate(a, 11));
  TRY(ftruncate(a, 10));
  TRY(pwrite(a, "zz", 2, 9));
  TRY(pwrite(a, "zz", 2, 500));
  TRY(fallocate(a, 0, 0, 20));
  TRY(write(a, "", 0));
  TRY(limit(RLIMIT_FSIZE, 100, 100));
  if (fork() == 0) {
    signal(SIGXFSZ, SIG_DFL);
    pwrite(a, "x", 1, 200);
    _exit(1);
  }
  int status;
  wait(&status);
  SAY("%s\n", WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : "lived");

  if (fork() == 0) {
    TRY(limit(RLIMIT_AS, 64 << 20, 64 << 20));
    TRY(mmap(0, 128 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
    TRY(mmap(0, 1 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
    TRY(sbrk(100 << 20) == (void *)-1);
    _exit(0);
  }
  reap(-1);
  if (fork() == 0) {
    TRY(limit(RLIMIT_DATA, 1 << 20, 1 << 20));
    TRY(sbrk(8 << 20) == (void *)-1);
    TRY(mmap(0, 8 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
    TRY(mmap(0, 8 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
    _exit(0);
  }
  reap(-1);
  if (fork() == 0) {
    TRY(limit(RLIMIT_STACK, 256 << 10, 256 << 10));
    volatile char *sp = (char *)&status;
    sp[-100 << 10] = 1;
    SAY("within\n");
    sp[-400 << 10] = 1;
    _exit(0);
  }
  reap(-1);
  if (fork() == 0) {
    if (setuid(12345) < 0) _exit(3);
    TRY(limit(RLIMIT_NPROC, 1, 1));
    TRY(fork());
    TRY(limit(RLIMIT_NPROC, 5, 5));
    TRY(limit(RLIMIT_MEMLOCK, 4096, 4096));
    char *m = mmap(0, 16384, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    TRY(mlock(m, 4096));
    TRY(mlock(m, 8192));
    TRY(mlockall(MCL_CURRENT));
    TRY(setpriority(PRIO_PROCESS, 0, 5));
    TRY(setpriority(PRIO_PROCESS, 0, 0));
    _exit(0);
  }
  reap(-1);
  return 0;
}
