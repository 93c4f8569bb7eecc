/* POSIX <semaphore.h>. */
#ifndef _SEMAPHORE_H
#define _SEMAPHORE_H

#include <bits/timespec.h>
typedef union {
  char __size[32];
  struct { unsigned __value, __waiters, __shared; } __s;
  long __align;
} sem_t;
#define SEM_FAILED ((sem_t *)0)
#define SEM_VALUE_MAX 2147483647
int sem_init(sem_t *, int, unsigned);
int sem_destroy(sem_t *);
int sem_wait(sem_t *);
int sem_trywait(sem_t *);
int sem_timedwait(sem_t *__restrict, const struct timespec *__restrict);
#ifdef __USE_GNU
int sem_clockwait(sem_t *__restrict, clockid_t, const struct timespec *__restrict);
#endif
int sem_post(sem_t *);
sem_t *sem_open(const char *, int, ...);
int sem_close(sem_t *);
int sem_unlink(const char *);
int sem_getvalue(sem_t *__restrict, int *__restrict);

#endif
