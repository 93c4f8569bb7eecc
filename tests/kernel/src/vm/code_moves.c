/* Code is what is mapped now: pages that are replaced, moved, taken away or closed to execution, alone and in large areas. */
#include "hosted.h"
#include <setjmp.h>

#define MB (1l << 20)
static sigjmp_buf back;
static void on(int sig) { siglongjmp(back, sig); }
/* mov eax, n; ret */
static void put(char *at, int n) {
  static const unsigned char code[] = {0xb8, 0, 0, 0, 0, 0xc3};
  memcpy(at, code, sizeof code);
  memcpy(at + 1, &n, 4);
}
static int call(char *at) {
  int sig = sigsetjmp(back, 1);
  return sig ? -sig : ((int (*)(void))at)();
}
static char *fresh(char *at, long size, int flags) {
  return mmap(at, size, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
}

int main(void) {
  struct sigaction action = {.sa_handler = on, .sa_flags = SA_NODEFER};
  sigaction(SIGSEGV, &action, 0);
  char *page = fresh(0, 4096, 0), *data = fresh(0, 64 * MB, 0);
  long sum = 0;
  for (int round = 0; round < 2000; round++) {
    put(page, round);
    if (call(page) != round) return SAY("round %d: old code after a write\n", round), 1;
    switch (round % 8) {
    case 0: munmap(page, 4096); break;
    case 1: mprotect(page, 4096, PROT_READ); break;
    case 2: mprotect(data, 64 * MB, round & 8 ? PROT_NONE : PROT_READ | PROT_WRITE); break;
    case 3: madvise(page, 4096, MADV_DONTNEED), put(page, round + 5000); break;
    case 4: munmap(data + (round % 60) * MB, 4096); break;
    case 5: put(fresh(page, 4096, MAP_FIXED), -round); break;
    case 6: if (mremap(page, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, data) != data) return SAY("mremap\n"), 2; break;
    }
    int there = call(page), moved = round % 8 == 6 ? call(data) : 0;
    if (round < 16) SAY("%d: %d, moved %d\n", round % 8, there, moved);
    sum = sum * 31 + there + moved;
    if (round % 8 != 2 && round % 8 != 7) page = fresh(page, 4096, MAP_FIXED);
  }
  SAY("sum %ld\n", sum);

  /* A large area with code in it goes as a whole. */
  char *area = fresh(0, 256 * MB, 0);
  for (int i = 0; i < 3; i++) put(area + i * 100 * MB, i + 7);
  SAY("%d %d %d\n", call(area), call(area + 100 * MB), call(area + 200 * MB));
  mprotect(area, 256 * MB, PROT_READ | PROT_WRITE);
  SAY("closed: %d %d %d\n", call(area), call(area + 100 * MB), call(area + 200 * MB));
  mprotect(area, 256 * MB, PROT_READ | PROT_EXEC);
  SAY("open: %d %d %d\n", call(area), call(area + 100 * MB), call(area + 200 * MB));
  fresh(area, 256 * MB, MAP_FIXED);
  for (int i = 0; i < 3; i++) put(area + i * 100 * MB, i + 97);
  SAY("replaced: %d %d %d\n", call(area), call(area + 100 * MB), call(area + 200 * MB));
  munmap(area, 256 * MB);
  SAY("gone: %d %d\n", call(area), call(area + 200 * MB));

  /* A child's copy is its own. */
  page = fresh(page, 4096, MAP_FIXED);
  put(page, 1);
  call(page);
  pid_t pid = fork();
  if (pid == 0) {
    put(page, 2);
    SAY("child %d\n", call(page));
    _exit(0);
  }
  reap(pid);
  SAY("parent %d\n", call(page));
  return 0;
}
