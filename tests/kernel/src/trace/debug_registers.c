/* Hardware breakpoints and watchpoints through the debug registers of struct user. */
#include "hosted.h"
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/user.h>

static volatile int watched;
static volatile long other;
extern char here[];

__attribute__((noinline)) static void work(void) {
  for (int i = 0; i < 3; i++) {
    other += 5;
    watched = i * 2 + 1;
  }
  __asm__ volatile(".globl here\nhere: nop\n nop" ::: "memory");
}
static void on(int signo) { other = signo; }

static pid_t child;
static long set(int n, unsigned long value) {
  errno = 0;
  ptrace(PTRACE_POKEUSER, child, offsetof(struct user, u_debugreg) + n * 8, value);
  return -errno;
}
static unsigned long get(int n) {
  return ptrace(PTRACE_PEEKUSER, child, offsetof(struct user, u_debugreg) + n * 8, 0);
}
static int next(const char *what) {
  int status;
  siginfo_t info = {0};
  if (ptrace(PTRACE_CONT, child, 0, 0)) SAY("cont: %s\n", strerrorname_np(errno));
  waitpid(child, &status, 0);
  ptrace(PTRACE_GETSIGINFO, child, 0, &info);
  long value = ptrace(PTRACE_PEEKDATA, child, &watched, 0) & 0xffffffff;
  SAY("%s: status %x code %d dr6 %lx value %ld\n", what, status, info.si_code, get(6) & 0xf00f, value);
  return status;
}

int main(void) {
  child = fork();
  if (child == 0) {
    signal(SIGUSR1, on);
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    work();
    raise(SIGUSR1);
    watched = 50;
    _exit(9);
  }
  waitpid(child, 0, 0);
  SAY("at first %lx %lx %lx\n", get(0), get(6), get(7));
  SAY("address %ld\n", set(0, (unsigned long)&watched));
  SAY("control %ld\n", set(7, 0xd0001));
  SAY("read back %d %lx\n", get(0) == (unsigned long)&watched, get(7) & 0xd0001);
  next("watch"), next("watch"), next("watch");
  SAY("off %ld\n", set(7, 0));
  SAY("break at %ld\n", set(1, (unsigned long)here));
  SAY("on %ld\n", set(7, 4));
  next("break");
  SAY("at here: %d\n", ptrace(PTRACE_PEEKUSER, child, offsetof(struct user_regs_struct, rip), 0) == (long)here);
  /* A signal and its handler in between. */
  SAY("watch again %ld\n", set(7, 0xd0001));
  next("signal");
  ptrace(PTRACE_CONT, child, 0, SIGUSR1);
  int status;
  waitpid(child, &status, 0);
  SAY("after the handler: %x, value %ld\n", status, ptrace(PTRACE_PEEKDATA, child, &watched, 0) & 0xffffffff);

  SAY("beyond %ld\n", set(2, -4096));
  SAY("uneven %ld\n", set(2, (unsigned long)&watched + 1));
  SAY("in use %ld\n", set(7, 0x0d000010));
  SAY("even %ld\n", set(2, (unsigned long)&watched));
  SAY("in use %ld\n", set(7, 0x0d000010));
  SAY("uneven %ld\n", set(2, (unsigned long)&watched + 1));
  SAY("long code %ld\n", set(7, 0x0c000010));
  SAY("four %ld five %ld\n", set(4, 0), set(5, 0));
  SAY("status %ld, %lx\n", set(6, 0), get(6));
  SAY("off %ld\n", set(7, 0));
  next("end");
  return 0;
}
