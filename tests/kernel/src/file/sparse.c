#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  K(chdir, "/dev/shm"); long f = K(open, "sparse-test", O_RDWR | O_CREAT | O_TRUNC, 0600); char c = 9; struct stat s;
  R(pwrite64, f, "x", 1, 100000); R(pwrite64, f, "y", 1, 300000); R(lseek, f, 0, SEEK_DATA); R(lseek, f, 98304, SEEK_HOLE); R(lseek, f, 110000, SEEK_DATA); R(lseek, f, 300001, SEEK_DATA); R(lseek, f, 300000, SEEK_HOLE); R(lseek, f, 400000, SEEK_HOLE);
  R(pread64, f, &c, 1, 5000); say("%d\n", c); K(fstat, f, &s); say("%d %d\n", (int)s.st_size, (int)s.st_blocks); R(fallocate, f, 3, 98304, 4096); R(pread64, f, &c, 1, 100000); say("%d\n", c); K(fstat, f, &s); say("%d\n", (int)s.st_blocks);
  R(fallocate, f, 1, 400000, 100); K(fstat, f, &s); say("%d\n", (int)s.st_size); R(fallocate, f, 0, 400000, 100); K(fstat, f, &s); say("%d\n", (int)s.st_size); R(fallocate, f, 2, 0, 10); R(fallocate, f, 0, -1, 10); R(fallocate, f, 0, 0, 0); R(fallocate, f, 0x40, 0, 10); R(fallocate, 99, 0, 0, 10);
  R(lseek, f, -1, SEEK_SET); R(lseek, f, 0, 9); R(lseek, f, -1, SEEK_END); R(lseek, 99, 0, 0); R(ftruncate, f, -1); R(ftruncate, f, 50); R(lseek, f, 0, SEEK_END); R(truncate, "none", 1); R(truncate, ".", 1);
  K(unlink, "sparse-test"); return 0;
}
