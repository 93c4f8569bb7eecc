/* POSIX threads: creation and end. A thread is one mapping: guard, stack, TLS and control block at its end; clone(2) starts it and
   clears and wakes `tid` when it is gone. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include "../internal/futex.h"
#include "../internal/lock.h"
#include "../internal/start.h"
#include "../internal/thread.h"

enum { JOINABLE, DETACHED, ENDED };

extern int __threaded;
/* Threads that have not ended, beside the first. */
static int others;

pthread_t pthread_self(void) { return (pthread_t)__self(); }

int pthread_equal(pthread_t a, pthread_t b) { return a == b; }

void __run_key_destructors(struct thread *) __attribute__((weak));

/* The end of a thread that nobody joins: its mapping goes, and with it the stack, so the last calls use registers alone. */
static _Noreturn void leave_mapping(void *map, size_t size) {
  __asm__ volatile(
    "syscall\n\t"
    "xorl %%edi, %%edi\n\t"
    "movl $60, %%eax\n\t"
    "syscall"
    :
    : "a"(SYS_munmap), "D"(map), "S"(size)
    : "rcx", "r11", "memory");
  __builtin_unreachable();
}

_Noreturn void pthread_exit(void *result) {
  struct thread *self = __self();
  self->result = result;
  while (self->cleanup) {
    struct __cleanup *c = self->cleanup;
    self->cleanup = c->__next;
    c->__routine(c->__arg);
  }
  if (__run_key_destructors) __run_key_destructors(self);
  if (__atomic_fetch_sub(&others, 1, __ATOMIC_ACQ_REL) == 0) exit(0);
  if (!self->map) {
    /* The first thread: the process lives on until the last thread ends. */
    for (;;) raw(exit, 0);
  }
  sigset_t all;
  memset(&all, -1, sizeof all);
  raw(rt_sigprocmask, SIG_BLOCK, &all, 0, 8);
  int state = JOINABLE;
  if (__atomic_compare_exchange_n(&self->state, &state, ENDED, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    for (;;) raw(exit, 0);
  /* Detached: the kernel must not write to what is gone. */
  raw(set_tid_address, 0);
  leave_mapping(self->map, self->map_size);
}

static int begin(void *p) {
  struct thread *self = p;
  raw(rt_sigprocmask, SIG_SETMASK, &self->mask, 0, 8);
  pthread_exit(self->start(self->argument));
}

/* clone(2) with a function: it and its argument wait on the new stack. */
long __clone(int (*f)(void *), void *stack, int flags, void *arg, int *parent_tid, void *tls, int *child_tid);
__asm__(
  ".text\n"
  ".globl __clone\n"
  ".type __clone, @function\n"
  "__clone:\n"
  "  andq $-16, %rsi\n"
  "  subq $16, %rsi\n"
  "  movq %rdi, (%rsi)\n"
  "  movq %rcx, 8(%rsi)\n"
  "  movl %edx, %edi\n"
  "  movq %r8, %rdx\n"
  "  movq %r9, %r8\n"
  "  movq 8(%rsp), %r10\n"
  "  movl $56, %eax\n"
  "  syscall\n"
  "  testl %eax, %eax\n"
  "  jz 1f\n"
  "  ret\n"
  "1:\n"
  "  xorl %ebp, %ebp\n"
  "  popq %rax\n"
  "  popq %rdi\n"
  "  call *%rax\n"
  "  movl %eax, %edi\n"
  "  movl $60, %eax\n"
  "  syscall\n"
  "  hlt\n"
  ".size __clone, . - __clone\n");

int pthread_create(pthread_t *restrict to, const pthread_attr_t *restrict attr, void *(*start)(void *), void *restrict arg) {
  size_t stack = attr && attr->__a.__stack ? attr->__a.__stack : 8UL << 20;
  size_t guard = attr ? attr->__a.__guard : 4096, tls = __tls_size();
  char *base = attr ? attr->__a.__base : 0;
  struct rlimit r;
  if (!(attr && attr->__a.__stack) && !getrlimit(RLIMIT_STACK, &r) && r.rlim_cur != RLIM_INFINITY && r.rlim_cur >= PTHREAD_STACK_MIN)
    stack = r.rlim_cur;
  guard = (guard + 4095) & ~4095UL;
  size_t size = base ? stack : (guard + stack + tls + 4095) & ~4095UL;
  void *map = 0;
  if (!base) {
    map = mmap(0, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
    if (map == MAP_FAILED) return EAGAIN;
    if (mprotect((char *)map + guard, size - guard, PROT_READ | PROT_WRITE)) {
      munmap(map, size);
      return EAGAIN;
    }
    base = map;
  }
  struct thread *t = __tls_place(base, size);
  struct thread *self = __self();
  t->map = map ? map : base;
  t->map_size = map ? size : 0;
  t->stack = base + (map ? guard : 0);
  t->stack_size = stack;
  t->guard = guard;
  t->start = start;
  t->argument = arg;
  t->canary = self->canary;
  t->state = attr && attr->__a.__detached ? DETACHED : JOINABLE;
  __threaded = 1;
  __atomic_fetch_add(&others, 1, __ATOMIC_ACQ_REL);
  /* No handler runs in the new thread before it is whole. */
  sigset_t all;
  memset(&all, -1, sizeof all);
  raw(rt_sigprocmask, SIG_BLOCK, &all, &t->mask, 8);
  int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | CLONE_SETTLS |
              CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
  sigset_t mask = t->mask;
  char *top = (char *)t - (__tls_size() - sizeof(struct thread));
  long tid = __clone(begin, top, flags, t, &t->tid, t, &t->tid);
  raw(rt_sigprocmask, SIG_SETMASK, &mask, 0, 8);
  if (tid < 0) {
    __atomic_fetch_sub(&others, 1, __ATOMIC_ACQ_REL);
    if (map) munmap(map, size);
    return EAGAIN;
  }
  *to = (pthread_t)t;
  return 0;
}

/* The kernel clears the word and wakes those that share it, which makes it one between processes. */
int pthread_clockjoin_np(pthread_t thread, void **result, clockid_t clock, const struct timespec *until) {
  struct thread *t = (struct thread *)thread;
  if (t == __self()) return EDEADLK;
  if (__atomic_load_n(&t->state, __ATOMIC_ACQUIRE) == DETACHED) return EINVAL;
  for (int tid; (tid = __atomic_load_n(&t->tid, __ATOMIC_ACQUIRE));) {
    int error = __futex_wait(&t->tid, 1, tid, clock, until);
    if (error) return error;
  }
  if (result) *result = t->result;
  if (t->map_size) munmap(t->map, t->map_size);
  return 0;
}

int pthread_join(pthread_t thread, void **result) { return pthread_clockjoin_np(thread, result, CLOCK_REALTIME, 0); }

int pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *until) {
  return pthread_clockjoin_np(thread, result, CLOCK_REALTIME, until);
}

int pthread_tryjoin_np(pthread_t thread, void **result) {
  return __atomic_load_n(&((struct thread *)thread)->tid, __ATOMIC_ACQUIRE) ? EBUSY : pthread_join(thread, result);
}

int pthread_detach(pthread_t thread) {
  struct thread *t = (struct thread *)thread;
  int state = JOINABLE;
  if (__atomic_compare_exchange_n(&t->state, &state, DETACHED, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) return 0;
  if (state == DETACHED) return EINVAL;
  return pthread_join(thread, 0);
}

static pid_t tid_of(pthread_t thread) {
  struct thread *t = (struct thread *)thread;
  return t == __self() ? gettid() : t->map ? t->tid : getpid();
}

int pthread_kill(pthread_t thread, int sig) {
  pid_t tid = tid_of(thread);
  return tid ? (int)-raw(tgkill, getpid(), tid, sig) : ESRCH;
}

void __pthread_push(struct __cleanup *c, void (*routine)(void *), void *arg) {
  struct thread *self = __self();
  c->__routine = routine;
  c->__arg = arg;
  c->__next = self->cleanup;
  self->cleanup = c;
}

void __pthread_pop(struct __cleanup *c, int run) {
  __self()->cleanup = c->__next;
  if (run) c->__routine(c->__arg);
}

/* Cancellation is deferred: it is acted on at pthread_testcancel and in the waits of this library. */
int pthread_cancel(pthread_t thread) {
  __atomic_store_n(&((struct thread *)thread)->cancel, 1, __ATOMIC_RELEASE);
  return 0;
}

void pthread_testcancel(void) {
  struct thread *self = __self();
  if (self->cancel && !self->cancel_state) pthread_exit(PTHREAD_CANCELED);
}

int pthread_setcancelstate(int state, int *old) {
  struct thread *self = __self();
  if (state != PTHREAD_CANCEL_ENABLE && state != PTHREAD_CANCEL_DISABLE) return EINVAL;
  if (old) *old = self->cancel_state;
  self->cancel_state = state;
  return 0;
}

int pthread_setcanceltype(int type, int *old) {
  struct thread *self = __self();
  if (old) *old = self->cancel_type;
  self->cancel_type = type;
  return type == PTHREAD_CANCEL_DEFERRED ? 0 : ENOTSUP;
}

int pthread_yield(void) { return sched_yield(); }

int pthread_setname_np(pthread_t thread, const char *name) {
  if (strlen(name) > 15) return ERANGE;
  if (thread != pthread_self()) return ENOTSUP;
  return prctl(PR_SET_NAME, name, 0, 0, 0) ? errno : 0;
}

int pthread_getname_np(pthread_t thread, char *to, size_t size) {
  if (size < 16) return ERANGE;
  if (thread != pthread_self()) return ENOTSUP;
  return prctl(PR_GET_NAME, to, 0, 0, 0) ? errno : 0;
}

int pthread_setaffinity_np(pthread_t thread, size_t size, const cpu_set_t *set) {
  return (int)-raw(sched_setaffinity, tid_of(thread), size, set);
}

int pthread_getaffinity_np(pthread_t thread, size_t size, cpu_set_t *set) {
  long n = raw(sched_getaffinity, tid_of(thread), size, set);
  if (n < 0) return (int)-n;
  memset((char *)set + n, 0, size - (size_t)n);
  return 0;
}

int pthread_getcpuclockid(pthread_t thread, clockid_t *to) {
  *to = (clockid_t)((~(unsigned)tid_of(thread) << 3) | 6);
  return 0;
}
