#include <stdatomic.h>
#include <stdio.h>
#include <threads.h>
static atomic_int n;
static _Atomic long long big;
static atomic_flag lock = ATOMIC_FLAG_INIT;
static int plain;
static int work(void *arg) {
  for (int i = 0; i < 2000; i++) {
    atomic_fetch_add(&n, 1);
    big += 3;
    while (atomic_flag_test_and_set(&lock)) thrd_yield();
    plain++;
    atomic_flag_clear(&lock);
  }
  return *(int *)arg;
}
int main(void) {
  thrd_t t[3];
  int ids[3] = {4, 5, 6}, r, sum = 0;
  for (int i = 0; i < 3; i++) thrd_create(&t[i], work, &ids[i]);
  for (int i = 0; i < 3; i++) {
    thrd_join(t[i], &r);
    sum += r;
  }
  printf("%d %lld %d %d\n", atomic_load(&n), (long long)big, plain, sum);
  int expected = 6000;
  _Bool ok = atomic_compare_exchange_strong(&n, &expected, 7);
  printf("%d %d %d\n", ok, n, atomic_compare_exchange_strong(&n, &expected, 8));
  printf("%d\n", expected);
  printf("%d %d %d\n", atomic_exchange(&n, 12), atomic_fetch_or(&n, 3), atomic_fetch_xor(&n, 5));
  printf("%d\n", n--);
  n *= 4;
  n <<= 1;
  n /= 3;
  printf("%d %d\n", n, atomic_is_lock_free(&n));
  _Atomic double d = 1.5;
  d = d + 2;
  double e = d;
  printf("%g\n", e);
  _Atomic(int *) p = &plain;
  p++;
  printf("%d\n", p == &plain + 1);
  struct s {
    int a, b;
  };
  _Atomic struct s s = {0};
  struct s v = {3, 4};
  atomic_store(&s, v);
  v = atomic_load(&s);
  printf("%d %d\n", v.a, v.b);
  _Atomic _Bool f = 0;
  f = 5;
  printf("%d\n", f);
  _Atomic unsigned char c = 255;
  c++;
  printf("%d\n", c);
}
