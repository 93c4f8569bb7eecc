/* _Atomic, __atomic, __sync, thread-local storage, weak, alias, sections, constructors. */
#include <stdatomic.h>
#include <stdio.h>

static _Atomic int ai = 3;
static atomic_long al;
static _Atomic unsigned char ac = 250;
static _Thread_local int tls = 5;
_Thread_local long tls2;
extern int missing(void) __attribute__((weak));
int real(int x) { return x + 1; }
int other(int) __attribute__((alias("real")));
__attribute__((weak)) int overridden(void) { return 12; }
static int order[4], at;
__attribute__((constructor(200))) static void second(void) { order[at++] = 2; }
__attribute__((constructor(101))) static void first(void) { order[at++] = 1; }
__attribute__((destructor)) static void last(void) { puts("last"); }
__attribute__((section("mine"), used)) static int marked = 77;
__attribute__((aligned(64))) static char aligned[3];
static inline __attribute__((always_inline)) int twice(int x) { return x * 2; }

int main(void) {
  ai++;
  ai += 5;
  ai <<= 1;
  int old = ai--;
  al = 1L << 40;
  al |= 7;
  ac += 10;
  ac ^= 3;
  printf("%d %d %ld %d\n", ai, old, al, ac);
  int e = 17;
  printf("%d %d ", atomic_compare_exchange_strong(&ai, &e, 5), ai);
  e = 4;
  printf("%d %d\n", atomic_compare_exchange_weak(&ai, &e, 6), e);
  printf("%d %d %d\n", atomic_fetch_add(&ai, 4), atomic_fetch_xor(&ai, 0xff), atomic_exchange(&ai, 9));
  long plain = 6;
  printf("%ld %ld %ld %d\n", __sync_fetch_and_nand(&plain, 3), __sync_add_and_fetch(&plain, 10),
         __sync_val_compare_and_swap(&plain, 2, 3), __sync_bool_compare_and_swap(&plain, plain, 8));
  __atomic_store_n(&plain, 44, __ATOMIC_RELEASE);
  printf("%ld %ld\n", __atomic_load_n(&plain, __ATOMIC_ACQUIRE),
         __atomic_and_fetch(&plain, 12, __ATOMIC_SEQ_CST));
  atomic_flag flag = ATOMIC_FLAG_INIT;
  printf("%d %d\n", atomic_flag_test_and_set(&flag), atomic_flag_test_and_set(&flag));
  atomic_thread_fence(memory_order_seq_cst);
  tls += 4;
  tls2 = tls * 2L;
  int *p = &tls;
  *p += 1;
  printf("%d %ld\n", tls, tls2);
  printf("%d %d %d %d%d %d\n", missing ? missing() : -1, other(4), overridden(), order[0], order[1], marked);
  printf("%d %d\n", (int)((unsigned long)aligned % 64), twice(21));
  return 0;
}
