/* Clocks go forward, agree with each other, and answer the same in every way they are asked. */
#include "sys.h"

static i64 ns(struct timespec t) { return t.sec * 1000000000 + t.nsec; }

void start(u64 *stack) {
  (void)stack;
  struct timespec a, b, c;
  i64 tv[2];
  u32 cpu = 99, node = 99;
  clock_gettime(1, &a);
  clock_gettime(1, &b);
  show("monotonic", ns(b) > ns(a));
  show("fine", b.nsec < 1000000000 && b.nsec >= 0);
  clock_gettime(0, &a);
  gettimeofday(tv, 0);
  show("same second", tv[0] - a.sec <= 1);
  show("microseconds", tv[1] >= 0 && tv[1] < 1000000);
  show("time", time(0) - a.sec <= 1);
  clock_gettime(6, &a);
  clock_gettime(1, &b);
  show("coarse is behind", ns(a) <= ns(b));
  clock_gettime(4, &c);
  show("raw", ns(c) > 0);
  clock_gettime(2, &a);
  for (volatile int i = 0; i < 100000; i++) {}
  clock_gettime(2, &b);
  show("cpu time", ns(b) > ns(a));
  show("getcpu", getcpu(&cpu, &node, 0));
  show("cpu", cpu < 4096);
  struct timespec nap = {0, 20000000};
  clock_gettime(1, &a);
  show("nanosleep", nanosleep(&nap, 0));
  clock_gettime(1, &b);
  show("slept", ns(b) - ns(a) >= 20000000);
  nap.nsec = 1000000000;
  show("too many ns", nanosleep(&nap, 0));
  exit(0);
}
