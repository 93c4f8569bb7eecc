/* A store into the program's own code. */
#include "sys.h"

void start(u64 *stack) {
  (void)stack;
  *(volatile u8 *)&start = 0x90;
  exit(0);
}
