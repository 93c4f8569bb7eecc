#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  int a[2], b[2]; char buf[64] = {0}; long off = 2;
  K(pipe2, a, O_NONBLOCK); K(pipe2, b, O_NONBLOCK);
  long f = K(open, "f", O_RDWR | O_CREAT, 0600), g = K(open, "g", O_RDWR | O_CREAT, 0600);
  K(write, f, "0123456789", 10);
  R(splice, f, &off, a[1], 0, 4, 0); say("%ld\n", off);
  R(read, a[0], buf, 64); say("%s\n", buf);
  K(lseek, f, 5, 0); R(splice, f, 0, a[1], 0, 100, 0); say("%ld\n", K(lseek, f, 0, 1));
  R(tee, a[0], b[1], 3, 0); memset(buf, 0, 64); R(read, b[0], buf, 64); say("%s\n", buf);
  R(splice, a[0], 0, b[1], 0, 2, 0); R(splice, a[0], 0, g, 0, 100, 0); say("%ld\n", K(lseek, g, 0, 1));
  memset(buf, 0, 64); K(pread64, g, buf, 64, 0); say("%s\n", buf); memset(buf, 0, 64); R(read, b[0], buf, 64); say("%s\n", buf);
  R(splice, a[0], 0, g, 0, 10, 0); R(splice, f, 0, g, 0, 10, 0); R(splice, a[0], &off, g, 0, 10, 0); R(splice, a[0], 0, a[1], 0, 1, 0);
  R(splice, 99, 0, a[1], 0, 1, 0); R(splice, a[1], 0, g, 0, 1, 0); R(splice, f, 0, a[1], 0, 1, 99); R(splice, f, 0, a[1], 0, 0, 0);
  R(tee, a[0], b[1], 3, 0); R(tee, f, b[1], 3, 0); R(tee, a[0], a[1], 3, 0);
  struct { void *p; long n; } v[2] = {{"ab", 2}, {"cd", 2}};
  R(vmsplice, a[1], v, 2, 0); memset(buf, 0, 64); R(read, a[0], buf, 64); say("%s\n", buf);
  R(vmsplice, f, v, 1, 0); R(vmsplice, 99, v, 1, 0);
  K(write, a[1], "xyz", 3); v[0].p = buf; v[0].n = 64; R(vmsplice, a[0], v, 1, 0);
  K(close, a[1]); R(splice, a[0], 0, g, 0, 10, 0);
  K(close, b[0]); handle(SIGPIPE, SIG_IGN, 0); K(lseek, f, 0, 0); R(splice, f, 0, b[1], 0, 10, 0);
  return 0;
}
