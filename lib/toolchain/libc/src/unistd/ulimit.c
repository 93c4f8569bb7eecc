/* POSIX ulimit: the limit of files in blocks of 512 bytes. */
#include <errno.h>
#include <stdarg.h>
#include <sys/resource.h>
#include <ulimit.h>

long ulimit(int what, ...) {
  struct rlimit limit;
  va_list more;
  if (getrlimit(RLIMIT_FSIZE, &limit)) return -1;
  switch (what) {
    case UL_GETFSIZE:
      return limit.rlim_cur == RLIM_INFINITY ? 0x7fffffffffffffff : (long)(limit.rlim_cur / 512);
    case UL_SETFSIZE:
      va_start(more, what);
      limit.rlim_cur = limit.rlim_max = (rlim_t)va_arg(more, long) * 512;
      va_end(more);
      return setrlimit(RLIMIT_FSIZE, &limit) ? -1 : (long)(limit.rlim_cur / 512);
    default:
      errno = EINVAL;
      return -1;
  }
}
