/* Capabilities that go before the modes of files, each alone: CHOWN, DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER, FSETID. */
#include "hosted.h"
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/xattr.h>
#define MODE(name) (stat(name, &st) ? -1 : (int)(st.st_mode & 07777))
static struct stat st;
static void make(const char *name, uid_t uid, gid_t gid, mode_t mode) {
  int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (fd < 0 || write(fd, "text", 4) != 4 || fchown(fd, uid, gid) || fchmod(fd, mode)) exit(1);
  close(fd);
}
static void try(void) {
  TRY(open("none", O_RDONLY) >= 0);
  TRY(open("none", O_WRONLY) >= 0);
  TRY(open("none", O_RDWR) >= 0);
  TRY(open("readable", O_RDONLY) >= 0);
  TRY(open("noatime", O_RDONLY | O_NOATIME) >= 0);
  TRY(access("none", R_OK));
  TRY(access("none", X_OK));
  TRY(access("exec", X_OK));
  TRY(faccessat(AT_FDCWD, "none", W_OK, AT_EACCESS));
  TRY(open("shut", O_RDONLY | O_DIRECTORY) >= 0);
  TRY(stat("shut/in", &st));
  TRY(open("shut/new", O_WRONLY | O_CREAT, 0600) >= 0);
  TRY(unlink("sticky/in"));
  TRY(chmod("mine", 06755));
  SAY("mode %o\n", MODE("mine"));
  TRY(chmod("none", 0));
  TRY(chown("mine", 1000, 5));
  TRY(chown("mine", -1, 1000));
  TRY(chown("none", 1000, -1));
  TRY(chown("mine", -1, -1));
  TRY(utimensat(AT_FDCWD, "none", (struct timespec[]){{1, 0}, {1, 0}}, 0));
  TRY(utimensat(AT_FDCWD, "none", 0, 0));
  TRY(link("privileged", "linked"));
  TRY(truncate("none", 0));
  TRY(chdir("shut"));
  if (chdir("/")) return;
}
static void with(const char *what, unsigned caps) {
  SAY("%s\n", what);
  char where[] = "XXXXXX";
  if (!mkdtemp(where) || chdir(where) || chmod(".", 0777)) exit(1);
  make("none", 1, 1, 0), make("readable", 1, 1, 0444), make("noatime", 1, 1, 0444), make("exec", 1, 1, 0010);
  make("mine", 1000, 1000, 0644), make("privileged", 1, 1, 04777), make("suid", 1, 1, 06777);
  if (mkdir("shut", 0700) || mkdir("sticky", 0700)) exit(1);
  make("shut/in", 1, 1, 0), make("sticky/in", 1, 1, 0);
  if (chmod("shut", 0), chown("shut", 1, 1) || chown("sticky", 1, 1) || chmod("sticky", 01777)) exit(1);
  pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_KEEPCAPS, 1);
    if (setgroups(0, 0) || setresgid(1000, 1000, 1000) || setresuid(1000, 1000, 1000)) exit(1);
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{caps, caps, 0}};
    if (syscall(SYS_capset, &head, data)) exit(2);
    int fd = open("suid", O_WRONLY);
    if (write(fd, "x", 1) != 1) exit(3);
    SAY("written: %o\n", MODE("suid"));
    try();
    _exit(0);
  }
  reap(child);
  if (chdir("..")) exit(1);
}
int main(void) {
  umask(0);
  if (chmod(".", 0777)) return 1;
  with("none", 0);
  with("CAP_CHOWN", 1 << CAP_CHOWN);
  with("CAP_DAC_OVERRIDE", 1 << CAP_DAC_OVERRIDE);
  with("CAP_DAC_READ_SEARCH", 1 << CAP_DAC_READ_SEARCH);
  with("CAP_FOWNER", 1 << CAP_FOWNER);
  with("CAP_FSETID", 1 << CAP_FSETID);
  SAY("root without\n");
  struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2] = {{1 << CAP_SETUID, 1 << CAP_SETUID, 0}};
  make("others", 1, 1, 0), make("own", 0, 0, 0);
  TRY(syscall(SYS_capset, &head, data));
  TRY(open("others", O_RDONLY));
  TRY(open("own", O_RDONLY));
  TRY(access("own", R_OK));
  TRY(chmod("others", 0777));
  TRY(setxattr("own", "trusted.x", "1", 1, 0));
  return 0;
}
