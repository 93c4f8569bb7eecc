#include "kernel.h"
struct waitv { uint64_t val, uaddr; uint32_t flags, reserved; };
static int w[3];
static void waker(void *arg) { nap(10); w[2] = 1; R(futex, &w[2], 129, 1, 0, 0, 0); }
int main(int argc, char **argv, char **envp) {
  struct waitv v[3];
  for (int i = 0; i < 3; i++) v[i] = (struct waitv){0, (uint64_t)&w[i], 0x82, 0};
  struct timespec t = {0, 0};
  K(clock_gettime, 1, &t);
  say("timeout %e\n", K(futex_waitv, v, 3, 0, &t, 1));
  say("clock %e\n", K(futex_waitv, v, 3, 0, &t, 2));
  say("none %e\n", K(futex_waitv, v, 0, 0, 0, 0));
  say("many %e\n", K(futex_waitv, v, 129, 0, 0, 0));
  say("flags %e\n", K(futex_waitv, v, 3, 1, 0, 0));
  v[1].val = 9;
  say("value %e\n", K(futex_waitv, v, 3, 0, 0, 0));
  v[1].val = 0; v[1].flags = 0x81;
  say("size %e\n", K(futex_waitv, v, 3, 0, 0, 0));
  v[1].flags = 0x82; v[1].reserved = 1;
  say("reserved %e\n", K(futex_waitv, v, 3, 0, 0, 0));
  v[1].reserved = 0;
  struct thread th;
  spawn(&th, waker, 0);
  // Which of the two threads goes on first is open.
  int64_t woken = K(futex_waitv, v, 3, 0, 0, 0);
  join(&th);
  say("woken %e\n", woken);
  return 0;
}
