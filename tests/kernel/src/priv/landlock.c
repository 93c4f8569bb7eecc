// A process that takes rights to files from itself: landlock.
// Needs landlock
#include "hosted.h"

#include <linux/landlock.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>

/* Newer than the headers of some. */
#undef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#define ALL (LANDLOCK_ACCESS_FS_MAKE_SYM * 2 - 1)

static int ruleset(uint64_t handled) {
  return syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
}
static int allow(int rules, const char *path, uint64_t access) {
  struct landlock_path_beneath_attr rule = {access, open(path, O_PATH | O_CLOEXEC)};
  int answer = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0), error = errno;
  close(rule.parent_fd);
  errno = error;
  return answer;
}
static int restrict_to(int rules) { return syscall(SYS_landlock_restrict_self, rules, 0); }

static int opened(const char *name, int flags) {
  int fd = open(name, flags, 0600);
  return fd < 0 ? -1 : close(fd);
}

static void files(void) {
  TRY(opened("read/file", O_RDONLY));
  TRY(opened("read/file", O_WRONLY));
  TRY(opened("read/file", O_RDWR));
  TRY(opened("read/file", O_PATH));
  TRY(opened("read", O_RDONLY | O_DIRECTORY));
  TRY(opened("write/file", O_RDONLY));
  TRY(opened("write/file", O_WRONLY));
  TRY(opened("write/new", O_WRONLY | O_CREAT));
  TRY(opened("none/file", O_RDONLY));
  TRY(opened("none", O_RDONLY | O_DIRECTORY));
  TRY(opened("none/new", O_WRONLY | O_CREAT));
  TRY(access("none/file", R_OK));
  TRY(mkdir("write/dir", 0700));
  TRY(mkdir("none/dir", 0700));
  TRY(mkdir("none/file", 0700));
  TRY(symlink("x", "none/link"));
  TRY(mknod("none/fifo", S_IFIFO | 0600, 0));
  TRY(unlink("none/file"));
  TRY(rmdir("none"));
  TRY(rename("write/file", "write/moved"));
  TRY(rename("write/moved", "write/file"));
  TRY(rename("write/file", "none/moved"));
  TRY(link("write/file", "write/linked"));
  TRY(link("write/file", "none/linked"));
  TRY(unlink("write/new"));
  TRY(truncate("none/file", 0));
  TRY(truncate("write/file", 0));
}

