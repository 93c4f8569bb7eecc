// CLONE_PIDFD of clone(2) and clone3(2), and clone3's choice of a pid.
#include "hosted.h"
#include <linux/sched.h>
#include <poll.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

static long clone3(struct clone_args *args, size_t size) { return syscall(SYS_clone3, args, size); }

static void wait_for(int fd) {
  siginfo_t info = {0};
  struct pollfd p = {fd, POLLIN, 0};
  int ready = poll(&p, 1, -1);
  SAY("poll %d %x\n", ready, p.revents);
  int got = waitid(P_PIDFD, fd, &info, WEXITED);
  SAY("waitid %d: code %d status %d\n", got, info.si_code, info.si_status);
  close(fd);
}

int main(void) {
  int fd = -1, tid = 0;
  long pid = syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, 0, &fd, 0, 0);
  if (pid == 0) _exit(fcntl(3, F_GETFD) < 0 ? 7 : 8);
  SAY("clone %d, fd %d, cloexec %d\n", pid > 0, fd, fcntl(fd, F_GETFD));
  wait_for(fd);
  TRY(syscall(SYS_clone, CLONE_PIDFD | CLONE_PARENT_SETTID | SIGCHLD, 0, &fd, 0, 0));
  TRY(syscall(SYS_clone, CLONE_PIDFD | CLONE_DETACHED | SIGCHLD, 0, &fd, 0, 0));
  TRY(syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, 0, 8, 0, 0));

  struct clone_args args = {.flags = CLONE_PIDFD | CLONE_PARENT_SETTID, .exit_signal = SIGCHLD};
  args.pidfd = (uintptr_t)&fd, args.parent_tid = (uintptr_t)&tid;
  pid = clone3(&args, sizeof args);
  if (pid == 0) pause();
  SAY("clone3 %d, fd %d, tid %d\n", pid > 0, fd, tid == pid);
  TRY(syscall(SYS_pidfd_send_signal, fd, SIGTERM, 0, 0));
  wait_for(fd);
  args.parent_tid = args.pidfd;
  TRY(clone3(&args, sizeof args));

  int wanted = pid;
  args = (struct clone_args){.exit_signal = SIGCHLD, .set_tid = (uintptr_t)&wanted, .set_tid_size = 1};
  pid = clone3(&args, sizeof args);
  if (pid == 0) _exit(getpid() == wanted);
  SAY("chosen %d\n", pid == wanted);
  reap(pid);
  wanted = getpid();
  TRY(clone3(&args, sizeof args));
  wanted = 0;
  TRY(clone3(&args, sizeof args));
  args.set_tid_size = 0;
  TRY(clone3(&args, sizeof args));
  args.set_tid_size = 33;
  TRY(clone3(&args, sizeof args));
  args.set_tid = 8, args.set_tid_size = 1;
  TRY(clone3(&args, sizeof args));
  return 0;
}
