// A tmpfs that has room for a few files only, and what else may be said of one when it is mounted.
// Needs namespaces
#include "hosted.h"

#include <sys/mount.h>
#include <sys/statfs.h>

static void show(const char *what) {
  char line[512], here[128];
  struct statfs fs;
  FILE *mounts = fopen("/proc/self/mounts", "r");
  if (!realpath("m", here) || statfs("m", &fs)) return;
  SAY("%s: %ld files, %ld free", what, fs.f_files < 5000 ? (long)fs.f_files : -1, fs.f_files < 5000 ? (long)fs.f_ffree : -1);
  while (mounts && fgets(line, sizeof line, mounts)) {
    char place[128], options[256];
    if (sscanf(line, "%*s %127s tmpfs %255s", place, options) == 2 && !strcmp(place, here)) SAY(" %s", options);
  }
  SAY("\n");
  if (mounts) fclose(mounts);
}

static int made(const char *name) {
  int fd = open(name, O_CREAT | O_RDWR, 0600);
  return fd < 0 ? -1 : close(fd);
}

int main(void) {
  if (unshare(CLONE_NEWNS) || mount(0, "/", 0, MS_REC | MS_PRIVATE, 0) || mkdir("m", 0700)) return 1;
  TRY(mount("none", "m", "tmpfs", 0, "size=64k,nr_inodes=4,mode=700"));
  show("empty");
  TRY(made("m/one")), TRY(mkdir("m/two", 0700)), TRY(symlink("x", "m/three"));
  show("full");
  TRY(made("m/four")), TRY(mkdir("m/four", 0700)), TRY(symlink("x", "m/four")), TRY(mknod("m/four", S_IFIFO | 0600, 0));
  TRY(link("m/one", "m/four"));
  TRY(unlink("m/three"));
  TRY(link("m/one", "m/four"));
  show("linked");
  TRY(made("m/five"));
  TRY(unlink("m/one"));
  show("one name less");
  int fd = open("m/four", O_RDWR);
  TRY(unlink("m/four"));
  show("unlinked and open");
  close(fd);
  show("closed");
  TRY(rmdir("m/two"));
  show("empty again");
  TRY(mount("none", "m", "tmpfs", MS_REMOUNT, "nr_inodes=2"));
  TRY(made("m/one"));
  TRY(mount("none", "m", "tmpfs", MS_REMOUNT, "nr_inodes=1"));
  show("remounted");
  TRY(umount("m"));
  const char *options[] = {"nr_inodes=0", "nr_inodes=1k", "inode64", "inode32", "huge=never", "noswap", "mpol=default", "nr_inodes=x",
    "inode64=1", "huge=what", "nr_inodes=50%", "nr_inodes=100,size=1m,uid=5,inode64"};
  for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
    if (TRY(mount("none", "m", "tmpfs", 0, options[i])) == 0) show(options[i]), umount("m");
  }
  rmdir("m");
  return 0;
}
