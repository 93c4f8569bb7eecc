#include "hosted.h"
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
/* Filters: each action, arguments, several filters at once, and what is inherited. */
static void filter(int nr, unsigned action, int arg, unsigned value) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[arg < 0 ? 0 : arg])),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, arg < 0 ? 0 : 1),
      BPF_STMT(BPF_RET | BPF_K, action),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog prog = {6, code};
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog) < 0)
    SAY("seccomp: %s\n", strerrorname_np(errno));
}
static volatile int caught;
static void on_sys(int sig, siginfo_t *i, void *c) {
  caught = i->si_syscall;
  SAY("SIGSYS code %d errno %d arch %x\n", i->si_code, i->si_errno, i->si_arch);
}
#define CHILD(...)                                                                                           \
  do {                                                                                                       \
    pid_t pid = fork();                                                                                      \
    if (pid == 0) {                                                                                          \
      __VA_ARGS__;                                                                                           \
      _exit(0);                                                                                              \
    }                                                                                                        \
    reap(pid);                                                                                               \
  } while (0)
int main() {
  TRY(prctl(PR_GET_SECCOMP));
  if (getuid() != 0) {
    struct sock_fprog none = {0, 0};
    TRY(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &none));
  } else
    SAY("%s\n", "syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &none): EACCES");
  TRY(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
  CHILD(filter(SYS_getppid, SECCOMP_RET_ERRNO | EXDEV, -1, 0); TRY(getppid()); TRY(prctl(PR_GET_SECCOMP));
        if (fork() == 0) {
          TRY(getppid());
          _exit(0);
        } reap(-1));
  CHILD(filter(SYS_getppid, SECCOMP_RET_ERRNO, -1, 0); TRY(getppid()));
  CHILD(filter(SYS_getppid, SECCOMP_RET_ERRNO | 0xffff, -1, 0); TRY(syscall(SYS_getppid)));
  CHILD(filter(SYS_getppid, SECCOMP_RET_KILL_PROCESS, -1, 0); getppid());
  CHILD(filter(SYS_getppid, SECCOMP_RET_KILL_THREAD, -1, 0); getppid());
  CHILD(filter(SYS_getppid, SECCOMP_RET_TRACE, -1, 0); TRY(getppid()));
  CHILD(filter(SYS_getppid, SECCOMP_RET_LOG, -1, 0); TRY(getppid() > 0));
  CHILD(filter(SYS_getppid, 0x12340000, -1, 0); getppid());
  CHILD(struct sigaction a = {.sa_sigaction = on_sys, .sa_flags = SA_SIGINFO}; sigaction(SIGSYS, &a, 0);
        filter(SYS_getppid, SECCOMP_RET_TRAP | 77, -1, 0); long r = getppid();
        SAY("caught %d, rax the number %d\n", caught == SYS_getppid, r == SYS_getppid));
  CHILD(filter(SYS_getppid, SECCOMP_RET_TRAP, -1, 0); getppid());
  CHILD(filter(SYS_close, SECCOMP_RET_ERRNO | EPERM, 0, 55); TRY(close(55)); TRY(close(56)));
  CHILD(filter(SYS_getppid, SECCOMP_RET_ERRNO | 1, -1, 0); filter(SYS_getppid, SECCOMP_RET_ERRNO | 2, -1, 0);
        TRY(getppid()); filter(SYS_getppid, SECCOMP_RET_LOG, -1, 0); TRY(getppid());
        filter(SYS_getppid, SECCOMP_RET_TRAP, -1, 0); getppid());
  CHILD(filter(SYS_seccomp, SECCOMP_RET_ERRNO | EPERM, -1, 0); filter(SYS_getppid, 0, -1, 0);
        TRY(getppid() > 0));
  CHILD(filter(SYS_exit_group, SECCOMP_RET_ERRNO | EPERM, -1, 0); TRY(syscall(SYS_exit_group, 5));
        syscall(SYS_exit, 6));
  struct sock_filter bad[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 3), BPF_STMT(BPF_RET | BPF_K, 0)};
  struct sock_fprog prog = {2, bad};
  TRY(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog));
  bad[0].k = 64;
  TRY(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog));
  bad[0] = bad[1];
  bad[1] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0);
  TRY(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog));
  prog.len = 0;
  TRY(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog));
  prog.len = 5000;
  TRY(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog));
  TRY(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, 8));
  TRY(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 1 << 20, &prog));
  TRY(syscall(SYS_seccomp, 9, 0, 0));
  TRY(syscall(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 1, 0));
  unsigned act = SECCOMP_RET_TRAP;
  TRY(syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &act));
  act = 5;
  TRY(syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &act));
  return 0;
}
