#include "kernel.h"
struct how {
  uint64_t flags, mode, resolve;
};
static void from(long dir, const char *path, uint64_t resolve, uint64_t flags) {
  struct how how = {flags, 0, resolve};
  long fd = K(openat2, dir, path, &how, sizeof how);
  say("%s %x %x %d\n", path, (int)resolve, (int)flags, (int)(fd > 0 ? 0 : fd));
  if (fd > 0) K(close, fd);
}
int main(int argc, char **argv, char **envp) {
  static const char *const paths[] = {
      "f", "up", "../d/f", "abs", "l", "/dev", "/f", "../../f", "to/f", "/to/../f", "..", ".", "/", "/proc/self", "/proc/self/exe", "chain", "none/f", "f/x",
  };
  K(mkdir, "d", 0755);
  K(mkdir, "d/e", 0755);
  long made = K(creat, "d/f", 0644);
  K(close, made);
  K(symlink, "../d/f", "d/up");
  K(symlink, "/dev/null", "d/abs");
  K(symlink, "f", "d/l");
  K(symlink, "e/..", "d/to");
  K(symlink, "/l", "d/chain");
  long dir = K(open, "d", O_PATH | O_DIRECTORY);
  for (int i = 0; i < 18; i++)
    /* From 2 on: whether the folder is on the root's own filesystem is the host's affair. */
    for (int resolve = 2; resolve < 32; resolve <<= 1) from(dir, paths[i], resolve, 0);
  from(dir, "f", 1, 0);
  from(dir, "up", 1, 0);
  from(dir, "/proc/self", 1, 0);
  from(dir, "f", 0x20, 0);
  from(dir, "l", 4, O_NOFOLLOW | O_PATH);
  from(dir, "l", 4, O_NOFOLLOW);
  from(dir, "f", 0x18, 0);
  from(dir, "f", 0x40, 0);
  from(dir, "f", 0x20, O_TRUNC | O_WRONLY);
  from(-100, "d/f", 8, 0);
  from(-100, "../x", 8, 0);
  from(99, "/", 0x10, 0);
  return 0;
}
