/* Signals: sigaction(2) and its kin, POSIX <signal.h>. A handler returns through a restorer of ours (SA_RESTORER), which calls
   rt_sigreturn(2). Signals 32 and 33 are the library's own. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "../internal/syscall.h"
#include "../internal/thread.h"

#define SA_RESTORER 0x04000000

struct kernel_sigaction {
  void (*handler)(int);
  unsigned long flags;
  void (*restorer)(void);
  unsigned long mask;
};

void __restore(void);
__asm__(
  ".text\n"
  ".globl __restore\n"
  ".type __restore, @function\n"
  "__restore:\n"
  "  movl $15, %eax\n"
  "  syscall\n"
  ".size __restore, . - __restore\n");

int __sigaction(int sig, const struct sigaction *restrict new, struct sigaction *restrict old) {
  struct kernel_sigaction k, was;
  if (new) {
    k.handler = new->sa_handler;
    k.flags = (unsigned long)(unsigned)new->sa_flags | SA_RESTORER;
    k.restorer = __restore;
    k.mask = new->sa_mask.__bits[0];
  }
  if (call(rt_sigaction, sig, new ? &k : 0, old ? &was : 0, 8)) return -1;
  if (old) {
    memset(old, 0, sizeof *old);
    old->sa_handler = was.handler;
    old->sa_flags = (int)(was.flags & ~(unsigned long)SA_RESTORER);
    old->sa_mask.__bits[0] = was.mask;
    old->sa_restorer = was.restorer;
  }
  return 0;
}

static int ours(int sig) { return sig == 32 || sig == 33; }

int sigaction(int sig, const struct sigaction *restrict new, struct sigaction *restrict old) {
  if (!ours(sig)) return __sigaction(sig, new, old);
  errno = EINVAL;
  return -1;
}

/* C11 7.14.1.1; BSD's meaning, as in glibc: the handler stays, calls are restarted. */
static int interrupts[2];

void (*signal(int sig, void (*handler)(int)))(int) {
  struct sigaction new = { .sa_handler = handler, .sa_flags = SA_RESTART }, old;
  if (sig > 0 && sig < 65 && interrupts[sig > 32] >> (sig - 1) % 32 & 1) new.sa_flags = 0;
  sigaddset(&new.sa_mask, sig);
  return sigaction(sig, &new, &old) ? SIG_ERR : old.sa_handler;
}

int siginterrupt(int sig, int interrupt) {
  struct sigaction a;
  if (sigaction(sig, 0, &a)) return -1;
  if (interrupt) {
    a.sa_flags &= ~SA_RESTART;
    interrupts[sig > 32] |= (int)(1U << (sig - 1) % 32);
  } else {
    a.sa_flags |= SA_RESTART;
    interrupts[sig > 32] &= (int)~(1U << (sig - 1) % 32);
  }
  return sigaction(sig, &a, 0);
}

int kill(pid_t pid, int sig) { return (int)call(kill, pid, sig); }

int killpg(pid_t group, int sig) {
  if (group >= 0) return kill(group ? -group : 0, sig);
  errno = EINVAL;
  return -1;
}

int tgkill(pid_t group, pid_t tid, int sig) { return (int)call(tgkill, group, tid, sig); }

int raise(int sig) { return tgkill(getpid(), gettid(), sig); }

/* POSIX: answers the error. */
int pthread_sigmask(int how, const sigset_t *restrict new, sigset_t *restrict old) {
  sigset_t allowed;
  if (new && how != SIG_UNBLOCK) {
    allowed = *new;
    allowed.__bits[0] &= ~(3UL << 31);
    new = &allowed;
  }
  if (old) memset(old, 0, sizeof *old);
  return (int)-raw(rt_sigprocmask, how, new, old, 8);
}

int sigprocmask(int how, const sigset_t *restrict new, sigset_t *restrict old) {
  int error = pthread_sigmask(how, new, old);
  if (!error) return 0;
  errno = error;
  return -1;
}

int sigpending(sigset_t *to) {
  memset(to, 0, sizeof *to);
  return (int)call(rt_sigpending, to, 8);
}

int sigsuspend(const sigset_t *mask) { return (int)call(rt_sigsuspend, mask, 8); }

int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict info, const struct timespec *restrict timeout) {
  return (int)call(rt_sigtimedwait, set, info, timeout, 8);
}

int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict info) { return sigtimedwait(set, info, 0); }

int sigwait(const sigset_t *restrict set, int *restrict to) {
  int sig;
  while ((sig = sigtimedwait(set, 0, 0)) < 0)
    if (errno != EINTR) return errno;
  *to = sig;
  return 0;
}

int sigqueue(pid_t pid, int sig, const union sigval value) {
  siginfo_t info;
  memset(&info, 0, sizeof info);
  info.si_signo = sig;
  info.si_code = SI_QUEUE;
  info.si_pid = getpid();
  info.si_uid = getuid();
  info.si_value = value;
  return (int)call(rt_sigqueueinfo, pid, sig, &info);
}

int sigaltstack(const stack_t *restrict new, stack_t *restrict old) { return (int)call(sigaltstack, new, old); }

int sigemptyset(sigset_t *set) {
  memset(set, 0, sizeof *set);
  return 0;
}

int sigfillset(sigset_t *set) {
  memset(set, -1, sizeof *set);
  set->__bits[0] &= ~(3UL << 31);
  return 0;
}

static int good(int sig) {
  if (sig > 0 && sig < 65 && !ours(sig)) return 1;
  errno = EINVAL;
  return 0;
}

int sigaddset(sigset_t *set, int sig) {
  if (!good(sig)) return -1;
  set->__bits[0] |= 1UL << (sig - 1);
  return 0;
}

int sigdelset(sigset_t *set, int sig) {
  if (!good(sig)) return -1;
  set->__bits[0] &= ~(1UL << (sig - 1));
  return 0;
}

int sigismember(const sigset_t *set, int sig) {
  if (sig < 1 || sig > 64) {
    errno = EINVAL;
    return -1;
  }
  return (int)(set->__bits[0] >> (sig - 1) & 1);
}

int sigisemptyset(const sigset_t *set) { return !set->__bits[0]; }

int sigorset(sigset_t *to, const sigset_t *a, const sigset_t *b) {
  for (int i = 0; i < 16; i++) to->__bits[i] = a->__bits[i] | b->__bits[i];
  return 0;
}

int sigandset(sigset_t *to, const sigset_t *a, const sigset_t *b) {
  for (int i = 0; i < 16; i++) to->__bits[i] = a->__bits[i] & b->__bits[i];
  return 0;
}
