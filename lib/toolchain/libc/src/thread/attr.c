/* Attributes of threads: POSIX pthread_attr_*. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>
#include "../internal/thread.h"

int pthread_attr_init(pthread_attr_t *a) {
  memset(a, 0, sizeof *a);
  a->__a.__guard = 4096;
  return 0;
}

int pthread_attr_destroy(pthread_attr_t *a) {
  (void)a;
  return 0;
}

int pthread_attr_getdetachstate(const pthread_attr_t *a, int *to) {
  *to = a->__a.__detached;
  return 0;
}

int pthread_attr_setdetachstate(pthread_attr_t *a, int state) {
  if ((unsigned)state > 1) return EINVAL;
  a->__a.__detached = state;
  return 0;
}

int pthread_attr_getstacksize(const pthread_attr_t *restrict a, size_t *restrict to) {
  *to = a->__a.__stack ? a->__a.__stack : 8UL << 20;
  return 0;
}

int pthread_attr_setstacksize(pthread_attr_t *a, size_t size) {
  if (size < PTHREAD_STACK_MIN) return EINVAL;
  a->__a.__stack = size;
  return 0;
}

int pthread_attr_getstack(const pthread_attr_t *restrict a, void **restrict base, size_t *restrict size) {
  *base = a->__a.__base;
  *size = a->__a.__stack;
  return 0;
}

int pthread_attr_setstack(pthread_attr_t *a, void *base, size_t size) {
  if (size < PTHREAD_STACK_MIN) return EINVAL;
  a->__a.__base = base;
  a->__a.__stack = size;
  return 0;
}

int pthread_attr_getguardsize(const pthread_attr_t *restrict a, size_t *restrict to) {
  *to = a->__a.__guard;
  return 0;
}

int pthread_attr_setguardsize(pthread_attr_t *a, size_t size) {
  a->__a.__guard = size;
  return 0;
}

int pthread_getattr_np(pthread_t thread, pthread_attr_t *a) {
  struct thread *t = (struct thread *)thread;
  pthread_attr_init(a);
  a->__a.__base = t->stack;
  a->__a.__stack = t->stack_size;
  a->__a.__guard = t->guard;
  return 0;
}

int pthread_attr_getscope(const pthread_attr_t *restrict a, int *restrict to) {
  *to = a->__a.__scope;
  return 0;
}

int pthread_attr_setscope(pthread_attr_t *a, int scope) {
  (void)a;
  return scope == PTHREAD_SCOPE_SYSTEM ? 0 : scope == PTHREAD_SCOPE_PROCESS ? ENOTSUP : EINVAL;
}

int pthread_attr_getinheritsched(const pthread_attr_t *restrict a, int *restrict to) {
  *to = a->__a.__inherit;
  return 0;
}

/* Threads take over their creator's scheduling. */
int pthread_attr_setinheritsched(pthread_attr_t *a, int inherit) {
  (void)a;
  return inherit == PTHREAD_INHERIT_SCHED ? 0 : inherit == PTHREAD_EXPLICIT_SCHED ? ENOTSUP : EINVAL;
}

int pthread_attr_getschedpolicy(const pthread_attr_t *restrict a, int *restrict to) {
  *to = a->__a.__policy;
  return 0;
}

int pthread_attr_setschedpolicy(pthread_attr_t *a, int policy) {
  if ((unsigned)policy > SCHED_RR) return EINVAL;
  a->__a.__policy = policy;
  return 0;
}

int pthread_attr_getschedparam(const pthread_attr_t *restrict a, struct sched_param *restrict to) {
  to->sched_priority = a->__a.__priority;
  return 0;
}

int pthread_attr_setschedparam(pthread_attr_t *restrict a, const struct sched_param *restrict from) {
  a->__a.__priority = from->sched_priority;
  return 0;
}

int pthread_getschedparam(pthread_t thread, int *restrict policy, struct sched_param *restrict to) {
  int tid = ((struct thread *)thread)->tid;
  *policy = sched_getscheduler(tid);
  return *policy < 0 || sched_getparam(tid, to) ? errno : 0;
}

int pthread_setschedparam(pthread_t thread, int policy, const struct sched_param *from) {
  return sched_setscheduler(((struct thread *)thread)->tid, policy, from) ? errno : 0;
}

int pthread_setschedprio(pthread_t thread, int priority) {
  struct sched_param to = { priority };
  return sched_setparam(((struct thread *)thread)->tid, &to) ? errno : 0;
}

int pthread_getconcurrency(void) { return 0; }

int pthread_setconcurrency(int level) { return level < 0 ? EINVAL : 0; }
