/* pidfd_open(2), and the calls of those who run a system: pivot_root(2), reboot(2), swapon(2), adjtimex(2), setfsuid(2). */
#define _GNU_SOURCE
#include <sys/fsuid.h>
#include <sys/io.h>
#include <sys/klog.h>
#include <sys/pidfd.h>
#include <sys/reboot.h>
#include <sys/swap.h>
#include <sys/timex.h>
#include <unistd.h>
#include "../internal/syscall.h"

int pidfd_open(pid_t pid, unsigned flags) { return (int)call(pidfd_open, pid, flags); }
int pidfd_getfd(int pidfd, int fd, unsigned flags) { return (int)call(pidfd_getfd, pidfd, fd, flags); }
int pidfd_send_signal(int pidfd, int signal, siginfo_t *info, unsigned flags) {
  return (int)call(pidfd_send_signal, pidfd, signal, info, flags);
}

int ioperm(unsigned long from, unsigned long count, int on) { return (int)call(ioperm, from, count, on); }
int iopl(int level) { return (int)call(iopl, level); }

int pivot_root(const char *, const char *);
int pivot_root(const char *new, const char *old) { return (int)call(pivot_root, new, old); }
int setdomainname(const char *name, size_t n) { return (int)call(setdomainname, name, n); }
int setfsuid(uid_t id) { return (int)call(setfsuid, id); }
int setfsgid(gid_t id) { return (int)call(setfsgid, id); }
int reboot(int command) { return (int)call(reboot, 0xfee1dead, 0x28121969, command); }
int swapon(const char *path, int flags) { return (int)call(swapon, path, flags); }
int swapoff(const char *path) { return (int)call(swapoff, path); }
int klogctl(int what, char *to, int n) { return (int)call(syslog, what, to, n); }
int adjtimex(struct timex *t) { return (int)call(adjtimex, t); }
int ntp_adjtime(struct timex *t) { return adjtimex(t); }
int clock_adjtime(clockid_t clock, struct timex *t) { return (int)call(clock_adjtime, clock, t); }
void closefrom(int first) { raw(close_range, first < 0 ? 0 : first, ~0U, 0); }

int group_member(gid_t wanted) {
  gid_t list[64];
  int n = getgroups(64, list);
  for (int i = 0; i < n; i++)
    if (list[i] == wanted) return 1;
  return wanted == getegid();
}
