/* A recursion without an end: the stack grows to its limit, then the program dies. */
#include "sys.h"

static int depth(int n) {
  volatile char frame[4096];
  frame[0] = (char)n;
  return n < 0 ? n : depth(n + 1) + frame[0];
}

void start(u64 *stack) {
  (void)stack;
  exit(depth(0));
}
