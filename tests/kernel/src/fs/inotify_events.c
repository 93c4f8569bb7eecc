/* inotify: the events of a file's life, cookies of renames, masks, limits of the buffer. */
#include "hosted.h"
#include <sys/inotify.h>
#include <poll.h>
static int fd;
static void drain(const char *what) {
  char buffer[4096] __attribute__((aligned(8)));
  long n = read(fd, buffer, sizeof buffer);
  SAY("%s:", what);
  unsigned cookie = 0;
  for (char *p = buffer; n > 0 && p < buffer + n;) {
    struct inotify_event *e = (void *)p;
    SAY(" %d:%x%s%s%s", e->wd, e->mask, e->len ? "=" : "", e->len ? e->name : "", e->cookie ? e->cookie == cookie ? "(same)" : "(cookie)" : "");
    cookie = e->cookie;
    p += sizeof *e + e->len;
  }
  SAY("\n");
}
int main(void) {
  fd = inotify_init1(IN_NONBLOCK);
  mkdir("d", 0755), mkdir("e", 0755);
  int wd = inotify_add_watch(fd, "d", IN_ALL_EVENTS);
  SAY("wd %d\n", wd);
  int f = open("d/a", O_CREAT | O_RDWR, 0600);
  drain("create");
  if (write(f, "abc", 3) != 3 || pread(f, (char[3]){0}, 3, 0) != 3) return 1;
  fchmod(f, 0644), ftruncate(f, 1), close(f);
  drain("use");
  rename("d/a", "d/b");
  drain("rename inside");
  rename("d/b", "e/b");
  drain("rename out");
  rename("e/b", "d/c");
  drain("rename in");
  mkdir("d/sub", 0700), rmdir("d/sub");
  drain("subdirectory");
  link("d/c", "d/hard"), symlink("c", "d/soft"), unlink("d/hard");
  drain("links");
  TRY(inotify_add_watch(fd, "d/c", IN_MODIFY | IN_DELETE_SELF | IN_ONESHOT));
  truncate("d/c", 0), truncate("d/c", 5);
  drain("oneshot");
  TRY(inotify_add_watch(fd, "d", IN_DELETE));
  close(open("d/quiet", O_CREAT | O_WRONLY, 0600));
  drain("quiet");
  unlink("d/quiet"), unlink("d/c"), unlink("d/soft");
  TRY(read(fd, (char[8]){0}, 8));
  struct pollfd p = {fd, POLLIN, 0};
  TRY(poll(&p, 1, 0));
  drain("delete");
  TRY(inotify_add_watch(fd, "d", IN_DELETE_SELF | IN_MASK_ADD));
  rmdir("d");
  drain("self");
  TRY(inotify_rm_watch(fd, wd));
  TRY(inotify_add_watch(fd, "nope", IN_ALL_EVENTS));
  TRY(inotify_add_watch(fd, "e", 0));
  TRY(inotify_add_watch(0, "e", IN_OPEN));
  wd = inotify_add_watch(fd, "e", IN_OPEN | IN_ONLYDIR);
  TRY(inotify_rm_watch(fd, wd));
  drain("ignored");
  TRY(read(fd, (char[64]){0}, 64));
  return 0;
}
