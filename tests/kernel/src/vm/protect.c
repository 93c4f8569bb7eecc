/* mprotect and SIGSEGV: si_code and si_addr, a handler that makes the page writable, execution of data. */
#include "hosted.h"
#include <setjmp.h>
static sigjmp_buf back;
static volatile int code;
static char *volatile where;
static char *base;
static void on(int sig, siginfo_t *si, void *uc) {
  code = si->si_code, where = si->si_addr;
  siglongjmp(back, sig);
}
static void fix(int sig, siginfo_t *si, void *uc) { mprotect((void *)((long)si->si_addr & -4096L), 4096, PROT_READ | PROT_WRITE); }
#define ATTEMPT(what, act) do { int s = sigsetjmp(back, 1); if (s == 0) { act; SAY("%s: went well\n", what); } \
  else SAY("%s: signal %d code %d at +%ld\n", what, s, code, (long)(where - base)); } while (0)
int main(void) {
  struct sigaction sa = {.sa_sigaction = on, .sa_flags = SA_SIGINFO};
  sigaction(SIGSEGV, &sa, 0);
  sigaction(SIGBUS, &sa, 0);
  base = mmap(0, 4 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  base[0] = (char)0xc3;
  ATTEMPT("write", base[100] = 1);
  mprotect(base, 4096, PROT_READ);
  ATTEMPT("write to read-only", base[100] = 2);
  ATTEMPT("read it", (void)*(volatile char *)(base + 100));
  ATTEMPT("execute data", ((void (*)(void))base)());
  mprotect(base, 4096, PROT_READ | PROT_EXEC);
  ATTEMPT("execute code", ((void (*)(void))base)());
  mprotect(base, 4096, PROT_NONE);
  ATTEMPT("read nothing", (void)*(volatile char *)(base + 5));
  munmap(base + 4096, 4096);
  ATTEMPT("read a hole", (void)*(volatile char *)(base + 4096));
  TRY(mprotect(base, 3 * 4096, PROT_READ));
  TRY(mprotect(base + 1, 4096, PROT_READ));
  TRY(mprotect(base + 2 * 4096, 0, PROT_READ));
  TRY(mprotect(base + 2 * 4096, 4096, 0x40));
  sa.sa_sigaction = fix;
  sigaction(SIGSEGV, &sa, 0);
  mprotect(base + 2 * 4096, 8192, PROT_NONE);
  base[2 * 4096] = 7, base[3 * 4096] = 8;
  SAY("fixed %d %d\n", base[2 * 4096], base[3 * 4096]);
  sa.sa_sigaction = on;
  sigaction(SIGSEGV, &sa, 0);
  int fd = open("f", O_CREAT | O_RDWR, 0600);
  ftruncate(fd, 100);
  base = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  ATTEMPT("within the last page", base[4000] = 1);
  ATTEMPT("beyond the file", base[4096] = 1);
  ftruncate(fd, 5000);
  ATTEMPT("after it grew", base[4096] = 1);
  ftruncate(fd, 0);
  ATTEMPT("after it shrank", (void)*(volatile char *)base);
  int ro = open("f", O_RDONLY);
  TRY(mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, ro, 0) == MAP_FAILED ? -1 : 0);
  char *m = mmap(0, 4096, PROT_READ, MAP_SHARED, ro, 0);
  TRY(mprotect(m, 4096, PROT_WRITE));
  base = 0;
  ATTEMPT("null", *(volatile char *)8 = 1);
  return 0;
}
