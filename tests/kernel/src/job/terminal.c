/* A shell's work on a pseudo-terminal: foreground groups, ^C, ^Z, background reads and writes. */
#include "hosted.h"
#include <termios.h>
#include <sys/ioctl.h>
static int master, ready[2];
static void type(const char *keys) { if (write(master, keys, strlen(keys)) < 0) SAY("type: %d\n", errno); nap(20); }
int main(void) {
  master = posix_openpt(O_RDWR | O_NOCTTY);
  grantpt(master), unlockpt(master);
  if (pipe(ready)) return 1;
  pid_t leader = fork();
  if (leader == 0) {
    setsid();
    int tty = open(ptsname(master), O_RDWR);
    TRY(tcgetpgrp(tty) == getpid());
    TRY(tcgetsid(tty) == getpid());
    signal(SIGTTOU, SIG_IGN);
    pid_t job = fork();
    if (job == 0) { setpgid(0, 0); signal(SIGTTOU, SIG_DFL); for (;;) nap(1000); }
    setpgid(job, job);
    TRY(tcsetpgrp(tty, job));
    int status;
    if (write(ready[1], "z", 1) != 1) _exit(1);
    waitpid(job, &status, WUNTRACED);
    SAY("stopped %d by %d\n", WIFSTOPPED(status), WSTOPSIG(status));
    tcsetpgrp(tty, getpgrp());
    kill(-job, SIGCONT);
    waitpid(job, &status, WCONTINUED);
    SAY("continued %d\n", WIFCONTINUED(status));
    tcsetpgrp(tty, job);
    if (write(ready[1], "c", 1) != 1) _exit(1);
    waitpid(job, &status, 0);
    SAY("killed by %d\n", WTERMSIG(status));
    tcsetpgrp(tty, getpgrp());
    job = fork();
    if (job == 0) {
      setpgid(0, 0);
      char c;
      long n = read(tty, &c, 1);
      SAY("background read %ld\n", n);
      _exit(0);
    }
    waitpid(job, &status, WUNTRACED);
    SAY("reader stopped by %d\n", WSTOPSIG(status));
    kill(job, SIGKILL), waitpid(job, &status, 0);
    job = fork();
    if (job == 0) {
      setpgid(0, 0);
      signal(SIGTTIN, SIG_IGN);
      char c;
      errno = 0;
      long n = read(tty, &c, 1);
      SAY("ignored: %ld %s\n", n, strerrorname_np(errno));
      signal(SIGTTOU, SIG_DFL);
      struct termios t;
      tcgetattr(tty, &t);
      t.c_lflag |= TOSTOP;
      tcsetattr(tty, TCSANOW, &t);
      _exit(0);
    }
    waitpid(job, &status, WUNTRACED);
    SAY("setter stopped by %d\n", WSTOPSIG(status));
    kill(job, SIGKILL), waitpid(job, &status, 0);
    TRY(tcsetpgrp(tty, 99999));
    _exit(0);
  }
  char c;
  if (read(ready[0], &c, 1) != 1) return 1;
  type("\032");
  if (read(ready[0], &c, 1) != 1) return 1;
  type("\003");
  reap(leader);
  char out[64];
  long n = read(master, out, sizeof out);
  SAY("echoed %ld: ", n);
  for (int i = 0; i < n; i++) SAY("%02x ", out[i]);
  SAY("\n");
  return 0;
}
