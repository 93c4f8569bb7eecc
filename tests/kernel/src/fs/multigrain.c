#include "kernel.h"
/* Since Linux 6.13. */
/* A change after somebody has looked at a file's times shows, however soon it comes. */
static struct stat st;
static long stamp(const char *path) {
  K(stat, path, &st);
  return st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
}
int main(int argc, char **argv, char **envp) {
  int a = K(open, "a", O_CREAT | O_RDWR, 0644), b = K(open, "b", O_CREAT | O_RDWR, 0644);
  K(write, a, "x", 1);
  int later = 0;
  for (int i = 0; i < 20; i++) {
    long before = stamp("a");
    nap(0);
    K(write, b, "y", 1);
    later += stamp("b") >= before;
    before = stamp("b");
    for (int j = 0; j < 300; j++) K(getppid);
    K(write, a, "x", 1);
    later += stamp("a") >= before;
  }
  say("in order %d\n", later);
  int differ = 0;
  for (int i = 0; i < 20; i++) {
    long before = stamp("a");
    for (int j = 0; j < 300; j++) K(getppid);
    K(utimensat, -100, "a", 0, 0);
    differ += stamp("a") != before;
    before = st.st_ctim.tv_nsec;
    for (int j = 0; j < 300; j++) K(getppid);
    K(chmod, "a", 0600 + i);
    stamp("a");
    differ += st.st_ctim.tv_nsec != before;
  }
  say("differ %d\n", differ);
  return 0;
}
