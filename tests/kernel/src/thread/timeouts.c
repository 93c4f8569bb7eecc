/* Relative, absolute monotonic and absolute real-time deadlines pass when they should. */
#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  int w = 0;
  struct timespec t = {0, 30000000};
  long a = now_ms();
  R(futex, &w, 128, 0, &t, 0, 0);
  long d = now_ms() - a;
  say("relative %d\n", d >= 29 && d < 90);
  K(clock_gettime, 1, &t);
  t.tv_sec++; t.tv_nsec = t.tv_nsec > 970000000 ? 0 : t.tv_nsec;
  t.tv_sec--; t.tv_nsec += 20000000;
  a = now_ms();
  R(futex, &w, 9 | 128, 0, &t, 0, -1);
  d = now_ms() - a;
  say("absolute %d\n", d >= 0 && d < 90);
  K(clock_gettime, 0, &t);
  t.tv_sec--;
  R(futex, &w, 9 | 128 | 256, 0, &t, 0, -1);
  return 0;
}
