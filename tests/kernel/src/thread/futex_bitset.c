/* Waiters with bits: only those that match are woken. */
#include "kernel.h"
static int word, awake[3], ready;
static void wait_bits(void *arg) { __atomic_add_fetch(&ready, 1, 5); K(futex, &word, 9 | 128, 0, 0, 0, 1L << (long)arg); awake[(long)arg] = 1; }
int main(int argc, char **argv, char **envp) {
  struct thread t[3];
  for (long i = 0; i < 3; i++) spawn(&t[i], wait_bits, (void *)i);
  while (__atomic_load_n(&ready, 5) < 3) nap(1);
  nap(20);
  R(futex, &word, 10 | 128, 9, 0, 0, 2);
  nap(10);
  say("%d %d %d\n", awake[0], awake[1], awake[2]);
  R(futex, &word, 10 | 128, 9, 0, 0, 8);
  R(futex, &word, 10 | 128, 9, 0, 0, 5);
  for (int i = 0; i < 3; i++) join(&t[i]);
  say("%d %d %d\n", awake[0], awake[1], awake[2]);
  return 0;
}
