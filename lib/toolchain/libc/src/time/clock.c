/* Clocks: C11 7.27.2, clock_gettime(2), and what the vDSO answers without a trap (vdso(7)). */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <link.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/timeb.h>
#include <time.h>
#include <unistd.h>
#include "../internal/start.h"
#include "../internal/syscall.h"

/* Looks a function up in the vDSO: its dynamic symbols, counted by the hash table. */
static void *vdso(const char *name) {
  const char *at = (const char *)__aux(AT_SYSINFO_EHDR, 0);
  if (!at) return 0;
  const Elf64_Ehdr *ehdr = (const Elf64_Ehdr *)at;
  const Elf64_Phdr *phdr = (const Elf64_Phdr *)(at + ehdr->e_phoff);
  const Elf64_Dyn *dynamic = 0;
  const char *base = at;
  for (int i = 0; i < ehdr->e_phnum; i++) {
    if (phdr[i].p_type == PT_LOAD) base = at + phdr[i].p_offset - phdr[i].p_vaddr;
    if (phdr[i].p_type == PT_DYNAMIC) dynamic = (const Elf64_Dyn *)(at + phdr[i].p_offset);
  }
  const char *strings = 0;
  const Elf64_Sym *symbols = 0;
  const uint32_t *hash = 0, *gnu = 0;
  for (; dynamic && dynamic->d_tag != DT_NULL; dynamic++) {
    const char *p = base + dynamic->d_un.d_ptr;
    if (dynamic->d_tag == DT_STRTAB) strings = p;
    if (dynamic->d_tag == DT_SYMTAB) symbols = (const Elf64_Sym *)p;
    if (dynamic->d_tag == DT_HASH) hash = (const uint32_t *)p;
    if (dynamic->d_tag == DT_GNU_HASH) gnu = (const uint32_t *)p;
  }
  if (!strings || !symbols || (!hash && !gnu)) return 0;
  uint32_t count = 0;
  if (hash)
    count = hash[1];
  else {
    /* The last chain of the GNU table ends at the last symbol. */
    const uint32_t *buckets = gnu + 4 + 2 * gnu[2], *chain = buckets + gnu[0];
    for (uint32_t i = 0; i < gnu[0]; i++)
      if (buckets[i] >= count) count = buckets[i];
    if (count) {
      while (!(chain[count - gnu[1]] & 1)) count++;
      count++;
    }
  }
  for (uint32_t i = 0; i < count; i++)
    if (symbols[i].st_shndx && !strcmp(strings + symbols[i].st_name, name)) return (void *)(base + symbols[i].st_value);
  return 0;
}

/* Each is looked for once: `missing` says that it is not there. */
static int missing;
#define MISSING ((void *)&missing)

int clock_gettime(clockid_t clock, struct timespec *to) {
  static void *found;
  if (!found && !(found = vdso("__vdso_clock_gettime"))) found = MISSING;
  if (found != MISSING) {
    int (*f)(clockid_t, struct timespec *) = (int (*)(clockid_t, struct timespec *))(unsigned long)found;
    return (int)__answer(f(clock, to));
  }
  return (int)call(clock_gettime, clock, to);
}

int gettimeofday(struct timeval *restrict to, void *restrict zone) {
  static void *found;
  if (!found && !(found = vdso("__vdso_gettimeofday"))) found = MISSING;
  if (found != MISSING) {
    int (*f)(struct timeval *, void *) = (int (*)(struct timeval *, void *))(unsigned long)found;
    return (int)__answer(f(to, zone));
  }
  return (int)call(gettimeofday, to, zone);
}

time_t time(time_t *to) {
  static void *found;
  if (!found && !(found = vdso("__vdso_time"))) found = MISSING;
  if (found != MISSING) {
    time_t (*f)(time_t *) = (time_t (*)(time_t *))(unsigned long)found;
    return f(to);
  }
  return call(time, to);
}

