/* A store to an address that is nobody's; what was written before it is still seen. */
#include "sys.h"

void start(u64 *stack) {
  (void)stack;
  put("before\n");
  *(volatile int *)0x1230 = 1;
  put("after\n");
  exit(0);
}
