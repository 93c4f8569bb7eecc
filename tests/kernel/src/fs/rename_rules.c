/* rename(2): what replaces what, and what may not. */
#include "hosted.h"
static void touch(const char *name) { close(open(name, O_CREAT | O_WRONLY, 0644)); }
int main(void) {
  mkdir("w", 0755);
  if (chdir("w")) return 1;
  mkdir("d", 0755), mkdir("e", 0755), mkdir("full", 0755);
  touch("a"), touch("b"), touch("full/x");
  struct stat st;
  stat("a", &st);
  long ino = st.st_ino;
  TRY(rename("a", "b"));
  stat("b", &st);
  SAY("same file %d\n", (long)st.st_ino == ino);
  TRY(rename("a", "c"));
  TRY(rename("b", "d"));
  TRY(rename("d", "b"));
  TRY(rename("d", "e"));
  TRY(rename("e", "full"));
  TRY(rename("full", "full/sub"));
  TRY(rename("b", "b"));
  TRY(link("b", "hard"));
  TRY(rename("b", "hard"));
  TRY(access("b", F_OK));
  TRY(rename("b/", "z"));
  TRY(rename("nope", "z"));
  TRY(rename("", "z"));
  TRY(rename("b", "no/where"));
  TRY(rename("b", "full/x/y"));
  TRY(rename(".", "z"));
  TRY(rename("full/..", "z"));
  TRY(symlink("b", "link"));
  TRY(rename("link", "link2"));
  char target[8] = {0};
  TRY(readlink("link2", target, 8));
  TRY(rename("b", "link2"));
  lstat("link2", &st);
  SAY("regular %d\n", S_ISREG(st.st_mode));
  TRY(renameat2(AT_FDCWD, "hard", AT_FDCWD, "link2", RENAME_NOREPLACE));
  TRY(renameat2(AT_FDCWD, "e", AT_FDCWD, "hard", RENAME_EXCHANGE));
  stat("e", &st);
  SAY("swapped %d\n", S_ISREG(st.st_mode));
  TRY(renameat2(AT_FDCWD, "hard", AT_FDCWD, "nope", RENAME_EXCHANGE));
  TRY(renameat2(AT_FDCWD, "hard", AT_FDCWD, "x", RENAME_EXCHANGE | RENAME_NOREPLACE));
  int fd = open("e", O_RDONLY);
  TRY(unlink("e"));
  TRY(fstat(fd, &st));
  SAY("links %ld\n", (long)st.st_nlink);
  stat(".", &st);
  SAY("subdirectories %ld\n", (long)st.st_nlink - 2);
  return 0;
}
