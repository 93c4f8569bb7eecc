/* Priority-inheriting locks: the word holds the owner. */
#include "kernel.h"
static int lock, got;
static void other(void *arg) {
  R(futex, &lock, 8 | 128, 0, 0, 0, 0);
  R(futex, &lock, 7 | 128, 0, 0, 0, 0);
  K(futex, &lock, 6 | 128, 0, 0, 0, 0);
  got = 1;
  say("mine %d\n", (lock & 0x3fffffff) == K(gettid));
  R(futex, &lock, 7 | 128, 0, 0, 0, 0);
}
int main(int argc, char **argv, char **envp) {
  struct thread t;
  R(futex, &lock, 6 | 128, 0, 0, 0, 0);
  say("mine %d\n", lock == K(gettid));
  R(futex, &lock, 6 | 128, 0, 0, 0, 0);
  spawn(&t, other, 0);
  nap(30);
  say("waiters %d, got %d\n", (unsigned)lock >> 31, got);
  K(futex, &lock, 7 | 128, 0, 0, 0, 0);
  join(&t);
  say("free %d\n", lock);
  R(futex, &lock, 8 | 128, 0, 0, 0, 0);
  R(futex, &lock, 7 | 128, 0, 0, 0, 0);
  lock = 0x3ffffffe;
  R(futex, &lock, 6 | 128, 0, 0, 0, 0);
  return 0;
}
