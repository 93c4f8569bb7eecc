// Threads: shared counts, conditions, barriers, keys, thread-local data, C11's names.
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

static _Thread_local int mine = 5;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t barrier;
static pthread_key_t key;
static sem_t sem;
static long count;
static int whose, destroyed, once_count;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void destroy(void *p) {
  free(p);
  __atomic_fetch_add(&destroyed, 1, __ATOMIC_SEQ_CST);
}
static void run_once(void) { once_count++; }

static void *work(void *arg) {
  long me = (long)arg;
  mine += (int)me;
  pthread_once(&once, run_once);
  pthread_setspecific(key, malloc(10));
  for (int i = 0; i < 20000; i++) {
    pthread_mutex_lock(&lock);
    count++;
    pthread_mutex_unlock(&lock);
    if (i % 1000 == 0) free(malloc((size_t)i + 1));
  }
  pthread_barrier_wait(&barrier);
  pthread_mutex_lock(&lock);
  while (whose != me) pthread_cond_wait(&turn, &lock);
  printf("thread %ld, mine %d\n", me, mine);
  whose++;
  pthread_cond_broadcast(&turn);
  pthread_mutex_unlock(&lock);
  sem_post(&sem);
  return (void *)(me * 10);
}

static int c11(void *arg) { return *(int *)arg + 1; }

int main(void) {
  pthread_t t[8];
  void *result;
  pthread_barrier_init(&barrier, 0, 8);
  pthread_key_create(&key, destroy);
  sem_init(&sem, 0, 0);
  for (long i = 0; i < 8; i++)
    if (pthread_create(t + i, 0, work, (void *)i)) return 1;
  for (int i = 0; i < 8; i++) sem_wait(&sem);
  for (int i = 0; i < 8; i++) {
    pthread_join(t[i], &result);
    printf("%ld ", (long)result);
  }
  printf("\n%ld %d %d %d\n", count, mine, destroyed, once_count);
  thrd_t c;
  int v = 41, r;
  thrd_create(&c, c11, &v);
  thrd_join(c, &r);
  printf("%d\n", r);
  pthread_mutexattr_t a;
  pthread_mutex_t m;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_settype(&a, PTHREAD_MUTEX_ERRORCHECK);
  pthread_mutex_init(&m, &a);
  pthread_mutex_lock(&m);
  printf("%s\n", strerror(pthread_mutex_lock(&m)));
  struct timespec past = { 1, 0 };
  printf("%s\n", strerror(pthread_cond_timedwait(&turn, &m, &past)));
  return 0;
}
