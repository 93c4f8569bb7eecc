#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  say("private %d\n", (int)(K(membarrier, 0, 0) & 0x1f));
  R(membarrier, 8, 0);
  R(membarrier, 16, 0);
  R(membarrier, 8, 0);
  R(membarrier, 1, 0);
  R(membarrier, 3, 0);
  R(membarrier, 1, 5);
  R(membarrier, 0, 5);
  R(membarrier, 1 << 20, 0);
  return 0;
}
