/* POSIX posix_spawn: a child that shares memory until it has executed (clone with CLONE_VM and CLONE_VFORK, on the parent's
   stack as vfork has it), and reports why it could not. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../internal/start.h"
#include "../internal/syscall.h"

struct __spawn_action {
  enum { CLOSE, DUP2, OPEN, CHDIR, FCHDIR } what;
  int fd, to, flags;
  mode_t mode;
  char *path;
};

int posix_spawn_file_actions_init(posix_spawn_file_actions_t *list) {
  memset(list, 0, sizeof *list);
  return 0;
}

int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *list) {
  for (int i = 0; i < list->__used; i++) free(list->__actions[i].path);
  free(list->__actions);
  return 0;
}

static int add(posix_spawn_file_actions_t *list, struct __spawn_action action) {
  if (action.fd < 0) return EBADF;
  if (list->__used == list->__allocated) {
    int room = 2 * list->__allocated + 8;
    struct __spawn_action *more = realloc(list->__actions, (size_t)room * sizeof *more);
    if (!more) return ENOMEM;
    list->__actions = more;
    list->__allocated = room;
  }
  list->__actions[list->__used++] = action;
  return 0;
}

int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *list, int fd) {
  struct __spawn_action a = { .what = CLOSE, .fd = fd };
  return add(list, a);
}

int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *list, int fd, int to) {
  struct __spawn_action a = { .what = DUP2, .fd = fd, .to = to };
  return add(list, a);
}

int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *restrict list, int fd, const char *restrict path, int flags,
                                     mode_t mode) {
  struct __spawn_action a = { .what = OPEN, .fd = fd, .flags = flags, .mode = mode, .path = strdup(path) };
  return a.path ? add(list, a) : ENOMEM;
}

int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *list, const char *path) {
  struct __spawn_action a = { .what = CHDIR, .path = strdup(path) };
  return a.path ? add(list, a) : ENOMEM;
}

int posix_spawn_file_actions_addfchdir_np(posix_spawn_file_actions_t *list, int fd) {
  struct __spawn_action a = { .what = FCHDIR, .fd = fd };
  return add(list, a);
}

int posix_spawnattr_init(posix_spawnattr_t *attr) {
  memset(attr, 0, sizeof *attr);
  return 0;
}

int posix_spawnattr_destroy(posix_spawnattr_t *attr) {
  (void)attr;
  return 0;
}

int posix_spawnattr_setflags(posix_spawnattr_t *attr, short flags) {
  attr->__flags = flags;
  return 0;
}

int posix_spawnattr_getflags(const posix_spawnattr_t *restrict attr, short *restrict to) {
  *to = attr->__flags;
  return 0;
}

int posix_spawnattr_setpgroup(posix_spawnattr_t *attr, pid_t group) {
  attr->__pgroup = group;
  return 0;
}

int posix_spawnattr_getpgroup(const posix_spawnattr_t *restrict attr, pid_t *restrict to) {
  *to = attr->__pgroup;
  return 0;
}

int posix_spawnattr_setsigmask(posix_spawnattr_t *restrict attr, const sigset_t *restrict mask) {
  attr->__mask = *mask;
  return 0;
}

int posix_spawnattr_setsigdefault(posix_spawnattr_t *restrict attr, const sigset_t *restrict set) {
  attr->__default = *set;
  return 0;
}

int posix_spawnattr_getsigmask(const posix_spawnattr_t *restrict attr, sigset_t *restrict to) {
  *to = attr->__mask;
  return 0;
}

int posix_spawnattr_getsigdefault(const posix_spawnattr_t *restrict attr, sigset_t *restrict to) {
  *to = attr->__default;
  return 0;
}

int posix_spawnattr_setschedpolicy(posix_spawnattr_t *attr, int policy) {
  attr->__policy = policy;
  return 0;
}

int posix_spawnattr_getschedpolicy(const posix_spawnattr_t *restrict attr, int *restrict to) {
  *to = attr->__policy;
  return 0;
}

int posix_spawnattr_setschedparam(posix_spawnattr_t *restrict attr, const struct sched_param *restrict param) {
  attr->__param = *param;
  return 0;
}

int posix_spawnattr_getschedparam(const posix_spawnattr_t *restrict attr, struct sched_param *restrict to) {
  *to = attr->__param;
  return 0;
}

/* In the child: 0, or errno is why not. */
static int prepare(const posix_spawn_file_actions_t *list, const posix_spawnattr_t *attr) {
  int flags = attr ? attr->__flags : 0;
  if (flags & POSIX_SPAWN_SETSIGDEF) {
    struct sigaction plain = { .sa_handler = SIG_DFL };
    for (int sig = 1; sig < 65; sig++)
      if (sigismember(&attr->__default, sig) == 1) sigaction(sig, &plain, 0);
  }
  if (flags & POSIX_SPAWN_SETSID && setsid() < 0) return -1;
  if (flags & POSIX_SPAWN_SETPGROUP && setpgid(0, attr->__pgroup)) return -1;
  if (flags & POSIX_SPAWN_SETSCHEDULER && sched_setscheduler(0, attr->__policy, &attr->__param) < 0) return -1;
  if ((flags & (POSIX_SPAWN_SETSCHEDPARAM | POSIX_SPAWN_SETSCHEDULER)) == POSIX_SPAWN_SETSCHEDPARAM &&
      sched_setparam(0, &attr->__param))
    return -1;
  if (flags & POSIX_SPAWN_RESETIDS && (setegid(getgid()) || seteuid(getuid()))) return -1;
  for (int i = 0; list && i < list->__used; i++) {
    const struct __spawn_action *a = &list->__actions[i];
    int fd;
    switch (a->what) {
    case CLOSE:
      close(a->fd);
      break;
    case DUP2:
      /* POSIX: onto itself, the descriptor is only kept open over exec. */
      if (a->fd == a->to ? fcntl(a->fd, F_SETFD, 0) < 0 : dup2(a->fd, a->to) < 0) return -1;
      break;
    case OPEN:
      fd = open(a->path, a->flags, a->mode);
      if (fd < 0) return -1;
      if (fd != a->fd) {
        if (dup2(fd, a->fd) < 0) return -1;
        close(fd);
      }
      break;
    case CHDIR:
      if (chdir(a->path)) return -1;
      break;
    case FCHDIR:
      if (fchdir(a->fd)) return -1;
      break;
    }
  }
  return 0;
}

