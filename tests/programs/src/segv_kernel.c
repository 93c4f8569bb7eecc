/* A load from an address that only the kernel may use, and in a child one that no processor takes. */
#include "sys.h"

void start(u64 *stack) {
  (void)stack;
  int status;
  if (fork() == 0) {
    *(volatile u64 *)0x8000000000000000UL;
    exit(0);
  }
  wait4(-1, &status, 0, 0);
  show_hex("status", (u64)status);
  *(volatile u64 *)0xffffffff81000000UL;
  exit(0);
}
