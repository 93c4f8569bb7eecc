// rand, random with states, rand_r, the drand48 family: glibc's own sequences.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
int main(void) {
  for (int i = 0; i < 5; i++) printf("%d ", rand());
  srand(42);
  for (int i = 0; i < 5; i++) printf("%d ", rand() % 1000);
  puts("");
  srandom(7);
  for (int i = 0; i < 4; i++) printf("%ld ", random());
  char state[64];
  initstate(3, state, sizeof state);
  for (int i = 0; i < 4; i++) printf("%ld ", random());
  puts("");
  unsigned seed = 1;
  for (int i = 0; i < 4; i++) printf("%d ", rand_r(&seed));
  srand48(12345);
  for (int i = 0; i < 3; i++) printf("%.6f ", drand48());
  printf("%ld %ld\n", lrand48(), mrand48());
  unsigned short x[3] = {1, 2, 3};
  printf("%.6f %ld %ld\n", erand48(x), nrand48(x), jrand48(x));
  return 0;
}
