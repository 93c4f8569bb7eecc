/* A session takes a terminal; ^C ^\ ^Z go to its foreground group; a background read stops. */
#include "pty.h"
static void on(int sig) { say("signal %d\n", sig); }
int main(int argc, char **argv, char **envp) {
  int pid, v = 0, status, me;
  struct size w = {33, 44, 0, 0};
  open_pair();
  R(ioctl, slave, TIOCGPGRP, &v);
  R(ioctl, slave, TIOCGSID, &v);
  pid = K(fork);
  if (pid == 0) {
    me = my_pid();
    R(ioctl, slave, TIOCSCTTY, 0);
    K(setsid);
    say("tty %e\n", K(open, "/dev/tty", O_RDWR));
    R(ioctl, slave, TIOCSCTTY, 0);
    R(ioctl, slave, TIOCSCTTY, 0);
    K(ioctl, slave, TIOCGPGRP, &v);
    say("pgrp mine %d\n", v == me);
    K(ioctl, slave, TIOCGSID, &v);
    say("sid mine %d\n", v == me);
    say("tty %d\n", K(open, "/dev/tty", O_RDWR) > 0);
    handle(SIGINT, on, 0);
    handle(SIGQUIT, on, 0);
    handle(SIGWINCH, on, 0);
    handle(SIGTTOU, SIG_IGN, 0);
    K(write, master, "ab\003", 3);
    nap(30);
    nap(30);
    drain("^C");
    K(write, master, "\034", 1);
    nap(30);
    nap(30);
    drain("quit");
    char b[16];
    K(fcntl, slave, F_SETFL, O_RDWR | O_NONBLOCK);
    R(read, slave, b, 16);
    K(fcntl, slave, F_SETFL, O_RDWR);
    R(ioctl, master, TIOCSWINSZ, &w);
    R(ioctl, slave, TIOCGWINSZ, &w);
    say("%d %d\n", w.row, w.col);
    int bg = K(fork);
    if (bg == 0) {
      K(setpgid, 0, 0);
      handle(SIGTTIN, SIG_DFL, 0);
      char c;
      long r = K(read, slave, &c, 1);
      say("background read %e %c\n", r, c);
      quit(7);
    }
    K(setpgid, bg, bg);
    K(wait4, bg, &status, WUNTRACED, 0);
    say("stopped by %d\n", status >> 8 & 0xff);
    R(ioctl, slave, TIOCSPGRP, &bg);
    v = 999999;
    R(ioctl, slave, TIOCSPGRP, &v);
    K(kill, bg, SIGCONT);
    nap(5);
    K(write, master, "Z\n", 2);
    reap(bg);
    v = me;
    R(ioctl, slave, TIOCSPGRP, &v);
    int z = K(fork);
    if (z == 0) {
      handle(SIGINT, SIG_DFL, 0);
      K(setpgid, 0, 0);
      for (;;) nap(100);
    }
    K(setpgid, z, z);
    nap(20);
    R(ioctl, slave, TIOCSPGRP, &z);
    K(write, master, "\032", 1);
    K(wait4, z, &status, WUNTRACED, 0);
    say("stopped by %d\n", status >> 8 & 0xff);
    K(kill, z, SIGCONT);
    K(write, master, "\003", 1);
    reap(z);
    quit(0);
  }
  reap(pid);
  drain("rest");
  return 0;
}
