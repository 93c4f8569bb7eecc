#include "kernel.h"
#include <linux/seccomp.h>
#include <linux/filter.h>
#include <linux/audit.h>
#include <sys/prctl.h>
#define N(a) (sizeof a / sizeof *a)
static void on(int sig, siginfo_t *si, void *uc) {
  say("SIGSYS code %d errno %d call %d arch %x\n", si->si_code, si->si_errno, si->si_syscall, si->si_arch);
}
static struct sock_filter f[] = {{BPF_LD | BPF_W | BPF_ABS, 0, 0, 4},
                                 {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, AUDIT_ARCH_X86_64},
                                 {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS},
                                 {BPF_LD | BPF_W | BPF_ABS, 0, 0, 0},
                                 {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_getppid},
                                 {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | 33},
                                 {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_getuid},
                                 {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_TRAP | 5},
                                 {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_getgid},
                                 {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS},
                                 {BPF_JMP | BPF_JEQ | BPF_K, 0, 4, SYS_dup},
                                 {BPF_LD | BPF_W | BPF_ABS, 0, 0, 16},
                                 {BPF_ALU | BPF_ADD | BPF_K, 0, 0, 1},
                                 {BPF_JMP | BPF_JGT | BPF_K, 0, 1, 5},
                                 {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | 7},
                                 {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW}};
int main(int argc, char **argv, char **envp) {
  struct sock_fprog prog = {N(f), f}, empty = {0, f};
  handle(SIGSYS, on, SA_SIGINFO);
  R(seccomp, 9, 0, 0);
  R(seccomp, SECCOMP_SET_MODE_STRICT, 1, 0);
  R(seccomp, SECCOMP_SET_MODE_FILTER, 0, &empty);
  R(seccomp, SECCOMP_SET_MODE_FILTER, 0, 8);
  R(seccomp, SECCOMP_SET_MODE_FILTER, 1 << 20, &prog);
  struct sock_filter bad[] = {{BPF_LD | BPF_W | BPF_ABS, 0, 0, 3}, {BPF_RET | BPF_K, 0, 0, 0}};
  struct sock_fprog bp = {2, bad};
  R(seccomp, SECCOMP_SET_MODE_FILTER, 0, &bp);
  bad[0].k = 64;
  R(seccomp, SECCOMP_SET_MODE_FILTER, 0, &bp);
  bad[0] = (struct sock_filter){BPF_JMP | BPF_JA, 0, 0, 1};
  R(seccomp, SECCOMP_SET_MODE_FILTER, 0, &bp);
  bp.len = 1;
  bad[0] = (struct sock_filter){BPF_LD | BPF_IMM, 0, 0, 1};
  R(seccomp, SECCOMP_SET_MODE_FILTER, 0, &bp);
  uint32_t act = SECCOMP_RET_TRAP, none = 0x12340000;
  R(seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &act);
  R(seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &none);
  R(prctl, PR_GET_SECCOMP, 0, 0, 0, 0);
  R(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  R(prctl, PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0);
  R(prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
  R(seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog);
  R(getppid);
  say("%d\n", (int)K(getuid));
  R(dup, 99);
  R(dup, 4);
  R(prctl, PR_GET_SECCOMP, 0, 0, 0, 0);
  int pid = K(fork);
  if (pid == 0) {
    R(getppid);
    K(getgid);
    quit(1);
  }
  reap(pid);
  pid = K(fork);
  if (pid == 0) {
    struct sock_filter all[] = {{BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | 3}};
    struct sock_fprog p = {1, all};
    K(seccomp, 1, 0, &p);
    /* It cannot even exit. */
    K(exit_group, 0);
    for (;;);
  }
  nap(20);
  K(kill, pid, SIGKILL);
  reap(pid);
  pid = K(fork);
  if (pid == 0) {
    K(exit_group, 2);
  }
  reap(pid);
  return 0;
}
