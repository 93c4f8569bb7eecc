// A lock-free stack and counter by compare-exchange, a spin lock by exchange, a sequence lock, fences, bit
// operations, fetch builtins of every size.
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
struct node {
  struct node *next;
  int v;
};
static _Atomic(struct node *) head;
static atomic_long pushes;
static atomic_int lock;
static long guarded;
static _Atomic unsigned seq;
static int pair[2];
static void push(int v) {
  struct node *n = malloc(sizeof *n);
  n->v = v;
  n->next = atomic_load(&head);
  while (!atomic_compare_exchange_weak(&head, &n->next, n))
    ;
  atomic_fetch_add(&pushes, 1);
}
static void *work(void *p) {
  for (int i = 0; i < 500; i++) {
    push((int)(long)p * 1000 + i);
    while (atomic_exchange_explicit(&lock, 1, memory_order_acquire))
      ;
    guarded++;
    atomic_store_explicit(&lock, 0, memory_order_release);
  }
  return NULL;
}
static void *writer(void *p) {
  for (int i = 1; i <= 500; i++) {
    seq++;
    atomic_thread_fence(memory_order_release);
    pair[0] = i;
    pair[1] = -i;
    atomic_thread_fence(memory_order_release);
    seq++;
  }
  return p;
}
static void *reader(void *p) {
  long bad = 0;
  for (int i = 0; i < 500; i++) {
    unsigned s;
    int a, b;
    do {
      s = atomic_load_explicit(&seq, memory_order_acquire);
      a = ((volatile int *)pair)[0];
      b = ((volatile int *)pair)[1];
      atomic_thread_fence(memory_order_acquire);
    } while ((s & 1) || s != seq);
    bad += a != -b;
  }
  (void)p;
  return (void *)bad;
}
int main(void) {
  pthread_t t[4];
  for (long i = 0; i < 4; i++) pthread_create(&t[i], NULL, work, (void *)i);
  for (int i = 0; i < 4; i++) pthread_join(t[i], NULL);
  long n = 0, sum = 0;
  for (struct node *p = head; p; p = p->next) n++, sum += p->v;
  printf("%ld %ld %ld %ld\n", n, sum, pushes, guarded);
  pthread_create(&t[0], NULL, writer, NULL);
  void *bad;
  pthread_create(&t[1], NULL, reader, NULL);
  pthread_join(t[0], NULL);
  pthread_join(t[1], &bad);
  printf("%ld %u\n", (long)bad, seq);
  _Atomic uint8_t b = 250;
  _Atomic int16_t s = -5;
  _Atomic uint64_t q = 1;
  b += 10;
  s -= 5;
  q <<= 40;
  q |= 3;
  printf("%u %d %lu\n", b, s, (unsigned long)q);
  printf("%u %d %lu\n", atomic_fetch_xor(&b, 0xff), atomic_fetch_sub(&s, 1),
         (unsigned long)atomic_fetch_and(&q, 1));
  printf("%u ", b--);
  printf("%d %lu\n", ++s, (unsigned long)q);
  double d = 3.25;
  _Atomic _Bool f = 0;
  f |= 1;
  printf("%g %d\n", d, f);
  int x = 5, e = 4;
  printf("%d ", __atomic_compare_exchange_n(&x, &e, 9, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
  printf("%d %d\n", x, e);
  printf("%d ", __sync_fetch_and_add(&x, 3));
  printf("%d ", __sync_bool_compare_and_swap(&x, 8, 1));
  printf("%d\n", __sync_lock_test_and_set(&x, 7));
  printf("%d %d\n", x, atomic_is_lock_free(&q));
  return 0;
}
