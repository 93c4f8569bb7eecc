/* Pid namespaces: numbers within and without, the first process, orphans, signals, /proc. Needs namespaces. */
#include "hosted.h"
#include <poll.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <linux/sched.h>
#include <dirent.h>
static char stack[1 << 16];
static int start(int (*run)(void *), int flags, void *arg) {
  return clone(run, stack + sizeof stack, flags | SIGCHLD, arg);
}
static void line(const char *file, const char *key) {
  char text[4096], *at = text;
  int fd = open(file, O_RDONLY);
  if (fd < 0) { SAY("%s: %s\n", file, strerrorname_np(errno)); return; }
  ssize_t n = read(fd, text, sizeof text - 1);
  close(fd);
  text[n > 0 ? n : 0] = 0;
  if ((at = strstr(text, key))) SAY("%.*s\n", (int)strcspn(at, "\n"), at);
}
static void listed(void) {
  DIR *d = opendir("/proc");
  int numbers = 0, most = 0;
  for (struct dirent *e; (e = readdir(d));)
    if (atoi(e->d_name)) numbers++, most = atoi(e->d_name) > most ? atoi(e->d_name) : most;
  closedir(d);
  SAY("/proc lists %d, up to %d\n", numbers, most);
}
static volatile int from = -1, taken;
static void note(int signo, siginfo_t *info, void *context) { from = info->si_pid, taken = signo; }
static int first(void *arg) {
  int *pipes = arg;
  SAY("pid %d, tid %d, parent %d, group %d, session %d\n", getpid(), gettid(), getppid(), getpgrp(), getsid(0));
  pid_t child = fork();
  if (!child) {
    SAY("child %d of %d\n", getpid(), getppid());
    TRY(setsid());
    SAY("group %d, session %d\n", getpgrp(), getsid(0));
    TRY(kill(1, SIGTERM)), TRY(kill(1, SIGKILL)), TRY(kill(1, 0));
    pid_t grand = fork();
    if (!grand) {
      nap(80);
      SAY("orphan %d of %d\n", getpid(), getppid());
      _exit(7);
    }
    _exit(3);
  }
  SAY("forked %d\n", child);
  reap(child);
  int status;
  pid_t orphan = wait(&status);
  SAY("orphan %d exited %d\n", orphan, WEXITSTATUS(status));
  struct sigaction act = {.sa_sigaction = note, .sa_flags = SA_SIGINFO};
  sigaction(SIGUSR1, &act, 0);
  sigset_t set;
  siginfo_t info;
  sigemptyset(&set), sigaddset(&set, SIGUSR2), sigprocmask(SIG_BLOCK, &set, 0);
  child = fork();
  if (!child) _exit(kill(1, SIGUSR2));
  sigwaitinfo(&set, &info);
  SAY("signal from %d\n", info.si_pid);
  reap(child);
  write(pipes[1], "x", 1);
  while (taken != SIGUSR1) pause();
  SAY("signal from outside: %d\n", from);
  TRY(kill(12345, 0)), TRY(getpgid(12345)), TRY(kill(getppid(), 0));
  TRY(unshare(CLONE_NEWNS));
  TRY(mount("none", "/", 0, MS_REC | MS_PRIVATE, 0));
  TRY(mount("proc", "/proc", "proc", 0, 0));
  line("/proc/self/status", "Pid:"), line("/proc/self/status", "PPid:"), line("/proc/self/status", "NSpid:");
  listed();
  char link[32] = "";
  readlink("/proc/self", link, sizeof link);
  SAY("self %s\n", link);
  struct clone_args wanted = {.exit_signal = SIGCHLD};
  pid_t tid = 77;
  wanted.set_tid = (uintptr_t)&tid, wanted.set_tid_size = 1;
  child = syscall(SYS_clone3, &wanted, sizeof wanted);
  if (child == 0) { SAY("chose %d\n", getpid()); _exit(0); }
  SAY("clone3 %d\n", child);
  reap(child);
  child = fork();
  if (!child) { SAY("next %d\n", getpid()); for (;;) pause(); }
  nap(40);
  SAY("ends\n");
  return 5;
}
static int says(void *arg) { SAY("%s: pid %d of %d\n", (char *)arg, getpid(), getppid()); return 0; }
static int stays(void *arg) {
  for (;;) pause();
  return 0;
}
static int sends(void *arg) {
  int fd = (intptr_t)arg;
  char control[64] = "";
  struct iovec iov = {"y", 1};
  struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = CMSG_SPACE(12)};
  struct cmsghdr *c = CMSG_FIRSTHDR(&m);
  c->cmsg_level = SOL_SOCKET, c->cmsg_type = SCM_CREDENTIALS, c->cmsg_len = CMSG_LEN(12);
  struct ucred u = {getpid(), getuid(), getgid()};
  memcpy(CMSG_DATA(c), &u, 12);
  return sendmsg(fd, &m, 0) != 1;
}
int main(void) {
  int pipes[2], pair[2];
  char c;
  pipe(pipes);
  pid_t pid = start(first, CLONE_NEWPID, pipes);
  read(pipes[0], &c, 1);
  char file[64];
  sprintf(file, "/proc/%d/status", pid);
  int fd = open(file, O_RDONLY);
  char text[2048] = "";
  read(fd, text, sizeof text - 1);
  int outer, inner;
  if (sscanf(strstr(text, "NSpid:"), "NSpid: %d %d", &outer, &inner) == 2) SAY("NSpid %d %d\n", outer == pid, inner);
  kill(pid, SIGTERM);
  kill(pid, SIGUSR1);
  reap(pid);
  // Killed from outside.
  pid = start(stays, CLONE_NEWPID, 0);
  TRY(kill(pid, SIGTERM)), nap(20);
  SAY("still there: %d\n", waitpid(pid, 0, WNOHANG));
  TRY(kill(pid, SIGKILL));
  reap(pid);
  // Children alone enter what unshare made; the first one ends it.
  TRY(unshare(CLONE_NEWPID));
  SAY("same pid %d, readlink %ld\n", getpid() == gettid(), (long)readlink("/proc/self/ns/pid_for_children", text, 100));
  TRY(unshare(CLONE_NEWPID));
  TRY(start(says, CLONE_VM | CLONE_SIGHAND | CLONE_THREAD, "thread"));
  pid = start(says, 0, "unshared");
  reap(pid);
  TRY(start(says, 0, "late"));
  SAY("%d\n", readlink("/proc/self/ns/pid_for_children", text, 100) > 0);
  // Back to the first by setns.
  int own = open("/proc/self/ns/pid", O_RDONLY);
  TRY(setns(own, CLONE_NEWPID));
  pid = fork();
  if (!pid) _exit(getppid() == 0);
  reap(pid);
  // Credentials are told as the receiver knows them.
  socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
  setsockopt(pair[0], SOL_SOCKET, SO_PASSCRED, &(int){1}, 4);
  pid = start(sends, CLONE_NEWPID, (void *)(intptr_t)pair[1]);
  char control[64];
  struct iovec iov = {text, 1};
  struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  recvmsg(pair[0], &m, 0);
  struct ucred u;
  memcpy(&u, CMSG_DATA(CMSG_FIRSTHDR(&m)), 12);
  SAY("credentials of it: %d\n", u.pid == pid);
  reap(pid);
  TRY(start(says, CLONE_NEWPID | CLONE_THREAD | CLONE_VM | CLONE_SIGHAND, 0));
  // Orphans go to who asked for them.
  TRY(prctl(PR_SET_CHILD_SUBREAPER, 1));
  pid = fork();
  if (!pid) {
    if (!fork()) { nap(40); _exit(getppid() == 1 ? 1 : 9); }
    _exit(2);
  }
  reap(pid);
  int status;
  wait(&status);
  SAY("orphan: %d\n", WEXITSTATUS(status));
  return 0;
}
