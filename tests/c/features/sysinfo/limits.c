// sysconf, pathconf, getrlimit, getpagesize, uname, getpwuid, ttyname, confstr, environ.
#define _GNU_SOURCE
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>
int main(void) {
  printf("%ld %d %ld\n", sysconf(_SC_PAGESIZE), getpagesize(), sysconf(_SC_CLK_TCK));
  printf("%d %d\n", sysconf(_SC_NPROCESSORS_ONLN) >= 1, sysconf(_SC_OPEN_MAX) >= 16);
  printf("%ld %ld %d\n", pathconf("/", _PC_NAME_MAX), pathconf("/", _PC_PATH_MAX), PATH_MAX);
  struct rlimit r = {5, 64};
  getrlimit(RLIMIT_NOFILE, &r);
  r.rlim_cur = 20;
  printf("%d", setrlimit(RLIMIT_NOFILE, &r));
  getrlimit(RLIMIT_NOFILE, &r);
  printf(" %ld %d\n", (long)r.rlim_cur, getdtablesize());
  struct utsname u;
  uname(&u);
  printf("%s %s\n", u.sysname, u.machine);
  printf("%d %d\n", getpwnam("nobody-such") == NULL, getgrnam("no-such-group") == NULL);
  printf("%d %d\n", isatty(0), ttyname(0) == NULL);
  printf("%s %s\n", getenv("PATH"), secure_getenv("TZ"));
  struct rusage ru;
  printf("%d", getrusage(RUSAGE_SELF, &ru)); printf(" %d\n", ru.ru_maxrss > 0);
  printf("%d %d\n", getpriority(PRIO_PROCESS, 0) < 20, nice(0) < 20);
  char host[65]; printf("%d", gethostname(host, sizeof host)); printf(" %d\n", strlen(host) > 0);
  printf("%zu\n", confstr(_CS_PATH, NULL, 0));
  printf("%d %d\n", getppid() > 0, getpgrp() == getpgid(0));
  return 0;
}
