#include "hosted.h"
#include <sys/sysmacros.h>
/* statx: what the mask asks for, flags, and errors before others. */
static struct statx x;
static void show(const char *what) {
  SAY("%s: %o links %u size %llu uid %u blocks %d rdev %u:%u mask %x attributes %d\n", what, x.stx_mode,
      x.stx_nlink, (unsigned long long)x.stx_size, x.stx_uid, (int)(x.stx_blocks > 0), x.stx_rdev_major,
      x.stx_rdev_minor, x.stx_mask & 0x1fff, (int)(x.stx_attributes & STATX_ATTR_IMMUTABLE));
}
int main() {
  int fd = open("f", O_CREAT | O_RDWR, 0640);
  write(fd, "12345", 5);
  symlink("f", "l");
  symlink("none", "dangling");
  TRY(statx(AT_FDCWD, "f", 0, STATX_BASIC_STATS | STATX_BTIME, &x));
  show("f");
  TRY(statx(AT_FDCWD, "f", 0, 0, &x));
  SAY("%d\n", (x.stx_mask & STATX_TYPE) != 0);
  TRY(statx(AT_FDCWD, "l", 0, STATX_SIZE, &x));
  show("l");
  TRY(statx(AT_FDCWD, "l", AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &x));
  SAY("%o %llu\n", x.stx_mode, (unsigned long long)x.stx_size);
  TRY(statx(fd, "", AT_EMPTY_PATH, STATX_BASIC_STATS, &x));
  show("fd");
  TRY(statx(fd, "", 0, STATX_BASIC_STATS, &x));
  TRY(statx(fd, "f", 0, STATX_BASIC_STATS, &x));
  TRY(statx(99, "f", 0, STATX_BASIC_STATS, &x));
  TRY(statx(99, "/dev/null", 0, STATX_BASIC_STATS, &x));
  SAY("%o %u:%u\n", x.stx_mode, x.stx_rdev_major, x.stx_rdev_minor);
  TRY(statx(AT_FDCWD, "dangling", 0, STATX_BASIC_STATS, &x));
  TRY(statx(AT_FDCWD, "f/x", 0, STATX_BASIC_STATS, &x));
  TRY(statx(AT_FDCWD, "none", 0, STATX_BASIC_STATS, &x));
  TRY(statx(AT_FDCWD, "f", AT_STATX_FORCE_SYNC, STATX_BASIC_STATS, &x));
  TRY(statx(AT_FDCWD, "f", AT_STATX_DONT_SYNC, STATX_BASIC_STATS, &x));
  TRY(statx(AT_FDCWD, "f", 0x6000, STATX_BASIC_STATS, &x));
  TRY(statx(AT_FDCWD, "f", 1, STATX_BASIC_STATS, &x));
  TRY(statx(AT_FDCWD, "f", 0, 0x80000000, &x));
  TRY(statx(AT_FDCWD, "f", AT_NO_AUTOMOUNT, 0x7fffffff, &x));
  TRY(syscall(SYS_statx, AT_FDCWD, "f", 0, STATX_SIZE, 8));
  TRY(syscall(SYS_statx, AT_FDCWD, 8, 0, STATX_SIZE, &x));
  TRY(syscall(SYS_statx, fd, 0, AT_EMPTY_PATH, STATX_SIZE, &x));
  TRY(syscall(SYS_statx, AT_FDCWD, "none", 1, 0x80000000, 8));
  return 0;
}
