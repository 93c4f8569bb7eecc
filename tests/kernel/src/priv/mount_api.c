// Filesystems mounted by descriptors: fsopen, fsconfig, fsmount, move_mount, open_tree, fspick, mount_setattr.
// Needs namespaces
#include "hosted.h"

#include <linux/mount.h>
#include <sys/mount.h>

#define fs_open(name, flags) syscall(SYS_fsopen, name, flags)
#define fs_config(fd, cmd, key, value, aux) syscall(SYS_fsconfig, fd, cmd, key, value, aux)
#define fs_mount(fd, flags, attributes) syscall(SYS_fsmount, fd, flags, attributes)
#define move(from, name, to, other, flags) syscall(SYS_move_mount, from, name, to, other, flags)
#define tree(fd, name, flags) syscall(SYS_open_tree, fd, name, flags)
#define pick(fd, name, flags) syscall(SYS_fspick, fd, name, flags)

static long attributes(int fd, const char *name, int flags, uint64_t set, uint64_t clear, uint64_t propagation) {
  struct mount_attr of = {set, clear, propagation, 0};
  return syscall(SYS_mount_setattr, fd, name, flags, &of, sizeof of);
}

static void mounted(const char *where) {
  char line[512], real[128];
  FILE *file = fopen("/proc/self/mounts", "r");
  if (!realpath(where, real)) return;
  while (file && fgets(line, sizeof line, file)) {
    char source[64], place[128], type[32], options[256];
    if (sscanf(line, "%63s %127s %31s %255s", source, place, type, options) == 4 && !strcmp(place, real))
      SAY("%s: %s %s %s\n", where, source, type, options);
  }
  if (file) fclose(file);
}

static int made(const char *name) {
  int fd = open(name, O_CREAT | O_WRONLY, 0600);
  return fd < 0 ? -1 : close(fd);
}

