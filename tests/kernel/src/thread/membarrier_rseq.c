#include "kernel.h"
/* Since Linux 6.13. */
/* What membarrier offers beyond plain barriers. */
int main(int argc, char **argv, char **envp) {
  say("all %x\n", (int)K(membarrier, 0, 0));
  R(membarrier, 512, 0);
  R(membarrier, 128, 0);
  R(membarrier, 128, 1, 0);
  R(membarrier, 256, 1);
  R(membarrier, 256, 0);
  R(membarrier, 512, 0);
  R(membarrier, 8, 0);
  R(membarrier, 128, 0);
  R(membarrier, 128, 1, 0);
  R(membarrier, 128, 1, 1 << 20);
  R(membarrier, 128, 2, 0);
  R(membarrier, 32, 0);
  R(membarrier, 64, 0);
  R(membarrier, 32, 1);
  R(membarrier, 32, 0);
  R(membarrier, 4, 0);
  R(membarrier, 512, 0);
  return 0;
}
