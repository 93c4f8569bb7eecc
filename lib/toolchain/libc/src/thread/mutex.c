/* Mutexes, condition variables, and what is made of them, on futex(2): POSIX <pthread.h>. Waits give the error, as POSIX asks. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>
#include "../internal/futex.h"
#include "../internal/syscall.h"
#include "../internal/thread.h"

/* Waits while *word is `value`, until a time of the clock; answers 0 or an error. A word that processes share is found by
   its page, which costs the kernel more than an address does. */
int __futex_wait(void *word, int shared, int value, int clock, const struct timespec *until) {
  if (until && (until->tv_nsec < 0 || until->tv_nsec >= 1000000000)) return EINVAL;
  int op = FUTEX_WAIT_BITSET | (shared ? 0 : FUTEX_PRIVATE_FLAG) | (clock == CLOCK_REALTIME ? FUTEX_CLOCK_REALTIME : 0);
  long r = raw(futex, word, op, value, until, 0, -1);
  return r == -ETIMEDOUT ? ETIMEDOUT : 0;
}

void __futex_wake(void *word, int shared, int count) { raw(futex, word, shared ? FUTEX_WAKE : FUTEX_WAKE_PRIVATE, count); }

int pthread_mutex_init(pthread_mutex_t *restrict m, const pthread_mutexattr_t *restrict a) {
  memset(m, 0, sizeof *m);
  if (a) m->__m.__type = a->__type & 3, m->__m.__shared = a->__type >> 2 & 1, m->__m.__robust = a->__type >> 3;
  return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *m) { return m->__m.__lock ? EBUSY : 0; }

static int again(pthread_mutex_t *m) {
  if (m->__m.__type == PTHREAD_MUTEX_RECURSIVE) {
    if (m->__m.__count == INT_MAX) return EAGAIN;
    m->__m.__count++;
    return 0;
  }
  return m->__m.__type == PTHREAD_MUTEX_ERRORCHECK ? EDEADLK : -1;
}

