/* Extended attributes of files on tmpfs. */
#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  char b[64] = {0};
  K(mkdir, "/dev/shm/xattr-test", 0700); K(chdir, "/dev/shm/xattr-test");
  long f = K(open, "f", O_RDWR | O_CREAT, 0600);
  R(setxattr, "f", "user.one", "value", 5, 0); R(setxattr, "f", "user.one", "x", 1, 1); R(setxattr, "f", "user.two", "x", 1, 2); R(setxattr, "f", "user.two", "yy", 2, 1);
  R(setxattr, "f", "user.one", "x", 1, 3); R(setxattr, "f", "user.one", "x", 1, 4);
  R(getxattr, "f", "user.one", b, 64); say("%s\n", b); R(getxattr, "f", "user.one", b, 2); R(getxattr, "f", "user.one", 0, 0); R(getxattr, "f", "user.none", b, 64);
  R(fgetxattr, f, "user.two", b, 64); R(fgetxattr, 99, "user.two", b, 64); R(lgetxattr, "none", "user.two", b, 64);
  R(listxattr, "f", 0, 0); R(listxattr, "f", b, 5);
  R(setxattr, "f", "bad.one", "x", 1, 0); R(setxattr, "f", "user.", "x", 1, 0); R(setxattr, "f", "nodot", "x", 1, 0); R(setxattr, "f", "", "x", 1, 0); R(setxattr, "f", 8, "x", 1, 0); R(setxattr, "f", "user.big", "x", 70000, 0); R(setxattr, "f", "user.f", 8, 5, 0);
  R(setxattr, "f", "trusted.t", "t", 1, 0); R(getxattr, "f", "trusted.t", b, 64);
  R(removexattr, "f", "user.one"); R(removexattr, "f", "user.one"); R(fremovexattr, f, "user.two"); R(lremovexattr, "f", "trusted.t");
  R(listxattr, "f", b, 64);
  K(symlink, "f", "l"); R(lsetxattr, "l", "user.x", "x", 1, 0); R(setxattr, "l", "user.x", "x", 1, 0); R(lgetxattr, "l", "user.x", b, 64); R(getxattr, "f", "user.x", b, 64);
  R(setxattr, ".", "user.dir", "d", 1, 0); R(removexattr, ".", "user.dir");
  K(unlink, "l"); K(unlink, "f"); K(chdir, "/"); K(rmdir, "/dev/shm/xattr-test");
  return 0;
}
