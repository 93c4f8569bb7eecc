/* Attributes of mutexes, condition variables, read-write locks and barriers. The type of a mutex and the clock of a
   condition variable share their word with the flag for sharing between processes. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <time.h>

/* A bit field of an attribute word: what getters and setters of POSIX come to. */
#define FIELD(kind, name, word, shift, mask, valid) \
  int pthread_##kind##attr_get##name(const pthread_##kind##attr_t *restrict a, int *restrict to) { \
    *to = a->word >> (shift) & (mask); \
    return 0; \
  } \
  int pthread_##kind##attr_set##name(pthread_##kind##attr_t *a, int value) { \
    if (!(valid)) return EINVAL; \
    a->word = (a->word & ~((mask) << (shift))) | value << (shift); \
    return 0; \
  }
#define WHOLE(kind, word) \
  int pthread_##kind##attr_init(pthread_##kind##attr_t *a) { \
    a->word = 0; \
    return 0; \
  } \
  int pthread_##kind##attr_destroy(pthread_##kind##attr_t *a) { \
    (void)a; \
    return 0; \
  }

WHOLE(mutex, __type)
FIELD(mutex, type, __type, 0, 3, value >= 0 && value <= 2)
FIELD(mutex, pshared, __type, 2, 1, value == 0 || value == 1)
FIELD(mutex, robust, __type, 3, 1, value == 0 || value == 1)
WHOLE(cond, __clock)
FIELD(cond, clock, __clock, 0, 1, value == CLOCK_REALTIME || value == CLOCK_MONOTONIC)
FIELD(cond, pshared, __clock, 1, 1, value == 0 || value == 1)
WHOLE(rwlock, __align)
FIELD(rwlock, pshared, __shared, 0, 1, value == 0 || value == 1)
FIELD(rwlock, kind_np, __kind, 0, 3, value >= 0 && value <= 2)
WHOLE(barrier, __shared)
FIELD(barrier, pshared, __shared, 0, 1, value == 0 || value == 1)

/* Priorities are not lent: only what changes nothing can be asked for. */
int pthread_mutexattr_getprotocol(const pthread_mutexattr_t *restrict a, int *restrict to) {
  (void)a;
  *to = PTHREAD_PRIO_NONE;
  return 0;
}

int pthread_mutexattr_setprotocol(pthread_mutexattr_t *a, int value) {
  (void)a;
  return value == PTHREAD_PRIO_NONE ? 0 : ENOTSUP;
}
