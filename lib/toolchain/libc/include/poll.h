/* POSIX <poll.h>. */
#ifndef _POLL_H
#define _POLL_H

#include <features.h>
#include <bits/sigset.h>
#include <bits/timespec.h>
typedef unsigned long nfds_t;
struct pollfd {
  int fd;
  short events, revents;
};
#define POLLIN 0x1
#define POLLPRI 0x2
#define POLLOUT 0x4
#define POLLRDNORM 0x40
#define POLLRDBAND 0x80
#define POLLWRNORM 0x100
#define POLLWRBAND 0x200
#define POLLMSG 0x400
#define POLLREMOVE 0x1000
#define POLLRDHUP 0x2000
#define POLLERR 0x8
#define POLLHUP 0x10
#define POLLNVAL 0x20
int poll(struct pollfd *, nfds_t, int);
#ifdef __USE_GNU
int ppoll(struct pollfd *, nfds_t, const struct timespec *, const sigset_t *);
#endif

#endif
