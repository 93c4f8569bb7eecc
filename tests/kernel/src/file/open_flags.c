#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  char name[300], path[5000], b[4]; memset(name, 'n', 299); name[299] = 0; memset(path, '/', 4999); path[4999] = 0;
  R(open, "", 0); R(open, 8, 0); R(open, name, O_CREAT, 0600); R(open, path, 0); R(open, "none", O_RDONLY); R(open, "x/", O_CREAT | O_RDWR, 0600); R(open, "/", O_RDWR); R(open, "/", O_CREAT, 0600); R(open, ".", O_CREAT | O_EXCL, 0600);
  K(symlink, "loop", "loop"); R(open, "loop", 0); K(symlink, "target", "dangling"); say("%d\n", K(open, "dangling", O_CREAT | O_WRONLY, 0600) > 0); R(access, "target", 0); R(open, "dangling", O_CREAT | O_EXCL, 0600);
  long f = K(open, "f", O_CREAT | O_WRONLY | O_APPEND, 0600); K(write, f, "abc", 3); R(read, f, b, 1); R(pwrite64, f, "X", 1, 0); R(lseek, f, 0, 2); say("%x\n", (int)K(fcntl, f, F_GETFL) & ~0x8000);
  long p = K(open, "f", 010000000); R(read, p, b, 1); R(write, p, b, 1); R(fchmod, p, 0600); R(ioctl, p, 0x541b, b); struct stat s; R(fstat, p, &s); R(close, p);
  R(open, ".", 020200000 | O_RDONLY); long t = K(open, ".", 020200000 | O_RDWR, 0600); say("%d\n", t > 0); R(write, t, "x", 1);
  R(open, "f", O_TRUNC | O_RDONLY); K(stat, "f", &s); say("%d\n", (int)s.st_size); R(openat, AT_FDCWD, "f", 3); R(creat, "f", 0); R(open, "f", O_DIRECTORY | O_CREAT, 0600);
  struct { uint64_t flags, mode, resolve; } how = {0, 0, 0}; say("%d\n", K(openat2, AT_FDCWD, "f", &how, 24) > 0); R(openat2, AT_FDCWD, "f", &how, 16); how.flags = 1ull << 40; R(openat2, AT_FDCWD, "f", &how, 24); how.flags = 0; how.mode = 0600; R(openat2, AT_FDCWD, "f", &how, 24);
  return 0;
}
