/* clone(2) and ptrace(2) as glibc declares them: a function for the child, a result for what the kernel stores. */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include <sys/ptrace.h>
#include "../internal/syscall.h"

long __clone(int (*f)(void *), void *stack, int flags, void *arg, int *parent_tid, void *tls, int *child_tid);

int clone(int (*f)(void *), void *stack, int flags, void *arg, ...) {
  va_list args;
  va_start(args, arg);
  int *parent_tid = va_arg(args, int *);
  void *tls = va_arg(args, void *);
  int *child_tid = va_arg(args, int *);
  va_end(args);
  if (!f || !stack) {
    errno = EINVAL;
    return -1;
  }
  return (int)__answer(__clone(f, stack, flags, arg, parent_tid, tls, child_tid));
}

long ptrace(enum __ptrace_request request, ...) {
  va_list args;
  va_start(args, request);
  int pid = va_arg(args, int);
  void *address = va_arg(args, void *);
  void *data = va_arg(args, void *);
  va_end(args);
  long word;
  if (request > PTRACE_PEEKUSER || request == PTRACE_TRACEME) return call(ptrace, request, pid, address, data);
  long answer = call(ptrace, request, pid, address, &word);
  if (answer < 0) return -1;
  errno = 0;
  return word;
}
