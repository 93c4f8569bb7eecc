/* vfork: the parent waits, memory is shared, _exit and exec let it go; posix_spawn with actions and attributes. */
#include "hosted.h"
#include <spawn.h>
extern char **environ;
static volatile int shared;
int main(int argc, char **argv) {
  if (argc > 1) {
    char text[20];
    long n = read(0, text, 19);
    SAY("spawned: %s, %ld bytes, group leader %d\n", argv[1], n, getpgrp() == getpid());
    return 5;
  }
  pid_t pid = vfork();
  if (pid == 0) { shared = 7; _exit(3); }
  SAY("shared %d\n", shared);
  reap(pid);
  int p[2];
  if (pipe2(p, O_CLOEXEC)) return 1;
  long start = now_ms();
  pid = vfork();
  if (pid == 0) {
    nanosleep(&(struct timespec){0, 30000000}, 0);
    execl("/no/such/program", "x", (char *)0);
    shared = errno;
    _exit(127);
  }
  SAY("waited %d, %s\n", now_ms() - start >= 29, strerrorname_np(shared));
  reap(pid);
  int in = open("input", O_CREAT | O_RDWR | O_TRUNC, 0600);
  if (write(in, "eleven chars", 11) != 11) return 1;
  close(in);
  posix_spawn_file_actions_t fa;
  posix_spawnattr_t at;
  posix_spawn_file_actions_init(&fa);
  posix_spawn_file_actions_addopen(&fa, 0, "input", O_RDONLY, 0);
  posix_spawn_file_actions_addclose(&fa, 5);
  posix_spawnattr_init(&at);
  posix_spawnattr_setflags(&at, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  char *args[] = {argv[0], "first", 0};
  int e = posix_spawn(&pid, "/proc/self/exe", &fa, &at, args, environ);
  reap(pid);
  SAY("spawn %d\n", e);
  e = posix_spawn(&pid, "/no/such/program", &fa, &at, args, environ);
  SAY("spawn %s\n", strerrorname_np(e));
  return 0;
}
