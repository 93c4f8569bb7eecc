/* Sparse files: SEEK_DATA and SEEK_HOLE, fallocate's modes, blocks counted, zeros where nothing was written. */
#include "hosted.h"
static int fd;
static void map(void) {
  long at = 0, end = lseek(fd, 0, SEEK_END);
  SAY("size %ld:", end);
  while (at < end) {
    long data = lseek(fd, at, SEEK_DATA);
    if (data < 0) break;
    long hole = lseek(fd, data, SEEK_HOLE);
    SAY(" %ld-%ld", data, hole);
    at = hole;
  }
  struct stat st;
  fstat(fd, &st);
  SAY(" blocks %ld\n", (long)st.st_blocks);
}
int main(void) {
  char buffer[8192] = {1};
  fd = open("sparse", O_CREAT | O_RDWR | O_TRUNC, 0600);
  TRY(lseek(fd, 0, SEEK_DATA));
  TRY(lseek(fd, 0, SEEK_HOLE));
  TRY(pwrite(fd, "x", 1, 100000));
  map();
  TRY(pread(fd, buffer, 10, 50000));
  SAY("%d\n", buffer[0]);
  TRY(fallocate(fd, 0, 20000, 5000));
  map();
  TRY(fallocate(fd, FALLOC_FL_KEEP_SIZE, 200000, 4096));
  map();
  memset(buffer, 7, sizeof buffer);
  TRY(pwrite(fd, buffer, 8192, 40960));
  TRY(fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 42000, 5000));
  TRY(pread(fd, buffer, 8192, 40960));
  SAY("%d %d %d\n", buffer[1039], buffer[1040], buffer[6041]);
  map();
  TRY(fallocate(fd, FALLOC_FL_PUNCH_HOLE, 0, 10));
  TRY(fallocate(fd, 0, -1, 10));
  TRY(fallocate(fd, 0, 0, 0));
  TRY(fallocate(fd, 0x8000, 0, 10));
  TRY(ftruncate(fd, 41000));
  TRY(ftruncate(fd, 50000));
  TRY(pread(fd, buffer, 100, 40990));
  SAY("%d %d\n", buffer[9], buffer[10]);
  map();
  TRY(ftruncate(fd, -1));
  TRY(truncate("nope", 0));
  TRY(truncate(".", 0));
  TRY(lseek(fd, 50000, SEEK_DATA));
  TRY(lseek(fd, 49999, SEEK_HOLE));
  int ro = open("sparse", O_RDONLY);
  TRY(ftruncate(ro, 0));
  TRY(fallocate(ro, 0, 0, 1));
  TRY(posix_fallocate(fd, 0, 60000));
  TRY(lseek(fd, 0, SEEK_END));
  return 0;
}
