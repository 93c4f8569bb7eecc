/* pthread: a counter under a mutex, condition variables, barriers, rwlocks, once, keys, cancellation. */
#include "hosted.h"
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_barrier_t barrier;
static pthread_key_t key;
static long counter, consumed, inited, freed, serial;
static int queue[8], head, tail;
static void init(void) { inited++; }
static void gone(void *p) { __atomic_add_fetch(&freed, 1, __ATOMIC_SEQ_CST); }
static void *count(void *arg) {
  pthread_once(&once, init);
  pthread_setspecific(key, arg);
  for (int i = 0; i < 5000; i++) {
    pthread_mutex_lock(&m);
    counter++;
    pthread_mutex_unlock(&m);
    if (i % 1000 == 0) sched_yield();
  }
  if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD) __atomic_add_fetch(&serial, 1, __ATOMIC_SEQ_CST);
  return arg;
}
static void *produce(void *arg) {
  for (int i = 1; i <= 200; i++) {
    pthread_mutex_lock(&m);
    while (tail - head == 8) pthread_cond_wait(&c, &m);
    queue[tail++ % 8] = i;
    pthread_cond_broadcast(&c);
    pthread_mutex_unlock(&m);
  }
  return 0;
}
static void *consume(void *arg) {
  for (int i = 0; i < 100; i++) {
    pthread_mutex_lock(&m);
    while (tail == head) pthread_cond_wait(&c, &m);
    consumed += queue[head++ % 8];
    pthread_cond_broadcast(&c);
    pthread_mutex_unlock(&m);
  }
  return 0;
}
static void cleanup(void *p) { SAY("cleaned up\n"); }
static void *forever(void *arg) {
  pthread_cleanup_push(cleanup, 0);
  for (;;) pause();
  pthread_cleanup_pop(0);
  return 0;
}
int main(void) {
  pthread_t t[6];
  pthread_barrier_init(&barrier, 0, 4);
  pthread_key_create(&key, gone);
  for (long i = 0; i < 4; i++) pthread_create(&t[i], 0, count, (void *)(i + 1));
  long sum = 0;
  for (int i = 0; i < 4; i++) { void *r; pthread_join(t[i], &r); sum += (long)r; }
  SAY("counter %ld, once %ld, keys freed %ld, serial %ld, results %ld\n", counter, inited, freed, serial, sum);
  pthread_create(&t[0], 0, produce, 0), pthread_create(&t[1], 0, consume, 0), pthread_create(&t[2], 0, consume, 0);
  for (int i = 0; i < 3; i++) pthread_join(t[i], 0);
  SAY("consumed %ld\n", consumed);
  pthread_create(&t[0], 0, forever, 0);
  nap(10);
  pthread_cancel(t[0]);
  void *r;
  pthread_join(t[0], &r);
  SAY("cancelled %d\n", r == PTHREAD_CANCELED);
  pthread_rwlock_rdlock(&rw);
  SAY("%d %d\n", pthread_rwlock_tryrdlock(&rw), pthread_rwlock_trywrlock(&rw));
  struct timespec soon;
  clock_gettime(CLOCK_REALTIME, &soon);
  soon.tv_nsec += 20000000;
  if (soon.tv_nsec > 999999999) soon.tv_nsec -= 1000000000, soon.tv_sec++;
  pthread_mutex_lock(&m);
  SAY("timed wait %s\n", strerrorname_np(pthread_cond_timedwait(&c, &m, &soon)));
  SAY("timed lock %s\n", strerrorname_np(pthread_mutex_timedlock(&m, &soon)));
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a), pthread_mutexattr_settype(&a, PTHREAD_MUTEX_ERRORCHECK);
  pthread_mutex_t e;
  pthread_mutex_init(&e, &a);
  pthread_mutex_lock(&e);
  SAY("again %s\n", strerrorname_np(pthread_mutex_lock(&e)));
  pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&e, &a);
  SAY("recursive %d %d\n", pthread_mutex_lock(&e), pthread_mutex_lock(&e));
  return 0;
}
