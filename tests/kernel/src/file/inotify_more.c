#include "hosted.h"
#include <sys/inotify.h>
#include <sys/ioctl.h>
/* inotify: watches of one shot and of several names, moves between directories, what a short read and removal
 * leave. */
static int in;
static void drain(const char *what) {
  char buf[4096] __attribute__((aligned(8)));
  long n = read(in, buf, sizeof buf);
  printf("%s:", what);
  if (n < 0) printf(" %s", strerrorname_np(errno));
  unsigned cookie = 0;
  for (char *p = buf; p < buf + n;) {
    struct inotify_event *e = (void *)p;
    printf(" %d/%x%s%s%s", e->wd, e->mask, e->len ? "/" : "", e->len ? e->name : "",
           e->cookie ? e->cookie == cookie ? "=" : "*" : "");
    if (e->cookie) cookie = e->cookie;
    p += sizeof *e + e->len;
  }
  SAY("\n");
}
int main() {
  mkdir("a", 0755);
  mkdir("b", 0755);
  TRY(inotify_init1(IN_NONBLOCK | 1));
  in = TRY(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  int wa = TRY(inotify_add_watch(in, "a", IN_ALL_EVENTS)),
      wb = TRY(inotify_add_watch(in, "b", IN_MOVE | IN_CREATE | IN_ONLYDIR));
  int fd = open("a/x", O_CREAT | O_RDWR, 0644);
  write(fd, "1", 1);
  write(fd, "2", 1);
  drain("made and written");
  read(fd, &fd, 0);
  fchmod(fd, 0600);
  ftruncate(fd, 0);
  drain("attributes");
  close(fd);
  rename("a/x", "b/y");
  drain("moved");
  rename("b/y", "b/z");
  drain("renamed");
  mkdir("a/d", 0755);
  rmdir("a/d");
  drain("directory");
  link("b/z", "a/l");
  unlink("a/l");
  symlink("x", "a/s");
  drain("links");
  close(open("a", O_RDONLY | O_DIRECTORY));
  drain("opened itself");
  TRY(inotify_add_watch(in, "b/z", IN_ONLYDIR | IN_OPEN));
  TRY(inotify_add_watch(in, "a/s", IN_OPEN));
  TRY(inotify_add_watch(in, "a/s", IN_OPEN | IN_DONT_FOLLOW));
  TRY(inotify_add_watch(in, "a", 0));
  TRY(inotify_add_watch(in, "a", IN_MASK_CREATE | IN_OPEN));
  TRY(inotify_add_watch(in, "none", IN_OPEN));
  TRY(inotify_add_watch(0, "a", IN_OPEN));
  TRY(inotify_add_watch(in, "a", IN_MASK_ADD | IN_MASK_CREATE | IN_OPEN));
  int wz = TRY(inotify_add_watch(in, "b/z", IN_OPEN | IN_ONESHOT));
  close(open("b/z", O_RDONLY));
  close(open("b/z", O_RDONLY));
  drain("one shot");
  TRY(inotify_rm_watch(in, wz));
  wz = TRY(inotify_add_watch(in, "b/z", IN_CLOSE));
  TRY(inotify_add_watch(in, "b/z", IN_MASK_ADD | IN_DELETE_SELF | IN_ATTRIB));
  TRY(inotify_add_watch(in, "a/../b/z", IN_MASK_ADD | IN_ACCESS) == wz);
  fd = open("b/z", O_RDWR);
  char c;
  read(fd, &c, 1);
  close(fd);
  drain("mask added");
  unlink("b/z");
  drain("gone");
  TRY(inotify_rm_watch(in, wz));
  TRY(inotify_add_watch(in, "a", IN_DELETE));
  close(open("a/n", O_CREAT, 0600));
  drain("mask replaced");
  unlink("a/n");
  unlink("a/s");
  int n = -1;
  TRY(ioctl(in, FIONREAD, &n));
  SAY("%d\n", n);
  TRY(read(in, &c, 1));
  char small[20];
  TRY(read(in, small, 20));
  drain("deleted");
  TRY(inotify_rm_watch(in, wb));
  drain("removed");
  TRY(inotify_rm_watch(in, 99));
  TRY(inotify_rm_watch(0, 1));
  rmdir("a");
  drain("directory gone");
  TRY(inotify_rm_watch(in, wa));
  mkdir("c", 0755);
  TRY(inotify_add_watch(in, "c", IN_MOVE_SELF | IN_EXCL_UNLINK | IN_MODIFY));
  rename("c", "d");
  drain("self moved");
  fd = open("d/u", O_CREAT | O_RDWR, 0600);
  unlink("d/u");
  write(fd, "x", 1);
  drain("excluded");
  for (int i = 0; i < 3; i++) {
    close(open("d/v", O_CREAT | O_RDWR | O_TRUNC, 0600));
    truncate("d/v", 5);
  }
  drain("alike ones run together");
  return 0;
}
