/* The sieve of Eratosthenes over a million numbers, as often as the argument says: stores in strides. */
#include "arguments.h"

static u8 composite[1000000];

void start(u64 *stack) {
  long rounds = count(stack), primes = 0;
  for (long r = 0; r < rounds; r++) {
    memset(composite, 0, sizeof composite);
    primes = 0;
    for (u32 i = 2; i < sizeof composite; i++) {
      if (composite[i]) continue;
      primes++;
      for (u32 j = i * 2; j < sizeof composite; j += i) composite[j] = 1;
    }
  }
  show("primes", primes);
  exit(0);
}
