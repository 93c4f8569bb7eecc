/* Opening FIFOs: who waits for whom, ENXIO, several writers, the end of file. */
#include "hosted.h"
#include <poll.h>
int main(void) {
  TRY(mkfifo("f", 0600));
  TRY(mkfifo("f", 0600));
  TRY(open("f", O_WRONLY | O_NONBLOCK));
  int r = open("f", O_RDONLY | O_NONBLOCK);
  char buffer[64];
  TRY(read(r, buffer, 64));
  struct pollfd p = {r, POLLIN, 0};
  TRY(poll(&p, 1, 0));
  int w = open("f", O_WRONLY | O_NONBLOCK);
  TRY(read(r, buffer, 64));
  TRY(write(w, "abc", 3));
  int w2 = open("f", O_WRONLY);
  TRY(write(w2, "def", 3));
  TRY(read(r, buffer, 64));
  SAY("%.6s\n", buffer);
  close(w);
  TRY(read(r, buffer, 64));
  close(w2);
  TRY(read(r, buffer, 64));
  TRY(poll(&p, 1, 0));
  SAY("%x\n", p.revents);
  close(r);
  pid_t pid = fork();
  if (pid == 0) {
    int fd = open("f", O_RDONLY);
    long n = read(fd, buffer, 64);
    SAY("child read %.*s\n", (int)n, buffer);
    _exit(0);
  }
  nap(20);
  int fd = open("f", O_WRONLY);
  if (write(fd, "late", 4) != 4) return 1;
  close(fd);
  reap(pid);
  int both = open("f", O_RDWR);
  TRY(write(both, "self", 4));
  TRY(read(both, buffer, 64));
  struct stat st;
  fstat(both, &st);
  SAY("%o %ld %d\n", st.st_mode, (long)st.st_size, S_ISFIFO(st.st_mode));
  TRY(unlink("f"));
  TRY(write(both, "gone", 4));
  TRY(read(both, buffer, 64));
  return 0;
}
