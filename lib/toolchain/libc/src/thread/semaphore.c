/* POSIX semaphores. Named ones are files in /dev/shm, as glibc's: sem.NAME. An unnamed one is a count, and how many wait for it. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include "../internal/futex.h"
#include "../internal/syscall.h"

int sem_init(sem_t *s, int shared, unsigned value) {
  if (value > SEM_VALUE_MAX) {
    errno = EINVAL;
    return -1;
  }
  memset(s, 0, sizeof *s);
  s->__s.__value = value;
  s->__s.__shared = shared != 0;
  return 0;
}

int sem_destroy(sem_t *s) {
  (void)s;
  return 0;
}

int sem_trywait(sem_t *s) {
  unsigned n = __atomic_load_n(&s->__s.__value, __ATOMIC_ACQUIRE);
  while (n)
    if (__atomic_compare_exchange_n(&s->__s.__value, &n, n - 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) return 0;
  errno = EAGAIN;
  return -1;
}

int sem_clockwait(sem_t *restrict s, clockid_t clock, const struct timespec *restrict until) {
  int error = errno;
  pthread_testcancel();
  while (sem_trywait(s)) {
    __atomic_fetch_add(&s->__s.__waiters, 1, __ATOMIC_ACQ_REL);
    int bad = __futex_wait(&s->__s.__value, s->__s.__shared, 0, clock, until);
    __atomic_fetch_sub(&s->__s.__waiters, 1, __ATOMIC_ACQ_REL);
    if (bad) {
      errno = bad;
      return -1;
    }
  }
  errno = error;
  return 0;
}

int sem_timedwait(sem_t *restrict s, const struct timespec *restrict until) {
  return sem_clockwait(s, CLOCK_REALTIME, until);
}

int sem_wait(sem_t *s) { return sem_timedwait(s, 0); }

int sem_post(sem_t *s) {
  __atomic_fetch_add(&s->__s.__value, 1, __ATOMIC_RELEASE);
  if (__atomic_load_n(&s->__s.__waiters, __ATOMIC_ACQUIRE)) __futex_wake(&s->__s.__value, s->__s.__shared, 1);
  return 0;
}

int sem_getvalue(sem_t *restrict s, int *restrict to) {
  *to = (int)__atomic_load_n(&s->__s.__value, __ATOMIC_ACQUIRE);
  return 0;
}

/* The file of a named semaphore; `extra` tells one apart that is being made. */
static int path_of(const char *name, char *to, size_t size, const char *extra) {
  while (*name == '/') name++;
  if (*name && !strchr(name, '/') && (size_t)snprintf(to, size, "/dev/shm/sem.%s%s", name, extra) < size) return 0;
  errno = *name ? EINVAL : ENOENT;
  return -1;
}

static sem_t *map(int fd) {
  void *at = mmap(0, sizeof(sem_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  return at == MAP_FAILED ? SEM_FAILED : at;
}

/* Written whole under another name and then linked, so that nobody opens half of one. */
static int make(const char *path, const char *name, mode_t mode, unsigned value) {
  char extra[32], new[300];
  snprintf(extra, sizeof extra, ".%d", getpid());
  if (path_of(name, new, sizeof new, extra)) return -1;
  sem_t s;
  if (sem_init(&s, 1, value)) return -1;
  int fd = open(new, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) return -1;
  int bad = write(fd, &s, sizeof s) != sizeof s || link(new, path);
  int error = errno;
  unlink(new);
  if (!bad) return fd;
  close(fd);
  errno = error;
  return -1;
}

sem_t *sem_open(const char *name, int flags, ...) {
  char path[300];
  va_list args;
  va_start(args, flags);
  mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
  unsigned value = flags & O_CREAT ? va_arg(args, unsigned) : 0;
  va_end(args);
  if (path_of(name, path, sizeof path, "")) return SEM_FAILED;
  for (;;) {
    int exclusive = (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL);
    int fd = exclusive ? -1 : open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd >= 0) return map(fd);
    if (!(flags & O_CREAT) || (!exclusive && errno != ENOENT)) return SEM_FAILED;
    fd = make(path, name, mode, value);
    if (fd >= 0) return map(fd);
    if (exclusive || errno != EEXIST) return SEM_FAILED;
  }
}

int sem_close(sem_t *s) { return munmap(s, sizeof *s); }

int sem_unlink(const char *name) {
  char path[300];
  return path_of(name, path, sizeof path, "") ? -1 : unlink(path);
}
