/* A futex in shared memory wakes another process. */
#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  int *w = (int *)K(mmap, 0, 4096, 3, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int pid = K(fork);
  if (pid == 0) {
    while (__atomic_load_n(w, 5) == 0) K(futex, w, 0, 0, 0, 0, 0);
    say("child saw %d\n", *w);
    quit(0);
  }
  R(futex, w, 1 | 128, 1, 0, 0, 0);
  /* Woken for nothing it sleeps again, so that it can be waited for. */
  long woken;
  while ((woken = K(futex, w, 1, 1, 0, 0, 0)) == 0) nap(1);
  *w = 42;
  K(futex, w, 1, 1, 0, 0, 0);
  reap(pid);
  say("woken: %d\n", (int)woken);
  return 0;
}
