/* sched(7), clone(2). */
#define _GNU_SOURCE
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include "../internal/syscall.h"

int sched_yield(void) { return (int)call(sched_yield); }
int sched_get_priority_max(int policy) { return (int)call(sched_get_priority_max, policy); }
int sched_get_priority_min(int policy) { return (int)call(sched_get_priority_min, policy); }
int sched_getparam(pid_t pid, struct sched_param *to) { return (int)call(sched_getparam, pid, to); }
int sched_setparam(pid_t pid, const struct sched_param *from) { return (int)call(sched_setparam, pid, from); }
int sched_getscheduler(pid_t pid) { return (int)call(sched_getscheduler, pid); }
int sched_setscheduler(pid_t pid, int policy, const struct sched_param *from) {
  return (int)call(sched_setscheduler, pid, policy, from);
}
int sched_rr_get_interval(pid_t pid, struct timespec *to) { return (int)call(sched_rr_get_interval, pid, to); }
int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t *set) {
  return (int)call(sched_setaffinity, pid, size, set);
}

/* The call answers how many bytes it wrote; the rest of the set is cleared. */
int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *set) {
  long n = call(sched_getaffinity, pid, size, set);
  if (n < 0) return -1;
  memset((char *)set + n, 0, size - (size_t)n);
  return 0;
}

cpu_set_t *__sched_cpualloc(size_t n) { return calloc(1, CPU_ALLOC_SIZE(n)); }
void __sched_cpufree(cpu_set_t *set) { free(set); }

int __sched_cpucount(size_t size, const cpu_set_t *set) {
  int n = 0;
  for (size_t i = 0; i < size / 8; i++) n += __builtin_popcountl(set->__bits[i]);
  return n;
}

int unshare(int flags) { return (int)call(unshare, flags); }
int setns(int fd, int type) { return (int)call(setns, fd, type); }
