/* Shared and private mappings of one file, between processes and read and write beside them. */
#include "hosted.h"
int main(void) {
  int fd = open("f", O_CREAT | O_RDWR, 0600);
  ftruncate(fd, 8192);
  char *s = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  char *p = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  char b[8] = {0};
  strcpy(s, "shared");
  SAY("private sees %s\n", p);
  strcpy(p, "private");
  strcpy(s, "again");
  SAY("%s %s\n", s, p);
  TRY(pread(fd, b, 5, 0));
  SAY("%.5s\n", b);
  TRY(pwrite(fd, "written", 7, 4096));
  SAY("%.7s %.7s\n", s + 4096, p + 4096);
  pid_t pid = fork();
  if (pid == 0) {
    strcpy(s, "child");
    strcpy(p, "mine");
    _exit(0);
  }
  reap(pid);
  SAY("%s %s\n", s, p);
  char *a = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid = fork();
  if (pid == 0) { a[0] = 'x'; munmap(a, 4096); _exit(0); }
  reap(pid);
  SAY("%c\n", a[0]);
  TRY(msync(s, 8192, MS_SYNC));
  TRY(msync(s, 8192, MS_SYNC | MS_ASYNC));
  TRY(msync(s + 1, 1, MS_SYNC));
  TRY(munmap(s, 4096));
  TRY(msync(s, 8192, MS_SYNC));
  s += 4096;
  close(fd);
  unlink("f");
  SAY("%.7s\n", s);
  TRY(munmap(s + 1, 10));
  TRY(munmap(s, 0));
  TRY(munmap(s, 4096));
  TRY(munmap(s, 4096));
  TRY(mmap(0, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
  TRY(mmap(0, 4096, PROT_READ, MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
  TRY(mmap(0, 4096, PROT_READ, MAP_PRIVATE, 77, 0) == MAP_FAILED ? -1 : 0);
  TRY(mmap(0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 100) == MAP_FAILED ? -1 : 0);
  TRY(mmap((void *)4097, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED ? -1 : 0);
  TRY(mmap(p, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == MAP_FAILED ? -1 : 0);
  TRY(mmap(0, 4096, PROT_READ, MAP_PRIVATE, open(".", O_RDONLY), 0) == MAP_FAILED ? -1 : 0);
  TRY(mmap(0, 1L << 47, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
  return 0;
}
