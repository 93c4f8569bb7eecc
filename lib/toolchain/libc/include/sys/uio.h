/* POSIX <sys/uio.h>. */
#ifndef _SYS_UIO_H
#define _SYS_UIO_H

#include <features.h>
#include <stddef.h>
#include <bits/types.h>
typedef __ssize_t ssize_t;
typedef __off_t off_t;
struct iovec {
  void *iov_base;
  size_t iov_len;
};
#define UIO_MAXIOV 1024
#define RWF_HIPRI 0x1
#define RWF_DSYNC 0x2
#define RWF_SYNC 0x4
#define RWF_NOWAIT 0x8
#define RWF_APPEND 0x10
#define RWF_NOAPPEND 0x20
ssize_t readv(int, const struct iovec *, int);
ssize_t writev(int, const struct iovec *, int);
ssize_t preadv(int, const struct iovec *, int, off_t);
ssize_t pwritev(int, const struct iovec *, int, off_t);
ssize_t preadv2(int, const struct iovec *, int, off_t, int);
ssize_t pwritev2(int, const struct iovec *, int, off_t, int);
ssize_t process_vm_readv(__pid_t, const struct iovec *, unsigned long, const struct iovec *, unsigned long, unsigned long);
ssize_t process_vm_writev(__pid_t, const struct iovec *, unsigned long, const struct iovec *, unsigned long, unsigned long);
#include <bits/large_file.h>

#endif
