// What chattr sets on tmpfs: files that are only appended to, and files that nobody changes.
#include "hosted.h"

#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/xattr.h>

static void set(int fd, unsigned flags) {
  unsigned now = 77;
  int answer = ioctl(fd, FS_IOC_SETFLAGS, &flags), error = errno;
  ioctl(fd, FS_IOC_GETFLAGS, &now);
  SAY("set %x: %s, now %x\n", flags, answer ? strerrorname_np(error) : "done", now);
}

static int opened(const char *name, int flags) {
  int fd = open(name, flags, 0600);
  if (fd >= 0) close(fd);
  return fd < 0 ? -1 : 0;
}

static void tries(int fd) {
  TRY(write(fd, "x", 1));
  TRY(opened("file", O_RDONLY));
  TRY(opened("file", O_RDWR));
  TRY(opened("file", O_WRONLY | O_APPEND));
  TRY(opened("file", O_WRONLY | O_APPEND | O_TRUNC));
  TRY(access("file", W_OK));
  TRY(access("file", R_OK));
  TRY(link("file", "other"));
  TRY(rename("file", "moved"));
  TRY(unlink("file"));
  TRY(chmod("file", 0644));
  TRY(chown("file", 5, 5));
  TRY(ftruncate(fd, 0));
  TRY(truncate("file", 0));
  TRY(fallocate(fd, 0, 0, 100));
  TRY(utimensat(AT_FDCWD, "file", 0, 0));
  struct timespec times[2] = {{1, 1}, {1, 1}};
  TRY(utimensat(AT_FDCWD, "file", times, 0));
  TRY(setxattr("file", "user.a", "b", 1, 0));
  TRY(fcntl(fd, F_SETFL, 0));
}

int main(void) {
  char dir[] = "/dev/shm/flags-XXXXXX";
  if (!mkdtemp(dir) || chdir(dir)) return 1;
  int fd = open("file", O_CREAT | O_RDWR | O_APPEND, 0600);
  unsigned flags = 77;
  TRY(ioctl(fd, FS_IOC_GETFLAGS, &flags));
  SAY("%x\n", flags);
  set(fd, FS_APPEND_FL);
  tries(fd);
  set(fd, FS_IMMUTABLE_FL | FS_NODUMP_FL);
  tries(fd);
  struct statx sx;
  statx(fd, "", AT_EMPTY_PATH, STATX_BASIC_STATS, &sx);
  unsigned of = STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND | STATX_ATTR_NODUMP;
  SAY("attributes %llx of %llx\n", sx.stx_attributes & of, sx.stx_attributes_mask & of);
  set(fd, FS_NOATIME_FL | FS_SYNC_FL);
  set(fd, FS_NOATIME_FL);
  set(fd, 0);

  mkdir("sub", 0700);
  close(open("sub/old", O_CREAT | O_RDWR, 0600));
  int sub = open("sub", O_RDONLY);
  set(sub, FS_IMMUTABLE_FL);
  TRY(opened("sub/new", O_CREAT | O_RDWR));
  TRY(opened("sub/old", O_RDWR));
  TRY(unlink("sub/old"));
  TRY(mkdir("sub/sub", 0700));
  TRY(rename("sub", "bus"));
  TRY(rename("file", "sub/file"));
  TRY(rmdir("sub"));
  set(sub, FS_APPEND_FL);
  TRY(opened("sub/new", O_CREAT | O_RDWR));
  TRY(unlink("sub/old"));
  TRY(rename("sub/old", "older"));
  TRY(rename("sub/old", "sub/older"));
  TRY(link("file", "sub/file"));
  set(sub, 0);

  struct fsxattr x = {0};
  TRY(ioctl(fd, FS_IOC_FSGETXATTR, &x));
  SAY("%x\n", x.fsx_xflags);
  x.fsx_xflags = FS_XFLAG_APPEND | FS_XFLAG_NODUMP;
  TRY(ioctl(fd, FS_IOC_FSSETXATTR, &x));
  TRY(ioctl(fd, FS_IOC_GETFLAGS, &flags));
  SAY("%x\n", flags);
  set(fd, 0);
  TRY(ioctl(fd, FS_IOC_SETFLAGS, 8));
  int status = open("/proc/self/status", O_RDONLY);
  TRY(ioctl(status, FS_IOC_GETFLAGS, &flags));
  chmod("file", 0666), chmod(dir, 0777);
  pid_t child = fork();
  if (child == 0) {
    if (setuid(1000)) return 1;
    set(fd, FS_NODUMP_FL);
    int own = open("own", O_CREAT | O_RDWR, 0600);
    set(own, FS_NODUMP_FL);
    set(own, FS_IMMUTABLE_FL);
    return 0;
  }
  reap(child);
  unlink("own"), unlink("file"), unlink("sub/old"), unlink("sub/new"), unlink("sub/older"), unlink("sub/file"), rmdir("sub"), rmdir(dir);
  return 0;
}
