/* POSIX asynchronous I/O, aio(7): a thread for each request. */
#define _GNU_SOURCE
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../internal/syscall.h"

/* Requests of one lio_listio: how many are left, and whom to tell then. */
struct __aio_list {
  int left;
  struct sigevent event;
};

enum { SYNC = LIO_NOP + 1, DATA_SYNC };

/* Changes whenever a request ends: what aio_suspend waits for. */
static int ended;

static void tell(const struct sigevent *event) {
  siginfo_t info;
  switch (event->sigev_notify) {
    case SIGEV_SIGNAL:
      if (!event->sigev_signo) return;
      memset(&info, 0, sizeof info);
      info.si_signo = event->sigev_signo;
      info.si_code = SI_ASYNCIO;
      info.si_pid = getpid();
      info.si_uid = getuid();
      info.si_value = event->sigev_value;
      raw(rt_sigqueueinfo, getpid(), event->sigev_signo, &info);
      return;
    case SIGEV_THREAD:
      event->sigev_notify_function(event->sigev_value);
  }
}

static ssize_t perform(const struct aiocb *r) {
  void *at = (void *)r->aio_buf;
  ssize_t n;
  switch (r->aio_lio_opcode) {
    case LIO_READ:
      n = pread(r->aio_fildes, at, r->aio_nbytes, r->aio_offset);
      return n < 0 && errno == ESPIPE ? read(r->aio_fildes, at, r->aio_nbytes) : n;
    case LIO_WRITE:
      if (fcntl(r->aio_fildes, F_GETFL) & O_APPEND) return write(r->aio_fildes, at, r->aio_nbytes);
      n = pwrite(r->aio_fildes, at, r->aio_nbytes, r->aio_offset);
      return n < 0 && errno == ESPIPE ? write(r->aio_fildes, at, r->aio_nbytes) : n;
    case SYNC:
      return fsync(r->aio_fildes);
    default:
      return fdatasync(r->aio_fildes);
  }
}

static void *work(void *request) {
  struct aiocb *r = request;
  struct __aio_list *list = r->__list;
  /* The program may use the block anew once it reads the result. */
  struct sigevent event = r->aio_sigevent;
  r->__result = perform(r);
  __atomic_store_n(&r->__error, r->__result < 0 ? errno : 0, __ATOMIC_RELEASE);
  __atomic_fetch_add(&ended, 1, __ATOMIC_RELEASE);
  raw(futex, &ended, FUTEX_WAKE_PRIVATE, INT_MAX);
  tell(&event);
  if (list && __atomic_sub_fetch(&list->left, 1, __ATOMIC_ACQ_REL) == 0) {
    tell(&list->event);
    free(list);
  }
  return 0;
}

static int submit(struct aiocb *r, int what, struct __aio_list *list) {
  pthread_attr_t attr;
  pthread_t thread;
  sigset_t all, old;
  if (fcntl(r->aio_fildes, F_GETFD) < 0) return -1;
  r->aio_lio_opcode = what;
  r->__list = list;
  r->__error = EINPROGRESS;
  pthread_attr_init(&attr);
  pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &old);
  int error = pthread_create(&thread, &attr, work, r);
  pthread_sigmask(SIG_SETMASK, &old, 0);
  pthread_attr_destroy(&attr);
  if (!error) return 0;
  r->__error = errno = EAGAIN;
  return -1;
}

int aio_read(struct aiocb *r) { return submit(r, LIO_READ, 0); }
int aio_write(struct aiocb *r) { return submit(r, LIO_WRITE, 0); }

int aio_fsync(int op, struct aiocb *r) {
  if (op == O_SYNC || op == O_DSYNC) return submit(r, op == O_SYNC ? SYNC : DATA_SYNC, 0);
  errno = EINVAL;
  return -1;
}

int aio_error(const struct aiocb *r) { return __atomic_load_n(&r->__error, __ATOMIC_ACQUIRE); }
ssize_t aio_return(struct aiocb *r) { return r->__result; }

int aio_suspend(const struct aiocb *const list[], int n, const struct timespec *timeout) {
  struct timespec until;
  if (timeout) {
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += timeout->tv_sec + (until.tv_nsec + timeout->tv_nsec) / 1000000000;
    until.tv_nsec = (until.tv_nsec + timeout->tv_nsec) % 1000000000;
  }
  for (;;) {
    int seen = __atomic_load_n(&ended, __ATOMIC_ACQUIRE), waiting = 0;
    for (int i = 0; i < n; i++) {
      if (!list[i]) continue;
      if (aio_error(list[i]) != EINPROGRESS) return 0;
      waiting = 1;
    }
    if (!waiting) return 0;
    long r = raw(futex, &ended, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, seen, timeout ? &until : 0, 0, -1);
    if (r == -EINTR || r == -ETIMEDOUT) {
      errno = r == -EINTR ? EINTR : EAGAIN;
      return -1;
    }
  }
}

/* What a thread has begun it also ends. */
int aio_cancel(int fd, struct aiocb *r) {
  if (fcntl(fd, F_GETFD) < 0) return -1;
  return r && aio_error(r) == EINPROGRESS ? AIO_NOTCANCELED : AIO_ALLDONE;
}

int lio_listio(int mode, struct aiocb *restrict const requests[restrict], int n, struct sigevent *restrict event) {
  int failed = 0, count = 0;
  if (mode != LIO_WAIT && mode != LIO_NOWAIT) {
    errno = EINVAL;
    return -1;
  }
  for (int i = 0; i < n; i++) count += requests[i] && requests[i]->aio_lio_opcode != LIO_NOP;
  struct __aio_list *list = 0;
  if (mode == LIO_NOWAIT && event && count > 0) {
    if (!(list = malloc(sizeof *list))) return -1;
    list->left = count;
    list->event = *event;
  }
  for (int i = 0; i < n; i++) {
    struct aiocb *r = requests[i];
    if (r && r->aio_lio_opcode != LIO_NOP && submit(r, r->aio_lio_opcode, list)) {
      failed = 1;
      if (list && __atomic_sub_fetch(&list->left, 1, __ATOMIC_ACQ_REL) == 0) free(list);
    }
  }
  if (mode == LIO_WAIT)
    for (int i = 0; i < n; i++) {
      const struct aiocb *const one[] = { requests[i] };
      if (!requests[i] || requests[i]->aio_lio_opcode == LIO_NOP) continue;
      while (aio_error(requests[i]) == EINPROGRESS)
        if (aio_suspend(one, 1, 0)) return -1;
      failed |= aio_error(requests[i]) != 0;
    }
  if (failed) errno = EIO;
  return -failed;
}
