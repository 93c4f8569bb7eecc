/* Terminals opened by one alone, locked settings, the carrier, line disciplines and breaks. */
#include "hosted.h"
#include <sys/ioctl.h>
#include <termios.h>
static int master, slave;
#define BOTH(request, arg) (TRY(ioctl(master, request, arg)), TRY(ioctl(slave, request, arg)))
static void show(const char *what) {
  struct termios t;
  tcgetattr(slave, &t);
  SAY("%s: %o %o %o %o cc %d %d\n", what, t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag, t.c_cc[VINTR], t.c_cc[VQUIT]);
}
int main(void) {
  int v = 7;
  struct termios t, lock;
  master = posix_openpt(O_RDWR | O_NOCTTY);
  if (grantpt(master) || unlockpt(master)) return 1;
  char *name = ptsname(master);
  slave = open(name, O_RDWR | O_NOCTTY);
  TRY(ioctl(slave, TIOCEXCL));
  TRY(ioctl(slave, TIOCGEXCL, &v)), SAY("%d\n", v), TRY(ioctl(master, TIOCGEXCL, &v)), SAY("%d\n", v);
  TRY(ioctl(master, TIOCEXCL)), TRY(ioctl(master, TIOCGEXCL, &v)), SAY("%d\n", v), TRY(ioctl(master, TIOCGEXCL, 8));
  SAY("root opens: %d\n", open(name, O_RDWR | O_NOCTTY) >= 0);
  TRY(chmod(name, 0666));
  pid_t pid = fork();
  if (pid == 0) {
    if (setresuid(1000, 1000, 1000)) return 1;
    TRY(open(name, O_RDWR | O_NOCTTY));
    TRY(ioctl(slave, TIOCNXCL));
    SAY("opens: %d\n", open(name, O_RDWR | O_NOCTTY) >= 0);
    memset(&lock, 0, sizeof lock);
    TRY(ioctl(slave, TIOCSLCKTRMIOS, &lock));
    return 0;
  }
  reap(pid);
  TRY(ioctl(slave, TIOCGEXCL, &v)), SAY("%d\n", v);
  BOTH(TIOCGSOFTCAR, &v), SAY("%d\n", v);
  v = 1, BOTH(TIOCSSOFTCAR, &v), BOTH(TIOCGSOFTCAR, &v), SAY("%d\n", v), show("carrier");
  v = 0, BOTH(TIOCSSOFTCAR, &v), show("none"), TRY(ioctl(slave, TIOCSSOFTCAR, 8));
  v = 0, BOTH(TIOCSETD, &v), TRY(ioctl(slave, TIOCSETD, 8)), BOTH(TIOCGETD, &v), SAY("%d\n", v);
  BOTH(TIOCSBRK, 0), BOTH(TIOCCBRK, 0);
  memset(&lock, 0, sizeof lock);
  lock.c_lflag = ECHO | ICANON, lock.c_cc[VINTR] = 1;
  TRY(ioctl(slave, TIOCSLCKTRMIOS, &lock));
  memset(&lock, 0, sizeof lock);
  TRY(ioctl(slave, TIOCGLCKTRMIOS, &lock)), SAY("locked %o %d\n", lock.c_lflag, lock.c_cc[VINTR]);
  tcgetattr(slave, &t);
  t.c_lflag &= ~(ECHO | ICANON | ISIG), t.c_cc[VINTR] = 9, t.c_cc[VQUIT] = 8, t.c_iflag = 0;
  TRY(tcsetattr(slave, TCSANOW, &t)), show("kept");
  TRY(ioctl(slave, TIOCGLCKTRMIOS, 8)), TRY(ioctl(slave, TIOCSLCKTRMIOS, 8));
  memset(&lock, 0, sizeof lock);
  TRY(ioctl(master, TIOCSLCKTRMIOS, &lock)), TRY(tcsetattr(slave, TCSANOW, &t)), show("changed");
  return 0;
}
