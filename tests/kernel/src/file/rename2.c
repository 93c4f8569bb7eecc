#include "hosted.h"
/* renameat2: NOREPLACE, EXCHANGE, and what cannot be. */
static void make(const char *path, const char *text) {
  int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0644);
  write(fd, text, strlen(text));
  close(fd);
}
static void show(const char *path) {
  char buf[16] = {0};
  struct stat st;
  if (lstat(path, &st) < 0) { SAY("%s: %s\n", path, strerrorname_np(errno)); return; }
  int fd = open(path, O_RDONLY);
  read(fd, buf, 15);
  close(fd);
  SAY("%s: %o links %d '%s'\n", path, st.st_mode, S_ISDIR(st.st_mode) ? (int)st.st_nlink : 0, buf);
}
#define MOVE(from, to, flags) TRY(renameat2(AT_FDCWD, from, AT_FDCWD, to, flags))
int main() {
  make("a", "aa"); make("b", "bb"); mkdir("d", 0755); mkdir("d/e", 0755); make("d/e/f", "ff"); symlink("a", "l");
  MOVE("a", "b", RENAME_NOREPLACE); MOVE("a", "c", RENAME_NOREPLACE); MOVE("none", "b", RENAME_NOREPLACE);
  MOVE("c", "b", RENAME_EXCHANGE); show("c"); show("b");
  MOVE("c", "none", RENAME_EXCHANGE); MOVE("c", "d", RENAME_EXCHANGE); show("c"); show("d");
  MOVE("c", "c/e", RENAME_EXCHANGE); MOVE("c/e", "c", RENAME_EXCHANGE); MOVE("c", "c/e/x", 0); MOVE("c/e", "c", 0);
  MOVE("l", "b", RENAME_EXCHANGE); show("b");
  MOVE("b", "d", RENAME_EXCHANGE | RENAME_NOREPLACE); MOVE("b", "d", 8); MOVE("b", "d", RENAME_WHITEOUT | RENAME_EXCHANGE);
  MOVE("c/e", "moved", RENAME_NOREPLACE); show("c"); show("moved");
  MOVE("moved", "b", 0); MOVE("b", "moved", 0); MOVE("c", "moved", 0); mkdir("empty", 0755); MOVE("moved", "empty", 0); show("empty");
  MOVE(".", "x", 0); MOVE("c", "..", 0); MOVE("c", "empty/.", 0); MOVE("c/", "k/", 0); MOVE("d/", "k2", 0); MOVE("d", "k2/", 0);
  MOVE("", "x", 0); MOVE("b", "", 0); MOVE("d/x", "y", 0); MOVE("b", "b", 0); MOVE("b", "b", RENAME_NOREPLACE); MOVE("b", "b", RENAME_EXCHANGE);
  link("d", "d2"); MOVE("d", "d2", 0); show("d"); show("d2");
  return 0;
}
