#include "kernel.h"
#include <sys/inotify.h>
static char buf[4096] __attribute__((aligned(8)));
static long in;
static void look(const char *what) {
  long n = K(read, in, buf, sizeof buf);
  say("%s: %e\n", what, n > 0 ? 0 : n);
  for (long at = 0; at < n;) {
    struct inotify_event *e = (void *)(buf + at);
    say("  wd %d mask %x cookie %d len %d %s\n", e->wd, e->mask, e->cookie != 0, e->len,
        e->len ? e->name : "");
    at += 16 + e->len;
  }
}
int main(int argc, char **argv, char **envp) {
  K(mkdir, "d", 0700);
  in = R(inotify_init1, IN_NONBLOCK);
  R(inotify_init1, 5);
  R(inotify_add_watch, in, "none", IN_ALL_EVENTS);
  R(inotify_add_watch, in, "d", 0);
  R(inotify_add_watch, 99, "d", 1);
  R(inotify_add_watch, 1, "d", 1);
  R(inotify_add_watch, in, "d", IN_ALL_EVENTS);
  look("nothing");
  long f = K(open, "d/file", O_RDWR | O_CREAT, 0600);
  look("create");
  K(write, f, "x", 1);
  K(write, f, "x", 1);
  look("write");
  K(lseek, f, 0, 0);
  K(read, f, buf, 2);
  look("read");
  K(ftruncate, f, 0);
  K(fchmod, f, 0644);
  look("attr");
  K(close, f);
  look("close");
  R(inotify_add_watch, in, "d/file", IN_ALL_EVENTS);
  K(chmod, "d/file", 0600);
  look("chmod");
  K(rename, "d/file", "d/other");
  look("rename");
  K(link, "d/other", "d/link");
  look("link");
  K(unlink, "d/link");
  look("unlink");
  K(mkdir, "d/sub", 0700);
  look("mkdir");
  K(rmdir, "d/sub");
  look("rmdir");
  K(symlink, "x", "d/sym");
  look("symlink");
  K(unlink, "d/sym");
  look("unlink");
  f = K(open, "d/other", O_RDONLY);
  K(unlink, "d/other");
  look("unlink open");
  K(close, f);
  look("closed");
  long wd = R(inotify_add_watch, in, "d", IN_CREATE | IN_ONESHOT);
  K(mkdir, "d/a", 0700);
  K(mkdir, "d/b", 0700);
  look("oneshot");
  R(inotify_rm_watch, in, wd);
  wd = R(inotify_add_watch, in, "d", IN_CREATE);
  R(inotify_add_watch, in, "d", IN_DELETE | IN_MASK_ADD);
  R(inotify_add_watch, in, "d", IN_DELETE | IN_MASK_CREATE);
  R(inotify_add_watch, in, "d/a", IN_ONLYDIR | IN_OPEN);
  R(inotify_add_watch, in, argv[0], IN_ONLYDIR | IN_OPEN);
  K(rmdir, "d/b");
  look("both");
  K(mkdir, "d/c", 0700);
  int have = 0;
  K(ioctl, in, 0x541b, &have);
  say("%d\n", have);
  R(read, in, buf, 20);
  look("again");
  R(inotify_rm_watch, in, wd);
  look("removed");
  R(inotify_rm_watch, in, 77);
  K(rmdir, "d/a");
  K(rmdir, "d/c");
  K(rmdir, "d");
  look("end");
  return 0;
}
