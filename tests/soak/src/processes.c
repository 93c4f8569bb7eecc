/* So many processes at once, in some rounds; each waits for the word to go, and its status tells which it was. */
#include "soak.h"
#include <sys/wait.h>

static void round_of(int count) {
  int go[2], ready[2], ended = 0;
  long sum = 0;
  check(pipe(go), "pipe");
  check(pipe(ready), "pipe");
  for (int i = 0; i < count; i++) {
    int pid = check(fork(), "fork");
    if (pid == 0) {
      char c;
      close(go[1]);
      check(write(ready[1], "r", 1), "write");
      read(go[0], &c, 1);
      _exit(i % 100);
    }
  }
  for (int i = 0; i < count; i++) {
    char c;
    check(read(ready[0], &c, 1), "read");
  }
  close(go[1]);
  for (int status; wait(&status) > 0; ended++) sum += WEXITSTATUS(status);
  printf("%d processes, sum %ld\n", ended, sum);
}

int main(int argc, char **argv) {
  int count = number(argc, argv), rounds = argc > 2 ? atoi(argv[2]) : 1;
  setvbuf(stdout, 0, _IONBF, 0);
  while (rounds--) round_of(count);
}
