/* Requeue: one wakes, the others go to wait on the second word. */
#include "kernel.h"
static int a, b, awake, ready;
static void wait_a(void *arg) { __atomic_add_fetch(&ready, 1, 5); K(futex, &a, 128, 0, 0, 0, 0); __atomic_add_fetch(&awake, 1, 5); }
int main(int argc, char **argv, char **envp) {
  struct thread t[5];
  for (int i = 0; i < 5; i++) spawn(&t[i], wait_a, 0);
  while (__atomic_load_n(&ready, 5) < 5) nap(1);
  nap(200);
  R(futex, &a, 4 | 128, 1, 3, &b, 0);
  nap(100);
  say("awake %d\n", awake);
  R(futex, &a, 1 | 128, 10, 0, 0, 0);
  nap(100);
  say("awake %d\n", awake);
  R(futex, &b, 1 | 128, 2, 0, 0, 0);
  nap(100);
  say("awake %d\n", awake);
  R(futex, &b, 3 | 128, 0, 10, &a, 0);
  R(futex, &b, 1 | 128, 1, 0, 0, 0);
  R(futex, &a, 1 | 128, 1, 0, 0, 0);
  for (int i = 0; i < 5; i++) join(&t[i]);
  say("awake %d\n", awake);
  return 0;
}
