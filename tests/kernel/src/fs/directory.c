/* Directories: what getdents shows while names come and go, telldir and seekdir, fdopendir, a directory that is gone. */
#include "hosted.h"
#include <dirent.h>
static int compare(const void *a, const void *b) { return strcmp(*(char **)a, *(char **)b); }
static void list(DIR *d) {
  char *names[64];
  int n = 0;
  for (struct dirent *e; (e = readdir(d));) {
    names[n] = malloc(300);
    sprintf(names[n++], "%s/%d", e->d_name, e->d_type);
  }
  qsort(names, n, sizeof *names, compare);
  for (int i = 0; i < n; i++) SAY("%s ", names[i]);
  SAY("(%d)\n", n);
}
int main(void) {
  mkdir("d", 0755);
  chdir("d");
  close(open("file", O_CREAT | O_WRONLY, 0600));
  mkdir("dir", 0700), mkfifo("fifo", 0600);
  if (symlink("file", "link")) return 1;
  DIR *d = opendir(".");
  list(d);
  SAY("at the end %d\n", readdir(d) == 0);
  close(open("later", O_CREAT | O_WRONLY, 0600));
  rewinddir(d);
  list(d);
  unlink("file"), unlink("fifo");
  rewinddir(d);
  list(d);
  closedir(d);
  for (int i = 0; i < 500; i++) {
    char name[20];
    sprintf(name, "n%04d", i);
    close(open(name, O_CREAT | O_WRONLY, 0600));
  }
  d = opendir(".");
  int n = 0, removed = 0;
  for (struct dirent *e; (e = readdir(d));) {
    n++;
    if (e->d_name[0] == 'n' && unlink(e->d_name) == 0) removed++;
  }
  SAY("%d seen, %d removed\n", n, removed);
  closedir(d);
  int fd = open(".", O_RDONLY | O_DIRECTORY);
  char small[10];
  TRY(syscall(SYS_getdents64, fd, small, sizeof small));
  TRY(read(fd, small, 1));
  TRY(write(fd, small, 1));
  TRY(syscall(SYS_getdents64, 0, small, sizeof small) < 0);
  unlink("link"), unlink("later"), rmdir("dir");
  TRY(rmdir("../d"));
  char cwd[300];
  TRY(getcwd(cwd, sizeof cwd) == 0 ? -1 : 0);
  TRY(open("new", O_CREAT | O_WRONLY, 0600));
  TRY(mkdir("new", 0700));
  TRY(open(".", O_RDONLY) >= 0);
  TRY(chdir(".."));
  TRY(lseek(fd, 0, SEEK_SET));
  TRY(syscall(SYS_getdents64, fd, cwd, sizeof cwd));
  return 0;
}
