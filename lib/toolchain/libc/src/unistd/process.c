/* Processes: fork(2), execve(2), wait4(2), and their kin. */
#define _GNU_SOURCE
#include <alloca.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../internal/start.h"
#include "../internal/syscall.h"
#include "../internal/thread.h"

/* pthread_atfork's part, where the program uses it. */
void __atfork(int when) __attribute__((weak));

/* As glibc: clone with SIGCHLD, the child's id stored for its thread. */
pid_t fork(void) {
  struct thread *self = __self();
  if (__atfork) __atfork(0);
  long pid = raw(clone, SIGCHLD | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID, 0, 0, &self->tid, 0);
  if (pid == 0) self->robust.first = 0;
  if (__atfork) __atfork(pid ? 1 : 2);
  return (pid_t)__answer(pid);
}

/* The child runs on the parent's stack, so the return address is kept in a register across the call. */
__asm__(
  ".text\n"
  ".globl vfork\n"
  ".type vfork, @function\n"
  "vfork:\n"
  "  popq %rdx\n"
  "  movl $58, %eax\n"
  "  syscall\n"
  "  pushq %rdx\n"
  "  cmpq $-4095, %rax\n"
  "  jae 1f\n"
  "  ret\n"
  "1:\n"
  "  movq %rax, %rdi\n"
  "  jmp __fail\n"
  ".size vfork, . - vfork\n");

long __fail(long answer) { return __answer(answer); }

int execve(const char *path, char *const argv[], char *const envp[]) { return (int)call(execve, path, argv, envp); }

int execveat(int dir, const char *path, char *const argv[], char *const envp[], int flags) {
  return (int)call(execveat, dir, path, argv, envp, flags);
}

int fexecve(int fd, char *const argv[], char *const envp[]) { return execveat(fd, "", argv, envp, AT_EMPTY_PATH); }

int execv(const char *path, char *const argv[]) { return execve(path, argv, __environ); }

/* POSIX: a file that is not in an executable format is a shell script. */
static void as_script(const char *path, char *const argv[], char *const envp[]) {
  int n = 0;
  while (argv[n]) n++;
  char **args = alloca(sizeof(char *) * (size_t)(n + 3));
  args[0] = "/bin/sh";
  args[1] = (char *)path;
  for (int i = 1; i <= n; i++) args[i + 1] = argv[i];
  if (!n) args[2] = 0;
  execve(args[0], args, envp);
}

int execvpe(const char *file, char *const argv[], char *const envp[]) {
  char path[PATH_MAX + NAME_MAX + 2];
  int denied = 0;
  if (!*file) {
    errno = ENOENT;
    return -1;
  }
  if (strchr(file, '/')) {
    execve(file, argv, envp);
    if (errno == ENOEXEC) as_script(file, argv, envp);
    return -1;
  }
  const char *p = getenv("PATH");
  if (!p) p = "/bin:/usr/bin";
  for (;; p++) {
    size_t n = strcspn(p, ":"), k = strlen(file);
    if (n < PATH_MAX && k <= NAME_MAX) {
      memcpy(path, p, n);
      if (n) path[n] = '/';
      memcpy(path + n + (n != 0), file, k + 1);
      execve(path, argv, envp);
      if (errno == ENOEXEC) as_script(path, argv, envp);
      if (errno == EACCES)
        denied = 1;
      else if (errno != ENOENT && errno != ENOTDIR && errno != ENODEV && errno != ETIMEDOUT && errno != ESTALE)
        return -1;
    }
    p += n;
    if (!*p) break;
  }
  errno = denied ? EACCES : ENOENT;
  return -1;
}

int execvp(const char *file, char *const argv[]) { return execvpe(file, argv, __environ); }

/* How many arguments stand before the null pointer. */
static int count(va_list args) {
  int n = 1;
  while (va_arg(args, char *)) n++;
  return n;
}

int execl(const char *path, const char *first, ...) {
  va_list args;
  va_start(args, first);
  int n = first ? count(args) : 0;
  va_end(args);
  char *argv[n + 1];
  argv[0] = (char *)first;
  va_start(args, first);
  for (int i = 1; i <= n; i++) argv[i] = va_arg(args, char *);
  va_end(args);
  return execv(path, argv);
}

int execlp(const char *file, const char *first, ...) {
  va_list args;
  va_start(args, first);
  int n = first ? count(args) : 0;
  va_end(args);
  char *argv[n + 1];
  argv[0] = (char *)first;
  va_start(args, first);
  for (int i = 1; i <= n; i++) argv[i] = va_arg(args, char *);
  va_end(args);
  return execvp(file, argv);
}

int execle(const char *path, const char *first, ...) {
  va_list args;
  va_start(args, first);
  int n = first ? count(args) : 0;
  va_end(args);
  char *argv[n + 1];
  argv[0] = (char *)first;
  va_start(args, first);
  for (int i = 1; i <= n; i++) argv[i] = va_arg(args, char *);
  char **envp = va_arg(args, char **);
  va_end(args);
  return execve(path, argv, envp);
}

pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage) {
  return (pid_t)call(wait4, pid, status, options, usage);
}

pid_t waitpid(pid_t pid, int *status, int options) { return wait4(pid, status, options, 0); }

pid_t wait(int *status) { return wait4(-1, status, 0, 0); }

pid_t wait3(int *status, int options, struct rusage *usage) { return wait4(-1, status, options, usage); }

int waitid(idtype_t type, id_t id, siginfo_t *info, int options) {
  return (int)call(waitid, type, id, info, options, 0);
}

/* daemon(3). */
int daemon(int keep_directory, int keep_streams) {
  pid_t pid = fork();
  if (pid < 0) return -1;
  if (pid) _exit(0);
  if (setsid() < 0) return -1;
  if (!keep_directory && chdir("/") < 0) return -1;
  if (!keep_streams) {
    int fd = open("/dev/null", O_RDWR);
    if (fd < 0) return -1;
    for (int i = 0; i < 3; i++) dup2(fd, i);
    if (fd > 2) close(fd);
  }
  return 0;
}
