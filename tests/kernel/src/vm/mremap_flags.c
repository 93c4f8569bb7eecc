#include "hosted.h"
/* mremap: growing in place and elsewhere, fixed targets, what stays behind, and errors. */
#define P 4096
int main() {
  char *a = mmap(0, 16 * P, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  for (int i = 0; i < 16; i++) a[i * P] = 'a' + i;
  munmap(a + 8 * P, 8 * P);
  char *b = mremap(a, 8 * P, 12 * P, 0);
  SAY("grew in place %d\n", b == a);
  b = mremap(a, 12 * P, 4 * P, 0);
  SAY("shrank %d\n", b == a);
  TRY(msync(a + 4 * P, P, MS_ASYNC));
  mmap(a + 4 * P, P, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  TRY(mremap(a, 4 * P, 8 * P, 0) == MAP_FAILED);
  b = mremap(a, 4 * P, 8 * P, MREMAP_MAYMOVE);
  SAY("moved %d %c %c %d\n", b != a, b[0], b[3 * P], b[7 * P]);
  TRY(msync(a, P, MS_ASYNC));
  char *room = mmap(0, 16 * P, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char *c = mremap(b, 2 * P, 3 * P, MREMAP_MAYMOVE | MREMAP_FIXED, room + 4 * P);
  SAY("fixed %d %c %d\n", c == room + 4 * P, c[P], c[2 * P]);
  c = (char *)syscall(SYS_mremap, c, 3 * P, 3 * P, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0);
  if (c == MAP_FAILED) {
    SAY("DONTUNMAP: %s\n", strerrorname_np(errno));
    return 1;
  }
  SAY("kept %d %c, behind %d\n", c != room + 4 * P, c[0], room[4 * P]);
  int fd = open("f", O_CREAT | O_RDWR, 0644);
  ftruncate(fd, 4 * P);
  char *s = mmap(0, 2 * P, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  s[0] = 's';
  char *twin = mremap(s, 0, 2 * P, MREMAP_MAYMOVE);
  SAY("twin %d %c\n", twin != s, twin[0]);
  twin[P] = 't';
  SAY("shared %c\n", s[P]);
  s = mremap(s, 2 * P, 4 * P, MREMAP_MAYMOVE);
  s[3 * P] = 'e';
  char back = 0;
  pread(fd, &back, 1, 3 * P);
  SAY("file %c\n", back);
  char *anon = mmap(0, P, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  TRY((long)mremap(anon, 0, P, MREMAP_MAYMOVE) == -1);
  TRY((long)mremap(anon + 1, P, P, 0));
  TRY((long)mremap(anon, P, 0, 0));
  TRY((long)mremap(anon, P, P, 8));
  TRY((long)mremap(anon, P, P, MREMAP_FIXED, room));
  TRY((long)mremap(anon, P, P, MREMAP_FIXED | MREMAP_MAYMOVE, anon));
  TRY((long)mremap(anon, P, P, MREMAP_FIXED | MREMAP_MAYMOVE, room + 1));
  TRY((long)mremap((void *)P, P, 2 * P, MREMAP_MAYMOVE));
  TRY((long)mremap(room, P, 1L << 50, MREMAP_MAYMOVE));
  TRY((long)mremap(anon, P, 2 * P, MREMAP_MAYMOVE | MREMAP_DONTUNMAP));
  TRY((long)mremap(anon, P, P, MREMAP_DONTUNMAP));
  TRY((long)mremap(s, 4 * P, 4 * P, MREMAP_MAYMOVE | MREMAP_DONTUNMAP) == -1);
  /* Across two areas it cannot grow. */
  char *two = mmap(0, 4 * P, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  mprotect(two + 2 * P, 2 * P, PROT_READ | PROT_WRITE);
  TRY((long)mremap(two, 4 * P, 6 * P, MREMAP_MAYMOVE));
  TRY(mremap(two, 4 * P, P, 0) == two);
  return 0;
}
