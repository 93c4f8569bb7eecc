/* Links: counts, symbolic links to nowhere and in circles, O_NOFOLLOW, linkat by /proc/self/fd. */
#include "hosted.h"
#include <limits.h>
int main(void) {
  struct stat st;
  char text[PATH_MAX];
  int fd = open("a", O_CREAT | O_RDWR, 0600);
  TRY(link("a", "b"));
  TRY(link("a", "b"));
  TRY(link("nope", "c"));
  mkdir("d", 0700);
  TRY(link("d", "dd"));
  fstat(fd, &st);
  SAY("links %ld\n", (long)st.st_nlink);
  TRY(unlink("a"));
  TRY(unlink("d"));
  TRY(rmdir("b"));
  fstat(fd, &st);
  SAY("links %ld\n", (long)st.st_nlink);
  TRY(symlink("nowhere", "dangling"));
  TRY(open("dangling", O_RDONLY));
  TRY(open("dangling", O_CREAT | O_EXCL | O_WRONLY, 0600));
  TRY(stat("dangling", &st));
  TRY(lstat("dangling", &st));
  SAY("%o %ld\n", st.st_mode, (long)st.st_size);
  TRY(symlink("loop2", "loop1"));
  TRY(symlink("loop1", "loop2"));
  TRY(open("loop1", O_RDONLY));
  TRY(open("dangling", O_RDONLY | O_NOFOLLOW));
  TRY(open("b/", O_RDONLY));
  TRY(symlink("", "empty"));
  TRY(symlink("x", "b"));
  TRY(readlink("dangling", text, 3));
  SAY("%.3s\n", text);
  TRY(readlink("b", text, 10));
  TRY(readlink("dangling", text, 0));
  TRY(linkat(AT_FDCWD, "dangling", AT_FDCWD, "copy", 0));
  TRY(linkat(AT_FDCWD, "dangling", AT_FDCWD, "copy2", AT_SYMLINK_FOLLOW));
  int tmp = open(".", O_TMPFILE | O_RDWR, 0600);
  if (write(tmp, "nameless", 8) != 8) return 1;
  sprintf(text, "/proc/self/fd/%d", tmp);
  TRY(linkat(AT_FDCWD, text, AT_FDCWD, "named", AT_SYMLINK_FOLLOW));
  stat("named", &st);
  SAY("size %ld links %ld\n", (long)st.st_size, (long)st.st_nlink);
  char deep[PATH_MAX] = "d";
  symlink("d", "s0");
  for (int i = 1; i < 45; i++) {
    char from[8], to[8];
    sprintf(from, "s%d", i - 1);
    sprintf(to, "s%d", i);
    if (symlink(from, to)) return 1;
  }
  TRY(access("s39", F_OK));
  TRY(access("s40", F_OK));
  memset(deep, 'x', 300);
  deep[300] = 0;
  TRY(open(deep, O_RDONLY));
  for (int i = 0; i < 4200 && i < PATH_MAX - 1; i += 2) memcpy(deep + i, "./", 3);
  TRY(open(deep, O_RDONLY));
  return 0;
}
