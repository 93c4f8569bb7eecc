/* SECCOMP_RET_TRACE: what a tracer is shown, and what it may make of the call. */
#include "hosted.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#define UNKNOWN 1000
static void child(void) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE | 77),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, UNKNOWN, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EXDEV),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_umask, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOTTY),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog prog = {8, code};
  ptrace(PTRACE_TRACEME, 0, 0, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog);
  raise(SIGSTOP);
  SAY("as it was: %d\n", getppid() > 1);
  SAY("skipped: %ld\n", syscall(SYS_getppid));
  TRY(syscall(SYS_getppid));
  SAY("another call: %d\n", syscall(SYS_getppid) == getpid());
  TRY(syscall(SYS_getppid));
  TRY(syscall(UNKNOWN));
  raise(SIGSTOP);
  TRY(syscall(SYS_getppid));
  _exit(0);
}
static void show(pid_t pid, int n, int status) {
  struct __ptrace_syscall_info info = {0};
  long size = ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(info), &info);
  unsigned long message = 0;
  if (status >> 16) ptrace(PTRACE_GETEVENTMSG, pid, 0, &message);
  SAY("%d: %x op %d size %ld message %lu\n", n, status, info.op, size, message);
}
int main(void) {
  pid_t pid = fork();
  if (pid == 0) child();
  int status, n = 0, asked = 0;
  waitpid(pid, &status, 0);
  ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACESECCOMP);
  ptrace(PTRACE_CONT, pid, 0, 0);
  while (waitpid(pid, &status, 0) == pid && WIFSTOPPED(status)) {
    struct user_regs_struct r;
    ptrace(PTRACE_GETREGS, pid, 0, &r);
    int event = status >> 16 == PTRACE_EVENT_SECCOMP;
    if (WSTOPSIG(status) == SIGSTOP)
      ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD);
    else if (event || r.orig_rax == SYS_getppid)
      show(pid, n++, status);
    if (event) {
      asked++;
      if (asked == 2 || asked == 3) {
        r.orig_rax = -1;
        r.rax = asked == 2 ? 1234 : -EMFILE;
      }
      if (asked == 4) r.orig_rax = SYS_getpid;
      if (asked == 5) r.orig_rax = SYS_umask;
      ptrace(PTRACE_SETREGS, pid, 0, &r);
    }
    ptrace(asked >= 4 ? PTRACE_SYSCALL : PTRACE_CONT, pid, 0, 0);
  }
  SAY("end %x\n", status);
  return 0;
}
