// Read-write locks, spin locks, recursive, error-checking and trylock mutexes, timed waits, semaphores.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>
static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t spin;
static sem_t sem;
static long shared, counter;
static void *reader(void *p) {
  long seen = 0;
  for (int i = 0; i < 200; i++) { pthread_rwlock_rdlock(&rw); seen += shared % 2; pthread_rwlock_unlock(&rw); }
  (void)p; return (void *)seen;
}
static void *writer(void *p) {
  for (int i = 0; i < 200; i++) {
    pthread_rwlock_wrlock(&rw); shared++; shared++; pthread_rwlock_unlock(&rw);
    pthread_spin_lock(&spin); counter++; pthread_spin_unlock(&spin);
  }
  sem_post(&sem); return p;
}
int main(void) {
  pthread_t t[4]; void *r; long odd = 0;
  pthread_spin_init(&spin, 0); sem_init(&sem, 0, 0);
  for (int i = 0; i < 4; i++) pthread_create(&t[i], 0, i < 2 ? reader : writer, 0);
  for (int i = 0; i < 4; i++) { pthread_join(t[i], &r); odd += (long)r; }
  int v; sem_getvalue(&sem, &v);
  printf("%ld %ld %ld %d\n", odd, shared, counter, v);
  sem_wait(&sem); printf("%d", sem_trywait(&sem)); printf(" %d %d\n", sem_trywait(&sem), errno == EAGAIN);
  pthread_mutexattr_t a; pthread_mutex_t m;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&m, &a);
  printf("%d ", pthread_mutex_lock(&m)); printf("%d ", pthread_mutex_trylock(&m)); printf("%d ", pthread_mutex_unlock(&m));
  printf("%d ", pthread_mutex_unlock(&m)); printf("%d\n", pthread_mutex_destroy(&m));
  pthread_mutexattr_settype(&a, PTHREAD_MUTEX_ERRORCHECK);
  pthread_mutex_init(&m, &a);
  pthread_mutex_lock(&m);
  printf("%d\n", pthread_mutex_lock(&m) == EDEADLK);
  pthread_cond_t c = PTHREAD_COND_INITIALIZER;
  struct timespec ts; clock_gettime(CLOCK_REALTIME, &ts);
  ts.tv_nsec += 2000000; if (ts.tv_nsec >= 1000000000) { ts.tv_sec++; ts.tv_nsec -= 1000000000; }
  printf("%d\n", pthread_cond_timedwait(&c, &m, &ts) == ETIMEDOUT);
  pthread_mutex_unlock(&m);
  printf("%d\n", pthread_mutex_unlock(&m) == EPERM);
  printf("%d ", pthread_rwlock_trywrlock(&rw)); printf("%d\n", pthread_rwlock_tryrdlock(&rw) == EBUSY);
  return 0;
}
