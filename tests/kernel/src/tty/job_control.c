#include "hosted.h"
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>
/* A shell's view of job control on a pseudo-terminal: groups in front and behind, stops and what is refused.
 */
static void on(int sig) { SAY("signal %s\n", sigabbrev_np(sig)); }
static void ended(pid_t pid) {
  int s;
  if (waitpid(pid, &s, WUNTRACED | WCONTINUED) != pid)
    SAY("wait: %s\n", strerrorname_np(errno));
  else if (WIFSTOPPED(s))
    SAY("stopped by %s\n", sigabbrev_np(WSTOPSIG(s)));
  else if (WIFCONTINUED(s))
    SAY("continued\n");
  else if (WIFSIGNALED(s))
    SAY("killed by %s\n", sigabbrev_np(WTERMSIG(s)));
  else
    SAY("exited %d\n", WEXITSTATUS(s));
}
/* A child that comes to `await` goes on after `let_go` alone, so that the order of what both print is one. */
static int gate[2];
static void await(void) {
  char c;
  read(gate[0], &c, 1);
}
static void let_go(void) { write(gate[1], "g", 1); }
static void session(int slave, int master) {
  int told[2];
  pipe(gate);
  pipe(told);
  setsid();
  TRY(ioctl(slave, TIOCSCTTY, 0));
  TRY(tcgetsid(slave) == getpid());
  TRY(tcgetpgrp(slave) == getpgrp());
  signal(SIGTTOU, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  char c;
  pid_t job = fork();
  if (job == 0) {
    setpgid(0, 0);
    signal(SIGTTOU, SIG_DFL);
    read(slave, &c, 1);
    await();
    SAY("job read %c\n", c);
    write(told[1], "t", 1);
    pause();
    _exit(0);
  }
  setpgid(job, job);
  ended(job);
  TRY(tcsetpgrp(slave, job));
  TRY(tcgetpgrp(slave) == job);
  write(master, "x\n", 2);
  TRY(kill(-job, SIGCONT));
  ended(job);
  let_go();
  read(told[0], &c, 1);
  write(master, "\x1a", 1);
  ended(job);
  TRY(kill(-job, SIGCONT));
  ended(job);
  write(master, "\x03", 1);
  ended(job);
  TRY(tcsetpgrp(slave, getpgrp()));
  TRY(tcsetpgrp(slave, 99999));
  TRY(tcsetpgrp(slave, -1));
  TRY(tcsetpgrp(0, getpgrp()));
  job = fork();
  if (job == 0) {
    setpgid(0, 0);
    signal(SIGTTOU, SIG_DFL);
    struct termios t;
    TRY(tcgetattr(slave, &t));
    TRY(write(slave, "out", 3));
    t.c_lflag |= TOSTOP;
    tcsetattr(slave, TCSANOW, &t);
    SAY("went on\n");
    write(slave, "again", 5);
    _exit(3);
  }
  setpgid(job, job);
  ended(job);
  struct termios t;
  tcgetattr(slave, &t);
  t.c_lflag |= TOSTOP;
  tcsetattr(slave, TCSANOW, &t);
  kill(job, SIGKILL);
  ended(job);
  job = fork();
  if (job == 0) {
    setpgid(0, 0);
    signal(SIGTTOU, SIG_DFL);
    write(slave, "again", 5);
    await();
    _exit(3);
  }
  setpgid(job, job);
  ended(job);
  t.c_lflag &= ~TOSTOP;
  tcsetattr(slave, TCSANOW, &t);
  kill(job, SIGCONT);
  ended(job);
  let_go();
  ended(job);
  job = fork();
  if (job == 0) {
    setpgid(0, 0);
    signal(SIGTTIN, SIG_IGN);
    TRY(read(slave, &c, 1));
    signal(SIGTTIN, on);
    _exit(0);
  }
  setpgid(job, job);
  ended(job);
  signal(SIGWINCH, on);
  struct winsize w = {30, 90, 0, 0};
  TRY(ioctl(master, TIOCSWINSZ, &w));
  nap(2);
  TRY(ioctl(slave, TIOCSWINSZ, &w));
  w.ws_row = 0;
  TRY(ioctl(slave, TIOCGWINSZ, &w));
  SAY("%d x %d\n", w.ws_row, w.ws_col);
  TRY(ioctl(slave, TIOCNOTTY));
  TRY(open("/dev/tty", O_RDWR));
  TRY(tcgetpgrp(slave));
  TRY(ioctl(slave, TIOCSCTTY, 0));
  TRY(tcgetpgrp(slave) == getpgrp());
  _exit(0);
}
int main() {
  int master, slave;
  openpty(&master, &slave, 0, 0, 0);
  TRY(tcgetpgrp(slave));
  TRY(tcgetsid(slave));
  TRY(tcsetpgrp(slave, getpgrp()));
  pid_t pid = fork();
  if (pid == 0) session(slave, master);
  reap(pid);
  /* What was written to the slave comes out of the master a moment later, and then the end. */
  close(slave);
  char c;
  while (read(master, &c, 1) == 1)
    if (c < 32)
      SAY("<%d>", c);
    else
      SAY("%c", c);
  SAY("\n");
  return 0;
}
