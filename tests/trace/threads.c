/* Threads that end by themselves, with their process, and by a signal to it. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *work(void *forever) {
  if (forever) pause();
  return 0;
}

int main(int argc, char **argv) {
  pthread_t waits, ends;
  pthread_create(&waits, 0, work, "");
  pthread_create(&ends, 0, work, 0);
  pthread_join(ends, 0);
  if (argc > 1) abort();
  exit(3);
}
