/* What the programs with a C library start with: their output is plain text, one line a finding. */
#pragma once
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wunused-function"

/* TRY(call): the call's answer, or the name of its error. */
#define TRY(call) tried(#call, (errno = 0, (long)(call)))
static long tried(const char *what, long answer) {
  if (answer == -1 && errno) printf("%s: %s\n", what, strerrorname_np(errno));
  else printf("%s: %ld\n", what, answer);
  fflush(stdout);
  return answer;
}

/* Prints a line at once, so that parents and children do not print what the other has buffered. */
#define SAY(...) (printf(__VA_ARGS__), fflush(stdout))

/* Waits for a child and says how it ended. */
static void reap(pid_t pid) {
  int status;
  if (waitpid(pid, &status, 0) != pid) SAY("waitpid: %s\n", strerrorname_np(errno));
  else if (WIFEXITED(status)) SAY("child exited %d\n", WEXITSTATUS(status));
  else if (WIFSIGNALED(status)) SAY("child killed by %s\n", sigabbrev_np(WTERMSIG(status)));
  else SAY("child stopped or continued: %x\n", status);
}

static void nap(long ms) { nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, 0); }
static long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
