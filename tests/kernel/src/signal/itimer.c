#include "kernel.h"
static volatile int real, virt, prof;
static void on(int sig) { if (sig == SIGALRM) real++; else if (sig == SIGVTALRM) virt++; else prof++; }
int main(int argc, char **argv, char **envp) {
  handle(SIGALRM, on, SA_RESTART); handle(SIGVTALRM, on, SA_RESTART); handle(SIGPROF, on, SA_RESTART);
  struct itimerval t = {{0, 10000}, {0, 10000}}, old, zero = {{0, 0}, {0, 0}}, bad = {{0, 0}, {0, 1000000}};
  R(setitimer, 0, &t, 0);
  long a = now_ms();
  while (real < 3) K(pause);
  say("three times %d\n", now_ms() - a >= 25);
  R(setitimer, 0, &zero, &old);
  say("interval %d\n", (int)old.it_interval.tv_usec);
  R(getitimer, 0, &old);
  say("off %d %d\n", (int)old.it_value.tv_usec, (int)old.it_interval.tv_usec);
  R(setitimer, 1, &t, 0);
  while (virt < 2) for (volatile int i = 0; i < 1000; i++) ;
  R(setitimer, 1, &zero, &old);
  say("interval %d\n", (int)old.it_interval.tv_usec);
  R(setitimer, 2, &t, 0);
  while (prof < 2) K(getppid);
  R(setitimer, 2, &zero, 0);
  R(setitimer, 3, &t, 0);
  R(setitimer, 0, &bad, 0);
  R(setitimer, 0, 8, 0);
  R(getitimer, 3, &old);
  R(getitimer, 0, 8);
  say("alarm %e\n", K(alarm, 10));
  say("alarm %e\n", K(alarm, 0));
  say("alarm %e\n", K(alarm, 0));
  return 0;
}
