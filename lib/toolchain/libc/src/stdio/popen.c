/* POSIX popen, pclose. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../internal/file.h"
#include "../internal/start.h"

FILE *popen(const char *command, const char *mode) {
  int ends[2];
  if ((*mode != 'r' && *mode != 'w') || (mode[1] && mode[1] != 'e')) {
    errno = EINVAL;
    return 0;
  }
  if (pipe2(ends, O_CLOEXEC)) return 0;
  int ours = *mode == 'r' ? 0 : 1, theirs = 1 - ours;
  FILE *f = __file_new(ends[ours], *mode == 'r' ? F_READ : F_WRITE, &__fd_ops);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  int error = f ? 0 : errno;
  if (f) {
    posix_spawn_file_actions_adddup2(&actions, ends[theirs], theirs);
    /* POSIX: the streams of earlier popen calls are closed in the child. */
    for (FILE *other = __files; other; other = other->next)
      if (other->child) posix_spawn_file_actions_addclose(&actions, other->fd);
    char *argv[] = { "sh", "-c", (char *)command, 0 };
    error = posix_spawn(&f->child, "/bin/sh", &actions, 0, argv, __environ);
  }
  posix_spawn_file_actions_destroy(&actions);
  close(ends[theirs]);
  if (error) {
    close(ends[ours]);
    if (f) __fclose_rest(f);
    errno = error;
    return 0;
  }
  if (mode[1] != 'e') fcntl(ends[ours], F_SETFD, 0);
  return f;
}

int pclose(FILE *f) {
  pid_t child = f->child;
  int status;
  fclose(f);
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return status;
}
