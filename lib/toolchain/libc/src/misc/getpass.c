/* getpass(3): a line from the terminal, not shown. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

char *getpass(const char *prompt) {
  static char line[128];
  int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC), in = fd < 0 ? STDIN_FILENO : fd;
  struct termios old, quiet;
  int is_tty = !tcgetattr(in, &old);
  if (is_tty) {
    quiet = old;
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
    tcsetattr(in, TCSAFLUSH, &quiet);
  }
  dprintf(fd < 0 ? STDERR_FILENO : fd, "%s", prompt);
  ssize_t n = read(in, line, sizeof line - 1);
  if (n > 0 && line[n - 1] == '\n') n--;
  if (n >= 0) line[n] = 0;
  if (is_tty) {
    tcsetattr(in, TCSAFLUSH, &old);
    dprintf(fd < 0 ? STDERR_FILENO : fd, "\n");
  }
  if (fd >= 0) close(fd);
  return n < 0 ? 0 : line;
}
