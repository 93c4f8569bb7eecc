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
