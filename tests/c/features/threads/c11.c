// C11 threads: mtx, cnd, call_once, tss, thrd_exit, atomic flags and counters.
#include <stdatomic.h>
#include <stdio.h>
#include <threads.h>
static mtx_t m; static cnd_t c; static once_flag once = ONCE_FLAG_INIT; static tss_t key;
static int turn; static atomic_int hits; static atomic_flag flag = ATOMIC_FLAG_INIT; static char trace[64]; static int at;
static void init(void) { atomic_fetch_add(&hits, 100); tss_create(&key, NULL); }
static int player(void *p) {
  int me = *(int *)p;
  call_once(&once, init);
  tss_set(key, p);
  for (int i = 0; i < 4; i++) {
    mtx_lock(&m);
    while (turn != me) cnd_wait(&c, &m);
    trace[at++] = 'A' + *(int *)tss_get(key);
    turn = (turn + 1) % 3;
    cnd_broadcast(&c);
    mtx_unlock(&m);
    atomic_fetch_add_explicit(&hits, 1, memory_order_relaxed);
  }
  if (me == 1) thrd_exit(11);
  return me;
}
int main(void) {
  thrd_t t[3]; int id[3] = {0, 1, 2}, r;
  mtx_init(&m, mtx_plain); cnd_init(&c);
  for (int i = 0; i < 3; i++) if (thrd_create(&t[i], player, &id[i]) != thrd_success) return 1;
  for (int i = 0; i < 3; i++) { thrd_join(t[i], &r); printf("%d ", r); }
  printf("%s %d\n", trace, atomic_load(&hits));
  printf("%d", atomic_flag_test_and_set(&flag)); printf("%d\n", atomic_flag_test_and_set(&flag));
  printf("%d\n", mtx_trylock(&m) == thrd_success);
  struct timespec ts = {0, 1000000};
  printf("%d\n", thrd_sleep(&ts, NULL));
  _Atomic long big = 5; big *= 3; big++; printf("%ld %d\n", big, thrd_equal(thrd_current(), thrd_current()) != 0);
  int expected = 3; atomic_int v = 4;
  printf("%d %d\n", atomic_compare_exchange_strong(&v, &expected, 9), expected);
  return 0;
}
