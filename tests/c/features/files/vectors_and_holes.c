// readv, writev, pread, pwrite, lseek into a hole, SEEK_DATA, fallocate, O_APPEND, dup sharing an offset, ftruncate, sendfile.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
int main(void) {
  int fd = open("v", O_RDWR | O_CREAT | O_TRUNC, 0600);
  struct iovec v[3] = {{"alpha ", 6}, {"", 0}, {"beta", 4}};
  printf("%zd %ld\n", writev(fd, v, 3), (long)lseek(fd, 0, SEEK_CUR));
  char a[4], b[8] = "";
  struct iovec r[2] = {{a, 3}, {b, 7}};
  lseek(fd, 0, SEEK_SET);
  printf("%zd", readv(fd, r, 2)); printf(" %.3s %.7s\n", a, b);
  printf("%zd", pwrite(fd, "XY", 2, 20)); printf(" %ld\n", (long)lseek(fd, 0, SEEK_END));
  char big[32]; ssize_t n = pread(fd, big, 32, 8); printf("%zd", n);
  for (ssize_t i = 0; i < n; i++) printf(" %d", big[i]);
  puts("");
  int d = dup(fd); lseek(d, 2, SEEK_SET); n = read(fd, big, 3); printf("%.*s\n", (int)n, big);
  int app = open("v", O_WRONLY | O_APPEND); write(app, "!", 1);
  struct stat st; fstat(fd, &st); printf("%ld %o\n", (long)st.st_size, fcntl(app, F_GETFL) & O_APPEND ? 1 : 0);
  ftruncate(fd, 5); lseek(fd, 0, SEEK_SET);
  int out = open("w", O_RDWR | O_CREAT, 0600); off_t at = 1;
  printf("%zd", sendfile(out, fd, &at, 10)); printf(" %ld\n", (long)at);
  pread(out, big, 4, 0); printf("%.4s\n", big);
  printf("%d %d\n", flock(fd, LOCK_EX | LOCK_NB), flock(open("v", O_RDONLY), LOCK_EX | LOCK_NB));
  struct flock lk = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 2}; printf("%d\n", fcntl(fd, F_SETLK, &lk));
  return 0;
}
