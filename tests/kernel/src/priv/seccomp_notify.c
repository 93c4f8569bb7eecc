/* A supervisor answers for what a filter hands to it: seccomp_unotify(2). Since Linux 6.11. */
#include "hosted.h"
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
static int seccomp(unsigned op, unsigned flags, void *args) { return syscall(SYS_seccomp, op, flags, args); }
/* Hands three calls to the supervisor. */
static int filter(unsigned flags) {
  struct sock_filter code[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mkdir, 2, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 1, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof code / sizeof *code, code};
  return seccomp(SECCOMP_SET_MODE_FILTER, flags, &program);
}
static int pass(int socket, int fd) {
  char control[CMSG_SPACE(4)] = "";
  struct iovec iov = {"f", 1};
  struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  struct cmsghdr *c = CMSG_FIRSTHDR(&m);
  c->cmsg_level = SOL_SOCKET, c->cmsg_type = SCM_RIGHTS, c->cmsg_len = CMSG_LEN(4);
  memcpy(CMSG_DATA(c), &fd, 4);
  return sendmsg(socket, &m, 0);
}
static int taken(int socket) {
  char control[CMSG_SPACE(4)], byte;
  struct iovec iov = {&byte, 1};
  struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  recvmsg(socket, &m, 0);
  int fd;
  memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&m)), 4);
  return fd;
}
static int listener, polled;
static void ready(void) {
  struct pollfd p = {listener, POLLIN | POLLOUT, 0};
  poll(&p, 1, 0), polled = p.revents;
}
static struct seccomp_notif *next(void) {
  static struct seccomp_notif n;
  memset(&n, 0, sizeof n);
  int r = ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &n);
  ready();
  if (r) SAY("receive: %s, poll %x\n", strerrorname_np(errno), polled);
  else SAY("call %d pid %d arch %d flags %x poll %x\n", n.data.nr, n.pid > 0, n.data.arch == AUDIT_ARCH_X86_64, n.flags, polled);
  return &n;
}
static void answer(uint64_t id, int64_t value, int error, unsigned flags) {
  struct seccomp_notif_resp r = {id, value, error, flags};
  int done = ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &r);
  SAY("answer %s\n", done ? strerrorname_np(errno) : "0");
}
static void handler(int signo) {}
static void child(int socket) {
  struct sigaction act = {.sa_handler = handler};
  sigaction(SIGALRM, &act, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  TRY(filter(SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_TSYNC));
  int fd = filter(SECCOMP_FILTER_FLAG_NEW_LISTENER);
  SAY("listener %d\n", fd > 0);
  TRY(filter(SECCOMP_FILTER_FLAG_NEW_LISTENER));
  pass(socket, fd), close(fd);
  TRY(mkdir("/nowhere/at/all", 0700)), TRY(mkdir("/nowhere/at/all", 0700));
  TRY(syscall(SYS_getppid)), TRY(syscall(SYS_getppid) > 1);
  char text[9] = "";
  fd = syscall(SYS_openat, AT_FDCWD, "/some/name", O_RDONLY);
  SAY("opened %d, read %zd\n", fd > 2, read(fd, text, 8)), SAY("%s\n", text);
  TRY(syscall(SYS_openat, AT_FDCWD, "/other/name", O_RDONLY));
  setitimer(ITIMER_REAL, &(struct itimerval){{0}, {0, 50000}}, 0);
  TRY(mkdir("/interrupted", 0700));
  TRY(mkdir("/unanswered", 0700)), TRY(mkdir("/unanswered", 0700));
  _exit(4);
}
int main(void) {
  int pair[2], data[2], out[2];
  struct seccomp_notif_sizes sizes;
  TRY(seccomp(SECCOMP_GET_NOTIF_SIZES, 0, &sizes));
  SAY("%d %d %d\n", sizes.seccomp_notif, sizes.seccomp_notif_resp, sizes.seccomp_data);
  TRY(seccomp(SECCOMP_GET_ACTION_AVAIL, 0, &(unsigned){SECCOMP_RET_USER_NOTIF}));
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair), pipe(data), pipe(out);
  pid_t pid = fork();
  // What it says is told at the end.
  if (!pid) dup2(out[1], 1), child(pair[1]);
  listener = taken(pair[0]);
  ready();
  struct seccomp_notif *n = next(), spoilt = {.id = 1};
  char path[64] = "", file[32];
  sprintf(file, "/proc/%d/mem", n->pid);
  int mem = open(file, O_RDONLY);
  pread(mem, path, sizeof path, n->data.args[0]), SAY("%s %llo\n", path, n->data.args[1]);
  TRY(ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &n->id)), TRY(ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &(uint64_t){12345}));
  TRY(ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &spoilt));
  answer(n->id + 99, 0, 0, 0), answer(n->id, 0, 0, 2), answer(n->id, 1, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE);
  answer(n->id, 0, -EPERM, 0);
  n = next(), answer(n->id, 7, 0, 0);
  n = next(), answer(n->id, 77, 0, 0);
  n = next(), answer(n->id, 0, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE);
  n = next(), write(data[1], "given", 5);
  struct seccomp_notif_addfd add = {.id = n->id, .srcfd = data[0], .newfd_flags = O_CLOEXEC};
  int fd = ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add);
  SAY("added %d\n", fd > 2), answer(n->id, fd, 0, 0);
  n = next(), add.id = n->id, add.flags = SECCOMP_ADDFD_FLAG_SETFD | SECCOMP_ADDFD_FLAG_SEND, add.newfd = 40;
  TRY(ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add));
  n = next(), nap(120);
  TRY(ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &n->id)), answer(n->id, 0, 0, 0);
  n = next(), close(listener);
  reap(pid);
  char said[4096];
  SAY("%.*s", (int)read(out[0], said, sizeof said), said);
  // Nobody is left to ask.
  pid = fork();
  if (!pid) {
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    pass(pair[1], filter(SECCOMP_FILTER_FLAG_NEW_LISTENER));
    nap(40), _exit(0);
  }
  listener = taken(pair[0]), next(), reap(pid);
  return 0;
}
