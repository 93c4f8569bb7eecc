/* xxHash-like rounds over 64 KiB, as many times as the argument says: loads, multiplications, rotations. */
#include "arguments.h"

static u64 words[8192];

void start(u64 *stack) {
  long rounds = count(stack);
  u64 h = 0;
  for (u64 i = 0; i < 8192; i++) words[i] = i * 0x9e3779b97f4a7c15UL;
  for (long r = 0; r < rounds; r++)
    for (u64 i = 0; i < 8192; i++) {
      h ^= words[i] * 0xc2b2ae3d27d4eb4fUL;
      h = (h << 31 | h >> 33) * 0x9e3779b185ebca87UL;
    }
  show_hex("hash", h);
  exit(0);
}
