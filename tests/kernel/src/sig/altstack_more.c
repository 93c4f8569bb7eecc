/* sigaltstack: what it tells, when it may change, nested handlers, SS_AUTODISARM. */
#include "hosted.h"
static char stack[32768], other[32768];
static int depth;
static int inside(void *p) { return (char *)p >= stack && (char *)p < stack + sizeof stack; }
static void on(int sig) {
  stack_t s;
  sigaltstack(0, &s);
  SAY("handler on it %d, flags %x size %zu\n", inside(&s), s.ss_flags, s.ss_size);
  TRY(sigaltstack(&(stack_t){.ss_sp = other, .ss_size = sizeof other}, 0));
  if (depth++ == 0) raise(SIGUSR2);
}
static void plain(int sig) { int x; SAY("plain handler on it %d\n", inside(&x)); }
int main(void) {
  stack_t s;
  TRY(sigaltstack(0, &s));
  SAY("flags %x\n", s.ss_flags);
  TRY(sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = 100}, 0));
  TRY(sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 64}, 0));
  TRY(sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, 0));
  sigaction(SIGUSR1, &(struct sigaction){.sa_handler = on, .sa_flags = SA_ONSTACK}, 0);
  sigaction(SIGUSR2, &(struct sigaction){.sa_handler = on, .sa_flags = SA_ONSTACK}, 0);
  sigaction(SIGHUP, &(struct sigaction){.sa_handler = plain}, 0);
  raise(SIGUSR1);
  raise(SIGHUP);
  pid_t pid = fork();
  if (pid == 0) {
    sigaltstack(0, &s);
    SAY("child has it %d\n", s.ss_sp == stack);
    _exit(0);
  }
  reap(pid);
  TRY(sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, &s));
  SAY("was %d\n", s.ss_sp == stack);
  raise(SIGHUP);
  TRY(sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 1 << 31}, 0));
  depth = 1;
  raise(SIGUSR1);
  sigaltstack(0, &s);
  SAY("flags %x back %d\n", s.ss_flags, s.ss_sp == stack);
  return 0;
}
