#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  struct timespec t, u, bad = {0, 1000000000}, neg = {-1, 0};
  for (int i = 0; i < 13; i++) {
    long r = K(clock_gettime, i, &t), s = K(clock_getres, i, &u);
    say("%d: %e %e\n", i, r < 0 ? r : 0, s < 0 ? s : 0);
  }
  R(clock_gettime, -1, &t);
  R(clock_getres, 1, 0);
  R(clock_nanosleep, 1, 0, &bad, 0);
  R(clock_nanosleep, 1, 0, &neg, 0);
  R(clock_nanosleep, 1, 0, 8, 0);
  R(clock_nanosleep, 99, 0, &t, 0);
  R(clock_nanosleep, 3, 0, &t, 0);
  R(nanosleep, &bad, 0);
  R(nanosleep, 8, 0);
  K(clock_gettime, 1, &t);
  t.tv_nsec += 20000000;
  if (t.tv_nsec >= 1000000000) t.tv_nsec -= 1000000000, t.tv_sec++;
  R(clock_nanosleep, 1, 1, &t, 0);
  K(clock_gettime, 1, &u);
  say("%d\n", u.tv_sec > t.tv_sec || (u.tv_sec == t.tv_sec && u.tv_nsec >= t.tv_nsec));
  t.tv_sec = 0;
  R(clock_nanosleep, 1, 1, &t, 0);
  struct timeval v;
  R(gettimeofday, &v, 0);
  R(gettimeofday, 0, 0);
  K(clock_gettime, 0, &t);
  say("%d\n", t.tv_sec - v.tv_sec <= 1);
  return 0;
}
