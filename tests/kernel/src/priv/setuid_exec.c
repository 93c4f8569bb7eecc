/* Programs with set-user-ID and set-group-ID: who they run as, and what they are told of it. Needs set-user-ID. */
#include "hosted.h"
#include <grp.h>
#include <linux/capability.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
static void show(void) {
  uid_t r, e, s;
  gid_t g, h, i;
  struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct caps[2];
  getresuid(&r, &e, &s);
  getresgid(&g, &h, &i);
  syscall(SYS_capget, &head, caps);
  SAY("  uid %d %d %d gid %d %d %d fsuid %d secure %ld dumpable %d setuid-cap %d %d", r, e, s, g, h, i,
      (int)syscall(SYS_setfsuid, -1), (long)getauxval(AT_SECURE), prctl(PR_GET_DUMPABLE),
      caps[0].permitted >> CAP_SETUID & 1, caps[0].effective >> CAP_SETUID & 1);
  int death = -1;
  prctl(PR_GET_PDEATHSIG, &death);
  SAY(" signal %d aux %ld %ld\n", death, (long)getauxval(AT_UID), (long)getauxval(AT_EUID));
}
static int file(const char *name, uid_t uid, gid_t gid, mode_t mode) {
  int in = open("/proc/self/exe", O_RDONLY), out = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0700);
  char block[65536];
  for (ssize_t n; (n = read(in, block, sizeof block)) > 0;)
    if (write(out, block, n) != n) exit(1);
  close(in), close(out);
  if (chown(name, uid, gid) || chmod(name, mode)) exit(1);
  return open(name, O_RDONLY | O_CLOEXEC);
}
static void run(const char *what, int fd, void (*before)(void)) {
  SAY("%s\n", what);
  pid_t child = fork();
  if (child == 0) {
    before();
    char *args[] = {"p", "show", 0}, *none[] = {0};
    fexecve(fd, args, none);
    SAY("exec: %s\n", strerrorname_np(errno));
    _exit(1);
  }
  reap(child);
}
static void as_root(void) { prctl(PR_SET_PDEATHSIG, SIGUSR1); }
static void as_user(void) {
  if (setgroups(0, 0) || setresgid(50, 50, 50) || setresuid(1000, 1000, 1000)) exit(1);
  prctl(PR_SET_PDEATHSIG, SIGUSR1);
}
static void user_no_new(void) { as_user(), prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }
static void root_no_new(void) { as_root(), prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }
static void saved_root(void) {
  if (setresuid(1000, 1000, 0)) exit(1);
}
static void effective_root(void) {
  if (setresuid(1000, 0, 0)) exit(1);
}
static void real_root(void) {
  if (setresuid(0, 1000, 1000)) exit(1);
}
int main(int argc, char **argv) {
  if (argc > 1) return show(), 0;
  int plain = file("plain", 0, 0, 0755), root = file("root", 0, 0, 04755), other = file("other", 7, 8, 06755);
  int group = file("group", 7, 8, 02755), lock = file("lock", 7, 8, 02745);
  struct stat st;
  fstat(other, &st);
  SAY("mode %o\n", st.st_mode);
  run("plain, root", plain, as_root);
  run("plain, user", plain, as_user);
  run("root, user", root, as_user);
  run("root, user, no new privileges", root, user_no_new);
  run("root, root", root, as_root);
  run("other, user", other, as_user);
  run("other, root", other, as_root);
  run("other, root, no new privileges", other, root_no_new);
  run("group, user", group, as_user);
  run("group without execution, user", lock, as_user);
  run("plain, saved root", plain, saved_root);
  run("plain, effective root", plain, effective_root);
  run("plain, real root", plain, real_root);
  run("other, real root", other, real_root);
  SAY("dumpable %d\n", prctl(PR_GET_DUMPABLE));
  if (setresgid(9, 9, 9) || setresuid(-1, 1000, -1)) return 1;
  SAY("dumpable %d\n", prctl(PR_GET_DUMPABLE));
  return 0;
}
