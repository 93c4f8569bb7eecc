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
/* Sets of any size: the _S forms take it in bytes. A processor beyond the set is in none. */
#define CPU_ALLOC_SIZE(n) ((((n) + 63) / 64) * sizeof(unsigned long))
#define CPU_ALLOC(n) __sched_cpualloc(n)
#define CPU_FREE(s) __sched_cpufree(s)
#define CPU_ZERO_S(size, s) ((void)__builtin_memset((s), 0, (size)))
#define CPU_SET_S(c, size, s) ((size_t)(c) / 8 < (size) ? (void)((s)->__bits[(c) / 64] |= 1UL << (c) % 64) : (void)0)
#define CPU_CLR_S(c, size, s) ((size_t)(c) / 8 < (size) ? (void)((s)->__bits[(c) / 64] &= ~(1UL << (c) % 64)) : (void)0)
#define CPU_ISSET_S(c, size, s) ((size_t)(c) / 8 < (size) && ((s)->__bits[(c) / 64] >> (c) % 64 & 1) != 0)
#define CPU_COUNT_S(size, s) __sched_cpucount((size), (s))
#define CPU_EQUAL_S(size, a, b) (__builtin_memcmp((a), (b), (size)) == 0)
#define __CPU_COMBINE(size, to, a, b, op)                                                       \
  __extension__({                                                                               \
    cpu_set_t *__to = (to);                                                                     \
    const cpu_set_t *__a = (a), *__b = (b);                                                     \
    for (size_t __i = 0; __i < (size) / sizeof(unsigned long); __i++)                           \
      __to->__bits[__i] = __a->__bits[__i] op __b->__bits[__i];                                 \
    __to;                                                                                       \
  })
#define CPU_AND_S(size, to, a, b) __CPU_COMBINE(size, to, a, b, &)
#define CPU_OR_S(size, to, a, b) __CPU_COMBINE(size, to, a, b, |)
#define CPU_XOR_S(size, to, a, b) __CPU_COMBINE(size, to, a, b, ^)
#define CPU_ZERO(s) CPU_ZERO_S(sizeof(cpu_set_t), s)
#define CPU_SET(c, s) CPU_SET_S(c, sizeof(cpu_set_t), s)
#define CPU_CLR(c, s) CPU_CLR_S(c, sizeof(cpu_set_t), s)
#define CPU_ISSET(c, s) CPU_ISSET_S(c, sizeof(cpu_set_t), s)
#define CPU_COUNT(s) CPU_COUNT_S(sizeof(cpu_set_t), s)
#define CPU_EQUAL(a, b) CPU_EQUAL_S(sizeof(cpu_set_t), a, b)
#define CPU_AND(to, a, b) CPU_AND_S(sizeof(cpu_set_t), to, a, b)
#define CPU_OR(to, a, b) CPU_OR_S(sizeof(cpu_set_t), to, a, b)
#define CPU_XOR(to, a, b) CPU_XOR_S(sizeof(cpu_set_t), to, a, b)
cpu_set_t *__sched_cpualloc(size_t);
void __sched_cpufree(cpu_set_t *);
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
