/* A file made, written, closed, opened again, read, appended to and cut. */
#include "sys.h"

static void dump(const char *path) {
  char buf[64];
  long fd = open(path, O_RDONLY, 0), n;
  while ((n = read(fd, buf, sizeof buf)) > 0) write(1, buf, n);
  put("|\n");
  close(fd);
}

void start(u64 *stack) {
  (void)stack;
  struct stat_buf st;
  long fd = open("file", O_CREAT | O_WRONLY | O_TRUNC, 0640);
  show("fd", fd);
  show("write", write(fd, "one two three", 13));
  show("close", close(fd));
  show("close again", close(fd));
  dump("file");
  fd = open("file", O_WRONLY | O_APPEND, 0);
  show("append", write(fd, "!", 1));
  show("fstat", fstat(fd, &st));
  show("size", st.size);
  show_hex("mode", st.mode);
  show("nlink", (i64)st.nlink);
  close(fd);
  dump("file");
  show("excl", open("file", O_CREAT | O_EXCL | O_RDWR, 0600));
  fd = openat(AT_FDCWD, "file", O_RDWR | O_TRUNC, 0);
  show("read", read(fd, &st, 8));
  show("stat", stat("file", &st));
  show("size", st.size);
  show("lstat", lstat("nothing", &st));
  show("access", access("file", 6));
  show("access x", access("nothing", 0));
  exit(0);
}
