/* C11 7.22.4.8, POSIX system: INT and QUIT are ignored and CHLD is blocked while the shell runs. */
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../internal/start.h"

int system(const char *command) {
  struct sigaction ignore = { .sa_handler = SIG_IGN }, old_int, old_quit;
  sigset_t child, old;
  if (!command) return system("exit 0") == 0;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigaction(SIGINT, &ignore, &old_int);
  sigaction(SIGQUIT, &ignore, &old_quit);
  sigprocmask(SIG_BLOCK, &child, &old);
  posix_spawnattr_t attr;
  sigset_t defaults;
  posix_spawnattr_init(&attr);
  sigemptyset(&defaults);
  if (old_int.sa_handler != SIG_IGN) sigaddset(&defaults, SIGINT);
  if (old_quit.sa_handler != SIG_IGN) sigaddset(&defaults, SIGQUIT);
  posix_spawnattr_setsigdefault(&attr, &defaults);
  posix_spawnattr_setsigmask(&attr, &old);
  posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  char *argv[] = { "sh", "-c", (char *)command, 0 };
  pid_t pid;
  int status = -1, error = posix_spawn(&pid, "/bin/sh", 0, &attr, argv, __environ);
  if (error)
    status = W_EXITCODE(127, 0);
  else
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR);
  sigaction(SIGINT, &old_int, 0);
  sigaction(SIGQUIT, &old_quit, 0);
  sigprocmask(SIG_SETMASK, &old, 0);
  return status;
}
