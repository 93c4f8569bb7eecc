/* Mutexes that tell when their owner died (POSIX pthread_mutexattr_setrobust): set_robust_list(2). The word of such a mutex is
   its owner's thread number with FUTEX_WAITERS; a thread's list has those it holds, and the kernel marks them by
   FUTEX_OWNER_DIED when it ends. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>
#include "../internal/futex.h"
#include "../internal/syscall.h"
#include "../internal/thread.h"

/* What __robust says: of a mutex without fault, of one whose owner died, and of one that nobody mended. */
enum { SOUND = 1, DOUBTFUL, LOST };

#define WORD(m) (&(m)->__m.__lock)
#define NODE(m) ((void *)&(m)->__m.__next)
/* The link before a node in the list, which is the one that points at it. */
#define BEHIND(node) (((void **)(node))[1])

static struct thread *registered(void) {
  struct thread *self = __self();
  if (!self->robust.first) {
    self->robust.first = &self->robust.first;
    self->robust.offset = (long)offsetof(pthread_mutex_t, __m.__lock) - (long)offsetof(pthread_mutex_t, __m.__next);
    raw(set_robust_list, &self->robust, sizeof self->robust);
  }
  return self;
}

static void enlist(struct thread *self, pthread_mutex_t *m) {
  void *head = &self->robust.first;
  m->__m.__next = self->robust.first;
  m->__m.__previous = head;
  if (m->__m.__next != head) BEHIND(m->__m.__next) = NODE(m);
  self->robust.first = NODE(m);
}

static void strike(struct thread *self, pthread_mutex_t *m) {
  *(void **)m->__m.__previous = m->__m.__next;
  if (m->__m.__next != &self->robust.first) BEHIND(m->__m.__next) = m->__m.__previous;
}

int __robust_lock(pthread_mutex_t *m, int attempt, clockid_t clock, const struct timespec *until) {
  struct thread *self = registered();
  int me = gettid(), waited = 0;
  for (;;) {
    int seen = __atomic_load_n(WORD(m), __ATOMIC_ACQUIRE), owner = seen & (int)FUTEX_TID_MASK;
    if (m->__m.__robust == LOST) return ENOTRECOVERABLE;
    if (owner == me && m->__m.__type == PTHREAD_MUTEX_RECURSIVE) {
      if (m->__m.__count == INT_MAX) return EAGAIN;
      m->__m.__count++;
      return 0;
    }
    if (owner == 0) {
      /* While the mutex is in no list, the kernel is to look at it too. */
      self->robust.pending = NODE(m);
      int mine = me | (seen & (int)FUTEX_WAITERS) | waited;
      int got = __atomic_compare_exchange_n(WORD(m), &seen, mine, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
      if (got) enlist(self, m);
      self->robust.pending = 0;
      if (!got) continue;
      if (m->__m.__robust == LOST) {
        __robust_unlock(m);
        return ENOTRECOVERABLE;
      }
      if (!(seen & FUTEX_OWNER_DIED)) return 0;
      m->__m.__count = 0;
      m->__m.__robust = DOUBTFUL;
      return EOWNERDEAD;
    }
    if (attempt) return EBUSY;
    if (owner == me && m->__m.__type == PTHREAD_MUTEX_ERRORCHECK) return EDEADLK;
    int marked = seen | (int)FUTEX_WAITERS;
    if (seen != marked && !__atomic_compare_exchange_n(WORD(m), &seen, marked, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) continue;
    /* The kernel wakes those who wait for the dead as processes that share memory do. */
    int error = __futex_wait(WORD(m), 1, marked, clock, until);
    if (error) return error;
    waited = (int)FUTEX_WAITERS;
  }
}

int __robust_unlock(pthread_mutex_t *m) {
  struct thread *self = registered();
  if ((__atomic_load_n(WORD(m), __ATOMIC_RELAXED) & (int)FUTEX_TID_MASK) != gettid()) return EPERM;
  if (m->__m.__count) {
    m->__m.__count--;
    return 0;
  }
  if (m->__m.__robust == DOUBTFUL) m->__m.__robust = LOST;
  int lost = m->__m.__robust == LOST;
  self->robust.pending = NODE(m);
  strike(self, m);
  if (__atomic_exchange_n(WORD(m), 0, __ATOMIC_RELEASE) & (int)FUTEX_WAITERS) __futex_wake(WORD(m), 1, lost ? INT_MAX : 1);
  self->robust.pending = 0;
  return 0;
}

int pthread_mutex_consistent(pthread_mutex_t *m) {
  if (m->__m.__robust != DOUBTFUL) return EINVAL;
  m->__m.__robust = SOUND;
  return 0;
}
