// Waits by either clock, and joins that give up.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
static sem_t go;
static void *wait_for_it(void *arg) {
  sem_wait(&go);
  return arg;
}
static struct timespec soon(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  t.tv_nsec += 2000000;
  if (t.tv_nsec >= 1000000000) t.tv_sec++, t.tv_nsec -= 1000000000;
  return t;
}
int main(void) {
  clockid_t clocks[2] = { CLOCK_REALTIME, CLOCK_MONOTONIC };
  for (int i = 0; i < 2; i++) {
    clockid_t clock = clocks[i];
    struct timespec t = soon(clock);
    pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t c = PTHREAD_COND_INITIALIZER;
    pthread_rwlock_t l = PTHREAD_RWLOCK_INITIALIZER;
    sem_t s;
    pthread_t thread;
    void *result = 0;
    sem_init(&s, 0, 0);
    sem_init(&go, 0, 0);
    pthread_mutex_lock(&m);
    printf("%d ", pthread_mutex_clocklock(&m, clock, &t) == ETIMEDOUT);
    t = soon(clock);
    printf("%d ", pthread_cond_clockwait(&c, &m, clock, &t) == ETIMEDOUT);
    pthread_mutex_unlock(&m);
    printf("%d ", pthread_mutex_clocklock(&m, clock, &t));
    pthread_rwlock_wrlock(&l);
    t = soon(clock);
    printf("%d %d ", pthread_rwlock_trywrlock(&l) == EBUSY, sem_clockwait(&s, clock, &t) == -1 && errno == ETIMEDOUT);
    pthread_create(&thread, 0, wait_for_it, &go);
    t = soon(clock);
    printf("%d ", pthread_clockjoin_np(thread, &result, clock, &t) == ETIMEDOUT);
    sem_post(&go);
    t.tv_sec += 1000;
    int joined = i ? pthread_clockjoin_np(thread, &result, clock, &t) : pthread_timedjoin_np(thread, &result, &t);
    printf("%d %d\n", joined, result == &go);
  }
  return 0;
}
