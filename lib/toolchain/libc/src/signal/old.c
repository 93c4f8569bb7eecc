/* Signals as System V (sigset(3)) and 4.2BSD (sigblock(3)) had them, on sigaction(2). */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include "../internal/syscall.h"

static int change(int how, int sig) {
  sigset_t set;
  sigemptyset(&set);
  if (sigaddset(&set, sig)) return -1;
  return sigprocmask(how, &set, 0);
}

int sighold(int sig) { return change(SIG_BLOCK, sig); }
int sigrelse(int sig) { return change(SIG_UNBLOCK, sig); }

int sigignore(int sig) {
  struct sigaction a = { .sa_handler = SIG_IGN };
  return sigaction(sig, &a, 0);
}

sighandler_t sigset(int sig, sighandler_t handler) {
  struct sigaction new = { .sa_handler = handler }, old;
  sigset_t was;
  if (handler == SIG_HOLD) {
    if (sigprocmask(SIG_BLOCK, 0, &was) || sigaction(sig, 0, &old) || sighold(sig)) return SIG_ERR;
  } else if (sigaction(sig, &new, &old) || sigprocmask(SIG_BLOCK, 0, &was) || sigrelse(sig))
    return SIG_ERR;
  return sigismember(&was, sig) ? SIG_HOLD : old.sa_handler;
}

/* Waits with one signal more let through. */
int sigpause(int sig) {
  sigset_t set;
  if (sigprocmask(SIG_BLOCK, 0, &set) || sigdelset(&set, sig)) return -1;
  return sigsuspend(&set);
}

sighandler_t bsd_signal(int sig, sighandler_t handler) { return signal(sig, handler); }

/* The handler goes when it is called, and is not protected from its own signal. */
sighandler_t sysv_signal(int sig, sighandler_t handler) {
  struct sigaction new = { .sa_handler = handler, .sa_flags = (int)(SA_RESETHAND | SA_NODEFER) }, old;
  return sigaction(sig, &new, &old) ? SIG_ERR : old.sa_handler;
}

static sigset_t set_of(int mask) {
  sigset_t set;
  sigemptyset(&set);
  set.__bits[0] = (unsigned)mask;
  return set;
}

int sigblock(int mask) {
  sigset_t set = set_of(mask), old;
  return sigprocmask(SIG_BLOCK, &set, &old) ? -1 : (int)old.__bits[0];
}

int sigsetmask(int mask) {
  sigset_t set = set_of(mask), old;
  return sigprocmask(SIG_SETMASK, &set, &old) ? -1 : (int)old.__bits[0];
}

int siggetmask(void) { return sigblock(0); }
