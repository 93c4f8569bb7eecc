/* timer_create and its kin. */
#include "kernel.h"
static int n, value, code, id;
static void on(int sig, siginfo_t *si, void *uc) { n++; value = si->si_value.sival_int; code = si->si_code; id = si->si_timerid; }
int main(int argc, char **argv, char **envp) {
  int t = -1, u = -1;
  handle(36, on, SA_SIGINFO | SA_RESTART);
  struct sigevent e = {0};
  e.sigev_notify = SIGEV_SIGNAL; e.sigev_signo = 36; e.sigev_value.sival_int = 99;
  R(timer_create, 1, &e, &t);
  say("id %d\n", t);
  e.sigev_notify = SIGEV_NONE;
  R(timer_create, 0, &e, &u);
  say("id %d\n", u);
  struct itimerspec s = {{0, 0}, {0, 20000000}}, g;
  R(timer_settime, t, 0, &s, 0);
  R(timer_gettime, t, &g);
  say("running %d\n", g.it_value.tv_nsec > 0);
  while (n == 0) K(pause);
  say("n %d value %d code %d id %d\n", n, value, code, id);
  R(timer_gettime, t, &g);
  say("left %d\n", (int)g.it_value.tv_nsec);
  s.it_interval.tv_nsec = 5000000; s.it_value.tv_nsec = 5000000;
  mask_signals(SIG_BLOCK, BIT(36));
  R(timer_settime, t, 0, &s, 0);
  nap(52);
  mask_signals(SIG_UNBLOCK, BIT(36));
  long over = K(timer_getoverrun, t);
  say("overrun %d\n", over >= 7 && over <= 12);
  R(timer_delete, t);
  R(timer_delete, t);
  R(timer_settime, t, 0, &s, 0);
  R(timer_gettime, t, &g);
  R(timer_getoverrun, t);
  s.it_interval.tv_nsec = 0; s.it_value.tv_sec = 5;
  R(timer_settime, u, 0, &s, 0);
  R(timer_gettime, u, &g);
  say("sec %d\n", g.it_value.tv_sec >= 4);
  R(timer_settime, u, 0, &s, &g);
  R(timer_settime, u, 0, 0, 0);
  s.it_value.tv_nsec = -1;
  R(timer_settime, u, 0, &s, 0);
  R(timer_create, 99, 0, &t);
  R(timer_create, 1, 0, 8);
  e.sigev_notify = 77;
  R(timer_create, 1, &e, &t);
  e.sigev_notify = 0; e.sigev_signo = 65;
  R(timer_create, 1, &e, &t);
  e.sigev_signo = 36; e.sigev_notify = SIGEV_THREAD_ID; e._sigev_un._tid = 999999;
  R(timer_create, 1, &e, &t);
  n = 0;
  e._sigev_un._tid = K(gettid);
  R(timer_create, 2, &e, &t);
  s = (struct itimerspec){{0, 0}, {0, 10000000}};
  R(timer_settime, t, 0, &s, 0);
  while (n == 0) K(getppid);
  say("cpu timer %d\n", n);
  return 0;
}
