/* poll(2), select(2), epoll(7), eventfd(2), timerfd_create(2), signalfd(2), inotify(7). */
#define _GNU_SOURCE
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include "../internal/syscall.h"

int poll(struct pollfd *fds, nfds_t n, int timeout) { return (int)call(poll, fds, n, timeout); }

/* The kernel writes what is left into the timeout: it gets a copy. */
int ppoll(struct pollfd *fds, nfds_t n, const struct timespec *timeout, const sigset_t *mask) {
  struct timespec copy;
  if (timeout) copy = *timeout;
  return (int)call(ppoll, fds, n, timeout ? &copy : 0, mask, 8);
}

int select(int n, fd_set *restrict r, fd_set *restrict w, fd_set *restrict x, struct timeval *restrict timeout) {
  return (int)call(select, n, r, w, x, timeout);
}

int pselect(int n, fd_set *restrict r, fd_set *restrict w, fd_set *restrict x, const struct timespec *restrict timeout,
            const sigset_t *restrict mask) {
  struct timespec copy;
  struct {
    const sigset_t *set;
    unsigned long size;
  } with = { mask, 8 };
  if (timeout) copy = *timeout;
  return (int)call(pselect6, n, r, w, x, timeout ? &copy : 0, &with);
}

int epoll_create(int size) {
  if (size > 0) return epoll_create1(0);
  errno = EINVAL;
  return -1;
}

int epoll_create1(int flags) { return (int)call(epoll_create1, flags); }

int epoll_ctl(int fd, int what, int of, struct epoll_event *event) { return (int)call(epoll_ctl, fd, what, of, event); }

int epoll_wait(int fd, struct epoll_event *to, int n, int timeout) { return (int)call(epoll_wait, fd, to, n, timeout); }

int epoll_pwait(int fd, struct epoll_event *to, int n, int timeout, const sigset_t *mask) {
  return (int)call(epoll_pwait, fd, to, n, timeout, mask, 8);
}

int epoll_pwait2(int fd, struct epoll_event *to, int n, const struct timespec *timeout, const sigset_t *mask) {
  return (int)call(epoll_pwait2, fd, to, n, timeout, mask, 8);
}

int eventfd(unsigned count, int flags) { return (int)call(eventfd2, count, flags); }

int eventfd_read(int fd, eventfd_t *to) { return read(fd, to, sizeof *to) == sizeof *to ? 0 : -1; }

int eventfd_write(int fd, eventfd_t n) { return write(fd, &n, sizeof n) == sizeof n ? 0 : -1; }

int timerfd_create(int clock, int flags) { return (int)call(timerfd_create, clock, flags); }

int timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old) {
  return (int)call(timerfd_settime, fd, flags, new, old);
}

int timerfd_gettime(int fd, struct itimerspec *to) { return (int)call(timerfd_gettime, fd, to); }

int signalfd(int fd, const sigset_t *mask, int flags) { return (int)call(signalfd4, fd, mask, 8, flags); }

int inotify_init(void) { return inotify_init1(0); }

int inotify_init1(int flags) { return (int)call(inotify_init1, flags); }

int inotify_add_watch(int fd, const char *path, uint32_t mask) { return (int)call(inotify_add_watch, fd, path, mask); }

int inotify_rm_watch(int fd, int wd) { return (int)call(inotify_rm_watch, fd, wd); }
