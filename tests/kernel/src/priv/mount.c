/* Mounting tmpfs and taking it away, its size and options, and namespaces of mounts. Needs namespaces. */
#include "hosted.h"
#include <sys/mount.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#define MOUNT(type, flags, data) TRY(mount("none", "m", type, flags, data))
static char here[4096];
/* Lines of /proc/self/mounts about this directory. */
static void show(const char *what) {
  FILE *f = fopen("/proc/self/mounts", "r");
  char line[4096];
  SAY("%s\n", what);
  while (fgets(line, sizeof line, f)) {
    char *at = strstr(line, here);
    if (at) *at = 0, SAY("  %s.%s", line, at + strlen(here));
  }
  fclose(f);
}
static int inside(const char *ns, const char *ns2) {
  struct stat a, b;
  return stat(ns, &a) == 0 && stat(ns2, &b) == 0 && a.st_ino == b.st_ino;
}
static void fill(const char *name) {
  char block[4096] = {1};
  int fd = open(name, O_WRONLY | O_CREAT, 0600);
  long total = 0, n;
  while (total < 1 << 20 && (n = write(fd, block, sizeof block)) > 0) total += n;
  SAY("%s: %ld bytes, then %s\n", name, total, total < 1 << 20 ? strerrorname_np(errno) : "enough");
  close(fd);
}
static void modes(void) {
  struct stat st;
  struct statfs fs;
  if (stat("m", &st) || statfs("m", &fs)) return;
  SAY("mode %o uid %d gid %d type %lx blocks %ld of %ld, %ld free\n", st.st_mode, st.st_uid, st.st_gid, (long)fs.f_type,
      (long)fs.f_blocks, (long)fs.f_bsize, (long)fs.f_bfree);
}
int main(void) {
  if (mkdir("mounts-here", 0755) || chdir("mounts-here")) return 1;
  if (!getcwd(here, sizeof here) || mkdir("m", 0700)) return 1;
  close(open("file", O_CREAT | O_RDWR, 0600));
  int outside = open("/proc/self/ns/mnt", O_RDONLY);
  TRY(unshare(CLONE_NEWNS));
  SAY("another namespace: %d\n", !inside("/proc/self/ns/mnt", "/proc/1/ns/mnt"));
  TRY(mount("none", "/", 0, MS_REC | MS_PRIVATE, 0));
  MOUNT("tmpfs", 0, "size=64k");
  show("small"), modes(), fill("m/full");
  TRY(unlink("m/full")), fill("m/again");
  TRY(rmdir("m"));
  TRY(mkdir("m/sub", 0755));
  TRY(rename("file", "m/file"));
  TRY(link("file", "m/link"));
  struct stat st, up;
  stat("m", &st), stat(".", &up);
  SAY("another device: %d\n", st.st_dev != up.st_dev);
  stat("m/..", &st);
  SAY("up again: %d\n", st.st_ino == up.st_ino);
  // Busy by a file, by a directory, by a mount below.
  int fd = open("m/again", O_RDONLY);
  TRY(umount("m")), close(fd);
  if (chdir("m/sub")) return 1;
  TRY(umount(".."));
  if (chdir("../..")) return 1;
  TRY(mount("lower", "m/sub", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=711,uid=5,gid=6,nr_blocks=10"));
  show("two"), TRY(umount("m")), TRY(umount("m/sub")), TRY(umount("m/sub"));
  TRY(umount("m")), show("none"), TRY(access("m/again", F_OK)), TRY(umount("m"));
  // One on top of another.
  MOUNT("tmpfs", MS_NOATIME, "mode=755"), close(open("m/below", O_CREAT, 0600));
  MOUNT("tmpfs", MS_STRICTATIME | MS_NODIRATIME, ""), show("stacked"), TRY(access("m/below", F_OK));
  TRY(umount("m")), TRY(access("m/below", F_OK));
  // Gone from the tree, though a file is open.
  fd = open("m/below", O_RDWR);
  TRY(umount2("m", MNT_DETACH)), show("detached"), TRY(write(fd, "x", 1)), close(fd);
  // Restrictions.
  MOUNT("tmpfs", MS_NODEV | MS_NOEXEC, "size=1m"), show("restricted");
  TRY(mknod("m/null", S_IFCHR | 0666, makedev(1, 3))), TRY(open("m/null", O_RDONLY));
  fd = open("m/program", O_CREAT | O_RDWR, 0755);
  if (write(fd, "#!/bin/sh\n", 10) != 10) return 1;
  TRY(mmap(0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, fd, 0) == MAP_FAILED ? -1 : 0);
  void *p = mmap(0, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
  TRY(mprotect(p, 4096, PROT_READ | PROT_EXEC)), munmap(p, 4096), close(fd);
  TRY(execl("m/program", "m/program", (char *)0));
  // Another namespace sees what was there, and nothing of what comes.
  int ready[2], go[2];
  char c = 0;
  if (pipe(ready) || pipe(go)) return 1;
  pid_t child = fork();
  if (child == 0) {
    TRY(unshare(CLONE_NEWNS)), TRY(umount("m")), show("child");
    MOUNT("tmpfs", 0, "size=8k"), show("child");
    if (write(ready[1], &c, 1) != 1 || read(go[0], &c, 1) != 1) exit(1);
    SAY("child still: %d\n", access("m/program", F_OK));
    char ns[64];
    sprintf(ns, "/proc/%d/ns/mnt", getppid());
    fd = open(ns, O_RDONLY);
    TRY(setns(fd, CLONE_NEWNS)), show("child joins its parent");
    TRY(setns(fd, CLONE_NEWUTS)), TRY(setns(0, 0)), TRY(setns(99, 0));
    _exit(0);
  }
  if (read(ready[0], &c, 1) != 1) return 1;
  show("parent"), TRY(umount("m")), show("parent");
  if (write(go[1], &c, 1) != 1) return 1;
  reap(child);
  // Errors.
  MOUNT("tmpfs", 0, "size=x"), MOUNT("tmpfs", 0, "nosuch=1"), MOUNT("tmpfs", 0, "mode=9"), MOUNT("nosuch", 0, 0), MOUNT(0, 0, 0);
  TRY(mount("none", "file", "tmpfs", 0, 0)), TRY(mount("none", "absent", "tmpfs", 0, 0)), TRY(mount("none", (char *)8, "tmpfs", 0, 0));
  TRY(mount("none", "m", (char *)8, 0, 0)), TRY(mount("none", "m", "tmpfs", 0, (char *)8)), MOUNT("tmpfs", MS_NOUSER, 0);
  TRY(mount("none", "m", 0, MS_PRIVATE, 0)), TRY(mount("none", "/", 0, MS_PRIVATE | MS_SLAVE, 0));
  TRY(umount("file")), TRY(umount("absent")), TRY(umount2("m", 64));
  TRY(mount("none", "m", "proc", MS_NOSUID, 0)), SAY("proc: %d\n", access("m/self/status", R_OK)), show("proc"), TRY(umount("m"));
  TRY(setns(outside, 0)), show("outside"), SAY("back: %d\n", access(here, F_OK));
  if (chdir(here)) return 1;
  TRY(setresuid(1000, 1000, 1000));
  TRY(unshare(CLONE_NEWNS)), TRY(mount("none", "/tmp", "tmpfs", 0, 0)), TRY(umount("/")), TRY(setns(outside, 0));
  return 0;
}
