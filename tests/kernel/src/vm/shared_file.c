#include "hosted.h"
#include <setjmp.h>
/* A file mapped by several processes: stores are seen through every way, truncation takes pages away. */
#define P 4096
static sigjmp_buf back;
static int code;
static void fault(int sig, siginfo_t *info, void *context) {
  code = info->si_code;
  siglongjmp(back, sig);
}
static void touch(const char *what, volatile char *p, int store) {
  int sig = sigsetjmp(back, 1);
  if (sig == 0) {
    if (store)
      *p = 'w';
    else
      (void)*p;
    SAY("%s: fine\n", what);
  } else
    SAY("%s: %s code %d\n", what, sigabbrev_np(sig), code);
}
int main() {
  struct sigaction act = {.sa_sigaction = fault, .sa_flags = SA_SIGINFO};
  sigaction(SIGSEGV, &act, 0);
  sigaction(SIGBUS, &act, 0);
  int fd = open("f", O_CREAT | O_RDWR, 0644);
  ftruncate(fd, 2 * P + 100);
  char *m = mmap(0, 4 * P, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0),
       *priv = mmap(0, 4 * P, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  int to[2], from[2];
  char c;
  pipe(to);
  pipe(from);
  if (fork() == 0) {
    char *own = mmap(0, P, PROT_READ | PROT_WRITE, MAP_SHARED, open("f", O_RDWR), 0);
    read(to[0], &c, 1);
    SAY("child sees %c %c\n", m[10], own[10]);
    own[11] = 'o';
    m[12] = 'm';
    priv[13] = 'p';
    write(from[1], "x", 1);
    read(to[0], &c, 1);
    touch("child, cut page", m + P, 0);
    _exit(0);
  }
  m[10] = 'A';
  write(to[1], "x", 1);
  read(from[0], &c, 1);
  char buf[4] = {0};
  pread(fd, buf, 3, 11);
  SAY("file %c%c%d, map %c%c%d\n", buf[0], buf[1], buf[2], m[11], m[12], m[13]);
  pwrite(fd, "W", 1, 20);
  SAY("written %c, private %c\n", m[20], priv[20]);
  priv[21] = 'v';
  pwrite(fd, "ZZ", 2, 21);
  SAY("private keeps %c, then %c\n", priv[21], priv[22]);
  touch("tail of the last page", m + 2 * P + 200, 1);
  touch("beyond", m + 3 * P, 0);
  ftruncate(fd, 3 * P + 1);
  touch("grown", m + 3 * P, 0);
  ftruncate(fd, P);
  write(to[1], "x", 1);
  wait(0);
  touch("cut", m + P, 0);
  touch("private, cut", priv + P, 0);
  touch("private copy", priv, 0);
  ftruncate(fd, 2 * P);
  touch("back", m + P, 0);
  SAY("zero %d\n", m[P]);
  TRY(mprotect(m, P, PROT_READ));
  touch("read only", m, 1);
  TRY(mprotect(m, P, PROT_NONE));
  touch("nothing", m, 0);
  int ro = open("f", O_RDONLY);
  TRY((long)mmap(0, P, PROT_READ | PROT_WRITE, MAP_SHARED, ro, 0));
  char *r = mmap(0, P, PROT_READ, MAP_SHARED, ro, 0);
  TRY(mprotect(r, P, PROT_READ | PROT_WRITE));
  int wo = open("f", O_WRONLY);
  TRY((long)mmap(0, P, PROT_READ, MAP_SHARED, wo, 0));
  TRY((long)mmap(0, P, PROT_WRITE, MAP_PRIVATE, wo, 0));
  TRY((long)mmap(0, P, PROT_READ, MAP_SHARED, fd, 100));
  TRY((long)mmap(0, 0, PROT_READ, MAP_SHARED, fd, 0));
  TRY((long)mmap(0, P, PROT_READ, 0, fd, 0));
  TRY((long)mmap(0, P, PROT_READ, MAP_SHARED, to[0], 0));
  TRY(msync(m, 4 * P, MS_SYNC));
  TRY(msync(m, P, MS_SYNC | MS_ASYNC));
  TRY(msync(m + 1, P, MS_SYNC));
  return 0;
}
