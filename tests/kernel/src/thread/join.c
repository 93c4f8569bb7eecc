/* Threads share memory and files; CLEARTID wakes whoever joins. */
#include "kernel.h"
static int counter, lock;
static void take(int *l) { while (__atomic_exchange_n(l, 1, __ATOMIC_ACQUIRE)) K(futex, l, 128, 1, 0, 0, 0); }
static void give(int *l) { __atomic_store_n(l, 0, __ATOMIC_RELEASE); K(futex, l, 129, 1, 0, 0, 0); }
static void work(void *arg) {
  for (int i = 0; i < 1000; i++) { take(&lock); counter += (long)arg; give(&lock); if (i % 100 == 0) K(sched_yield); }
}
int main(int argc, char **argv, char **envp) {
  struct thread t[4];
  for (long i = 0; i < 4; i++) say("spawned %d\n", spawn(&t[i], work, (void *)(i + 1)) > 0);
  for (int i = 0; i < 4; i++) join(&t[i]);
  say("counter %d\n", counter);
  return 0;
}
