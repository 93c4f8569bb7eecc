/* Names: directories, links, renaming, the current directory, and reading a directory's entries. */
#include "sys.h"

#define getdents64(fd, buf, n) sys3(217, fd, buf, n)
#define getcwd(buf, n) sys2(79, buf, n)
#define chdir(path) sys1(80, path)
#define rename(from, to) sys2(82, from, to)
#define mkdir(path, mode) sys2(83, path, mode)
#define rmdir(path) sys1(84, path)
#define link(from, to) sys2(86, from, to)
#define unlink(path) sys1(87, path)
#define symlink(target, path) sys2(88, target, path)
#define readlink(path, buf, n) sys3(89, path, buf, n)

struct dirent { u64 ino; i64 off; u16 reclen; u8 type; char name[]; };

/* Counts entries by type and adds up the lengths of their names; the order is the filesystem's own. */
static void list(const char *path, u64 room) {
  char buf[1024];
  long fd = open(path, O_RDONLY | O_DIRECTORY, 0), n, names = 0, dirs = 0, files = 0, links = 0;
  while ((n = getdents64(fd, buf, room)) > 0)
    for (long at = 0; at < n; at += ((struct dirent *)(buf + at))->reclen) {
      struct dirent *d = (struct dirent *)(buf + at);
      names += strlen(d->name);
      dirs += d->type == 4;
      files += d->type == 8;
      links += d->type == 10;
    }
  show("end", n);
  show("names", names);
  show("dirs", dirs);
  show("files", files);
  show("links", links);
  close(fd);
}

static void touch(const char *path) { close(open(path, O_CREAT | O_WRONLY, 0644)); }

void start(u64 *stack) {
  (void)stack;
  char buf[64];
  struct stat_buf st;
  show("mkdir", mkdir("dir", 0755));
  show("again", mkdir("dir/", 0755));
  show("below", mkdir("dir/sub", 0700));
  touch("dir/one");
  touch("dir/two");
  show("symlink", symlink("dir/one", "soft"));
  show("dangling", symlink("nowhere", "dir/lost"));
  show("readlink", readlink("soft", buf, 3));
  write(1, buf, 3);
  put("\n");
  show("lost", open("dir/lost", O_RDONLY, 0));
  show("loop", symlink("loop", "loop"));
  show("eloop", open("loop", O_RDONLY, 0));
  show("through", open("soft/x", O_RDONLY, 0));
  show("link", link("dir/one", "hard"));
  show("stat", stat("hard", &st));
  show("nlink", (i64)st.nlink);
  list("dir", 1024);
  list("dir", 64);
  show("too small", getdents64(open("dir", O_RDONLY, 0), buf, 8));
  show("rename", rename("dir", "moved"));
  show("into itself", rename("moved", "moved/sub/dir"));
  show("over full", rename("moved/sub", "moved"));
  show("gone", rename("dir", "other"));
  show("chdir", chdir("moved/sub"));
  show("getcwd", getcwd(buf, 4));
  show("up", stat("../one", &st));
  show("rmdir here", rmdir("../sub"));
  show("cwd gone", getcwd(buf, 64));
  show("make in gone", mkdir("x", 0755));
  show("back", chdir(".."));
  show("not empty", rmdir("../moved"));
  show("not a dir", rmdir("one"));
  show("a dir", unlink("../moved"));
  show("unlink", unlink("one"));
  show("unlink", unlink("two"));
  show("unlink", unlink("lost"));
  show("rmdir", rmdir("../moved/"));
  exit(0);
}
