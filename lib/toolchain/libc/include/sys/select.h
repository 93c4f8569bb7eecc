/* POSIX <sys/select.h>. */
#ifndef _SYS_SELECT_H
#define _SYS_SELECT_H

#include <features.h>
#include <bits/types.h>
#include <bits/timespec.h>
#include <bits/timeval.h>
#include <bits/sigset.h>
typedef __time_t time_t;
typedef __suseconds_t suseconds_t;
typedef long fd_mask;
#define FD_SETSIZE 1024
#define NFDBITS 64
typedef struct {
  unsigned long fds_bits[16];
} fd_set;
#define FD_ZERO(s) \
  do { \
    for (int __i = 0; __i < 16; __i++) (s)->fds_bits[__i] = 0; \
  } while (0)
#define FD_SET(d, s) ((void)((s)->fds_bits[(d) / 64] |= 1UL << (d) % 64))
#define FD_CLR(d, s) ((void)((s)->fds_bits[(d) / 64] &= ~(1UL << (d) % 64)))
#define FD_ISSET(d, s) (((s)->fds_bits[(d) / 64] >> (d) % 64 & 1) != 0)
int select(int, fd_set *__restrict, fd_set *__restrict, fd_set *__restrict, struct timeval *__restrict);
int pselect(int, fd_set *__restrict, fd_set *__restrict, fd_set *__restrict, const struct timespec *__restrict,
            const sigset_t *__restrict);

#endif
