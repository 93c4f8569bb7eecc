/* Times of files: what moves which of the three, utimensat with its special values. */
#include "hosted.h"
static struct stat before;
static void look(const char *what, const char *name) {
  struct stat st;
  stat(name, &st);
#define NEWER(f) (st.f.tv_sec > before.f.tv_sec || (st.f.tv_sec == before.f.tv_sec && st.f.tv_nsec > before.f.tv_nsec))
  SAY("%s: atime %d mtime %d ctime %d\n", what, NEWER(st_atim), NEWER(st_mtim), NEWER(st_ctim));
  nap(15);
  before = st;
}
int main(void) {
  char c;
  mkdir("d", 0755);
  int fd = open("d/f", O_CREAT | O_RDWR, 0600);
  stat("d/f", &before);
  nap(15);
  if (write(fd, "abc", 3) != 3) return 1;
  look("write", "d/f");
  if (pread(fd, &c, 1, 0) != 1) return 1;
  look("read", "d/f");
  if (pread(fd, &c, 1, 0) != 1) return 1;
  look("read again", "d/f");
  fchmod(fd, 0644);
  look("chmod", "d/f");
  link("d/f", "d/g");
  look("link", "d/f");
  rename("d/g", "d/h");
  look("rename", "d/f");
  ftruncate(fd, 1);
  look("truncate", "d/f");
  ftruncate(fd, 1);
  look("truncate to the same", "d/f");
  if (write(fd, "", 0) != 0) return 1;
  look("write nothing", "d/f");
  stat("d", &before);
  nap(15);
  close(open("d/new", O_CREAT | O_WRONLY, 0600));
  look("create in a directory", "d");
  unlink("d/new");
  look("unlink in a directory", "d");
  struct timespec t[2] = {{100, 5}, {200, 999999999}};
  TRY(futimens(fd, t));
  struct stat st;
  fstat(fd, &st);
  SAY("%ld.%09ld %ld.%09ld\n", (long)st.st_atim.tv_sec, st.st_atim.tv_nsec, (long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
  t[0].tv_nsec = UTIME_OMIT, t[1].tv_nsec = UTIME_NOW;
  TRY(futimens(fd, t));
  fstat(fd, &st);
  SAY("%ld now %d\n", (long)st.st_atim.tv_sec, labs(time(0) - st.st_mtim.tv_sec) < 5);
  t[0].tv_nsec = 1000000000;
  TRY(futimens(fd, t));
  TRY(utimensat(AT_FDCWD, "nope", 0, 0));
  TRY(utimensat(AT_FDCWD, 0, 0, 0));
  TRY(utimensat(77, 0, 0, 0));
  TRY(utimensat(AT_FDCWD, "d/f", 0, 0x8000));
  symlink("f", "d/l");
  t[0] = (struct timespec){-5, 0}, t[1] = (struct timespec){7, 0};
  TRY(utimensat(AT_FDCWD, "d/l", t, AT_SYMLINK_NOFOLLOW));
  lstat("d/l", &st);
  SAY("%ld %ld\n", (long)st.st_atim.tv_sec, (long)st.st_mtim.tv_sec);
  return 0;
}
