/* Bind mounts, read-only ones, moves, kinds of propagation, and another root: pivot_root. Needs namespaces. */
#include "hosted.h"
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
static void put(const char *file, const char *text) {
  int fd = open(file, O_CREAT | O_WRONLY | O_TRUNC, 0644);
  if (fd < 0) SAY("put %s: %s\n", file, strerrorname_np(errno));
  else write(fd, text, strlen(text)), close(fd);
}
static void get(const char *file) {
  char text[100] = "";
  int fd = open(file, O_RDONLY);
  if (fd < 0) { SAY("get %s: %s\n", file, strerrorname_np(errno)); return; }
  read(fd, text, sizeof text - 1), close(fd);
  SAY("%s: %s\n", file, text);
}
static void where(void) {
  char text[4096];
  SAY("cwd %s\n", getcwd(text, sizeof text) ? text : strerrorname_np(errno));
}
/* Lines of mountinfo below a directory, without numbers. */
static void mounts(const char *below) {
  char text[1000], root[200], place[200], options[200], rest[400];
  FILE *f = fopen("/proc/self/mountinfo", "r");
  while (fgets(text, sizeof text, f)) {
    sscanf(text, "%*d %*d %*s %199s %199s %199s %399[^\n]", root, place, options, rest);
    if (strncmp(place, below, strlen(below))) continue;
    char *tag = strstr(rest, "shared:"), *type = strstr(rest, "- ");
    SAY("%s on %s %s%s%s %.8s\n", root, place + (below[1] ? strlen(below) : 0), options, tag && tag < type ? " shared" : "",
        strstr(rest, "master:") ? " master" : "", type);
  }
  fclose(f);
}
static char dir[] = "/tmp/bindXXXXXX";
static void run(void) {
  struct stat one, two;
  struct statvfs fs;
  TRY(unshare(CLONE_NEWNS));
  TRY(mount(0, "/", 0, MS_REC | MS_PRIVATE, 0));
  TRY(mount("mem", dir, "tmpfs", 0, "size=1m"));
  chdir(dir), mkdir("a", 0755), mkdir("b", 0755), mkdir("a/d", 0755), put("a/file", "one"), put("a/d/deep", "two");
  chdir("/"), chdir(dir);
  TRY(mount("a", "b", 0, MS_BIND, 0));
  get("b/file"), get("b/d/deep");
  stat("a/file", &one), stat("b/file", &two);
  SAY("same %d %d\n", one.st_ino == two.st_ino, one.st_dev == two.st_dev);
  put("b/new", "three"), get("a/new"), mkdir("b/d/more", 0700);
  TRY(chdir("b/d/more"));
  char text[4096], *at = getcwd(text, sizeof text);
  SAY("in %s\n", at + strlen(dir));
  TRY(chdir("../../..")), at = getcwd(text, sizeof text), SAY("up %s\n", at + strlen(dir));
  TRY(rename("b/new", "a/newer")), TRY(link("a/file", "b/linked")), TRY(rename("b/new", "b/d/newer"));
  get("a/d/newer");
  TRY(rmdir("a/d/more")), TRY(stat("b/d/more", &one)), TRY(rmdir("b")), TRY(rename("b", "c"));
  // A file on a file.
  put("plain", "plain"), put("other", "other");
  TRY(mount("plain", "a", 0, MS_BIND, 0)), TRY(mount("a", "plain", 0, MS_BIND, 0));
  TRY(mount("plain", "other", 0, MS_BIND, 0)), get("other"), TRY(unlink("other")), put("other", "changed"), get("plain");
  TRY(umount("other")), get("other");
  // Read-only in one place.
  TRY(mount(0, "b", 0, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID, 0));
  put("b/file", "x"), put("b/none", "x"), put("a/file", "four"), get("b/file");
  TRY(mkdir("b/dir", 0700)), TRY(mkdir("b/d", 0700)), TRY(unlink("b/file")), TRY(unlink("b/none")), TRY(rmdir("b/d"));
  TRY(rename("b/file", "b/g")), TRY(chmod("b/file", 0600)), TRY(chown("b/file", 1, 1)), TRY(truncate("b/file", 1));
  TRY(utimensat(AT_FDCWD, "b/file", 0, 0)), TRY(access("b/file", W_OK)), TRY(access("b/file", R_OK));
  TRY(symlink("x", "b/s")), TRY(link("b/file", "b/l")), TRY(mknod("b/p", S_IFIFO | 0600, 0)), TRY(open("b", O_TMPFILE | O_RDWR, 0600));
  TRY(open("b/file", O_RDONLY) >= 0);
  statvfs("b", &fs), SAY("b flags %lx\n", fs.f_flag & 15), statvfs("a", &fs), SAY("a flags %lx\n", fs.f_flag & 15);
  mounts(dir);
  // The filesystem itself.
  TRY(mount(0, ".", 0, MS_REMOUNT | MS_RDONLY, 0)), TRY(mount(0, dir, 0, MS_REMOUNT | MS_RDONLY, 0));
  put("a/file", "x"), mounts(dir);
  TRY(mount(0, dir, 0, MS_REMOUNT, "size=2m")), put("a/file", "five"), mounts(dir);
  TRY(mount(0, "a", 0, MS_REMOUNT | MS_BIND | MS_RDONLY, 0));
  TRY(umount("b")), TRY(umount("b")), get("b/file");
  // With what is mounted below.
  mkdir("a/sub", 0755), mkdir("c", 0755), mkdir("e", 0755);
  TRY(mount("sub", "a/sub", "tmpfs", 0, 0)), put("a/sub/inner", "six");
  TRY(mount("a", "b", 0, MS_BIND, 0)), get("b/sub/inner");
  TRY(mount("a", "c", 0, MS_BIND | MS_REC, 0)), get("c/sub/inner"), mounts(dir);
  TRY(umount("c")), TRY(umount2("c", MNT_DETACH)), get("c/sub/inner"), get("a/sub/inner");
  TRY(mount("a/sub", "e", 0, MS_MOVE, 0)), get("e/inner"), get("a/sub/inner"), TRY(mount("a", "e", 0, MS_MOVE, 0));
  TRY(mount("e", "e", 0, MS_BIND, 0)), get("e/inner"), TRY(umount("e"));
  // Kinds of propagation.
  TRY(mount(0, "e", 0, MS_SHARED, 0)), TRY(mount(0, "a", 0, MS_SHARED, 0)), TRY(mount(0, "e", 0, MS_SHARED | MS_PRIVATE, 0));
  mounts(dir), TRY(mount(0, "e", 0, MS_UNBINDABLE, 0)), TRY(mount("e", "c", 0, MS_BIND, 0)), TRY(mount(0, "e", 0, MS_SLAVE, 0)), mounts(dir);
  TRY(mount("", "c", 0, MS_BIND, 0)), TRY(mount("nowhere", "c", 0, MS_BIND, 0)), TRY(mount(0, "c", 0, MS_BIND, 0));
  // /proc seen in a second place, and a file of it.
  TRY(mount("/proc", "c", 0, MS_BIND | MS_REC, 0)), get("c/self/comm"), TRY(umount2("c", MNT_DETACH));
  TRY(mount("/proc/self/comm", "plain", 0, MS_BIND, 0)), get("plain"), TRY(umount("plain"));
  // Another root.
  TRY(syscall(SYS_pivot_root, "a", "a")), TRY(syscall(SYS_pivot_root, dir, "/tmp")), TRY(syscall(SYS_pivot_root, "a/file", "a"));
  mkdir("old", 0755), mkdir("proc", 0755);
  pid_t pid = fork();
  if (!pid) {
    TRY(syscall(SYS_pivot_root, ".", "old"));
    where(), TRY(chdir("/")), where(), get("/a/file"), get("a/d/deep");
    TRY(chdir("..")), where(), TRY(stat("/old/proc/self", &one));
    TRY(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0));
    TRY(umount2("/old", MNT_DETACH)), TRY(stat("/old/proc/self", &one)), mounts("/"), TRY(rmdir("/old"));
    _exit(0);
  }
  reap(pid);
}
int main(void) {
  mkdtemp(dir);
  pid_t pid = fork();
  if (!pid) run(), _exit(0);
  reap(pid);
  TRY(rmdir(dir));
  return 0;
}
