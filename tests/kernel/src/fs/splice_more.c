/* sendfile, splice, tee, vmsplice and copy_file_range: positions, short moves, what they refuse. */
#include "hosted.h"
#include <sys/sendfile.h>
#include <sys/uio.h>
int main(void) {
  int p[2], q[2];
  char buffer[64] = {0};
  pipe(p), pipe(q);
  int in = open("in", O_CREAT | O_RDWR, 0600), out = open("out", O_CREAT | O_RDWR, 0600);
  if (write(in, "0123456789abcdefghij", 20) != 20) return 1;
  off_t at = 5;
  TRY(sendfile(out, in, &at, 5));
  SAY("offset %ld, position %ld\n", (long)at, (long)lseek(in, 0, SEEK_CUR));
  lseek(in, 0, SEEK_SET);
  TRY(sendfile(out, in, 0, 3));
  TRY(sendfile(p[1], in, 0, 100));
  TRY(sendfile(p[1], in, 0, 100));
  TRY(read(p[0], buffer, 64));
  TRY(sendfile(p[1], p[0], 0, 10));
  off64_t off = 2;
  TRY(splice(in, &off, p[1], 0, 4, 0));
  SAY("%ld\n", off);
  TRY(tee(p[0], q[1], 100, 0));
  TRY(read(q[0], buffer, 64));
  SAY("%.4s\n", buffer);
  TRY(splice(p[0], 0, out, 0, 100, 0));
  TRY(splice(p[0], 0, q[1], 0, 10, SPLICE_F_NONBLOCK));
  TRY(splice(in, 0, out, 0, 10, 0));
  TRY(splice(p[0], &off, out, 0, 10, 0));
  TRY(splice(p[0], 0, p[1], 0, 10, 0));
  TRY(tee(in, p[1], 10, 0));
  struct iovec v[2] = {{"from ", 5}, {"memory", 6}};
  TRY(vmsplice(p[1], v, 2, 0));
  TRY(splice(p[0], 0, q[1], 0, 7, SPLICE_F_MOVE));
  TRY(read(q[0], buffer, 64));
  TRY(read(p[0], buffer, 64));
  SAY("%.4s\n", buffer);
  lseek(in, 0, SEEK_SET);
  lseek(out, 0, SEEK_SET);
  TRY(copy_file_range(in, 0, out, 0, 10, 0));
  off64_t a = 15, b = 100;
  TRY(copy_file_range(in, &a, out, &b, 10, 0));
  SAY("%ld %ld %ld\n", a, b, (long)lseek(out, 0, SEEK_END));
  a = 0, b = 5;
  TRY(copy_file_range(in, &a, in, &b, 10, 0));
  TRY(copy_file_range(in, 0, out, 0, 10, 1));
  TRY(copy_file_range(p[0], 0, out, 0, 10, 0));
  int append = open("out", O_WRONLY | O_APPEND);
  lseek(in, 0, SEEK_SET);
  TRY(copy_file_range(in, 0, append, 0, 10, 0));
  TRY(sendfile(append, in, 0, 10));
  TRY(splice(p[0], 0, append, 0, 10, SPLICE_F_NONBLOCK));
  close(p[1]);
  TRY(splice(p[0], 0, out, 0, 10, 0));
  return 0;
}
