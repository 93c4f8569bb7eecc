/* Thread-local objects of unlike alignment, those with a value less strict than those without. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

_Thread_local char small = 5;
_Thread_local short pair[3] = { 1, 2, 3 };
_Thread_local long zero;
_Thread_local _Alignas(64) int line;

static void *show(void *name) {
  printf("%s: %d %d %d %d %ld %d, at %d %d\n", (char *)name, small, pair[0], pair[1], pair[2], zero, line,
         (int)((uintptr_t)&zero % sizeof zero), (int)((uintptr_t)&line % 64));
  small++, pair[1]++, zero--, line++;
  return 0;
}

int main(void) {
  pthread_t thread;
  show("main");
  pthread_create(&thread, 0, show, "other");
  pthread_join(thread, 0);
  show("main again");
}
