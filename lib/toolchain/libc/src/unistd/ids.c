/* Who a process is: getpid(2), credentials(7), setpgid(2), getrlimit(2). */
#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <sys/resource.h>
#include <unistd.h>
#include "../internal/syscall.h"

pid_t getpid(void) { return (pid_t)raw(getpid); }

pid_t getppid(void) { return (pid_t)raw(getppid); }

pid_t gettid(void) { return (pid_t)raw(gettid); }

pid_t getpgrp(void) { return (pid_t)raw(getpgrp); }

pid_t getpgid(pid_t pid) { return (pid_t)call(getpgid, pid); }

int setpgid(pid_t pid, pid_t group) { return (int)call(setpgid, pid, group); }

int setpgrp(void) { return setpgid(0, 0); }

pid_t getsid(pid_t pid) { return (pid_t)call(getsid, pid); }

pid_t setsid(void) { return (pid_t)call(setsid); }

uid_t getuid(void) { return (uid_t)raw(getuid); }

uid_t geteuid(void) { return (uid_t)raw(geteuid); }

gid_t getgid(void) { return (gid_t)raw(getgid); }

gid_t getegid(void) { return (gid_t)raw(getegid); }

/* The kernel changes one thread; processes with threads that change their user are not served beyond that. */
int setuid(uid_t uid) { return (int)call(setuid, uid); }

int setgid(gid_t gid) { return (int)call(setgid, gid); }

int seteuid(uid_t uid) { return (int)call(setresuid, -1, uid, -1); }

int setegid(gid_t gid) { return (int)call(setresgid, -1, gid, -1); }

int setreuid(uid_t real, uid_t effective) { return (int)call(setreuid, real, effective); }

int setregid(gid_t real, gid_t effective) { return (int)call(setregid, real, effective); }

int setresuid(uid_t real, uid_t effective, uid_t saved) { return (int)call(setresuid, real, effective, saved); }

int setresgid(gid_t real, gid_t effective, gid_t saved) { return (int)call(setresgid, real, effective, saved); }

int getresuid(uid_t *real, uid_t *effective, uid_t *saved) { return (int)call(getresuid, real, effective, saved); }

int getresgid(gid_t *real, gid_t *effective, gid_t *saved) { return (int)call(getresgid, real, effective, saved); }

int getgroups(int n, gid_t groups[]) { return (int)call(getgroups, n, groups); }

int setgroups(size_t n, const gid_t *groups) { return (int)call(setgroups, n, groups); }

int getrlimit(int resource, struct rlimit *to) { return (int)call(prlimit64, 0, resource, 0, to); }

int setrlimit(int resource, const struct rlimit *from) { return (int)call(prlimit64, 0, resource, from, 0); }

int prlimit(pid_t pid, int resource, const struct rlimit *from, struct rlimit *to) {
  return (int)call(prlimit64, pid, resource, from, to);
}

int getrusage(int who, struct rusage *to) { return (int)call(getrusage, who, to); }

/* The call answers 20 - nice, so that it is never negative. */
int getpriority(int which, id_t who) {
  long r = call(getpriority, which, who);
  return r < 0 ? -1 : 20 - (int)r;
}

int setpriority(int which, id_t who, int value) { return (int)call(setpriority, which, who, value); }

int nice(int add) {
  errno = 0;
  int now = getpriority(PRIO_PROCESS, 0);
  if (now == -1 && errno) return -1;
  if (setpriority(PRIO_PROCESS, 0, now + add)) {
    if (errno == EACCES) errno = EPERM;
    return -1;
  }
  return getpriority(PRIO_PROCESS, 0);
}
