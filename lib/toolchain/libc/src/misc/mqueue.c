/* POSIX message queues, mq_overview(7). */
#define _GNU_SOURCE
#include <errno.h>
#include <mqueue.h>
#include <stdarg.h>
#include <unistd.h>
#include "../internal/syscall.h"

/* The kernel knows queues without the slash. */
static const char *queue(const char *name) {
  if (*name == '/') return name + 1;
  errno = EINVAL;
  return 0;
}

mqd_t mq_open(const char *name, int flags, ...) {
  va_list args;
  va_start(args, flags);
  mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
  struct mq_attr *attr = flags & O_CREAT ? va_arg(args, struct mq_attr *) : 0;
  va_end(args);
  const char *plain = queue(name);
  return plain ? (mqd_t)call(mq_open, plain, flags, mode, attr) : -1;
}
int mq_close(mqd_t q) { return close(q); }
int mq_unlink(const char *name) {
  const char *plain = queue(name);
  return plain ? (int)call(mq_unlink, plain) : -1;
}
int mq_setattr(mqd_t q, const struct mq_attr *restrict new, struct mq_attr *restrict old) {
  return (int)call(mq_getsetattr, q, new, old);
}
int mq_getattr(mqd_t q, struct mq_attr *to) { return mq_setattr(q, 0, to); }
int mq_timedsend(mqd_t q, const char *m, size_t n, unsigned priority, const struct timespec *until) {
  return (int)call(mq_timedsend, q, m, n, priority, until);
}
int mq_send(mqd_t q, const char *m, size_t n, unsigned priority) { return mq_timedsend(q, m, n, priority, 0); }
ssize_t mq_timedreceive(mqd_t q, char *restrict m, size_t n, unsigned *restrict priority, const struct timespec *restrict until) {
  return call(mq_timedreceive, q, m, n, priority, until);
}
ssize_t mq_receive(mqd_t q, char *m, size_t n, unsigned *priority) { return mq_timedreceive(q, m, n, priority, 0); }
int mq_notify(mqd_t q, const struct sigevent *event) {
  if (event && event->sigev_notify == SIGEV_THREAD) {
    errno = ENOSYS;
    return -1;
  }
  return (int)call(mq_notify, q, event);
}
