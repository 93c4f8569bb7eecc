/* Process groups and sessions: rules of setpgid and setsid, orphaned groups that get SIGHUP and SIGCONT. */
#include "hosted.h"
static void hup(int sig) { SAY("got %s\n", sigabbrev_np(sig)); if (sig == SIGCONT) _exit(0); }
int main(int argc, char **argv) {
  if (argc > 1) for (;;) nap(100);
  TRY(setpgid(0, 0) == 0 || errno == EPERM);
  TRY(setpgid(999999, 0));
  TRY(setpgid(0, -1));
  TRY(getpgid(999999));
  TRY(getsid(-1));
  pid_t pid = fork();
  if (pid == 0) {
    TRY(setsid() == getpid());
    TRY(setsid());
    TRY(getsid(0) == getpid());
    TRY(setpgid(0, 0));
    pid_t child = fork();
    if (child == 0) {
      TRY(getpgrp() == getppid());
      TRY(setpgid(0, getppid()));
      TRY(setpgid(0, 0));
      TRY(getpgrp() == getpid());
      TRY(setsid());
      _exit(0);
    }
    waitpid(child, 0, 0);
    int q[2];
    if (pipe2(q, O_CLOEXEC)) _exit(1);
    child = fork();
    if (child == 0) { execl("/proc/self/exe", "sleeper", "x", (char *)0); _exit(1); }
    close(q[1]);
    if (read(q[0], &(char){0}, 1)) _exit(1);
    TRY(setpgid(child, child));
    kill(child, SIGKILL), waitpid(child, 0, 0);
    /* A stopped grandchild whose group loses its last tie. */
    int p[2];
    if (pipe(p)) _exit(1);
    child = fork();
    if (child == 0) {
      setpgid(0, 0);
      pid_t grand = fork();
      if (grand == 0) {
        signal(SIGHUP, hup), signal(SIGCONT, hup);
        close(p[0]);
        raise(SIGSTOP);
        for (;;) nap(100);
      }
      waitpid(grand, 0, WUNTRACED);
      _exit(0);
    }
    close(p[1]);
    waitpid(child, 0, 0);
    char c;
    TRY(read(p[0], &c, 1));
    _exit(0);
  }
  reap(pid);
  return 0;
}
