/* POSIX semaphores: a count, and how many wait for it. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <string.h>
#include <time.h>
#include "../internal/syscall.h"

int __futex_wait(void *, int, int, const struct timespec *);
void __futex_wake(void *, int);

int sem_init(sem_t *s, int shared, unsigned value) {
  (void)shared;
  if (value > SEM_VALUE_MAX) {
    errno = EINVAL;
    return -1;
  }
  memset(s, 0, sizeof *s);
  s->__s.__value = value;
  return 0;
}

int sem_destroy(sem_t *s) {
  (void)s;
  return 0;
}

int sem_trywait(sem_t *s) {
  unsigned n = __atomic_load_n(&s->__s.__value, __ATOMIC_ACQUIRE);
  while (n)
    if (__atomic_compare_exchange_n(&s->__s.__value, &n, n - 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) return 0;
  errno = EAGAIN;
  return -1;
}

int sem_timedwait(sem_t *restrict s, const struct timespec *restrict until) {
  int error = errno;
  pthread_testcancel();
  while (sem_trywait(s)) {
    __atomic_fetch_add(&s->__s.__waiters, 1, __ATOMIC_ACQ_REL);
    int bad = __futex_wait(&s->__s.__value, 0, CLOCK_REALTIME, until);
    __atomic_fetch_sub(&s->__s.__waiters, 1, __ATOMIC_ACQ_REL);
    if (bad) {
      errno = bad;
      return -1;
    }
  }
  errno = error;
  return 0;
}

int sem_wait(sem_t *s) { return sem_timedwait(s, 0); }

int sem_post(sem_t *s) {
  __atomic_fetch_add(&s->__s.__value, 1, __ATOMIC_RELEASE);
  if (__atomic_load_n(&s->__s.__waiters, __ATOMIC_ACQUIRE)) __futex_wake(&s->__s.__value, 1);
  return 0;
}

int sem_getvalue(sem_t *restrict s, int *restrict to) {
  *to = (int)__atomic_load_n(&s->__s.__value, __ATOMIC_ACQUIRE);
  return 0;
}
