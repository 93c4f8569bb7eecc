/* POSIX <sched.h>, clone(2), sched_setaffinity(2). */
#ifndef _SCHED_H
#define _SCHED_H

#include <features.h>
#include <stddef.h>
#include <bits/types.h>
#include <bits/timespec.h>
typedef __pid_t pid_t;
struct sched_param {
  int sched_priority;
};
#define SCHED_OTHER 0
#define SCHED_FIFO 1
#define SCHED_RR 2
int sched_yield(void);
int sched_get_priority_max(int);
int sched_get_priority_min(int);
int sched_getparam(pid_t, struct sched_param *);
int sched_setparam(pid_t, const struct sched_param *);
int sched_getscheduler(pid_t);
int sched_setscheduler(pid_t, int, const struct sched_param *);
int sched_rr_get_interval(pid_t, struct timespec *);
typedef struct {
  unsigned long __bits[16];
} cpu_set_t;
#ifdef __USE_GNU
#include <bits/clone.h>
#define CPU_SETSIZE 1024
#define CPU_ALLOC_SIZE(n) ((((n) + 63) / 64) * sizeof(unsigned long))
#define CPU_ZERO(s) ((void)__builtin_memset((s), 0, sizeof(cpu_set_t)))
#define CPU_SET(c, s) ((void)((s)->__bits[(c) / 64] |= 1UL << (c) % 64))
#define CPU_CLR(c, s) ((void)((s)->__bits[(c) / 64] &= ~(1UL << (c) % 64)))
#define CPU_ISSET(c, s) (((s)->__bits[(c) / 64] >> (c) % 64 & 1) != 0)
#define CPU_COUNT(s) __sched_cpucount(sizeof(cpu_set_t), s)
#define CPU_EQUAL(a, b) (__builtin_memcmp((a), (b), sizeof(cpu_set_t)) == 0)
int __sched_cpucount(size_t, const cpu_set_t *);
int sched_getcpu(void);
int getcpu(unsigned *, unsigned *);
int sched_getaffinity(pid_t, size_t, cpu_set_t *);
int sched_setaffinity(pid_t, size_t, const cpu_set_t *);
int clone(int (*)(void *), void *, int, void *, ...);
int unshare(int);
int setns(int, int);
#endif

#endif