static int spawn(pid_t *to, const char *path, const posix_spawn_file_actions_t *list, const posix_spawnattr_t *attr,
                 char *const argv[], char *const envp[], int search) {
  volatile int error = 0;
  sigset_t all, old;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &old);
  pid_t pid = vfork();
  if (pid == 0) {
    if (!prepare(list, attr)) {
      sigprocmask(SIG_SETMASK, attr && attr->__flags & POSIX_SPAWN_SETSIGMASK ? &attr->__mask : &old, 0);
      if (search)
        execvpe(path, argv, envp);
      else
        execve(path, argv, envp);
    }
    error = errno;
    _exit(127);
  }
  if (pid < 0)
    error = errno;
  else if (error)
    waitpid(pid, 0, 0);
  else if (to)
    *to = pid;
  sigprocmask(SIG_SETMASK, &old, 0);
  return error;
}

int posix_spawn(pid_t *restrict to, const char *restrict path, const posix_spawn_file_actions_t *list,
                const posix_spawnattr_t *restrict attr, char *const argv[], char *const envp[]) {
  return spawn(to, path, list, attr, argv, envp ? envp : __environ, 0);
}

int posix_spawnp(pid_t *restrict to, const char *restrict path, const posix_spawn_file_actions_t *list,
                 const posix_spawnattr_t *restrict attr, char *const argv[], char *const envp[]) {
  return spawn(to, path, list, attr, argv, envp ? envp : __environ, 1);
}
