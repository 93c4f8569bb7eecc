// FIFOs, non-blocking ends, PIPE_BUF, SIGPIPE and EPIPE, splice and tee, F_SETPIPE_SZ, socket-like half
// close, dup of ends, a pipe to oneself.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  printf("%d ", mkfifo("f", 0600));
  struct stat st;
  stat("f", &st);
  printf("%d\n", S_ISFIFO(st.st_mode));
  errno = 0;
  printf("%d ", open("f", O_WRONLY | O_NONBLOCK));
  printf("%d\n", errno == ENXIO);
  fflush(stdout);
  if (fork() == 0) {
    int w = open("f", O_WRONLY);
    write(w, "through the fifo", 16);
    _exit(0);
  }
  int r = open("f", O_RDONLY);
  char b[64];
  ssize_t n, got = 0;
  while ((n = read(r, b + got, 64 - got)) > 0) got += n;
  printf("%.*s\n", (int)got, b);
  wait(NULL);
  close(r);
  unlink("f");
  int p[2], q[2];
  pipe2(p, O_NONBLOCK);
  pipe(q);
  errno = 0;
  printf("%zd ", read(p[0], b, 1));
  printf("%d\n", errno == EAGAIN);
  static char big[100000];
  long total = 0;
  while ((n = write(p[1], big, sizeof big)) > 0) total += n;
  printf("%ld %d %d\n", total, errno == EAGAIN, PIPE_BUF);
  int waiting;
  ioctl(p[0], FIONREAD, &waiting);
  printf("%d\n", waiting);
  while (read(p[0], big, sizeof big) > 0)
    ;
  write(p[1], "tee me", 6);
  printf("%zd ", tee(p[0], q[1], 100, 0));
  int out = open("o", O_CREAT | O_RDWR, 0600);
  printf("%zd ", splice(q[0], NULL, out, NULL, 100, 0));
  n = pread(out, b, 64, 0);
  printf("%.*s %zd\n", (int)n, b, read(p[0], b, 64));
  printf("%d\n", fcntl(p[0], F_GETPIPE_SZ));
  signal(SIGPIPE, SIG_IGN);
  close(p[0]);
  errno = 0;
  printf("%zd ", write(p[1], "x", 1));
  printf("%d\n", errno == EPIPE);
  fflush(stdout);
  signal(SIGPIPE, SIG_DFL);
  if (fork() == 0) {
    write(p[1], "x", 1);
    _exit(0);
  }
  int s;
  wait(&s);
  printf("%d\n", WIFSIGNALED(s) && WTERMSIG(s) == SIGPIPE);
  close(q[1]);
  printf("%zd\n", read(q[0], b, 1));
  return unlink("o");
}
