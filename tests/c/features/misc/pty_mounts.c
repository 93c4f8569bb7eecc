// A pseudo-terminal pair: echo, canonical lines, raw mode, window size, and the mount table read.
#include <mntent.h>
#include <pty.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
int main(void) {
  int m, s;
  struct winsize w = {30, 100, 0, 0}, got = {0};
  printf("%d %d\n", openpty(&m, &s, NULL, NULL, &w), 0);
  ioctl(s, TIOCGWINSZ, &got);
  printf("%d %d %d\n", got.ws_row, got.ws_col, isatty(s));
  char b[64];
  write(m, "typed\n", 6);
  ssize_t n = read(s, b, 64);
  printf("%zd %.*s", n, (int)n, b);
  n = read(m, b, 64);
  for (ssize_t i = 0; i < n; i++) printf(b[i] < ' ' ? "<%d>" : "%c", b[i]);
  puts("");
  write(s, "out\n", 4);
  n = read(m, b, 64);
  printf("%zd\n", n);
  struct termios t;
  tcgetattr(s, &t);
  cfmakeraw(&t);
  tcsetattr(s, TCSANOW, &t);
  write(m, "ab", 2);
  n = read(s, b, 64);
  printf("%zd %.2s %d\n", n, b, !(t.c_lflag & ECHO));
  FILE *f = fopen("mtab", "w");
  fputs("# comment\n/dev/sda1 / ext4 rw,noatime 0 1\nnone /a\\040b tmpfs ro 0 0\n", f);
  fclose(f);
  f = setmntent("mtab", "r");
  for (struct mntent *e; (e = getmntent(f));)
    printf("%s|%s|%s|%d|%d\n", e->mnt_fsname, e->mnt_dir, e->mnt_type, hasmntopt(e, "ro") != NULL,
           e->mnt_passno);
  endmntent(f);
  return unlink("mtab");
}
