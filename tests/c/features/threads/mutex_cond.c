#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#define N 8
static int buf[N], head, tail, count;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t full = PTHREAD_COND_INITIALIZER, empty = PTHREAD_COND_INITIALIZER;
static void put(int x) {
  pthread_mutex_lock(&m);
  while (count == N) pthread_cond_wait(&empty, &m);
  buf[tail++ % N] = x;
  count++;
  pthread_cond_signal(&full);
  pthread_mutex_unlock(&m);
}
static int get(void) {
  pthread_mutex_lock(&m);
  while (!count) pthread_cond_wait(&full, &m);
  int x = buf[head++ % N];
  count--;
  pthread_cond_signal(&empty);
  pthread_mutex_unlock(&m);
  return x;
}
static void *producer(void *a) {
  for (int i = 1; i <= 200; i++) put(i * *(int *)a);
  return 0;
}
static void *consumer(void *a) {
  long s = 0;
  for (int i = 0; i < 200; i++) s += get();
  *(long *)a = s;
  pthread_exit(a);
}
static __thread int tls = 1;
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int onces;
static void init(void) {
  onces++;
  pthread_key_create(&key, free);
}
static void *local(void *a) {
  pthread_once(&once, init);
  tls += (long)a;
  int *p = malloc(sizeof *p);
  *p = tls;
  pthread_setspecific(key, p);
  return (void *)(long)*(int *)pthread_getspecific(key);
}
int main(void) {
  pthread_t t[4];
  int k[2] = {1, 2};
  long s[2];
  void *r;
  for (int i = 0; i < 2; i++) {
    pthread_create(&t[i], 0, producer, &k[i]);
    pthread_create(&t[i + 2], 0, consumer, &s[i]);
  }
  for (int i = 0; i < 4; i++) pthread_join(t[i], &r);
  printf("%ld %d\n", s[0] + s[1], r == &s[1]);
  long v[3];
  for (long i = 0; i < 3; i++) pthread_create(&t[i], 0, local, (void *)(i * 10));
  for (int i = 0; i < 3; i++) {
    pthread_join(t[i], &r);
    v[i] = (long)r;
  }
  printf("%ld %ld %ld %d %d\n", v[0], v[1], v[2], tls, onces);
  pthread_attr_t a;
  pthread_attr_init(&a);
  pthread_attr_setstacksize(&a, 1 << 16);
  pthread_create(&t[0], &a, local, 0);
  pthread_join(t[0], 0);
  pthread_rwlock_t w = PTHREAD_RWLOCK_INITIALIZER;
  printf("%d %d", pthread_rwlock_rdlock(&w), pthread_rwlock_tryrdlock(&w));
  printf(" %d\n", pthread_rwlock_trywrlock(&w) != 0);
}
