// A child eats all memory there is: it is killed, its parent goes on and reads why in the kernel's log.
#include "hosted.h"

static void eat(int how) {
  int pipes[2], file = -1;
  if (how == 1) file = open("/dev/zero", O_RDONLY);
  if (how == 2 && pipe(pipes)) _exit(1);
  for (;;) {
    size_t size = 1 << 20;
    char *more = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | (how == 3 ? MAP_POPULATE : 0), -1, 0);
    if (more == MAP_FAILED) _exit(2);
    if (how == 1) {
      if (read(file, more, size) < 0) _exit(3);
    } else if (how != 3) memset(more, 1, size);
  }
}

int main(void) {
  int sleeper = fork();
  if (sleeper == 0) {
    // It is smaller than the eater, and is spared.
    memset(malloc(100000), 1, 100000);
    pause();
  }
  for (int how = 0; how < 4; how++) {
    pid_t child = fork();
    if (child == 0) eat(how);
    reap(child);
  }
  // One that must not be killed eats, and a large one that sleeps goes instead.
  int ready[2];
  if (pipe(ready)) return 1;
  pid_t large = fork();
  if (large == 0) {
    memset(malloc(12 << 20), 1, 12 << 20);
    write(ready[1], "x", 1);
    pause();
  }
  char byte;
  read(ready[0], &byte, 1);
  pid_t spared = fork();
  if (spared == 0) {
    int score = open("/proc/self/oom_score_adj", O_WRONLY);
    write(score, "-1000", 5);
    for (int i = 0; i < 20; i++) memset(malloc(1 << 20), 1, 1 << 20);
    _exit(7);
  }
  reap(spared);
  reap(large);
  kill(sleeper, SIGTERM);
  reap(sleeper);

  char line[8192];
  int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK);
  int kills = 0, invoked = 0;
  for (ssize_t n; (n = read(log, line, sizeof line - 1)) > 0;) {
    line[n] = 0;
    if (strstr(line, ";Out of memory: Killed process ") && strstr(line, " (oom) total-vm:")) kills++;
    if (strstr(line, ";oom invoked oom-killer: gfp_mask=")) invoked++;
  }
  SAY("killed %d, invoked %d, then %s\n", kills, invoked, strerrorname_np(errno));
  int size = syscall(SYS_syslog, 9, 0, 0);
  SAY("unread %d, read %d\n", size > 500, (int)syscall(SYS_syslog, 2, line, sizeof line) == size);
  SAY("first %.3s\n", line);
  return 0;
}
