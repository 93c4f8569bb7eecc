/* The break, and limits of memory: RLIMIT_DATA, RLIMIT_AS, RLIMIT_STACK, a stack that overflows. */
#include "hosted.h"
#include <sys/resource.h>
static char stack[65536];
static void on(int sig, siginfo_t *si, void *uc) {
  SAY("overflow: signal %d code %d, on the alternate stack %d\n", sig, si->si_code, (char *)&sig > stack && (char *)&sig < stack + sizeof stack);
  _exit(3);
}
static int deeper(int n) { volatile char room[1000]; room[0] = n; return n == 0 ? 0 : deeper(n - 1) + room[0]; }
int main(void) {
  char *start = sbrk(0);
  SAY("grown %d\n", sbrk(10000) == start);
  start[9999] = 5;
  SAY("break %ld\n", (long)((char *)sbrk(0) - start));
  sbrk(-10000);
  SAY("back %d\n", sbrk(0) == start);
  sbrk(10000);
  SAY("zero again %d\n", start[9999] * ((long)start % 4096 + 9999 > 4095));
  TRY(brk((void *)1) );
  pid_t pid = fork();
  if (pid == 0) {
    setrlimit(RLIMIT_DATA, &(struct rlimit){1 << 20, 1 << 20});
    TRY(sbrk(4 << 20) == (void *)-1 ? -1 : 0);
    TRY(mmap(0, 8 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
    TRY(mmap(0, 8 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
    _exit(0);
  }
  reap(pid);
  pid = fork();
  if (pid == 0) {
    setrlimit(RLIMIT_AS, &(struct rlimit){64 << 20, 64 << 20});
    TRY(mmap(0, 100 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
    TRY(mmap(0, 1 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
    _exit(0);
  }
  reap(pid);
  pid = fork();
  if (pid == 0) {
    setrlimit(RLIMIT_STACK, &(struct rlimit){256 << 10, 256 << 10});
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, 0);
    struct sigaction sa = {.sa_sigaction = on, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigaction(SIGSEGV, &sa, 0);
    SAY("shallow %d\n", deeper(100));
    SAY("%d\n", deeper(100000));
    _exit(0);
  }
  reap(pid);
  pid = fork();
  if (pid == 0) {
    setrlimit(RLIMIT_STACK, &(struct rlimit){256 << 10, 256 << 10});
    deeper(100000);
    _exit(0);
  }
  reap(pid);
  struct rlimit r;
  TRY(getrlimit(99, &r));
  TRY(setrlimit(RLIMIT_NOFILE, &(struct rlimit){10, 5}));
  TRY(getrlimit(RLIMIT_STACK, &r));
  return 0;
}
