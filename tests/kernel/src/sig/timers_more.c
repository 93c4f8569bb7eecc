/* Timers of all kinds: intervals, overruns, remaining time, SIGEV_NONE, timerfd's counts and cancellation. */
#include "hosted.h"
#include <sys/timerfd.h>
#include <poll.h>
static volatile int ticks, overruns;
static timer_t id;
static void on(int sig, siginfo_t *si, void *uc) { ticks++; if (si->si_code == SI_TIMER) overruns += timer_getoverrun(id); }
int main(void) {
  sigaction(SIGALRM, &(struct sigaction){.sa_sigaction = on, .sa_flags = SA_SIGINFO}, 0);
  sigaction(SIGRTMIN, &(struct sigaction){.sa_sigaction = on, .sa_flags = SA_SIGINFO}, 0);
  struct itimerval it = {{0, 10000}, {0, 10000}}, old;
  setitimer(ITIMER_REAL, &it, 0);
  long start = now_ms();
  while (ticks < 5) pause();
  SAY("five ticks in 50 ms %d\n", now_ms() - start >= 49);
  setitimer(ITIMER_REAL, &(struct itimerval){0}, &old);
  SAY("interval %ld left %d\n", (long)old.it_interval.tv_usec, old.it_value.tv_usec <= 10000);
  TRY(setitimer(9, &it, 0));
  TRY(setitimer(ITIMER_REAL, &(struct itimerval){{0, 0}, {0, 1000000}}, 0));
  SAY("%u %u\n", alarm(100), alarm(0));
  struct sigevent ev = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN};
  TRY(timer_create(CLOCK_MONOTONIC, &ev, &id));
  sigset_t set, none;
  sigemptyset(&set), sigaddset(&set, SIGRTMIN), sigprocmask(SIG_BLOCK, &set, &none);
  struct itimerspec its = {{0, 5000000}, {0, 5000000}}, now;
  TRY(timer_settime(id, 0, &its, 0));
  nap(52);
  ticks = 0;
  timer_gettime(id, &now);
  SAY("interval %ld\n", now.it_interval.tv_nsec);
  sigprocmask(SIG_SETMASK, &none, 0);
  its = (struct itimerspec){0};
  timer_settime(id, 0, &its, 0);
  SAY("ticks at least 1 %d, overruns many %d\n", ticks >= 1, overruns >= 8);
  TRY(timer_delete(id));
  TRY(timer_delete(id));
  ev.sigev_notify = SIGEV_NONE;
  timer_create(CLOCK_MONOTONIC, &ev, &id);
  its = (struct itimerspec){{0, 0}, {10, 0}};
  timer_settime(id, 0, &its, 0);
  timer_gettime(id, &now);
  SAY("left %ld\n", (long)now.it_value.tv_sec);
  ev.sigev_notify = 77;
  TRY(timer_create(CLOCK_MONOTONIC, &ev, &id));
  TRY(timer_create(77, 0, &id));
  int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  uint64_t n;
  TRY(read(fd, &n, 8));
  its = (struct itimerspec){{0, 4000000}, {0, 4000000}};
  TRY(timerfd_settime(fd, 0, &its, 0));
  struct pollfd p = {fd, POLLIN, 0};
  TRY(poll(&p, 1, 100));
  nap(20);
  TRY(read(fd, &n, 8));
  SAY("several %d\n", n >= 5);
  TRY(read(fd, &n, 4));
  TRY(timerfd_gettime(fd, &now));
  SAY("%ld\n", now.it_interval.tv_nsec);
  its = (struct itimerspec){{0, 0}, {0, 1}};
  TRY(timerfd_settime(fd, TFD_TIMER_ABSTIME, &its, 0));
  TRY(read(fd, &n, 8));
  TRY(timerfd_settime(fd, 0x40, &its, 0));
  TRY(timerfd_create(77, 0));
  TRY(timerfd_settime(0, 0, &its, 0));
  return 0;
}