int getcpu(unsigned *cpu, unsigned *node) {
  static void *found;
  if (!found && !(found = vdso("__vdso_getcpu"))) found = MISSING;
  if (found != MISSING) {
    int (*f)(unsigned *, unsigned *, void *) = (int (*)(unsigned *, unsigned *, void *))(unsigned long)found;
    return (int)__answer(f(cpu, node, 0));
  }
  return (int)call(getcpu, cpu, node, 0);
}

int sched_getcpu(void) {
  unsigned cpu;
  return getcpu(&cpu, 0) ? -1 : (int)cpu;
}

int clock_settime(clockid_t clock, const struct timespec *from) { return (int)call(clock_settime, clock, from); }

int clock_getres(clockid_t clock, struct timespec *to) { return (int)call(clock_getres, clock, to); }

/* POSIX: answers the error. */
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *wait, struct timespec *left) {
  return (int)-raw(clock_nanosleep, clock, flags, wait, left);
}

int nanosleep(const struct timespec *wait, struct timespec *left) {
  return (int)call(clock_nanosleep, CLOCK_REALTIME, 0, wait, left);
}

int clock_getcpuclockid(pid_t pid, clockid_t *to) {
  struct timespec t;
  clockid_t clock = (clockid_t)((~(unsigned)pid << 3) | 2);
  if (raw(clock_getres, clock, &t) < 0) return ESRCH;
  *to = pid ? clock : CLOCK_PROCESS_CPUTIME_ID;
  return 0;
}

int settimeofday(const struct timeval *from, const struct timezone *zone) { return (int)call(settimeofday, from, zone); }

clock_t clock(void) {
  struct timespec t;
  if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t)) return -1;
  return t.tv_sec * CLOCKS_PER_SEC + t.tv_nsec / 1000;
}

int timespec_get(struct timespec *to, int base) {
  return base == TIME_UTC && !clock_gettime(CLOCK_REALTIME, to) ? base : 0;
}

int timespec_getres(struct timespec *to, int base) {
  return base == TIME_UTC && (!to || !clock_getres(CLOCK_REALTIME, to)) ? base : 0;
}

/* The zone is no longer told: ftime(3). */
int ftime(struct timeb *to) {
  struct timespec t;
  if (clock_gettime(CLOCK_REALTIME, &t)) return -1;
  *to = (struct timeb){ t.tv_sec, (unsigned short)(t.tv_nsec / 1000000), 0, 0 };
  return 0;
}

int stime(const time_t *to) {
  struct timespec t = { *to, 0 };
  return clock_settime(CLOCK_REALTIME, &t);
}

double difftime(time_t a, time_t b) { return (double)(a - b); }

clock_t times(struct tms *to) { return call(times, to); }

int getitimer(int which, struct itimerval *to) { return (int)call(getitimer, which, to); }

int setitimer(int which, const struct itimerval *restrict new, struct itimerval *restrict old) {
  return (int)call(setitimer, which, new, old);
}

/* POSIX timers are the kernel's; SIGEV_THREAD has no thread to run in and answers ENOTSUP. */
int timer_create(clockid_t clock, struct sigevent *restrict event, timer_t *restrict to) {
  int id;
  if (event && event->sigev_notify == SIGEV_THREAD) {
    errno = ENOTSUP;
    return -1;
  }
  if (call(timer_create, clock, event, &id)) return -1;
  *to = (timer_t)(long)id;
  return 0;
}

int timer_delete(timer_t t) { return (int)call(timer_delete, t); }

int timer_settime(timer_t t, int flags, const struct itimerspec *restrict new, struct itimerspec *restrict old) {
  return (int)call(timer_settime, t, flags, new, old);
}

int timer_gettime(timer_t t, struct itimerspec *to) { return (int)call(timer_gettime, t, to); }

int timer_getoverrun(timer_t t) { return (int)call(timer_getoverrun, t); }
