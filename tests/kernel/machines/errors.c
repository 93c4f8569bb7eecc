/* Calls with arguments nobody means, from a seed: what each answers. Nothing here changes more than its own folder. */
#include "hosted.h"
#include <grp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
static uint64_t state;
static unsigned pick(unsigned n) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)(state >> 33) % n;
}
enum { END, FD, PTR, LEN, INT, FLAGS, PATH, SIG, PID, ZERO, OPT, BADPTR };
#define C(name, ...) {SYS_##name, #name, {__VA_ARGS__}}
static const struct { int nr; const char *name; unsigned char args[7]; } calls[] = {
  C(read, FD, PTR, LEN), C(write, FD, PTR, LEN), C(fstat, FD, PTR), C(lseek, FD, LEN, INT), C(pread64, FD, PTR, LEN, LEN),
  C(pwrite64, FD, PTR, LEN, INT), C(readv, FD, PTR, INT), C(writev, FD, PTR, INT), C(access, PATH, INT), C(pipe2, BADPTR, FLAGS),
  C(mprotect, BADPTR, LEN, FLAGS), C(msync, BADPTR, LEN, FLAGS), C(mincore, BADPTR, LEN, PTR), C(madvise, BADPTR, LEN, OPT),
  C(rt_sigaction, SIG, PTR, PTR, INT), C(rt_sigpending, PTR, INT), C(getitimer, INT, PTR), C(nanosleep, BADPTR, PTR),
  C(socket, OPT, OPT, INT), C(bind, FD, PTR, INT), C(listen, FD, INT), C(getsockname, FD, PTR, PTR), C(getpeername, FD, PTR, PTR),
  C(setsockopt, FD, INT, OPT, PTR, INT), C(getsockopt, FD, INT, OPT, PTR, PTR), C(shutdown, FD, INT), C(sendto, FD, PTR, LEN, ZERO, PTR, INT),
  C(recvmsg, FD, BADPTR, FLAGS), C(sendmsg, FD, BADPTR, FLAGS), C(accept4, FD, PTR, PTR, FLAGS), C(socketpair, OPT, OPT, INT, BADPTR),
  C(wait4, PID, PTR, FLAGS, ZERO), C(waitid, INT, PID, PTR, FLAGS, ZERO), C(kill, PID, SIG), C(tgkill, PID, PID, SIG), C(uname, BADPTR),
  C(flock, FD, INT), C(fsync, FD), C(fdatasync, FD), C(truncate, PATH, INT), C(ftruncate, FD, INT),
  C(getdents64, FD, PTR, INT), C(chdir, PATH), C(fchdir, FD), C(mkdir, PATH, INT), C(rmdir, PATH), C(link, PATH, PATH),
  C(unlink, PATH), C(symlink, PATH, PATH), C(readlink, PATH, PTR, INT), C(fchmod, FD, INT), C(fchown, FD, INT, INT), C(gettimeofday, PTR, BADPTR),
  C(getrlimit, OPT, PTR), C(getrusage, INT, PTR), C(sysinfo, BADPTR), C(ptrace, OPT, PID, PTR, PTR), C(setpgid, PID, INT), C(getpgid, PID),
  C(getsid, PID), C(rt_sigqueueinfo, PID, SIG, PTR), C(sigaltstack, BADPTR, PTR), C(statfs, PATH, PTR), C(fstatfs, FD, PTR),
  C(sched_setparam, PID, PTR), C(sched_getparam, PID, PTR), C(sched_setscheduler, PID, OPT, PTR),
  C(sched_getscheduler, PID), C(sched_get_priority_max, OPT), C(sched_rr_get_interval, PID, PTR), C(munlock, BADPTR, LEN),
  C(prctl, OPT, BADPTR, ZERO, ZERO, ZERO), C(arch_prctl, INT, PTR), C(mount, PATH, PATH, PATH, FLAGS, PTR), C(umount2, PATH, FLAGS), C(chroot, PATH),
  C(setxattr, PATH, PATH, PTR, INT, FLAGS), C(getxattr, PATH, PATH, PTR, INT), C(fgetxattr, FD, PATH, PTR, INT), 
  C(sched_setaffinity, PID, INT, BADPTR), C(sched_getaffinity, PID, INT, PTR), C(epoll_create1, FLAGS),
  C(epoll_ctl, FD, INT, FD, PTR), C(epoll_wait, FD, PTR, INT, ZERO), C(fadvise64, FD, INT, LEN, OPT), 
  C(timer_settime, INT, ZERO, PTR, PTR), C(timer_gettime, INT, PTR), C(timer_delete, INT), C(clock_gettime, OPT, PTR), C(clock_getres, OPT, PTR),
  C(clock_settime, OPT, PTR), C(clock_nanosleep, OPT, FLAGS, BADPTR, PTR), C(tkill, PID, SIG), C(utimensat, FD, PATH, PTR, FLAGS),
  C(inotify_init1, FLAGS), C(inotify_add_watch, FD, PATH, FLAGS), C(inotify_rm_watch, FD, INT), C(openat, FD, PATH, INT, INT),
  C(mkdirat, FD, PATH, INT), C(newfstatat, FD, PATH, PTR, FLAGS), C(unlinkat, FD, PATH, FLAGS), C(renameat2, FD, PATH, FD, PATH, FLAGS),
  C(linkat, FD, PATH, FD, PATH, FLAGS), C(symlinkat, PATH, FD, PATH), C(readlinkat, FD, PATH, PTR, INT), C(fchmodat, FD, PATH, INT),
  C(faccessat2, FD, PATH, INT, FLAGS), C(splice, FD, BADPTR, FD, BADPTR, LEN, FLAGS), C(tee, FD, FD, LEN, INT),
  C(signalfd4, INT, PTR, INT, FLAGS), C(timerfd_create, OPT, FLAGS), C(timerfd_settime, FD, FLAGS, PTR, PTR), C(timerfd_gettime, FD, PTR),
  C(eventfd2, INT, FLAGS), C(dup3, FD, INT, FLAGS), C(preadv, FD, PTR, INT, INT), C(pwritev2, FD, PTR, INT, INT, ZERO, FLAGS),
  C(prlimit64, PID, OPT, BADPTR, PTR), C(syncfs, FD), C(setns, FD, FLAGS), C(process_vm_readv, PID, PTR, INT, PTR, INT, FLAGS),
  C(kcmp, PID, PID, OPT, INT, INT), C(sched_setattr, PID, BADPTR, FLAGS), C(sched_getattr, PID, PTR, INT, FLAGS), C(seccomp, OPT, FLAGS, BADPTR),
  C(getrandom, PTR, INT, FLAGS), C(memfd_create, PATH, FLAGS), C(execveat, FD, PATH, BADPTR, BADPTR, FLAGS), C(membarrier, INT, FLAGS),
  C(copy_file_range, FD, BADPTR, FD, BADPTR, LEN, FLAGS), C(statx, FD, PATH, FLAGS, INT, PTR), C(pidfd_open, PID, FLAGS), C(pidfd_send_signal, FD, SIG, BADPTR, FLAGS),
  C(clone3, BADPTR, INT), C(close_range, INT, INT, FLAGS), C(openat2, FD, PATH, PTR, INT), C(pidfd_getfd, FD, FD, FLAGS), C(epoll_pwait2, FD, PTR, INT, PTR, BADPTR, INT),
  C(shmat, INT, PTR, FLAGS), C(shmctl, INT, OPT, BADPTR), C(shmdt, PTR), C(semop, INT, PTR, INT),
  C(semctl, INT, INT, OPT, BADPTR), C(msgctl, INT, OPT, BADPTR), C(msgsnd, INT, PTR, INT, FLAGS), C(mq_unlink, PATH),
  C(mq_getsetattr, FD, PTR, PTR), C(mq_notify, FD, PTR), C(get_robust_list, PID, PTR, PTR), C(set_robust_list, PTR, INT), 
  C(sync_file_range, FD, INT, LEN, FLAGS),
};
static char *arena;
static const int fds[] = {-1, 3, 4, 5, 6, 7, 8, 9, 10, 77, 1000000, AT_FDCWD};
static const char *paths[] = {"", "file", "dir", "nothing", "file/x", "dir/", "link", "loop", "nothing/x", ".", "dir/new"};
static long value(int kind, char *shown) {
  static const long lens[] = {0, 1, 8, 16, 100, 4096, -1, 1L << 31, 1L << 40, -4096};
  static const long ints[] = {0, 1, 2, 3, 4, 8, 16, 48, 128, 1024, -1, 0x7fffffff, -2147483648L, 511};
  static const int bits[] = {0, 0, 0, 1, 2, 0x800, 0x80000, 0x1000, 0x100, 0x40000000, -1};
  long v = 0;
  switch (kind) {
    case FD: v = fds[pick(12)]; break;
    case LEN: v = lens[pick(10)]; break;
    case INT: v = ints[pick(14)]; break;
    case FLAGS: v = bits[pick(11)]; break;
    case SIG: v = (long[]){0, -1, 65, 66, 1000}[pick(5)]; break;
    case PID: v = (long[]){0, -2147483647, 4194305, 99999999, 0}[pick(5)]; if (v == 0) { sprintf(shown, "self"); return getpid(); } break;
    case OPT: v = pick(45); break;
    case PTR: switch (pick(6)) {
      case 0: sprintf(shown, "0"); return 0;
      case 1: sprintf(shown, "8"); return 8;
      case 2: sprintf(shown, "edge"); return (long)arena + 8192 - 4;
      case 3: sprintf(shown, "kernel"); return -4096;
      default: sprintf(shown, "buffer"); return (long)arena + 64;
    }
    case BADPTR: switch (pick(4)) {
      case 0: sprintf(shown, "0"); return 0;
      case 1: sprintf(shown, "unmapped"); return (long)arena + 8192;
      case 2: sprintf(shown, "odd"); return (long)arena + 8193;
      default: sprintf(shown, "kernel"); return -4096;
    }
    case PATH: {
      unsigned n = pick(14);
      if (n == 11) { sprintf(shown, "0"); return 0; }
      if (n == 12) { sprintf(shown, "edge"); return (long)arena + 8192 - 2; }
      if (n == 13) { sprintf(shown, "long"); return (long)arena + 2048; }
      sprintf(shown, "'%s'", paths[n]);
      return (long)paths[n];
    }
  }
  sprintf(shown, "%lx", v);
  return v;
}
int main(int argc, char **argv) {
  state = strtoul(argv[1], 0, 10) * 7919 + 1;
  arena = mmap((void *)0x20000000, 16384, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  munmap(arena + 8192, 8192);
  memset(arena + 2048, 'n', 5000);
  mkdir("w", 0755);
  if (chdir("w") || chown(".", 1000, 1000) || setgroups(0, 0) || setresgid(1000, 1000, 1000) || setresuid(1000, 1000, 1000)) return 9;
  umask(022);
  setrlimit(RLIMIT_NOFILE, &(struct rlimit){1024, 1024});
  mkdir("dir", 0755), symlink("file", "link"), symlink("loop", "loop");
  for (int i = 3; i < 20; i++) close(i);
  int p[2], s[2];
  int file = open("file", O_CREAT | O_RDWR, 0644);
  if (write(file, "contents", 8) != 8 || pipe2(p, O_NONBLOCK) || socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, s)) return 8;
  open("dir", O_RDONLY), epoll_create1(0), eventfd(0, EFD_NONBLOCK);
  signal(SIGPIPE, SIG_IGN);
  for (int i = 0; i < 400; i++) {
    int n = pick(sizeof calls / sizeof *calls);
    long a[6] = {0};
    char line[400], *at = line;
    memset(arena + 64, 0, 512), memset(arena + 8000, 0, 192);
    for (int k = 0; k < 6 && calls[n].args[k]; k++) {
      char shown[40];
      a[k] = value(calls[n].args[k], shown);
      at += sprintf(at, "%s%s", k ? ", " : "", shown);
    }
    *at = 0;
    errno = 0;
    long r = syscall(calls[n].nr, a[0], a[1], a[2], a[3], a[4], a[5]);
    if (r == -1 && errno) printf("%s(%s) = %s\n", calls[n].name, line, strerrorname_np(errno) ? strerrorname_np(errno) : "?");
    else printf("%s(%s) = %s\n", calls[n].name, line, r >= 0 ? "fine" : "negative");
    for (int fd = 11; fd < 40; fd++) close(fd);
  }
  return 0;
}
