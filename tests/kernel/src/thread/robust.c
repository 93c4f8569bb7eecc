/* A thread that dies with a robust lock marks it and wakes a waiter. */
#include "kernel.h"
static struct lock { struct lock *next; int word; } l;
static struct { void *next; long offset; void *pending; } head;
static int waiting;
static void dies(void *arg) {
  head.next = &l; l.next = (void *)&head; head.offset = offsetof(struct lock, word); head.pending = 0;
  R(set_robust_list, &head, 24);
  R(set_robust_list, &head, 23);
  void *h = 0; long size = 0;
  R(get_robust_list, 0, &h, &size);
  say("%d %ld\n", h == (void *)&head, size);
  __atomic_store_n(&l.word, K(gettid) | 0x80000000, 5);
  nap(20);
}
int main(int argc, char **argv, char **envp) {
  struct thread t;
  spawn(&t, dies, 0);
  int v;
  while ((v = __atomic_load_n(&l.word, 5)) == 0) nap(1);
  waiting = 1;
  R(futex, &l.word, 0, v, 0, 0, 0);
  say("owner died %d, tid %d\n", (l.word >> 30) & 1, l.word & 0x3fffffff);
  join(&t);
  return 0;
}
