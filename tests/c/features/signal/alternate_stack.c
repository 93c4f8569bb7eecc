// A handler on its own stack after the ordinary one has run over.
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
static sigjmp_buf back;
static char *low, *high;
static volatile int inside;
static void handler(int s) {
  char here;
  inside = &here >= low && &here < high;
  siglongjmp(back, s);
}
static int deep(int n) {
  volatile char frame[1024];
  frame[n % 1024] = n;
  return n > 100000000 ? 0 : deep(n + 1) + frame[n % 1024];
}
int main(void) {
  struct rlimit limit = {1 << 20, 1 << 20};
  setrlimit(RLIMIT_STACK, &limit);
  size_t size = 64 * 1024;
  stack_t ss = {.ss_sp = low = malloc(size), .ss_size = size}, old;
  high = low + size;
  sigaltstack(&ss, &old);
  printf("%d\n", old.ss_flags == SS_DISABLE);
  struct sigaction sa = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
  sigaction(SIGSEGV, &sa, 0);
  for (int i = 0; i < 2; i++) {
    int s = sigsetjmp(back, 1);
    if (s == 0) printf("%d\n", deep(0));
    else printf("caught %d on the other stack: %d\n", s, inside);
  }
  return 0;
}
