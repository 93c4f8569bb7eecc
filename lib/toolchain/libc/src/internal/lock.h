/* A lock of one word over futex(2): 0 free, 1 held, 2 held and waited for (U. Drepper, Futexes Are Tricky, mutex2). */
#ifndef INTERNAL_LOCK_H
#define INTERNAL_LOCK_H

#include <linux/futex.h>
#include "syscall.h"

/* Set when the process makes its first thread or shares its memory; until then no lock is needed. */
extern int __threaded;

static inline void __lock(int *lock) {
  if (!__threaded) return;
  int seen = 0;
  if (__atomic_compare_exchange_n(lock, &seen, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return;
  if (seen != 2) seen = __atomic_exchange_n(lock, 2, __ATOMIC_ACQUIRE);
  while (seen) {
    raw(futex, lock, FUTEX_WAIT_PRIVATE, 2, 0);
    seen = __atomic_exchange_n(lock, 2, __ATOMIC_ACQUIRE);
  }
}

static inline void __unlock(int *lock) {
  if (!__threaded) return;
  if (__atomic_exchange_n(lock, 0, __ATOMIC_RELEASE) == 2) raw(futex, lock, FUTEX_WAKE_PRIVATE, 1);
}

#endif
