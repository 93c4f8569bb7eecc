/* The Collatz steps of the numbers up to the argument: short blocks, branches that are hard to guess. */
#include "arguments.h"

void start(u64 *stack) {
  u64 n = (u64)count(stack), steps = 0;
  for (u64 i = 1; i <= n; i++)
    for (u64 x = i; x != 1; steps++) x = x & 1 ? 3 * x + 1 : x >> 1;
  show("steps", (i64)steps);
  exit(0);
}