int main(void) {
  if (unshare(CLONE_NEWNS) || mount(0, "/", 0, MS_REC | MS_PRIVATE, 0)) return 1;
  mkdir("a", 0755), mkdir("b", 0755), mkdir("c", 0755);
  TRY(fs_open("nosuchfs", 0));
  TRY(fs_open("tmpfs", 2));
  TRY(fs_open((char *)8, 0));
  int fs = fs_open("tmpfs", FSOPEN_CLOEXEC);
  SAY("cloexec %d\n", fcntl(fs, F_GETFD));
  TRY(fs_config(fs, FSCONFIG_SET_STRING, "source", "mine", 0));
  TRY(fs_config(fs, FSCONFIG_SET_STRING, "size", "64k", 0));
  TRY(fs_config(fs, FSCONFIG_SET_STRING, "mode", "0750", 0));
  TRY(fs_config(fs, FSCONFIG_SET_STRING, "size", "what", 0));
  TRY(fs_config(fs, FSCONFIG_SET_STRING, "nosuch", "x", 0));
  char text[256] = "";
  for (long n; (n = read(fs, text, sizeof text - 1)) > 0;) text[n] = 0, SAY("%s", text);
  SAY("then %s\n", strerrorname_np(errno));
  TRY(fs_config(fs, FSCONFIG_SET_STRING, 0, "x", 0));
  TRY(fs_config(fs, FSCONFIG_SET_FLAG, "ro", "x", 0));
  TRY(fs_config(fs, 77, 0, 0, 0));
  TRY(fs_config(99, FSCONFIG_CMD_CREATE, 0, 0, 0));
  TRY(fs_config(0, FSCONFIG_CMD_CREATE, 0, 0, 0));
  TRY(fs_mount(fs, 0, 0));
  TRY(fs_config(fs, FSCONFIG_CMD_CREATE, 0, 0, 0));
  TRY(fs_config(fs, FSCONFIG_CMD_CREATE, 0, 0, 0));
  TRY(fs_config(fs, FSCONFIG_SET_FLAG, "ro", 0, 0));
  TRY(fs_mount(fs, 8, 0));
  TRY(fs_mount(fs, 0, 1 << 30));
  int mnt = fs_mount(fs, FSMOUNT_CLOEXEC, MOUNT_ATTR_NODEV | MOUNT_ATTR_NOSUID);
  SAY("cloexec %d, flags %x\n", fcntl(mnt, F_GETFD), fcntl(mnt, F_GETFL));
  TRY(fs_mount(fs, 0, 0));
  TRY(faccessat(mnt, "early", F_OK, 0));
  close(openat(mnt, "early", O_CREAT | O_WRONLY, 0600));
  mounted("a");
  TRY(move(mnt, "", AT_FDCWD, "none", MOVE_MOUNT_F_EMPTY_PATH));
  TRY(move(mnt, "", AT_FDCWD, "a", 0));
  TRY(move(mnt, "", AT_FDCWD, "a", 1 << 20));
  TRY(move(mnt, "", AT_FDCWD, "a", MOVE_MOUNT_F_EMPTY_PATH));
  mounted("a");
  TRY(access("a/early", F_OK));
  TRY(made("a/later"));
  TRY(move(mnt, "", AT_FDCWD, "b", MOVE_MOUNT_F_EMPTY_PATH));
  mounted("a");
  mounted("b");
  TRY(move(AT_FDCWD, "b", AT_FDCWD, "a", 0));
  mounted("a");

  // A copy of a part of the tree, held by a descriptor.
  mkdir("a/sub", 0755);
  made("a/sub/file");
  TRY(tree(AT_FDCWD, "a", AT_RECURSIVE));
  TRY(tree(AT_FDCWD, "a", 1 << 25));
  int path = tree(AT_FDCWD, "a/sub", OPEN_TREE_CLOEXEC);
  SAY("path %x %d\n", fcntl(path, F_GETFL), fcntl(path, F_GETFD));
  TRY(move(path, "", AT_FDCWD, "b", MOVE_MOUNT_F_EMPTY_PATH));
  int copy = tree(AT_FDCWD, "a/sub", OPEN_TREE_CLONE);
  TRY(faccessat(copy, "file", F_OK, 0));
  TRY(move(copy, "", AT_FDCWD, "c", MOVE_MOUNT_F_EMPTY_PATH));
  TRY(access("c/file", F_OK));
  mounted("c");

  TRY(attributes(AT_FDCWD, "c", 0, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOEXEC, 0, 0));
  mounted("c");
  TRY(made("c/more"));
  TRY(made("a/sub/more"));
  TRY(attributes(AT_FDCWD, "c", 0, MOUNT_ATTR_NOATIME, MOUNT_ATTR__ATIME | MOUNT_ATTR_RDONLY, 0));
  mounted("c");
  TRY(made("c/more"));
  TRY(attributes(AT_FDCWD, "c", 0, MOUNT_ATTR_NOATIME, 0, 0));
  TRY(attributes(AT_FDCWD, "c/file", 0, MOUNT_ATTR_RDONLY, 0, 0));
  TRY(attributes(AT_FDCWD, "c", 0, 1 << 30, 0, 0));
  TRY(attributes(AT_FDCWD, "c", 0, 0, 0, MS_SHARED));
  TRY(attributes(AT_FDCWD, "c", 0, 0, 0, MS_SHARED | MS_PRIVATE));
  TRY(attributes(AT_FDCWD, "c", 1, 0, 0, 0));
  TRY(attributes(AT_FDCWD, "none", 0, 0, 0, 0));
  TRY(attributes(AT_FDCWD, "none", 0, MOUNT_ATTR_RDONLY, 0, 0));
  TRY(syscall(SYS_mount_setattr, AT_FDCWD, "c", 0, 0, 8));

  // The settings of what is mounted.
  TRY(pick(AT_FDCWD, "a/sub", 0));
  TRY(pick(AT_FDCWD, "a", 1 << 10));
  int again = pick(AT_FDCWD, "a", FSPICK_CLOEXEC);
  TRY(fs_config(again, FSCONFIG_SET_STRING, "size", "128k", 0));
  TRY(fs_config(again, FSCONFIG_CMD_CREATE, 0, 0, 0));
  TRY(fs_config(again, FSCONFIG_CMD_RECONFIGURE, 0, 0, 0));
  mounted("a");
  TRY(fs_config(again, FSCONFIG_SET_FLAG, "ro", 0, 0));
  TRY(fs_config(again, FSCONFIG_CMD_RECONFIGURE, 0, 0, 0));
  TRY(made("a/never"));

  // A directory of a process's own, thrown away with its descriptor.
  int proc = fs_open("proc", 0);
  TRY(fs_config(proc, FSCONFIG_CMD_CREATE, 0, 0, 0));
  int tree_of = fs_mount(proc, 0, 0);
  TRY(faccessat(tree_of, "self/stat", R_OK, 0));
  close(tree_of);
  TRY(umount2("c", 0));
  TRY(umount2("a", MNT_DETACH));
  rmdir("a"), rmdir("b"), rmdir("c");
  if (setuid(1000)) return 1;
  TRY(fs_open("tmpfs", 0));
  TRY(tree(AT_FDCWD, "/", OPEN_TREE_CLONE));
  TRY(move(0, "", 0, "", 0));
  TRY(pick(AT_FDCWD, "/", 0));
  TRY(attributes(AT_FDCWD, "/", 0, MOUNT_ATTR_RDONLY, 0, 0));
  return 0;
}
