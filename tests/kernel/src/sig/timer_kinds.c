#include "hosted.h"
/* POSIX timers: what tells of the end, overruns, absolute times, and what is left. */
static volatile int hits, value, code, overrun;
static void on(int sig, siginfo_t *info, void *c) {
  hits++;
  value = info->si_value.sival_int;
  code = info->si_code;
  overrun = info->si_overrun;
}
static timer_t make(clockid_t clock, int notify, int sig, int v) {
  struct sigevent e = {.sigev_notify = notify, .sigev_signo = sig, .sigev_value.sival_int = v};
  timer_t t = 0;
  TRY(timer_create(clock, &e, &t));
  return t;
}
static long set(timer_t t, int flags, long first_ms, long every_ms) {
  struct itimerspec s = {{every_ms / 1000, every_ms % 1000 * 1000000},
                         {first_ms / 1000, first_ms % 1000 * 1000000}};
  return timer_settime(t, flags, &s, 0);
}
int main() {
  struct sigaction act = {.sa_sigaction = on, .sa_flags = SA_SIGINFO};
  sigaction(SIGUSR1, &act, 0);
  sigaction(SIGALRM, &act, 0);
  sigaction(SIGRTMIN, &act, 0);
  sigset_t set1, old;
  sigemptyset(&set1);
  sigaddset(&set1, SIGUSR1);
  sigaddset(&set1, SIGRTMIN);
  timer_t t = make(CLOCK_MONOTONIC, SIGEV_SIGNAL, SIGUSR1, 42);
  TRY(set(t, 0, 5, 0));
  nap(20);
  SAY("hits %d value %d timer %d\n", hits, value, code == SI_TIMER);
  struct itimerspec left;
  TRY(timer_gettime(t, &left));
  SAY("left %ld %ld\n", left.it_value.tv_nsec, left.it_interval.tv_nsec);
  sigprocmask(SIG_BLOCK, &set1, &old);
  hits = 0;
  TRY(set(t, 0, 5, 5));
  nap(32);
  TRY(timer_getoverrun(t));
  sigprocmask(SIG_SETMASK, &old, 0);
  SAY("one %d, overran %d, same %d\n", hits, overrun >= 3, timer_getoverrun(t) >= 3);
  TRY(set(t, 0, 0, 5));
  hits = 0;
  nap(12);
  SAY("disarmed %d\n", hits);
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  TRY(set(t, TIMER_ABSTIME, now.tv_sec * 1000 + now.tv_nsec / 1000000 + 8, 0));
  nap(20);
  SAY("absolute %d\n", hits);
  hits = 0;
  TRY(set(t, TIMER_ABSTIME, 1, 0));
  nap(1);
  SAY("past %d\n", hits);
  TRY(timer_delete(t));
  TRY(timer_delete(t));
  TRY(timer_gettime(t, &left));
  TRY(timer_settime(t, 0, &left, 0));
  TRY(timer_getoverrun(t));
  t = make(CLOCK_REALTIME, SIGEV_NONE, 0, 0);
  TRY(set(t, 0, 3, 0));
  nap(10);
  TRY(timer_gettime(t, &left));
  SAY("ran out quietly %ld\n", left.it_value.tv_sec + left.it_value.tv_nsec);
  timer_delete(t);
  hits = 0;
  t = 0;
  TRY(timer_create(CLOCK_MONOTONIC, 0, &t));
  TRY(set(t, 0, 3, 0));
  nap(10);
  SAY("default %d is its number %d\n", hits, value == (int)(long)t);
  timer_delete(t);
  t = make(CLOCK_MONOTONIC, SIGEV_SIGNAL, SIGRTMIN, 7);
  hits = 0;
  sigprocmask(SIG_BLOCK, &set1, 0);
  set(t, 0, 3, 0);
  nap(10);
  timer_delete(t);
  sigprocmask(SIG_SETMASK, &old, 0);
  SAY("deleted while pending %d\n", hits);
  struct sigevent e = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = 65};
  TRY(timer_create(CLOCK_MONOTONIC, &e, &t));
  e.sigev_signo = 0;
  TRY(timer_create(CLOCK_MONOTONIC, &e, &t));
  e.sigev_notify = 77;
  TRY(timer_create(CLOCK_MONOTONIC, &e, &t));
  TRY(timer_create(99, 0, &t));
  TRY(syscall(SYS_timer_create, CLOCK_MONOTONIC, 0, 8));
  TRY(syscall(SYS_timer_create, CLOCK_MONOTONIC, 8, &t));
  t = make(CLOCK_MONOTONIC, SIGEV_SIGNAL, SIGUSR1, 1);
  struct itimerspec bad = {{0, 1000000000}, {0, 1}};
  TRY(timer_settime(t, 0, &bad, 0));
  bad.it_interval.tv_nsec = 0;
  bad.it_value.tv_sec = -1;
  TRY(timer_settime(t, 0, &bad, 0));
  TRY(syscall(SYS_timer_settime, t, 0, 8, 0));
  TRY(syscall(SYS_timer_settime, t, 0, 0, 0));
  TRY(syscall(SYS_timer_gettime, t, 8));
  if (fork() == 0) {
    TRY(timer_gettime(t, &left));
    _exit(0);
  }
  reap(-1);
  t = make(CLOCK_PROCESS_CPUTIME_ID, SIGEV_SIGNAL, SIGUSR1, 5);
  hits = 0;
  TRY(set(t, 0, 10, 0));
  nap(15);
  SAY("asleep %d\n", hits);
  while (!hits)
    ;
  SAY("burnt %d value %d\n", hits, value);
  return 0;
}
