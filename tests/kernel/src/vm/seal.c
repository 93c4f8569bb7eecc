/* mseal: what is sealed neither goes away nor changes its rights. Since Linux 6.12. */
#include "hosted.h"
#define SYS_MSEAL 462
enum { PAGE = 4096 };
static char *map(int prot) { return mmap(0, 4 * PAGE, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }
static long seal(void *at, size_t length, unsigned long flags) { return syscall(SYS_MSEAL, at, length, flags); }
int main(void) {
  char *a = map(PROT_READ | PROT_WRITE), *b = map(PROT_READ), *free = map(PROT_NONE);
  munmap(free, 4 * PAGE);
  TRY(seal(a + 1, PAGE, 0)), TRY(seal(a, PAGE, 1)), TRY(seal(a, 0, 0)), TRY(seal(a, -1L, 0)), TRY(seal((void *)-PAGE, 2 * PAGE, 0)), TRY(seal(free, PAGE, 0));
  TRY(seal(a + PAGE, PAGE, 0)), TRY(seal(a + PAGE, 1, 0)), TRY(seal(b, 4 * PAGE, 0));
  TRY(munmap(a + PAGE, PAGE)), TRY(munmap(a, 4 * PAGE)), TRY(munmap(b + 3 * PAGE, PAGE));
  TRY(mprotect(a + PAGE, PAGE, PROT_READ)), TRY(mprotect(a + PAGE, PAGE, PROT_READ | PROT_WRITE)), TRY(mprotect(a, 4 * PAGE, PROT_READ));
  SAY("first page is read-only now: "), fflush(stdout);
  pid_t pid = fork();
  if (pid == 0) a[0] = 1, _exit(0);
  reap(pid);
  SAY("mmap over it: %d\n", mmap(a, 4 * PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED ? errno == EPERM : -1);
  SAY("mremap: %d %d %d\n", mremap(a + PAGE, PAGE, 2 * PAGE, MREMAP_MAYMOVE) == MAP_FAILED ? errno == EPERM : -1,
      mremap(b, 4 * PAGE, PAGE, 0) == MAP_FAILED ? errno == EPERM : -1,
      mremap(a + 2 * PAGE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, b) == MAP_FAILED ? errno == EPERM : -1);
  TRY(madvise(a + PAGE, PAGE, MADV_DONTNEED)), TRY(madvise(b, PAGE, MADV_DONTNEED)), TRY(madvise(b, PAGE, MADV_FREE)), TRY(madvise(b, PAGE, MADV_WILLNEED)), TRY(madvise(b, PAGE, MADV_DONTFORK));
  a[PAGE] = 7;
  SAY("its memory is there: %d\n", a[PAGE]);
  TRY(munmap(a + 2 * PAGE, PAGE)), TRY(munmap(a, PAGE));
}
