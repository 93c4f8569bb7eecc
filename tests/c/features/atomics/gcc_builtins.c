#include <stdio.h>
int main(void) {
  int x = 5, old;
  long y = 1;
  unsigned short h = 65535;
  char c = 1;
  printf("%d %d\n", __atomic_fetch_add(&x, 3, __ATOMIC_SEQ_CST), __atomic_add_fetch(&x, 2, __ATOMIC_RELAXED));
  printf("%d %d %d\n", __sync_fetch_and_sub(&x, 4), __sync_or_and_fetch(&x, 9),
         __sync_lock_test_and_set(&x, 1));
  __sync_lock_release(&x);
  old = 0;
  printf("%d", __atomic_compare_exchange_n(&x, &old, 77, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE));
  printf(" %d %d\n", x, old);
  printf("%d %d\n", __sync_bool_compare_and_swap(&x, 77, 78), __sync_val_compare_and_swap(&x, 1, 2));
  printf("%d %u\n", __atomic_fetch_nand(&x, 12, 5), __atomic_add_fetch(&h, 2, 0));
  __atomic_store_n(&y, 1L << 40, __ATOMIC_RELEASE);
  long z;
  __atomic_load(&y, &z, __ATOMIC_ACQUIRE);
  __atomic_exchange(&y, &z, &z, 5);
  printf("%ld %ld\n", y, z);
  __sync_synchronize();
  __atomic_thread_fence(5);
  printf("%d %d\n", __atomic_test_and_set(&c, 5), __atomic_always_lock_free(8, 0));
  __atomic_clear(&c, 5);
  printf("%d\n", c);
  __int128 w = 5;
  printf("%d\n", (int)(w + __atomic_is_lock_free(4, 0)));
}
