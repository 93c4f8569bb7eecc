// select(2) looks only at numbers that the table of descriptors has room for.
#include "hosted.h"
#include <sys/select.h>

static int ask(int fd) {
  fd_set set;
  struct timeval soon = {0, 1000};
  FD_ZERO(&set);
  FD_SET(fd, &set);
  int found = select(fd + 1, &set, 0, 0, &soon);
  return found < 0 ? -errno : found;
}

static void room(void) {
  char line[200];
  FILE *status = fopen("/proc/self/status", "r");
  while (fgets(line, sizeof line, status))
    if (!strncmp(line, "FDSize", 6)) printf("%s", line);
  fclose(status);
}

static void look(const char *title) {
  printf("%s: 60 %d, 77 %d, 200 %d, 1000 %d\n", title, ask(60), ask(77), ask(200), ask(1000));
  room();
  fflush(stdout);
}

int main(void) {
  // A child's table has room for what is open, whatever its parent had once.
  close_range(3, ~0u, 0);
  if (fork() == 0) {
    look("child");
    dup2(0, 100);
    look("100 open");
    close(100);
    look("100 closed");
    dup2(0, 130);
    if (fork() == 0) {
      look("grandchild");
      close(130);
      look("130 closed");
      if (fork() == 0) {
        look("its child");
        return 0;
      }
      wait(0);
      return 0;
    }
    wait(0);
    return 0;
  }
  wait(0);
  return 0;
}
