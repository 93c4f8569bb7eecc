/* Every call number with arguments out of nowhere, each number in a process of its own that is not waited for long. */
#include "hosted.h"
#include <sys/prctl.h>
static uint64_t state;
static uint64_t next(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return state >> 16;
}
static long wild(char *buffer) {
  switch (next() % 16) {
    case 0: return 0;
    case 1: return -1;
    case 2: return 1 + next() % 10;
    case 3: return 1L << next() % 64;
    case 4: return -(1L << next() % 64);
    case 5: return (long)buffer;
    case 6: return (long)buffer + 4090;
    case 7: return (long)buffer + 8192 - 8;
    case 8: return 0x7ffffffff000 - next() % 16;
    case 9: return (long)0xffff888000000000u;
    case 10: return (long)0x8000000000000000u;
    case 11: return -100;
    case 12: return next() & 0xffffffff;
    case 13: return (long)"/tmp/wild";
    case 14: return (long)"/proc/self/maps";
    default: return next();
  }
}
int main(int argc, char **argv) {
  int first = atoi(argv[2]), last = atoi(argv[3]), ended = 0;
  for (int nr = first; nr <= last; nr++) {
    state = strtoul(argv[1], 0, 10) * 1000003 + nr;
    pid_t pid = fork();
    if (pid < 0) return 2;
    if (pid == 0) {
      if (setresgid(1000, 1000, 1000) || setresuid(1000, 1000, 1000)) _exit(1);
      setpgid(0, 0);
      char *buffer = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      /* What makes processes would make ever more of them. */
      int times = nr == SYS_fork || nr == SYS_vfork || nr == SYS_clone || nr == SYS_clone3 ? 3 : 24;
      for (int i = 0; i < times; i++) {
        for (int k = 0; k < 1024; k++) ((uint64_t *)buffer)[k] = next() % 3 ? next() % 20 : (uint64_t)buffer + next() % 4096;
        syscall(nr, wild(buffer), wild(buffer), wild(buffer), wild(buffer), wild(buffer), wild(buffer));
      }
      _exit(0);
    }
    for (int tries = 0; tries < 20 && waitpid(pid, 0, WNOHANG) != pid; tries++) nap(1);
    while (kill(pid, SIGKILL) == 0 && waitpid(pid, 0, WNOHANG) != pid) nap(1);
    ended++;
  }
  while (waitpid(-1, 0, WNOHANG | __WALL) > 0);
  SAY("%d numbers\n", ended);
  return 0;
}
