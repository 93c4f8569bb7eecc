#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
static int cmp(const void *a, const void *b) { return strcmp(*(char **)a, *(char **)b); }
int main(void) {
  int fd = open("data", O_RDWR | O_CREAT | O_EXCL, 0640);
  write(fd, "0123456789", 10);
  printf("%d %ld\n", open("data", O_CREAT | O_EXCL) < 0 && errno == EEXIST, (long)lseek(fd, -3, SEEK_END));
  char b[20] = {0};
  read(fd, b, 20);
  puts(b);
  pwrite(fd, "AB", 2, 2);
  pread(fd, b, 5, 0);
  printf("%.5s\n", b);
  ftruncate(fd, 8192);
  struct stat st;
  fstat(fd, &st);
  printf("%ld %o %d\n", (long)st.st_size, st.st_mode & 0777, S_ISREG(st.st_mode));
  char *m = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  m[4096] = 'M';
  msync(m, 8192, MS_SYNC);
  pread(fd, b, 1, 4096);
  printf("%c %c\n", b[0], m[3]);
  munmap(m, 8192);
  struct iovec v[2] = {{"one ", 4}, {"two", 3}};
  lseek(fd, 0, 0);
  printf("%zd\n", writev(fd, v, 2));
  mkdir("dir", 0755);
  symlink("../data", "dir/link");
  link("data", "dir/hard");
  b[readlink("dir/link", b, 20)] = 0;
  puts(b);
  stat("dir/link", &st);
  printf("%d\n", (int)st.st_nlink);
  lstat("dir/link", &st);
  printf("%d\n", S_ISLNK(st.st_mode));
  DIR *d = opendir("dir");
  struct dirent *e;
  char *names[9];
  int n = 0;
  while ((e = readdir(d))) names[n++] = strdup(e->d_name);
  closedir(d);
  qsort(names, n, sizeof *names, cmp);
  for (int i = 0; i < n; i++) printf("%s ", names[i]);
  puts("");
  chmod("data", 0400);
  stat("data", &st);
  printf("%o %d\n", st.st_mode & 07777, rmdir("dir") < 0 && errno == ENOTEMPTY);
  unlink("dir/link");
  unlink("dir/hard");
  printf("%d %d\n", rmdir("dir"), unlink("data"));
  printf("%d %d\n", fcntl(fd, F_GETFL) & O_ACCMODE, fcntl(fd, F_GETFD));
  int dfd = open(".", O_DIRECTORY);
  int f2 = openat(dfd, "rel", O_CREAT | O_WRONLY, 0600);
  printf("%d\n", faccessat(dfd, "rel", R_OK, 0));
  unlinkat(dfd, "rel", 0);
  close(f2);
  char cwd[200];
  printf("%d\n", getcwd(cwd, 200) != 0);
  errno = 0;
  close(99);
  perror("close");
  printf("%s\n", strerror(errno));
}
