/* Names relative to a directory's descriptor, and what goes wrong with them. */
#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  char b[32] = {0}; struct stat s;
  K(mkdir, "d", 0755); long d = K(open, "d", O_RDONLY | O_DIRECTORY), f = K(open, "f", O_RDWR | O_CREAT, 0600);
  R(mkdirat, d, "sub", 0700); R(mkdirat, d, "sub", 0700); R(mkdirat, f, "x", 0700); R(mkdirat, 99, "x", 0700); R(mkdirat, d, "", 0700); R(mkdirat, d, "no/x", 0700);
  say("%d\n", K(openat, d, "file", O_RDWR | O_CREAT | O_EXCL, 0644) > 0); R(openat, d, "file", O_RDWR | O_CREAT | O_EXCL, 0644); R(openat, d, "file", O_DIRECTORY); R(openat, d, "sub", O_WRONLY); R(openat, d, "file/x", O_RDONLY);
  R(symlinkat, "file", d, "link"); R(readlinkat, d, "link", b, 32); say("%s\n", b); R(readlinkat, d, "file", b, 32); R(readlinkat, d, "link", b, 0); R(openat, d, "link", O_NOFOLLOW);
  R(linkat, d, "file", d, "hard", 0); K(newfstatat, d, "hard", &s, 0); say("%d\n", (int)s.st_nlink); R(linkat, d, "link", d, "l2", AT_SYMLINK_FOLLOW); R(linkat, d, "sub", d, "x", 0); R(linkat, d, "file", d, "hard", 0); R(linkat, d, "none", d, "y", 0); R(linkat, d, "file", d, "y", 77);
  R(unlinkat, d, "sub", 0); R(unlinkat, d, "file", AT_REMOVEDIR); R(unlinkat, d, "sub", AT_REMOVEDIR); R(unlinkat, d, "none", 0); R(unlinkat, d, "hard", 5); R(unlinkat, d, ".", AT_REMOVEDIR); R(unlinkat, d, "..", AT_REMOVEDIR);
  R(renameat2, d, "hard", d, "file", 1); R(renameat2, d, "hard", d, "moved", 1); R(renameat2, d, "moved", d, "none", 2); R(renameat2, d, "moved", d, "link", 2); R(renameat2, d, "moved", d, "link", 3); R(renameat2, d, "x", d, "y", 0); R(renameat2, AT_FDCWD, "d", d, "in", 0);
  R(faccessat2, d, "file", 4, 0); R(faccessat2, d, "file", 9, 0); R(faccessat2, d, "none", 0, 0); R(faccessat2, d, "", 0, AT_EMPTY_PATH); R(faccessat2, d, "file", 0, 0x8000);
  R(fchmodat, d, "file", 0600); R(fchownat, d, "file", 5, 6, 0); R(fchownat, d, "", 7, -1, AT_EMPTY_PATH); R(fchownat, d, "file", 1, 1, 0x8000);
  return 0;
}
