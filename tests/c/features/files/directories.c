// mkdir, opendir, scandir, readdir types, rename, link, symlink, readlink, ftw, rmdir, chdir, getcwd, realpath.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
static int visit(const char *path, const struct stat *st, int type, struct FTW *f) {
  printf("%d %d %s %ld\n", type == FTW_DP, f->level, path + f->base, S_ISREG(st->st_mode) ? (long)st->st_size : 0);
  return remove(path);
}
static int not_dots(const struct dirent *d) { return d->d_name[0] != '.'; }
int main(void) {
  umask(022);
  printf("%d %d %d\n", mkdir("tree", 0777), mkdir("tree", 0777), errno == EEXIST);
  int fd = open("tree/file", O_CREAT | O_WRONLY, 0666);
  write(fd, "12345", 5); close(fd);
  printf("%d %d\n", link("tree/file", "tree/hard"), symlink("file", "tree/soft"));
  struct stat st; char text[64];
  stat("tree/file", &st); printf("%o %ld %ld\n", st.st_mode & 07777, (long)st.st_nlink, (long)st.st_size);
  lstat("tree/soft", &st); printf("%d %ld\n", S_ISLNK(st.st_mode), (long)st.st_size);
  ssize_t n = readlink("tree/soft", text, 64); printf("%.*s\n", (int)n, text);
  struct dirent **list; int count = scandir("tree", &list, not_dots, alphasort);
  for (int i = 0; i < count; i++) { printf("%s:%d ", list[i]->d_name, list[i]->d_type == DT_LNK); free(list[i]); }
  free(list);
  printf("\n%d %d\n", rename("tree/hard", "tree/moved"), access("tree/hard", F_OK));
  printf("%d %d\n", chmod("tree/moved", 0400), fchmodat(AT_FDCWD, "tree/moved", 0640, 0));
  printf("%d %d\n", rmdir("tree"), errno == ENOTEMPTY);
  char *cwd = getcwd(NULL, 0), *real = realpath("tree/../tree/soft", NULL);
  printf("%s\n", real + strlen(cwd));
  chdir("tree"); DIR *d = opendir("."); int seen = 0; while (readdir(d)) seen++; rewinddir(d); closedir(d); chdir("..");
  printf("%d\n", seen);
  printf("%d %d\n", unlink("tree"), errno == EISDIR || errno == EPERM);
  unlink("tree/soft"); unlink("tree/moved");
  printf("%d\n", nftw("tree", visit, 5, FTW_DEPTH | FTW_PHYS));
  free(cwd); free(real);
  return 0;
}
