/* FUTEX_WAKE_OP: each operation and comparison on the second word. */
#include "kernel.h"
#define OP(op, arg, cmp, cmparg) (((op) & 15) << 28 | ((cmp) & 15) << 24 | ((arg) & 0xfff) << 12 | ((cmparg) & 0xfff))
static int a, b, ready;
static void wait_b(void *arg) { __atomic_add_fetch(&ready, 1, 5); K(futex, &b, 128, 0, 0, 0, 0); }
int main(int argc, char **argv, char **envp) {
  struct thread t;
  spawn(&t, wait_b, 0);
  while (!__atomic_load_n(&ready, 5)) nap(1);
  nap(10);
  R(futex, &a, 5 | 128, 1, 1, &b, OP(0, 3, 0, 1)); say("b %d\n", b);
  R(futex, &a, 5 | 128, 1, 1, &b, OP(1, 4, 1, 3)); say("b %d\n", b);
  R(futex, &a, 5 | 128, 1, 1, &b, OP(2, 8, 2, 7)); say("b %d\n", b);
  R(futex, &a, 5 | 128, 1, 1, &b, OP(3, 1, 3, 3)); say("b %d\n", b);
  R(futex, &a, 5 | 128, 1, 1, &b, OP(4, 6, 4, 100)); say("b %d\n", b);
  R(futex, &a, 5 | 128, 1, 1, &b, OP(8, 5, 4, 100)); say("b %d\n", b);
  R(futex, &a, 5 | 128, 1, 1, &b, OP(0, -1, 5, 30)); say("b %d\n", b);
  R(futex, &a, 5 | 128, 1, 1, &b, OP(0, 2, 2, 0)); say("b %d\n", b);
  R(futex, &a, 5 | 128, 1, 1, &b, OP(7, 2, 2, 0)); say("b %d\n", b);
  R(futex, &a, 5 | 128, 1, 1, &b, OP(1, 2, 9, 0)); say("b %d\n", b);
  join(&t);
  return 0;
}