int main(int argc, char **argv) {
  mkdir("read", 0700), mkdir("write", 0700), mkdir("none", 0700);
  const char *names[] = {"read/file", "write/file", "none/file"};
  for (int i = 0; i < 3; i++) close(open(names[i], O_CREAT | O_WRONLY, 0700));

  SAY("versions %d\n", (int)syscall(SYS_landlock_create_ruleset, 0, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 3);
  uint64_t handled = ALL;
  TRY(syscall(SYS_landlock_create_ruleset, &handled, 8, LANDLOCK_CREATE_RULESET_VERSION));
  TRY(syscall(SYS_landlock_create_ruleset, 0, 0, 1 << 20));
  TRY(syscall(SYS_landlock_create_ruleset, &handled, 4, 0));
  TRY(syscall(SYS_landlock_create_ruleset, &handled, 5000, 0));
  TRY(syscall(SYS_landlock_create_ruleset, 8, 8, 0));
  TRY(syscall(SYS_landlock_create_ruleset, 0, 8, 0));
  TRY(ruleset(0));
  TRY(ruleset(1ULL << 40));
  int rules = ruleset(ALL);
  SAY("cloexec %d\n", fcntl(rules, F_GETFD));
  TRY(read(rules, &handled, 8));
  TRY(write(rules, &handled, 8));
  TRY(allow(rules, "read", 0));
  TRY(allow(rules, "read", 1ULL << 40));
  TRY(allow(rules, "read/file", LANDLOCK_ACCESS_FS_READ_DIR));
  TRY(allow(rules, "absent", LANDLOCK_ACCESS_FS_READ_FILE));
  TRY(allow(99, "read", LANDLOCK_ACCESS_FS_READ_FILE));
  TRY(allow(0, "read", LANDLOCK_ACCESS_FS_READ_FILE));
  TRY(syscall(SYS_landlock_add_rule, rules, 77, &handled, 0));
  TRY(syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, 8, 0));
  TRY(syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &handled, 1));
  TRY(allow(rules, "read", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR));
  TRY(allow(rules, "write", ALL & ~LANDLOCK_ACCESS_FS_EXECUTE));
  TRY(allow(rules, "/proc", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR));
  int held = open("none/file", O_RDWR);
  int tracee = fork();
  if (tracee == 0) pause();
  pid_t child = fork();
  if (child == 0) {
    TRY(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    TRY(restrict_to(0));
    TRY(restrict_to(99));
    TRY(syscall(SYS_landlock_restrict_self, rules, 1 << 20));
    TRY(restrict_to(rules));
    TRY(allow(rules, "/", ALL));
    files();
    TRY(write(held, "x", 1));
    TRY(ftruncate(held, 0));
    TRY(chdir("none"));
    TRY(chdir(".."));
    TRY(chmod("none/file", 0700));
    TRY(mount("x", "none", "tmpfs", 0, 0));
    TRY(ptrace(PTRACE_ATTACH, tracee, 0, 0));
    TRY(execl("none/file", "file", (char *)0));
    int pipes[2];
    TRY(pipe(pipes));
    char path[40];
    sprintf(path, "/proc/self/fd/%d", pipes[1]);
    TRY(opened(path, O_WRONLY));
    // A second layer only takes more.
    int less = ruleset(LANDLOCK_ACCESS_FS_WRITE_FILE);
    TRY(restrict_to(less));
    TRY(opened("write/file", O_WRONLY));
    TRY(opened("read/file", O_RDONLY));
    pid_t grandchild = fork();
    if (grandchild == 0) {
      TRY(opened("none/file", O_RDONLY));
      TRY(kill(tracee, 0));
      _exit(0);
    }
    reap(grandchild);
    int layers = 2;
    while (restrict_to(less) == 0) layers++;
    SAY("layers %d, then %s\n", layers, strerrorname_np(errno));
    _exit(0);
  }
  reap(child);
  // What may be moved between directories has to be allowed for both.
  child = fork();
  if (child == 0) {
    int refer = ruleset(ALL | LANDLOCK_ACCESS_FS_REFER);
    TRY(allow(refer, "write", ALL | LANDLOCK_ACCESS_FS_REFER));
    TRY(allow(refer, "none", ALL | LANDLOCK_ACCESS_FS_REFER));
    TRY(allow(refer, "read", (ALL & ~LANDLOCK_ACCESS_FS_EXECUTE) | LANDLOCK_ACCESS_FS_REFER));
    TRY(restrict_to(refer));
    TRY(rename("write/file", "none/moved"));
    TRY(rename("none/moved", "write/file"));
    TRY(rename("read/file", "write/gained"));
    TRY(rename("write/file", "read/lost"));
    TRY(link("read/lost", "read/same"));
    _exit(0);
  }
  reap(child);
  child = fork();
  if (child == 0) {
    if (setuid(1000)) _exit(1);
    TRY(restrict_to(rules));
    TRY(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    TRY(restrict_to(rules));
    _exit(0);
  }
  reap(child);
  // Length is a right of its own.
  child = fork();
  if (child == 0) {
    int length = ruleset(LANDLOCK_ACCESS_FS_TRUNCATE);
    TRY(allow(length, "write", LANDLOCK_ACCESS_FS_TRUNCATE));
    int before = open("none/file", O_RDWR);
    TRY(restrict_to(length));
    TRY(truncate("none/file", 0));
    TRY(opened("none/file", O_WRONLY));
    TRY(opened("none/file", O_WRONLY | O_TRUNC));
    int after = open("none/file", O_RDWR);
    TRY(ftruncate(before, 0));
    TRY(ftruncate(after, 0));
    TRY(ftruncate(open("write/some", O_CREAT | O_RDWR, 0600), 5));
    _exit(0);
  }
  reap(child);
  kill(tracee, SIGKILL);
  reap(tracee);
  return 0;
}
