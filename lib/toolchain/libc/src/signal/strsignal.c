/* Names and texts of signals: strsignal(3). */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const char *const names[] = {
  0,
  "HUP",
  "INT",
  "QUIT",
  "ILL",
  "TRAP",
  "ABRT",
  "BUS",
  "FPE",
  "KILL",
  "USR1",
  "SEGV",
  "USR2",
  "PIPE",
  "ALRM",
  "TERM",
  "STKFLT",
  "CHLD",
  "CONT",
  "STOP",
  "TSTP",
  "TTIN",
  "TTOU",
  "URG",
  "XCPU",
  "XFSZ",
  "VTALRM",
  "PROF",
  "WINCH",
  "POLL",
  "PWR",
  "SYS",
};

static const char *const texts[] = {
  0,
  "Hangup",
  "Interrupt",
  "Quit",
  "Illegal instruction",
  "Trace/breakpoint trap",
  "Aborted",
  "Bus error",
  "Floating point exception",
  "Killed",
  "User defined signal 1",
  "Segmentation fault",
  "User defined signal 2",
  "Broken pipe",
  "Alarm clock",
  "Terminated",
  "Stack fault",
  "Child exited",
  "Continued",
  "Stopped (signal)",
  "Stopped",
  "Stopped (tty input)",
  "Stopped (tty output)",
  "Urgent I/O condition",
  "CPU time limit exceeded",
  "File size limit exceeded",
  "Virtual timer expired",
  "Profiling timer expired",
  "Window changed",
  "I/O possible",
  "Power failure",
  "Bad system call",
};

const char *sigabbrev_np(int sig) { return sig > 0 && sig < 32 ? names[sig] : 0; }

const char *sigdescr_np(int sig) { return sig > 0 && sig < 32 ? texts[sig] : 0; }

/* POSIX strsignal. */
char *strsignal(int sig) {
  static char made[40];
  if (sig > 0 && sig < 32) return (char *)texts[sig];
  if (sig >= SIGRTMIN && sig <= SIGRTMAX)
    snprintf(made, sizeof made, "Real-time signal %d", sig - SIGRTMIN);
  else
    snprintf(made, sizeof made, "Unknown signal %d", sig);
  return made;
}

/* POSIX psignal. */
void psignal(int sig, const char *message) {
  const char *colon = message && *message ? ": " : "";
  fprintf(stderr, "%s%s%s\n", colon[0] ? message : "", colon, strsignal(sig));
}

void psiginfo(const siginfo_t *info, const char *message) {
  const char *colon = message && *message ? ": " : "";
  fprintf(stderr, "%s%s%s (%d %d %d %p)\n", colon[0] ? message : "", colon, strsignal(info->si_signo), info->si_code,
          info->si_pid, (int)info->si_uid, info->si_addr);
}
