/* mremap in all its ways, and madvise's effects on contents. */
#include "hosted.h"
static char *map(long n) { return mmap(0, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }
int main(void) {
  char *a = map(4 * 4096), *hole = map(16 * 4096);
  strcpy(a, "start"), strcpy(a + 3 * 4096, "end");
  munmap(hole, 16 * 4096);
  char *b = mremap(a, 4 * 4096, 2 * 4096, 0);
  SAY("shrunk in place %d\n", a == b);
  b = mremap(a, 2 * 4096, 2 * 4096, 0);
  SAY("same %d\n", a == b);
  char *block = mmap(a + 2 * 4096, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  TRY(mremap(a, 2 * 4096, 8 * 4096, 0) == MAP_FAILED ? -1 : 0);
  b = mremap(a, 2 * 4096, 8 * 4096, MREMAP_MAYMOVE);
  SAY("moved %d '%s'\n", a != b, b);
  munmap(block, 4096);
  char *to = map(8 * 4096);
  strcpy(to, "old");
  char *c = mremap(b, 8 * 4096, 8 * 4096, MREMAP_MAYMOVE | MREMAP_FIXED, to);
  SAY("fixed %d '%s'\n", c == to, c);
  TRY(mremap(b, 4096, 8192, MREMAP_MAYMOVE) == MAP_FAILED ? -1 : 0);
  TRY(mremap(c, 4096, 0, 0) == MAP_FAILED ? -1 : 0);
  TRY(mremap(c + 1, 4096, 8192, 0) == MAP_FAILED ? -1 : 0);
  TRY(mremap(c, 4096, 8192, MREMAP_FIXED, to) == MAP_FAILED ? -1 : 0);
  TRY(mremap(c, 8 * 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, c + 4096) == MAP_FAILED ? -1 : 0);
  TRY(mremap(c, 4096, 4096, 64) == MAP_FAILED ? -1 : 0);
  char *s = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  strcpy(s, "twice");
  char *t = mremap(s, 0, 8192, MREMAP_MAYMOVE);
  t[0] = 'T';
  SAY("%s %d\n", s, s != t);
  char *d = map(3 * 4096);
  memset(d, 5, 3 * 4096);
  TRY(madvise(d + 4096, 4096, MADV_DONTNEED));
  SAY("%d %d %d\n", d[0], d[4096], d[8192]);
  TRY(madvise(d + 1, 4096, MADV_DONTNEED));
  TRY(madvise(d, 4096, 999));
  TRY(madvise(s, 4096, MADV_FREE));
  int fd = open("f", O_CREAT | O_RDWR, 0600);
  if (write(fd, "file", 4) != 4) return 1;
  char *f = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  f[0] = 'F';
  SAY("%s ", f);
  madvise(f, 4096, MADV_DONTNEED);
  SAY("%s\n", f);
  munmap(d + 4096, 4096);
  TRY(madvise(d, 3 * 4096, MADV_DONTNEED));
  SAY("%d %d\n", d[0], d[8192]);
  unsigned char v[3];
  d[0] = 1;
  TRY(mincore(d, 4096, v));
  SAY("%d\n", v[0] & 1);
  TRY(mincore(d, 3 * 4096, v));
  char *dont = (char *)syscall(SYS_mremap, d, 4096, 4096, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0);
  SAY("left behind %d, moved %d\n", d[0], dont[0]);
  return 0;
}
