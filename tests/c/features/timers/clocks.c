// Clocks and timers: resolutions, monotonic order, cpu time of work, timer_create with a signal value,
// timerfd intervals, clock_nanosleep absolute, times, getitimer.
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>
static volatile sig_atomic_t fired, value;
static void on(int s, siginfo_t *i, void *u) {
  (void)s;
  (void)u;
  fired++;
  value = i->si_value.sival_int;
}
static long long ns(clockid_t c) {
  struct timespec t;
  clock_gettime(c, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}
int main(void) {
  int ordered = 1;
  long long last = ns(CLOCK_MONOTONIC);
  for (int i = 0; i < 1000; i++) {
    long long t = ns(CLOCK_MONOTONIC);
    ordered &= t >= last;
    last = t;
  }
  printf("%d\n", ordered);
  long long c = ns(CLOCK_PROCESS_CPUTIME_ID);
  volatile unsigned x = 0;
  for (unsigned i = 0; i < 2000000; i++) x += i;
  printf("%d %d\n", ns(CLOCK_PROCESS_CPUTIME_ID) > c, clock() > 0);
  struct sigaction sa = {.sa_sigaction = on, .sa_flags = SA_SIGINFO};
  sigaction(SIGRTMIN, &sa, NULL);
  struct sigevent ev = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN, .sigev_value.sival_int = 77};
  timer_t t;
  printf("%d\n", timer_create(CLOCK_MONOTONIC, &ev, &t));
  struct itimerspec it = {{0, 1000000}, {0, 1000000}};
  timer_settime(t, 0, &it, NULL);
  while (fired < 3) pause();
  timer_delete(t);
  printf("%d %d\n", fired >= 3, value);
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  at.tv_nsec += 2000000;
  if (at.tv_nsec >= 1000000000) at.tv_sec++, at.tv_nsec -= 1000000000;
  printf("%d ", clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL));
  printf("%d\n", ns(CLOCK_MONOTONIC) >= at.tv_sec * 1000000000LL + at.tv_nsec);
  int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  uint64_t n;
  errno = 0;
  printf("%zd ", read(fd, &n, 8));
  printf("%d\n", errno == EAGAIN);
  it = (struct itimerspec){{0, 500000}, {0, 500000}};
  timerfd_settime(fd, 0, &it, NULL);
  usleep(3000);
  printf("%zd ", read(fd, &n, 8));
  printf("%d\n", n >= 4);
  struct itimerval iv = {{0, 0}, {5, 0}}, old;
  setitimer(ITIMER_VIRTUAL, &iv, NULL);
  getitimer(ITIMER_VIRTUAL, &old);
  printf("%d\n", old.it_value.tv_sec >= 4);
  struct tms tm;
  printf("%d %d\n", times(&tm) != (clock_t)-1, tm.tms_utime >= 0);
  errno = 0;
  printf("%d ", clock_gettime(999, &at));
  printf("%d\n", errno == EINVAL);
  return 0;
}
