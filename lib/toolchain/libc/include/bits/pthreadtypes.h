/* Types of threads, with glibc's sizes (POSIX <sys/types.h>). */
#ifndef _BITS_PTHREADTYPES_H
#define _BITS_PTHREADTYPES_H

typedef unsigned long pthread_t;
typedef unsigned pthread_key_t;
typedef int pthread_once_t;
typedef volatile int pthread_spinlock_t;
typedef union {
  char __size[56];
  struct { __SIZE_TYPE__ __stack, __guard; void *__base; int __detached, __scope, __policy, __priority, __inherit; } __a;
} pthread_attr_t;
typedef union {
  char __size[40];
  struct { int __lock, __owner, __count, __type, __shared, __robust; void *__next, *__previous; } __m;
  long __align;
} pthread_mutex_t;
typedef union {
  char __size[4];
  int __type;
} pthread_mutexattr_t;
typedef union {
  char __size[48];
  struct { unsigned __seq, __waiters; int __clock, __shared; } __c;
  long __align;
} pthread_cond_t;
typedef union {
  char __size[4];
  int __clock;
} pthread_condattr_t;
typedef union {
  char __size[56];
  struct { int __state, __shared; } __r;
  long __align;
} pthread_rwlock_t;
typedef union {
  char __size[8];
  struct { int __kind, __shared; };
  long __align;
} pthread_rwlockattr_t;
typedef union {
  char __size[32];
  struct { unsigned __count, __waiting, __phase; int __shared; } __b;
  long __align;
} pthread_barrier_t;
typedef union {
  char __size[4];
  int __shared;
} pthread_barrierattr_t;

#endif
