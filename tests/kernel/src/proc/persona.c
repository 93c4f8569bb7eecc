#include "kernel.h"
static void show(const char *path) {
  char text[64];
  long fd = K(open, path, 0), n = K(read, fd, text, 63);
  text[n < 0 ? 0 : n] = 0;
  say("%s %s", path, n < 0 ? "none\n" : text);
  K(close, fd);
}
int main(int argc, char **argv, char **envp) {
  char uts[390];
  R(personality, 8);
  R(personality, 0xffffffff);
  K(uname, uts);
  say("%s\n", uts + 4 * 65);
  show("/proc/self/personality");
  if (K(fork) == 0) {
    R(personality, 0x400000);
    /* What may be read may be executed. */
    unsigned char *code = (void *)K(mmap, 0, 4096, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    code[0] = 0xc3;
    ((void (*)(void))code)();
    long before = K(personality, 0);
    K(exit, before == 0x400000 ? 4 : 5);
  }
  int status;
  K(wait4, -1, &status, 0, 0);
  say("%x\n", status);
  K(personality, 0);
  show("/proc/self/timerslack_ns");
  long fd = K(open, "/proc/self/timerslack_ns", O_WRONLY);
  R(write, fd, "1234", 4);
  R(write, fd, "x", 1);
  R(prctl, 30);
  show("/proc/self/coredump_filter");
  fd = K(open, "/proc/self/coredump_filter", O_WRONLY);
  R(write, fd, "0x7f", 4);
  show("/proc/self/coredump_filter");
  R(chmod, "/proc/self/comm", 0);
  struct stat st;
  K(lstat, "/proc/self/exe", &st);
  say("%d\n", (int)st.st_size);
  K(lstat, "/proc/self/fd/1", &st);
  say("%d\n", (int)st.st_size);
  R(arch_prctl, 0x1011, 0);
  /* Bits of no structure that is known. */
  char args[4096];
  memset(args, 0, 4096);
  args[200] = 1;
  R(clone3, args, 4096);
  return 0;
}
