// The names of lfs64(7): open64, lseek64, stat64, readdir64, mmap64 and the like.
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
int main(void) {
  int fd = open64("sparse", O_RDWR | O_CREAT | O_TRUNC | O_LARGEFILE, 0600);
  off64_t at = lseek64(fd, 5LL << 30, SEEK_SET);
  struct stat64 st;
  struct rlimit64 limit;
  struct statvfs64 fs;
  printf("%lld %zd\n", (long long)at, write(fd, "end", 3));
  printf("%d %lld\n", fstat64(fd, &st), (long long)st.st_size);
  printf("%d %d\n", ftruncate64(fd, 8192), stat64("sparse", &st));
  printf("%lld\n", (long long)st.st_size);
  char *map = mmap64(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 4096);
  strcpy(map, "mapped");
  char back[8];
  printf("%zd %s\n", pread64(fd, back, 7, 4096), back);
  FILE *f = fopen64("sparse", "r");
  fseeko64(f, 4098, SEEK_SET);
  printf("%c %lld\n", getc(f), (long long)ftello64(f));
  fclose(f);
  DIR *d = opendir(".");
  struct dirent64 *e;
  int n = 0;
  while ((e = readdir64(d))) n += !strcmp(e->d_name, "sparse") && e->d_ino == st.st_ino;
  closedir(d);
  printf("%d %d %d\n", n, getrlimit64(RLIMIT_NOFILE, &limit), statvfs64(".", &fs));
  return 0;
}
