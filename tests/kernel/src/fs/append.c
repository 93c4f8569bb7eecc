/* O_APPEND: two processes that write to one file lose nothing; pwrite and lseek beside it. */
#include "hosted.h"
int main(void) {
  int fd = open("log", O_CREAT | O_RDWR | O_APPEND, 0600);
  for (int c = 0; c < 4; c++) {
    if (fork() == 0) {
      int own = open("log", O_WRONLY | O_APPEND);
      for (int i = 0; i < 200; i++) if (dprintf(own, "%c%05d\n", 'a' + c, i) != 7) _exit(1);
      _exit(0);
    }
  }
  while (wait(0) > 0);
  static char text[10000];
  long n = pread(fd, text, sizeof text, 0);
  int next[4] = {0}, bad = n % 7 != 0;
  for (long i = 0; i < n; i += 7) {
    int c = text[i] - 'a';
    if (c < 0 || c > 3 || atoi(text + i + 1) != next[c]++) bad = 1;
  }
  SAY("%ld bytes, bad %d, %d %d %d %d\n", n, bad, next[0], next[1], next[2], next[3]);
  TRY(lseek(fd, 0, SEEK_SET));
  TRY(write(fd, "end", 3));
  TRY(lseek(fd, 0, SEEK_CUR));
  TRY(pwrite(fd, "more", 4, 0));
  TRY(lseek(fd, 0, SEEK_END));
  TRY(fcntl(fd, F_SETFL, 0));
  TRY(pwrite(fd, "X", 1, 0));
  TRY(pread(fd, text, 3, 0));
  SAY("%.3s\n", text);
  TRY(fcntl(fd, F_GETFL) & O_ACCMODE);
  int d = dup(fd);
  TRY(lseek(d, 5, SEEK_SET));
  TRY(lseek(fd, 0, SEEK_CUR));
  TRY(ftruncate(fd, 10));
  TRY(lseek(fd, 100, SEEK_SET));
  TRY(read(fd, text, 10));
  TRY(write(fd, "!", 1));
  TRY(lseek(fd, 0, SEEK_END));
  TRY(lseek(fd, -200, SEEK_CUR));
  TRY(lseek(fd, 0, 9));
  return 0;
}
