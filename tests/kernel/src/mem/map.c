#include "kernel.h"
#define MAP(...) (long)K(mmap, __VA_ARGS__)
static void m(const char *w, long a) {
  if (a < 0 && a > -4096)
    say("%s %e\n", w, a);
  else
    say("%s ok\n", w);
}
int main(int argc, char **argv, char **envp) {
  long f = K(open, "f", O_RDWR | O_CREAT, 0600), r = K(open, "f", O_RDONLY), w = K(open, "f", O_WRONLY),
       d = K(open, ".", O_RDONLY);
  int p[2];
  K(pipe, p);
  K(ftruncate, f, 5000);
  m("length", MAP(0, 0, 3, 0x22, -1, 0));
  m("type", MAP(0, 4096, 3, 0x20, -1, 0));
  m("offset", MAP(0, 4096, 3, 2, f, 100));
  m("fd", MAP(0, 4096, 3, 2, 99, 0));
  m("fixed", MAP(100, 4096, 3, 0x32, -1, 0));
  m("ro shared", MAP(0, 4096, 3, 1, r, 0));
  m("ro private", MAP(0, 4096, 3, 2, r, 0));
  m("wo", MAP(0, 4096, 1, 2, w, 0));
  m("dir", MAP(0, 4096, 1, 2, d, 0));
  m("pipe", MAP(0, 4096, 1, 2, p[0], 0));
  m("huge", MAP(0, 1L << 47, 3, 0x22, -1, 0));
  char *a = (char *)MAP(0, 8192, 3, MAP_SHARED, f, 0), *b = (char *)MAP(0, 8192, 3, MAP_PRIVATE, f, 0);
  a[0] = 'A';
  say("%c\n", b[0]);
  b[1] = 'B';
  say("%d\n", a[1]);
  char c;
  K(pread64, f, &c, 1, 0);
  say("%c\n", c);
  K(pwrite64, f, "Z", 1, 2);
  say("%c %c\n", a[2], b[2]);
  long fx = MAP(0, 12288, 3, 0x22, -1, 0);
  m("noreplace", MAP(fx, 4096, 3, 0x100022, -1, 0));
  R(munmap, fx + 4096, 4096);
  R(munmap, fx + 1, 4096);
  R(munmap, fx, 0);
  R(munmap, fx + 4096, 4096);
  m("hole", MAP(fx + 4096, 4096, 3, 0x100022, -1, 0));
  R(mprotect, fx, 4096, 1);
  R(mprotect, fx + 1, 4096, 1);
  R(mprotect, fx, 4096, 0x80);
  R(mprotect, 4096, 4096, 1);
  R(mprotect, fx, 0, 1);
  R(read, p[0], fx, 0);
  K(write, p[1], "x", 1);
  R(read, p[0], fx, 1);
  R(mprotect, a, 4096, 7);
  long ra = MAP(0, 4096, 1, MAP_SHARED, r, 0);
  R(mprotect, ra, 4096, 3);
  unsigned char v[4];
  long q = MAP(0, 16384, 3, 0x22, -1, 0);
  *(char *)(q + 4096) = 1;
  R(mincore, q, 16384, v);
  say("%d %d\n", v[0], v[1]);
  R(mincore, q + 1, 4096, v);
  R(mincore, 4096, 4096, v);
  R(mincore, q, 4096, 8);
  R(madvise, q, 16384, 4);
  say("%d\n", *(char *)(q + 4096));
  R(madvise, q + 1, 1, 4);
  R(madvise, q, 4096, 99);
  R(madvise, 4096, 4096, 4);
  R(msync, a, 4096, 4);
  R(msync, a, 4096, 5);
  R(msync, a + 1, 4096, 4);
  R(msync, 4096, 4096, 4);
  R(msync, a, 4096, 99);
  R(mlock, q, 4096);
  R(munlock, q, 4096);
  R(mlock, 4096, 4096);
  R(madvise, q, 0, 4);
  return 0;
}
