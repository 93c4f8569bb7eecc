// What a linker has to get right for the C library: start-up, constructors, thread-local storage, functions chosen
// at start (memset, strlen), streams, and the order of what runs at the end.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static __thread int counter = 5;
__thread int zero;

static void *thread(void *p) {
  counter += 3;
  zero = counter * 2;
  printf("thread %d %d\n", counter, zero);
  return p;
}

static void goodbye(void) { puts("goodbye"); }
__attribute__((constructor)) static void second(void) { puts("second"); }
__attribute__((constructor(101))) static void first(void) { puts("first"); }
__attribute__((destructor)) static void last(void) { puts("last"); }
__attribute__((weak)) extern int nowhere(void);

int main(int argc, char **argv) {
  pthread_t other;
  char text[100];
  atexit(goodbye);
  pthread_create(&other, 0, thread, 0);
  pthread_join(other, 0);
  counter++;
  errno = ENOENT;
  memset(text, 'x', 20);
  text[20] = 0;
  printf("%d %g %s %zu %d\n", counter, 1.5 * argc, strerror(errno), strlen(text), nowhere != 0);
  return strcmp(argv[0], text) == 0 ? 1 : 7;
}
