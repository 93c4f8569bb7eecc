/* Modes of new files: umask, set-group-ID directories, O_CREAT of what exists, mkfifo and mknod. */
#include "hosted.h"
static void show(const char *name) {
  struct stat st;
  if (lstat(name, &st)) SAY("%s: %s\n", name, strerrorname_np(errno));
  else SAY("%s %o gid %d\n", name, st.st_mode, st.st_gid);
}
int main(void) {
  SAY("%o\n", umask(027));
  close(open("f", O_CREAT | O_WRONLY, 0777)), show("f");
  close(open("s", O_CREAT | O_WRONLY, 07777)), show("s");
  mkdir("d", 07777), show("d");
  mkfifo("p", 0666), show("p");
  mknod("r", S_IFREG | 0666, 0), show("r");
  TRY(mknod("bad", S_IFDIR | 0666, 0));
  symlink("f", "l"), show("l");
  SAY("%o\n", umask(0777));
  close(open("none", O_CREAT | O_WRONLY, 0666)), show("none");
  umask(0);
  mkdir("g", 0755);
  if (chown("g", 0, 1234)) return 1;
  chmod("g", 02775), show("g");
  close(open("g/f", O_CREAT | O_WRONLY, 0664)), show("g/f");
  mkdir("g/d", 0755), show("g/d");
  mkfifo("g/p", 0600), show("g/p");
  int fd = open("f", O_CREAT | O_RDONLY, 0), flags = fcntl(fd, F_GETFL);
  SAY("flags %o\n", flags);
  TRY(open("f", O_CREAT | O_EXCL, 0600));
  TRY(open("d", O_CREAT, 0600));
  TRY(open("d", O_WRONLY));
  TRY(open("new/", O_CREAT | O_WRONLY, 0600));
  TRY(open("f", O_DIRECTORY));
  TRY(mkdir("f", 0700));
  TRY(mkdir("x/y", 0700));
  TRY(mkdir("", 0700));
  TRY(mkdir("m/", 0700));
  TRY(rmdir("."));
  TRY(rmdir("d/.."));
  TRY(rmdir("g"));
  TRY(rmdir("f"));
  TRY(fchmod(fd, 0123)), show("f");
  TRY(fchmodat(AT_FDCWD, "l", 0456, 0)), show("f");
  TRY(umask(01777) == 0), SAY("%o\n", umask(0));
  return 0;
}