int pthread_mutex_trylock(pthread_mutex_t *m) {
  if (m->__m.__robust) return __robust_lock(m, 1, CLOCK_REALTIME, 0);
  int free = 0, me = m->__m.__type ? gettid() : 1;
  if (m->__m.__type && m->__m.__owner == me) return m->__m.__type == PTHREAD_MUTEX_RECURSIVE ? again(m) : EBUSY;
  if (!__atomic_compare_exchange_n(&m->__m.__lock, &free, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return EBUSY;
  m->__m.__owner = me;
  return 0;
}

int pthread_mutex_clocklock(pthread_mutex_t *restrict m, clockid_t clock, const struct timespec *restrict until) {
  if (m->__m.__robust) return __robust_lock(m, 0, clock, until);
  int seen = 0, me = m->__m.__type ? gettid() : 1;
  if (m->__m.__type && m->__m.__owner == me) return again(m);
  if (!__atomic_compare_exchange_n(&m->__m.__lock, &seen, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
    while (__atomic_exchange_n(&m->__m.__lock, 2, __ATOMIC_ACQUIRE)) {
      int error = __futex_wait(&m->__m.__lock, m->__m.__shared, 2, clock, until);
      if (error) return error;
    }
  m->__m.__owner = me;
  return 0;
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict m, const struct timespec *restrict until) {
  return pthread_mutex_clocklock(m, CLOCK_REALTIME, until);
}

int pthread_mutex_lock(pthread_mutex_t *m) { return pthread_mutex_timedlock(m, 0); }

int pthread_mutex_unlock(pthread_mutex_t *m) {
  if (m->__m.__robust) return __robust_unlock(m);
  if (m->__m.__type) {
    if (m->__m.__owner != gettid()) return EPERM;
    if (m->__m.__count) {
      m->__m.__count--;
      return 0;
    }
  }
  m->__m.__owner = 0;
  if (__atomic_exchange_n(&m->__m.__lock, 0, __ATOMIC_RELEASE) == 2) __futex_wake(&m->__m.__lock, m->__m.__shared, 1);
  return 0;
}

/* The sequence number changes with each signal, so that a waiter that saw the old one does not sleep past it. */
int pthread_cond_init(pthread_cond_t *restrict c, const pthread_condattr_t *restrict a) {
  memset(c, 0, sizeof *c);
  if (a) c->__c.__clock = a->__clock & 1, c->__c.__shared = a->__clock >> 1;
  return 0;
}

int pthread_cond_destroy(pthread_cond_t *c) {
  (void)c;
  return 0;
}

int pthread_cond_clockwait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m, clockid_t clock,
                           const struct timespec *restrict until) {
  pthread_testcancel();
  unsigned seen = __atomic_load_n(&c->__c.__seq, __ATOMIC_ACQUIRE);
  __atomic_fetch_add(&c->__c.__waiters, 1, __ATOMIC_ACQ_REL);
  int error = pthread_mutex_unlock(m);
  if (error) return error;
  error = __futex_wait(&c->__c.__seq, c->__c.__shared, (int)seen, clock, until);
  __atomic_fetch_sub(&c->__c.__waiters, 1, __ATOMIC_ACQ_REL);
  int died = pthread_mutex_lock(m);
  pthread_testcancel();
  return died ? died : error;
}

int pthread_cond_timedwait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m, const struct timespec *restrict until) {
  return pthread_cond_clockwait(c, m, c->__c.__clock, until);
}

int pthread_cond_wait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m) { return pthread_cond_timedwait(c, m, 0); }

static int wake(pthread_cond_t *c, int count) {
  if (!__atomic_load_n(&c->__c.__waiters, __ATOMIC_ACQUIRE)) return 0;
  __atomic_fetch_add(&c->__c.__seq, 1, __ATOMIC_ACQ_REL);
  __futex_wake(&c->__c.__seq, c->__c.__shared, count);
  return 0;
}

int pthread_cond_signal(pthread_cond_t *c) { return wake(c, 1); }

int pthread_cond_broadcast(pthread_cond_t *c) { return wake(c, INT_MAX); }

/* Read-write locks: state is the number of readers, or -1 for a writer; whoever leaves wakes all. */
int pthread_rwlock_init(pthread_rwlock_t *restrict l, const pthread_rwlockattr_t *restrict a) {
  memset(l, 0, sizeof *l);
  if (a) l->__r.__shared = a->__shared;
  return 0;
}

int pthread_rwlock_destroy(pthread_rwlock_t *l) {
  (void)l;
  return 0;
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t *l) {
  int n = __atomic_load_n(&l->__r.__state, __ATOMIC_ACQUIRE);
  while (n >= 0)
    if (__atomic_compare_exchange_n(&l->__r.__state, &n, n + 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) return 0;
  return EBUSY;
}

int pthread_rwlock_trywrlock(pthread_rwlock_t *l) {
  int free = 0;
  return __atomic_compare_exchange_n(&l->__r.__state, &free, -1, 0, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE) ? 0 : EBUSY;
}

int pthread_rwlock_clockrdlock(pthread_rwlock_t *restrict l, clockid_t clock, const struct timespec *restrict until) {
  int error = 0;
  while (!error && pthread_rwlock_tryrdlock(l))
    error = __futex_wait(&l->__r.__state, l->__r.__shared, -1, clock, until);
  return error;
}

int pthread_rwlock_clockwrlock(pthread_rwlock_t *restrict l, clockid_t clock, const struct timespec *restrict until) {
  int error = 0;
  while (!error && pthread_rwlock_trywrlock(l)) {
    int n = __atomic_load_n(&l->__r.__state, __ATOMIC_ACQUIRE);
    if (n) error = __futex_wait(&l->__r.__state, l->__r.__shared, n, clock, until);
  }
  return error;
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t *restrict l, const struct timespec *restrict until) {
  return pthread_rwlock_clockrdlock(l, CLOCK_REALTIME, until);
}

int pthread_rwlock_rdlock(pthread_rwlock_t *l) { return pthread_rwlock_timedrdlock(l, 0); }

int pthread_rwlock_timedwrlock(pthread_rwlock_t *restrict l, const struct timespec *restrict until) {
  return pthread_rwlock_clockwrlock(l, CLOCK_REALTIME, until);
}

int pthread_rwlock_wrlock(pthread_rwlock_t *l) { return pthread_rwlock_timedwrlock(l, 0); }

int pthread_rwlock_unlock(pthread_rwlock_t *l) {
  if (__atomic_load_n(&l->__r.__state, __ATOMIC_ACQUIRE) < 0)
    __atomic_store_n(&l->__r.__state, 0, __ATOMIC_RELEASE);
  else
    __atomic_fetch_sub(&l->__r.__state, 1, __ATOMIC_ACQ_REL);
  __futex_wake(&l->__r.__state, l->__r.__shared, INT_MAX);
  return 0;
}

int pthread_barrier_init(pthread_barrier_t *restrict b, const pthread_barrierattr_t *restrict a, unsigned count) {
  if (!count) return EINVAL;
  memset(b, 0, sizeof *b);
  if (a) b->__b.__shared = a->__shared;
  b->__b.__count = count;
  return 0;
}

int pthread_barrier_destroy(pthread_barrier_t *b) {
  (void)b;
  return 0;
}

int pthread_barrier_wait(pthread_barrier_t *b) {
  unsigned phase = __atomic_load_n(&b->__b.__phase, __ATOMIC_ACQUIRE), count = b->__b.__count;
  if (__atomic_add_fetch(&b->__b.__waiting, 1, __ATOMIC_ACQ_REL) == count) {
    __atomic_store_n(&b->__b.__waiting, 0, __ATOMIC_RELEASE);
    __atomic_fetch_add(&b->__b.__phase, 1, __ATOMIC_ACQ_REL);
    __futex_wake(&b->__b.__phase, b->__b.__shared, INT_MAX);
    return PTHREAD_BARRIER_SERIAL_THREAD;
  }
  while (__atomic_load_n(&b->__b.__phase, __ATOMIC_ACQUIRE) == phase)
    __futex_wait(&b->__b.__phase, b->__b.__shared, (int)phase, CLOCK_REALTIME, 0);
  return 0;
}

int pthread_spin_init(pthread_spinlock_t *l, int shared) {
  (void)shared;
  *l = 0;
  return 0;
}

int pthread_spin_destroy(pthread_spinlock_t *l) {
  (void)l;
  return 0;
}

int pthread_spin_trylock(pthread_spinlock_t *l) { return __atomic_exchange_n(l, 1, __ATOMIC_ACQUIRE) ? EBUSY : 0; }

int pthread_spin_lock(pthread_spinlock_t *l) {
  while (pthread_spin_trylock(l)) __asm__ volatile("pause");
  return 0;
}

int pthread_spin_unlock(pthread_spinlock_t *l) {
  __atomic_store_n(l, 0, __ATOMIC_RELEASE);
  return 0;
}

/* 0 not run, 1 running, 2 done. */
int pthread_once(pthread_once_t *once, void (*f)(void)) {
  int state = 0;
  if (__atomic_load_n(once, __ATOMIC_ACQUIRE) == 2) return 0;
  if (__atomic_compare_exchange_n(once, &state, 1, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
    f();
    __atomic_store_n(once, 2, __ATOMIC_RELEASE);
    __futex_wake(once, 0, INT_MAX);
    return 0;
  }
  while (__atomic_load_n(once, __ATOMIC_ACQUIRE) == 1) __futex_wait(once, 0, 1, CLOCK_REALTIME, 0);
  return 0;
}
