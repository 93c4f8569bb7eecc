/* The system and its limits: brk(2), syscall(2), uname(2), sysconf(3), sleep(3). */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>
#include "../internal/start.h"
#include "../internal/syscall.h"

/* The break as the kernel last told it; 0 before it was asked. */
static char *break_now;

int brk(void *to) {
  break_now = (char *)raw(brk, to);
  if (break_now >= (char *)to) return 0;
  errno = ENOMEM;
  return -1;
}

void *sbrk(long more) {
  if (!break_now) break_now = (char *)raw(brk, 0);
  char *old = break_now;
  if (!more) return old;
  if ((more > 0 && (unsigned long)old + (unsigned long)more < (unsigned long)old) || (more < 0 && (unsigned long)old < -(unsigned long)more)) {
    errno = ENOMEM;
    return (void *)-1;
  }
  return brk(old + more) ? (void *)-1 : old;
}

long syscall(long n, ...) {
  va_list args;
  long a[6];
  va_start(args, n);
  for (int i = 0; i < 6; i++) a[i] = va_arg(args, long);
  va_end(args);
  return __answer(__syscall6(n, a[0], a[1], a[2], a[3], a[4], a[5]));
}

int uname(struct utsname *to) { return (int)call(uname, to); }

int gethostname(char *to, size_t size) {
  struct utsname u;
  if (uname(&u)) return -1;
  size_t n = strlen(u.nodename) + 1;
  memcpy(to, u.nodename, n < size ? n : size);
  if (n <= size) return 0;
  errno = ENAMETOOLONG;
  return -1;
}

int sethostname(const char *name, size_t n) { return (int)call(sethostname, name, n); }

int getdomainname(char *to, size_t size) {
  struct utsname u;
  if (uname(&u)) return -1;
  strlcpy(to, u.domainname, size);
  return 0;
}

long gethostid(void) { return 0; }

int getpagesize(void) { return (int)__aux(AT_PAGESZ, 4096); }

int getdtablesize(void) {
  struct rlimit r;
  return getrlimit(RLIMIT_NOFILE, &r) ? 256 : r.rlim_cur > INT_MAX ? INT_MAX : (int)r.rlim_cur;
}

int get_nprocs(void) {
  unsigned long set[16];
  long n = raw(sched_getaffinity, 0, sizeof set, set), count = 0;
  for (long i = 0; i < n / 8; i++) count += __builtin_popcountl(set[i]);
  return count ? (int)count : 1;
}

int get_nprocs_conf(void) { return get_nprocs(); }

int sysinfo(struct sysinfo *to) { return (int)call(sysinfo, to); }

static long pages(int free) {
  struct sysinfo s;
  if (sysinfo(&s)) return -1;
  return (long)((free ? s.freeram : s.totalram) / 4096 * s.mem_unit);
}

long get_phys_pages(void) { return pages(0); }

long get_avphys_pages(void) { return pages(1); }

static long limit(int resource) {
  struct rlimit r;
  return getrlimit(resource, &r) || r.rlim_cur == RLIM_INFINITY ? -1 : (long)r.rlim_cur;
}

long sysconf(int name) {
  switch (name) {
  case _SC_ARG_MAX: {
    long stack = limit(RLIMIT_STACK) / 4;
    return stack < 131072 ? 131072 : stack;
  }
  case _SC_CHILD_MAX:
    return limit(RLIMIT_NPROC);
  case _SC_OPEN_MAX:
    return limit(RLIMIT_NOFILE);
  case _SC_CLK_TCK:
    return 100;
  case _SC_PAGESIZE:
    return getpagesize();
  case _SC_NGROUPS_MAX:
    return NGROUPS_MAX;
  case _SC_NPROCESSORS_ONLN:
  case _SC_NPROCESSORS_CONF:
    return get_nprocs();
  case _SC_PHYS_PAGES:
    return get_phys_pages();
  case _SC_AVPHYS_PAGES:
    return get_avphys_pages();
  case _SC_STREAM_MAX:
    return FOPEN_MAX;
  case _SC_TZNAME_MAX:
    return -1;
  case _SC_VERSION:
  case _SC_THREADS:
  case _SC_TIMERS:
  case _SC_SEMAPHORES:
  case _SC_MONOTONIC_CLOCK:
  case _SC_MAPPED_FILES:
  case _SC_FSYNC:
  case _SC_REALTIME_SIGNALS:
  case _SC_BARRIERS:
  case _SC_SPAWN:
  case _SC_THREAD_SAFE_FUNCTIONS:
  case _SC_2_VERSION:
    return 200809;
  case _SC_JOB_CONTROL:
  case _SC_SAVED_IDS:
    return 1;
  case _SC_IOV_MAX:
    return IOV_MAX;
  case _SC_HOST_NAME_MAX:
    return HOST_NAME_MAX;
  case _SC_LOGIN_NAME_MAX:
    return 256;
  case _SC_TTY_NAME_MAX:
    return TTY_NAME_MAX;
  case _SC_LINE_MAX:
    return LINE_MAX;
  case _SC_GETPW_R_SIZE_MAX:
  case _SC_GETGR_R_SIZE_MAX:
    return 1024;
  case _SC_THREAD_KEYS_MAX:
    return PTHREAD_KEYS_MAX;
  case _SC_THREAD_STACK_MIN:
    return PTHREAD_STACK_MIN;
  case _SC_THREAD_DESTRUCTOR_ITERATIONS:
    return PTHREAD_DESTRUCTOR_ITERATIONS;
  case _SC_RTSIG_MAX:
    return 32;
  case _SC_SIGQUEUE_MAX:
    return limit(RLIMIT_SIGPENDING);
  case _SC_SYMLOOP_MAX:
  case _SC_THREAD_THREADS_MAX:
    return -1;
  default:
    errno = EINVAL;
    return -1;
  }
}

