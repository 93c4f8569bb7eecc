#include "hosted.h"
/* O_TMPFILE: a file without a name, which may be given one later. */
int main() {
  mkdir("d", 0755);
  int fd = TRY(open("d", O_TMPFILE | O_RDWR, 0640));
  struct stat st;
  fstat(fd, &st);
  SAY("%o links %ld\n", st.st_mode, (long)st.st_nlink);
  TRY(open("d", O_TMPFILE | O_RDONLY, 0600));
  TRY(open("d/none", O_TMPFILE | O_RDWR, 0600));
  TRY(open("/dev/null", O_TMPFILE | O_RDWR, 0600));
  TRY(open("d", O_TMPFILE | O_RDWR | O_CREAT, 0600));
  TRY(write(fd, "contents", 8));
  TRY(rmdir("d"));
  TRY(mkdir("d", 0755));
  fd = TRY(open("d", O_TMPFILE | O_WRONLY, 0600));
  write(fd, "contents", 8);
  char path[64], back[16] = {0};
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  TRY(linkat(AT_FDCWD, path, AT_FDCWD, "d/name", AT_SYMLINK_FOLLOW));
  TRY(linkat(AT_FDCWD, path, AT_FDCWD, "d/name", AT_SYMLINK_FOLLOW));
  fstat(fd, &st);
  SAY("links %ld\n", (long)st.st_nlink);
  int in = open("d/name", O_RDONLY);
  TRY(read(in, back, 15));
  SAY("%s\n", back);
  int sealed = TRY(open("d", O_TMPFILE | O_EXCL | O_RDWR, 0600));
  snprintf(path, sizeof path, "/proc/self/fd/%d", sealed);
  TRY(linkat(AT_FDCWD, path, AT_FDCWD, "d/other", AT_SYMLINK_FOLLOW));
  TRY(linkat(sealed, "", AT_FDCWD, "d/other", AT_EMPTY_PATH));
  TRY(linkat(in, "", AT_FDCWD, "d/more", 0));
  TRY(linkat(AT_FDCWD, "d/name", AT_FDCWD, "d/more", 0x80));
  TRY(unlink("d/name"));
  TRY(rmdir("d"));
  return 0;
}
