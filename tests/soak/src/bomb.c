/* A fork bomb that its limit stops: no more processes than that, and EAGAIN. */
#include "soak.h"
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

int main(int argc, char **argv) {
  int count = number(argc, argv), made = 0, ended = 0;
  /* Root is not held to it. */
  check(setgid(54321), "setgid");
  check(setuid(54321), "setuid");
  struct rlimit limit = {count, count};
  check(setrlimit(RLIMIT_NPROC, &limit), "setrlimit");
  for (;;) {
    int pid = fork();
    if (pid < 0) break;
    if (pid == 0) {
      for (;;) pause();
    }
    made++;
  }
  printf("%d, then: %s\n", made, strerror(errno));
  signal(SIGTERM, SIG_IGN);
  kill(-1, SIGTERM);
  while (wait(0) > 0) ended++;
  printf("%d ended\n", ended);
}