static long path_limit(int name) {
  switch (name) {
  case _PC_LINK_MAX:
    return 127;
  case _PC_MAX_CANON:
    return MAX_CANON;
  case _PC_MAX_INPUT:
    return MAX_INPUT;
  case _PC_NAME_MAX:
    return NAME_MAX;
  case _PC_PATH_MAX:
    return PATH_MAX;
  case _PC_PIPE_BUF:
    return PIPE_BUF;
  case _PC_CHOWN_RESTRICTED:
  case _PC_NO_TRUNC:
    return 1;
  case _PC_VDISABLE:
    return 0;
  case _PC_FILESIZEBITS:
    return 64;
  default:
    errno = EINVAL;
    return -1;
  }
}

long pathconf(const char *path, int name) {
  struct stat st;
  return stat(path, &st) ? -1 : path_limit(name);
}

long fpathconf(int fd, int name) {
  struct stat st;
  return fstat(fd, &st) ? -1 : path_limit(name);
}

size_t confstr(int name, char *to, size_t size) {
  if (name == _CS_PATH) return strlcpy(to, "/bin:/usr/bin", size) + 1;
  errno = EINVAL;
  return 0;
}

unsigned alarm(unsigned seconds) { return (unsigned)raw(alarm, seconds); }

unsigned ualarm(useconds_t first, useconds_t every) {
  struct itimerval new = { { every / 1000000, every % 1000000 }, { first / 1000000, first % 1000000 } }, old;
  return setitimer(ITIMER_REAL, &new, &old) ? (unsigned)-1
                                            : (unsigned)(old.it_value.tv_sec * 1000000 + old.it_value.tv_usec);
}

int pause(void) { return (int)call(pause); }

unsigned sleep(unsigned seconds) {
  struct timespec t = { seconds, 0 };
  return nanosleep(&t, &t) ? (unsigned)t.tv_sec + (t.tv_nsec >= 500000000) : 0;
}

int usleep(useconds_t us) {
  struct timespec t = { us / 1000000, us % 1000000 * 1000 };
  return nanosleep(&t, 0);
}

ssize_t getrandom(void *to, size_t n, unsigned flags) { return call(getrandom, to, n, flags); }

int getentropy(void *to, size_t n) {
  if (n > 256) {
    errno = EIO;
    return -1;
  }
  for (char *p = to; n;) {
    ssize_t got = getrandom(p, n, 0);
    if (got < 0 && errno != EINTR) return -1;
    if (got > 0) {
      p += got;
      n -= (size_t)got;
    }
  }
  return 0;
}

int prctl(int option, ...) {
  va_list args;
  long a[4];
  va_start(args, option);
  for (int i = 0; i < 4; i++) a[i] = va_arg(args, long);
  va_end(args);
  return (int)call(prctl, option, a[0], a[1], a[2], a[3]);
}

int personality(unsigned long persona) { return (int)call(personality, persona); }

int mount(const char *from, const char *to, const char *type, unsigned long flags, const void *data) {
  return (int)call(mount, from, to, type, flags, data);
}

int umount2(const char *path, int flags) { return (int)call(umount2, path, flags); }

int umount(const char *path) { return umount2(path, 0); }

int acct(const char *path) { return (int)call(acct, path); }

int vhangup(void) { return (int)call(vhangup); }
